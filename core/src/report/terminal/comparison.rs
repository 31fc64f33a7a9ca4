//! A comparison for the terminal: opening, findings, then section by section what changed.

use std::io::{self, Write};

use super::{changes, findings, opening};
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
}

/// Writes the report that a person reads: what matters first, then section by section the changed sentences.
///
/// # Errors
/// Those of the writer.
pub fn comparison(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    opening::write(writer, comparison, view)?;
    findings::write(writer, comparison, view)?;
    if view.part != Part::Findings {
        changes::write(writer, comparison, view)?;
    }
    Ok(())
}
