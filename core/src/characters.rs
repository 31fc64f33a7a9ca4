//! Kinds of characters that more than one stage must know.

use unicode_normalization::UnicodeNormalization as _;

/// Whether a text is of letters of English, digits and marks that everybody has, with single spaces between them: nearly
/// every sentence is.
pub fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let ok = byte.is_ascii_graphic() || (byte == b' ' && before != b' ');
        before = byte;
        ok
    })
}

/// Whether a text is of letters of English, digits, marks that everybody has and spaces alone: nothing in it is hidden, and
/// each character takes a byte and a column.
pub fn is_visible_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A letter of English, or two or three of them.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    bytes: [u8; 3],
    length: usize,
}

impl Letters {
    /// The letters.
    pub fn as_str(&self) -> &str {
        // They are ASCII.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// What a letter is without its accent, and a ligature in letters: `e` for `é`, `fi` for `ﬁ`, nothing for an accent that
/// stands alone. `None` for every other character.
pub fn base(c: char) -> Option<Letters> {
    let letters = |text: &[u8]| {
        let mut bytes = [0; 3];
        bytes[..text.len()].copy_from_slice(text);
        Some(Letters { bytes, length: text.len() })
    };
    match c {
        '\u{0}'..='\u{7f}' => None,
        '\u{300}'..='\u{36f}' => letters(b""),
        '\u{fb00}' => letters(b"ff"),
        '\u{fb01}' => letters(b"fi"),
        '\u{fb02}' => letters(b"fl"),
        '\u{fb03}' => letters(b"ffi"),
        '\u{fb04}' => letters(b"ffl"),
        '\u{fb05}' | '\u{fb06}' => letters(b"st"),
        'ø' => letters(b"o"),
        'Ø' => letters(b"O"),
        'ł' => letters(b"l"),
        'Ł' => letters(b"L"),
        _ => {
            let first = std::iter::once(c).nfd().next()?;
            (first != c && first.is_ascii_alphabetic()).then(|| letters(&[first as u8]))?
        }
    }
}

/// Whether a character is a control, turns the direction of text, or cannot be seen.
///
/// Spaces of any width are none of these, and neither is a joiner inside an emoji or an Indic word: those are how the
/// word is written. Here they count as hidden all the same, because in a statement they do not occur, and a word that
/// was split by one does not compare equal.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'      // C0, DEL and C1 controls
        | '\u{ad}'                                     // soft hyphen
        | '\u{34f}' | '\u{61c}'                        // grapheme joiner, Arabic letter mark
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}'                      // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}'                      // Mongolian selectors and vowel separator
        | '\u{200b}'..='\u{200f}'                      // zero width space and joiners, direction marks
        | '\u{2028}'..='\u{202e}'                      // line and paragraph separator, direction embeddings
        | '\u{2060}'..='\u{206f}'                      // word joiner, invisible operators, direction isolates
        | '\u{feff}'                                   // byte order mark
        | '\u{fe00}'..='\u{fe0f}'                      // variation selectors
        | '\u{fff9}'..='\u{fffb}'                      // interlinear annotations
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' // shorthand and musical format controls
        | '\u{e0000}'..='\u{e0fff}'                    // tags and supplementary variation selectors
    )
}
