//! What an archive holds as `kidd.list/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use crate::ledger::{Entry, Known, Listing};

/// Writes what an archive holds as `kidd.list/1`.
///
/// # Errors
/// Those of the writer.
pub fn listing(writer: &mut dyn Write, listing: &Listing<'_>) -> io::Result<()> {
    document(
        writer,
        &Document {
            schema: "kidd.list/1",
            archive: listing.root.as_ref().map(|root| root.display().to_string()),
            revisions: listing.revisions.iter().copied().map(Revision::of).collect(),
            known: listing.known.iter().map(|(id, known)| Edition::of(id, known)).collect(),
        },
    )
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.list/1")))]
    schema: &'static str,
    archive: Option<String>,
    revisions: Vec<Revision<'a>>,
    known: Vec<Edition<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Revision<'a> {
    id: &'a str,
    revision: u32,
    series: &'a str,
    file: &'a str,
    media_type: &'a str,
    sha256: &'a str,
    text_sha256: &'a str,
    canon: u32,
    source: Option<&'a str>,
    date: Option<String>,
    end_date: Option<String>,
    retrieved: Option<String>,
    illustrative: bool,
    prev: Option<&'a str>,
    hash: &'a str,
}

impl<'a> Revision<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            revision: entry.revision,
            series: entry.series(),
            file: &entry.file,
            media_type: &entry.media_type,
            sha256: &entry.sha256,
            text_sha256: &entry.text_sha256,
            canon: entry.canon,
            source: entry.source.as_deref(),
            date: entry.date.map(|date| date.to_string()),
            end_date: entry.end_date.map(|date| date.to_string()),
            retrieved: entry.retrieved.map(|date| date.to_string()),
            illustrative: entry.illustrative,
            prev: entry.prev.as_deref(),
            hash: &entry.hash,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Edition<'a> {
    id: &'a str,
    ordinal: Option<u32>,
    date: Option<String>,
    end_date: Option<String>,
    month: Option<&'a str>,
    venue: Option<&'a str>,
    us: &'a [String],
    rok: &'a [String],
    published: &'a [String],
    reported: &'a [String],
    note: Option<&'a str>,
}

impl<'a> Edition<'a> {
    fn of(id: &'a str, known: &'a Known) -> Self {
        Self {
            id,
            ordinal: known.ordinal,
            date: known.date.map(|date| date.to_string()),
            end_date: known.end_date.map(|date| date.to_string()),
            month: known.month.as_deref(),
            venue: known.venue.as_deref(),
            us: &known.us,
            rok: &known.rok,
            published: &known.published,
            reported: &known.reported,
            note: known.note.as_deref(),
        }
    }
}
