//! Mends what runs that were cut off have left in an archive.

use std::fs;
use std::path::Path;

use super::add::{current, listed};
use super::disk::{self, Lock, Mode, TEMPORARY};
use super::ledger::{self, completed, is_cut_off};
use super::verify::{KEPT, announcement, verify_locked};
use super::{Entry, Problem, Severity, Unasked, attributes, open};
use crate::{Error, Result, digest};

/// Mends what runs that were cut off have left in the archive in this folder, and says in sentences what it did.
///
/// A last line that was cut off is completed where only its hash is lost, and else goes; an original gets the line that the
/// run was about to give it, with all that was known of it; temporary files go. A copy of a ledger that is replaced stays
/// beside it. Damage is never touched: nothing here can bring back what was altered, and a file without a line stays as it
/// is, for nobody knows where it was published.
///
/// # Errors
/// The archive is damaged, or the disk refuses.
pub fn repair(root: &Path) -> Result<Vec<String>> {
    let _lock = Lock::exclusive(root)?;
    let verdict = verify_locked(root, None, None)?;
    let damage = |problem: &&Problem| {
        problem.severity == Severity::Damage && problem.unasked != Some(Unasked::Original)
    };
    if let Some(damage) = verdict.problems.iter().find(damage) {
        return Err(Error::new(format!("{}; nothing was repaired", damage.message))
            .at(&damage.place)
            .help("bring it back from a copy or from git first"));
    }
    let unlisted = verdict.problems.iter().find(|problem| problem.unasked == Some(Unasked::Original));
    let mut done = Vec::new();
    mend_ledger(root, unlisted, &mut done)?;
    let recoverable = verdict.problems.iter().filter(|problem| problem.severity == Severity::Recoverable);
    let files: Vec<&str> = recoverable
        .map(|problem| problem.place.as_str())
        .filter(|place| root.join(place).is_file())
        .collect();
    let is_temporary = |file: &str| file.rsplit('/').next().is_some_and(|name| name.starts_with(TEMPORARY));
    let announced: Vec<Entry> =
        files.iter().filter_map(|file| announcement(file, &root.join(file))).collect();
    for file in files.iter().filter(|file| !is_temporary(file)) {
        if let Some(entry) = announced.iter().find(|entry| entry.file == **file) {
            list(root, entry, &mut done)?;
        }
    }
    if files.contains(&attributes::FILE) && attributes::keep_bytes(root)? {
        done.push(format!("had {} keep git from changing the bytes of files", attributes::FILE));
    }
    // What was announced is in the ledger now, or never came.
    for file in files.iter().filter(|file| is_temporary(file)) {
        let path = root.join(file);
        fs::remove_file(&path).map_err(|cause| {
            Error::new(format!("cannot be removed ({cause})")).at_path(&path).because(cause)
        })?;
        done.push(format!("removed {file}, which was cut off while it was written"));
    }
    disk::sync(root)?;
    Ok(done)
}

/// Ends the last line of the ledger, completes it, or takes it out.
fn mend_ledger(root: &Path, unlisted: Option<&Problem>, done: &mut Vec<String>) -> Result<()> {
    let path = root.join(ledger::FILE);
    let text = open::text(&path)?;
    let end = text.rfind('\n').map_or(0, |at| at + 1);
    let (whole, last) = text.split_at(end);
    if last.is_empty() {
        return Ok(());
    }
    let (mended, what) = if !is_cut_off(last) {
        (format!("{text}\n"), "ended the last line of the ledger")
    } else if let Some(entry) = completed(last) {
        (
            format!("{whole}{}\n", entry.line()),
            "completed the last line of the ledger, which was cut off in its hash",
        )
    } else if let Some(unlisted) = unlisted {
        // The rest of the line may be all that is known of the file.
        return Err(Error::new(
            "the last line was cut off, and may be that of a file that no other line lists",
        )
        .at(format!("{}:{}", path.display(), whole.lines().count() + 1))
        .help(format!("bring the ledger back from a copy or from git, or move {} away", unlisted.place)));
    } else {
        (whole.to_owned(), "removed the last line of the ledger, which was cut off while it was written")
    };
    keep(root, &text, done)?;
    disk::write(&path, mended.as_bytes(), Mode::Replaced)?;
    done.push(what.to_owned());
    Ok(())
}

/// Keeps a copy of a ledger that is about to be replaced.
fn keep(root: &Path, text: &str, done: &mut Vec<String>) -> Result<()> {
    let name = format!("{}{}{}", KEPT.0, &digest::bytes(text.as_bytes())[..12], KEPT.1);
    let path = root.join(&name);
    if path.symlink_metadata().is_err() {
        disk::write(&path, text.as_bytes(), Mode::Original)?;
    }
    done.push(format!("kept the ledger as it was in {name}"));
    Ok(())
}

/// Gives an original the line that it was about to get, chained to the ledger as it is now.
fn list(root: &Path, announced: &Entry, done: &mut Vec<String>) -> Result<()> {
    let (mut text, ledger) = current(&root.join(ledger::FILE))?;
    if ledger.entries.iter().any(|entry| entry.file == announced.file) {
        return Ok(());
    }
    let revisions = ledger.entries.iter().filter(|entry| entry.id == announced.id);
    if revisions.map(|entry| entry.revision).max().unwrap_or(0) + 1 != announced.revision {
        return Err(Error::new(format!("was to be {}, which is not due any more", announced.name()))
            .at(&announced.file)
            .help("move it away, and take it in with `kidd add`"));
    }
    let entry = announced.clone().sealed(ledger.head());
    listed(root, &mut text, &entry)?;
    done.push(format!("took {} in as {}", entry.file, entry.name()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Draft, add, verify};

    fn draft(file: &str) -> Draft {
        let name = file.rsplit('/').next().unwrap().split(['.', '@']).next().unwrap();
        Draft {
            series: "kidd".into(),
            id: format!("kidd-{name}"),
            text_sha256: digest::canonical(file),
            bytes: file.into(),
            media_type: "text/plain".into(),
            source: Some(format!("https://example.org/{name}")),
            date: None,
            end_date: None,
            retrieved: None,
            illustrative: false,
        }
    }

    fn archive() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        for edition in ["kidd/23.txt", "kidd/24.txt"] {
            add(&root, &draft(edition)).unwrap();
        }
        (folder, root)
    }

    fn worst(root: &Path) -> Option<Severity> {
        verify(root, None, None).unwrap().worst()
    }

    fn ledger_of(root: &Path) -> String {
        fs::read_to_string(root.join(ledger::FILE)).unwrap()
    }

    #[test]
    fn a_line_that_was_cut_off_in_its_hash_is_completed_and_the_ledger_as_it_was_is_kept() {
        let (_folder, root) = archive();
        let text = ledger_of(&root);
        let torn = &text[..text.len() - 20];
        fs::write(root.join(ledger::FILE), torn).unwrap();
        fs::write(root.join("kidd/.kidd-x.tmp"), "ha").unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        let done = repair(&root).unwrap();
        assert_eq!(done.len(), 3, "{done:?}");
        assert_eq!(worst(&root), Some(Severity::Note));
        assert_eq!(ledger_of(&root), text);
        let kept: Vec<String> = fs::read_dir(&root)
            .unwrap()
            .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(KEPT.1))
            .collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(fs::read_to_string(root.join(&kept[0])).unwrap(), torn);
        assert!(repair(&root).unwrap().is_empty());
    }

    #[test]
    fn a_line_that_may_be_all_that_is_known_of_a_file_is_not_taken_out() {
        let (_folder, root) = archive();
        let text = ledger_of(&root);
        let torn = &text[..text.len() - 150];
        fs::write(root.join(ledger::FILE), torn).unwrap();
        assert_eq!(worst(&root), Some(Severity::Damage));
        let error = repair(&root).unwrap_err().to_string();
        assert!(error.contains("the last line was cut off") && error.contains("kidd/24.txt"), "{error}");
        assert_eq!(ledger_of(&root), torn);
        // Without the file the line says nothing that anybody needs.
        fs::remove_file(root.join("kidd/24.txt")).unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        repair(&root).unwrap();
        assert_eq!(ledger_of(&root), text.split_inclusive('\n').next().unwrap());
    }

    #[test]
    fn an_original_gets_the_line_that_it_was_about_to_get() {
        let (_folder, root) = archive();
        let text = ledger_of(&root);
        let (before, last) = text.trim_end().rsplit_once('\n').unwrap();
        let entry = ledger::entry(last).unwrap();
        // As if the run had been cut off before the ledger was written, and another had gone on since.
        fs::write(root.join(ledger::FILE), format!("{before}\n")).unwrap();
        fs::write(root.join(crate::archive::add::announcement(&entry)), format!("{last}\n")).unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        add(&root, &draft("kidd/25.txt")).unwrap();
        repair(&root).unwrap();
        assert_eq!(worst(&root), None);
        let added = crate::archive::Archive::open(&root).unwrap();
        let added = added.entries().iter().find(|entry| entry.id == "kidd-24").unwrap();
        assert_eq!(added.source.as_deref(), Some("https://example.org/24"));
    }

    #[test]
    fn an_empty_or_shortened_ledger_beside_originals_is_damage_and_nothing_is_made_up() {
        let (_folder, root) = archive();
        let text = ledger_of(&root);
        for kept in [0, 1] {
            let short: String = text.split_inclusive('\n').take(kept).collect();
            fs::write(root.join(ledger::FILE), &short).unwrap();
            assert_eq!(worst(&root), Some(Severity::Damage), "{kept}");
            assert!(repair(&root).unwrap().is_empty());
            assert_eq!(ledger_of(&root), short);
        }
    }

    #[test]
    fn a_last_line_without_its_end_gets_it() {
        let (_folder, root) = archive();
        let text = ledger_of(&root);
        fs::write(root.join(ledger::FILE), text.trim_end()).unwrap();
        assert_eq!(worst(&root), Some(Severity::Recoverable));
        repair(&root).unwrap();
        assert_eq!(ledger_of(&root), text);
    }

    #[test]
    fn damage_is_not_touched() {
        let (_folder, root) = archive();
        let path = root.join("kidd/23.txt");
        fs::remove_file(&path).unwrap();
        fs::write(&path, "altered").unwrap();
        let error = repair(&root).unwrap_err().to_string();
        assert!(
            error.starts_with("kidd/23.txt: is not what was taken in as kidd-23@1; nothing was repaired"),
            "{error}"
        );
    }

    #[test]
    fn what_is_no_part_of_an_archive_is_named() {
        let (_folder, root) = archive();
        fs::write(root.join("notes.txt"), "x").unwrap();
        fs::create_dir_all(root.join("kidd/deep")).unwrap();
        fs::create_dir_all(root.join("Not An Id")).unwrap();
        let verdict = verify(&root, None, None).unwrap();
        let named: Vec<&str> = verdict.problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(named, ["Not An Id", "kidd/deep", "notes.txt"]);
        assert!(verdict.problems.iter().all(|problem| problem.unasked == Some(Unasked::Stray)));
    }
}
