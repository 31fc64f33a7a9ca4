//! Bytes → what the archive keeps of them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::args::Global;
use super::input::{self, Input};
use super::reader::Reader;
use crate::archive::{Archive, Draft, Entry};
use crate::source::Kind;
use crate::statement::Statement;
use crate::{Error, Result};

/// The digest of the canonical text of a revision, computed anew from its original.
pub(super) fn text_sha256(entry: &Entry, bytes: &[u8], reader: &mut Reader<'_>) -> Result<String> {
    let input = Input { origin: entry.file.clone(), bytes: bytes.to_vec(), edition: Some(entry.clone()) };
    reader.read(&input).map(|(statement, _)| statement.text_sha256)
}

/// The archive for its rules; its ledger may be too damaged to be read, and then the rules in the program do.
pub(super) fn archive_or_empty(global: &Global) -> Archive {
    input::archive(global).unwrap_or_else(|_| Archive::empty())
}

/// What the user says about a text; it corrects what the text says.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub series: Option<String>,
    pub edition: Option<String>,
    pub date: Option<Date>,
    pub end_date: Option<Date>,
    pub source: Option<String>,
    pub retrieved: Option<Date>,
    pub illustrative: bool,
}

/// What the archive is to keep.
pub(super) fn draft(statement: &Statement, kind: Kind, bytes: Vec<u8>, known: Known) -> Result<Draft> {
    let error = |message: &str| Error::new(message).at(&statement.origin);
    let series = known
        .series
        .or_else(|| statement.series.clone())
        .ok_or_else(|| error("does not show of which series it is").help("name the series with --series"))?;
    let illustrative = known.illustrative || statement.illustrative;
    let date = known.date.or(statement.date);
    let name = match (known.edition, statement.ordinal, date) {
        (Some(name), ..) => name,
        (None, ..) if illustrative => {
            return Err(error("is a made-up text, which must not take a real edition's place")
                .help("give it a name of its own with --edition"));
        }
        (None, Some(ordinal), _) => ordinal.to_string(),
        (None, None, Some(date)) => date.to_string(),
        (None, None, None) => {
            return Err(error("has neither an ordinal nor a date to name the edition by")
                .help("name it with --edition"));
        }
    };
    let id = if name.starts_with(&format!("{series}-")) { name } else { format!("{series}-{name}") };
    Ok(Draft {
        text_sha256: statement.text_sha256.clone(),
        media_type: kind.media_type().to_owned(),
        end_date: known.end_date.or(statement.end_date).filter(|&end| date.is_none_or(|date| end > date)),
        source: known.source,
        retrieved: known.retrieved,
        series,
        id,
        bytes,
        date,
        illustrative,
    })
}

/// Today in UTC, or on the day that SOURCE_DATE_EPOCH names, so that a script can make the same archive twice.
pub(super) fn today() -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    Offset::UTC.to_datetime(now).date()
}
