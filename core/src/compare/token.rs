//! Text → tokens: words that a reader would not cut, and marks.

use crate::characters::is_hidden;

/// A word or a mark, as bytes of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    /// A mark is punctuation or a symbol; everything else is a word.
    pub mark: bool,
}

/// Cuts a text into tokens; white space stands between them and belongs to none.
///
/// Whole stay: abbreviations with their stops (`U.S.`, `D.C.`), compounds (`U.S.-ROK`, `multi-year`), words with an
/// apostrophe (`DPRK's`, `Leaders'`), numbers with their signs and marks (`1,500`, `-$3.5`, `10%`, `5:30`, `1718(2006)`),
/// and an acronym with its brackets (`(DoD)`).
pub(crate) fn tokens(text: &str, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (kind, width) = class(text, at);
        let end = match kind {
            Class::Space => {
                at += width;
                continue;
            }
            Class::Word => word_end(text, at),
            Class::Lone => at + width,
            Class::Mark => match bracketed(text, at).or_else(|| signed(text, at)) {
                Some(end) => {
                    push(out, at, end, false);
                    at = end;
                    continue;
                }
                None => {
                    let end = mark_end(text, at, width);
                    push(out, at, end, true);
                    at = end;
                    continue;
                }
            },
        };
        push(out, at, end, false);
        at = end;
    }
}

fn push(out: &mut Vec<Token>, start: usize, end: usize, mark: bool) {
    // A text has at most 64 MiB, so that positions fit.
    out.push(Token { start: start as u32, end: end as u32, mark });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    /// A character of a script without spaces between words.
    Lone,
    Mark,
}

fn class(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() {
        let class = if byte.is_ascii_alphanumeric() {
            Class::Word
        } else if byte.is_ascii_whitespace() || byte == 0x0b {
            Class::Space
        } else {
            Class::Mark
        };
        return (class, 1);
    }
    let Some(c) = text[at..].chars().next() else { return (Class::Space, 1) };
    let class = if matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    {
        Class::Lone
    } else if c.is_alphanumeric() || is_combining(c) {
        Class::Word
    } else if c.is_whitespace() || is_hidden(c) {
        Class::Space
    } else {
        Class::Mark
    };
    (class, c.len_utf8())
}

/// Marks that ride on the letter before them.
const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a word goes on at `at`: what cannot be seen does not cut one in two.
fn is_word(text: &str, at: usize) -> bool {
    let hidden = |text: &str| text.chars().next().is_some_and(|c| is_hidden(c) && !c.is_whitespace());
    at < text.len()
        && (class(text, at).0 == Class::Word || (!text.as_bytes()[at].is_ascii() && hidden(&text[at..])))
}

/// The end of the word that starts at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let letters = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let mut at = start + letters;
    // Most words are letters and a space.
    if letters > 0 && matches!(bytes.get(at), None | Some(b' ')) {
        return at;
    }
    // The stretch of letters since the last joint: one letter before a stop makes an abbreviation.
    let mut stretch = start;
    let mut stops = false;
    loop {
        while is_word(text, at) {
            at += class(text, at).1;
        }
        let Some(&byte) = bytes.get(at) else { return at };
        let letters = text[stretch..at].chars().count();
        let next = is_word(text, at + joint_width(text, at));
        match byte {
            b'.' if letters == 1 && (next || stops || is_initial(text, stretch, at)) => {
                stops = true;
                at += 1;
                if !is_word(text, at) && !joins(text, at) {
                    return at;
                }
                if joins(text, at) {
                    at += joint_width(text, at);
                }
            }
            b'.' if next && digit(bytes, at.wrapping_sub(1)) && digit(bytes, at + 1) => at += 1,
            b'.' if is_title(text, stretch, at) => return at + 1,
            b',' | b':' if digit(bytes, at.wrapping_sub(1)) && digit(bytes, at + 1) => at += 1,
            b'(' if digit(bytes, at.wrapping_sub(1)) && year_in_brackets(bytes, at) => return at + YEAR,
            _ if digit(bytes, at.wrapping_sub(1)) && closes_a_number(text, at) => {
                return at + joint_width(text, at);
            }
            b'&' if next && bytes[at - 1].is_ascii_uppercase() && bytes[at + 1].is_ascii_uppercase() => {
                at += 1
            }
            _ if joins(text, at) => at += joint_width(text, at),
            // The apostrophe of a plural ("Leaders'") belongs to its word.
            _ if apostrophe(text, at) && matches!(bytes[at - 1], b's' | b'S') => {
                return at + joint_width(text, at);
            }
            _ => return at,
        }
        stretch = at;
    }
}

/// Whether a hyphen, slash or apostrophe at `at` ties what stands before it to a letter or digit after it.
fn joins(text: &str, at: usize) -> bool {
    let width = joint_width(text, at);
    let joint = match text[at..].chars().next() {
        Some('-' | '/' | '\'' | '\u{2019}' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}') => true,
        _ => return false,
    };
    joint && is_word(text, at + width)
}

fn apostrophe(text: &str, at: usize) -> bool {
    text[at..].starts_with(['\'', '\u{2019}'])
}

fn joint_width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// `R.` in "Joseph R. Biden": one capital, a stop, and another word on the same line.
fn is_initial(text: &str, start: usize, stop: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[start].is_ascii_uppercase()
        && stop == start + 1
        && bytes.get(stop + 1) == Some(&b' ')
        && bytes.get(stop + 2).is_some_and(u8::is_ascii_uppercase)
        && bytes[start] != b'I'
}

/// `Dr.`, `Mr.`, `Lt.`, `Jr.`: a capital, then one or two consonants, a stop, and a capital after a space.
fn is_title(text: &str, start: usize, stop: usize) -> bool {
    let bytes = text.as_bytes();
    let word = &bytes[start..stop];
    (2..=3).contains(&word.len())
        && word[0].is_ascii_uppercase()
        && word[1..].iter().all(|b| b.is_ascii_lowercase() && !b"aeiou".contains(b))
        && bytes.get(stop + 1) == Some(&b' ')
        && bytes.get(stop + 2).is_some_and(u8::is_ascii_uppercase)
}

/// The longest acronym kept whole with its brackets, in bytes.
const BRACKETED: usize = 16;

/// The end of `(DoD)`, if that is what starts at `at`.
fn bracketed(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes[at] != b'(' {
        return None;
    }
    let inside = bytes[at + 1..].iter().take(BRACKETED).position(|&b| b == b')')?;
    let word = &bytes[at + 1..at + 1 + inside];
    let plain = word.iter().all(|b| b.is_ascii_alphanumeric() || b"&-/.".contains(b));
    let capitals = word.iter().filter(|b| b.is_ascii_uppercase()).count();
    (plain && capitals >= 2).then_some(at + inside + 2)
}

/// The end of `$3.5`, `-5` or `±€2`, if that is what starts at `at`: signs that no letter or digit stands before, and a
/// currency.
fn signed(text: &str, at: usize) -> Option<usize> {
    let free = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    let rest = &text[at..];
    // No further than a number may have signs: a long run of them is looked at from each of them.
    let run = rest.chars().take(SIGNS + 1).take_while(|&c| is_sign(c));
    let signs = if free { run.map(char::len_utf8).sum() } else { 0 };
    let rest = &rest[signs..];
    let currency = rest.chars().next().filter(|&c| is_currency(c)).map_or(0, char::len_utf8);
    let number = at + signs + currency;
    (number > at && signs <= SIGNS && digit(text.as_bytes(), number)).then(|| word_end(text, number))
}

/// The longest run of signs before a number, in bytes: two of three bytes each.
const SIGNS: usize = 6;

/// What stands before a number and says what it means.
const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '\u{2212}'
            | '+'
            | '±'
            | '∓'
            | '~'
            | '≈'
            | '<'
            | '>'
            | '≤'
            | '≥'
            | '≠'
            | '№'
            | '#'
            | '§'
    )
}

/// The currency symbols of Unicode in the scripts that statements are written in.
const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}' | '\u{fdfc}' | '\u{fe69}' | '\u{ff04}' | '\u{ffe0}' | '\u{ffe1}' | '\u{ffe5}' | '\u{ffe6}')
}

/// Whether what stands at `at` is the unit of the number before it: `%`, `°`, `€`.
fn closes_a_number(text: &str, at: usize) -> bool {
    let unit = |c: char| matches!(c, '%' | '‰' | '°' | '′' | '″' | 'º' | 'ª') || is_currency(c);
    text[at..].chars().next().is_some_and(unit)
}

/// Bytes of a year in brackets.
const YEAR: usize = 6;

/// `(2006)` in "resolution 1718(2006)".
fn year_in_brackets(bytes: &[u8], at: usize) -> bool {
    (1..YEAR - 1).all(|k| digit(bytes, at + k)) && bytes.get(at + YEAR - 1) == Some(&b')')
}

/// Equal marks in a row (`...`, `--`) are one token.
fn mark_end(text: &str, at: usize, width: usize) -> usize {
    let mark = text.as_bytes()[at];
    if matches!(mark, b'.' | b'-' | b'*' | b'_' | b'=' | b'#') {
        // Only here: to look along a run of other marks at each of them is work for its square.
        at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == mark).count()
    } else {
        at + width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut out = Vec::new();
        tokens(text, &mut out);
        let found: Vec<&str> = out.iter().map(|t| &text[t.start as usize..t.end as usize]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        check(
            "the U.S. and U.S.-ROK, U.S and D.C.",
            &["the", "U.S.", "and", "U.S.-ROK", ",", "U.S", "and", "D.C."],
        );
        check(
            "Joseph R. Biden, Jr. Dr. Ely Ratner.",
            &["Joseph", "R.", "Biden", ",", "Jr.", "Dr.", "Ely", "Ratner", "."],
        );
        check("the 21st century.I want", &["the", "21st", "century", ".", "I", "want"]);
    }

    #[test]
    fn acronyms_keep_their_brackets() {
        check("Defense (DoD) (the U.S.) (UFS23)", &["Defense", "(DoD)", "(", "the", "U.S.", ")", "(UFS23)"]);
    }

    #[test]
    fn compounds_numbers_and_apostrophes_are_whole() {
        check(
            "table-top F-CFC 1,500 3.5% $28,500 DPRK’s Leaders' R&D and/or",
            &["table-top", "F-CFC", "1,500", "3.5%", "$28,500", "DPRK’s", "Leaders'", "R&D", "and/or"],
        );
    }

    #[test]
    fn numbers_keep_their_signs_currencies_and_marks() {
        check("−5 (-$3.5) ±2°, 1718(2006)", &["−5", "(", "-$3.5", ")", "±2°", ",", "1718(2006)"]);
        check("5:30, 2,8500 10–15 1/4 ₹5 7€", &["5:30", ",", "2,8500", "10–15", "1/4", "₹5", "7€"]);
        check(
            "in 2024: they (2024) met - 5",
            &["in", "2024", ":", "they", "(", "2024", ")", "met", "-", "5"],
        );
    }

    #[test]
    fn marks_stand_alone() {
        check(
            "“a new era” – of … ... peace.",
            &["“", "a", "new", "era", "”", "–", "of", "…", "...", "peace", "."],
        );
        check("국방부 日本 e\u{301}te\u{301}", &["국방부", "日", "本", "e\u{301}te\u{301}"]);
    }
}
