//! What a branch changes in an archive, held against the policy of its base.
//!
//! Policy, rules of the series and the list of what was accepted are those of the base as it is now; what changed is
//! counted from where the branch left it. Where both have no history in common, it is counted from the base.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::agree::{self, Kin};
use super::base::{Base, Home, Misplaced};
use super::judging::{Judging, Named, edition};
use super::policy_files;
use super::selection::{Examined, Selection};
use crate::archive::{self, Archive, Entry, Ledger, Problem, Severity, Unasked, ledger};
use crate::cache::Cache;
use crate::files::slashed;
use crate::policy::{self, Acceptance, Accepted, Verdict};
use crate::workspace::{Scope, Workspace};
use crate::{Result, Sides};

/// The most pairs beside those that the branch adds which are compared to look for what it accepts.
const MAX_ELSEWHERE: usize = 50;

/// Compares what the branch adds and holds it against the policy of its base.
pub(super) fn examine(reference: &str, selection: &Selection, scope: &Scope) -> Result<Examined> {
    let base = Base::of(reference, scope)?;
    let misplaced = base.misplaced(scope)?;
    let home = base.home()?;
    let policy = base.policy(selection.policy.as_deref(), &home)?;
    let gone = misplaced.iter().any(Misplaced::is_gone);
    let rules = base.rules()?;
    let opened = if gone { Ok(Archive::empty()) } else { Archive::open(&base.root) };
    let readable = opened.is_ok();
    let archive = opened.unwrap_or_else(|_| Archive::empty()).pinned(rules.clone());
    let archive = archive.catalogued(base.catalogs()?);
    let mut workspace = Workspace::of(archive, scope.clone());
    if workspace.cache().folder().is_some_and(|folder| base.holds(folder)) {
        workspace = workspace.with_cache(Cache::default());
    }
    let mut work = Judging::new(workspace, policy.decides);
    work.verdict.archive.extend(policy.told);
    work.verdict.base = Some(reference.to_owned());
    work.verdict.notes.extend(base.other_names());
    for found in &misplaced {
        work.tell(found.rule, &found.subject, &base.shown(&found.path), 1);
    }
    base.rules_changed(&mut work)?;
    if !gone {
        let before = base.ledger(&base.start)?;
        let check = |entry: &Entry, bytes: &[u8]| work.workspace.text_sha256(entry, bytes);
        let whole = archive::verify(&base.root, Some(&before), Some(&check))?;
        for problem in &whole.problems {
            problem_told(problem, &base.root, &mut work);
        }
        let kept = whole.entries.iter().map(|entry| entry.file.clone());
        let kept: Vec<String> = kept.chain([ledger::FILE.to_owned()]).collect();
        if let Some((file, attribute)) = base.altered(&kept)?.first() {
            let subject = format!("an attribute ({attribute}) lets git change the bytes of {file}");
            work.tell("archive/unlisted", &subject, &slashed(&base.root.join(file)), 1);
        }
        if base.began_before()? {
            let file = slashed(&base.root.join(ledger::FILE));
            let subject = "the branch left the base before it had an archive: merge the base into it";
            work.tell("archive/history", subject, &file, 1);
        }
        let forged = work.verdict.archive.iter().any(|told| told.rule == "archive/history");
        if !forged && readable {
            let damaged = whole.worst() == Some(Severity::Damage);
            let known = Past::of(&base, &before)?;
            let mut kin = Kin::new(rules, scope);
            added(&known, damaged, &mut kin, &mut work)?;
            work.check_sections()?;
            work.unused();
        }
        if forged || !readable {
            untold(&mut work);
        }
    } else {
        untold(&mut work);
    }
    accepted(&base, &home, &mut work)?;
    let Judging { mut verdict, policy, .. } = work;
    verdict.policy = policy.origin.clone();
    verdict.fail_on = Some(policy.fail_on);
    Ok(Examined { verdict, accepted: home.folder.join(policy::ACCEPTED_FILE) })
}

fn untold(work: &mut Judging) {
    let note = "Nothing was compared: the ledger says nothing that can be trusted.";
    work.verdict.notes.push(note.to_owned());
}

/// What the base knows: as the branch left it, and as it is now.
struct Past {
    entries: Vec<Entry>,
    /// Revisions that the base took in after the branch left it, in whatever text.
    since: BTreeMap<String, String>,
}

impl Past {
    fn of(base: &Base<'_>, start: &str) -> Result<Self> {
        let mut entries = Ledger::parse(ledger::FILE, start)?.entries;
        // A base whose ledger is broken has been told so before; what can be read of it counts.
        let tip = Ledger::parse(ledger::FILE, &base.ledger(&base.tip.id)?)?.entries;
        let names: BTreeSet<String> = entries.iter().map(Entry::name).collect();
        let late: Vec<Entry> = tip.into_iter().filter(|entry| !names.contains(&entry.name())).collect();
        let since = late.iter().map(|entry| (entry.name(), entry.sha256.clone())).collect();
        entries.extend(late);
        Ok(Self { entries, since })
    }
}

/// What was accepted counts once the base has it, and all that the branch does to the list is told.
fn accepted(base: &Base<'_>, home: &Home, work: &mut Judging) -> Result<()> {
    let file = home.folder.join(policy::ACCEPTED_FILE);
    let shown = slashed(&file);
    // A list of the base that cannot be read accepts nothing; the branch may mend it.
    let list = |commit: &str| {
        let text =
            base.text(commit, &format!("{}{}", home.prefix, policy::ACCEPTED_FILE)).unwrap_or_default();
        text.and_then(|text| Accepted::parse(&shown, &text).ok()).unwrap_or_default()
    };
    let (before, left) = (list(&base.tip.id), list(&base.start));
    let after = match policy_files::accepted(&file) {
        Ok(after) => after,
        Err(error) => {
            let line = error.line_number().unwrap_or(1);
            work.tell("accepted/broken", &error.to_string(), &shown, line);
            return Ok(());
        }
    };
    let is_in = |list: &Accepted, entry: &Acceptance| list.entries.iter().any(|other| other.same(entry));
    let added: Vec<Acceptance> =
        after.entries.iter().filter(|entry| !is_in(&before, entry)).cloned().collect();
    // What the base took in after the branch left it counts, for the branch has not taken it back.
    let (kept, removed): (Vec<Acceptance>, Vec<Acceptance>) =
        before.entries.iter().cloned().partition(|entry| is_in(&after, entry) || !is_in(&left, entry));
    let kept = Accepted { entries: kept };
    let matched = kept.apply(&mut work.verdict);
    work.told(&kept, &matched, &shown);

    let added = Accepted { entries: added };
    let counts = work.policy.accept_in_branch;
    let mut matched =
        if counts { added.apply(&mut work.verdict) } else { added.apply(&mut work.verdict.clone()) };
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
            let until = if counts { "" } else { "; it counts once the base has it" };
            let subject = format!("{}, by {}: {}{until}", entry.rule_and_subject(), entry.by, entry.reason);
            ("accepted/added", subject)
        };
        work.tell(rule, &subject, &shown, entry.line);
    }
    for entry in &removed {
        work.tell("accepted/removed", &entry.rule_and_subject(), &shown, 1);
    }
    Ok(())
}

/// Entries for pairs of the archive that were not compared: those that fit a finding there, and those that do not.
fn found_elsewhere(
    entries: Vec<Acceptance>,
    work: &mut Judging,
) -> Result<(Vec<Acceptance>, Vec<Acceptance>)> {
    let held = |work: &Judging, name: &str| {
        work.workspace.archive().entries().iter().any(|known| known.id == edition(name))
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

/// Tells what the branch adds, holds what it says of it against the text, and compares it with what was there before.
fn added(base: &Past, damaged: bool, kin: &mut Kin, work: &mut Judging) -> Result<()> {
    let known: BTreeSet<String> = base.entries.iter().map(Entry::name).collect();
    work.past = Some(known.clone());
    let archive = work.workspace.archive().clone();
    let mut entries = Vec::new();
    for entry in archive.entries() {
        match base.since.get(&entry.name()) {
            Some(sha256) if *sha256 != entry.sha256 => {
                let file = slashed(Path::new(&archive.path(entry)));
                let subject = format!("the base has another text as {}", entry.name());
                work.tell("archive/history", &subject, &file, 1);
            }
            _ if known.contains(&entry.name()) => {}
            _ => entries.push(entry),
        }
    }
    for entry in &entries {
        let file = slashed(Path::new(&archive.path(entry)));
        let rule = if entry.revision == 1 { "archive/added" } else { "archive/revision" };
        work.tell(rule, &entry.name(), &file, 1);
        let pair = before(&archive, entry);
        // What is damaged is told already; the rest is still worth a look.
        let Ok(bytes) = archive.read(entry) else { continue };
        let text = match kin.read(&entry.file, bytes) {
            Err(error) if damaged => {
                work.verdict.notes.push(format!("{} was not compared: {error}", entry.name()));
                continue;
            }
            text => text?,
        };
        for subject in kin.unlike(entry, &text, &base.entries, &archive) {
            work.tell("archive/unlike", &subject, &file, 1);
        }
        if let Some(subject) = agree::out_of_order(entry, &base.entries) {
            work.tell("archive/order", &subject, &file, 1);
        }
        let older = pair.as_ref().map(|pair| pair.names.before.as_str());
        let older = older.and_then(|older| archive.lookup(older, None).ok().flatten());
        for subject in kin.hidden(entry, &text, older, &archive) {
            work.tell("archive/hidden", &subject, &file, 1);
        }
        // What the branch itself brings as a forerunner is no measure of it.
        let beside = pair.is_some() && base.entries.iter().any(|known| known.series() == entry.series());
        let kind =
            if entry.revision == 1 { kin.kind(entry, &text, &base.entries, &archive, beside) } else { None };
        if let Some(kind) = &kind {
            let subject = format!("{}, although the base has {kind}", entry.name());
            work.tell("archive/uncompared", &subject, &file, 1);
        }
        let Some(pair) = pair else {
            if kind.is_none() {
                let name = entry.name();
                let note = format!("{name} is the first of its series: there is nothing to compare it with.");
                work.verdict.notes.push(note);
            }
            continue;
        };
        match work.compare(&pair) {
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
    let editions = archive.editions(entry.series());
    let at = editions.iter().position(|known| known.id == entry.id)?;
    let earlier = &editions[..at];
    let made_up = || earlier.last().filter(|_| entry.illustrative);
    let before = earlier.iter().rfind(|known| !known.illustrative).or_else(made_up)?;
    Some(Named { names: Sides::new(before.id.clone(), entry.id.clone()), revisions: false })
}

fn problem_told(problem: &Problem, root: &Path, work: &mut Judging) {
    let (path, line) = match problem.place.rsplit_once(':') {
        Some((path, line)) if line.parse::<usize>().is_ok() => (path, line.parse().unwrap_or(1)),
        _ => (problem.place.as_str(), 1),
    };
    let ledger = root.join(ledger::FILE);
    let is_ledger = Path::new(path) == ledger;
    let file = if is_ledger { slashed(&ledger) } else { slashed(&root.join(path)) };
    let rule = match problem.severity {
        Severity::Damage if is_ledger => "archive/history",
        Severity::Damage if problem.unasked == Some(Unasked::Original) => "archive/unlisted",
        Severity::Damage => "archive/altered",
        Severity::Recoverable => "archive/unlisted",
        Severity::Note if problem.unasked == Some(Unasked::Stray) => "archive/stray",
        Severity::Note => "archive/unread",
    };
    work.tell(rule, &format!("{path} {}", problem.message), &file, line);
}
