//! `kidd verify`: whether every byte is as it was taken in.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::archive::{self, Entry, Severity, Verdict};
use crate::gate::{Against, against};
use crate::report::{escape, json, terminal as report};
use crate::workspace::Workspace;
use crate::{Error, Result};

/// Check that every byte of the archive is as it was taken in
///
/// Damage (an original or a line of the ledger that was altered, cut, removed or moved) ends with 1. What a run that
/// was cut off leaves behind is told apart from it: that is recoverable, concerns nothing that was kept, and ends
/// with 0 unless --strict is given.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub(super) struct Verify {
    /// The ledger must continue this one: a file, or a revision of the git repository around the archive
    #[arg(long, value_name = "REF|FILE")]
    pub against: Option<String>,
    /// Mend what is recoverable; damage is never touched
    #[arg(long)]
    pub repair: bool,
    /// Exit with 1 on what is recoverable, too
    #[arg(long)]
    pub strict: bool,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: VerifyFormat,
    #[command(flatten)]
    pub output: Output,
}

const VERIFY_HELP: &str = "\
Examples:
  kidd verify
  kidd verify --against origin/main     in CI: nothing of the base was rewritten
  kidd verify --repair                  after a crash or a full disk";

/// How to show what was checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum VerifyFormat {
    /// One line a problem
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
}

pub(super) fn run(command: &Verify, global: &Global) -> Result<Exit> {
    let against = command.against.as_deref().map(|name| against(name, &global.scope())).transpose()?;
    if let Some(Against { misplaced, .. }) = against.as_ref().filter(|against| !against.misplaced.is_empty())
    {
        // What stands elsewhere is another archive, whatever it holds.
        let verdict = Verdict::of(misplaced.clone());
        show(command, global, None, &verdict)?;
        return Ok(exit(&verdict, command));
    }
    // The ledger may be too damaged for the archive to be opened: only its place is asked for here.
    let root = root(global)?;
    if command.repair {
        let root =
            root.as_deref().ok_or_else(|| Error::new("the archive that is part of kidd needs no repair"))?;
        for done in archive::repair(root)? {
            let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&done));
        }
    }
    let ledger = against.as_ref().map(|against| against.ledger.as_str());
    let scope = global.scope();
    let workspace = Workspace::of(scope.archive_or_empty(), scope);
    let check = |entry: &Entry, bytes: &[u8]| workspace.text_sha256(entry, bytes);
    let verdict = match &root {
        Some(root) => archive::verify(root, ledger, Some(&check))?,
        None => archive::verify_built_in(ledger, Some(&check)),
    };
    show(command, global, root.as_deref(), &verdict)?;
    Ok(exit(&verdict, command))
}

fn show(command: &Verify, global: &Global, root: Option<&Path>, verdict: &Verdict) -> Result<()> {
    output::write(command.output.file.as_deref(), |writer| match command.format {
        VerifyFormat::Terminal => {
            report::verdict(writer, verdict, &terminal::layout(&command.output, global.color))
        }
        VerifyFormat::Json => json::verdict(writer, root, verdict),
    })
}

/// The folder of the archive; `None` for the one in the program, which is only meant where there is no other.
fn root(global: &Global) -> Result<Option<PathBuf>> {
    let folder = Path::new(archive::FOLDER);
    match global.scope().ledger_path() {
        Ok(path) => Ok(path.parent().map(Path::to_path_buf)),
        Err(error) if global.archive.is_some() => Err(error),
        Err(_) if folder.is_dir() => {
            Err(Error::new("has no ledger.jsonl: it was removed, or this is no archive")
                .at_path(folder)
                .help("bring it back from a copy or from git; `kidd add` makes a new archive"))
        }
        Err(_) => Ok(None),
    }
}

fn exit(verdict: &Verdict, command: &Verify) -> Exit {
    match verdict.worst() {
        Some(Severity::Damage) => Exit::GateFailed,
        Some(Severity::Recoverable) if command.strict => Exit::GateFailed,
        _ => Exit::Done,
    }
}
