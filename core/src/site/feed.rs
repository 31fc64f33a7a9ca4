//! A feed of what changed. Its times are those of the editions, so it changes only when the archive does.

use askama::Template;

use super::pair::{Kind, Made};
use super::parts::{Part, no_more};
use super::{Destination, Plan, names, unmade};
use crate::report::prose::ILLUSTRATIVE;
use crate::{Result, digest};

/// Its place.
const PATH: &str = "feed.xml";

/// Its place in the site.
pub(super) const PART: Part = Part { name: "Feed", path: PATH, files: no_more, write };

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
fn write(plan: &Plan<'_>, made: &[Made], to: &dyn Destination) -> Result<()> {
    let mut entries: Vec<Entry> =
        made.iter().filter(|made| made.pair.kind != Kind::Asked).map(|made| entry(plan, made)).collect();
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

fn entry(plan: &Plan<'_>, made: &Made) -> Entry {
    let series = &plan.series[made.pair.series];
    let [before, after] = [made.pair.before, made.pair.after].map(|at| &series.revisions[at].statement);
    let [old, new] = [made.pair.before, made.pair.after].map(|at| names::label(series, at));
    let findings = made.findings.as_deref().unwrap_or("no findings");
    let mark =
        if before.illustrative || after.illustrative { format!(" ({ILLUSTRATIVE})") } else { String::new() };
    Entry {
        id: urn(&[&old, &new, &before.sha256, &after.sha256]),
        title: format!("{old} → {new}: {findings}{mark}"),
        updated: after.date.map_or_else(|| NO_TIME.to_owned(), |date| format!("{date}T00:00:00Z")),
        address: made.pair.path(plan),
        category: series.id.clone(),
        lines: made.brief.lines().map(str::to_owned).collect(),
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
