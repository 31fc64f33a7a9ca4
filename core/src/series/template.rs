//! The shape of a line of furniture: words with places left open.

use serde::Deserialize;

/// The shape of a line of furniture, as rules write it: words with places left open.
///
/// | in a rule | stands for |
/// |---|---|
/// | `{number}` | digits |
/// | `{page}` | one to three digits |
/// | `{word}` | anything without white space, not nothing |
/// | `{name}` | one to eight words that are capitalised, with "of", "the", "and" between them |
/// | `{any}` | anything, also nothing |
/// | `{caps}` | words in capitals with their punctuation (`WASHINGTON, D.C.`) |
/// | `{date}` | a date, which is kept as that of the text |
///
/// Letters match in either case, white space and quotes in every form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    parts: Vec<Part>,
    /// A mark that every line of this shape has: most lines have not, and are not looked at any further.
    mark: Option<u8>,
    /// Whether a line of this shape has digits.
    has_digits: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Folded as [`fold`] does.
    Words(String),
    Number,
    Page,
    Word,
    Name,
    Any,
    Caps,
    Date,
}

/// Says whether what stands at `{any}` is prose, which no line of a page leaves open.
pub type IsProse<'p> = &'p dyn Fn(&str) -> bool;

/// What a template took of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// How many bytes of the line it covers.
    pub length: usize,
    /// What stood at `{date}`.
    pub date: Option<String>,
}

/// Longest text that an open place in the middle of a template spans, in characters. Longer lines are prose.
const MAX_OPEN: usize = 400;

/// The longest number of a page, in digits; four are a year.
const MAX_PAGE_DIGITS: usize = 3;

/// The longest name at `{name}`, in words ("United States Department of Defense").
const MAX_NAME_WORDS: usize = 8;

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(source: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = source.as_str();
        while !rest.is_empty() {
            let (words, slot) = match rest.split_once('{') {
                Some((words, slot)) => (words, Some(slot)),
                None => (rest, None),
            };
            if !words.is_empty() {
                parts.push(Part::Words(words.chars().map(fold).collect()));
            }
            let Some(slot) = slot else { break };
            let (name, after) = slot.split_once('}').ok_or("`{` without `}`")?;
            parts.push(match name {
                "number" => Part::Number,
                "page" => Part::Page,
                "word" => Part::Word,
                "name" => Part::Name,
                "any" => Part::Any,
                "caps" => Part::Caps,
                "date" => Part::Date,
                _ => {
                    let known = "{number}, {page}, {word}, {name}, {any}, {caps}, {date}";
                    return Err(format!("{{{name}}} is none of {known}"));
                }
            });
            rest = after;
        }
        if parts.is_empty() {
            return Err("an empty line matches nothing".to_owned());
        }
        // Characters that fold into other ones are no sure sign.
        let is_mark = |byte: &u8| byte.is_ascii_punctuation() && !matches!(byte, b'\'' | b'"' | b'-');
        let words =
            parts.iter().filter_map(|part| if let Part::Words(words) = part { Some(words) } else { None });
        Ok(Self {
            mark: words.flat_map(|words| words.bytes()).find(is_mark),
            has_digits: parts.iter().any(|part| matches!(part, Part::Number | Part::Page | Part::Date)),
            parts,
        })
    }
}

impl Template {
    /// Whether the whole line has this shape.
    pub fn whole(&self, line: &str, is_prose: IsProse<'_>) -> Option<Taken> {
        if self.may_be(line) { matches(&self.parts, line, true, is_prose) } else { None }
    }

    /// Whether the shape leaves room for anything.
    pub fn is_open(&self) -> bool {
        self.parts.contains(&Part::Any)
    }

    /// Whether the line starts in this shape.
    pub fn start(&self, line: &str) -> Option<Taken> {
        if self.may_be(line) { matches(&self.parts, line, false, &|_| false) } else { None }
    }

    fn may_be(&self, line: &str) -> bool {
        self.mark.is_none_or(|mark| memchr::memchr(mark, line.as_bytes()).is_some())
            && (!self.has_digits || line.bytes().any(|byte| byte.is_ascii_digit()))
    }

    /// The first character that a line must have, where the template says one.
    pub(crate) fn first(&self) -> Option<char> {
        first(&self.parts)
    }
}

/// The first character that these parts must have, where they say one.
fn first(parts: &[Part]) -> Option<char> {
    match parts.first() {
        Some(Part::Words(words)) => words.chars().next(),
        _ => None,
    }
}

/// The form in which characters are compared.
pub(crate) fn fold(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c.to_ascii_lowercase(),
    }
}

fn matches(parts: &[Part], line: &str, whole: bool, is_prose: IsProse<'_>) -> Option<Taken> {
    let Some((part, later)) = parts.split_first() else {
        return (!whole || line.is_empty()).then(Taken::default);
    };
    match part {
        Part::Words(words) => {
            let length = words_at(words, line)?;
            matches(later, &line[length..], whole, is_prose).map(|taken| taken.after(length))
        }
        Part::Number | Part::Page => {
            let length = line.bytes().take_while(u8::is_ascii_digit).count();
            if length == 0 || *part == Part::Page && length > MAX_PAGE_DIGITS {
                return None;
            }
            matches(later, &line[length..], whole, is_prose).map(|taken| taken.after(length))
        }
        _ if later.is_empty() && whole => {
            open(part, line, is_prose).map(|taken| Taken { length: line.len(), ..taken })
        }
        _ => {
            // No small letter stands in capitals, and no date is long.
            let reach = match part {
                Part::Caps => line.find(char::is_lowercase).unwrap_or(line.len()),
                Part::Date => crate::dates::LONGEST_DATE,
                Part::Word => line.find(char::is_whitespace).unwrap_or(line.len()),
                _ => line.len(),
            };
            let next = first(later);
            let may_follow = |c: Option<char>| next.is_none() || c.map(fold) == next;
            let ends = line.char_indices().map(|(at, c)| (at, Some(c))).chain([(line.len(), None)]);
            let ends = ends.take(MAX_OPEN).take_while(|&(end, _)| end <= reach);
            for (end, _) in ends.filter(|&(_, c)| may_follow(c)) {
                // What must follow is there at few places; only these are looked at from the start of the line.
                let Some(taken) = matches(later, &line[end..], whole, is_prose) else { continue };
                if let Some(own) = open(part, &line[..end], is_prose) {
                    return Some(Taken { date: own.date.or(taken.date), length: end + taken.length });
                }
            }
            None
        }
    }
}

/// Whether `text` can stand at an open place.
fn open(part: &Part, text: &str, is_prose: IsProse<'_>) -> Option<Taken> {
    let fits = match part {
        Part::Caps => {
            text.contains(char::is_uppercase) && !text.contains(char::is_lowercase) && !text.ends_with(' ')
        }
        Part::Date => {
            return crate::dates::is_date(text).then(|| Taken { length: 0, date: Some(text.into()) });
        }
        Part::Any => !is_prose(text),
        Part::Word => !text.is_empty() && !text.contains(char::is_whitespace),
        Part::Name => is_name(text),
        Part::Words(_) | Part::Number | Part::Page => false,
    };
    fits.then(Taken::default)
}

/// Capitalised words, with the small ones that names have between them.
fn is_name(text: &str) -> bool {
    let mut count = 0;
    let mut last_is_small = true;
    for word in text.split_whitespace() {
        count += 1;
        last_is_small = ["of", "the", "and", "for"].contains(&word);
        if !last_is_small && !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    !last_is_small && count <= MAX_NAME_WORDS && !text.starts_with(' ') && !text.ends_with([' ', ';', ':'])
}

/// The length of the words at the start of the line; runs of white space count as one space.
fn words_at(words: &str, line: &str) -> Option<usize> {
    let mut wanted = words.chars().peekable();
    let mut chars = line.char_indices().peekable();
    while let Some(want) = wanted.next() {
        let (_, c) = chars.next()?;
        if fold(c) != want {
            return None;
        }
        if want == ' ' && wanted.peek() != Some(&' ') {
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        }
    }
    Some(chars.peek().map_or(line.len(), |&(at, _)| at))
}

impl Taken {
    fn after(self, length: usize) -> Self {
        Self { length: self.length + length, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(source: &str) -> Template {
        Template::try_from(source.to_owned()).unwrap()
    }

    #[test]
    fn words_match_whatever_their_case_and_typography() {
        assert!(template("Immediate Release").whole("IMMEDIATE\u{a0} RELEASE", &|_| false).is_some());
        assert!(template("Here's how you know").whole("Here’s how you know", &|_| false).is_some());
        assert!(template("Immediate Release").whole("Immediate Release of prisoners", &|_| false).is_none());
    }

    #[test]
    fn places_are_left_open() {
        assert!(template("Page {number} of {number}").whole("Page 3 of 12", &|_| false).is_some());
        assert!(template("- {number} -").whole("- 12 -", &|_| false).is_some());
        assert!(template("Release No: {any}").whole("Release No: 105-13", &|_| false).is_some());
        assert!(template("{number}").whole("12a", &|_| false).is_none());
        assert!(
            template("An official website of the{any}")
                .whole("An official website of the U.S.", &|_| false)
                .is_some()
        );
    }

    #[test]
    fn dates_are_kept() {
        let taken = template("NEWS | {date}").whole("NEWS | Sept. 18, 2023", &|_| false).unwrap();
        assert_eq!(taken.date.as_deref(), Some("Sept. 18, 2023"));
        assert!(template("NEWS | {date}").whole("NEWS | Archive", &|_| false).is_none());
    }

    #[test]
    fn a_dateline_starts_a_line() {
        let line = "WASHINGTON, D.C. -- The U.S. Department";
        assert_eq!(
            template("{caps} -- ").start(line).map(|taken| &line[taken.length..]),
            Some("The U.S. Department")
        );
        assert!(template("{caps} -- ").start("The U.S. -- and").is_none());
    }

    #[test]
    fn a_place_that_is_not_known_is_refused() {
        assert!(Template::try_from("{nmber}".to_owned()).is_err());
        assert!(Template::try_from("{number".to_owned()).is_err());
        assert!(Template::try_from(String::new()).is_err());
    }
}
