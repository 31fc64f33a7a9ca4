//! The signs of RTF: groups, control words, and bytes of text.

use crate::{Error, Result};

/// The longest control word, in bytes, as the format has it.
const MAX_WORD: usize = 32;

/// A sign of RTF.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\par`, `\u8217`: the word and its number.
    Word(&'a str, Option<i32>),
    /// `\~`, `\*`
    Symbol(u8),
    /// A byte of text, as it stands or as `\'e9`.
    Byte(u8),
}

/// Cuts a file into its signs.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What has not been cut yet.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// The next sign; an error where the file ends in the middle of one.
    pub fn next(&mut self) -> Result<Option<Token<'a>>> {
        loop {
            let Some(&byte) = self.bytes.get(self.at) else { return Ok(None) };
            self.at += 1;
            return Ok(Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match self.control()? {
                    Some(token) => token,
                    None => continue,
                },
                byte => Token::Byte(byte),
            }));
        }
    }

    /// What follows a backslash; nothing for binary data, which is passed over.
    fn control(&mut self) -> Result<Option<Token<'a>>> {
        let start = self.at;
        let first = *self.bytes.get(start).ok_or_else(cut_off)?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Ok(Some(Token::Symbol(first)));
            }
            let hex = self.bytes.get(self.at..self.at + 2).ok_or_else(cut_off)?;
            let byte = std::str::from_utf8(hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
            let byte = byte.ok_or_else(|| Error::new("is damaged: one of its bytes is no number"))?;
            self.at += 2;
            return Ok(Some(Token::Byte(byte)));
        }
        let end = self.run(u8::is_ascii_alphabetic);
        let word = std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default();
        if word.len() > MAX_WORD {
            return Err(Error::new("is damaged: one of its control words is too long"));
        }
        let number = self.number()?;
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.at =
                self.at.checked_add(length).filter(|&end| end <= self.bytes.len()).ok_or_else(cut_off)?;
            return Ok(None);
        }
        Ok(Some(Token::Word(word, number)))
    }

    fn number(&mut self) -> Result<Option<i32>> {
        let start = self.at;
        let digits = start + usize::from(self.bytes.get(start) == Some(&b'-'));
        self.at = digits;
        let end = self.run(u8::is_ascii_digit);
        if end == digits {
            self.at = start;
            return Ok(None);
        }
        let text = std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default();
        text.parse().map(Some).map_err(|cause: std::num::ParseIntError| {
            Error::new("is damaged: one of its numbers is too long").because(cause)
        })
    }

    fn run(&mut self, is_in: impl Fn(&u8) -> bool) -> usize {
        let length = self.bytes[self.at..].iter().take_while(|byte| is_in(byte)).count();
        self.at += length;
        self.at
    }
}

/// The error of a file whose end is missing.
pub(super) fn cut_off() -> Error {
    Error::new("is damaged: it is cut off").help("download it again")
}
