//! An archive → the editions of a series and what became of their commitments, from the cache where it has them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Progress, Workspace, rulebook};
use crate::archive::{Archive, Entry};
use crate::cache::{Cache, Key};
use crate::compare::{Comparison, Options, compare};
use crate::desk::{self, Remembered, TELLING, unremembered};
use crate::drift::{self, Asked, Catalogued, Edition, Timeline, Transition, ordered};
use crate::series::Rules;
use crate::statement::Statement;
use crate::{Error, Result, Sides};

/// What becomes of made-up editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Illustrative {
    /// They are taken in.
    Taken,
    /// They are left out, and it is said.
    LeftOut,
}

/// A series as a timeline is made of it.
pub struct History {
    series: String,
    rules: Arc<Rules>,
    /// In their order.
    editions: Vec<Edition>,
    /// Of successive editions.
    pairs: Vec<Transition>,
    known: Vec<Catalogued>,
    /// The ids of made-up editions that were left out.
    left_out: Vec<String>,
}

impl History {
    /// Since when they say that: these phrases, or all that the rules watch.
    ///
    /// # Errors
    /// A phrase stands nowhere.
    pub fn timeline(&self, phrases: &[String]) -> Result<Timeline> {
        let asked = Asked { series: &self.series, rules: &self.rules, known: &self.known, phrases };
        let mut timeline = drift::timeline(&self.editions, &self.pairs, &asked)?;
        timeline.cautions.extend(self.left_out());
        Ok(timeline)
    }

    /// Says which editions were left out, if any were.
    fn left_out(&self) -> Option<String> {
        match self.left_out.as_slice() {
            [] => None,
            [one] => Some(format!("{one} is made up and left out; --illustrative takes it in.")),
            some => {
                Some(format!("{} are made up and left out; --illustrative takes them in.", some.join(", ")))
            }
        }
    }
}

impl Workspace {
    /// The series that is named, else the only one with editions.
    ///
    /// # Errors
    /// None is named, and the archive has none or several.
    pub fn only_series(&self) -> Result<String> {
        let mut held: Vec<&str> = self.archive.entries().iter().map(Entry::series).collect();
        held.sort_unstable();
        held.dedup();
        match (&self.scope.series, held.as_slice()) {
            (Some(name), _) => Ok(name.clone()),
            (None, [one]) => Ok((*one).to_owned()),
            (None, []) => Err(empty(&self.archive)),
            (None, _) => Err(Error::new(format!("the archive has {} series", held.len()))
                .help(format!("name one: --series {}", held.join(", --series ")))),
        }
    }

    /// Reads a series: every edition, and every successive pair.
    ///
    /// # Errors
    /// There is no edition, or one cannot be read.
    pub fn history(&self, series: &str, illustrative: Illustrative) -> Result<History> {
        let mut entries = self.archive.newest(series, &|_| true);
        let mut left_out = Vec::new();
        if illustrative == Illustrative::LeftOut {
            left_out.extend(entries.iter().filter(|entry| entry.illustrative).map(|entry| entry.id.clone()));
            entries.retain(|entry| !entry.illustrative);
        }
        if entries.is_empty() {
            let error = if left_out.is_empty() {
                Error::new(format!("the archive has no edition of the series {series}"))
                    .help("`kidd list` shows what there is")
            } else {
                Error::new(format!("the archive has made-up editions of {series} alone"))
                    .help("--illustrative takes them in")
            };
            return Err(error);
        }
        let known = self.known(series)?;
        let work = self.work(series)?;
        let (editions, pairs) = work.done(&entries)?;
        Ok(History { series: series.to_owned(), rules: work.rules, editions, pairs, known, left_out })
    }

    /// Reads the editions that can tell of a comparison: the published ones of its series that `counts` lets in. `None`
    /// where there are fewer than `least`.
    ///
    /// # Errors
    /// The rules of the series are broken, or an edition cannot be read.
    pub fn remembered(
        &self,
        comparison: &Comparison<'_>,
        counts: &dyn Fn(&Entry) -> bool,
        least: usize,
    ) -> Result<Option<Remembered>> {
        let Some(series) = desk::series_of(comparison, self.archive.entries()) else { return Ok(None) };
        let entries = self.archive.newest(&series, &|entry| !entry.illustrative && counts(entry));
        if entries.len() < least {
            return Ok(None);
        }
        let known = self.known(&series)?;
        let work = self.work(&series)?;
        let editions = work.editions(&entries)?;
        Ok(Some(Remembered { editions, known, rules: work.rules }))
    }

    /// Lets the findings of a comparison say what all earlier editions of the archive know. Where these cannot be read, it is
    /// a caution and not the end: the comparison itself does not need them.
    pub fn recall(&self, comparison: &mut Comparison<'_>) {
        match self.remembered(comparison, &|_| true, TELLING) {
            Ok(None) => {}
            Ok(Some(remembered)) => drift::annotate(comparison, &remembered.past()),
            Err(error) => comparison.cautions.push(unremembered(&error)),
        }
    }

    /// The published editions of a series in their order, as a history needs them.
    ///
    /// # Errors
    /// One cannot be read.
    pub(super) fn published_editions(&self, series: &str) -> Result<Vec<Edition>> {
        let entries = self.archive.newest(series, &|entry| !entry.illustrative);
        Ok(in_order(self.work(series)?.editions(&entries)?).0)
    }

    /// What the catalogue of a series knows of, held or not.
    ///
    /// # Errors
    /// The catalogue is broken.
    pub fn known(&self, series: &str) -> Result<Vec<Catalogued>> {
        desk::catalogued(&self.archive, series)
    }

    fn work(&self, series: &str) -> Result<Work<'_>> {
        Ok(Work {
            workspace: self,
            fingerprint: rulebook::fingerprint(series, &self.archive)?,
            rules: self.rules(Some(series))?,
            cache: &self.cache,
            progress: &*self.progress,
        })
    }
}

fn empty(archive: &Archive) -> Error {
    let error = Error::new("the archive has no edition").help("`kidd add` adds one");
    match archive.root() {
        Some(root) => error.at_path(root),
        None => error,
    }
}

/// Editions in their order, and the position that each had.
fn in_order(editions: Vec<Edition>) -> (Vec<Edition>, Vec<usize>) {
    let order = ordered(&editions);
    let mut by_place: Vec<Option<Edition>> = editions.into_iter().map(Some).collect();
    (order.iter().filter_map(|&position| by_place[position].take()).collect(), order)
}

/// Everything that reading and comparing the editions of a series needs, for many threads at once.
struct Work<'w> {
    workspace: &'w Workspace,
    fingerprint: String,
    rules: Arc<Rules>,
    cache: &'w Cache,
    progress: &'w dyn Progress,
}

/// Pairs of editions that are read and compared at a time: bounds the memory, whatever the size of the archive.
const WINDOW: usize = 64;

impl Work<'_> {
    fn done(&self, entries: &[&Entry]) -> Result<(Vec<Edition>, Vec<Transition>)> {
        let (editions, order) = in_order(self.editions(entries)?);
        let entries: Vec<&Entry> = order.into_iter().map(|position| entries[position]).collect();

        let done = AtomicUsize::new(0);
        let mut pairs: Vec<Transition> = Vec::with_capacity(editions.len().saturating_sub(1));
        let starts: Vec<usize> = (0..entries.len().saturating_sub(1)).collect();
        for window in starts.chunks(WINDOW) {
            let names: Vec<Key> =
                window.iter().map(|&start| self.pair_key(entries[start], entries[start + 1])).collect();
            let kept: Vec<Option<Transition>> = names.par_iter().map(|key| self.cache.get(key)).collect();
            // Each statement that a missing pair needs is read once for the window.
            let mut wanted: Vec<usize> = window
                .iter()
                .zip(&kept)
                .filter(|(_, kept)| kept.is_none())
                .flat_map(|(&start, _)| [start, start + 1])
                .collect();
            wanted.dedup();
            let read: Vec<(usize, Statement)> = wanted
                .par_iter()
                .map(|&position| Ok((position, self.statement(entries[position])?)))
                .collect::<Result<_>>()?;
            let statement = |position: usize| {
                read.binary_search_by_key(&position, |(known, _)| *known).ok().map(|found| &read[found].1)
            };
            let made: Vec<Transition> = window
                .par_iter()
                .zip(kept)
                .zip(&names)
                .map(|((&start, kept), key)| {
                    let number = done.fetch_add(1, Ordering::Relaxed) + 1;
                    self.progress.step("comparing", number, starts.len());
                    if let Some(pair) = kept {
                        return pair;
                    }
                    // Both were read just now.
                    let Some((before, after)) = statement(start).zip(statement(start + 1)) else {
                        return Transition::default();
                    };
                    let comparison = compare(Sides::new(before, after), &self.rules, &Options::default());
                    let pair = Transition::of(&comparison, &self.rules);
                    self.cache.put(key, &pair);
                    pair
                })
                .collect();
            pairs.extend(made);
        }
        self.progress.end();
        Ok((editions, pairs))
    }

    fn editions(&self, entries: &[&Entry]) -> Result<Vec<Edition>> {
        let done = AtomicUsize::new(0);
        let read = entries.par_iter().map(|entry| {
            let edition = self.edition(entry);
            self.progress.step("reading", done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            edition
        });
        let read = read.collect();
        self.progress.end();
        read
    }

    fn edition(&self, entry: &Entry) -> Result<Edition> {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let made_up = if entry.illustrative { "illustrative" } else { "" };
        let key = Key::new("edition", [self.fingerprint.as_str(), &entry.sha256, &entry.id, &date, made_up]);
        if let Some(edition) = self.cache.get(&key) {
            return Ok(edition);
        }
        let mut edition = Edition::of(&self.statement(entry)?, &self.rules);
        // The number stands in the name where the text does not say it.
        edition.ordinal = edition.ordinal.or_else(|| entry.short().parse().ok());
        self.cache.put(&key, &edition);
        Ok(edition)
    }

    fn pair_key(&self, before: &Entry, after: &Entry) -> Key {
        Key::new("pair", [self.fingerprint.as_str(), &before.sha256, &after.sha256])
    }

    fn statement(&self, entry: &Entry) -> Result<Statement> {
        let mut statement = self.workspace.edition(entry)?;
        // A comparison of what was said does not look at the page.
        statement.blocks = Vec::new();
        statement.furniture = Vec::new();
        for sentence in &mut statement.sentences {
            sentence.cues = Vec::new();
        }
        Ok(statement)
    }
}
