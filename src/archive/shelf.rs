//! An archive is a shelf for the library's desk.

use super::{Archive, Catalog, Entry};
use crate::Result;
use crate::series::RulesFile;
use kidd_core::desk::Shelf;

impl Shelf for Archive {
    fn entries(&self) -> &[Entry] {
        self.entries()
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>> {
        self.read(entry)
    }

    fn series(&self) -> Vec<String> {
        self.series()
    }

    fn rules(&self, series: &str) -> Result<Option<RulesFile>> {
        self.rules(series)
    }

    fn catalog(&self, series: &str) -> Result<Option<Catalog>> {
        self.catalog(series)
    }
}
