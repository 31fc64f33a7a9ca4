//! Fonts of symbols: what their characters look like, which is not what their codes say.

/// Where the characters of such fonts stand in Unicode: `U+F000` and their code.
const BASE: u32 = 0xf000;

/// The characters of the font Symbol from code 0x20 and from 0xA0 on (Adobe, "Symbol Encoding to Unicode").
const LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

/// A font, as far as its characters are other ones than their codes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbols {
    /// Greek letters and signs of mathematics.
    Symbol,
    /// Pictures: bullets, arrows, hands.
    Pictures,
}

impl Symbols {
    /// What a font of this name has; nothing for a font of letters.
    pub fn of(font: &str) -> Option<Self> {
        let font = font.trim().to_ascii_lowercase();
        let is_picture =
            ["wingdings", "webdings", "zapf", "dingbats", "monotype sorts", "opensymbol", "starsymbol"];
        match font.as_str() {
            "symbol" | "symbolmt" | "symbol mt" => Some(Self::Symbol),
            font if is_picture.iter().any(|name| font.contains(name)) => Some(Self::Pictures),
            _ => None,
        }
    }

    /// The character of a code of one byte; those that are no text keep a place of their own among the private ones.
    pub fn character(self, code: u8) -> Option<char> {
        let known = match (self, code) {
            (Self::Symbol, 0x20..=0x7e) => LOW.chars().nth(usize::from(code - 0x20)),
            (Self::Symbol, 0xa0..) => HIGH.chars().nth(usize::from(code - 0xa0)),
            (_, 0x20) => Some(' '),
            _ => None,
        };
        known.or_else(|| char::from_u32(BASE + u32::from(code)))
    }

    /// What a character of this font looks like.
    pub fn seen(self, c: char) -> char {
        let code = u32::from(c).checked_sub(BASE).and_then(|code| u8::try_from(code).ok());
        code.and_then(|code| self.character(code)).unwrap_or(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_symbol_fonts_are_what_they_look_like() {
        let check = |font: &str, code: u8, expected: Option<char>| {
            assert_eq!(Symbols::of(font).and_then(|font| font.character(code)), expected, "{font} {code:x}");
        };
        check("Symbol", 0xb3, Some('≥'));
        check("Symbol", 0xa3, Some('≤'));
        check("Symbol", 0xb1, Some('±'));
        check("Symbol", 0xa0, Some('€'));
        check("Symbol", 0xb7, Some('•'));
        check("Symbol", 0xd7, Some('⋅'));
        check("Symbol", 0xe5, Some('∑'));
        check("Symbol", b'm', Some('μ'));
        check("Symbol", b'~', Some('∼'));
        check("Symbol", b'5', Some('5'));
        check("Wingdings", b'l', Some('\u{f06c}'));
        check("Times New Roman", b'l', None);
        assert_eq!(Symbols::Symbol.seen('\u{f0b3}'), '≥');
        assert_eq!(Symbols::Symbol.seen('a'), 'a');
    }
}
