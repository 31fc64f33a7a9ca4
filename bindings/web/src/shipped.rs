//! The archive that ships, as a shelf inside the page.

use kidd_core::desk::Shelf;
use kidd_core::ledger::{self, Catalog, Entry, Ledger};
use kidd_core::series::RulesFile;
use kidd_core::{Error, Result};

/// Every file of `statements/`: its path there and its bytes.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The archive that ships.
pub(crate) struct Shipped(Ledger);

impl Shipped {
    pub(crate) fn new() -> Result<Self> {
        Ledger::parse(ledger::FILE, text(ledger::FILE).unwrap_or_default()).map(Self)
    }
}

fn file(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(known, _)| *known == path).map(|(_, bytes)| *bytes)
}

fn text(path: &str) -> Option<&'static str> {
    file(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

fn rules_file(path: &str) -> Option<RulesFile> {
    // Named as the program names it, in messages.
    text(path).map(|text| RulesFile { origin: format!("statements/{path} (built in)"), text: text.into() })
}

impl Shelf for Shipped {
    fn entries(&self) -> &[Entry] {
        &self.0.entries
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>> {
        file(&entry.file).map(<[u8]>::to_vec).ok_or_else(|| Error::new("is missing from the page").at(&entry.file))
    }

    fn series(&self) -> Vec<String> {
        FILES.iter().filter_map(|(path, _)| path.strip_suffix("/series.toml")).map(str::to_owned).collect()
    }

    fn rules(&self, series: &str) -> Result<Option<RulesFile>> {
        Ok(rules_file(&format!("{series}/series.toml")))
    }

    fn catalog(&self, series: &str) -> Result<Option<Catalog>> {
        rules_file(&format!("{series}/catalog.toml"))
            .map(|file| Catalog::parse(&file.origin, &file.text))
            .transpose()
    }
}
