//! What an archive holds, one line a revision.

use std::io::{self, Write};

use textwrap::core::display_width;

use crate::ledger::{Entry, Known, Listing};
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};

/// Characters of a hash that are shown: enough to tell any two apart, few enough to read aloud.
const SHORT_HASH: usize = 12;

/// Columns between two cells.
const GAP: usize = 2;

/// Writes one line a revision, and one line an edition that is known but not held if `known` is wanted.
///
/// # Errors
/// Those of the writer.
pub fn listing(
    writer: &mut dyn Write,
    listing: &Listing<'_>,
    layout: &Layout,
    known: KnownEditions,
) -> io::Result<()> {
    if !listing.revisions.is_empty() {
        let mut rows = vec![["EDITION", "DATE", "SHA256", "TEXT", "SOURCE"].map(str::to_owned)];
        rows.extend(listing.revisions.iter().map(|entry| revision(entry)));
        table(writer, &rows, layout)?;
        writeln!(writer)?;
    }
    if known == KnownEditions::Shown && !listing.known.is_empty() {
        let mut rows = vec![["KNOWN, NOT HELD", "DATE", "VENUE", "", "PUBLISHED AT"].map(str::to_owned)];
        rows.extend(listing.known.iter().map(|(id, edition)| unheld(id, edition)));
        table(writer, &rows, layout)?;
        writeln!(writer)?;
    }
    Rich::of(Tone::Dim, &summary(listing, known)).write(writer, layout, Indent::all(0))
}

/// Whether editions that are known but not held are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownEditions {
    /// They are listed.
    Shown,
    /// They are counted.
    Counted,
}

fn revision(entry: &Entry) -> [String; 5] {
    let short = |hash: &str| hash.chars().take(SHORT_HASH).collect();
    let source = match (&entry.source, entry.illustrative) {
        (_, true) => "illustrative (made up)".to_owned(),
        (Some(source), false) => host(source).to_owned(),
        (None, false) => String::new(),
    };
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    [entry.name(), date, short(&entry.sha256), short(&entry.text_sha256), source]
}

fn unheld(id: &str, known: &Known) -> [String; 5] {
    let date = known.date.map(|date| date.to_string()).or_else(|| known.month.clone()).unwrap_or_default();
    let place = match (known.published.first(), known.reported.first()) {
        (Some(address), _) => host(address).to_owned(),
        (None, Some(address)) => format!("({})", host(address)),
        (None, None) => String::new(),
    };
    [id.to_owned(), date, known.venue.clone().unwrap_or_default(), String::new(), place]
}

/// The site of an address, which says who published.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// Columns as wide as their widest cell; the last one wraps under itself.
fn table(writer: &mut dyn Write, rows: &[[String; 5]], layout: &Layout) -> io::Result<()> {
    let widths: [usize; 5] = std::array::from_fn(|column| {
        rows.iter().map(|row| display_width(&row[column])).max().unwrap_or_default()
    });
    for (number, row) in rows.iter().enumerate() {
        let mut line = Rich::default();
        let mut start = 0;
        let mut last = 0;
        for (column, cell) in row.iter().enumerate().filter(|&(column, _)| widths[column] > 0) {
            if start > 0 && !cell.is_empty() {
                line.pad_to(start);
                last = start;
            }
            let tone = match (number, column) {
                (0, _) => Tone::Dim,
                (_, 0) => Tone::Strong,
                _ => Tone::Plain,
            };
            line.push(tone, cell);
            start += widths[column] + GAP;
        }
        line.write(writer, layout, Indent { first: 0, rest: last })?;
    }
    Ok(())
}

fn summary(listing: &Listing<'_>, known: KnownEditions) -> String {
    let mut ids: Vec<&str> = listing.revisions.iter().map(|entry| entry.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let place = listing.root.as_ref().map_or_else(
        || "the archive that is part of kidd".to_owned(),
        |root| format!("the archive {}", root.display()),
    );
    let mut text = format!(
        "{} in {}, in {place}.",
        counted(ids.len(), "edition"),
        counted(listing.revisions.len(), "revision")
    );
    if known == KnownEditions::Counted && !listing.known.is_empty() {
        text.push_str(&format!(" {} more are known but not held; --known lists them.", listing.known.len()));
    }
    text
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
