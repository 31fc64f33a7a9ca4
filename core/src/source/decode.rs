//! Bytes become text: encodings, byte order marks, and what is no text at all.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::MAX_BYTES;
use crate::{Error, Result};

/// How much of an input tells whether it is binary or UTF-16, in bytes. Headers of binary formats are far shorter.
const SAMPLE: usize = 8 << 10;

/// The share of control characters among a sample's characters above which it is no text, in percent. Real pages
/// have none; 2 leaves room for a damaged one.
const MAX_CONTROL_PERCENT: usize = 2;

/// How many control characters a text may have whatever its length: they are shown as U+XXXX, and told where they are new.
/// A format that is no text has more within its first few bytes.
const MAX_CONTROLS: usize = 3;

/// The share of control characters above which a text with few of them is none either, in percent: a file of five bytes.
const MAX_FEW_PERCENT: usize = 10;

/// The share of bytes that could not be decoded above which an input is no text, in percent.
const MAX_BROKEN_PERCENT: usize = 5;

/// So many control characters, or places that cannot be decoded, are slips in any text, however short.
const MAX_SLIPS: usize = 2;

/// How many characters beyond ASCII must be whole for each broken one, for a text to be UTF-8 that does not say so.
const LIKELY: usize = 4;

/// The byte order mark, as a character.
const MARK: char = '\u{feff}';

/// Text and the name of the encoding it had.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static str,
    /// How many places could not be decoded; each stands as U+FFFD.
    pub broken: usize,
}

impl Decoded<'_> {
    /// The same, for longer.
    pub fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), encoding: self.encoding, broken: self.broken }
    }
}

/// Decodes UTF-8 and UTF-16 with or without a byte order mark, and what detection finds otherwise.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have"));
    }
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => with(encoding, &bytes[length..])?,
        None => match utf_16_without_mark(bytes) {
            Some(encoding) => with(encoding, bytes)?,
            None => unmarked(bytes)?,
        },
    };
    let decoded = without_marks(decoded);
    if decoded.text.trim().is_empty() {
        return Err(Error::new("is empty"));
    }
    if is_binary(&decoded.text) {
        return Err(binary());
    }
    Ok(decoded)
}

fn unmarked(bytes: &[u8]) -> Result<Decoded<'_>> {
    if memchr::memchr_iter(0, bytes).nth(MAX_CONTROLS).is_some() {
        return Err(binary());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), broken: 0 });
    }
    if is_likely_utf_8(bytes) {
        return with(UTF_8, bytes);
    }
    detected(bytes)
}

/// Whether bytes are UTF-8 but for a few: in no other encoding do so many of them happen to be whole characters of it.
pub(super) fn is_likely_utf_8(bytes: &[u8]) -> bool {
    let (whole, broken) = characters(bytes);
    whole > 0 && (broken == 1 || broken * LIKELY <= whole)
}

/// Decodes what is declared to be UTF-8, and is unless most of what is no plain letter is broken.
pub(super) fn declared_utf_8(bytes: &[u8]) -> Result<Decoded<'_>> {
    let (whole, broken) = characters(bytes);
    let decoded = if broken > MAX_SLIPS && broken > whole { detected(bytes) } else { with(UTF_8, bytes) };
    decoded.map(without_marks)
}

/// How many characters of UTF-8 there are beyond ASCII, and how many places that are none.
fn characters(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(whole, broken), chunk| {
        let more = chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        (whole + more, broken + usize::from(!chunk.invalid().is_empty()))
    })
}

/// A second byte order mark is none, and no text either.
fn without_marks(decoded: Decoded<'_>) -> Decoded<'_> {
    if !decoded.text.starts_with(MARK) {
        return decoded;
    }
    let text = match decoded.text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(MARK)),
        Cow::Owned(text) => Cow::Owned(text.trim_start_matches(MARK).to_owned()),
    };
    Decoded { text, ..decoded }
}

fn detected(bytes: &[u8]) -> Result<Decoded<'static>> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, chardetng::Utf8Detection::Deny), bytes)
}

pub(super) fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded<'static>> {
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
    let mut broken = 0;
    if is_broken {
        broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        if broken > MAX_SLIPS && broken * 100 > text.chars().count() * MAX_BROKEN_PERCENT {
            return Err(binary());
        }
    }
    Ok(Decoded { text: Cow::Owned(text.into_owned()), encoding: encoding.name(), broken })
}

/// The start of a file as text, to look at what it is.
pub(super) fn sample(bytes: &[u8]) -> Cow<'_, str> {
    let wide = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf_16_without_mark(bytes));
    wide.map_or_else(|| String::from_utf8_lossy(bytes), |encoding| encoding.decode(bytes).0)
}

/// Whether these bytes look like UTF-16 without a mark.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    utf_16_without_mark(bytes).is_some()
}

/// Western text in UTF-16 has a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 4);
    match () {
        () if sample.len() < 4 => None,
        () if odd > half && even == 0 => Some(UTF_16LE),
        () if even > half && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

fn is_binary(text: &str) -> bool {
    if memchr::memchr_iter(0, text.as_bytes()).nth(MAX_CONTROLS).is_some() {
        return true;
    }
    let (mut count, mut control) = (0, 0);
    for c in text.chars().take(SAMPLE) {
        count += 1;
        control += usize::from(c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'));
    }
    let most = if control > MAX_CONTROLS { MAX_CONTROL_PERCENT } else { MAX_FEW_PERCENT };
    control * 100 > count * most
}

fn binary() -> Error {
    Error::new("is binary, not text").help("give a statement as text, Markdown, HTML, PDF or DOCX")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    fn refusal(bytes: &[u8]) -> String {
        decode(bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text(b"\xEF\xBB\xBFBoth sides"), ("Both sides".into(), "UTF-8"));
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        let little: Vec<u8> = "Both sides’".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Both sides’".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&little), ("Both sides’".into(), "UTF-16LE"));
        assert_eq!(text(&big), ("Both sides’".into(), "UTF-16BE"));
        assert_eq!(text(&[b"\xFF\xFE", &little[..]].concat()), ("Both sides’".into(), "UTF-16LE"));
        assert_eq!(text(&[b"\xFE\xFF", &big[..]].concat()), ("Both sides’".into(), "UTF-16BE"));
    }

    #[test]
    fn one_control_character_makes_no_text_binary() {
        assert_eq!(text(b"Both sides\0agreed").0, "Both sides\0agreed");
        assert_eq!(text(b"Both sides\x07 agreed.").0, "Both sides\u{7} agreed.");
    }

    #[test]
    fn a_bad_byte_in_utf_8_is_one_bad_character() {
        let check = |bytes: &[u8], expected: &str, broken: usize| {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.broken), (expected, broken));
        };
        check("the sides’ ".as_bytes(), "the sides’ ", 0);
        check(&["the sides’ note ".as_bytes(), b"\x96 end"].concat(), "the sides’ note \u{fffd} end", 1);
        check(b"the Alliance\x92s note", "the Alliance’s note", 0);
        check("\u{feff}\u{feff}Both".as_bytes(), "Both", 0);
        let declared = declared_utf_8(b"a \xA9 2024 Ministry").unwrap();
        assert_eq!((declared.text.as_ref(), declared.broken), ("a \u{fffd} 2024 Ministry", 1));
        let wrong = b"the Alliance\x92s \x93new era\x94 \x96 and the Alliance\x92s defense capabilities";
        assert!(declared_utf_8(wrong).unwrap().text.contains('“'));
    }

    #[test]
    fn windows_1252_is_detected() {
        let bytes = b"the DPRK\x92s \x93new era\x94 \x96 and the Alliance\x92s defense capabilities\x97including nuclear";
        let (read, encoding) = text(bytes);
        assert_eq!(read, "the DPRK’s “new era” – and the Alliance’s defense capabilities—including nuclear");
        assert_eq!(encoding, "windows-1252");
    }

    #[test]
    fn what_is_no_text_is_refused_in_one_clear_line() {
        assert_eq!(refusal(b""), "is empty");
        assert_eq!(refusal(b" \r\n\t\n"), "is empty");
        assert_eq!(refusal(b"\xEF\xBB\xBF"), "is empty");
        assert!(refusal(b"\0\x01\x02\x03Both sides\0agreed").starts_with("is binary, not text"));
        assert!(refusal(b"Both\0 sides\0 agreed\0 to\0 meet").starts_with("is binary, not text"));
        assert!(refusal(&[0x1b; 100]).starts_with("is binary"));
        assert!(refusal(&vec![b'a'; MAX_BYTES + 1]).starts_with("is larger than 64 MiB"));
    }
}
