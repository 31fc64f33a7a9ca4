//! An edition's name → the revision that it means.

use super::{Archive, Entry};
use crate::ledger::{Name, nearest};
use crate::{Error, Result};

impl Archive {
    /// The revision that a name means: `23`, `kidd-23` (its latest revision), `kidd-23@1`, `sample`.
    ///
    /// # Errors
    /// There is no such edition or revision; the message offers the nearest name.
    pub fn resolve(&self, name: &str, series: Option<&str>) -> Result<&Entry> {
        match self.lookup(name, series)? {
            Some(entry) => Ok(entry),
            None => Err(self.unknown(name, series)),
        }
    }

    /// The same, but `None` where no edition has this name: it may be a file's.
    ///
    /// # Errors
    /// The edition is there and has no such revision, or two series have an edition of this name.
    pub fn lookup(&self, name: &str, series: Option<&str>) -> Result<Option<&Entry>> {
        let Some(wanted) = Name::parse(name) else { return Ok(None) };
        let Some(id) = self.id_of(&wanted, series)? else { return Ok(None) };
        let revisions = || self.entries().iter().filter(|entry| entry.id == id);
        let found = match wanted.revision {
            Some(revision) => revisions().rfind(|entry| entry.revision == revision),
            None => revisions().max_by_key(|entry| entry.revision),
        };
        found.map(Some).ok_or_else(|| {
            let held: Vec<String> = revisions().map(Entry::name).collect();
            Error::new("there is no such revision")
                .at(name)
                .help(format!("the archive has {}", held.join(", ")))
        })
    }

    /// The error for a name that no edition has.
    pub fn unknown(&self, name: &str, series: Option<&str>) -> Error {
        let error = Error::new("there is no such edition in the archive").at(name);
        let wanted = Name::parse(name).map_or_else(|| name.to_owned(), |wanted| wanted.edition);
        if let Some(root) = self.root()
            && Self::built_in().is_ok_and(|shipped| matches!(shipped.lookup(name, series), Ok(Some(_))))
        {
            return Error::new("is an edition that kidd ships, and the archive at hand does not hold it")
                .at(name)
                .help(format!(
                    "the archive in {} takes the place of the shipped one: run kidd in another folder, or take the \
                     edition in with `kidd add`",
                    root.display()
                ));
        }
        if let Some(known) = self.known_of(&wanted, series) {
            return Error::new(format!("is known ({known}), but its text is not in the archive"))
                .at(name)
                .help("`kidd add` adds it from a file or a page");
        }
        let ids = self.entries().iter().map(|entry| entry.id.as_str());
        match nearest(&wanted, ids) {
            Some(id) => error.help(format!("did you mean {id}?")),
            None => error.help("`kidd list` shows what there is"),
        }
    }

    /// A full id beats a short name; a short name must be clear.
    fn id_of(&self, wanted: &Name, series: Option<&str>) -> Result<Option<&str>> {
        let name = wanted.edition.as_str();
        if let Some(entry) = self.entries().iter().find(|entry| entry.id == name) {
            return Ok(Some(&entry.id));
        }
        let mut ids: Vec<&str> = self
            .entries()
            .iter()
            .filter(|entry| entry.short() == name && series.is_none_or(|series| entry.series() == series))
            .map(|entry| entry.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        match ids[..] {
            [] => Ok(None),
            [id] => Ok(Some(id)),
            _ => Err(Error::new("is an edition of more than one series")
                .at(name)
                .help(format!("write {}", ids.join(" or ")))),
        }
    }

    /// What the catalogues know of an edition that the archive does not hold.
    fn known_of(&self, name: &str, series: Option<&str>) -> Option<String> {
        for id in self.series().into_iter().filter(|id| series.is_none_or(|series| id == series)) {
            // A broken catalogue is no reason to say less about a name; `kidd list` reports it.
            let Ok(Some(catalog)) = self.catalog(&id) else { continue };
            for known in &catalog.editions {
                let full = known.id(&id)?;
                if full == name || full.strip_prefix(&format!("{id}-")) == Some(name) {
                    return Some(format!("{full}, {}", known.meeting()));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_found_by_its_number_its_id_and_its_revision() {
        let archive = Archive::built_in().unwrap();
        for (name, expected) in [
            ("23", "kidd-23@1"),
            ("kidd-23", "kidd-23@1"),
            ("KIDD-23@1", "kidd-23@1"),
            ("23@1", "kidd-23@1"),
            ("sample", "kidd-sample@1"),
        ] {
            assert_eq!(archive.resolve(name, None).unwrap().name(), expected, "{name}");
            assert_eq!(archive.resolve(name, Some("kidd")).unwrap().name(), expected, "{name}");
        }
        assert!(archive.resolve("sample", None).unwrap().illustrative);
    }

    #[test]
    fn what_can_only_be_a_file_is_none() {
        let archive = Archive::built_in().unwrap();
        for name in ["./23", "23.txt", "-", "draft"] {
            assert!(archive.lookup(name, None).unwrap().is_none(), "{name}");
        }
    }

    #[test]
    fn an_unknown_edition_gets_the_nearest_name_or_what_is_known_of_it() {
        let archive = Archive::built_in().unwrap();
        let check = |name: &str, expected: &str| {
            assert_eq!(archive.resolve(name, None).unwrap_err().to_string(), expected);
        };
        check("kidd-24", "kidd-24: there is no such edition in the archive; did you mean kidd-23?");
        check(
            "kidd-sampel",
            "kidd-sampel: there is no such edition in the archive; did you mean kidd-sample?",
        );
        check("23@2", "23@2: there is no such revision; the archive has kidd-23@1");
        check("xyz", "xyz: there is no such edition in the archive; `kidd list` shows what there is");
        check(
            "25",
            "25: is known (kidd-25, 2024-09-23, Seoul), but its text is not in the archive; \
             `kidd add` adds it from a file or a page",
        );
    }
}
