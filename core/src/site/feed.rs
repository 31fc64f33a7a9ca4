//! A feed of what changed. Its times are those of the editions, so it changes only when the archive does.

use askama::Template;

use super::comparison::Written;
use super::group::{PageGroup, no_more};
use super::model::{Destination, unmade};
use super::names;
use super::pages::Reason;
use super::plan::Plan;
use crate::report::prose::ILLUSTRATIVE;
use crate::{Result, digest};

/// Its place.
const PATH: &str = "feed.xml";

/// Its place in the site.
pub(super) const GROUP: PageGroup = PageGroup { name: "Feed", path: PATH, files: no_more, write };

/// Entries in the feed, the newest first: readers keep what they have seen.
const ENTRIES: usize = 50;

/// The time of what has none; an Atom entry must have one.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: String,
    updated: String,
    version: &'static str,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    updated: String,
    address: String,
    category: String,
    /// Each line a paragraph.
    lines: Vec<String>,
}

/// Writes the feed.
fn write(plan: &Plan<'_>, written: &[Written], to: &dyn Destination) -> Result<()> {
    let mut entries: Vec<Entry> = written
        .iter()
        .filter(|written| written.page.reason != Reason::Asked)
        .map(|written| entry(plan, written))
        .collect();
    entries
        .sort_by(|one, other| other.updated.cmp(&one.updated).then_with(|| one.address.cmp(&other.address)));
    entries.truncate(ENTRIES);
    let series: Vec<&str> = plan.series.iter().map(|series| series.id.as_str()).collect();
    let feed = Feed {
        id: urn(&series),
        updated: entries.first().map_or_else(|| NO_TIME.to_owned(), |entry| entry.updated.clone()),
        version: env!("CARGO_PKG_VERSION"),
        entries,
    };
    let text = feed.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn entry(plan: &Plan<'_>, written: &Written) -> Entry {
    let pair = written.page.pair;
    let series = &plan.series[pair.series];
    let [before, after] = [pair.before, pair.after].map(|at| &series.revisions[at].statement);
    let [old, new] = [pair.before, pair.after].map(|at| names::label(series, at));
    let findings = written.findings.as_deref().unwrap_or("no findings");
    let mark =
        if before.illustrative || after.illustrative { format!(" ({ILLUSTRATIVE})") } else { String::new() };
    Entry {
        id: urn(&[&old, &new, &before.sha256, &after.sha256]),
        title: format!("{old} → {new}: {findings}{mark}"),
        updated: after.date.map_or_else(|| NO_TIME.to_owned(), |date| format!("{date}T00:00:00Z")),
        address: written.page.path(plan.series),
        category: series.id.clone(),
        lines: written.brief.lines().map(str::to_owned).collect(),
    }
}

/// A name that stays the same as long as its parts do: a UUID of version 8 made of their digest.
fn urn(parts: &[&str]) -> String {
    let hex = digest::bytes(parts.join("\u{0}").as_bytes());
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default().to_owned();
    format!("urn:uuid:{}-{}-8{}-a{}-{}", part(0..8), part(8..12), part(13..16), part(17..20), part(20..32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_the_form_that_readers_expect() {
        let name = urn(&["kidd-22", "kidd-23"]);
        let lengths: Vec<usize> = name.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(name, urn(&["kidd-22", "kidd-23"]));
        assert_ne!(name, urn(&["kidd-22k", "idd-23"]));
    }
}
