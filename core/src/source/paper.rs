//! What stands in the colour of what is behind it is seen by nobody.

/// How far the parts of two colours may differ while nobody tells one from the other, of 255. White and e7e7e7 have a
/// contrast of 1.24; letters that are to be read have 3 and more, and no sheet that wants words read has less than 2.
const ALIKE: u32 = 24;

/// Red, green and blue, each up to 255.
pub(super) type Rgb = [u32; 3];

/// The colour of paper.
pub(super) const PAPER: Rgb = [255; 3];

/// What stands behind letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    Plain(Rgb),
    /// A pattern, or what a style paints that is not looked up.
    Unknown,
}

impl Ground {
    /// Whether nobody tells letters of this colour from it; those whose colour the program chooses are seen.
    pub fn hides(self, color: Option<Rgb>) -> bool {
        match (color, self) {
            (Some(color), Self::Plain(ground)) => are_alike(color, ground),
            _ => false,
        }
    }
}

/// A colour as office files write it: `ffffff`.
pub(super) fn rgb(color: &str) -> Option<Rgb> {
    let parts = u32::from_str_radix(color, 16).ok().filter(|_| color.len() == 6)?;
    Some([parts >> 16, parts >> 8 & 0xff, parts & 0xff])
}

/// Whether nobody tells one colour from the other.
pub(super) fn are_alike(one: Rgb, other: Rgb) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= ALIKE)
}

/// Whether a colour (`ffffff`) is that of paper.
pub(super) fn is_white(color: &str) -> bool {
    rgb(color).is_some_and(are_white)
}

/// Whether red, green and blue are those of paper.
pub(super) fn are_white(parts: Rgb) -> bool {
    are_alike(parts, PAPER)
}
