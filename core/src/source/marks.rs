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

/// A raised digit.
pub(super) const fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
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
        if length > 0 && hangs(line, at, length) {
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
            let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            let closes = rest[1 + digits..].starts_with(']');
            if (1..=MAX_DIGITS).contains(&digits) && closes { digits + 2 } else { 0 }
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

/// Whether a mark hangs on the word, the year or the end of a sentence before it, and nothing on the mark.
fn hangs(line: &str, at: usize, length: usize) -> bool {
    let (before, mark, after) = (&line[..at], &line[at..at + length], &line[at + length..]);
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
        ] {
            check(line, line);
        }
    }
}
