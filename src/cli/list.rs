//! `kidd list`: the editions of the archive.

use super::args::{Global, List, ListFormat};
use super::{Exit, input, output, terminal};
use crate::Result;
use crate::report::json;
use crate::report::terminal::{self as report, KnownEditions};

pub(super) fn run(command: &List, global: &Global) -> Result<Exit> {
    let archive = input::archive(global)?;
    let listing = archive.list(global.series.as_deref())?;
    output::write(command.output.file.as_deref(), |writer| match command.format {
        ListFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let known = if command.known { KnownEditions::Shown } else { KnownEditions::Counted };
            report::listing(writer, &listing, &layout, known)
        }
        ListFormat::Json => json::listing(writer, &listing),
    })?;
    Ok(Exit::Done)
}
