//! A statement → what an archive keeps of it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::{Input, Workspace};
use crate::archive::{Draft, Entry};
use crate::source::Kind;
use crate::statement::Statement;
use crate::{Error, Result};

/// What the user says about a text; it corrects what the text says.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// The series.
    pub series: Option<String>,
    /// The edition's name.
    pub edition: Option<String>,
    /// The first day of the meeting.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// Where it was published.
    pub source: Option<String>,
    /// The day on which it was published in this form, or saved.
    pub retrieved: Option<Date>,
    /// Whether it is made up.
    pub illustrative: bool,
}

impl Workspace {
    /// Reads a text, and says what an archive is to keep of it.
    ///
    /// # Errors
    /// It is no statement, or neither it nor a correction says its series and edition.
    pub fn intake(&self, input: Input, corrections: Corrections) -> Result<(Statement, Draft)> {
        let bytes = input.bytes.clone();
        let (mut statement, kind) = self.read(input)?;
        let draft = draft(&statement, kind, bytes, corrections)?;
        statement.id.clone_from(&draft.id);
        statement.illustrative = draft.illustrative;
        statement.date = draft.date;
        statement.end_date = draft.end_date;
        Ok((statement, draft))
    }

    /// The digest of the canonical text of a revision, computed anew from its original.
    ///
    /// # Errors
    /// It is no statement.
    pub fn text_sha256(&self, entry: &Entry, bytes: &[u8]) -> Result<String> {
        let input = Input { edition: Some(entry.clone()), ..Input::new(&entry.file, bytes.to_vec()) };
        self.read(input).map(|(statement, _)| statement.text_sha256)
    }
}

fn draft(statement: &Statement, kind: Kind, bytes: Vec<u8>, known: Corrections) -> Result<Draft> {
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
pub fn today() -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    Offset::UTC.to_datetime(now).date()
}
