//! What we ask git: a file as it was at another revision.

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
    let commit = format!("{reference}^{{commit}}");
    let known = run(folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &commit])?;
    let Some(commit) = known else {
        return Err(Error::new("is neither a file nor a revision of the git repository here").at(reference));
    };
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    run(folder, &["cat-file", "blob", &format!("{commit}:./{file}")])
}

/// What a git command prints; `None` if it fails.
fn run(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().map_err(|cause| {
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
