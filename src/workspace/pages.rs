//! What a site of the archive shows: every revision of every series, and the history of each.

use std::collections::BTreeMap;

use kidd_core::site::{Pair, Revision, Series};

use super::Workspace;
use crate::archive::Entry;
use crate::{Error, Result};

impl Workspace {
    /// Reads all that a site shows of the archive, or of the one series that is named.
    ///
    /// # Errors
    /// An edition, rules or a catalogue cannot be read.
    pub fn site(&self) -> Result<Vec<Series>> {
        let all = self.revisions()?;
        let number: usize = all.values().map(Vec::len).sum();
        let mut read = 0;
        let mut series = Vec::new();
        for (id, entries) in all {
            let mut revisions = Vec::with_capacity(entries.len());
            for entry in entries {
                let statement = self.edition(entry)?;
                revisions.push(Revision { number: entry.revision, statement, source: entry.source.clone() });
                read += 1;
                self.progress.step("reading", read, number);
            }
            let rules = self.rules(Some(&id))?;
            let title = rules.title.clone().unwrap_or_else(|| id.to_uppercase());
            let (known, editions) = (self.known(&id)?, self.published_editions(&id)?);
            series.push(Series { id, title, rules, known, editions, revisions });
        }
        Ok(series)
    }

    /// Every revision by series: by date, an edition's revisions together.
    fn revisions(&self) -> Result<BTreeMap<String, Vec<&Entry>>> {
        let mut series: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
        for entry in self.archive.list(self.scope.series.as_deref())?.revisions {
            let entries = series.entry(entry.series().to_owned()).or_default();
            let behind =
                entries.iter().rposition(|other| other.id == entry.id).map_or(entries.len(), |at| at + 1);
            entries.insert(behind, entry);
        }
        Ok(series)
    }

    /// A pair of a site that is named; both must be of one series.
    ///
    /// # Errors
    /// A name is that of no edition of the site, or the two are of different series or the same text.
    pub fn site_pair(&self, old: &str, new: &str, series: &[Series]) -> Result<Pair> {
        let find = |name: &str| -> Result<(usize, usize)> {
            let entry = self.archive.resolve(name, self.scope.series.as_deref())?;
            let place = series.iter().enumerate().find_map(|(number, series)| {
                let is_it = |revision: &Revision| {
                    revision.statement.id == entry.id && revision.number == entry.revision
                };
                Some((number, series.revisions.iter().position(is_it)?))
            });
            place.ok_or_else(|| Error::new("is not among the editions of this site").at(name))
        };
        let [(one, before), (other, after)] = [find(old)?, find(new)?];
        if one != other {
            return Err(Error::new(format!("{old} and {new} are of different series"))
                .help("`kidd diff` compares any two texts"));
        }
        if before == after {
            return Err(Error::new(format!("{old} and {new} are the same text")));
        }
        Ok(Pair { series: one, before, after })
    }
}
