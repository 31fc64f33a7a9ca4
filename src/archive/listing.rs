//! Lists what an archive holds and what its catalogues know of.

use std::path::PathBuf;

use super::{Archive, Entry, Listing};
use crate::{Result, desk};

impl Archive {
    /// The newest revision of each edition of a series, of those that count, in the order of the ledger.
    pub fn newest(&self, series: &str, counts: &dyn Fn(&Entry) -> bool) -> Vec<&Entry> {
        desk::newest(self.entries(), series, counts)
    }

    /// The editions of a series in the order of their dates, each by its newest revision.
    pub fn editions(&self, series: &str) -> Vec<&Entry> {
        let mut editions = self.newest(series, &|_| true);
        editions.sort_by_key(|entry| (entry.date.is_none(), entry.date));
        editions
    }

    /// Lists the archive, or one series of it.
    ///
    /// # Errors
    /// A catalogue cannot be read.
    pub fn list(&self, series: Option<&str>) -> Result<Listing<'_>> {
        let asked = |id: &str| series.is_none_or(|series| series == id);
        let mut revisions: Vec<&Entry> =
            self.entries().iter().filter(|entry| asked(entry.series())).collect();
        revisions.sort_by_key(|entry| {
            (entry.series(), entry.date.is_none(), entry.date, &entry.id, entry.revision)
        });
        let mut known = Vec::new();
        for id in self.series().iter().filter(|id| asked(id)) {
            let Some(catalog) = self.catalog(id)? else { continue };
            for edition in catalog.editions {
                let Some(name) = edition.id(id) else { continue };
                if self.entries().iter().all(|entry| entry.id != name) {
                    known.push((name, edition));
                }
            }
        }
        Ok(Listing { root: self.root().map(PathBuf::from), revisions, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_and_not_held_is_kept_apart() {
        let archive = Archive::built_in().unwrap();
        let listing = archive.list(None).unwrap();
        let names: Vec<String> = listing.revisions.iter().map(|entry| entry.name()).collect();
        assert_eq!(names, ["kidd-23@1", "kidd-sample@1"]);
        let known: Vec<&str> = listing.known.iter().map(|(id, _)| id.as_str()).collect();
        assert!(known.contains(&"kidd-25") && known.contains(&"kidd-2013-02-21"));
        assert!(!known.contains(&"kidd-23"));
        assert!(archive.list(Some("none")).unwrap().revisions.is_empty());
    }
}
