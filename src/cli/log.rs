//! `kidd log`: where an edition came from.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::candidates::editions;
use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::Result;
use crate::report::terminal as report;

/// Tell the history of one edition: its revisions and where they came from
#[derive(Debug, Args)]
#[command(after_help = LOG_HELP)]
pub(super) struct Log {
    /// An edition of the archive
    #[arg(add = ArgValueCompleter::new(editions))]
    pub edition: String,
    #[command(flatten)]
    pub output: Output,
}

const LOG_HELP: &str = "\
Examples:
  kidd log 23
  kidd diff 23@1 23@2        what a publisher changed afterwards";

pub(super) fn run(command: &Log, global: &Global) -> Result<Exit> {
    let archive = global.scope().archive()?;
    let entry = archive.resolve(&command.edition, global.series.as_deref())?;
    let revisions: Vec<_> = archive.entries().iter().filter(|other| other.id == entry.id).collect();
    output::write(command.output.file.as_deref(), |writer| {
        report::log(writer, &revisions, &terminal::layout(&command.output, global.color))
    })?;
    Ok(Exit::Done)
}
