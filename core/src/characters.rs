//! Kinds of characters that more than one stage must know.

use std::sync::LazyLock;

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
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{0}'..='\u{9f}' => true,
        '\u{a0}'..='\u{ac}' => false,
        _ => contains(&HIDDEN, c),
    }
}

/// Whether a character is a mark on the letter before it.
pub fn is_mark(c: char) -> bool {
    c >= '\u{300}' && contains(&MARKS, c)
}

/// Whether a mark goes through or round its letter, so that the letter reads as another or as none: U+0336, U+20DD.
pub fn is_overlay(c: char) -> bool {
    c >= '\u{300}'
        && (unicode_normalization::char::canonical_combining_class(c) == OVERLAY || contains(&ENCLOSING, c))
}

/// Whether a letter is set above the line: ª, º, ʳ.
pub fn is_raised(c: char) -> bool {
    c >= 'ª' && (matches!(c, 'ª' | 'º') || contains(&RAISED, c))
}

/// The combining class of marks that overlay their letter, as Unicode numbers it.
const OVERLAY: u8 = 1;

/// All that Unicode says is ignored where it is not supported, all controls and separators of lines, all format
/// characters but those that print a mark round digits, and the glyphs that are drawn without ink, for which Unicode has
/// no property: an empty Braille cell, an empty note head, a filler of the Khitan script.
const HIDDEN_CLASS: &str = r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\u{2800}\u{1D159}\u{16FE4}[\p{Cf}--\p{Prepended_Concatenation_Mark}]]";

static HIDDEN: LazyLock<Vec<(char, char)>> = LazyLock::new(|| ranges(HIDDEN_CLASS));
static MARKS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| ranges(r"\p{M}"));
static RAISED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| ranges(r"\p{Lm}"));
static ENCLOSING: LazyLock<Vec<(char, char)>> = LazyLock::new(|| ranges(r"\p{Me}"));

/// The characters of a class in ranges, in their order.
fn ranges(class: &str) -> Vec<(char, char)> {
    // The classes are constants, which tests read.
    let parsed = regex_syntax::parse(class).ok();
    match parsed.as_ref().map(regex_syntax::hir::Hir::kind) {
        Some(regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class))) => {
            class.ranges().iter().map(|range| (range.start(), range.end())).collect()
        }
        _ => Vec::new(),
    }
}

fn contains(ranges: &[(char, char)], c: char) -> bool {
    let at = ranges.partition_point(|&(_, end)| end < c);
    ranges.get(at).is_some_and(|&(start, _)| start <= c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_hidden_and_what_can_is_not() {
        let hidden = "\0\t\n\u{1b}\u{7f}\u{85}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200d}\u{200e}\
            \u{2028}\u{202e}\u{2060}\u{2064}\u{2065}\u{2069}\u{206f}\u{2800}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff0}\u{fffb}\
            \u{13430}\u{16fe4}\u{1bca0}\u{1d159}\u{1d173}\u{e0001}\u{e0fff}";
        for c in hidden.chars() {
            assert!(is_hidden(c), "U+{:04X}", u32::from(c));
        }
        for c in "az09 ~é—’“\u{a0}\u{2009}\u{3000}한국Ωя中™½\u{301}\u{6dd}\u{fffd}😀".chars()
        {
            assert!(!is_hidden(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn marks_are_told_from_letters_and_those_that_cover_a_letter_from_the_rest() {
        for (c, mark, overlay) in [
            ('e', false, false),
            ('é', false, false),
            ('\u{301}', true, false),
            ('\u{336}', true, true),
            ('\u{20dd}', true, true),
        ] {
            assert_eq!((is_mark(c), is_overlay(c)), (mark, overlay), "U+{:04X}", u32::from(c));
        }
    }
}
