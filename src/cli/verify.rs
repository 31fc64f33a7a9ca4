//! `kidd verify`: whether every byte is as it was taken in.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::Global;
use super::keep::{Verify, VerifyFormat};
use super::{Exit, input, intake, output, terminal};
use crate::archive::{self, Entry, Severity, Verdict, ledger};
use crate::report::{escape, json, terminal as report};
use crate::{Error, Result, git};

pub(super) fn run(command: &Verify, global: &Global) -> Result<Exit> {
    // The ledger may be too damaged for the archive to be opened: only its place is asked for here.
    let root = root(global)?;
    if command.repair {
        let root =
            root.as_deref().ok_or_else(|| Error::new("the archive that is part of kidd needs no repair"))?;
        for done in archive::repair(root, &|file, bytes| intake::unlisted(file, bytes, global))? {
            let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&done));
        }
    }
    let against = command.against.as_deref().map(|against| base(root.as_deref(), against)).transpose()?;
    let check = |entry: &Entry, bytes: &[u8]| intake::text_sha256(entry, bytes, global);
    let verdict = match &root {
        Some(root) => archive::verify(root, against.as_deref(), Some(&check))?,
        None => archive::verify_built_in(against.as_deref(), Some(&check)),
    };
    output::write(command.output.file.as_deref(), |writer| match command.format {
        VerifyFormat::Terminal => {
            report::verdict(writer, &verdict, &terminal::layout(&command.output, global.color))
        }
        VerifyFormat::Json => json::verdict(writer, root.as_deref(), &verdict),
    })?;
    Ok(exit(&verdict, command))
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

/// The ledger that this one must continue: that of a file, of an archive's folder, or of a git revision.
fn base(root: Option<&Path>, against: &str) -> Result<String> {
    let path = Path::new(against);
    let path = if path.is_dir() { path.join(ledger::FILE) } else { path.to_path_buf() };
    if path.is_file() {
        return std::fs::read_to_string(&path).map_err(|cause| {
            Error::new(format!("cannot be read ({})", output::reason(&cause))).at_path(&path).because(cause)
        });
    }
    let root = root.ok_or_else(|| Error::new("there is no such file").at(against))?;
    let folder = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    // A revision without an archive is continued by any archive.
    let bytes = git::show(folder, against, ledger::FILE)?.unwrap_or_default();
    String::from_utf8(bytes).map_err(|cause| Error::new("is not UTF-8 text").at(against).because(cause))
}
