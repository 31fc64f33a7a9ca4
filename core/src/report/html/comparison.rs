//! What the template of a comparison shows: the opening and the findings.

use askama::Template;

use super::anchors::Anchors;
use super::card::{Card, Provenance};
use super::entries::{self, Item, Material, SectionPart};
use super::frame::{Frame, Link};
use super::policy::{SCRIPT, Scripts};
use crate::compare::{Comparison, Finding};
use crate::report::account::{self, Untold, finding_place, headline};
use crate::report::prose::count;
use crate::report::quote::{Span, shorten};
use crate::report::redline::Mark;
use crate::{Rule, Sides};

/// Columns of a quote in the list of findings beyond which what both sides say is left out: two lines of the page.
const QUOTE: usize = 160;

/// The page of a comparison.
#[derive(Template)]
#[template(path = "comparison.html")]
pub(super) struct Page<'c> {
    frame: Frame<'c>,
    editions: [Card<'c>; 2],
    cautions: Vec<&'c str>,
    summary: String,
    counts: Vec<(usize, &'static str)>,
    noise: usize,
    header: Vec<HeaderRow<'c>>,
    /// How many fields of the header differ.
    fields: String,
    weights: String,
    findings: Vec<FindingRow<'c>>,
    /// What no finding tells, as a sentence, with the openings of the first ones and how many more there are.
    untold: Option<(String, Vec<Untold>, usize)>,
    /// The rules of the findings, each with its name and how many there are.
    rules: Vec<(&'static str, String, usize)>,
    sections: Vec<SectionPart<'c>>,
}

/// Sentences that no finding tells of and that are named under the findings.
const OPENINGS: usize = 10;

/// A field of the header that differs.
struct HeaderRow<'c> {
    field: String,
    before: Option<&'c str>,
    after: Option<&'c str>,
}

/// A finding in the list.
struct FindingRow<'c> {
    number: usize,
    anchor: String,
    /// Where it stands: the anchor of its entry.
    target: Option<String>,
    finding: &'c Finding,
    headline: String,
    place: String,
    quote: Sides<Option<Vec<Span>>>,
}

impl FindingRow<'_> {
    const fn weight(&self) -> &'static str {
        self.finding.weight.word()
    }

    /// What it is about; a link needs words even where no rule gave it any.
    fn subject(&self) -> &str {
        if self.finding.subject.is_empty() { "a change here" } else { &self.finding.subject }
    }
}

impl<'c> Page<'c> {
    /// Prepares the page.
    pub(super) fn new(
        comparison: &'c Comparison<'c>,
        texts: &'c [Sides<String>],
        provenance: Sides<Provenance<'c>>,
        links: &'c [Link],
    ) -> Self {
        let mut anchors = Anchors::default();
        let places = entries::anchors(texts, &mut anchors);
        let findings = findings(comparison, &places, &mut anchors);
        let material = Material {
            comparison,
            texts,
            findings: findings_by_entry(comparison, &findings),
            anchors: places,
        };
        let sides = comparison.statements;
        let mut cautions: Vec<&str> = comparison.cautions.iter().map(String::as_str).collect();
        if comparison.degraded {
            cautions.push(account::DEGRADED);
        }
        Self {
            frame: Frame::new(
                format!("{} → {}: what changed", sides.before.id, sides.after.id),
                "changes",
                Scripts::Inside(SCRIPT),
                links,
            )
            .marked([sides.before, sides.after]),
            editions: [
                Card::new("old", sides.before, provenance.before),
                Card::new("new", sides.after, provenance.after),
            ],
            cautions,
            summary: account::summary(comparison, ""),
            counts: counts(comparison),
            noise: comparison.summary.noise,
            header: comparison
                .header
                .iter()
                .map(|change| HeaderRow {
                    field: change.field.replace(['.', '_', '-'], " "),
                    before: change.value.before.as_deref(),
                    after: change.value.after.as_deref(),
                })
                .collect(),
            fields: count(comparison.header.len(), "field", "fields"),
            weights: account::weights(comparison.findings.iter()).unwrap_or_else(|| "none".to_owned()),
            untold: account::untold(comparison, OPENINGS).map(|(text, shown)| {
                let left = comparison.untold().len() - shown.len();
                (text, shown, left)
            }),
            rules: rules(&comparison.findings),
            sections: entries::sections(&material),
            findings,
        }
    }
}

/// The kinds that occur, for the filter: moves among them, unchanged text not.
fn counts(comparison: &Comparison<'_>) -> Vec<(usize, &'static str)> {
    account::kinds(comparison.summary)
        .into_iter()
        .skip(1)
        .chain([(comparison.summary.moved, "moved")])
        .filter(|&(number, _)| number > 0)
        .collect()
}

fn findings<'c>(
    comparison: &'c Comparison<'c>,
    places: &[String],
    anchors: &mut Anchors,
) -> Vec<FindingRow<'c>> {
    (1..)
        .zip(&comparison.findings)
        .map(|(number, finding)| {
            let quotes = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
            let said = quotes.map(|quote| quote.unwrap_or_default());
            FindingRow {
                number,
                anchor: anchors.of("f", &[finding.rule.id(), &finding.subject, said.before, said.after]),
                target: places.get(finding.change).cloned(),
                finding,
                headline: headline(finding.rule.id()),
                place: finding_place(finding, comparison),
                quote: shorten(quotes, QUOTE),
            }
        })
        .collect()
}

/// The findings that stand at each entry.
fn findings_by_entry(comparison: &Comparison<'_>, rows: &[FindingRow<'_>]) -> Vec<Vec<entries::Tag>> {
    let mut links = vec![Vec::new(); comparison.changes.len()];
    for row in rows {
        if let Some(links) = links.get_mut(row.finding.change) {
            links.push(entries::Tag {
                number: row.number,
                anchor: row.anchor.clone(),
                rule: row.finding.rule.id(),
                headline: row.headline.clone(),
                weight: row.weight(),
                subject: row.finding.subject.clone(),
            });
        }
    }
    links
}

fn rules(findings: &[Finding]) -> Vec<(&'static str, String, usize)> {
    let mut rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
        .into_iter()
        .map(|rule| {
            (rule.id(), headline(rule.id()), findings.iter().filter(|finding| finding.rule == rule).count())
        })
        .collect()
}
