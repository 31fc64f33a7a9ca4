//! Changes bytes at random, the same from the same seed: the driver of the stable toolchain and the tests use it.

/// Numbers from a seed (splitmix64, Steele et al. 2014).
pub struct Dice(pub u64);

/// What has meaning in one format or another.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "<table><tr><td>",
    "<b>",
    "<!--",
    "-->",
    "<script>",
    "<style>",
    "&#x202e;",
    "&amp;",
    "<del>",
    "[",
    "](",
    "**",
    "_",
    "`",
    "```",
    "> ",
    "- ",
    "1. ",
    "|",
    "# ",
    "---\n",
    "+++\n",
    "\n\n",
    "\n",
    " ",
    "\t",
    "\0",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\u{2014}",
    "“",
    "”",
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "U.S.",
    "ROK-U.S.",
    "both sides ",
    "pledged to ",
    "will ",
    "agreed that ",
    "and ",
    "the Working Group (WG) ",
    "in 2024",
    "September 18, 2023",
    "{",
    "}",
    "[[",
    "]]",
    "\"",
    "'",
    "= ",
    ": ",
    "\\",
    "null",
    "-1",
    "999999999999",
    "%PDF-",
    "endobj",
    "stream\n",
    "<<",
    ">>",
    "<w:p>",
    "<w:r><w:t>",
    "</w:t></w:r></w:p>",
    "<w:del>",
    "Content-Type: text/html\n",
    "=3D",
    "=\n",
    "&a",
    "*a",
    "<<: ",
    "\n=====\n",
];

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// A number below two to the power of `most`, rather a small one.
    fn short(&mut self, most: usize) -> usize {
        let power = self.below(most);
        self.below(1 << power)
    }

    /// A copy of one seed with up to eight changes, some of them taken from another seed.
    pub fn mutated(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let length = 1 + self.short(9);
            let end = (at + length).min(bytes.len());
            match self.below(8) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.next() as u8,
                2 => drop(bytes.drain(at..end)),
                3 => {
                    let copy = bytes[at..end].to_vec();
                    let to = self.below(bytes.len() + 1);
                    bytes.splice(to..to, copy);
                }
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    let piece = other[from..(from + length).min(other.len())].to_vec();
                    bytes.splice(at..end, piece);
                }
                5 => bytes.truncate(at.max(1)),
                _ => {
                    let piece = PIECES[self.below(PIECES.len())].repeat(1 + self.short(5));
                    bytes.splice(at..at, piece.into_bytes());
                }
            }
        }
        bytes
    }
}
