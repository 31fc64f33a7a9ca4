//! `kidd ledger merge`: joins two ledgers.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::options::Global;
use super::{Exit, output};
use crate::archive::{self, First};
use crate::{Result, Sides};

/// Work on the ledger itself (plumbing)
#[derive(Debug, Args)]
pub(super) struct Ledger {
    #[command(subcommand)]
    pub command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum LedgerCommand {
    Merge(Merge),
}

/// Join the ledgers of two branches that each added to the archive
///
/// Without files, the archive's ledger with the merge conflict that git left in it is resolved in place. The new lines
/// of one branch stay as they are, those of the other are chained to them.
#[derive(Debug, Args)]
#[command(after_help = MERGE_HELP)]
pub(super) struct Merge {
    /// Our ledger and theirs; the result goes to standard output or to --output
    #[arg(num_args = 2, value_names = ["OURS", "THEIRS"])]
    pub files: Vec<PathBuf>,
    /// Whose new lines stay as they are: take theirs when you merge the main branch into yours
    #[arg(long, value_enum, default_value_t)]
    pub first: Branch,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", requires = "files")]
    pub output: Option<PathBuf>,
}

const MERGE_HELP: &str = "\
Examples:
  git merge other || kidd ledger merge && git add statements/ledger.jsonl
  git merge main || kidd ledger merge --first theirs
  kidd ledger merge ours.jsonl theirs.jsonl -o ledger.jsonl";

/// One of the two branches of a merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Branch {
    /// The branch that one is on
    #[default]
    Ours,
    /// The branch that is merged in
    Theirs,
}

pub(super) fn run(command: &Ledger, global: &Global) -> Result<Exit> {
    match &command.command {
        LedgerCommand::Merge(command) => merge(command, global),
    }
}

fn merge(command: &Merge, global: &Global) -> Result<Exit> {
    let first = match command.first {
        Branch::Ours => First::Ours,
        Branch::Theirs => First::Theirs,
    };
    if let [ours, theirs] = command.files.as_slice() {
        let ledgers = Sides::new(archive::text(ours)?, archive::text(theirs)?);
        let merged = archive::merge(Sides::new(&ledgers.before, &ledgers.after), first)?;
        output::write(command.output.as_deref(), |writer| writer.write_all(merged.as_bytes()))?;
        return Ok(Exit::Done);
    }
    let path = global.scope().ledger_path()?;
    let ledgers = archive::split_conflict(&archive::text(&path)?).map_err(|error| error.at_path(&path))?;
    let merged = archive::merge(Sides::new(&ledgers.before, &ledgers.after), first)?;
    output::write(Some(&path), |writer| writer.write_all(merged.as_bytes()))?;
    Ok(Exit::Done)
}
