//! Where two publishers' copies of one text have other words.

use std::io::{self, Write};

use crate::Sides;
use crate::compare::Difference;
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};
use crate::statement::Statement;

/// Words shown before and behind a difference.
const AROUND: usize = 6;

/// Writes where two copies of one text, called by these names, have other words, with the words around them.
///
/// # Errors
/// Those of the writer.
pub fn copies(
    writer: &mut dyn Write,
    names: Sides<&str>,
    statements: Sides<&Statement>,
    differences: &[Difference],
    layout: &Layout,
) -> io::Result<()> {
    let mut title = Rich::of(Tone::Strong, names.before);
    title.plain(" and ").push(Tone::Strong, names.after);
    match differences.len() {
        0 => title.plain(" have one text, word for word."),
        1 => title.plain(" have other words in 1 place."),
        count => title.plain(&format!(" have other words in {count} places.")),
    };
    title.write(writer, layout, Indent::all(0))?;
    for difference in differences {
        writeln!(writer)?;
        let Sides { before, after } = difference.paragraphs;
        let place = if before == after {
            format!("paragraph {}", before + 1)
        } else {
            format!("paragraph {} → {}", before + 1, after + 1)
        };
        Rich::of(Tone::Dim, &place).write(writer, layout, Indent::all(2))?;
        line(difference, statements, layout).write(writer, layout, Indent::all(4))?;
    }
    Ok(())
}

fn line(difference: &Difference, statements: Sides<&Statement>, layout: &Layout) -> Rich {
    let (old, new) = (&statements.before.clean_text, &statements.after.clean_text);
    let Sides { before, after } = &difference.ranges;
    let mut rich = Rich::default();
    rich.plain(&head(&new[..after.start]));
    let mut words = |text: &str, tone: Tone, [open, close]: [&str; 2]| {
        if text.is_empty() {
            return;
        }
        if layout.colour {
            rich.push(tone, text);
        } else {
            rich.plain(&format!("{open}{text}{close}"));
        }
    };
    words(&old[before.clone()], Tone::Old, ["[-", "-]"]);
    words(&new[after.clone()], Tone::New, ["{+", "+}"]);
    rich.plain(&tail(&new[after.end..]));
    rich
}

/// The last words of a text, on from the paragraph's start at most.
fn head(text: &str) -> String {
    let paragraph = text.rsplit("\n\n").next().unwrap_or_default();
    let start = paragraph.rmatch_indices(char::is_whitespace).nth(AROUND).map_or(0, |(at, _)| at);
    let cut = if start > 0 { "… " } else { "" };
    format!("{cut}{}", paragraph[start..].trim_start())
}

fn tail(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let end = paragraph.match_indices(char::is_whitespace).nth(AROUND).map_or(paragraph.len(), |(at, _)| at);
    let cut = if end < paragraph.len() { " …" } else { "" };
    format!("{}{cut}", &paragraph[..end])
}
