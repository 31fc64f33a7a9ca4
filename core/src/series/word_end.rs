//! The last three letters of a word as a number: the build script and the table of spellings share this.

/// How many numbers there are.
pub const BITS: usize = 1 << 15;

/// The number of the last three letters, whatever their case; nothing for a shorter word.
pub fn end(word: &[u8]) -> Option<u16> {
    let &[.., a, b, c] = word else { return None };
    let letter = |byte: u8| u16::from(byte & 0x1f);
    Some(letter(a) << 10 | letter(b) << 5 | letter(c))
}
