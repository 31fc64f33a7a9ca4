//! The ledger that an archive must continue, for `kidd verify`.

use std::path::Path;

use super::base::{Base, Misplaced};
use crate::archive::{self, Problem, Severity, ledger};
use crate::git::Repository;
use crate::workspace::Scope;
use crate::{Error, Result};

/// What an archive must continue.
pub struct Against {
    /// The ledger.
    pub ledger: String,
    /// What a branch does to the place of the archive.
    pub misplaced: Vec<Problem>,
}

/// The ledger that this one must continue: that of a git revision, of a file, or of an archive's folder.
///
/// In a checkout a name that could be both is the revision: a branch could bring a file `origin/main`. A file of the
/// checkout is written as one: `./ledger.jsonl`.
///
/// # Errors
/// It is neither a file nor a revision, or cannot be read.
pub fn against(against: &str, scope: &Scope) -> Result<Against> {
    let path = Path::new(against);
    let is_written_as_one = path.is_absolute()
        || against.starts_with("./")
        || against.starts_with("../")
        || against.ends_with(".jsonl");
    let repository =
        if is_written_as_one { None } else { Repository::of_workspace(scope.archive.as_deref()).ok() };
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
    let base = Base::of(against, scope)?;
    let misplaced = base.misplaced(scope)?.into_iter().filter(Misplaced::is_gone).map(|found| Problem {
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
