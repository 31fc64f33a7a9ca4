//! The catalogue of a series: every edition that is known of, held or not.

use jiff::civil::Date;
use serde::Deserialize;

use super::{day, name};
use crate::{Error, Result};

/// The editions of a series that are known of, held or not: `catalog.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The version of the format; 1 is the only one.
    catalog: u32,
    /// The id of the series.
    pub series: String,
    /// The editions, oldest first.
    #[serde(default, rename = "edition")]
    pub editions: Vec<Known>,
}

/// What is known of an edition. A fact that could not be confirmed is absent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Known {
    /// Its number.
    pub ordinal: Option<u32>,
    /// The first day of the meeting.
    #[serde(with = "day")]
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    #[serde(with = "day")]
    pub end_date: Option<Date>,
    /// The month (`2019-09`), where the first day is not known.
    pub month: Option<String>,
    /// Where the meeting was held.
    pub venue: Option<String>,
    /// The heads of the U.S. delegation.
    pub us: Vec<String>,
    /// The heads of the ROK delegation.
    pub rok: Vec<String>,
    /// Pages with the statement itself.
    pub published: Vec<String>,
    /// Pages that report or repost it.
    pub reported: Vec<String>,
    /// Anything else, in a sentence.
    pub note: Option<String>,
}

/// The longest catalogue, in bytes: 4 MiB, some 20,000 editions. 10 MB took 520 MiB of memory to read.
const MAX_BYTES: usize = 4 << 20;

impl Catalog {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// Broken TOML, an unknown key, a wrong version, an edition that cannot be named, or one that stands there twice.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        if text.len() > MAX_BYTES {
            return Err(Error::new("is larger than 4 MiB, the most that a catalogue may have").at(origin));
        }
        let catalog: Self = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            Error::new(error.message().trim().replace('\n', " ")).at(origin).line(line)
        })?;
        if catalog.catalog != 1 {
            return Err(Error::new(format!(
                "catalog = {} is not a version that this program reads",
                catalog.catalog
            ))
            .at(origin)
            .help("write `catalog = 1` at the top of the file"));
        }
        if !name::is_id(&catalog.series) {
            return Err(Error::new(format!("{:?} is not the id of a series", catalog.series)).at(origin));
        }
        let mut ids: Vec<String> = Vec::new();
        for (position, known) in catalog.editions.iter().enumerate() {
            let id = known.id(&catalog.series).ok_or_else(|| {
                Error::new(format!("the {}. edition has neither an ordinal nor a date", position + 1))
                    .at(origin)
            })?;
            if ids.contains(&id) {
                return Err(Error::new(format!("{id} stands in the catalogue twice")).at(origin));
            }
            ids.push(id);
        }
        Ok(catalog)
    }
}

impl Known {
    /// `kidd-23`; without an ordinal `kidd-2013-02-21`.
    pub fn id(&self, series: &str) -> Option<String> {
        let name = self.ordinal.map(|ordinal| ordinal.to_string()).or(self.date.map(|date| date.to_string()));
        name.map(|name| format!("{series}-{name}"))
    }

    /// The meeting in words, as far as it is known: `2024-09-23, Seoul`.
    pub fn meeting(&self) -> String {
        let when = self.date.map(|date| date.to_string()).or_else(|| self.month.clone());
        [when, self.venue.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let error = Catalog::parse("catalog.toml", text).unwrap_err().to_string();
        assert!(error.starts_with("catalog.toml:") && error.contains(expected), "{error}");
    }

    #[test]
    fn a_catalogue_has_an_end() {
        let text = format!("catalog = 1\nseries = \"kidd\"\n# {}", "x".repeat(MAX_BYTES));
        assert!(Catalog::parse("catalog.toml", &text).unwrap_err().to_string().contains("larger than 4 MiB"));
    }

    #[test]
    fn a_broken_catalogue_says_where_it_is_broken() {
        check("catalog = 2\nseries = \"kidd\"", "catalog = 2 is not a version");
        check("catalog = 1\nseries = \"../up\"", "\"../up\" is not the id of a series");
        check(
            "catalog = 1\nseries = \"kidd\"\n[[edition]]\nvenue = \"Seoul\"",
            "neither an ordinal nor a date",
        );
        check("catalog = 1\nseries = \"kidd\"\n[[edition]]\nordinal = 1\n[[edition]]\nordinal = 1", "twice");
        check(
            "catalog = 1\nseries = \"kidd\"\n[[edition]]\ndate = \"2023-9-18\"",
            ":4: \"2023-9-18\" is not a day",
        );
        check("catalog = 1\nseries = \"kidd\"\n\nvenues = 1", ":4: unknown field `venues`");
    }
}
