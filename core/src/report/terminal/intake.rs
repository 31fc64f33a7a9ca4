//! What was understood of a text that is taken in.

use std::io::{self, Write};

use super::Detail;
use super::statement::opening;
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};
use crate::statement::{Entity, Statement};

/// Writes what was understood of a text that is taken in: its header, sections and bodies, and what was taken off.
///
/// # Errors
/// Those of the writer.
pub fn intake(writer: &mut dyn Write, statement: &Statement, layout: &Layout) -> io::Result<()> {
    opening(writer, statement, &Detail { layout: *layout, furniture: true, ..Detail::default() })?;
    writeln!(writer)?;
    let sections =
        statement.sections.iter().map(|section| format!("{} {}", section.title, section.sentences.len()));
    line(writer, "sections", sections, layout)?;
    line(writer, "bodies", names(&statement.bodies), layout)?;
    line(writer, "instruments", names(&statement.instruments), layout)
}

fn names(entities: &[Entity]) -> impl Iterator<Item = String> {
    entities.iter().map(|entity| entity.acronym.as_ref().unwrap_or(&entity.name).clone())
}

/// A label and what stands behind it, or that there is nothing.
fn line(
    writer: &mut dyn Write,
    label: &str,
    values: impl Iterator<Item = String>,
    layout: &Layout,
) -> io::Result<()> {
    let values: Vec<String> = values.collect();
    let mut line = Rich::of(Tone::Dim, label);
    line.plain("  ").plain(if values.is_empty() { "none" } else { "" }).plain(&values.join(", "));
    line.write(writer, layout, Indent { first: 2, rest: 4 })
}
