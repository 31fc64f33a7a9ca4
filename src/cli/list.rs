//! `kidd list`: the editions of the archive.

use clap::{Args, ValueEnum};

use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::Result;
use crate::report::json;
use crate::report::terminal::{self as report, KnownEditions};

/// List the editions of the archive
#[derive(Debug, Args)]
#[command(after_help = LIST_HELP)]
pub(super) struct List {
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: ListFormat,
    /// List the editions that are known but not held, too
    #[arg(long)]
    pub known: bool,
    #[command(flatten)]
    pub output: Output,
}

const LIST_HELP: &str = "\
Examples:
  kidd list
  kidd list --archive ~/statements
  kidd list --known      also what could be taken in, and from where
  kidd list --format json | jq -r '.revisions[].sha256'";

/// How to show the archive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// One line a revision
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
}

pub(super) fn run(command: &List, global: &Global) -> Result<Exit> {
    let archive = global.scope().archive()?;
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
