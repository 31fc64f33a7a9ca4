//! `kidd verify`: whether every byte is as it was taken in.

use std::cell::RefCell;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::Global;
use super::base::{Base, Misplaced};
use super::keep::{Verify, VerifyFormat};
use super::reader::Reader;
use super::{Exit, input, intake, output, terminal};
use crate::archive::{self, Entry, Problem, Severity, Verdict, ledger};
use crate::git::Repository;
use crate::report::{escape, json, terminal as report};
use crate::{Error, Result};

pub(super) fn run(command: &Verify, global: &Global) -> Result<Exit> {
    let against = command.against.as_deref().map(|against| base(against, global)).transpose()?;
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
    // One reader for all originals: each is read once, and the rules too.
    let reader = RefCell::new(Reader::of(intake::archive_or_empty(global), global));
    let check = |entry: &Entry, bytes: &[u8]| intake::text_sha256(entry, bytes, &mut reader.borrow_mut());
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
    match input::ledger_path(global) {
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

/// What this archive must continue.
struct Against {
    ledger: String,
    /// What a branch does to the place of the archive.
    misplaced: Vec<Problem>,
}

/// The ledger that this one must continue: that of a git revision, of a file, or of an archive's folder.
///
/// In a checkout a name that could be both is the revision: a branch could bring a file `origin/main`. A file of the
/// checkout is written as one: `./ledger.jsonl`.
fn base(against: &str, global: &Global) -> Result<Against> {
    let path = Path::new(against);
    let is_written_as_one = path.is_absolute()
        || against.starts_with("./")
        || against.starts_with("../")
        || against.ends_with(".jsonl");
    let repository =
        if is_written_as_one { None } else { Repository::of_workspace(global.archive.as_deref()).ok() };
    let Some(repository) = repository else { return file(path) };
    if repository.commit(against)?.is_none() {
        return match path.exists() {
            true if repository.inside(path)?.is_none() => file(path),
            true => Err(Error::new("is a file of the checkout, not a revision of this git repository")
                .at(against)
                .help(format!("to name the file, write ./{against}"))),
            false => Err(nothing(against)),
        };
    }
    let base = Base::of(against, global)?;
    let misplaced = base.misplaced(global)?.into_iter().filter(Misplaced::is_gone).map(|found| Problem {
        severity: Severity::Damage,
        place: found.path,
        message: found.subject,
        unasked: None,
    });
    // A revision without an archive is continued by any archive.
    Ok(Against { misplaced: misplaced.collect(), ledger: base.ledger(&base.tip.id)? })
}

fn nothing(against: &str) -> Error {
    Error::new("is neither a file nor a revision of this git repository").at(against)
}

fn file(path: &Path) -> Result<Against> {
    if path.symlink_metadata().is_err() {
        return Err(nothing(&path.display().to_string()));
    }
    let path = if path.is_dir() { path.join(ledger::FILE) } else { path.to_path_buf() };
    Ok(Against { ledger: archive::text(&path)?, misplaced: Vec::new() })
}
