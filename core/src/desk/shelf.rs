//! Where editions and rules stand, and what can be asked of any such place.

use std::collections::BTreeMap;

use crate::Result;
use crate::compare::Comparison;
use crate::drift::Catalogued;
use crate::ledger::{Catalog, Entry};
use crate::series::RulesFile;
use crate::statement::Statement;

/// Where editions and rules stand.
pub trait Shelf {
    /// Every revision of every edition, in the order in which they were taken in.
    fn entries(&self) -> &[Entry];

    /// The bytes of an original.
    ///
    /// # Errors
    /// It is not there, or is not what was taken in.
    fn read(&self, entry: &Entry) -> Result<Vec<u8>>;

    /// The ids of all series that have rules or editions.
    fn series(&self) -> Vec<String>;

    /// The rules of a series, where it has some.
    ///
    /// # Errors
    /// They are there and cannot be read.
    fn rules(&self, series: &str) -> Result<Option<RulesFile>>;

    /// The catalogue of a series, where it has one.
    ///
    /// # Errors
    /// It is there and cannot be read.
    fn catalog(&self, series: &str) -> Result<Option<Catalog>>;
}

/// The newest revision of each edition of a series, of those that count, in the order in which they were taken in.
pub fn newest<'e>(entries: &'e [Entry], series: &str, counts: &dyn Fn(&Entry) -> bool) -> Vec<&'e Entry> {
    let mut newest: Vec<&Entry> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.series() == series && counts(entry)) {
        match places.get(entry.id.as_str()) {
            Some(&place) if newest[place].revision < entry.revision => newest[place] = entry,
            Some(_) => {}
            None => {
                places.insert(&entry.id, newest.len());
                newest.push(entry);
            }
        }
    }
    newest
}

/// Where these bytes were published, as far as the entries tell: also for a file that is the same as an edition.
pub fn published<'e>(entries: &'e [Entry], statement: &Statement) -> Option<&'e str> {
    let kept = entries.iter().filter(|entry| entry.sha256 == statement.sha256);
    kept.filter_map(|entry| entry.source.as_deref()).next()
}

/// The series of the newer side, else of the older one: the shelf's, where it holds the text, else that of the rules.
pub fn series_of(comparison: &Comparison<'_>, entries: &[Entry]) -> Option<String> {
    let sides = comparison.statements;
    let held = |statement: &Statement| {
        let entry = entries.iter().find(|entry| entry.sha256 == statement.sha256);
        entry.map(|entry| entry.series().to_owned()).or_else(|| statement.series.clone())
    };
    held(sides.after).or_else(|| held(sides.before))
}

/// What the catalogue of a series knows of, held or not.
///
/// # Errors
/// The catalogue is broken.
pub fn catalogued<S: Shelf>(shelf: &S, series: &str) -> Result<Vec<Catalogued>> {
    let Some(catalog) = shelf.catalog(series)? else { return Ok(Vec::new()) };
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

/// Puts on a statement what the shelf knows of it as an edition.
pub fn label(statement: &mut Statement, edition: &Entry) {
    statement.illustrative |= edition.illustrative;
    statement.id.clone_from(&edition.id);
    if statement.date.is_none() {
        (statement.date, statement.end_date) = (edition.date, edition.end_date);
    }
}
