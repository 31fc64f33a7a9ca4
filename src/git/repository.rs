//! Where the repository of a checkout is: found by its `.git`, upward from where the program runs.

use std::fs;
use std::path::{Path, PathBuf};

use super::{plain, run, text};
use crate::{Error, Result};

/// Environment variables in which a CI service names the folder that it checked out.
const WORKSPACES: &[&str] = &["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The most that is read of a `.git` that is a file, in bytes: it holds a path.
const MAX_POINTER: u64 = 64 << 10;

/// A checkout with its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The folder that `.git` is in, without links in it.
    top: PathBuf,
}

impl Repository {
    /// The repository whose checkout a folder lies in, whatever it is; `None` outside of any.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn around(folder: &Path) -> Result<Option<Self>> {
        let folder = real(folder)?;
        Ok(nearest(&folder).map(|top| Self { top: top.to_path_buf() }))
    }

    /// The repository of the workspace: that of the working directory, of what a CI service checked out the outermost. What
    /// stands in an `archive` that is named is in it, or the question makes no sense.
    ///
    /// # Errors
    /// There is none, or it is a submodule, whose history is that of whoever sent it.
    pub fn of_workspace(archive: Option<&Path>) -> Result<Self> {
        let here = real(Path::new("."))?;
        let top = checked_out(&here).or_else(|| nearest(&here).map(Path::to_path_buf));
        let top = match (top, archive) {
            (Some(top), _) => top,
            (None, Some(archive)) => {
                let archive = plain(&here.join(archive));
                let top = nearest(&archive).ok_or_else(|| none(&archive))?;
                real(top)?
            }
            (None, None) => return Err(none(&here)),
        };
        let repository = Self { top };
        repository.checked()?;
        Ok(repository)
    }

    /// The folder that was checked out.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// A path from the top of the checkout, with slashes, as it is written: links in it are not followed, so that a link
    /// of the branch leads nowhere. Empty for the top itself, `None` for what lies outside.
    ///
    /// # Errors
    /// There is no working directory.
    pub fn inside(&self, path: &Path) -> Result<Option<String>> {
        let path = plain(&real(Path::new("."))?.join(path));
        // The way to the top may be written with links; the outermost folder that is the top counts.
        let ancestors: Vec<&Path> = path.ancestors().collect();
        let top = ancestors.into_iter().rev().find(|folder| real(folder).is_ok_and(|real| real == self.top));
        let Some(rest) = top.and_then(|top| path.strip_prefix(top).ok()) else { return Ok(None) };
        let parts: Vec<String> =
            rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Ok(Some(parts.join("/")))
    }

    /// A submodule is no workspace, and a `.git` that points into the checkout is the branch's.
    fn checked(&self) -> Result<()> {
        let place = self.top.join(".git");
        let known = place.symlink_metadata().map_err(|cause| {
            Error::new(format!("cannot be read ({cause})")).at_path(&place).because(cause)
        })?;
        if known.is_dir() {
            return Ok(());
        }
        let wrong = |message: &str| {
            Error::new(message).at_path(&place).help("run kidd at the top of a checkout of its own")
        };
        if !known.is_file() || known.len() > MAX_POINTER {
            return Err(wrong("is neither a repository nor a pointer to one"));
        }
        let pointer = fs::read_to_string(&place).unwrap_or_default();
        let target = pointer.trim_end().strip_prefix("gitdir: ");
        let target = target.and_then(|target| real(&self.top.join(target)).ok());
        let target = target.ok_or_else(|| wrong("points to no repository"))?;
        if target.starts_with(&self.top) {
            return Err(wrong("points into the checkout itself, which the branch can fill as it likes"));
        }
        let is_submodule = target.ancestors().any(|folder| {
            folder.file_name().is_some_and(|name| name == "modules")
                && folder.parent().is_some_and(|above| above.join("HEAD").is_file())
        });
        if is_submodule {
            return Err(wrong("is that of a submodule, whose history is that of whoever sent it"));
        }
        Ok(())
    }
}

fn none(folder: &Path) -> Error {
    Error::new("is in no git repository, so that there is no base").at_path(folder).help("leave out --base")
}

/// The outermost checkout around a folder, of those in what a CI service names as its own.
fn checked_out(here: &Path) -> Option<PathBuf> {
    let workspace = WORKSPACES
        .iter()
        .filter_map(|name| fs::canonicalize(std::env::var_os(name)?).ok())
        .find(|workspace| here.starts_with(workspace))?;
    let within = here.ancestors().take_while(|folder| folder.starts_with(&workspace));
    within.filter(|folder| is_top(folder)).last().map(Path::to_path_buf)
}

fn nearest(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_top(folder))
}

fn is_top(folder: &Path) -> bool {
    folder.join(".git").symlink_metadata().is_ok()
}

fn real(folder: &Path) -> Result<PathBuf> {
    fs::canonicalize(folder)
        .map_err(|cause| Error::new(format!("cannot be found ({cause})")).at_path(folder).because(cause))
}

/// The name that git knows its user by, if it knows one.
pub fn user_name() -> Option<String> {
    let here = real(Path::new(".")).ok()?;
    let folder = nearest(&here).map_or(here.as_path(), |top| top).to_path_buf();
    run(&folder, &["config", "--get", "user.name"]).ok().flatten().map(text)
}
