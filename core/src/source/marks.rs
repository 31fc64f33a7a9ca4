//! Takes the marks of footnotes off the words they hang on: `2025²`, `Korea.¹`, `treaty[12]`, `fund†`.

use super::{Block, Outside};

/// Units that are squared and cubed, so that a raised digit behind them is none of a footnote.
const UNITS: &[&str] = &[
    "acre",
    "cm",
    "dm",
    "feet",
    "foot",
    "ft",
    "hm",
    "inch",
    "inches",
    "kilometer",
    "kilometers",
    "kilometre",
    "kilometres",
    "km",
    "meter",
    "meters",
    "metre",
    "metres",
    "mi",
    "mile",
    "miles",
    "mm",
    "nm",
    "nmi",
    "sec",
    "yard",
    "yards",
    "yd",
];

/// The years whose last digit a raised one cannot belong to; other numbers have powers.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// The longest number of a footnote, in digits.
const MAX_DIGITS: usize = 3;

/// Takes the marks off all blocks and tells them, line by line.
pub(super) fn take(blocks: &mut [Block], outside: &mut Vec<Outside>) {
    for line in blocks.iter_mut().flat_map(|block| &mut block.lines) {
        let Some((text, marks)) = without(&line.text) else { continue };
        let (rule, marks) = ("text/footnote-mark".to_owned(), marks.join(" "));
        outside.push(Outside { rule, line: line.number, text: marks });
        line.text = text;
    }
}

/// A raised digit, or a bracket of one: `¹⁾`, `⁽¹⁾`.
pub(super) const fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁽' | '⁾')
}

/// The line without its marks, and the marks; nothing where it has none.
fn without(line: &str) -> Option<(String, Vec<&str>)> {
    if !line.contains(|c: char| is_raised(c) || matches!(c, '[' | '*' | '†' | '‡')) {
        return None;
    }
    let (mut text, mut marks) = (String::with_capacity(line.len()), Vec::new());
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let length = mark(line, at);
        // A raised mark hangs on the word before it, whatever space stands between.
        let hung = if is_raised(c) { line[..at].trim_end().len() } else { at };
        if length > 0 && hangs(&line[..hung], &line[at..at + length], &line[at + length..]) {
            text.truncate(text.len() - (at - hung));
            marks.push(&line[at..at + length]);
            at += length;
        } else {
            text.push(c);
            at += c.len_utf8();
        }
    }
    (!marks.is_empty()).then_some((text, marks))
}

/// The length of what may be a mark here; 0 where nothing is.
fn mark(line: &str, at: usize) -> usize {
    let rest = &line[at..];
    let Some(first) = rest.chars().next() else { return 0 };
    let run = |is: &dyn Fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
    match first {
        '[' => {
            // "[1][2]" is two marks.
            let mut length = 0;
            while let Some(more) = bracketed(&rest[length..]) {
                length += more;
            }
            length
        }
        '*' | '†' | '‡' => run(&|c| c == first),
        c if is_raised(c) => {
            // "¹,²" is two marks.
            let length = run(&|c| is_raised(c) || c == ',');
            rest[..length].trim_end_matches(',').len()
        }
        _ => 0,
    }
}

/// The length of a number in brackets, of several (`[1, 2]`, `[1–3]`), or of a note by its name (`[note 1]`).
fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let inner = &inner[..inner.find(']')?];
    let number = inner.strip_prefix("note ").or(inner.strip_prefix("Note ")).unwrap_or(inner);
    let is_number = |part: &str| {
        let part = part.trim();
        (1..=MAX_DIGITS).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    number.split([',', '-', '–']).all(is_number).then_some(inner.len() + 2)
}

/// Whether a mark hangs on the word, the year or the end of a sentence before it, and nothing on the mark.
fn hangs(before: &str, mark: &str, after: &str) -> bool {
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '⁻' | '/' | '⁄'));
    let Some(last) = before.chars().next_back().filter(|_| !goes_on) else { return false };
    // A star may close what one has opened.
    let opens =
        || before.match_indices('*').any(|(at, _)| !before[..at].ends_with(|c: char| !c.is_whitespace()));
    if mark.starts_with('*') && (opens() || mark.len() > MAX_DIGITS) {
        return false;
    }
    if last.is_ascii_digit() {
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (rest, number) = before.split_at(before.len() - digits);
        let is_whole = !rest.ends_with(['.', ',', '$', '€', '£', '-', '+']);
        return is_whole && number.parse().is_ok_and(|year| YEARS.contains(&year));
    }
    if last.is_alphabetic() {
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let letters = word.chars().count();
        let is_acronym = word.chars().all(char::is_uppercase);
        let is_power = mark.starts_with(is_raised) && UNITS.contains(&word);
        return !is_power && (letters > 2 || letters == 2 && is_acronym);
    }
    if last == ')' {
        return before.trim_end_matches(')').ends_with(char::is_alphabetic);
    }
    let is_end = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | '"' | '\'' | '»');
    is_end && before.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let found = without(line).map_or_else(|| line.to_owned(), |(text, _)| text);
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_footnotes_come_off_words_years_and_ends() {
        check("by the end of 2025².", "by the end of 2025.");
        check("the Republic of Korea.¹ They agreed", "the Republic of Korea. They agreed");
        check("the treaty[12] and the fund†, both*", "the treaty and the fund, both");
        check("the SCM (Meeting)¹ and “peace”²³", "the SCM (Meeting) and “peace”");
        check("the UN¹ and the DPRK¹,² said", "the UN and the DPRK said");
        check("the treaty[1][2] and Korea.[1, 2] All", "the treaty and Korea. All");
        check("the fund[1–3], and the treaty.[note 4]", "the fund, and the treaty.");
        check("the treaty ¹ and Korea. ² All in 2025 ³.", "the treaty and Korea. All in 2025.");
        check("the treaty¹⁾ and Korea.⁽²⁾ All", "the treaty and Korea. All");
    }

    #[test]
    fn powers_units_and_emphasis_stay() {
        for line in [
            "5 m² of land",
            "100 km² and 3 ft³",
            "10⁻³",
            "10³ tonnes",
            "E = mc²",
            "CO₂",
            "x²",
            "*agreed* to meet",
            "[12]",
            "Article [3]",
            "a 4* general",
            "4.2025²",
            "m²/s²",
            "2 * 3",
            "[sic]",
            "9 square kilometers²",
            "an area of 5 km ² of land",
            "10 ³ tonnes",
            "the paper[s] and [the] sides",
            "[1, 2]",
        ] {
            check(line, line);
        }
    }
}
