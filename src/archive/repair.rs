//! Mends what runs that were cut off have left in an archive.

use std::fs;
use std::path::Path;

use super::add::{Added, Draft, Made, added, current, planned};
use super::disk::{self, Lock, Mode, TEMPORARY};
use super::ledger::{self, is_cut_off};
use super::verify::verify_locked;
use super::{Entry, Severity, open};
use crate::{Error, Result};

/// Mends what runs that were cut off have left in the archive in this folder, and says in sentences what it did.
///
/// A torn last line goes, temporary files go, and a file that the ledger does not list is taken in as `draft` reads
/// it. Damage is never touched: nothing here can bring back what was altered.
///
/// # Errors
/// The archive is damaged, the disk refuses, or a file that is not listed cannot be taken in.
pub fn repair(root: &Path, draft: &dyn Fn(&str, Vec<u8>) -> Result<Draft>) -> Result<Vec<String>> {
    let _lock = Lock::exclusive(root)?;
    let verdict = verify_locked(root, None, None)?;
    if let Some(damage) = verdict.problems.iter().find(|problem| problem.severity == Severity::Damage) {
        return Err(Error::new(format!("{}; nothing was repaired", damage.message))
            .at(&damage.place)
            .help("bring it back from a copy or from git first"));
    }
    let mut done = Vec::new();
    mend_ledger(root, &mut done)?;
    let recoverable = verdict.problems.iter().filter(|problem| problem.severity == Severity::Recoverable);
    let files = recoverable.map(|problem| problem.place.as_str()).filter(|place| root.join(place).is_file());
    for file in files {
        let path = root.join(file);
        if file.rsplit('/').next().is_some_and(|name| name.starts_with(TEMPORARY)) {
            fs::remove_file(&path).map_err(|cause| {
                Error::new(format!("cannot be removed ({cause})")).at_path(&path).because(cause)
            })?;
            done.push(format!("removed {file}, which was cut off while it was written"));
        } else {
            let entry = take_in(root, file, draft)?;
            done.push(format!("took {file} in as {}", entry.name()));
        }
    }
    disk::sync(root)?;
    Ok(done)
}

fn mend_ledger(root: &Path, done: &mut Vec<String>) -> Result<()> {
    let path = root.join(ledger::FILE);
    let text = open::text(&path)?;
    let end = text.rfind('\n').map_or(0, |at| at + 1);
    let last = &text[end..];
    if last.is_empty() {
        return Ok(());
    }
    if is_cut_off(last) {
        disk::write(&path, &text.as_bytes()[..end], Mode::Replaced)?;
        done.push("removed the last line of the ledger, which was cut off while it was written".to_owned());
    } else {
        disk::write(&path, format!("{text}\n").as_bytes(), Mode::Replaced)?;
        done.push("ended the last line of the ledger".to_owned());
    }
    Ok(())
}

fn take_in(root: &Path, file: &str, draft: &dyn Fn(&str, Vec<u8>) -> Result<Draft>) -> Result<Entry> {
    let path = root.join(file);
    let advice = "move it away, or take it in from elsewhere with `kidd add`";
    let draft = draft(file, open::read(&path)?)?;
    let (_, ledger) = current(&root.join(ledger::FILE))?;
    let place = planned(&ledger, &draft).file;
    if place != file {
        return Err(Error::new(format!("is not listed in the ledger, and its text would be {place}"))
            .at_path(path)
            .help(advice));
    }
    let mut made = Made::default();
    match added(root, &draft, &mut made) {
        Ok(Added::New(entry)) => Ok(entry),
        Ok(Added::Same(entry)) => {
            Err(Error::new(format!("is not listed in the ledger, and has the same text as {}", entry.name()))
                .at_path(path)
                .help("remove it"))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{add, verify};
    use crate::digest;

    /// Reads a file as the edition that it is named after.
    fn draft(file: &str, bytes: Vec<u8>) -> Result<Draft> {
        let name = file.rsplit('/').next().unwrap().split(['.', '@']).next().unwrap();
        Ok(Draft {
            series: "kidd".into(),
            id: format!("kidd-{name}"),
            text_sha256: digest::canonical(&String::from_utf8_lossy(&bytes)),
            bytes,
            media_type: "text/plain".into(),
            source: None,
            date: None,
            end_date: None,
            retrieved: None,
            illustrative: false,
        })
    }

    fn archive() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        for edition in ["kidd/23.txt", "kidd/24.txt"] {
            add(&root, &draft(edition, edition.into()).unwrap()).unwrap();
        }
        (folder, root)
    }

    fn worst(root: &Path) -> Option<Severity> {
        verify(root, None, None).unwrap().worst()
    }

    #[test]
    fn what_a_cut_off_run_leaves_is_mended() {
        let (_folder, root) = archive();
        let ledger = root.join(ledger::FILE);
        let text = fs::read_to_string(&ledger).unwrap();
        fs::write(&ledger, &text[..text.len() - 20]).unwrap();
        fs::write(root.join("kidd/.kidd-x.tmp"), "ha").unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        let done = repair(&root, &draft).unwrap();
        assert_eq!(done.len(), 3, "{done:?}");
        assert_eq!(worst(&root), None);
        assert_eq!(fs::read_to_string(&ledger).unwrap(), text);
        assert!(repair(&root, &draft).unwrap().is_empty());
    }

    #[test]
    fn a_last_line_without_its_end_gets_it() {
        let (_folder, root) = archive();
        let ledger = root.join(ledger::FILE);
        let text = fs::read_to_string(&ledger).unwrap();
        fs::write(&ledger, text.trim_end()).unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        repair(&root, &draft).unwrap();
        assert_eq!(fs::read_to_string(&ledger).unwrap(), text);
    }

    #[test]
    fn damage_is_not_touched() {
        let (_folder, root) = archive();
        let path = root.join("kidd/23.txt");
        fs::remove_file(&path).unwrap();
        fs::write(&path, "altered").unwrap();
        let error = repair(&root, &draft).unwrap_err().to_string();
        assert!(
            error.starts_with("kidd/23.txt: is not what was taken in as kidd-23@1; nothing was repaired"),
            "{error}"
        );
    }

    #[test]
    fn a_file_that_is_no_new_text_stays_and_is_named() {
        let (_folder, root) = archive();
        fs::write(root.join("kidd/copy.txt"), "kidd/23.txt").unwrap();
        let error = repair(&root, &draft).unwrap_err().to_string();
        assert!(error.contains("has the same text as kidd-23@1"), "{error}");
        assert!(root.join("kidd/copy.txt").is_file());
    }
}
