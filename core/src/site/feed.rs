//! Feeds of what changed, one for all series and one for each. Their times are those of the editions, so they change only
//! when the archive does.

use askama::Template;

use super::comparison::Written;
use super::group::PageGroup;
use super::model::{Destination, unmade};
use super::names;
use super::pages::Reason;
use super::plan::Plan;
use crate::report::html::Told;
use crate::report::prose::{ILLUSTRATIVE, count};
use crate::{Result, digest};

/// The place of the feed of all series.
const PATH: &str = "feed.xml";

/// Its place in the site.
pub(super) const GROUP: PageGroup = PageGroup { name: "Feed", path: PATH, files, write };

/// Entries in a feed, the newest first: readers keep what they have seen.
const ENTRIES: usize = 50;

/// The time of what has none; an Atom entry must have one.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed<'m> {
    id: String,
    title: String,
    updated: String,
    version: &'static str,
    /// From the feed to the top of the site.
    up: &'static str,
    entries: Vec<Entry<'m>>,
}

struct Entry<'m> {
    id: String,
    title: String,
    updated: String,
    address: String,
    category: String,
    findings: &'m [Told],
    /// What is left out.
    left: Option<String>,
}

/// The place of the feed of a series.
pub(super) fn path(series: &str) -> String {
    format!("feed/{series}.xml")
}

fn files(plan: &Plan<'_>) -> Vec<String> {
    plan.series.iter().map(|series| path(&series.id)).collect()
}

/// Writes all feeds.
fn write(plan: &Plan<'_>, written: &[Written], to: &dyn Destination) -> Result<()> {
    let all: Vec<&str> = plan.series.iter().map(|series| series.id.as_str()).collect();
    let title = "What changed in the statements".to_owned();
    one(PATH, urn(&all), title, "", written.iter(), plan, to)?;
    for (number, series) in plan.series.iter().enumerate() {
        let own = written.iter().filter(|written| written.page.pair.series == number);
        let title = format!("{}: what changed", series.title);
        one(&path(&series.id), urn(&[&series.id, "feed"]), title, "../", own, plan, to)?;
    }
    Ok(())
}

fn one<'m>(
    path: &str,
    id: String,
    title: String,
    up: &'static str,
    written: impl Iterator<Item = &'m Written>,
    plan: &Plan<'_>,
    to: &dyn Destination,
) -> Result<()> {
    let told = written.filter(|written| written.page.reason != Reason::Asked);
    let mut entries: Vec<Entry<'m>> = told.map(|written| entry(plan, written, up)).collect();
    entries
        .sort_by(|one, other| other.updated.cmp(&one.updated).then_with(|| one.address.cmp(&other.address)));
    entries.truncate(ENTRIES);
    let feed = Feed {
        id,
        title,
        updated: entries.first().map_or_else(|| NO_TIME.to_owned(), |entry| entry.updated.clone()),
        version: env!("CARGO_PKG_VERSION"),
        up,
        entries,
    };
    let text = feed.render().map_err(|cause| unmade(path, &cause))?;
    to.put(path, text.as_bytes())
}

fn entry<'m>(plan: &Plan<'_>, written: &'m Written, up: &str) -> Entry<'m> {
    let series = &plan.series[written.page.pair.series];
    let [before, after] =
        [written.page.pair.before, written.page.pair.after].map(|at| &series.revisions[at].statement);
    let [old, new] = [written.page.pair.before, written.page.pair.after].map(|at| names::label(series, at));
    let mark =
        if before.illustrative || after.illustrative { format!(" ({ILLUSTRATIVE})") } else { String::new() };
    Entry {
        id: urn(&[&old, &new, &before.sha256, &after.sha256]),
        title: format!("{}, {}{mark}", series.title, written.title),
        updated: after.date.map_or_else(|| NO_TIME.to_owned(), |date| format!("{date}T00:00:00Z")),
        address: format!("{up}{}", written.page.path(plan.series)),
        category: series.id.clone(),
        findings: &written.first,
        left: (written.left > 0).then(|| count(written.left, "more finding", "more findings")),
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
