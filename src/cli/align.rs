//! `kidd align`: links between two texts of one sentence a line.

use clap::{Args, ValueEnum};

use super::options::Output;
use super::{Exit, output};
use crate::compare::{Fold, Options, Unit, align};
use crate::report::json;
use crate::source::bounds;
use crate::workspace::{Input, one_stdin};
use crate::{Result, Sides, series};

/// Link two texts of one sentence a line (plumbing)
///
/// A blank line stands between paragraphs. Positions are counted from 0 over the lines that are not blank.
#[derive(Debug, Args)]
#[command(after_help = ALIGN_HELP)]
pub(super) struct Align {
    /// The older text: a file, or - for standard input
    pub old: String,
    /// The newer text: a file, or - for standard input
    pub new: String,
    /// How to write it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: AlignFormat,
    #[command(flatten)]
    pub output: Output,
}

const ALIGN_HELP: &str = "\
Examples:
  kidd align old.txt new.txt
  kidd align old.txt new.txt | jq '.links[] | select(.moved)'";

/// How to write an alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// Links, and what has none
    #[default]
    Json,
}

pub(super) fn run(command: &Align) -> Result<Exit> {
    one_stdin(&command.old, &command.new)?;
    let inputs = Sides::new(Input::read(&command.old)?, Input::read(&command.new)?);
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
            units.push(Unit { paragraph, ..Unit::new(line) });
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
