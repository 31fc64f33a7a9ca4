//! The base of a branch: where its archive is, policy and rules as git has them there, and what the branch makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::judging::Judging;
use super::policy_files::{self, beside};
use crate::archive::{self, Archive, ledger};
use crate::files::slashed;
use crate::git::{Commit, Listed, ObjectKind, Repository};
use crate::policy::{self, Place, Policy, changes, tell};
use crate::series::RulesFile;
use crate::workspace::Scope;
use crate::{Error, Result};
use kidd_core::characters;

/// The largest ledger that is read, in bytes: 64 MiB, as of any file of an archive.
const MAX_LEDGER: u64 = 64 << 20;

/// The base of a branch.
pub(super) struct Base<'r> {
    reference: &'r str,
    repository: Repository,
    /// The base as it is now.
    pub tip: Commit,
    /// Where the branch left it.
    pub start: String,
    /// The archive's folder from the top of the repository, with a slash at its end; empty for the top itself. It is
    /// where the base has its archive; only where it has none, it is where the branch puts one.
    pub prefix: String,
    /// The same from the working directory.
    pub root: PathBuf,
    /// Whether the base has an archive.
    has_archive: bool,
}

/// Where policy and acceptances stand.
pub(super) struct Home {
    /// From the working directory.
    pub folder: PathBuf,
    /// From the top of the repository, with a slash at its end; empty for the top itself.
    pub prefix: String,
}

/// The policy that decides, and what there is to tell about it.
pub(super) struct Decides {
    pub decides: Policy,
    pub told: Vec<policy::Judged>,
}

/// Something about the archive's place that is not as the base has it.
pub(super) struct Misplaced {
    pub rule: &'static str,
    pub subject: String,
    /// From the top of the repository.
    pub path: String,
}

impl Misplaced {
    /// Whether there is no archive left to look at.
    pub fn is_gone(&self) -> bool {
        matches!(self.rule, "archive/moved" | "archive/history")
    }
}

impl<'r> Base<'r> {
    pub fn of(reference: &'r str, scope: &Scope) -> Result<Self> {
        let repository = Repository::of_workspace(scope.archive.as_deref())?;
        let tip = repository.commit(reference)?.ok_or_else(|| {
            Error::new("is not a revision of this git repository")
                .at(format!("--base {reference}"))
                .help("in CI, fetch it: a shallow clone has one commit only (fetch-depth: 0)")
        })?;
        let head = repository.commit("HEAD")?.map_or_else(|| tip.id.clone(), |head| head.id);
        let start = repository.merge_base(&tip.id, &head)?.unwrap_or_else(|| tip.id.clone());
        let mut base = Self {
            reference,
            repository,
            tip,
            start,
            prefix: String::new(),
            root: PathBuf::new(),
            has_archive: true,
        };
        base.find_archive(scope)?;
        Ok(base)
    }

    /// Finds the archive as the command would have found it in the files of the base.
    fn find_archive(&mut self, scope: &Scope) -> Result<()> {
        for folder in self.candidates(scope)? {
            let prefix = if folder.is_empty() { folder } else { format!("{folder}/") };
            let path = format!("{prefix}{}", ledger::FILE);
            if let Some(found) = self.repository.listed(&self.tip.id, &path)? {
                if found.kind != ObjectKind::File {
                    return Err(Error::new(format!("is {}, and no ledger", found.kind.word()))
                        .at(self.named(&path))
                        .help("put the ledger itself there first"));
                }
                self.root = self.seen_from_here(&prefix);
                self.prefix = prefix;
                return Ok(());
            }
        }
        // The branch brings the first archive.
        self.has_archive = false;
        let root = scope.ledger_path()?.parent().map(Path::to_path_buf).unwrap_or_default();
        let inside = self.repository.inside(&root)?.ok_or_else(|| {
            Error::new("lies outside of the repository of the working directory")
                .at_path(&root)
                .help("run kidd in the repository that the archive is in")
        })?;
        self.prefix = if inside.is_empty() { inside } else { format!("{inside}/") };
        self.root = root;
        Ok(())
    }

    /// Where an archive may be, the place that beats the others first; from the top, without a slash at the end.
    fn candidates(&self, scope: &Scope) -> Result<Vec<String>> {
        let joined = |folder: &str, name: &str| {
            if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
        };
        let named = scope.archive.as_deref();
        if let Some(named) = named {
            let inside = self.repository.inside(named)?.ok_or_else(|| {
                Error::new("lies outside of the repository of the working directory")
                    .at_path(named)
                    .help("run kidd in the repository that the archive is in")
            })?;
            let inner = joined(&inside, archive::FOLDER);
            return Ok(vec![inside, inner]);
        }
        let here = self.repository.inside(Path::new("."))?.unwrap_or_default();
        let folders = folders(&if here.is_empty() { here } else { format!("{here}/") });
        Ok(folders.iter().map(|folder| format!("{folder}{}", archive::FOLDER)).collect())
    }

    /// Those of these files of the archive whose bytes git changes when it checks them out, each with the attribute that
    /// has it do so; what is done to the ends of lines only where the branch changes attributes.
    ///
    /// # Errors
    /// git is missing or fails.
    pub fn altered(&self, files: &[String]) -> Result<Vec<(String, &'static str)>> {
        let is_changed = |folder: &String| {
            let file = format!("{folder}.gitattributes");
            let path = self.repository.top().join(&file);
            let is_short =
                |known: std::fs::Metadata| known.is_file() && known.len() <= policy_files::MAX_BYTES;
            let after = path.metadata().is_ok_and(is_short).then(|| std::fs::read_to_string(&path).ok());
            self.text(&self.start, &file).ok().flatten() != after.flatten()
        };
        let is_changed = folders(&self.prefix).iter().any(is_changed);
        let paths: Vec<String> = files.iter().map(|file| format!("{}{file}", self.prefix)).collect();
        self.repository.altered(&paths, is_changed)
    }

    /// A folder of the repository as seen from the working directory, where it lies in it.
    fn seen_from_here(&self, prefix: &str) -> PathBuf {
        let path = self.repository.top().join(prefix.trim_end_matches('/'));
        let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
        path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(path)
    }

    /// What the branch does to the place of the archive: moves it, makes a link or another repository of it, or puts
    /// another archive beside or before it.
    pub fn misplaced(&self, scope: &Scope) -> Result<Vec<Misplaced>> {
        let mut found = Vec::new();
        let ledger = format!("{}{}", self.prefix, ledger::FILE);
        let mut say = |rule: &'static str, subject: String, path: &str| {
            found.push(Misplaced { rule, subject, path: path.to_owned() });
        };
        if let Some((folder, what)) = self.no_folder() {
            say("archive/moved", format!("{folder} {what}"), &ledger);
            return Ok(found);
        }
        if self.has_archive && self.root.join(ledger::FILE).symlink_metadata().is_err() {
            say("archive/history", format!("{ledger} is gone"), &ledger);
            return Ok(found);
        }
        let taken = scope
            .ledger_path()
            .ok()
            .and_then(|path| self.repository.inside(&path).transpose())
            .transpose()?;
        if self.has_archive && taken.as_deref() != Some(ledger.as_str()) {
            let other = taken.unwrap_or_else(|| "an archive elsewhere".to_owned());
            say("archive/moved", format!("{other} would be read instead of {ledger}"), &ledger);
        }
        for (subject, path) in self.seconds(&ledger)? {
            say("archive/second", subject, &path);
        }
        Ok(found)
    }

    /// The first folder on the way to the archive that is none, or that another repository begins in.
    fn no_folder(&self) -> Option<(String, &'static str)> {
        let mut path = self.repository.top().to_path_buf();
        let mut shown = String::new();
        for part in self.prefix.split('/').filter(|part| !part.is_empty()) {
            path.push(part);
            shown = if shown.is_empty() { part.to_owned() } else { format!("{shown}/{part}") };
            let what = match path.symlink_metadata() {
                Err(_) => "is gone",
                Ok(known) if known.is_symlink() => "is a symbolic link",
                Ok(known) if !known.is_dir() => "is not a folder",
                Ok(_) if path.join(".git").symlink_metadata().is_ok() => "is a repository of its own",
                Ok(_) => continue,
            };
            return Some((shown, what));
        }
        None
    }

    /// Archives that the branch has committed and the base has not, and files whose names differ in case alone from what
    /// the base decides by.
    fn seconds(&self, ledger: &str) -> Result<Vec<(String, String)>> {
        let Some(head) = self.repository.commit("HEAD")? else { return Ok(Vec::new()) };
        let before: BTreeSet<String> =
            self.repository.files(&self.tip.id)?.into_iter().map(|file| file.path).collect();
        let added: Vec<Listed> = self
            .repository
            .files(&head.id)?
            .into_iter()
            .filter(|file| !before.contains(&file.path))
            .collect();
        let mut deciding: Vec<String> = folders(&self.prefix)
            .iter()
            .flat_map(|folder| [policy::FILE, policy::ACCEPTED_FILE].map(|file| format!("{folder}{file}")))
            .collect();
        deciding.push(ledger.to_owned());
        deciding.push(self.prefix.trim_end_matches('/').to_owned());
        // Nor may a second file stand for an original on systems that do not tell large letters from small ones.
        let kept = before.iter().filter(|path| path.starts_with(&self.prefix));
        deciding.extend(kept.flat_map(|path| {
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            ends.map(|end| path[..end].to_owned())
        }));
        let mut deciding: BTreeMap<String, String> =
            deciding.into_iter().map(|path| (as_one_file(&path), path)).collect();
        let mut found = Vec::new();
        for file in added {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            let is_ledger =
                name == ledger::FILE && file.path != ledger && self.is_archive(&head, &file, folder)?;
            if is_ledger {
                found.push((format!("{} is one more", file.path), file.path));
                continue;
            }
            // On some systems the two names are one file.
            let parts: Vec<usize> = file.path.match_indices('/').map(|(at, _)| at).collect();
            let twin = parts.into_iter().chain([file.path.len()]).find_map(|end| {
                let part = file.path.get(..end)?;
                deciding.get(&as_one_file(part)).filter(|known| *known != part)
            });
            if let Some(known) = twin {
                found.push((format!("{} is {known} in other letters", file.path), file.path));
            } else if file.path.starts_with(&self.prefix) {
                deciding.insert(as_one_file(&file.path), file.path);
            }
        }
        Ok(found)
    }

    /// Whether a `ledger.jsonl` is that of an archive: it stands where one is looked for, or begins as one does.
    fn is_archive(&self, head: &Commit, file: &Listed, folder: &str) -> Result<bool> {
        if folder.rsplit('/').next() == Some(archive::FOLDER) || file.kind != ObjectKind::File {
            return Ok(true);
        }
        let bytes = self.repository.blob(&head.id, &file.path, MAX_LEDGER)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let line = text.lines().next().unwrap_or_default();
        Ok(archive::Ledger::parse(ledger::FILE, &format!("{line}\n")).is_ok())
    }

    /// The ledger of a commit; empty where it has none.
    pub fn ledger(&self, commit: &str) -> Result<String> {
        Ok(self.text_of(commit, &format!("{}{}", self.prefix, ledger::FILE), MAX_LEDGER)?.unwrap_or_default())
    }

    /// Whether the branch left the base before it had an archive.
    pub fn began_before(&self) -> Result<bool> {
        Ok(self.has_archive && self.start != self.tip.id && self.ledger(&self.start)?.is_empty())
    }

    /// A file of a commit as text, if it is no larger than a policy may be.
    pub fn text(&self, commit: &str, path: &str) -> Result<Option<String>> {
        self.text_of(commit, path, policy_files::MAX_BYTES)
    }

    fn text_of(&self, commit: &str, path: &str, most: u64) -> Result<Option<String>> {
        let bytes = self.repository.blob(commit, path, most)?;
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|cause| Error::new("is not UTF-8 text").at(self.named(path)).because(cause))
    }

    /// `kidd.toml of origin/main`
    fn named(&self, path: &str) -> String {
        format!("{path} of {}", self.reference)
    }

    /// What is said of the name of the base, where it could have meant something else.
    pub fn other_names(&self) -> Option<String> {
        (!self.tip.others.is_empty()).then(|| {
            format!("{} is {} here, not {}.", self.reference, self.tip.name, self.tip.others.join(" or "))
        })
    }

    /// The nearest folder at or above the archive that has a policy at the base, else the one that it stands in.
    pub fn home(&self) -> Result<Home> {
        let folders = folders(&self.prefix);
        for prefix in &folders {
            if self.repository.listed(&self.tip.id, &format!("{prefix}{}", policy::FILE))?.is_some() {
                return Ok(Home { folder: self.seen_from_here(prefix), prefix: prefix.clone() });
            }
        }
        let root = Path::new(self.prefix.trim_end_matches('/'));
        let up = usize::from(beside(Some(root)) != root);
        let prefix = folders.get(up).cloned().unwrap_or_default();
        Ok(Home { folder: self.seen_from_here(&prefix), prefix })
    }

    /// The policy of the base, and what the branch makes of it.
    pub fn policy(&self, asked: Option<&Path>, home: &Home) -> Result<Decides> {
        let mut told = Vec::new();
        let path = match asked {
            Some(path) => match self.inside(path)? {
                Some(inside) => inside,
                // A policy from outside of the repository is not the branch's to change.
                None => return Ok(Decides { decides: policy_files::policy(path)?, told }),
            },
            None => format!("{}{}", home.prefix, policy::FILE),
        };
        let plain = Policy::default();
        let text = self.text(&self.tip.id, &path);
        let parsed =
            text.and_then(|text| text.map(|text| Policy::parse(&self.named(&path), &text)).transpose());
        let decides = match parsed {
            Ok(Some(policy)) => policy,
            Err(error) => {
                let subject = format!("{error}; the rules' own levels decide until it is mended");
                let mut broken =
                    tell("policy/broken", subject, Some(Place { file: path.clone(), line: 1 }), &plain);
                // The branch did not break it, and it may be the one that mends it.
                broken.weight = crate::Weight::Notable;
                told.push(broken);
                plain
            }
            Ok(None) if asked.is_some() => {
                return Err(
                    Error::new(format!("is not there at {}, whose policy decides", self.reference)).at(path)
                );
            }
            Ok(None) => plain,
        };
        // A branch may also put a policy nearer to the archive than the base has one.
        let mut places: Vec<(String, PathBuf)> = folders(&self.prefix)
            .into_iter()
            .map(|prefix| {
                (format!("{prefix}{}", policy::FILE), self.seen_from_here(&prefix).join(policy::FILE))
            })
            .collect();
        if let Some(asked) = asked {
            places.retain(|(known, _)| *known == path);
            if places.is_empty() {
                places.push((path.clone(), asked.to_path_buf()));
            }
        }
        for (path, file) in places {
            // What cannot be read at the base is told above.
            let before = self.text(&self.tip.id, &path).unwrap_or_default();
            self.policy_changed(before, &path, &file, &mut told);
        }
        Ok(Decides { decides, told })
    }

    /// Tells what the branch makes of one policy file.
    fn policy_changed(
        &self,
        before: Option<String>,
        path: &str,
        file: &Path,
        told: &mut Vec<policy::Judged>,
    ) {
        let plain = Policy::default();
        let shown = slashed(file);
        let place = |line: usize| Some(Place { file: shown.clone(), line });
        let after = match policy_files::text(file) {
            Ok(after) => after,
            Err(error) => return told.push(tell("policy/broken", error.to_string(), place(1), &plain)),
        };
        if before == after {
            return;
        }
        let parsed = after.as_ref().map(|text| Policy::parse(&shown, text)).transpose();
        let after_policy = match parsed {
            Ok(policy) => policy.unwrap_or_default(),
            Err(error) => {
                let line = error.line_number().unwrap_or(1);
                return told.push(tell("policy/broken", error.to_string(), place(line), &plain));
            }
        };
        let before_policy =
            before.as_deref().and_then(|text| Policy::parse(path, text).ok()).unwrap_or_default();
        if before.is_none() {
            told.push(tell("policy/changed", format!("{path} is new"), place(1), &plain));
        }
        if after.is_none() {
            told.push(tell("policy/changed", format!("{path} is gone"), place(1), &plain));
        }
        for (line, what) in changes(&before_policy, &after_policy) {
            told.push(tell("policy/changed", what, place(line.unwrap_or(1)), &plain));
        }
    }

    /// The rules of each series at the base; a series of the branch's own is not among them.
    pub fn rules(&self) -> Result<BTreeMap<String, Option<RulesFile>>> {
        let mut pinned = BTreeMap::new();
        for series in self.series(&self.tip.id)? {
            let path = format!("{}{series}/series.toml", self.prefix);
            match self.text(&self.tip.id, &path)? {
                Some(text) => {
                    let file = RulesFile { origin: self.named(&path), text: text.into() };
                    pinned.insert(series, Some(file));
                }
                None => {
                    pinned.insert(series, None);
                }
            }
        }
        Ok(pinned)
    }

    /// The catalogues of the base: those of the branch could make a past up.
    pub fn catalogs(&self) -> Result<BTreeMap<String, RulesFile>> {
        let mut catalogs = BTreeMap::new();
        for file in self.repository.files(&self.tip.id)? {
            let inner =
                file.path.strip_prefix(&self.prefix).and_then(|path| path.strip_suffix("/catalog.toml"));
            let Some(series) = inner.filter(|name| archive::is_id(name)) else { continue };
            // One that is no file, or no text, says nothing.
            if let Ok(Some(text)) = self.text(&self.tip.id, &file.path) {
                let file = RulesFile { origin: self.named(&file.path), text: text.into() };
                catalogs.insert(series.to_owned(), file);
            }
        }
        Ok(catalogs)
    }

    /// Whether a folder lies in the checkout, where a branch can put what it likes.
    pub fn holds(&self, folder: &Path) -> bool {
        let real = std::fs::canonicalize(folder);
        self.repository.inside(folder).is_ok_and(|inside| inside.is_some())
            || real.is_ok_and(|real| real.starts_with(self.repository.top()))
    }

    /// Series that have rules in the archive of a commit, and those that the program knows.
    fn series(&self, commit: &str) -> Result<BTreeSet<String>> {
        let mut series: BTreeSet<String> = Archive::empty().series().into_iter().collect();
        for file in self.repository.files(commit)? {
            let inner =
                file.path.strip_prefix(&self.prefix).and_then(|path| path.strip_suffix("/series.toml"));
            series.extend(inner.filter(|name| archive::is_id(name)).map(str::to_owned));
        }
        Ok(series)
    }

    pub fn rules_changed(&self, work: &mut Judging) -> Result<()> {
        let open = Archive::open(&self.root).unwrap_or_else(|_| Archive::empty());
        let mut all = self.series(&self.tip.id)?;
        all.extend(open.series());
        for series in all {
            let name = format!("{series}/series.toml");
            let before = self.text(&self.tip.id, &format!("{}{name}", self.prefix))?;
            let file = self.root.join(&name);
            let after = policy_files::text(&file).unwrap_or_else(|_| Some(String::new()));
            if before != after {
                let what = match (&before, &after) {
                    (None, _) => "is new",
                    (_, None) => "is gone",
                    _ => "is another",
                };
                work.tell("rules/changed", &format!("{name} {what}"), &slashed(&file), 1);
            }
            // Catalogues grow with the archive; one that nobody can read is another matter.
            if let Err(error) = open.catalog(&series) {
                let file = self.root.join(&series).join("catalog.toml");
                work.tell("rules/changed", &error.to_string(), &slashed(&file), 1);
            }
        }
        Ok(())
    }

    /// A file by its path from the top of this repository, whether it is written so or a link leads there.
    fn inside(&self, path: &Path) -> Result<Option<String>> {
        if let Some(inside) = self.repository.inside(path)? {
            return Ok(Some(inside));
        }
        match std::fs::canonicalize(path) {
            Ok(real) => self.repository.inside(&real),
            Err(_) => Ok(None),
        }
    }

    /// A path from the top as seen from the working directory.
    pub fn shown(&self, path: &str) -> String {
        slashed(&self.seen_from_here(path))
    }
}

/// A path as it is looked up where systems are least exact: without a difference of case, without characters that are
/// not seen, and without points and spaces at the end of a name.
fn as_one_file(path: &str) -> String {
    let seen: String = path.chars().filter(|&c| !characters::is_hidden(c)).collect();
    // Upper case first: `ſ` is an `s` only there.
    let cased = seen.to_uppercase().to_lowercase();
    let names: Vec<&str> = cased.split('/').map(|name| name.trim_end_matches(['.', ' '])).collect();
    names.join("/")
}

/// `a/b/` → `a/b/`, `a/`, and the top.
pub(super) fn folders(prefix: &str) -> Vec<String> {
    let mut folders = vec![prefix.to_owned()];
    let mut rest = prefix.trim_end_matches('/');
    while !rest.is_empty() {
        rest = rest.rsplit_once('/').map_or("", |(above, _)| above);
        folders.push(if rest.is_empty() { String::new() } else { format!("{rest}/") });
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_takes_for_one_are_one() {
        for twin in [
            "KIDD.toml",
            "\u{212a}idd.toml",
            "k\u{200c}idd.toml",
            "kidd.toml.",
            "kidd.toml ",
            "kidd\u{ad}.toml",
        ] {
            assert_eq!(as_one_file(twin), "kidd.toml", "{twin:?}");
        }
        assert_eq!(as_one_file("\u{17f}tatements ./x"), "statements/x");
        assert_ne!(as_one_file("kidd-2.toml"), "kidd.toml");
    }

    #[test]
    fn folders_go_up_to_the_top() {
        assert_eq!(folders("a/b/"), ["a/b/", "a/", ""]);
        assert_eq!(folders(""), [""]);
    }
}
