//! What `kidd check` and `kidd accept` look at: comparisons held against the policy.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::args::Global;
use super::ci::Selection;
use super::input::slashed;
use super::policies::{self, Home};
use super::reader::Reader;
use super::{branch, history, input};
use crate::archive::{Archive, Entry};
use crate::policy::{self, Accepted, Matched, Place, Policy, Verdict, judge, tell};
use crate::{Error, Result, Sides, drift};

/// What was found, and where acceptances are kept.
pub(super) struct Examined {
    pub verdict: Verdict,
    pub accepted: PathBuf,
}

/// Compares what the selection names and holds it against the policy and what was accepted.
pub(super) fn examine(selection: &Selection, global: &Global) -> Result<Examined> {
    match &selection.base {
        Some(reference) => branch::examine(reference, selection, global),
        None => here(selection, global),
    }
}

/// Two texts by the names that a command line would give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub names: Sides<String>,
    /// Two texts of one edition, which are told by their revisions.
    pub revisions: bool,
}

fn here(selection: &Selection, global: &Global) -> Result<Examined> {
    let archive = input::archive(global)?;
    let home = Home::find(archive.root());
    let policy = match &selection.policy {
        Some(path) => policies::policy(path)?,
        None if home.has_policy => policies::policy(&home.policy())?,
        None => Policy::default(),
    };
    let accepted = policies::accepted(&home.accepted())?;
    let pairs = selected(selection, &archive, global)?;
    let mut reader = Reader::of(archive, global);
    reader.tracked = selection.tracked.map(Into::into);
    let mut work = Work::new(reader, policy);
    for pair in &pairs {
        work.compare(pair)?;
    }
    if pairs.is_empty() {
        work.verdict.notes.push("Nothing to compare: no series has two editions.".to_owned());
    }
    work.policy.check_sections(&work.sections)?;
    work.unused();
    let matched = accepted.apply(&mut work.verdict);
    let file = slashed(&home.accepted());
    work.told(&accepted, &matched, &file);
    let mut verdict = work.verdict;
    verdict.policy = work.policy.origin.clone();
    verdict.fail_on = Some(work.policy.fail_on);
    Ok(Examined { verdict, accepted: home.accepted() })
}

/// The texts that a selection means.
fn selected(selection: &Selection, archive: &Archive, global: &Global) -> Result<Vec<Named>> {
    let named = |before: &str, after: &str| Named {
        names: Sides::new(before.to_owned(), after.to_owned()),
        revisions: false,
    };
    match selection.texts.as_slice() {
        [old, new] => {
            input::one_stdin(old, new)?;
            Ok(vec![named(old, new)])
        }
        [new] => {
            let newest = newest(archive, global.series.as_deref())?;
            let newest = newest.ok_or_else(|| {
                Error::new("there is no edition to compare it with").at(new).help("name both texts")
            })?;
            Ok(vec![named(&newest.id, new)])
        }
        _ => Ok(archive
            .series()
            .iter()
            .filter(|series| global.series.as_ref().is_none_or(|asked| asked == *series))
            .filter_map(|series| {
                let editions = editions(archive, series);
                let real: Vec<&Entry> =
                    editions.iter().copied().filter(|entry| !entry.illustrative).collect();
                let chosen = if real.len() >= 2 { real } else { editions };
                let [.., before, after] = chosen.as_slice() else { return None };
                Some(named(&before.id, &after.id))
            })
            .collect()),
    }
}

/// The newest edition that is not made up, else the newest; of several series only where one is named.
fn newest<'a>(archive: &'a Archive, series: Option<&str>) -> Result<Option<&'a Entry>> {
    let mut newest = Vec::new();
    for id in archive.series().iter().filter(|id| series.is_none_or(|series| series == *id)) {
        let editions = editions(archive, id);
        newest.extend(editions.iter().rfind(|entry| !entry.illustrative).or(editions.last()).copied());
    }
    match newest.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(Error::new("the archive has more than one series").help("name one with --series")),
    }
}

/// The editions of a series in order, each by its latest revision.
pub(super) fn editions<'a>(archive: &'a Archive, series: &str) -> Vec<&'a Entry> {
    let mut editions: Vec<&Entry> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in archive.entries().iter().filter(|entry| entry.series() == series) {
        match places.get(entry.id.as_str()) {
            Some(&place) if editions[place].revision < entry.revision => editions[place] = entry,
            Some(_) => {}
            None => {
                places.insert(&entry.id, editions.len());
                editions.push(entry);
            }
        }
    }
    editions.sort_by_key(|entry| (entry.date.is_none(), entry.date));
    editions
}

/// Comparisons in the making.
pub(super) struct Work<'g> {
    pub reader: Reader<'g>,
    pub policy: Policy,
    pub verdict: Verdict,
    /// Sections of the series that were read.
    sections: Vec<String>,
    /// Lines of the policy that fitted neither edition, for each comparison.
    unused: Vec<Vec<(usize, String)>>,
    /// The revisions that are history, `kidd-23@1`: where a branch is looked at those of its base, so that a branch cannot
    /// bring a past of its own.
    pub past: Option<BTreeSet<String>>,
}

impl<'g> Work<'g> {
    pub(super) fn new(reader: Reader<'g>, policy: Policy) -> Self {
        Self {
            reader,
            policy,
            verdict: Verdict::default(),
            sections: Vec::new(),
            unused: Vec::new(),
            past: None,
        }
    }

    /// Makes one comparison and holds it against the policy.
    pub(super) fn compare(&mut self, named: &Named) -> Result<()> {
        let (pair, unused) = self.judged(named)?;
        self.unused.push(unused);
        self.verdict.pairs.push(pair);
        Ok(())
    }

    /// One comparison held against the policy, and the lines of the policy that fit neither edition.
    pub(super) fn judged(&mut self, named: &Named) -> Result<(policy::JudgedPair, Vec<(usize, String)>)> {
        let Sides { before, after } = named.names.as_ref();
        let files = Sides::new(self.reader.file(before), self.reader.file(after));
        let statements = self.reader.statements(before, after)?;
        for series in [&statements.before.series, &statements.after.series] {
            let rules = self.reader.rules(series.clone())?;
            self.sections.extend(rules.section.iter().map(|section| section.id.clone()));
        }
        let mut comparison = self.reader.compared(statements.as_ref())?;
        let ids = statements.as_ref().map(|statement| statement.id.as_str());
        let counts = |entry: &Entry| {
            // The older side has been judged itself, whoever brings it.
            self.past.as_ref().is_none_or(|past| past.contains(&entry.name()) || entry.id == ids.before)
        };
        // A gate that is asked what is first seen asks even one edition.
        let least = if self.policy.asks_the_past() { 1 } else { history::TELLING };
        let held = match history::held(&comparison, &mut self.reader, &counts, least) {
            Ok(held) => held,
            // A gate that was asked for the past does not do without.
            Err(error) if self.policy.asks_the_past() => return Err(error),
            Err(error) => {
                comparison.cautions.push(history::unknown(&error));
                None
            }
        };
        let past = held.as_ref().map(history::Held::past);
        if let Some(past) = &past {
            drift::annotate(&mut comparison, past);
        }
        let before = past.as_ref().and_then(|past| past.before(comparison.statements));
        let files = files.as_ref().map(Option::as_deref);
        let judgement = judge(&comparison, &self.policy, files, before.as_ref());
        let mut pair = judgement.pair;
        if named.revisions {
            pair.name = named.names.clone();
        }
        Ok((pair, judgement.unused))
    }

    /// Checks the sections that the policy names.
    pub(super) fn check_sections(&self) -> Result<()> {
        if self.sections.is_empty() { Ok(()) } else { self.policy.check_sections(&self.sections) }
    }

    /// Tells the lines of the policy that fitted no comparison.
    pub(super) fn unused(&mut self) {
        let Some((first, rest)) = self.unused.split_first() else { return };
        let everywhere = first.iter().filter(|line| rest.iter().all(|lines| lines.contains(line)));
        let file = self.policy.origin.clone();
        let told = everywhere.map(|(line, what)| {
            let place = file.clone().map(|file| Place { file, line: *line });
            tell("policy/unused", what, place, &self.policy)
        });
        self.verdict.archive.extend(told.collect::<Vec<_>>());
    }

    /// Tells what became of acceptances that no longer do anything.
    pub(super) fn told(&mut self, accepted: &Accepted, matched: &Matched, file: &str) {
        for (entry, _) in &matched.lapsed {
            self.tell("accepted/lapsed", &entry.rule_and_subject(), file, entry.line);
        }
        for entry in &matched.stale {
            self.tell("accepted/stale", &entry.rule_and_subject(), file, entry.line);
        }
        debug_assert!(matched.stale.len() <= accepted.entries.len());
        let known = |id: &str| self.reader.archive.entries().iter().any(|entry| entry.id == id);
        let gone: Vec<_> = matched
            .elsewhere
            .iter()
            .filter(|entry| {
                self.reader.archive.root().is_some()
                    && !(known(edition(&entry.from)) && known(edition(&entry.to)))
            })
            .collect();
        for entry in gone {
            self.tell("accepted/stale", &entry.rule_and_subject(), file, entry.line);
        }
    }

    pub(super) fn tell(&mut self, rule: &'static str, subject: &str, file: &str, line: usize) {
        let place = Some(Place { file: file.to_owned(), line });
        self.verdict.archive.push(tell(rule, subject, place, &self.policy));
    }
}

/// `kidd-23@1` → `kidd-23`
pub(super) fn edition(name: &str) -> &str {
    name.split_once('@').map_or(name, |(edition, _)| edition)
}
