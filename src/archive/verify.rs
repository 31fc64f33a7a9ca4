//! Checks every byte of an archive against its ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::disk::{Lock, TEMPORARY};
use super::{Entry, Problem, Severity, Verdict, builtin, is_id, ledger, open};
use crate::{Result, digest};

/// Files of a series' folder that are not originals.
const OWN_FILES: &[&str] = &["series.toml", "catalog.toml", "README.md"];

/// Computes the digest of the canonical text of a revision from its original.
pub type Check<'c> = &'c dyn Fn(&Entry, &[u8]) -> Result<String>;

/// Checks every byte of the archive in this folder, or of the one that is part of the program.
///
/// `against` is the ledger of an earlier state, which this one must continue. `check` computes the digest of a
/// canonical text anew; where it differs, or cannot be computed, that is a note, for programs change.
///
/// # Errors
/// The folder or its ledger cannot be read at all.
pub fn verify(root: &Path, against: Option<&str>, check: Option<Check<'_>>) -> Result<Verdict> {
    let _lock = Lock::shared(root)?;
    verify_locked(root, against, check)
}

/// The same under a lock that is already held.
pub(super) fn verify_locked(root: &Path, against: Option<&str>, check: Option<Check<'_>>) -> Result<Verdict> {
    let path = root.join(ledger::FILE);
    let mut found = Inspection::default();
    if path.is_symlink() {
        found.problem(Severity::Damage, path.display(), "is a symbolic link");
        return Ok(found.verdict());
    }
    let shown = path.display().to_string();
    let text = String::from_utf8_lossy(&open::read(&path)?).into_owned();
    found.ledger(&shown, &text, against);
    found.originals(check, |file| original(root, file));
    found.unlisted(root);
    Ok(found.verdict())
}

/// Checks the archive that is part of the program.
pub fn verify_built_in(against: Option<&str>, check: Option<Check<'_>>) -> Verdict {
    let mut found = Inspection::default();
    found.ledger(ledger::FILE, builtin::LEDGER, against);
    found.originals(check, |file| {
        let bytes = builtin::file(file).map(<[u8]>::to_vec);
        bytes.ok_or_else(|| (file.to_owned(), "is missing".to_owned()))
    });
    found.verdict()
}

/// What is wrong with the lines of a ledger and with the chain that they make.
pub(super) fn chain(origin: &str, text: &str) -> Vec<Problem> {
    let mut found = Inspection::default();
    found.ledger(origin, text, None);
    found.problems
}

/// A verdict while it is come to.
#[derive(Debug, Default)]
struct Inspection {
    entries: Vec<Entry>,
    problems: Vec<Problem>,
}

impl Inspection {
    fn verdict(self) -> Verdict {
        Verdict { entries: self.entries, problems: self.problems }
    }

    fn problem(&mut self, severity: Severity, place: impl std::fmt::Display, message: impl Into<String>) {
        self.problems.push(Problem { severity, place: place.to_string(), message: message.into() });
    }

    fn ledger(&mut self, origin: &str, text: &str, against: Option<&str>) {
        let mut prev: Option<String> = None;
        let mut latest: BTreeMap<String, u32> = BTreeMap::new();
        let mut files: BTreeSet<String> = BTreeSet::new();
        for (number, raw) in (1..).zip(text.split_inclusive('\n')) {
            let place = format!("{origin}:{number}");
            let whole = raw.ends_with('\n');
            let line = raw.strip_suffix('\n').unwrap_or(raw);
            let entry = match ledger::entry(line) {
                Ok(entry) => entry,
                Err(_) if !whole && ledger::is_cut_off(line) => {
                    self.problem(
                        Severity::Recoverable,
                        place,
                        "the last line was cut off while it was written",
                    );
                    continue;
                }
                Err(message) => {
                    self.problem(Severity::Damage, place, message);
                    prev = None;
                    continue;
                }
            };
            if !whole {
                self.problem(Severity::Recoverable, &place, "the last line lacks its end");
            }
            if line != entry.line() || digest::bytes(ledger::sealed_part(line).as_bytes()) != entry.hash {
                self.problem(Severity::Damage, &place, format!("the line of {} was altered", entry.name()));
            }
            if entry.prev != prev {
                let message = format!(
                    "{} does not follow the line before: a line was altered, removed or moved",
                    entry.name()
                );
                self.problem(Severity::Damage, &place, message);
            }
            let expected = latest.get(&entry.id).map_or(1, |revision| revision + 1);
            if entry.revision != expected {
                self.problem(
                    Severity::Damage,
                    &place,
                    format!("{} stands where revision {expected} is due", entry.name()),
                );
            }
            if !files.insert(entry.file.clone()) {
                self.problem(Severity::Damage, &place, format!("{} is listed twice", entry.file));
            }
            latest.insert(entry.id.clone(), entry.revision);
            prev = Some(entry.hash.clone());
            self.entries.push(entry);
        }
        if let Some(base) = against {
            self.continues(origin, text, base);
        }
    }

    /// Whether the ledger begins with the lines of an earlier one.
    fn continues(&mut self, origin: &str, text: &str, base: &str) {
        let mut lines = text.lines();
        for (number, expected) in (1..).zip(base.lines()) {
            match lines.next() {
                Some(line) if line == expected => {}
                found => {
                    let name = ledger::entry(expected)
                        .map_or_else(|_| format!("line {number}"), |entry| entry.name());
                    let what = if found.is_none() { "lacks" } else { "has another line in the place of" };
                    self.problem(
                        Severity::Damage,
                        format!("{origin}:{number}"),
                        format!("does not continue the ledger it was held against: it {what} {name}"),
                    );
                    return;
                }
            }
        }
    }

    fn originals(
        &mut self,
        check: Option<Check<'_>>,
        read: impl Fn(&str) -> Result<Vec<u8>, (String, String)>,
    ) {
        for entry in self.entries.clone() {
            let bytes = match read(&entry.file) {
                Ok(bytes) => bytes,
                Err((place, message)) => {
                    self.problem(
                        Severity::Damage,
                        place,
                        format!("{message} (the original of {})", entry.name()),
                    );
                    continue;
                }
            };
            if digest::bytes(&bytes) != entry.sha256 {
                self.problem(
                    Severity::Damage,
                    &entry.file,
                    format!("is not what was taken in as {}", entry.name()),
                );
                continue;
            }
            match check.map(|check| check(&entry, &bytes)) {
                None => {}
                Some(Ok(found)) if found == entry.text_sha256 => {}
                Some(Ok(_)) => {
                    let message = format!(
                        "this version of kidd reads the text of {} otherwise than the one that took it in; the original is unaltered",
                        entry.name()
                    );
                    self.problem(Severity::Note, &entry.file, message);
                }
                Some(Err(error)) => {
                    let message = format!("this version of kidd cannot read {}: {error}", entry.name());
                    self.problem(Severity::Note, &entry.file, message);
                }
            }
        }
    }

    /// Files that the ledger does not list.
    fn unlisted(&mut self, root: &Path) {
        let listed: BTreeSet<&str> = self.entries.iter().map(|entry| entry.file.as_str()).collect();
        let mut found: Vec<Problem> = Vec::new();
        for (name, path) in children(root) {
            if path.is_symlink() {
                found.push(problem(
                    Severity::Damage,
                    &name,
                    "is a symbolic link, which an archive does not follow",
                ));
            } else if name.starts_with(TEMPORARY) {
                found.push(problem(Severity::Recoverable, &name, "was cut off while it was written"));
            } else if path.is_dir() && is_id(&name) {
                for (child, path) in children(&path) {
                    let file = format!("{name}/{child}");
                    if path.is_symlink() {
                        found.push(problem(
                            Severity::Damage,
                            &file,
                            "is a symbolic link, which an archive does not follow",
                        ));
                    } else if child.starts_with(TEMPORARY) {
                        found.push(problem(Severity::Recoverable, &file, "was cut off while it was written"));
                    } else if !listed.contains(file.as_str()) && !OWN_FILES.contains(&child.as_str()) {
                        found.push(problem(Severity::Recoverable, &file, "is not listed in the ledger"));
                    }
                }
            }
        }
        self.problems.extend(found);
    }
}

fn problem(severity: Severity, place: &str, message: &str) -> Problem {
    Problem { severity, place: place.to_owned(), message: message.to_owned() }
}

/// What stands in a folder, by name.
fn children(folder: &Path) -> BTreeMap<String, std::path::PathBuf> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|child| (child.file_name().to_string_lossy().into_owned(), child.path()))
        .collect()
}

fn original(root: &Path, file: &str) -> Result<Vec<u8>, (String, String)> {
    let path = root.join(file);
    if let Err(error) = open::no_links(root, file) {
        return Err((file.to_owned(), error.to_string()));
    }
    if path.symlink_metadata().is_err() {
        return Err((file.to_owned(), "is missing".to_owned()));
    }
    open::read(&path).map_err(|error| (file.to_owned(), error.to_string()))
}
