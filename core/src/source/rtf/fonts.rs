//! Which code page the bytes of a font are in.

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

use super::super::symbols::Symbols;

/// The fonts of a file.
#[derive(Debug)]
pub(super) struct Fonts {
    /// What a font without a code page has.
    pub usual: &'static Encoding,
    known: HashMap<i32, &'static Encoding>,
    symbols: HashMap<i32, Symbols>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { usual: WINDOWS_1252, known: HashMap::new(), symbols: HashMap::new() }
    }
}

impl Fonts {
    pub fn set(&mut self, font: i32, encoding: &'static Encoding) {
        self.known.insert(font, encoding);
    }

    /// Takes in the name of a font.
    pub fn name(&mut self, font: i32, name: &str) {
        self.symbols.extend(Symbols::of(name.trim().trim_end_matches(';')).map(|symbols| (font, symbols)));
    }

    /// What a font of symbols has in place of letters.
    pub fn symbols(&self, font: i32) -> Option<Symbols> {
        self.symbols.get(&font).copied()
    }

    /// The code page of a font.
    pub fn of(&self, font: i32) -> &'static Encoding {
        self.known.get(&font).copied().unwrap_or(self.usual)
    }
}

/// The encoding of a code page by its number.
pub(super) fn page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The encoding of a character set, as Windows numbers them; nothing for the usual one.
pub(super) fn charset(number: i32) -> Option<&'static Encoding> {
    let number = match number {
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    page(number)
}
