//! `kidd align`: links between two texts of one sentence a line.

use super::args::{Align, AlignFormat, Global};
use super::{Exit, input, output};
use crate::compare::{Fold, Options, Unit, align};
use crate::report::json;
use crate::source::bounds;
use crate::{Result, Sides, series};

pub(super) fn run(command: &Align, _global: &Global) -> Result<Exit> {
    let inputs = input::texts(&command.old, &command.new)?;
    let texts = inputs.as_ref().map(|input| String::from_utf8_lossy(&input.bytes));
    for (input, text) in [(&inputs.before, &texts.before), (&inputs.after, &texts.after)] {
        bounds::text(text).map_err(|error| error.at(&input.origin))?;
    }
    let units = Sides::new(units(&texts.before), units(&texts.after));
    let units = Sides::new(&units.before[..], &units.after[..]);
    let alignment = align(units, &Fold::new(&series::general()?), &Options::default());
    output::write(command.output.file.as_deref(), |writer| match command.format {
        AlignFormat::Json => json::alignment(writer, &alignment, units),
    })?;
    Ok(Exit::Done)
}

/// One sentence a line; a blank line stands between paragraphs.
fn units(text: &str) -> Vec<Unit<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut units = Vec::new();
    let mut paragraph = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            paragraph += usize::from(units.last().is_some_and(|last: &Unit<'_>| last.paragraph == paragraph));
        } else {
            units.push(Unit { text: line, paragraph, section: "" });
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_separate_paragraphs() {
        let found: Vec<(&str, usize)> = units("\n\nOne.\r\nTwo.\r\n\r\n \nThree.")
            .iter()
            .map(|unit| (unit.text, unit.paragraph))
            .collect();
        assert_eq!(found, [("One.", 0), ("Two.", 0), ("Three.", 1)]);
    }
}
