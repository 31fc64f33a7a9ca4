//! The page of what changed between two revisions, and what other pages tell of it.

use super::model::{Destination, unmade};
use super::names;
use super::pages::{PairPage, Reason};
use super::plan::Plan;
use crate::compare::Comparison;
use crate::report::html::{self, Link, Provenance, Told};
use crate::report::{account, opening};
use crate::{Result, Sides};

/// A pair whose page is written.
pub(super) struct Written {
    pub page: PairPage,
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

/// Writes the page of a pair.
pub(super) fn write(
    page: &PairPage,
    comparison: &Comparison<'_>,
    plan: &Plan<'_>,
    to: &dyn Destination,
) -> Result<Written> {
    let pair = page.pair;
    let series = &plan.series[pair.series];
    let sides = Sides::new(&series.revisions[pair.before], &series.revisions[pair.after]);
    let pages = Sides::new(pair.before, pair.after)
        .map(|position| format!("../{}", names::edition(series, position)));
    let provenance = Sides::new(
        Provenance { source: sides.before.source.as_deref(), page: Some(&pages.before) },
        Provenance { source: sides.after.source.as_deref(), page: Some(&pages.after) },
    );
    let mut links = plan.links("../");
    links.extend(neighbours(page, plan));
    let mut report = Vec::new();
    let path = page.path(plan.series);
    html::comparison(&mut report, comparison, provenance, &links).map_err(|cause| unmade(&path, &cause))?;
    to.put(&path, &report)?;
    Ok(written(*page, comparison))
}

/// The pairs before and after this one, for those that follow each other.
fn neighbours(page: &PairPage, plan: &Plan<'_>) -> Vec<Link> {
    let pair = page.pair;
    let series = &plan.series[pair.series];
    let ours = |other: &&PairPage| other.pair.series == pair.series && other.reason == Reason::Successive;
    let link = |other: &PairPage, text: &str, relation| Link {
        text: format!(
            "{text}: {} → {}",
            names::label(series, other.pair.before),
            names::label(series, other.pair.after)
        ),
        address: format!("../{}", other.path(plan.series)),
        relation: Some(relation),
    };
    let pairs = || plan.pairs.iter().filter(ours);
    let earlier = pairs().find(|other| other.pair.after == pair.before);
    let later = pairs().find(|other| other.pair.before == pair.after);
    let earlier = earlier.map(|other| link(other, "Earlier", "prev"));
    earlier.into_iter().chain(later.map(|other| link(other, "Later", "next"))).collect()
}

/// Findings that other pages tell of a pair: what fits into a message.
const FIRST: usize = 10;

fn written(page: PairPage, comparison: &Comparison<'_>) -> Written {
    let summary = comparison.summary;
    let entries = comparison.changes.len();
    let differ = entries - summary.same;
    Written {
        page,
        figures: account::summary(comparison, ""),
        findings: account::weights(comparison.findings.iter()),
        title: opening::title(comparison),
        first: html::told(comparison, FIRST),
        left: comparison.findings.len().saturating_sub(FIRST),
        share: if entries == 0 { 0 } else { (differ * 100).div_ceil(entries) },
    }
}
