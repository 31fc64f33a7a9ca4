//! The page of one revision.

use super::comparer;
use super::model::{Destination, unmade};
use super::names;
use super::pages::Reason;
use super::plan::Plan;
use crate::Result;
use crate::report::html::{self, Link, Provenance};

/// Writes the page of a revision, with links to what changed before it and after it.
pub(super) fn write(number: usize, position: usize, plan: &Plan<'_>, to: &dyn Destination) -> Result<()> {
    let series = &plan.series[number];
    let revision = &series.revisions[position];
    let mut links = plan.links("../");
    for page in plan.pairs.iter().filter(|page| page.pair.series == number) {
        let (other, text, relation) = match page.pair {
            pair if pair.after == position => (pair.before, "What changed since", "prev"),
            pair if pair.before == position => (pair.after, "What changed until", "next"),
            _ => continue,
        };
        links.push(Link {
            text: format!("{text} {}", names::label(series, other)),
            address: format!("../{}", page.path(plan.series)),
            relation: (page.reason == Reason::Successive).then_some(relation),
        });
    }
    if plan.has_comparer {
        links.push(Link {
            text: "Compare your draft with this edition".to_owned(),
            address: comparer::with(&revision.statement),
            relation: None,
        });
    }
    let path = names::edition(series, position);
    let provenance = Provenance { source: revision.source.as_deref(), page: None };
    let mut page = Vec::new();
    html::edition(&mut page, &revision.statement, provenance, &links)
        .map_err(|cause| unmade(&path, &cause))?;
    to.put(&path, &page)
}
