//! The history of a series, and which of its revisions stands in each place of it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::model::Series;
use super::names;
use crate::Sides;
use crate::compare::{Comparison, Options, compare};
use crate::drift::{self, Timeline, Transition};

/// A series' history, and which revision each of its slots is.
pub(super) struct SeriesHistory {
    pub timeline: Timeline,
    positions: Vec<Option<usize>>,
}

impl SeriesHistory {
    /// Where the sentence of an edition stands, seen from a page of a history.
    pub(super) fn place(&self, series: &Series, slot: usize, sentence: Option<usize>) -> Option<String> {
        let page = names::edition(series, (*self.positions.get(slot)?)?);
        let anchor = sentence.map_or_else(String::new, |sentence| format!("#n{sentence}"));
        Some(format!("../{page}{anchor}"))
    }
}

/// The history of a series, if there are two editions: of one there is nothing to tell. `compared` are comparisons of its
/// revisions by their positions; what is not among them is compared for it.
pub(super) fn history(
    series: &Series,
    compared: &BTreeMap<(usize, usize), &Comparison<'_>>,
) -> Option<SeriesHistory> {
    if series.editions.len() < 2 {
        return None;
    }
    let position = |edition: &drift::Edition| {
        let is_it = |&position: &usize| {
            names::is_newest(series, position) && series.revisions[position].statement.id == edition.id
        };
        (0..series.revisions.len()).find(is_it)
    };
    let positions: Vec<usize> = series.editions.iter().map(position).collect::<Option<_>>()?;
    let pair = |pair: &[usize]| match compared.get(&(pair[0], pair[1])) {
        Some(comparison) => Transition::of(comparison, &series.rules),
        // A made-up edition stands between the two.
        None => {
            let sides = Sides::new(pair[0], pair[1]).map(|position| &series.revisions[position].statement);
            Transition::of(&compare(sides, &series.rules, &Options::default()), &series.rules)
        }
    };
    let pairs: Vec<Transition> = positions.par_windows(2).map(pair).collect();
    let asked = drift::Asked { series: &series.id, rules: &series.rules, known: &series.known, phrases: &[] };
    let timeline = drift::timeline(&series.editions, &pairs, &asked).ok()?;
    let mut next = positions.into_iter();
    let positions = timeline.slots.iter().map(|slot| if slot.held { next.next() } else { None }).collect();
    Some(SeriesHistory { timeline, positions })
}
