//! The clean text of a statement.

use std::io::{self, Write};

use super::escape;
use super::prose::ILLUSTRATIVE;
use crate::statement::Statement;

/// Writes the clean text: the body without the page around it, a blank line between paragraphs.
///
/// A made-up text says so in the first line, as everywhere.
///
/// # Errors
/// Those of the writer.
pub fn text(writer: &mut dyn Write, statement: &Statement) -> io::Result<()> {
    if statement.illustrative {
        writeln!(writer, "[{ILLUSTRATIVE}]\n")?;
    }
    writeln!(writer, "{}", escape::lines(statement.clean_text.trim_end()))
}
