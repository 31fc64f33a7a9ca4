//! What a branch changes in an archive, held against the policy of its base.
//!
//! Policy, rules of the series and the list of what was accepted are those of the base as it is now; what changed is
//! counted from where the branch left it. Where both have no history in common, it is counted from the base.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::Global;
use super::base::{Base, Home, folders};
use super::ci::Selection;
use super::examine::{Examined, Named, Work, edition, editions};
use super::input::slashed;
use super::reader::Reader;
use super::{input, intake, policies};
use crate::archive::{self, Archive, Entry, Ledger, Problem, Severity, ledger};
use crate::policy::{self, Acceptance, Accepted, Place, Policy, Verdict, tell};
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
    accepted(&base, &home, &mut work)?;
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

/// What was accepted counts, also what the branch adds, and all of that is told.
fn accepted(base: &Base<'_>, home: &Home, work: &mut Work<'_>) -> Result<()> {
    let file = home.folder.join(policy::ACCEPTED_FILE);
    let shown = slashed(&file);
    let at_base = base.text(&base.tip, &format!("{}{}", home.prefix, policy::ACCEPTED_FILE))?;
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
