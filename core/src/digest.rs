//! sha256 of bytes and of canonical text.
//!
//! Two digests say two things. That of the bytes ([`bytes`]) says that a file is the file that was published. That of
//! the canonical text ([`canonical`]) says that two publications say the same, whatever page or file they stand in: a
//! web page, its PDF and a pasted text of one statement have one canonical text.
//!
//! # The canonical text
//!
//! [`fold`] makes it from the clean text (the body without furniture, see
//! [`Statement::clean_text`](crate::statement::Statement::clean_text)). The fold is fixed, versioned by [`CANON`], and
//! knows no rule of any series, so that a digest written today can be checked for good. In this order:
//!
//! 1. Unicode normalisation form C.
//! 2. The ligatures U+FB00 to U+FB06 of typeset text are spelled out; soft hyphens go.
//! 3. Single quotes, apostrophes and primes become `'`, double ones `"`; `…` becomes three full stops.
//! 4. Any run of hyphens, dashes and minus signs, with the white space round it, becomes one `-`.
//! 5. Any run of white space, paragraph ends among it, becomes one space; none is left at either end.
//!
//! What may carry meaning stays: case, digits, punctuation, the spelling of names, and characters that cannot be seen.
//! The fold is deliberately smaller than what a comparison calls noise: a publisher who writes "U.S.-ROK" for
//! "ROK-U.S." has published another text, and the archive keeps both.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// The version of [`fold`]. It goes up when the fold changes; a ledger line says which one its digest was made with.
pub const CANON: u32 = 1;

/// The sha256 of these bytes in lower-case hexadecimal.
pub fn bytes(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The sha256 of the canonical text in lower-case hexadecimal.
pub fn canonical(clean_text: &str) -> String {
    bytes(fold(clean_text).as_bytes())
}

/// The canonical text of a clean text.
pub fn fold(clean_text: &str) -> String {
    match is_nfc_quick(clean_text.chars()) {
        IsNormalized::Yes => fold_normalised(clean_text),
        IsNormalized::No | IsNormalized::Maybe => fold_normalised(&clean_text.nfc().collect::<String>()),
    }
}

/// Everything behind the Unicode normalisation, which most texts do not need.
fn fold_normalised(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space_due = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let kept = rest.bytes().take_while(stays).count();
        let (piece, behind) = rest.split_at(kept.max(c.len_utf8()));
        rest = behind;
        if c == '\u{ad}' {
            continue;
        }
        if c.is_whitespace() {
            space_due = true;
            continue;
        }
        if is_dash(c) {
            if !folded.ends_with('-') {
                folded.push('-');
            }
            space_due = false;
            continue;
        }
        if space_due && !folded.is_empty() && !folded.ends_with('-') {
            folded.push(' ');
        }
        space_due = false;
        if kept > 0 { folded.push_str(piece) } else { push(&mut folded, c) }
    }
    folded
}

/// A character that is its own fold and says nothing about its neighbours, as nearly all are.
const fn stays(byte: &u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'-' | b'`')
}

const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

fn push(folded: &mut String, c: char) {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2b9}' | '\u{2bc}' | '`' | '\u{b4}' => folded.push('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
        '\u{2026}' => folded.push_str("..."),
        '\u{fb00}' => folded.push_str("ff"),
        '\u{fb01}' => folded.push_str("fi"),
        '\u{fb02}' => folded.push_str("fl"),
        '\u{fb03}' => folded.push_str("ffi"),
        '\u{fb04}' => folded.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => folded.push_str("st"),
        _ => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_hashed_as_everybody_else_hashes_them() {
        assert_eq!(bytes(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(bytes(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn publications_of_one_text_have_one_canonical_text() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text:?}");
        check("  Both sides\u{a0}agreed.\r\n\r\nThey\n met.\n\n", "Both sides agreed. They met.");
        check("capabilities—including nuclear", "capabilities-including nuclear");
        check("capabilities -- including – nuclear", "capabilities-including-nuclear");
        check("long\u{2011}standing all\u{ad}iance", "long-standing alliance");
        check("“ironclad” ROK’s …", "\"ironclad\" ROK's ...");
        check("e\u{301}lan of\u{fb01}ce", "élan office");
        check("", "");
        check("\n \u{2003}", "");
    }

    #[test]
    fn what_may_carry_meaning_stays() {
        let differ = |one: &str, other: &str| assert_ne!(canonical(one), canonical(other), "{one} / {other}");
        differ("the Allies", "the allies");
        differ("North Korea", "DPRK");
        differ("U.S.-ROK", "ROK-U.S.");
        differ("will", "will\u{200b}");
        differ("1,000", "1000");
        differ("September 23", "September23");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["- a — b -", "a\u{ad} - \u{ad}- b", "e \u{301}x ’’ …", "\u{fb03}-\n-x", "x -"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
        }
    }
}
