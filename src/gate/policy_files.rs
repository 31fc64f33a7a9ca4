//! Where the policy and the list of what was accepted stand, and reading them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::policy::{self, Accepted, Policy};
use crate::{Error, Result, reason};

/// The largest policy or list that is read, in bytes: 4 MiB. One line an accepted finding makes some hundred bytes.
pub(super) const MAX_BYTES: u64 = 4 << 20;

/// The folder of the policy and of what was accepted.
#[derive(Debug, Clone)]
pub struct Home {
    /// Relative to the working directory where it lies in it.
    pub folder: PathBuf,
    /// Whether there is a policy.
    pub has_policy: bool,
}

impl Home {
    /// The nearest folder with a policy at or above the archive (or the working directory, for the archive in the
    /// program), up to the top of the repository; else the folder that the archive stands in.
    pub fn find(root: Option<&Path>) -> Self {
        let start = root.unwrap_or(Path::new("."));
        for folder in upward(start) {
            if folder.join(policy::FILE).symlink_metadata().is_ok() {
                return Self { folder: shown(&folder), has_policy: true };
            }
        }
        Self { folder: shown(&beside(root)), has_policy: false }
    }

    /// The policy's file.
    pub fn policy(&self) -> PathBuf {
        self.folder.join(policy::FILE)
    }

    /// The list of what was accepted.
    pub fn accepted(&self) -> PathBuf {
        self.folder.join(policy::ACCEPTED_FILE)
    }
}

/// The folder that an archive stands in.
pub fn beside(root: Option<&Path>) -> PathBuf {
    match root {
        None => PathBuf::from("."),
        Some(root) if root.file_name().is_some_and(|name| name == "statements") => {
            root.parent().map(Path::to_path_buf).unwrap_or_default()
        }
        Some(root) => root.to_path_buf(),
    }
}

/// A folder and those above it, up to the top of a repository.
fn upward(start: &Path) -> Vec<PathBuf> {
    let start = fs::canonicalize(start).unwrap_or_else(|_| start.to_path_buf());
    let mut folders = Vec::new();
    for folder in start.ancestors() {
        folders.push(folder.to_path_buf());
        if folder.join(".git").symlink_metadata().is_ok() {
            break;
        }
    }
    folders
}

/// A folder as seen from the working directory.
fn shown(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let absolute = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    match absolute.as_deref().unwrap_or(folder).strip_prefix(&here) {
        Ok(inner) => inner.to_path_buf(),
        Err(_) => folder.to_path_buf(),
    }
}

/// Reads a policy that must be there.
///
/// # Errors
/// It is not there, cannot be read, or is broken.
pub fn policy(path: &Path) -> Result<Policy> {
    let text = text(path)?.ok_or_else(|| {
        Error::new("there is no such file")
            .at_path(path)
            .help("`kidd policy init` writes a policy to start from")
    })?;
    Policy::parse(&path.display().to_string(), &text)
}

/// Reads what was accepted; nothing where there is no list.
pub(super) fn accepted(path: &Path) -> Result<Accepted> {
    match text(path)? {
        Some(text) => Accepted::parse(&path.display().to_string(), &text),
        None => Ok(Accepted::default()),
    }
}

/// The text of a file of ours; `None` where there is none. A link is not followed: it could lead anywhere.
///
/// # Errors
/// It is no plain file, too large, cannot be read, or is no text.
pub fn text(path: &Path) -> Result<Option<String>> {
    let failed = |cause: io::Error| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at_path(path).because(cause)
    };
    match path.symlink_metadata() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(failed(cause)),
        Ok(known) if !known.is_file() => {
            return Err(Error::new("is not a regular file")
                .at_path(path)
                .help("put the file itself in its place"));
        }
        Ok(known) if known.len() > MAX_BYTES => {
            return Err(Error::new("is larger than 4 MiB, the most that such a file may have").at_path(path));
        }
        Ok(_) => {}
    }
    let bytes = fs::read(path).map_err(failed)?;
    let text = String::from_utf8(bytes)
        .map_err(|cause| Error::new("is not UTF-8 text").at_path(path).because(cause))?;
    Ok(Some(text))
}
