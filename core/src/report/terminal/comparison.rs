//! A comparison for the terminal: opening, findings, then section by section what changed.

use std::io::{self, Write};

use super::{changes, findings, opening, stat};
use crate::Sides;
use crate::compare::Comparison;
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

/// Writes the report that a person reads: what matters first, then section by section the changed sentences.
///
/// # Errors
/// Those of the writer.
pub fn comparison(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    opening::write(writer, comparison, view)?;
    if view.part == Part::Stat {
        return stat::write(writer, comparison, view);
    }
    findings::write(writer, comparison, view)?;
    if view.part != Part::Findings {
        changes::write(writer, comparison, view)?;
    }
    opening::rest(writer, comparison, view)
}
