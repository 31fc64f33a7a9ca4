//! Where a word stands in a table that is made when the program is built: the build script and the table share this.

/// The first slot of a word in a table of `slots`, which is a power of two (FNV-1a, 32 bits).
pub fn slot(word: &str, slots: usize) -> usize {
    let hash =
        word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize & (slots - 1)
}
