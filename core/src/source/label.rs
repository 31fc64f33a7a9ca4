//! Tells printed labels, (a), iv., 1.1, and bullets from the text behind them.

use super::{Block, Shape};

/// The longest printed number of a paragraph, in digits; four would take years for numbers.
const MAX_DIGITS: usize = 3;

/// The highest Roman number that a label shows. Higher ones are of letters that spell words (`MIX`, `DC`).
const MAX_ROMAN: u32 = 39;

/// How many numbers a sequence of labels may leave out: an item that was dropped leaves a gap.
const MAX_GAP: u32 = 2;

/// Bullets that are other marks, or letters, too: a space must stand behind them.
const COMMON_BULLETS: &[char] =
    &['-', '*', '–', '—', 'o', '·', '∙', '⋅', '⁎', '∗', '§', '¤', '+', '>', '»', '※', 'Ø', 'Ÿ'];

/// Letters that fonts of symbols show as bullets (`ü` as a tick): a tab must stand behind them.
const LETTER_BULLETS: &[char] = &['l', 'n', 'q', 'u', 'v', 'w', 'ü'];

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Its length in bytes.
    pub length: usize,
    /// Whether it is a bullet, which numbers nothing.
    pub is_bullet: bool,
}

/// The label of a line whose form tells it: `12.`, `(3)`, `a)`, `(iv)`, `1.1`, `(1)(a)`, `§ 3`, `II.`, `[1]` or a bullet, before text.
///
/// `opens` says whether the line before has ended, so that this one may begin an item in small letters.
pub(super) fn of(line: &str, opens: bool) -> Option<Label> {
    let first = line.chars().next()?;
    let is_letter = LETTER_BULLETS.contains(&first) && line[first.len_utf8()..].starts_with('\t');
    if (is_bullet(first) || is_letter)
        && let Some(length) = behind_bullet(line, first)
    {
        return Some(Label { length, is_bullet: true });
    }
    let (length, form) = numbered(line)?;
    let rest = &line[length..];
    let text = rest.trim_start();
    if rest.len() == text.len() || !is_text(text) {
        return None;
    }
    // "18. of" is the end of a date, "(c) of the treaty" that of a reference, "3.5 percent" a number.
    let is_small = text.starts_with(char::is_lowercase);
    let fits = match form {
        Form::Closed => !is_small || opens,
        Form::Stopped => !is_small,
        Form::Dotted | Form::Roman => !is_small && opens,
    };
    fits.then_some(Label { length, is_bullet: false })
}

/// Takes the labels off the paragraphs of a page that have none yet.
pub(super) fn take(blocks: &mut [Block]) {
    let open: Vec<usize> = (0..blocks.len())
        .filter(|&index| blocks[index].shape == Shape::Paragraph && blocks[index].label.is_none())
        .collect();
    let lines: Vec<&str> = open.iter().map(|&index| blocks[index].lines[0].text.as_str()).collect();
    let found: Vec<Option<Label>> = in_sequence(&lines)
        .into_iter()
        .zip(&lines)
        .map(|(found, line)| found.or_else(|| of(line, true).filter(|label| !is_common(line, *label))))
        .collect();
    for (index, label) in open.into_iter().zip(found) {
        if let Some(label) = label {
            split(&mut blocks[index], label);
        }
    }
}

/// Takes a label off the first line of a block.
pub(super) fn split(block: &mut Block, label: Label) {
    let Some(line) = block.lines.first_mut() else { return };
    let rest = line.text[label.length..].trim_start().to_owned();
    line.text.truncate(label.length);
    block.label = Some(std::mem::replace(&mut line.text, rest));
    // A numbered paragraph is a paragraph; a bullet makes an item.
    block.shape = if label.is_bullet { Shape::Item } else { Shape::Paragraph };
}

/// The labels among lines that only their place in a sequence tells from initials and dates: `A.`, `i.`, `1.` before a
/// small letter. A sequence starts with the first number of its kind and goes up.
pub(super) fn in_sequence(lines: &[&str]) -> Vec<Option<Label>> {
    let mut found = vec![None; lines.len()];
    for kind in
        [Numbering::Number, Numbering::Upper, Numbering::Lower, Numbering::UpperRoman, Numbering::LowerRoman]
    {
        let mut run: Vec<(usize, Label)> = Vec::new();
        let mut last = 0;
        for (index, line) in lines.iter().enumerate() {
            let Some((value, length)) = stopped(line, kind) else { continue };
            let goes_on = value > last && value <= last + 1 + MAX_GAP;
            if !(goes_on && last > 0) {
                close(&mut run, &mut found);
                last = 0;
                if value != 1 {
                    continue;
                }
            }
            run.push((index, Label { length, is_bullet: false }));
            last = value;
        }
        close(&mut run, &mut found);
    }
    found
}

/// Keeps a sequence that has more than one label.
fn close(run: &mut Vec<(usize, Label)>, found: &mut [Option<Label>]) {
    let is_sequence = run.len() > 1;
    for (index, label) in run.drain(..).filter(|_| is_sequence) {
        found[index] = Some(label);
    }
}

/// How a label is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// In brackets, or with one behind it.
    Closed,
    /// A number with a full stop.
    Stopped,
    /// `1.1`
    Dotted,
    /// `II.`, of more letters than one.
    Roman,
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Number,
    Upper,
    Lower,
    UpperRoman,
    LowerRoman,
}

/// The length and the form of a label that numbers.
fn numbered(line: &str) -> Option<(usize, Form)> {
    if let Some(ring) = line.chars().next().filter(|&c| is_ringed(c)) {
        return Some((ring.len_utf8(), Form::Closed));
    }
    let mut length = 0;
    // `(1)(a)`, `(1.1)`, `(1a)`
    while let Some(inner) = line[length..].strip_prefix('(') {
        let core = dotted(inner).unwrap_or_else(|| lettered(inner));
        if core == 0 || !inner[core..].starts_with(')') {
            break;
        }
        length += core + 2;
    }
    if length > 0 {
        return Some((length, Form::Closed));
    }
    if let Some(inner) = line.strip_prefix('[') {
        let digits = digits(inner);
        return ((1..=MAX_DIGITS).contains(&digits) && inner[digits..].starts_with(']'))
            .then_some((digits + 2, Form::Closed));
    }
    if let Some(rest) = line.strip_prefix('§') {
        let text = rest.trim_start();
        let number = dotted(text).unwrap_or_else(|| digits(text));
        let stop = usize::from(text[number..].starts_with('.'));
        return (number > 0).then_some((line.len() - text.len() + number + stop, Form::Closed));
    }
    let raised = line.find(|c: char| !super::marks::is_raised(c)).unwrap_or(line.len());
    if raised > 0 {
        return Some((raised, Form::Closed));
    }
    if let Some(length) = dotted(line).filter(|&length| line[length..].starts_with(')')) {
        return Some((length + 1, Form::Closed));
    }
    if let Some(length) = dotted(line) {
        let stop = usize::from(line[length..].starts_with('.'));
        return Some((length + stop, Form::Dotted));
    }
    let core = lettered(line);
    // `1(a)`, `1(a).`
    if let Some(inner) = line[core..].strip_prefix('(').filter(|_| core > 0) {
        let inside = self::core(inner);
        let rest = inner[inside..].strip_prefix(')').filter(|_| inside > 0)?;
        return Some((line.len() - rest.len() + usize::from(rest.starts_with('.')), Form::Stopped));
    }
    let close = line[core..].chars().next()?;
    match close {
        _ if core == 0 => None,
        ')' => Some((core + 1, Form::Closed)),
        '.' if line.starts_with(|c: char| c.is_ascii_digit()) => Some((core + 1, Form::Stopped)),
        '.' if core > 1 => Some((core + 1, Form::Roman)),
        _ => None,
    }
}

/// The value of a label of this kind with a full stop, and its length.
fn stopped(line: &str, kind: Numbering) -> Option<(u32, usize)> {
    let core = core(line);
    let (label, rest) = line.split_at(core);
    let text = rest.strip_prefix('.')?;
    if text.trim_start().len() == text.len() || !is_text(text.trim_start()) {
        return None;
    }
    let first = label.bytes().next()?;
    let value = match kind {
        Numbering::Number => label.parse().ok()?,
        Numbering::Upper if first.is_ascii_uppercase() && core == 1 => u32::from(first - b'A') + 1,
        Numbering::Lower if first.is_ascii_lowercase() && core == 1 => u32::from(first - b'a') + 1,
        Numbering::UpperRoman if first.is_ascii_uppercase() => roman(label)?,
        Numbering::LowerRoman if first.is_ascii_lowercase() => roman(label)?,
        _ => return None,
    };
    Some((value, core + 1))
}

/// The length of what counts at the start of a text: digits, a letter or a Roman number. 0 where there is none.
fn core(text: &str) -> usize {
    let digits = digits(text);
    if digits > 0 {
        return if digits <= MAX_DIGITS { digits } else { 0 };
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    match letters {
        0 => 0,
        1 => 1,
        _ if roman(&text[..letters]).is_some() => letters,
        _ => 0,
    }
}

/// The same, with the letter of a number that was put in later: `12a`.
fn lettered(text: &str) -> usize {
    let core = core(text);
    let rest = &text.as_bytes()[core..];
    let has_letter = core > 0
        && text.as_bytes()[0].is_ascii_digit()
        && rest.first().is_some_and(u8::is_ascii_lowercase)
        && rest.get(1).is_some_and(|byte| b".)(".contains(byte));
    core + usize::from(has_letter)
}

/// A number or a letter in a ring or in brackets that is one character: ①, ⑴, ⒈, ⓐ, ㉠, ㈎.
const fn is_ringed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{321c}' | '\u{3260}'..='\u{327b}')
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of `1.1` or `1.2.3`.
fn dotted(text: &str) -> Option<usize> {
    let mut length = digits(text);
    let mut parts = 1;
    while let Some(rest) = text[length..].strip_prefix('.') {
        let more = digits(rest);
        if more == 0 {
            break;
        }
        if more >= MAX_DIGITS {
            return None;
        }
        length += 1 + more;
        parts += 1;
    }
    (parts > 1 && digits(text) > 0 && digits(text) < MAX_DIGITS).then_some(length)
}

/// The value of a Roman number as it is written, all in one case.
fn roman(text: &str) -> Option<u32> {
    let is_one_case =
        text.bytes().all(|b| b.is_ascii_lowercase()) || text.bytes().all(|b| b.is_ascii_uppercase());
    // The longest is xxxviii.
    if !is_one_case || text.len() > 7 {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    (1..=MAX_ROMAN).find(|&value| super::numeral::numeral(i64::from(value), 'i') == lower)
}

/// Whether a character is a bullet in some font: the geometric shapes, arrows and dingbats, and the private places where
/// fonts of symbols keep theirs.
fn is_bullet(c: char) -> bool {
    COMMON_BULLETS.contains(&c) || is_shape(c)
}

/// A character that is nothing but a mark.
fn is_shape(c: char) -> bool {
    matches!(c,
        '•' | '‣' | '⁃' | '⁌' | '⁍' | '◦'
        | '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{25ff}' | '\u{2600}'..='\u{27bf}'
        | '\u{27f0}'..='\u{27ff}' | '\u{2900}'..='\u{297f}' | '\u{29be}' | '\u{29bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}')
}

/// The length of a bullet that stands before text.
fn behind_bullet(line: &str, bullet: char) -> Option<usize> {
    let length = bullet.len_utf8();
    let rest = &line[length..];
    let text = rest.trim_start();
    let is_spaced = rest.len() > text.len();
    // "- 12 -" is a page number, "§ 3" a label that numbers.
    let is_page = text.trim_end_matches(['-', '–', '—']).trim().bytes().all(|c| c.is_ascii_digit());
    let numbers = bullet == '§' && text.starts_with(|c: char| c.is_ascii_digit());
    let glues = is_shape(bullet);
    (is_text(text) && !is_page && !numbers && (is_spaced || glues)).then_some(length)
}

/// A bullet that is another mark as well is none outside plain text, where lists have markup of their own.
fn is_common(line: &str, label: Label) -> bool {
    label.is_bullet && line.starts_with(COMMON_BULLETS)
}

fn is_text(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '$' | '€' | '£')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels<'l>(lines: &[&'l str]) -> Vec<Option<&'l str>> {
        let found = in_sequence(lines).into_iter().zip(lines);
        found
            .map(|(found, line)| found.or_else(|| of(line, true)).map(|label| &line[..label.length]))
            .collect()
    }

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(labels(&[line])[0], expected, "{line}");
    }

    #[test]
    fn labels_of_clear_form_are_known_alone() {
        for (line, label) in [
            ("12. The sides met.", "12."),
            ("(3) The sides met.", "(3)"),
            ("(a) expand exercises;", "(a)"),
            ("a) expand exercises;", "a)"),
            ("(iv) The sides met.", "(iv)"),
            ("II. Denuclearization", "II."),
            ("1.1 The sides met.", "1.1"),
            ("1.2.3. The sides met.", "1.2.3."),
            ("(1)(a) The sides met.", "(1)(a)"),
            ("§ 3 The sides met.", "§ 3"),
            ("[1] A note.", "[1]"),
            ("² A note.", "²"),
            ("¹⁾ A note.", "¹⁾"),
            ("① The sides met.", "①"),
            ("⑴ The sides met.", "⑴"),
            ("(1.1) The sides met.", "(1.1)"),
            ("1.1) The sides met.", "1.1)"),
            ("1(a) The sides met.", "1(a)"),
            ("1(a). The sides met.", "1(a)."),
            ("12a. The sides met.", "12a."),
            ("(2b) The sides met.", "(2b)"),
        ] {
            check(line, Some(label));
        }
    }

    #[test]
    fn bullets_of_every_font_are_labels() {
        for line in [
            "\u{f0b7}\tBoth",
            "\u{f0a7} Both",
            "➢ Both",
            "►Both",
            "✓ Both",
            "❖ Both",
            "‣ Both",
            "⁃Both",
            "§\tBoth",
            "o\tBoth",
            "• Both",
            "– Both",
            "→ Both",
            "▪ $4 million",
            "Ø Both",
            "※ Both",
            "ü\tBoth",
        ] {
            let found = of(line, true);
            assert!(found.is_some_and(|label| label.is_bullet), "{line}: {found:?}");
        }
    }

    #[test]
    fn initials_dates_numbers_and_words_are_none() {
        for line in [
            "A. Smith met the minister.",
            "I. Introduction",
            "U.S. forces",
            "I agree",
            "3.5 percent",
            "2023. The year",
            "18. of September",
            "(c) ",
            "MIX. The",
            "No. 5",
            "a) ",
            "(US) forces",
            "- 12 -",
            "1718 (2006)",
            "1.The",
            "i.e. the treaty",
            "One. Two",
            "o’clock",
            "10.1234 units",
            "Di. Maio",
            "5G. The",
            "1718(2006) The",
            "3(b) of the treaty",
            "q and v",
        ] {
            check(line, None);
        }
        assert_eq!(of("(c) of the treaty", false), None);
    }

    #[test]
    fn a_sequence_makes_labels_of_letters() {
        assert_eq!(
            labels(&["A. The", "text", "B. The", "D. The"]),
            [Some("A."), None, Some("B."), Some("D.")]
        );
        assert_eq!(
            labels(&["I. The", "II. The", "IV. The", "V. The"]),
            [Some("I."), Some("II."), Some("IV."), Some("V.")]
        );
        assert_eq!(labels(&["i. the", "ii. the"]), [Some("i."), Some("ii.")]);
        assert_eq!(labels(&["1. expand", "2. share"]), [Some("1."), Some("2.")]);
        assert_eq!(labels(&["J. Smith met", "K. Jones met"]), [None, None]);
        assert_eq!(labels(&["A. Smith met", "The minister"]), [None, None]);
    }
}
