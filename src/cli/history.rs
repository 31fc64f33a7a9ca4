//! An archive → the editions of a series and what became of their commitments, from the cache where it has them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::args::Global;
use super::input::Input;
use super::reader::{self, Reader};
use super::site::Bar;
use crate::archive::{Archive, Entry};
use crate::cache::{Cache, Key};
use crate::compare::{Comparison, Options, compare};
use crate::drift::{self, Catalogued, Edition, Past, Transition, ordered};
use crate::series::Rules;
use crate::statement::Statement;
use crate::{Error, Result, Sides};

/// What becomes of made-up editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Illustrative {
    /// They are taken in.
    Taken,
    /// They are left out, and it is said.
    LeftOut,
}

/// What a timeline is made of.
pub(super) struct History {
    pub rules: Rules,
    /// In their order.
    pub editions: Vec<Edition>,
    /// Of successive editions.
    pub pairs: Vec<Transition>,
    pub known: Vec<Catalogued>,
    /// The ids of made-up editions that were left out.
    left_out: Vec<String>,
}

impl History {
    /// Says which editions were left out, if any were.
    pub fn left_out(&self) -> Option<String> {
        match self.left_out.as_slice() {
            [] => None,
            [one] => Some(format!("{one} is made up and left out; --illustrative takes it in.")),
            some => {
                Some(format!("{} are made up and left out; --illustrative takes them in.", some.join(", ")))
            }
        }
    }
}

/// The series whose history is asked for: the one named, else the only one with editions.
pub(super) fn series(reader: &Reader<'_>, global: &Global) -> Result<String> {
    let mut held: Vec<&str> = reader.archive.entries().iter().map(Entry::series).collect();
    held.sort_unstable();
    held.dedup();
    match (&global.series, held.as_slice()) {
        (Some(name), _) => Ok(name.clone()),
        (None, [one]) => Ok((*one).to_owned()),
        (None, []) => Err(empty(&reader.archive)),
        (None, _) => Err(Error::new(format!("the archive has {} series", held.len()))
            .help(format!("name one: --series {}", held.join(", --series ")))),
    }
}

fn empty(archive: &Archive) -> Error {
    let error = Error::new("the archive has no edition").help("`kidd add` adds one");
    match archive.root() {
        Some(root) => error.at_path(root),
        None => error,
    }
}

/// The newest revision of each edition of a series, of those that count.
pub(super) fn newest(archive: &Archive, series: &str, counts: &dyn Fn(&Entry) -> bool) -> Vec<Entry> {
    let mut newest: Vec<&Entry> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in archive.entries().iter().filter(|entry| entry.series() == series && counts(entry)) {
        match places.get(entry.id.as_str()) {
            Some(&place) if newest[place].revision < entry.revision => newest[place] = entry,
            Some(_) => {}
            None => {
                places.insert(&entry.id, newest.len());
                newest.push(entry);
            }
        }
    }
    newest.into_iter().cloned().collect()
}

/// Reads a series: every edition, and every successive pair.
pub(super) fn collect(reader: &mut Reader<'_>, series: &str, illustrative: Illustrative) -> Result<History> {
    let mut entries = newest(&reader.archive, series, &|_| true);
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
    let known = known(&reader.archive, series)?;
    let rules = reader.rules(Some(series.to_owned()))?.clone();
    let work = Work {
        archive: &reader.archive,
        fingerprint: reader.fingerprint(series)?,
        rules: &rules,
        cache: reader.cache.clone(),
        bar: Bar::default(),
    };
    let (editions, pairs) = work.done(&entries)?;
    drop(work);
    Ok(History { rules, editions, pairs, known, left_out })
}

/// Editions that it takes to tell more than the comparison does: one alone is nothing but a side of it.
pub(super) const TELLING: usize = 2;

/// The editions of a series that are held, for findings to be told by.
pub(super) struct Held {
    editions: Vec<Edition>,
    known: Vec<Catalogued>,
    rules: Rules,
}

impl Held {
    /// Makes them ready to be asked.
    pub fn past(&self) -> Past<'_> {
        Past::new(&self.editions, &self.known, &self.rules)
    }
}

/// Reads the editions that can tell of a comparison: the published ones of its series that `counts` lets in. `None` where
/// there are fewer than `least`.
///
/// # Errors
/// The rules of the series are broken, or an edition cannot be read.
pub(super) fn held(
    comparison: &Comparison<'_>,
    reader: &mut Reader<'_>,
    counts: &dyn Fn(&Entry) -> bool,
    least: usize,
) -> Result<Option<Held>> {
    let Some(series) = series_of(comparison, &reader.archive) else { return Ok(None) };
    let entries = newest(&reader.archive, &series, counts);
    let entries: Vec<Entry> = entries.into_iter().filter(|entry| !entry.illustrative).collect();
    if entries.len() < least {
        return Ok(None);
    }
    let rules = reader.rules(Some(series.clone()))?.clone();
    let known = known(&reader.archive, &series)?;
    let work = Work {
        archive: &reader.archive,
        fingerprint: reader.fingerprint(&series)?,
        rules: &rules,
        cache: reader.cache.clone(),
        bar: Bar::default(),
    };
    let editions = work.editions(&entries)?;
    drop(work);
    Ok(Some(Held { editions, known, rules }))
}

/// Lets the findings of a comparison say what all earlier editions of the archive know. Where these cannot be read, it is
/// a caution and not the end: the comparison itself does not need them.
pub(super) fn annotate(comparison: &mut Comparison<'_>, reader: &mut Reader<'_>) {
    match held(comparison, reader, &|_| true, TELLING) {
        Ok(None) => {}
        Ok(Some(held)) => drift::annotate(comparison, &held.past()),
        Err(error) => comparison.cautions.push(unknown(&error)),
    }
}

/// What is said where the past cannot be read.
pub(super) fn unknown(error: &Error) -> String {
    format!("Earlier editions were not consulted, because one of them cannot be read: {error}.")
}

/// The series of the newer side, else of the older one: the archive's, where it holds the text, else that of the rules.
fn series_of(comparison: &Comparison<'_>, archive: &Archive) -> Option<String> {
    let sides = comparison.statements;
    let held = |statement: &Statement| {
        let entry = archive.entries().iter().find(|entry| entry.sha256 == statement.sha256);
        entry.map(|entry| entry.series().to_owned()).or_else(|| statement.series.clone())
    };
    held(sides.after).or_else(|| held(sides.before))
}

/// What the catalogue knows of, held or not.
pub(super) fn known(archive: &Archive, series: &str) -> Result<Vec<Catalogued>> {
    let Some(catalog) = archive.catalog(series)? else { return Ok(Vec::new()) };
    let known = catalog.editions.into_iter().filter_map(|edition| {
        Some(Catalogued {
            id: edition.id(series)?,
            ordinal: edition.ordinal,
            date: edition.date.or(edition.end_date),
            month: edition.month,
        })
    });
    Ok(known.collect())
}

/// Everything that reading and comparing needs, for many threads at once.
struct Work<'w> {
    archive: &'w Archive,
    fingerprint: String,
    rules: &'w Rules,
    cache: Cache,
    bar: Bar,
}

/// Pairs of editions that are read and compared at a time: bounds the memory, whatever the size of the archive.
const WINDOW: usize = 64;

impl Work<'_> {
    fn done(&self, entries: &[Entry]) -> Result<(Vec<Edition>, Vec<Transition>)> {
        let editions = self.editions(entries)?;
        let order = ordered(&editions);
        let entries: Vec<&Entry> = order.iter().map(|&position| &entries[position]).collect();
        let mut by_place: Vec<Option<Edition>> = editions.into_iter().map(Some).collect();
        let editions: Vec<Edition> =
            order.into_iter().filter_map(|position| by_place[position].take()).collect();

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
                    self.bar.say("comparing", number, starts.len());
                    if let Some(pair) = kept {
                        return pair;
                    }
                    // Both were read just now.
                    let Some((before, after)) = statement(start).zip(statement(start + 1)) else {
                        return Transition::default();
                    };
                    let comparison = compare(Sides::new(before, after), self.rules, &Options::default());
                    let pair = Transition::of(&comparison, self.rules);
                    self.cache.put(key, &pair);
                    pair
                })
                .collect();
            pairs.extend(made);
        }
        Ok((editions, pairs))
    }

    fn editions(&self, entries: &[Entry]) -> Result<Vec<Edition>> {
        let done = AtomicUsize::new(0);
        let read = entries.par_iter().map(|entry| {
            let edition = self.edition(entry);
            self.bar.say("reading", done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            edition
        });
        read.collect()
    }

    fn edition(&self, entry: &Entry) -> Result<Edition> {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let made_up = if entry.illustrative { "illustrative" } else { "" };
        let key = Key::new("edition", [self.fingerprint.as_str(), &entry.sha256, &entry.id, &date, made_up]);
        if let Some(edition) = self.cache.get(&key) {
            return Ok(edition);
        }
        let mut edition = Edition::of(&self.statement(entry)?, self.rules);
        // The number stands in the name where the text does not say it.
        edition.ordinal = edition.ordinal.or_else(|| entry.short().parse().ok());
        self.cache.put(&key, &edition);
        Ok(edition)
    }

    fn pair_key(&self, before: &Entry, after: &Entry) -> Key {
        Key::new("pair", [self.fingerprint.as_str(), &before.sha256, &after.sha256])
    }

    fn statement(&self, entry: &Entry) -> Result<Statement> {
        let input = Input {
            origin: entry.id.clone(),
            bytes: self.archive.read(entry)?,
            edition: Some(entry.clone()),
        };
        let mut statement = reader::statement(&input, self.rules)?;
        // A comparison of what was said does not look at the page.
        statement.blocks = Vec::new();
        statement.furniture = Vec::new();
        for sentence in &mut statement.sentences {
            sentence.cues = Vec::new();
        }
        Ok(statement)
    }
}
