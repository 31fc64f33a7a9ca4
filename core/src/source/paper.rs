//! White text on white paper is seen by nobody.

/// From this value of red, green and blue on a colour is the paper's.
const WHITE: u32 = 0xf8;

/// Whether a colour (`ffffff`) is that of paper.
pub(super) fn is_white(color: &str) -> bool {
    let parts = u32::from_str_radix(color, 16).ok().filter(|_| color.len() == 6);
    parts.is_some_and(|parts| are_white([parts >> 16, parts >> 8 & 0xff, parts & 0xff]))
}

/// Whether red, green and blue, each up to 255, are those of paper.
pub(super) fn are_white(parts: [u32; 3]) -> bool {
    parts.iter().all(|part| *part >= WHITE)
}
