//! `kidd log`: where an edition came from.

use super::args::Global;
use super::keep::Log;
use super::{Exit, input, output, terminal};
use crate::Result;
use crate::report::terminal as report;

pub(super) fn run(command: &Log, global: &Global) -> Result<Exit> {
    let archive = input::archive(global)?;
    let entry = archive.resolve(&command.edition, global.series.as_deref())?;
    let revisions: Vec<_> = archive.entries().iter().filter(|other| other.id == entry.id).collect();
    output::write(command.output.file.as_deref(), |writer| {
        report::log(writer, &revisions, &terminal::layout(&command.output, global.color))
    })?;
    Ok(Exit::Done)
}
