//! The pairs that a site has a page of, and why.

use super::model::{Pair, Series};
use super::names;

/// A pair with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PairPage {
    pub pair: Pair,
    pub reason: Reason,
}

/// Why a pair has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// One edition follows the other.
    Successive,
    /// The publisher changed the text of an edition.
    Revised,
    /// The user asked for it.
    Asked,
}

impl PairPage {
    /// Its place, relative to the site.
    pub(super) fn path(self, series: &[Series]) -> String {
        names::pair(&series[self.pair.series], self.pair.before, self.pair.after)
    }
}

/// The pairs that follow each other, and those that were asked for beside them.
pub(super) fn pairs(series: &[Series], asked: &[Pair]) -> Vec<PairPage> {
    let mut pages = Vec::new();
    for (number, one) in series.iter().enumerate() {
        successive(number, one, &mut pages);
    }
    for &pair in asked {
        if !pages.iter().any(|page| page.pair == pair) {
            pages.push(PairPage { pair, reason: Reason::Asked });
        }
    }
    pages
}

/// The newest revisions of successive editions, and the revisions of each.
fn successive(number: usize, series: &Series, pages: &mut Vec<PairPage>) {
    let page = |before, after, reason| PairPage { pair: Pair { series: number, before, after }, reason };
    let mut newest: Option<usize> = None;
    for after in 0..series.revisions.len() {
        if after > 0 && !names::is_newest(series, after - 1) {
            pages.push(page(after - 1, after, Reason::Revised));
        }
        if names::is_newest(series, after) {
            if let Some(before) = newest {
                pages.push(page(before, after, Reason::Successive));
            }
            newest = Some(after);
        }
    }
}
