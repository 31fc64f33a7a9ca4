//! Many findings by what they are about, the largest topic first: a reader of a hundred asks for ten lines.

use std::collections::BTreeMap;

use super::account::finding_section;
use super::prose::{count, list};
use crate::compare::{Comparison, Finding};
use crate::rule::{Family, Fate, Rule};

/// Findings beyond which a report opens with its topics: what fits on one screen needs none.
const MANY: usize = 30;

/// Kinds of changes that a topic's line counts, the commonest first.
const KINDS: usize = 3;

/// What is said of one matter.
pub(crate) struct Topic<'c> {
    /// `DPRK`
    pub title: &'c str,
    /// In the order of the report.
    pub findings: Vec<&'c Finding>,
}

/// The topics of a comparison with many findings, the largest first; nothing where there are few, or all are of one topic.
pub(crate) fn topics<'c>(comparison: &'c Comparison<'_>) -> Vec<Topic<'c>> {
    if comparison.findings.len() <= MANY {
        return Vec::new();
    }
    let mut topics: Vec<Topic<'c>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rest = Topic { title: REST, findings: Vec::new() };
    for finding in &comparison.findings {
        let Some(title) = finding_section(finding, comparison) else {
            rest.findings.push(finding);
            continue;
        };
        let at = *places.entry(title).or_insert_with(|| {
            topics.push(Topic { title, findings: Vec::new() });
            topics.len() - 1
        });
        topics[at].findings.push(finding);
    }
    // Of equals the one whose first finding ranks higher.
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.findings.len()));
    if topics.is_empty() {
        return topics;
    }
    topics.extend((!rest.findings.is_empty()).then_some(rest));
    topics
}

/// What stands in no section.
const REST: &str = "Elsewhere";

impl Topic<'_> {
    /// How many findings of which kind there are besides the first: `14 pledges gone, 2 judgments new and 3 others`.
    pub fn counts(&self) -> Option<String> {
        let mut kinds: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for (place, finding) in self.findings.iter().enumerate().skip(1) {
            let kind = kinds.entry(kind(finding.rule)).or_insert((0, place));
            kind.0 += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|&(_, (number, place))| (std::cmp::Reverse(number), place));
        let others: usize = kinds.iter().skip(KINDS).map(|(_, (number, _))| number).sum();
        let mut told: Vec<String> = kinds
            .iter()
            .take(KINDS)
            .map(|&((family, fate), (number, _))| {
                format!("{} {fate}", count(number, family, &format!("{family}s")))
            })
            .collect();
        if others > 0 {
            told.push(count(others, "other", "others"));
        }
        (!told.is_empty()).then(|| list(&told))
    }
}

/// `pledge/dropped` → a pledge gone.
const fn kind(rule: Rule) -> (&'static str, &'static str) {
    let family = match rule.family {
        Family::Assessment => "judgment",
        Family::Number => "figure",
        Family::Text => "passage",
        Family::Header => "head",
        Family::Body => "name",
        family => family.word(),
    };
    let fate = match rule.fate {
        Fate::New | Fate::Gained => "new",
        Fate::Dropped | Fate::Lost => "gone",
        Fate::Weakened => "weaker",
        Fate::Strengthened => "stronger",
        Fate::Fulfilled => "done",
        _ => "changed",
    };
    (family, fate)
}
