//! Raised characters: the label of a footnote, the end of an ordinal, or a power.

/// What raised characters are to the word that they stand at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raised {
    /// The label of a footnote, no part of the text.
    Mark,
    /// A power, spelled with characters that are raised by themselves: `km²` is not `km2`.
    Power(String),
    /// A part of the word: `23rd`, `2e`.
    Word,
}

/// The longest number of a footnote, in digits.
const MAX_DIGITS: usize = 3;

/// The longest letters before a power: `km`, `CO`. A word with a footnote is longer.
const MAX_UNIT: usize = 2;

/// The longest number before a power that is no year, no resolution and no price, in digits: `10⁶`.
const MAX_BASE: usize = 2;

/// What `raised` is behind `before`.
pub(super) fn kind(before: &str, raised: &str) -> Raised {
    let raised = raised.trim();
    let is_label = |label: &str| {
        let label = label.trim_matches(['[', ']', '(', ')', ' ']);
        let digits = label.len() <= MAX_DIGITS && label.bytes().all(|c| c.is_ascii_digit());
        let signs = label.chars().all(|c| "*†‡§¶".contains(c));
        let letter = label.len() == 1 && label.bytes().all(|c| c.is_ascii_lowercase());
        (!label.is_empty() && (digits || signs), letter)
    };
    let mut labels = raised.split([',', '-', '–']).map(is_label);
    let first = labels.clone().next().unwrap_or((false, false));
    if raised.is_empty() {
        return Raised::Word;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    if first.1 && labels.clone().count() == 1 {
        // "the Republic of Korea.ᵃ", "both sidesᵇ"; "nᵗʰ", "2ᵉ" and "Nᵒ" are words.
        let ends_text = before.ends_with(['.', ',', ';', ':', '!', '?', ')', '"', '”', '’']);
        let is_word = word.chars().count() > MAX_UNIT && before.ends_with(char::is_alphabetic);
        return if ends_text || is_word { Raised::Mark } else { Raised::Word };
    }
    if !labels.all(|(is_label, _)| is_label) {
        return power(raised).filter(|_| is_base(word)).map_or(Raised::Word, Raised::Power);
    }
    match power(raised) {
        Some(power) if is_base(word) => Raised::Power(power),
        _ => Raised::Mark,
    }
}

/// Whether a word is one that powers stand at: a short unit, or a number of one or two digits.
fn is_base(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '“']);
    let unit = &word[word.trim_end_matches(char::is_alphabetic).len()..];
    if !unit.is_empty() {
        let is_number =
            word[..word.len() - unit.len()].chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        return is_number && unit.chars().count() <= MAX_UNIT && unit != "No" && unit != "US";
    }
    let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = word[..word.len() - digits].chars().next_back();
    (1..=MAX_BASE).contains(&digits) && before.is_none_or(|c| matches!(c, '×' | 'x' | '-' | '−' | '~' | '≈'))
}

/// Digits and signs as characters that are raised by themselves.
fn power(raised: &str) -> Option<String> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| match c {
        '-' | '−' | '–' => Some('⁻'),
        '+' => Some('⁺'),
        c => c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize).copied()),
    };
    raised.chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_footnotes_are_no_digits_of_the_text() {
        let check = |before: &str, raised: &str, expected: Raised| {
            assert_eq!(kind(before, raised), expected, "{before}^{raised}");
        };
        let power = |power: &str| Raised::Power(power.to_owned());
        check("by the end of 2025", "2", Raised::Mark);
        check("the Republic of Korea.", "1", Raised::Mark);
        check("the Republic of Korea", "12, 13", Raised::Mark);
        check("resolution 1718", "3", Raised::Mark);
        check("$4.5", "3", Raised::Mark);
        check("Both sides", "*", Raised::Mark);
        check("Both sides", "a", Raised::Mark);
        check("", "1", Raised::Mark);
        check("the 23", "rd", Raised::Word);
        check("the 2", "e", Raised::Word);
        check("the N", "o", Raised::Word);
        check("the n", "th", Raised::Word);
        check("1,500 km", "2", power("²"));
        check("1,500m", "3", power("³"));
        check("3×10", "6", power("⁶"));
        check("10", "-6", power("⁻⁶"));
        check("about €", "2", Raised::Mark);
    }
}
