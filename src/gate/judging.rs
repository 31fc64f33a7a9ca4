//! Comparisons held against a policy, one after the other.

use std::collections::BTreeSet;

use crate::archive::Entry;
use crate::desk::{Remembered, TELLING, unremembered};
use crate::policy::{self, Accepted, Matched, Place, Policy, Verdict, judge, tell};
use crate::workspace::Workspace;
use crate::{Result, Sides, drift};

/// Two texts by the names that a command line would give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub names: Sides<String>,
    /// Two texts of one edition, which are told by their revisions.
    pub revisions: bool,
}

/// Comparisons in the making.
pub(super) struct Judging {
    pub workspace: Workspace,
    pub policy: Policy,
    pub verdict: Verdict,
    /// Sections of the series that were read.
    pub sections: Vec<String>,
    /// Lines of the policy that fitted neither edition, for each comparison.
    unused: Vec<Vec<(usize, String)>>,
    /// The revisions that are history, `kidd-23@1`: where a branch is looked at those of its base, so that a branch cannot
    /// bring a past of its own.
    pub past: Option<BTreeSet<String>>,
}

impl Judging {
    pub(super) fn new(workspace: Workspace, policy: Policy) -> Self {
        Self {
            workspace,
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
        let files = Sides::new(self.workspace.file(before), self.workspace.file(after));
        let statements = self.workspace.statements(before, after)?;
        for series in [&statements.before.series, &statements.after.series] {
            let rules = self.workspace.rules(series.as_deref())?;
            self.sections.extend(rules.section.iter().map(|section| section.id.clone()));
        }
        let mut comparison = self.workspace.compare(statements.as_ref())?;
        let ids = statements.as_ref().map(|statement| statement.id.as_str());
        let counts = |entry: &Entry| {
            // The older side has been judged itself, whoever brings it.
            self.past.as_ref().is_none_or(|past| past.contains(&entry.name()) || entry.id == ids.before)
        };
        // A gate that is asked what is first seen asks even one edition.
        let least = if self.policy.asks_the_past() { 1 } else { TELLING };
        let held = match self.workspace.remembered(&comparison, &counts, least) {
            Ok(held) => held,
            // A gate that was asked for the past does not do without.
            Err(error) if self.policy.asks_the_past() => return Err(error),
            Err(error) => {
                comparison.cautions.push(unremembered(&error));
                None
            }
        };
        let past = held.as_ref().map(Remembered::past);
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
        let known = |id: &str| self.workspace.archive().entries().iter().any(|entry| entry.id == id);
        let gone: Vec<_> = matched
            .elsewhere
            .iter()
            .filter(|entry| {
                self.workspace.archive().root().is_some()
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
