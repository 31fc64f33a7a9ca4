//! A comparison for the terminal: opening, findings, then section by section what changed.

use std::io::{self, Write};

use super::view::{Part, View};
use super::{changes, findings, opening, stat};
use crate::compare::Comparison;

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
