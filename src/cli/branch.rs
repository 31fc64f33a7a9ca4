//! What a branch changes in an archive, held against the policy of its base.
//!
//! Policy, rules of the series and the list of what was accepted are those of the base as it is now; what changed is
//! counted from where the branch left it. Where both have no history in common, it is counted from the base.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::Global;
use super::ci::Selection;
use super::examine::{Examined, Named, Work, edition, editions};
use super::input::slashed;
use super::policies::{self, beside};
use super::reader::Reader;
use super::{input, intake};
use crate::archive::{self, Archive, Entry, Ledger, Problem, Severity, ledger};
use crate::policy::{self, Acceptance, Accepted, Place, Policy, Verdict, changes, tell};
use crate::series::RulesFile;
use crate::{Error, Result, Sides, git};

/// The most pairs beside those that the branch adds which are compared to look for what it accepts.
const MAX_ELSEWHERE: usize = 50;

pub(super) fn examine(reference: &str, selection: &Selection, global: &Global) -> Result<Examined> {
    let root = match input::ledger_path(global) {
        Ok(path) => path.parent().map(Path::to_path_buf).unwrap_or_default(),
        Err(error) => return without_archive(reference, global, error),
    };
    let base = Base::of(reference, &root)?;
    let home = base.home(&root)?;
    let policy = base.policy(selection.policy.as_deref(), &home)?;
    let before = base.text(&base.start, &format!("{}{}", base.prefix, ledger::FILE))?.unwrap_or_default();
    let check = |entry: &Entry, bytes: &[u8]| intake::text_sha256(entry, bytes, global);
    let whole = archive::verify(&root, Some(&before), Some(&check))?;

    let opened = input::archive(global);
    let readable = opened.is_ok();
    let archive = opened.unwrap_or_else(|_| Archive::empty()).pinned(base.rules(&root)?);
    let mut work = Work::new(Reader::of(archive, global), policy.decides);
    work.verdict.archive.extend(policy.told);
    work.verdict.base = Some(reference.to_owned());
    base.rules_changed(&root, &mut work)?;
    for problem in &whole.problems {
        problem_told(problem, &root, &mut work);
    }
    let forged = work.verdict.archive.iter().any(|told| told.rule == "archive/history");
    let damaged = whole.worst() == Some(Severity::Damage);
    if forged || !readable {
        work.verdict
            .notes
            .push("Nothing was compared: the ledger says nothing that can be trusted.".to_owned());
    } else {
        let known = Ledger::parse(ledger::FILE, &before)?;
        added(&known, damaged, &mut work)?;
        work.check_sections()?;
        work.unused();
    }
    base.accepted(&home, &mut work)?;
    let Work { mut verdict, policy, .. } = work;
    verdict.policy = policy.origin.clone();
    verdict.fail_on = Some(policy.fail_on);
    Ok(Examined { verdict, accepted: home.folder.join(policy::ACCEPTED_FILE) })
}

/// A branch may have taken the archive away, which is the worst that it can do.
fn without_archive(reference: &str, global: &Global, error: Error) -> Result<Examined> {
    let folder = global.archive.clone().unwrap_or_else(|| PathBuf::from("."));
    let Some(commit) = git::commit(&folder, reference)? else { return Err(error) };
    let prefix = git::prefix(&folder)?.unwrap_or_default();
    let inner = [prefix.clone(), format!("{prefix}statements/")];
    let above = folders(&prefix).into_iter().map(|folder| format!("{folder}statements/"));
    for folder_at in inner.into_iter().chain(above) {
        let path = format!("{folder_at}{}", ledger::FILE);
        if git::blob(&folder, &commit, &path)?.is_some() {
            let place = Some(Place { file: path.clone(), line: 1 });
            let policy = Policy::default();
            let told = tell("archive/history", format!("{path} is gone"), place, &policy);
            let verdict = Verdict {
                archive: vec![told],
                fail_on: Some(policy.fail_on),
                base: Some(reference.to_owned()),
                ..Verdict::default()
            };
            return Ok(Examined { verdict, accepted: PathBuf::from(policy::ACCEPTED_FILE) });
        }
    }
    Err(error)
}

/// The base of a branch.
struct Base<'r> {
    reference: &'r str,
    folder: PathBuf,
    /// The base as it is now.
    tip: String,
    /// Where the branch left it.
    start: String,
    /// The archive's folder from the top of the repository, with a slash at its end; empty for the top itself.
    prefix: String,
}

/// Where policy and acceptances stand.
struct Home {
    /// From the working directory.
    folder: PathBuf,
    /// From the top of the repository, with a slash at its end; empty for the top itself.
    prefix: String,
}

/// The policy that decides, and what there is to tell about it.
struct Decides {
    decides: Policy,
    told: Vec<policy::Judged>,
}

impl<'r> Base<'r> {
    fn of(reference: &'r str, root: &Path) -> Result<Self> {
        let folder = root.to_path_buf();
        let prefix = git::prefix(&folder)?.ok_or_else(|| {
            Error::new("is in no git repository, so that there is no base")
                .at_path(root)
                .help("leave out --base")
        })?;
        let tip = git::commit(&folder, reference)?.ok_or_else(|| {
            Error::new("is no revision of the git repository here")
                .at(format!("--base {reference}"))
                .help("in CI, fetch it: a shallow clone has one commit only (fetch-depth: 0)")
        })?;
        let start = git::merge_base(&folder, &tip, "HEAD")?.unwrap_or_else(|| tip.clone());
        Ok(Self { reference, folder, tip, start, prefix })
    }

    /// A file of a commit as text.
    fn text(&self, commit: &str, path: &str) -> Result<Option<String>> {
        let bytes = git::blob(&self.folder, commit, path)?;
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|cause| Error::new("is not UTF-8 text").at(self.named(path)).because(cause))
    }

    /// `kidd.toml of origin/main`
    fn named(&self, path: &str) -> String {
        format!("{path} of {}", self.reference)
    }

    /// The nearest folder at or above the archive that has a policy at the base, else the one that it stands in.
    fn home(&self, root: &Path) -> Result<Home> {
        let folders = folders(&self.prefix);
        for (up, prefix) in folders.iter().enumerate() {
            if git::blob(&self.folder, &self.tip, &format!("{prefix}{}", policy::FILE))?.is_some() {
                return Ok(Home { folder: upward(root, up), prefix: prefix.clone() });
            }
        }
        let beside = beside(Some(root));
        let up = usize::from(beside != root);
        Ok(Home { folder: beside, prefix: folders.get(up).cloned().unwrap_or_default() })
    }

    /// The policy of the base, and what the branch makes of it.
    fn policy(&self, asked: Option<&Path>, home: &Home) -> Result<Decides> {
        let mut told = Vec::new();
        let path = match asked {
            Some(path) => match self.inside(path)? {
                Some(inside) => inside,
                // A policy from outside of the repository is not the branch's to change.
                None => return Ok(Decides { decides: policies::policy(path)?, told }),
            },
            None => format!("{}{}", home.prefix, policy::FILE),
        };
        let plain = Policy::default();
        let decides = match self.text(&self.tip, &path)? {
            Some(text) => match Policy::parse(&self.named(&path), &text) {
                Ok(policy) => policy,
                Err(error) => {
                    let subject = format!("{error}; the rules' own levels decide until it is mended");
                    let mut broken =
                        tell("policy/broken", subject, Some(Place { file: path.clone(), line: 1 }), &plain);
                    // The branch did not break it, and it may be the one that mends it.
                    broken.level = crate::compare::Level::Warning;
                    told.push(broken);
                    plain.clone()
                }
            },
            None if asked.is_some() => {
                return Err(
                    Error::new(format!("is not there at {}, whose policy decides", self.reference)).at(path)
                );
            }
            None => plain.clone(),
        };
        // A branch may also put a policy nearer to the archive than the base has one.
        let mut places: Vec<(String, PathBuf)> = folders(&self.prefix)
            .into_iter()
            .enumerate()
            .map(|(up, prefix)| {
                (format!("{prefix}{}", policy::FILE), upward(&self.folder, up).join(policy::FILE))
            })
            .collect();
        if let Some(asked) = asked {
            places.retain(|(known, _)| *known == path);
            if places.is_empty() {
                places.push((path.clone(), asked.to_path_buf()));
            }
        }
        for (path, file) in places {
            let before = self.text(&self.tip, &path)?;
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
        let after = match policies::text(file) {
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

    /// The rules of each series at the base.
    fn rules(&self, root: &Path) -> Result<BTreeMap<String, Option<RulesFile>>> {
        let mut pinned = BTreeMap::new();
        for series in self.series(root) {
            let path = format!("{}{series}/series.toml", self.prefix);
            match self.text(&self.tip, &path)? {
                Some(text) => {
                    let file = RulesFile { origin: self.named(&path), text: text.into() };
                    pinned.insert(series, Some(file));
                }
                // A series that is new, with rules of its own, is read by them.
                None if Archive::ships(&series) => {
                    pinned.insert(series, None);
                }
                None => {}
            }
        }
        Ok(pinned)
    }

    /// Series of the folder, and those that the program knows.
    fn series(&self, root: &Path) -> BTreeSet<String> {
        let open = Archive::open(root).unwrap_or_else(|_| Archive::empty());
        open.series().into_iter().collect()
    }

    fn rules_changed(&self, root: &Path, work: &mut Work<'_>) -> Result<()> {
        for series in self.series(root) {
            let name = format!("{series}/series.toml");
            let before = self.text(&self.tip, &format!("{}{name}", self.prefix))?;
            let file = root.join(&name);
            let after = policies::text(&file).unwrap_or_else(|_| Some(String::new()));
            if before != after {
                let what = match (&before, &after) {
                    (None, _) => "is new",
                    (_, None) => "is gone",
                    _ => "is another",
                };
                work.tell("rules/changed", &format!("{name} {what}"), &slashed(&file), 1);
            }
        }
        Ok(())
    }

    /// What was accepted counts, also what the branch adds, and all of that is told.
    fn accepted(&self, home: &Home, work: &mut Work<'_>) -> Result<()> {
        let file = home.folder.join(policy::ACCEPTED_FILE);
        let shown = slashed(&file);
        let at_base = self.text(&self.tip, &format!("{}{}", home.prefix, policy::ACCEPTED_FILE))?;
        let before = at_base.as_deref().map(|text| Accepted::parse(&shown, text)).transpose();
        // A broken list at the base accepts nothing; the branch may mend it.
        let before = before.unwrap_or_default().unwrap_or_default();
        let after = match policies::accepted(&file) {
            Ok(after) => after,
            Err(error) => {
                let line = error.line_number().unwrap_or(1);
                work.tell("accepted/broken", &error.to_string(), &shown, line);
                return Ok(());
            }
        };
        let is_in = |list: &Accepted, entry: &Acceptance| list.entries.iter().any(|other| other.same(entry));
        let (added, kept): (Vec<Acceptance>, Vec<Acceptance>) =
            after.entries.iter().cloned().partition(|entry| !is_in(&before, entry));
        let kept = Accepted { entries: kept };
        let matched = kept.apply(&mut work.verdict);
        work.told(&kept, &matched, &shown);

        let added = Accepted { entries: added };
        let mut matched = added.apply(&mut work.verdict);
        let elsewhere = std::mem::take(&mut matched.elsewhere);
        let (known, unknown) = found_elsewhere(elsewhere, work)?;
        matched.stale.extend(unknown);
        for entry in &added.entries {
            let same = |other: &Acceptance| other.same(entry);
            let (rule, subject) = if matched.stale.iter().any(same) {
                ("accepted/unmatched", entry.rule_and_subject())
            } else if matched.lapsed.iter().any(|(other, _)| other.same(entry)) {
                ("accepted/lapsed", entry.rule_and_subject())
            } else {
                debug_assert!(known.iter().any(same) || !matched.elsewhere.iter().any(same));
                ("accepted/added", format!("{}, by {}: {}", entry.rule_and_subject(), entry.by, entry.reason))
            };
            work.tell(rule, &subject, &shown, entry.line);
        }
        for entry in before.entries.iter().filter(|entry| !is_in(&after, entry)) {
            work.tell("accepted/removed", &entry.rule_and_subject(), &shown, 1);
        }
        Ok(())
    }

    /// A file of the working directory by its path from the top of this repository.
    fn inside(&self, path: &Path) -> Result<Option<String>> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (Some(name), true) = (path.file_name(), parent.is_dir()) else { return Ok(None) };
        let same = git::top(parent)? == git::top(&self.folder)?;
        Ok(git::prefix(parent)?.filter(|_| same).map(|prefix| format!("{prefix}{}", name.to_string_lossy())))
    }
}

/// Entries for pairs of the archive that were not compared: those that fit a finding there, and those that do not.
fn found_elsewhere(
    entries: Vec<Acceptance>,
    work: &mut Work<'_>,
) -> Result<(Vec<Acceptance>, Vec<Acceptance>)> {
    let held = |work: &Work<'_>, name: &str| {
        work.reader.archive.entries().iter().any(|known| known.id == edition(name))
    };
    let mut pairs: BTreeMap<(String, String), Vec<Acceptance>> = BTreeMap::new();
    for entry in entries {
        pairs.entry((entry.from.clone(), entry.to.clone())).or_default().push(entry);
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (number, ((from, to), entries)) in pairs.into_iter().enumerate() {
        if number >= MAX_ELSEWHERE || !held(work, &from) || !held(work, &to) {
            unknown.extend(entries);
            continue;
        }
        let named = Named { revisions: from.contains('@'), names: Sides::new(from, to) };
        let Ok((pair, _)) = work.judged(&named) else {
            unknown.extend(entries);
            continue;
        };
        let mut aside = Verdict { pairs: vec![pair], ..Verdict::default() };
        let matched = Accepted { entries: entries.clone() }.apply(&mut aside);
        let fits = |entry: &Acceptance| {
            !matched
                .stale
                .iter()
                .chain(matched.lapsed.iter().map(|(entry, _)| entry))
                .any(|other| other.same(entry))
        };
        let (fit, fail): (Vec<_>, Vec<_>) = entries.into_iter().partition(fits);
        known.extend(fit);
        unknown.extend(fail);
    }
    Ok((known, unknown))
}

/// Tells what the branch adds and compares it with what was there before.
fn added(base: &Ledger, damaged: bool, work: &mut Work<'_>) -> Result<()> {
    let known: BTreeSet<String> = base.entries.iter().map(Entry::name).collect();
    work.past = Some(known.clone());
    let archive = work.reader.archive.clone();
    let entries: Vec<&Entry> =
        archive.entries().iter().filter(|entry| !known.contains(&entry.name())).collect();
    for entry in &entries {
        let file = slashed(Path::new(&archive.path(entry)));
        let rule = if entry.revision == 1 { "archive/added" } else { "archive/revision" };
        work.tell(rule, &entry.name(), &file, 1);
        let Some(pair) = before(&archive, entry) else {
            let note =
                format!("{} is the first of its series: there is nothing to compare it with.", entry.name());
            work.verdict.notes.push(note);
            continue;
        };
        match work.compare(&pair) {
            // What is damaged is told already; the rest is still worth comparing.
            Err(error) if damaged => {
                work.verdict.notes.push(format!("{} was not compared: {error}", entry.name()))
            }
            done => done?,
        }
    }
    if entries.is_empty() {
        work.verdict.notes.push("The branch adds no edition and no revision.".to_owned());
    }
    Ok(())
}

/// What an entry is compared with: the revision before it, else the edition before it. A made-up edition is never
/// what a published one is held against.
fn before(archive: &Archive, entry: &Entry) -> Option<Named> {
    if entry.revision > 1 {
        let names = Sides::new(format!("{}@{}", entry.id, entry.revision - 1), entry.name());
        return Some(Named { names, revisions: true });
    }
    let editions = editions(archive, entry.series());
    let at = editions.iter().position(|known| known.id == entry.id)?;
    let earlier = &editions[..at];
    let made_up = || earlier.last().filter(|_| entry.illustrative);
    let before = earlier.iter().rfind(|known| !known.illustrative).or_else(made_up)?;
    Some(Named { names: Sides::new(before.id.clone(), entry.id.clone()), revisions: false })
}

fn problem_told(problem: &Problem, root: &Path, work: &mut Work<'_>) {
    let (path, line) = match problem.place.rsplit_once(':') {
        Some((path, line)) if line.parse::<usize>().is_ok() => (path, line.parse().unwrap_or(1)),
        _ => (problem.place.as_str(), 1),
    };
    let ledger = root.join(ledger::FILE);
    let is_ledger = Path::new(path) == ledger;
    let file = if is_ledger { slashed(&ledger) } else { slashed(&root.join(path)) };
    let rule = match problem.severity {
        Severity::Damage if is_ledger => "archive/history",
        Severity::Damage => "archive/altered",
        Severity::Recoverable => "archive/unlisted",
        Severity::Note => "archive/unread",
    };
    work.tell(rule, &format!("{path} {}", problem.message), &file, line);
}

/// `a/b/` → `a/b/`, `a/`, and the top.
fn folders(prefix: &str) -> Vec<String> {
    let mut folders = vec![prefix.to_owned()];
    let mut rest = prefix.trim_end_matches('/');
    while !rest.is_empty() {
        rest = rest.rsplit_once('/').map_or("", |(above, _)| above);
        folders.push(if rest.is_empty() { String::new() } else { format!("{rest}/") });
    }
    folders
}

/// The folder so many levels above.
fn upward(folder: &Path, levels: usize) -> PathBuf {
    let mut folder = folder.to_path_buf();
    for _ in 0..levels {
        folder = match folder.components().next_back() {
            Some(std::path::Component::Normal(_)) => {
                folder.parent().map(Path::to_path_buf).unwrap_or_default()
            }
            _ => folder.join(".."),
        };
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_go_up_to_the_top() {
        assert_eq!(folders("a/b/"), ["a/b/", "a/", ""]);
        assert_eq!(folders(""), [""]);
        assert_eq!(upward(Path::new("a/b"), 1), Path::new("a"));
        assert_eq!(upward(Path::new("statements"), 1), Path::new(""));
        assert_eq!(upward(Path::new("statements"), 2), Path::new(".."));
        assert_eq!(upward(Path::new(""), 1), Path::new(".."));
        assert_eq!(upward(Path::new(".."), 1), Path::new("../.."));
    }
}
