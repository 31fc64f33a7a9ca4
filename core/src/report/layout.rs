//! How wide a report is, and whether it has colour.

/// How a report for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Where lines wrap, in terminal columns.
    pub width: usize,
    /// Whether changes are shown by colour, strike and underline, or by `[-old-]{+new+}`.
    pub colour: bool,
}

impl Layout {
    /// Columns where nothing says how many there are: the width of a classic terminal.
    pub const DEFAULT_WIDTH: usize = 80;
    /// Fewer columns than this break quotes into stumps: those of a telephone held upright.
    pub const MIN_WIDTH: usize = 40;
    /// More columns than this and the eye loses the line.
    pub const MAX_WIDTH: usize = 200;
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: Self::DEFAULT_WIDTH, colour: false }
    }
}
