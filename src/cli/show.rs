//! `kidd show`: one edition by section.

use std::io::IsTerminal as _;

use super::args::{Global, Show, ShowFormat};
use super::reader::Reader;
use super::{Exit, input, output, terminal};
use crate::report::terminal::Detail;
use crate::report::{self, json};
use crate::{Error, Result};

pub(super) fn run(command: &Show, global: &Global) -> Result<Exit> {
    fits(command)?;
    if command.original {
        return original(command, global);
    }
    let mut reader = Reader::new(global)?;
    reader.tracked = command.tracked.map(Into::into);
    let statement = reader.statement(&command.edition)?;
    let section = command.section.as_deref().map(|id| input::section_of(id, &statement)).transpose()?;
    output::write(command.output.file.as_deref(), |writer| match command.format {
        ShowFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let detail = Detail { layout, furniture: command.all, reasons: command.explain, section };
            report::terminal::statement(writer, &statement, &detail)
        }
        ShowFormat::Json => json::statement(writer, &statement),
        ShowFormat::Text => report::text(writer, &statement),
    })?;
    Ok(Exit::Done)
}

/// What was published, byte for byte; on a terminal what it must not get raw is spelled out.
fn original(command: &Show, global: &Global) -> Result<Exit> {
    let input = input::find(&command.edition, global, &input::archive(global)?)?;
    let to_terminal = command.output.is_stdout() && std::io::stdout().is_terminal();
    output::write(command.output.file.as_deref(), |writer| {
        if to_terminal {
            writer.write_all(report::escape::lines(&String::from_utf8_lossy(&input.bytes)).as_bytes())
        } else {
            writer.write_all(&input.bytes)
        }
    })?;
    Ok(Exit::Done)
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Show) -> Result<()> {
    let shaping =
        [(command.all, "--all"), (command.explain, "--explain"), (command.section.is_some(), "--section")];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != ShowFormat::Terminal => {
            Err(Error::new(format!("{option} applies to the terminal report only"))
                .help("leave it out: the other formats always show everything"))
        }
        _ => Ok(()),
    }
}
