//! What we ask git: files as they were at another revision, and where a folder stands in its repository.

use std::path::Path;
use std::process::Command;

use crate::{Error, Result};

/// The bytes of a file at a revision (`main`, `HEAD~2`), or `None` where that revision does not have it.
///
/// `folder` is where the file is now; `file` is its name in it.
///
/// # Errors
/// git is missing, the folder is in no repository, or there is no such revision.
pub fn show(folder: &Path, reference: &str, file: &str) -> Result<Option<Vec<u8>>> {
    let Some(commit) = commit(folder, reference)? else {
        return Err(Error::new("is neither a file nor a revision of the git repository here").at(reference));
    };
    run(folder, &["cat-file", "blob", &format!("{commit}:./{file}")])
}

/// The commit that a revision means, or `None` where the repository around this folder has no such revision.
///
/// # Errors
/// git is missing.
pub fn commit(folder: &Path, reference: &str) -> Result<Option<String>> {
    let commit = format!("{reference}^{{commit}}");
    line(folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &commit])
}

/// The commit at which two others parted, or `None` where they have no history in common, as in a shallow clone.
///
/// # Errors
/// git is missing.
pub fn merge_base(folder: &Path, one: &str, other: &str) -> Result<Option<String>> {
    line(folder, &["merge-base", one, other])
}

/// Where a folder stands in its repository: `statements/`, an empty string for the top; `None` outside of any.
///
/// # Errors
/// git is missing.
pub fn prefix(folder: &Path) -> Result<Option<String>> {
    line(folder, &["rev-parse", "--show-prefix"])
}

/// The top of the repository that a folder stands in; `None` outside of any.
///
/// # Errors
/// git is missing.
pub fn top(folder: &Path) -> Result<Option<String>> {
    line(folder, &["rev-parse", "--show-toplevel"])
}

/// The bytes of a file of a commit, by its path from the top of the repository.
///
/// # Errors
/// git is missing.
pub fn blob(folder: &Path, commit: &str, path: &str) -> Result<Option<Vec<u8>>> {
    run(folder, &["cat-file", "blob", &format!("{commit}:{path}")])
}

/// The first value of a key of the configuration.
///
/// # Errors
/// git is missing.
pub fn config(folder: &Path, key: &str) -> Result<Option<String>> {
    line(folder, &["config", "--get", key])
}

/// Sets a key of the configuration of the repository around this folder.
///
/// # Errors
/// git is missing, or the folder is in no repository.
pub fn set_config(folder: &Path, key: &str, value: &str) -> Result<()> {
    run(folder, &["config", "--local", key, value])?.map(drop).ok_or_else(|| {
        Error::new("is in no git repository, or its configuration cannot be written").at_path(folder)
    })
}

/// What a git command prints, without its line end.
fn line(folder: &Path, arguments: &[&str]) -> Result<Option<String>> {
    let output = run(folder, arguments)?;
    Ok(output.map(|output| String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned()))
}

/// What a git command prints; `None` if it fails.
fn run(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let mut command = Command::new("git");
    // A hook of git's hands these on, and they may be relative to another folder: git finds the repository itself.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let output = command.arg("-C").arg(folder).args(arguments).output().map_err(|cause| {
        Error::new(format!("git cannot be run ({cause})"))
            .help("install git, or name a file instead of a revision")
            .because(cause)
    })?;
    Ok(output.status.success().then_some(output.stdout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_that_is_an_option_or_unknown_is_an_error() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for reference in ["--help", "no-such-revision", "-x"] {
            assert!(show(here, reference, "Cargo.toml").is_err(), "{reference}");
        }
    }

    #[test]
    fn a_folder_without_a_repository_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(show(folder.path(), "HEAD", "x").is_err());
    }
}
