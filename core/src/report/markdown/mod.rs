//! Markdown to paste: into a comment on a pull request, a wiki, a newsletter.

mod drift;
mod gate;
mod parts;
mod text;

pub use drift::drift;
pub use gate::gate_summary;

use std::io::{self, Write};

use self::parts::{Kind, Part};
use super::prose::{count, list};
use crate::compare::Comparison;

/// How a comparison is written as Markdown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limit {
    /// The most bytes that the text may have; what does not fit is counted at its end.
    pub bytes: Option<usize>,
}

impl Limit {
    /// Fewer bytes than this do not hold who, when and what was left out.
    pub const LEAST: usize = 1_000;
}

/// Bytes kept free for the line that says what was left out, whatever it counts.
const NOTE: usize = 160;

/// Writes a comparison as Markdown: who, when and where, findings, then the changes by section.
///
/// Nothing that comes from a statement becomes a link, an image, a mention or markup.
///
/// # Errors
/// Those of the writer.
pub fn markdown(writer: &mut dyn Write, comparison: &Comparison<'_>, limit: Limit) -> io::Result<()> {
    let parts = parts::all(comparison);
    let whole: usize = parts.iter().map(|part| part.text.len()).sum();
    let Some(most) = limit.bytes.filter(|&most| whole > most) else {
        return parts.iter().try_for_each(|part| writer.write_all(part.text.as_bytes()));
    };
    let mut room = most.saturating_sub(NOTE);
    let fitting = parts
        .iter()
        .take_while(|part| {
            let fits = part.text.len() <= room;
            room = room.saturating_sub(part.text.len());
            fits
        })
        .count();
    let (shown, left) = parts.split_at(fitting);
    for part in shown {
        writer.write_all(part.text.as_bytes())?;
    }
    writer.write_all(note(left, most).as_bytes())
}

/// What was left out, and why.
fn note(left: &[Part], most: usize) -> String {
    let number = |kind| left.iter().filter(|part| part.kind == kind).count();
    let counts: Vec<String> =
        [(number(Kind::Finding), "finding", "findings"), (number(Kind::Change), "change", "changes")]
            .into_iter()
            .filter(|&(number, ..)| number > 0)
            .map(|(number, one, many)| count(number, one, many))
            .collect();
    let what = if counts.is_empty() { "the rest".to_owned() } else { list(&counts) };
    format!("\n**Cut here to stay within {most} bytes: {what} left out.**\n")
}
