//! Where statements are read and compared by the rules of their own series: what a program needs round the stages.
//!
//! A [`Shelf`] has the editions and the rules; a folder is one, and so is anything that a page in a browser carries. The
//! [`Desk`] asks it: of which series a text is, by whose rules two texts are compared, what earlier editions know of it.
//! Everything here can be shared by threads.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::compare::{self, Comparison, Options, SectionStatus};
use crate::drift::{self, Catalogued, Edition, Past};
use crate::ledger::{Catalog, Entry, Known};
use crate::report::html::Provenance;
use crate::series::{self, Detector, Rules, RulesFile};
use crate::source::{self, Document};
use crate::statement::{self, Statement};
use crate::{Result, Sides, digest};

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
    rules: Mutex<BTreeMap<Option<String>, Arc<Rules>>>,
    detector: OnceLock<Detector>,
    /// By series its editions, for findings to be told by.
    held: Mutex<BTreeMap<String, Option<Arc<Held>>>>,
}

/// The published editions of a series.
struct Held {
    editions: Vec<Edition>,
    known: Vec<Catalogued>,
    rules: Arc<Rules>,
}

impl<S: Shelf> Desk<S> {
    /// A desk beside this shelf.
    pub const fn new(shelf: S) -> Self {
        Self {
            shelf,
            rules: Mutex::new(BTreeMap::new()),
            detector: OnceLock::new(),
            held: Mutex::new(BTreeMap::new()),
        }
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
            (None, None) => self.detected(&document)?,
        };
        let mut statement = statement::read(&document, &*self.rules(series.as_deref())?)?;
        statement.sha256 = digest::bytes(text.bytes);
        if let Some(edition) = text.edition {
            statement.illustrative |= edition.illustrative;
            statement.id.clone_from(&edition.id);
            if statement.date.is_none() {
                (statement.date, statement.end_date) = (edition.date, edition.end_date);
            }
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
        let name = match (series.before, series.after) {
            (before, after) if before == after => after.map(str::to_owned),
            (Some(before), Some(after)) => self.common(before, after)?,
            _ => None,
        };
        let sisters = series.before.is_some() && series.after.is_some() && series.before != series.after;
        let rules = self.rules(name.as_deref())?;
        let mut comparison = compare::compare(statements, &rules, &Options::default());
        if sisters {
            comparison.cautions.extend(sister_sections(&comparison));
        }
        match self.held(&comparison) {
            Ok(None) => {}
            Ok(Some(held)) => {
                drift::annotate(&mut comparison, &Past::new(&held.editions, &held.known, &held.rules));
            }
            // The comparison itself does not need them.
            Err(error) => comparison
                .cautions
                .push(format!("What earlier editions say is not known, since one cannot be read: {error}.")),
        }
        Ok(comparison)
    }

    /// What a page says of where these bytes were published, also for a file that is the same as an edition.
    pub fn provenance(&self, statement: &Statement) -> Provenance<'_> {
        let kept = self.shelf.entries().iter().filter(|entry| entry.sha256 == statement.sha256);
        Provenance { source: kept.filter_map(|entry| entry.source.as_deref()).next(), page: None }
    }

    /// The rules of a series; the general ones where it has none.
    ///
    /// # Errors
    /// They are broken.
    pub fn rules(&self, series: Option<&str>) -> Result<Arc<Rules>> {
        let key = series.map(str::to_owned);
        // Where another thread failed while it held the lock, the rules are loaded anew.
        if let Some(known) = self.rules.lock().ok().and_then(|rules| rules.get(&key).cloned()) {
            return Ok(known);
        }
        let file = series.map(|name| self.shelf.rules(name)).transpose()?.flatten();
        let rules = Arc::new(match file {
            Some(file) => series::load(&file, &|name| self.shelf.rules(name))?,
            None => series::general()?,
        });
        if let Ok(mut known) = self.rules.lock() {
            known.insert(key, Arc::clone(&rules));
        }
        Ok(rules)
    }

    fn detected(&self, document: &Document) -> Result<Option<String>> {
        if let Some(detector) = self.detector.get() {
            return Ok(detector.detect(document));
        }
        let mut known = Vec::new();
        for name in self.shelf.series() {
            if let Some(file) = self.shelf.rules(&name)? {
                known.push((name, file));
            }
        }
        let detector = Detector::new(&known)?;
        Ok(self.detector.get_or_init(|| detector).detect(document))
    }

    /// The series by whose rules texts of two series are compared.
    fn common(&self, before: &str, after: &str) -> Result<Option<String>> {
        let lines = Sides::new(self.lineage(before)?, self.lineage(after)?);
        Ok(match lines.after.iter().find(|name| lines.before.contains(name)) {
            // The one that inherits from the other knows what both say.
            Some(name) if name == before => Some(after.to_owned()),
            Some(name) if name == after => Some(before.to_owned()),
            common => common.cloned(),
        })
    }

    /// A series and all that it inherits from, the nearest first.
    fn lineage(&self, series: &str) -> Result<Vec<String>> {
        let mut names = vec![series.to_owned()];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            if let Some(file) = self.shelf.rules(&name)? {
                let inherits = series::parse(&file.origin, &file.text)?.inherits;
                for name in inherits.into_iter().rev() {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            at += 1;
        }
        Ok(names)
    }

    /// The editions that can tell of a comparison; `None` where there are none but its two sides.
    fn held(&self, comparison: &Comparison<'_>) -> Result<Option<Arc<Held>>> {
        let sides = comparison.statements;
        let of = |statement: &Statement| {
            let entry = self.shelf.entries().iter().find(|entry| entry.sha256 == statement.sha256);
            entry.map(|entry| entry.series().to_owned()).or_else(|| statement.series.clone())
        };
        let Some(series) = of(sides.after).or_else(|| of(sides.before)) else { return Ok(None) };
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
    fn collected(&self, series: &str) -> Result<Option<Held>> {
        let mut newest: Vec<&Entry> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in self.shelf.entries().iter().filter(|entry| entry.series() == series) {
            match places.get(entry.id.as_str()) {
                Some(&place) if newest[place].revision < entry.revision => newest[place] = entry,
                Some(_) => {}
                None => {
                    places.insert(&entry.id, newest.len());
                    newest.push(entry);
                }
            }
        }
        newest.retain(|entry| !entry.illustrative);
        // One edition alone is nothing but a side of the comparison.
        if newest.len() < 2 {
            return Ok(None);
        }
        let rules = self.rules(Some(series))?;
        let known = match self.shelf.catalog(series)? {
            None => Vec::new(),
            Some(catalog) => {
                catalog.editions.into_iter().filter_map(|edition| catalogued(edition, series)).collect()
            }
        };
        let editions: Result<Vec<Edition>> = newest
            .into_iter()
            .map(|entry| {
                let mut edition = Edition::of(&self.edition(entry, Some(series))?, &rules);
                // The number stands in the name where the text does not say it.
                edition.ordinal = edition.ordinal.or_else(|| entry.short().parse().ok());
                Ok(edition)
            })
            .collect();
        Ok(Some(Held { editions: editions?, known, rules }))
    }
}

/// What a catalogue knows of an edition, held or not.
fn catalogued(edition: Known, series: &str) -> Option<Catalogued> {
    Some(Catalogued {
        id: edition.id(series)?,
        ordinal: edition.ordinal,
        date: edition.date.or(edition.end_date),
        month: edition.month,
    })
}

/// Of sister texts, which sections have a counterpart: only these can be compared.
fn sister_sections(comparison: &Comparison<'_>) -> Vec<String> {
    let titles = |wanted: &[SectionStatus]| -> Vec<String> {
        let sections = comparison.sections.iter().filter(|section| wanted.contains(&section.status));
        sections.map(|section| section.title.clone()).collect()
    };
    let both = titles(&[SectionStatus::Same, SectionStatus::Changed]);
    let sides = comparison.statements;
    let mut told = vec![match both.as_slice() {
        [] => "These are sister texts, and no section of one has a counterpart in the other.".to_owned(),
        _ => format!("These are sister texts. Sections with a counterpart: {}.", both.join(", ")),
    }];
    for (status, statement) in [(SectionStatus::Removed, sides.before), (SectionStatus::Added, sides.after)] {
        let alone = titles(&[status]);
        if !alone.is_empty() {
            told.push(format!("Sections of {} alone: {}.", statement.id, alone.join(", ")));
        }
    }
    told
}
