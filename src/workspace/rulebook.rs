//! The rules of an archive's series: each loaded once, whoever asks, and what tells the series of a text.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::archive::Archive;
use crate::series::{self, Detector, Rules};
use crate::source::Document;
use crate::{Result, digest};

/// The rules that were asked for so far.
#[derive(Default)]
pub(super) struct Rulebook {
    /// By the name of their series; without a name the general ones.
    loaded: Mutex<BTreeMap<Option<String>, Arc<Rules>>>,
    /// Made for the first text that does not say its series.
    detector: OnceLock<Detector>,
}

impl Rulebook {
    /// The rules of a series; the general ones where it has none.
    pub(super) fn rules(&self, name: Option<&str>, archive: &Archive) -> Result<Arc<Rules>> {
        let key = name.map(str::to_owned);
        // Whatever a thread died of, the list is whole.
        let known = || self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known().get(&key) {
            return Ok(Arc::clone(rules));
        }
        // Loaded without the lock: two threads may do it at once, and the first one's are kept.
        let file = name.map(|name| archive.rules(name)).transpose()?.flatten();
        let rules = match file {
            Some(file) => series::load(&file, &|name| archive.rules(name))?,
            None => series::general()?,
        };
        Ok(Arc::clone(known().entry(key).or_insert_with(|| Arc::new(rules))))
    }

    /// The series that a text shows.
    pub(super) fn detected(&self, document: &Document, archive: &Archive) -> Result<Option<String>> {
        if let Some(detector) = self.detector.get() {
            return Ok(detector.detect(document));
        }
        let mut known = Vec::new();
        for name in archive.series() {
            if let Some(file) = archive.rules(&name)? {
                known.push((name, file));
            }
        }
        let detector = Detector::new(&known)?;
        Ok(self.detector.get_or_init(|| detector).detect(document))
    }
}

/// A series and all that it inherits from, the nearest first.
pub(super) fn lineage(series: &str, archive: &Archive) -> Result<Vec<String>> {
    let mut names = vec![series.to_owned()];
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        if let Some(file) = archive.rules(&name)? {
            let inherits = series::parse(&file.origin, &file.text)?.inherits;
            let further: Vec<String> =
                inherits.into_iter().rev().filter(|name| !names.contains(name)).collect();
            names.extend(further);
        }
        at += 1;
    }
    Ok(names)
}

/// A hash of all the rules that read a series.
pub(super) fn fingerprint(series: &str, archive: &Archive) -> Result<String> {
    let mut texts = String::new();
    for name in lineage(series, archive)? {
        if let Some(file) = archive.rules(&name)? {
            texts.push_str(&format!("{name} {}\n{}\n", file.text.len(), file.text));
        }
    }
    Ok(digest::bytes(texts.as_bytes()))
}
