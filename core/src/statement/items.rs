//! Numbers of items inside a paragraph: a number alone is no sentence, and a sequence of them begins sentences.

/// The longest number of an item, in digits.
const MAX_DIGITS: usize = 3;

/// How many letters with full stops make a sequence: "a. …  b. …" may be two initials.
const MIN_STOPPED: usize = 3;

/// Whether a text is nothing but the number of an item: `2.`, `III.`, `(a)`, `• 9.`.
pub(super) fn is_number(text: &str) -> bool {
    let core = text.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(['.', ')']);
    let is_closed = text.ends_with(['.', ')']);
    let is_digits = core.len() <= MAX_DIGITS && core.bytes().all(|b| b.is_ascii_digit());
    let is_roman = core.bytes().all(|b| b"ivx".contains(&b)) || core.bytes().all(|b| b"IVX".contains(&b));
    let is_letter = core.len() == 1 && core.bytes().all(|b| b.is_ascii_alphabetic());
    is_closed && !core.is_empty() && (is_digits || is_roman || is_letter)
}

/// Where the items inside a paragraph begin, but for the first: behind its own bullet, or its own number and one more.
/// Small letters behind a number go on with the sentence.
pub(super) fn starts(text: &str, label: Option<&str>) -> Vec<usize> {
    let bullet = label.and_then(|label| {
        let mut chars = label.chars();
        chars
            .next()
            .filter(|c| !c.is_alphanumeric() && chars.next().is_none() && !matches!(c, '-' | '–' | '—' | '*'))
    });
    if let Some(bullet) = bullet {
        return text
            .match_indices(bullet)
            .filter(|&(at, _)| text[..at].ends_with(' '))
            .map(|(at, _)| at)
            .collect();
    }
    let mut words = words(text).peekable();
    let first = label.or_else(|| words.peek().map(|&(_, word)| word));
    let Some((style, mut value)) = first.and_then(number) else { return Vec::new() };
    if label.is_none() {
        words.next();
    }
    let mut found = Vec::new();
    while let Some((at, word)) = words.next() {
        let begins = words.peek().is_some_and(|(_, next)| {
            next.trim_start_matches(['"', '“', '‘', '('])
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        });
        if begins && number(word) == Some((style, value + 1)) {
            found.push(at);
            value += 1;
        }
    }
    let needed = if style.close == "." { MIN_STOPPED - 1 } else { 1 };
    if found.len() < needed { Vec::new() } else { found }
}

/// How a number of an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style<'t> {
    opens: bool,
    kind: u8,
    close: &'t str,
}

/// The style and the value of a number of an item. Figures with a full stop are ends of sentences: "on May 2."
fn number(word: &str) -> Option<(Style<'_>, u32)> {
    let opens = word.starts_with('(');
    let inner = &word[usize::from(opens)..];
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (core, close) = inner.split_at(end);
    let first = core.bytes().next()?;
    let (kind, value) = match first {
        b'0'..=b'9' if core.len() <= MAX_DIGITS => (b'1', core.parse().ok()?),
        b'a'..=b'z' if core.len() == 1 => (b'a', u32::from(first - b'a') + 1),
        b'A'..=b'Z' if core.len() == 1 => (b'A', u32::from(first - b'A') + 1),
        _ => return None,
    };
    let fits = match close {
        ")" | ".)" => true,
        "." => kind == b'a' && !opens,
        _ => false,
    };
    fits.then_some((Style { opens, kind, close }, value))
}

/// The words of a text and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_no_sentence() {
        for text in ["2.", "III.", "(a)", "• 9.", "iv)", "B."] {
            assert!(is_number(text), "{text}");
        }
        for text in ["2", "2025.", "I agree.", "Yes.", "", "."] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn items_begin_behind_the_numbers_that_follow() {
        let check = |text: &str, label: Option<&str>, expected: &[usize]| {
            assert_eq!(starts(text, label), expected, "{text}")
        };
        check("The first 2) The second", Some("1)"), &[10]);
        check("a. One b. Two c. Three", None, &[7, 14]);
        check("expand exercises; (b) share data", Some("(a)"), &[]);
        check("They met on May 2. The sides agreed", Some("1."), &[]);
        check("Space • Cyber", Some("•"), &[6]);
        check("a. One b. Two", None, &[]);
    }
}
