//! The findings as the templates take them: the lead and the list, the notes beside the redline, the filters.

use super::anchors::Anchors;
use super::marked::{Marked, pieces};
use crate::compare::{Comparison, Finding};
use crate::report::account::{finding_place, headline};
use crate::report::excerpt::{excerpt, owners};
use crate::report::pieces::texts;
use crate::{Rule, Sides, Weight};

/// Findings in the lead at most: what an editor reads before the text.
const LEAD: usize = 7;
/// Findings below the highest weight that fill the lead up where it has fewer.
const FEW: usize = 5;

/// A finding in the list.
pub(super) struct Row<'c> {
    pub number: usize,
    pub anchor: String,
    /// Where it stands in the redline.
    pub target: Option<String>,
    pub finding: &'c Finding,
    pub headline: String,
    pub place: String,
    /// Whether it belongs to the lead.
    pub leads: bool,
    pub lines: Vec<Vec<Marked<'static>>>,
}

impl Row<'_> {
    pub(super) const fn weight(&self) -> &'static str {
        self.finding.weight.word()
    }

    /// What it is about; a link needs words even where no rule gave it any.
    pub(super) fn subject(&self) -> &str {
        if self.finding.subject.is_empty() { "a change here" } else { &self.finding.subject }
    }
}

/// Findings that belong together, with the topic that they are about.
pub(super) struct Group<'c> {
    pub title: Option<String>,
    pub rows: Vec<Row<'c>>,
}

/// A finding, told beside its words.
#[derive(Clone)]
pub(super) struct Note {
    pub number: usize,
    /// The anchor of the finding.
    pub anchor: String,
    pub rule: &'static str,
    pub headline: String,
    pub weight: &'static str,
    pub subject: String,
    pub history: Option<String>,
    pub quotes: Sides<Option<String>>,
    pub sentences: Sides<Option<usize>>,
}

impl Note {
    /// The note's own anchor.
    pub(super) fn place(&self) -> String {
        note_anchor(&self.anchor)
    }
}

pub(super) fn note_anchor(anchor: &str) -> String {
    format!("note-{anchor}")
}

/// All findings, in their order.
pub(super) fn rows<'c>(
    comparison: &'c Comparison<'c>,
    texts: &[Sides<String>],
    places: &[String],
    anchors: &mut Anchors,
) -> Vec<Row<'c>> {
    let findings = &comparison.findings;
    let owners = owners(comparison);
    // The highest weight leads, however other findings rank; what room is left goes to those that rank first.
    let is_key = |finding: &Finding| finding.weight == Weight::Key;
    let key = findings.iter().filter(|finding| is_key(finding)).count();
    // Minor ones lead only where there are no others.
    let matters = findings.iter().any(|finding| finding.weight > Weight::Minor);
    let mut room = Room { key: LEAD, other: FEW.saturating_sub(key) };
    (1..)
        .zip(findings)
        .map(|(number, finding)| {
            let said =
                finding.quote.as_ref().map(|quote| quote.as_ref().map_or("", |quote| quote.text.as_str()));
            Row {
                number,
                anchor: anchors.of("f", &[finding.rule.id(), &finding.subject, said.before, said.after]),
                target: places.get(finding.change).cloned(),
                finding,
                headline: headline(finding.rule.id()),
                place: finding_place(finding, comparison),
                leads: (finding.weight > Weight::Minor || !matters) && room.take(is_key(finding)),
                lines: excerpt(finding, comparison, texts, &owners).into_iter().map(pieces).collect(),
            }
        })
        .collect()
}

/// How many findings the lead still has room for.
struct Room {
    key: usize,
    other: usize,
}

impl Room {
    const fn take(&mut self, key: bool) -> bool {
        let room = if key { &mut self.key } else { &mut self.other };
        let free = *room > 0;
        *room = room.saturating_sub(1);
        free
    }
}

/// The notes of each entry.
pub(super) fn notes(comparison: &Comparison<'_>, rows: &[Row<'_>]) -> Vec<Vec<Note>> {
    let mut notes = vec![Vec::new(); comparison.changes.len()];
    for row in rows {
        let Finding { change, rule, subject, history, quote, .. } = row.finding;
        if let Some(notes) = notes.get_mut(*change) {
            notes.push(Note {
                number: row.number,
                anchor: row.anchor.clone(),
                rule: rule.id(),
                headline: row.headline.clone(),
                weight: row.weight(),
                subject: subject.clone(),
                history: history.as_ref().map(|history| history.told.clone()),
                quotes: quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.clone())),
                sentences: quote.as_ref().map(|quote| quote.as_ref().and_then(|quote| quote.sentence)),
            });
        }
    }
    notes
}

/// A finding as pages tell it that lead to the report.
pub(crate) struct Told {
    pub lines: Vec<Vec<Marked<'static>>>,
    pub headline: String,
    pub subject: String,
    pub place: String,
}

/// The findings that weigh most, in their own words.
pub(crate) fn told(comparison: &Comparison<'_>, most: usize) -> Vec<Told> {
    let texts: Vec<_> = comparison.changes.iter().map(|change| texts(comparison, change)).collect();
    let owners = owners(comparison);
    comparison
        .findings
        .iter()
        .take(most)
        .map(|finding| Told {
            lines: excerpt(finding, comparison, &texts, &owners).into_iter().map(pieces).collect(),
            headline: headline(finding.rule.id()),
            subject: finding.subject.clone(),
            place: finding_place(finding, comparison),
        })
        .collect()
}

/// How many findings have each weight, the highest first.
pub(super) fn weights(findings: &[Finding]) -> Vec<(usize, &'static str)> {
    Weight::ALL
        .into_iter()
        .map(|weight| (findings.iter().filter(|finding| finding.weight == weight).count(), weight.word()))
        .filter(|&(number, _)| number > 0)
        .collect()
}

/// The rules of the findings, each with its name and how many there are.
pub(super) fn rules(findings: &[Finding]) -> Vec<(&'static str, String, usize)> {
    let mut rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let number = |rule: Rule| findings.iter().filter(|finding| finding.rule == rule).count();
    rules.into_iter().map(|rule| (rule.id(), headline(rule.id()), number(rule))).collect()
}
