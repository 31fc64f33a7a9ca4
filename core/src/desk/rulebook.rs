//! The rules of a shelf's series: each loaded once, whoever asks, and what tells the series of a text.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::shelf::Shelf;
use crate::Result;
use crate::series::{self, Detector, Rules};
use crate::source::Document;

/// The rules that were asked for so far.
#[derive(Debug, Default)]
pub struct Rulebook {
    /// By the name of their series; without a name the general ones.
    loaded: Mutex<BTreeMap<Option<String>, Arc<Rules>>>,
    /// Made for the first text that does not say its series.
    detector: OnceLock<Detector>,
}

impl Rulebook {
    /// The rules of a series; the general ones where it has none.
    ///
    /// # Errors
    /// They are broken.
    pub fn rules<S: Shelf>(&self, name: Option<&str>, shelf: &S) -> Result<Arc<Rules>> {
        let key = name.map(str::to_owned);
        // Whatever a thread died of, the list is whole.
        let known = || self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known().get(&key) {
            return Ok(Arc::clone(rules));
        }
        // Loaded without the lock: two threads may do it at once, and the first one's are kept.
        let file = name.map(|name| shelf.rules(name)).transpose()?.flatten();
        let rules = match file {
            Some(file) => series::load(&file, &|name| shelf.rules(name))?,
            None => series::general()?,
        };
        Ok(Arc::clone(known().entry(key).or_insert_with(|| Arc::new(rules))))
    }

    /// The series that a text shows.
    ///
    /// # Errors
    /// The rules of a series are broken.
    pub fn detected<S: Shelf>(&self, document: &Document, shelf: &S) -> Result<Option<String>> {
        if let Some(detector) = self.detector.get() {
            return Ok(detector.detect(document));
        }
        let mut known = Vec::new();
        for name in shelf.series() {
            if let Some(file) = shelf.rules(&name)? {
                known.push((name, file));
            }
        }
        let detector = Detector::new(&known)?;
        Ok(self.detector.get_or_init(|| detector).detect(document))
    }
}

/// A series and all that it inherits from, the nearest first.
///
/// # Errors
/// The rules of one are broken.
pub fn lineage<S: Shelf>(series: &str, shelf: &S) -> Result<Vec<String>> {
    let mut names = vec![series.to_owned()];
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        if let Some(file) = shelf.rules(&name)? {
            let inherits = series::parse(&file.origin, &file.text)?.inherits;
            let further: Vec<String> =
                inherits.into_iter().rev().filter(|name| !names.contains(name)).collect();
            names.extend(further);
        }
        at += 1;
    }
    Ok(names)
}
