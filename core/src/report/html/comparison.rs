//! What the template of a comparison shows: the opening, the findings, the redline, both sides, the sources.

use askama::Template;
use rustc_hash::FxHashMap;

use super::anchors::{Anchors, section};
use super::card::{Card, Provenance};
use super::entries::{self, Item, Material, SectionPart};
use super::findings::{self, Group};
use super::flow;
use super::frame::{Frame, Link};
use super::policy::{SCRIPT, Scripts};
use super::rows::{CATCH_ALL, FlowPart};
use crate::Sides;
use crate::compare::{Comparison, SectionStatus};
use crate::report::account::{self, Untold};
use crate::report::opening;

/// The page of a comparison.
#[derive(Template)]
#[template(path = "comparison.html")]
pub(super) struct Page<'c> {
    frame: Frame<'c>,
    /// The newer one first.
    editions: [Card<'c>; 2],
    cautions: Vec<&'c str>,
    /// Findings by weight, and entries by kind: the filters.
    weights: Vec<(usize, &'static str)>,
    kinds: Vec<(usize, &'static str)>,
    noise: usize,
    rules: Vec<(&'static str, String, usize)>,
    groups: Vec<Group<'c>>,
    /// What no finding tells, as a sentence, with the openings of the first ones and how many more there are.
    untold: Option<(String, Vec<Untold>, usize)>,
    /// Whether findings stand outside the lead.
    more: bool,
    rail: Vec<Rung<'c>>,
    flow: Vec<FlowPart<'c>>,
    sections: Vec<SectionPart<'c>>,
    header: Vec<HeaderRow<'c>>,
    series: Option<&'c str>,
}

/// Sentences that no finding tells of and that are named under the findings.
const OPENINGS: usize = 10;

/// A field of the header that differs.
struct HeaderRow<'c> {
    field: String,
    before: Option<&'c str>,
    after: Option<&'c str>,
}

/// A section on the rail beside the redline.
struct Rung<'c> {
    anchor: String,
    title: &'c str,
    /// How much of its words changed, in percent of both sides.
    share: usize,
    same: bool,
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
        let rows = findings::rows(comparison, texts, &places, &mut anchors);
        let material =
            Material { comparison, texts, findings: findings::notes(comparison, &rows), anchors: places };
        let sides = comparison.statements;
        let told = |caution: &&str| {
            [sides.before, sides.after].into_iter().any(|statement| {
                let rest = caution.strip_prefix(statement.id.as_str());
                statement.illustrative && rest.is_some_and(|rest| rest.starts_with(" is illustrative"))
            })
        };
        // The banner says of each text that it is made up.
        let mut cautions: Vec<&str> =
            comparison.cautions.iter().map(String::as_str).filter(|caution| !told(caution)).collect();
        if comparison.degraded {
            cautions.push(account::DEGRADED);
        }
        let sections = entries::sections(&material);
        Self {
            frame: Frame::new(opening::title(comparison), "redline", Scripts::Inside(SCRIPT), links)
                .marked([sides.before, sides.after]),
            editions: [
                Card::new("new", sides.after, provenance.after),
                Card::new("old", sides.before, provenance.before),
            ],
            cautions,
            weights: findings::weights(&comparison.findings),
            kinds: kinds(comparison),
            noise: comparison.summary.noise,
            rules: findings::rules(&comparison.findings),
            more: rows.iter().any(|row| !row.leads),
            groups: vec![Group { title: None, rows }],
            untold: account::untold(comparison, OPENINGS).map(|(text, shown)| {
                let left = comparison.untold().len() - shown.len();
                (text, shown, left)
            }),
            rail: rail(comparison, &sections),
            flow: flow::redline(&material),
            sections,
            header: comparison
                .header
                .iter()
                .map(|change| HeaderRow {
                    field: change.field.replace(['.', '_', '-'], " "),
                    before: change.value.before.as_deref(),
                    after: change.value.after.as_deref(),
                })
                .collect(),
            series: sides.after.series.as_deref().or(sides.before.series.as_deref()),
        }
    }
}

/// The kinds that occur, for the filter: moves among them, unchanged text not.
fn kinds(comparison: &Comparison<'_>) -> Vec<(usize, &'static str)> {
    account::kinds(comparison.summary)
        .into_iter()
        .skip(1)
        .chain([(comparison.summary.moved, "moved")])
        .filter(|&(number, _)| number > 0)
        .collect()
}

/// The sections in the order in which the newer edition comes to them; those that went stand behind.
fn rail<'c>(comparison: &'c Comparison<'c>, parts: &[SectionPart<'c>]) -> Vec<Rung<'c>> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for sentence in &comparison.statements.after.sentences {
        places.entry(&sentence.section).or_insert(sentence.index);
    }
    let first = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
    let mut rungs: Vec<(usize, Rung<'c>)> = comparison
        .sections
        .iter()
        .zip(parts)
        .filter(|(change, _)| change.id != CATCH_ALL)
        .map(|(change, part)| {
            let rung = Rung {
                anchor: section(&change.id),
                title: &change.title,
                share: part.share,
                same: change.status == SectionStatus::Same,
            };
            (first(&change.id), rung)
        })
        .collect();
    rungs.sort_by_key(|(first, _)| *first);
    rungs.into_iter().map(|(_, rung)| rung).collect()
}
