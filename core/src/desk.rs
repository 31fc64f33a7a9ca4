//! Where statements are read and compared by the rules of their own series: what a program needs round the stages.
//!
//! A [`Shelf`] has the editions and the rules; a folder is one, and so is anything that a page in a browser carries. The
//! [`Desk`] asks it: of which series a text is, by whose rules two texts are compared, what earlier editions know of it.
//! Everything here can be shared by threads.

mod kinship;
mod labels;
mod rulebook;
mod shelf;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::compare::{self, Comparison, Options};
use crate::drift::{self, Catalogued, Edition, Past};
use crate::ledger::Entry;
use crate::report::html::Provenance;
use crate::series::Rules;
use crate::source;
use crate::statement::{self, Statement};
use crate::{Error, Result, Sides};

pub use kinship::{Kinship, kinship, sister_sections};
pub use labels::{tell_apart, told_apart};
pub use rulebook::{Rulebook, lineage};
pub use shelf::{Shelf, catalogued, label, newest, published, series_of};

/// Editions that it takes to tell more than the comparison does: one alone is nothing but a side of it.
pub const TELLING: usize = 2;

/// What is said where the past cannot be read.
pub fn unremembered(error: &Error) -> String {
    format!("Earlier editions were not consulted, because one of them cannot be read: {error}.")
}

/// Bytes as published, and what is known of them from outside.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// For messages and reports: a file's name, or the edition's id.
    pub name: &'t str,
    /// What was published.
    pub bytes: &'t [u8],
    /// What the shelf knows of it, if it is an edition there.
    pub edition: Option<&'t Entry>,
}

/// Reads and compares statements; rules are loaded once.
pub struct Desk<S> {
    shelf: S,
    rulebook: Rulebook,
    /// By series its editions, for findings to be told by.
    held: Mutex<BTreeMap<String, Option<Arc<Remembered>>>>,
}

/// The published editions of a series, which know what was said before.
pub struct Remembered {
    /// In the order in which they were taken in.
    pub editions: Vec<Edition>,
    /// What the catalogue knows of, held or not.
    pub known: Vec<Catalogued>,
    /// By which they were read.
    pub rules: Arc<Rules>,
}

impl Remembered {
    /// Makes them ready to be asked.
    pub fn past(&self) -> Past<'_> {
        Past::new(&self.editions, &self.known, &self.rules)
    }
}

impl<S: Shelf> Desk<S> {
    /// A desk beside this shelf.
    pub fn new(shelf: S) -> Self {
        Self { shelf, rulebook: Rulebook::default(), held: Mutex::new(BTreeMap::new()) }
    }

    /// The shelf.
    pub const fn shelf(&self) -> &S {
        &self.shelf
    }

    /// Reads a text by the rules of the series that is named, else of its edition's, else of the one that it shows.
    ///
    /// # Errors
    /// Those of [`source::read_with`] and [`statement::read`]; broken rules.
    pub fn statement(
        &self,
        text: Text<'_>,
        series: Option<&str>,
        options: &source::Options<'_>,
    ) -> Result<Statement> {
        let document = source::read_with(text.name, text.bytes, options)?;
        let series = match (series, text.edition) {
            (Some(name), _) => Some(name.to_owned()),
            (None, Some(entry)) => Some(entry.series().to_owned()),
            (None, None) => self.rulebook.detected(&document, &self.shelf)?,
        };
        let mut statement = statement::read(&document, &*self.rules(series.as_deref())?)?;
        if let Some(edition) = text.edition {
            label(&mut statement, edition);
        }
        Ok(statement)
    }

    /// Reads an edition of the shelf.
    ///
    /// # Errors
    /// Those of [`statement`](Self::statement); the original cannot be read.
    pub fn edition(&self, entry: &Entry, series: Option<&str>) -> Result<Statement> {
        let bytes = self.shelf.read(entry)?;
        let text = Text { name: &entry.id, bytes: &bytes, edition: Some(entry) };
        self.statement(text, series, &source::Options::default())
    }

    /// Compares both sides, by the rules of their series if it is one; of two kindred series by those of the one that
    /// inherits from the other, or of what both inherit; else by the general ones. Findings say what earlier editions of
    /// the shelf know of them.
    ///
    /// # Errors
    /// The rules of a series are broken.
    pub fn compared<'s>(&self, statements: Sides<&'s Statement>) -> Result<Comparison<'s>> {
        let series = statements.map(|statement| statement.series.as_deref());
        let kinship = kinship(series, &self.shelf)?;
        let rules = self.rules(kinship.rules.as_deref())?;
        let mut comparison = compare::compare(statements, &rules, &Options::default());
        if kinship.sisters {
            comparison.cautions.extend(sister_sections(&comparison));
        }
        match self.held(&comparison) {
            Ok(None) => {}
            Ok(Some(held)) => drift::annotate(&mut comparison, &held.past()),
            // The comparison itself does not need them.
            Err(error) => comparison.cautions.push(unremembered(&error)),
        }
        Ok(comparison)
    }

    /// What a page says of where these bytes were published, also for a file that is the same as an edition.
    pub fn provenance(&self, statement: &Statement) -> Provenance<'_> {
        Provenance { source: published(self.shelf.entries(), statement), page: None }
    }

    /// The rules of a series; the general ones where it has none.
    ///
    /// # Errors
    /// They are broken.
    pub fn rules(&self, series: Option<&str>) -> Result<Arc<Rules>> {
        self.rulebook.rules(series, &self.shelf)
    }

    /// The editions that can tell of a comparison; `None` where there are none but its two sides.
    fn held(&self, comparison: &Comparison<'_>) -> Result<Option<Arc<Remembered>>> {
        let Some(series) = series_of(comparison, self.shelf.entries()) else { return Ok(None) };
        if let Some(known) = self.held.lock().ok().and_then(|held| held.get(&series).cloned()) {
            return Ok(known);
        }
        let held = self.collected(&series)?.map(Arc::new);
        if let Ok(mut known) = self.held.lock() {
            known.insert(series, held.clone());
        }
        Ok(held)
    }

    /// Reads the newest revision of every published edition of a series.
    fn collected(&self, series: &str) -> Result<Option<Remembered>> {
        let newest = newest(self.shelf.entries(), series, &|entry| !entry.illustrative);
        if newest.len() < TELLING {
            return Ok(None);
        }
        let rules = self.rules(Some(series))?;
        let known = catalogued(&self.shelf, series)?;
        let editions: Result<Vec<Edition>> = newest
            .into_iter()
            .map(|entry| {
                let mut edition = Edition::of(&self.edition(entry, Some(series))?, &rules);
                // The number stands in the name where the text does not say it.
                edition.ordinal = edition.ordinal.or_else(|| entry.short().parse().ok());
                Ok(edition)
            })
            .collect();
        Ok(Some(Remembered { editions: editions?, known, rules }))
    }
}
