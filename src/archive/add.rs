//! Takes a text into an archive: the original first, then its line in the ledger.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::disk::{self, ANNOUNCED, Lock, Mode, TEMPORARY};
use super::verify;
use super::{Archive, Entry, Ledger, Severity, attributes, is_id, ledger, open};
use crate::source::Kind;
use crate::{Error, Result, digest};

/// A text to be kept, and what is known of it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The series: its folder.
    pub series: String,
    /// The edition: `kidd-24`.
    pub id: String,
    /// What was published, byte for byte.
    pub bytes: Vec<u8>,
    /// What the bytes are: `text/html`.
    pub media_type: String,
    /// Hex sha256 of the canonical text.
    pub text_sha256: String,
    /// The address where it was published.
    pub source: Option<String>,
    /// The first day of the meeting.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// The day on which it is taken in.
    pub retrieved: Option<Date>,
    /// Whether it is a made-up text.
    pub illustrative: bool,
}

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It was taken in as this revision, and is on the disk.
    New(Entry),
    /// This revision has the same text: nothing was written.
    Same(Entry),
}

impl Archive {
    /// The folder that `kidd add` writes to: the archive's own; else the folder that was named, or `statements` in
    /// the working directory, where a new archive begins.
    pub fn home(&self, named: Option<&Path>) -> PathBuf {
        let new = || named.map_or_else(|| PathBuf::from(open::FOLDER), Path::to_path_buf);
        self.root().map_or_else(new, Path::to_path_buf)
    }
}

/// Takes a text into the archive in this folder, which is made if it is missing.
///
/// When this returns, the original and its line in the ledger are on the disk; when it fails, or is cut off at any
/// moment, every earlier revision is as it was.
///
/// # Errors
/// A name that cannot be kept, a damaged archive, or a disk that cannot be written to. Nothing is left behind then.
pub fn add(root: &Path, draft: &Draft) -> Result<Added> {
    check_names(draft)?;
    if let Some(parent) = root.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir()) {
        return Err(Error::new("is not a folder").at_path(parent).help("make it first"));
    }
    let mut made = Made::default();
    let locked = made.folder(root).and_then(|()| Lock::exclusive(root));
    let outcome = locked.and_then(|lock| {
        let outcome = added(root, draft, &mut made);
        // Under the lock: another run may take over an original that this one leaves.
        if outcome.is_err() {
            made.undo(root);
        }
        drop(lock);
        outcome
    });
    if outcome.is_err() {
        made.undo(root);
    }
    outcome
}

/// The same under a lock that is already held; what it put on the disk before it failed is in `made`.
pub(super) fn added(root: &Path, draft: &Draft, made: &mut Made) -> Result<Added> {
    let path = root.join(ledger::FILE);
    let (mut text, ledger) = current(&path)?;
    if let Some(entry) = same(&ledger, draft) {
        return Ok(Added::Same(entry.clone()));
    }
    let entry = planned(&ledger, draft).sealed(ledger.head());
    made.folder(&root.join(&draft.series))?;
    // The line is on the disk before the original: whatever is cut off then, all that is known of the text is kept.
    made.announced(root, &entry)?;
    made.original(&root.join(&entry.file), &draft.bytes)?;
    made.attributes = attributes::written(root)?;
    listed(root, &mut text, &entry)?;
    made.done();
    Ok(Added::New(entry))
}

/// Adds a line to the ledger and brings it to the disk.
pub(super) fn listed(root: &Path, text: &mut String, entry: &Entry) -> Result<()> {
    text.push_str(&entry.line());
    text.push('\n');
    disk::write(&root.join(ledger::FILE), text.as_bytes(), Mode::Replaced)
}

/// The file that says what the line of an original will be, until the ledger has it.
pub(super) fn announcement(entry: &Entry) -> String {
    format!("{TEMPORARY}{}{ANNOUNCED}", entry.sha256.get(..12).unwrap_or_default())
}

/// The ledger as it stands, which must be whole before anything is chained to it.
pub(super) fn current(path: &Path) -> Result<(String, Ledger)> {
    if path.symlink_metadata().is_err() {
        return Ok((String::new(), Ledger::default()));
    }
    let shown = path.display().to_string();
    let text = open::text(path)?;
    let ledger = Ledger::parse(&shown, &text)?;
    match verify::chain(&shown, &text).into_iter().find(|problem| problem.severity != Severity::Note) {
        None => Ok((text, ledger)),
        Some(problem) => Err(Error::new(format!("{}; nothing was added", problem.message))
            .at(problem.place)
            .help(match problem.severity {
                Severity::Recoverable => "`kidd verify --repair` mends it",
                _ => "`kidd verify` names all damage",
            })),
    }
}

fn same<'l>(ledger: &'l Ledger, draft: &Draft) -> Option<&'l Entry> {
    let sha256 = digest::bytes(&draft.bytes);
    let equal = |entry: &&Entry| {
        entry.sha256 == sha256 || (entry.canon == digest::CANON && entry.text_sha256 == draft.text_sha256)
    };
    let held = || ledger.entries.iter().rev().filter(equal);
    held().find(|entry| entry.id == draft.id).or_else(|| held().next())
}

/// The line that a draft would get, but for its place in the chain.
pub(super) fn planned(ledger: &Ledger, draft: &Draft) -> Entry {
    let earlier =
        ledger.entries.iter().filter(|entry| entry.id == draft.id).map(|entry| entry.revision).max();
    let revision = earlier.unwrap_or(0) + 1;
    let short = draft.id.strip_prefix(&format!("{}-", draft.series)).unwrap_or(&draft.id);
    let extension = extension(&draft.media_type).unwrap_or("txt");
    let suffix = if revision == 1 { String::new() } else { format!("@{revision}") };
    Entry {
        id: draft.id.clone(),
        revision,
        file: format!("{}/{short}{suffix}.{extension}", draft.series),
        media_type: draft.media_type.clone(),
        sha256: digest::bytes(&draft.bytes),
        text_sha256: draft.text_sha256.clone(),
        canon: digest::CANON,
        source: draft.source.clone(),
        date: draft.date,
        end_date: draft.end_date,
        retrieved: draft.retrieved,
        illustrative: draft.illustrative,
        prev: None,
        hash: String::new(),
    }
}

fn extension(media_type: &str) -> Option<&'static str> {
    Kind::all().find(|kind| kind.media_type() == media_type).map(Kind::ending)
}

fn check_names(draft: &Draft) -> Result<()> {
    for (what, id) in [("series", &draft.series), ("edition", &draft.id)] {
        if !is_id(id) {
            return Err(Error::new(format!(
                "{id:?} cannot be the name of {what}: a name is 1 to 64 of a-z, 0-9 and -"
            )));
        }
    }
    if extension(&draft.media_type).is_none() {
        return Err(Error::new(format!("{} is not a media type that an archive keeps", draft.media_type)));
    }
    Ok(())
}

/// What this run put on the disk before its line is in the ledger, newest last.
#[derive(Debug, Default)]
pub(super) struct Made {
    folders: Vec<PathBuf>,
    file: Option<PathBuf>,
    attributes: Option<attributes::Before>,
    announcement: Option<PathBuf>,
}

impl Made {
    pub(super) fn folder(&mut self, path: &Path) -> Result<()> {
        if !path.is_dir() {
            self.folders.push(path.to_path_buf());
        }
        disk::make_folder(path).map(|_| ())
    }

    /// Says what the line of the original will be.
    fn announced(&mut self, root: &Path, entry: &Entry) -> Result<()> {
        let path = root.join(announcement(entry));
        self.announcement = Some(path.clone());
        disk::write(&path, format!("{}\n", entry.line()).as_bytes(), Mode::Replaced)
    }

    /// The ledger has the line: nothing needs to be announced. `kidd verify --repair` removes what stays.
    fn done(&mut self) {
        if let Some(path) = self.announcement.take() {
            let _ = fs::remove_file(path);
        }
    }

    /// A file of this name that the ledger does not list was left by a run that was cut off: it is taken over if it
    /// is the same, and else not touched.
    fn original(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            if !path.is_symlink() && open::read(path).is_ok_and(|found| found == bytes) {
                return disk::sync(path.parent().unwrap_or(path));
            }
            return Err(Error::new("is already there, and the ledger does not list it")
                .at_path(path)
                .help("move it away, or `kidd add` that file"));
        }
        self.file = Some(path.to_path_buf());
        disk::write(path, bytes, Mode::Original)
    }

    /// Best effort: the disk may refuse this too, and then `kidd verify` calls the rest recoverable.
    ///
    /// An original stays where the ledger lists it after all: then only the last step failed, that of bringing the
    /// ledger's name to the disk.
    pub(super) fn undo(&mut self, root: &Path) {
        if let Some(file) = self.file.take() {
            let path = root.join(ledger::FILE);
            let ledger = open::text(&path).and_then(|text| Ledger::parse("", &text)).unwrap_or_default();
            if ledger.entries.iter().all(|entry| root.join(&entry.file) != file) {
                let _ = fs::remove_file(file);
                self.attributes.take().into_iter().for_each(attributes::Before::restore);
            }
        }
        self.done();
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str, text: &str) -> Draft {
        Draft {
            series: "kidd".into(),
            id: id.into(),
            bytes: text.into(),
            media_type: "text/plain".into(),
            text_sha256: digest::canonical(text),
            source: None,
            date: None,
            end_date: None,
            retrieved: None,
            illustrative: false,
        }
    }

    fn names(root: &Path) -> Vec<String> {
        Archive::open(root).unwrap().entries().iter().map(Entry::name).collect()
    }

    #[test]
    fn an_archive_begins_with_its_first_edition() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        let Added::New(entry) = add(&root, &draft("kidd-24", "Both sides met.")).unwrap() else { panic!() };
        assert_eq!((entry.file.as_str(), entry.revision), ("kidd/24.txt", 1));
        let archive = Archive::open(folder.path()).unwrap();
        assert_eq!(archive.read(&archive.entries()[0]).unwrap(), b"Both sides met.");
        assert!(verify::verify(&root, None, None).unwrap().problems.is_empty());
    }

    #[test]
    fn a_changed_text_is_a_revision_and_the_same_text_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        add(&root, &draft("kidd-24", "Both sides met.")).unwrap();
        add(&root, &draft("kidd-24", "The two sides met.")).unwrap();
        assert_eq!(names(&root), ["kidd-24@1", "kidd-24@2"]);
        let again = add(&root, &draft("kidd-24", "The  two sides met.\n")).unwrap();
        assert!(matches!(again, Added::Same(entry) if entry.revision == 2));
        let elsewhere = add(&root, &draft("kidd-25", "Both sides met.")).unwrap();
        assert!(matches!(elsewhere, Added::Same(entry) if entry.name() == "kidd-24@1"));
        assert_eq!(names(&root).len(), 2);
        assert!(root.join("kidd/24@2.txt").is_file());
    }

    #[test]
    fn names_from_outside_never_become_paths() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        for (series, id) in
            [("..", "kidd-24"), ("kidd", "../x"), ("kidd", "a/b"), ("kidd", ""), ("/etc", "x")]
        {
            let bad = Draft { series: series.into(), ..draft(id, "x") };
            assert!(
                add(&root, &bad).unwrap_err().to_string().contains("cannot be the name of"),
                "{series} {id}"
            );
        }
        assert!(!root.exists());
    }

    #[test]
    fn an_original_that_a_cut_off_run_left_is_taken_over_and_another_file_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        add(&root, &draft("kidd-23", "x")).unwrap();
        fs::write(root.join("kidd/24.txt"), "Both sides met.").unwrap();
        let error = add(&root, &draft("kidd-24", "Others met.")).unwrap_err().to_string();
        assert!(error.contains("the ledger does not list it"), "{error}");
        add(&root, &draft("kidd-24", "Both sides met.")).unwrap();
        assert_eq!(names(&root), ["kidd-23@1", "kidd-24@1"]);
    }

    #[test]
    fn nothing_is_chained_to_a_damaged_ledger_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        add(&root, &draft("kidd-23", "x")).unwrap();
        let path = root.join(ledger::FILE);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("kidd-23", "kidd-22")).unwrap();
        let error = add(&root, &draft("scg-24", "y")).unwrap_err().to_string();
        assert!(error.contains("nothing was added; `kidd verify` names all damage"), "{error}");
        fs::write(&path, &text[..text.len() - 9]).unwrap();
        let error = add(&root, &draft("scg-24", "y")).unwrap_err().to_string();
        assert!(error.contains("`kidd verify --repair` mends it"), "{error}");
        assert_eq!(fs::read_dir(root.join("kidd")).unwrap().count(), 1);
    }

    #[test]
    fn runs_at_the_same_time_wait_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        std::thread::scope(|scope| {
            for number in 0..8 {
                let root = &root;
                scope.spawn(move || {
                    add(root, &draft(&format!("kidd-{number}"), &format!("text {number}"))).unwrap()
                });
            }
        });
        assert_eq!(names(&root).len(), 8);
        assert!(verify::verify(&root, None, None).unwrap().problems.is_empty());
    }
}
