//! What changed between two revisions: the report, and what other pages tell of it.

use super::{Destination, Plan, Series, names, parts, unmade};
use crate::compare::Comparison;
use crate::report::html::{self, Link, Provenance, Told};
use crate::report::{account, opening};
use crate::{Result, Sides};

/// Two revisions of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub series: usize,
    pub before: usize,
    pub after: usize,
    pub kind: Kind,
}

/// Why a pair has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One edition follows the other.
    Successive,
    /// The publisher changed the text of an edition.
    Revised,
    /// The user asked for it.
    Asked,
}

/// A pair whose page is written.
pub(super) struct Made {
    pub pair: Pair,
    /// How much changed, in figures.
    pub figures: String,
    /// How many findings there are of each weight, in words.
    pub findings: Option<String>,
    /// What the report is called.
    pub title: String,
    /// The findings that weigh most, in their own words.
    pub first: Vec<Told>,
    /// How many more there are.
    pub left: usize,
    /// How many of the newer one's sentences are not the same, in percent.
    pub share: usize,
}

impl Pair {
    pub(super) fn path(self, plan: &Plan<'_>) -> String {
        names::pair(&plan.series[self.series], self.before, self.after)
    }
}

/// The pairs that follow each other: the newest revisions of successive editions, and the revisions of each.
pub(super) fn successive(number: usize, series: &Series) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut newest: Option<usize> = None;
    for after in 0..series.revisions.len() {
        if after > 0 && !names::is_newest(series, after - 1) {
            pairs.push(Pair { series: number, before: after - 1, after, kind: Kind::Revised });
        }
        if names::is_newest(series, after) {
            if let Some(before) = newest {
                pairs.push(Pair { series: number, before, after, kind: Kind::Successive });
            }
            newest = Some(after);
        }
    }
    pairs
}

/// Writes the page of a pair.
pub(super) fn write(
    pair: &Pair,
    comparison: &Comparison<'_>,
    plan: &Plan<'_>,
    to: &dyn Destination,
) -> Result<Made> {
    let series = &plan.series[pair.series];
    let sides = Sides::new(&series.revisions[pair.before], &series.revisions[pair.after]);
    let pages = Sides::new(pair.before, pair.after)
        .map(|position| format!("../{}", names::edition(series, position)));
    let provenance = Sides::new(
        Provenance { source: sides.before.source.as_deref(), page: Some(&pages.before) },
        Provenance { source: sides.after.source.as_deref(), page: Some(&pages.after) },
    );
    let mut links = parts::links("../");
    links.extend(neighbours(pair, plan));
    let mut page = Vec::new();
    let path = pair.path(plan);
    html::comparison(&mut page, comparison, provenance, &links).map_err(|cause| unmade(&path, &cause))?;
    to.put(&path, &page)?;
    Ok(made(*pair, comparison))
}

/// The pairs before and after this one, for those that follow each other.
fn neighbours(pair: &Pair, plan: &Plan<'_>) -> Vec<Link> {
    let series = &plan.series[pair.series];
    let ours = |other: &&Pair| other.series == pair.series && other.kind == Kind::Successive;
    let link = |other: &Pair, text: &str, relation| Link {
        text: format!(
            "{text}: {} → {}",
            names::label(series, other.before),
            names::label(series, other.after)
        ),
        address: format!("../{}", other.path(plan)),
        relation: Some(relation),
    };
    let pairs = || plan.pairs.iter().filter(ours);
    let earlier = pairs().find(|other| other.after == pair.before);
    let later = pairs().find(|other| other.before == pair.after);
    let earlier = earlier.map(|other| link(other, "Earlier", "prev"));
    earlier.into_iter().chain(later.map(|other| link(other, "Later", "next"))).collect()
}

/// Findings that other pages tell of a pair: what fits into a message.
const FIRST: usize = 10;

fn made(pair: Pair, comparison: &Comparison<'_>) -> Made {
    let summary = comparison.summary;
    let entries = comparison.changes.len();
    let differ = entries - summary.same;
    Made {
        pair,
        figures: account::summary(comparison, ""),
        findings: account::weights(comparison.findings.iter()),
        title: opening::title(comparison),
        first: html::told(comparison, FIRST),
        left: comparison.findings.len().saturating_sub(FIRST),
        share: if entries == 0 { 0 } else { (differ * 100).div_ceil(entries) },
    }
}
