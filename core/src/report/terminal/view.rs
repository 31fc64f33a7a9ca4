//! What of a comparison a terminal shows, and how.

use crate::Sides;
use crate::report::Layout;

/// What of a comparison is shown.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Columns and colour.
    pub layout: Layout,
    /// How much of it.
    pub part: Part,
    /// One section alone: its id.
    pub section: Option<String>,
    /// How changed sentences stand.
    pub columns: Columns,
    /// The files that places lead to, as [`file_link`](super::file_link) makes them, where the terminal takes links.
    pub links: Sides<Option<String>>,
}

/// How changed sentences stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Columns {
    /// Both editions in one line.
    #[default]
    One,
    /// The older edition on the left, the newer one on the right.
    Two,
}

impl Columns {
    /// Two columns of fewer columns of the terminal than this hold too little of a sentence to be read across.
    pub const LEAST_FOR_TWO: usize = 120;
}

/// How much of a comparison is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// Findings and changed sentences; what is unchanged is counted.
    #[default]
    Changes,
    /// The findings alone.
    Findings,
    /// Unchanged sentences and noise as well.
    All,
    /// How much of each section changed, a line each.
    Stat,
}
