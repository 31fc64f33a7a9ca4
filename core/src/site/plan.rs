//! What there is to make: which pages a site has, and what each is made of.

use rayon::prelude::*;

use super::history::{SeriesHistory, history};
use super::model::{Extras, Pair, Progress, Series};
use super::names;
use super::pages::{self, PairPage};
use super::steps::Steps;
use crate::compare::{Comparison, Options, compare};
use crate::drift::{Past, annotate};
use crate::report::html::Link;
use crate::{Sides, statement::Statement};

/// What there is to make.
pub(super) struct Plan<'s> {
    pub series: &'s [Series],
    pub pairs: Vec<PairPage>,
    /// What changed in each pair, with what the editions before know of it.
    pub comparisons: Vec<Comparison<'s>>,
    /// By series; none where there is nothing to tell.
    pub histories: Vec<Option<SeriesHistory>>,
    /// The pages that every page leads to: their names, and their places relative to the site.
    navigation: Vec<(&'static str, &'static str)>,
    /// Whether a page compares a reader's own text.
    pub has_comparer: bool,
}

impl<'s> Plan<'s> {
    pub(super) fn new(
        series: &'s [Series],
        extras: Extras<'_>,
        navigation: Vec<(&'static str, &'static str)>,
        progress: &dyn Progress,
    ) -> Self {
        let pairs = pages::pairs(series, extras.pairs);
        let comparisons = compared(series, &pairs, progress);
        let histories = series.iter().enumerate().map(|(number, one)| {
            let of = |(page, comparison): (&PairPage, _)| {
                (page.pair.series == number).then_some(((page.pair.before, page.pair.after), comparison))
            };
            history(one, &pairs.iter().zip(&comparisons).filter_map(of).collect())
        });
        let histories = histories.collect();
        let has_comparer = extras.comparer.is_some();
        Self { series, pairs, comparisons, histories, navigation, has_comparer }
    }

    /// The positions of all revisions: of their series, and in it.
    pub(super) fn revisions(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.series
            .iter()
            .enumerate()
            .flat_map(|(number, series)| (0..series.revisions.len()).map(move |position| (number, position)))
    }

    /// How many pages of pairs and editions there are.
    pub(super) fn pages(&self) -> usize {
        self.pairs.len() + self.revisions().count()
    }

    /// The files of pairs and editions, relative to the site.
    pub(super) fn paths(&self) -> Vec<String> {
        let pairs = self.pairs.iter().map(|page| page.path(self.series));
        let editions =
            self.revisions().map(|(series, position)| names::edition(&self.series[series], position));
        pairs.chain(editions).collect()
    }

    /// The navigation; `up` leads from the page to the site's folder (`../`, or nothing).
    pub(super) fn links(&self, up: &str) -> Vec<Link> {
        let link = |&(name, path): &(&str, &str)| Link {
            text: name.to_owned(),
            address: format!("{up}{path}"),
            relation: None,
        };
        self.navigation.iter().map(link).collect()
    }
}

fn statements(series: &[Series], pair: Pair) -> Sides<&Statement> {
    Sides::new(pair.before, pair.after).map(|at| &series[pair.series].revisions[at].statement)
}

/// Compares each pair once, and lets its findings say what the editions before know of them.
fn compared<'s>(series: &'s [Series], pairs: &[PairPage], progress: &dyn Progress) -> Vec<Comparison<'s>> {
    let pasts: Vec<Past<'_>> =
        series.iter().map(|one| Past::new(&one.editions, &one.known, &one.rules)).collect();
    let steps = Steps::new("comparing", pairs.len(), progress);
    let compared = pairs.par_iter().map(|page| {
        let rules = &series[page.pair.series].rules;
        let mut comparison = compare(statements(series, page.pair), rules, &Options::default());
        annotate(&mut comparison, &pasts[page.pair.series]);
        steps.step();
        comparison
    });
    compared.collect()
}
