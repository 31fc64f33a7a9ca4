//! The first page: every edition in its time, with how much it changed.

use askama::Template;

use super::comparison::Written;
use super::feed;
use super::group::{PageGroup, no_more};
use super::model::{Destination, unmade};
use super::names;
use super::pages::Reason;
use super::plan::Plan;
use crate::Result;
use crate::report::html::{Frame, Link, Scripts, Told};
use crate::report::prose::{count, days};

/// Its place.
const PATH: &str = "index.html";

/// Its place in the site.
pub(super) const GROUP: PageGroup = PageGroup { name: "Timeline", path: PATH, files: no_more, write };

#[derive(Template)]
#[template(path = "timeline.html")]
struct Page<'p> {
    frame: Frame<'p>,
    series: Vec<SeriesRows<'p>>,
}

struct SeriesRows<'p> {
    id: String,
    title: String,
    /// Its own feed.
    feed: String,
    count: String,
    /// The newest year first.
    years: Vec<YearRows<'p>>,
    /// Pairs that do not follow each other.
    asked: Vec<(String, String)>,
}

struct YearRows<'p> {
    year: String,
    rows: Vec<Row<'p>>,
}

struct Row<'p> {
    name: String,
    title: String,
    page: String,
    when: Option<String>,
    venue: Option<String>,
    illustrative: bool,
    /// What changed since the edition before, and what the publisher changed in this one.
    changes: Vec<ChangeLine<'p>>,
}

/// Findings that the timeline tells of a pair: what a reader keeps in mind.
const FIRST: usize = 3;

struct ChangeLine<'p> {
    text: String,
    page: String,
    figures: String,
    findings: String,
    first: &'p [Told],
    share: usize,
}

/// Writes the first page.
fn write(plan: &Plan<'_>, written: &[Written], to: &dyn Destination) -> Result<()> {
    let links: Vec<Link> = plan.links("");
    let newest = plan
        .revisions()
        .filter(|&(series, position)| names::is_newest(&plan.series[series], position))
        .map(|(series, position)| &plan.series[series].revisions[position].statement);
    let frame = Frame::new("Statements and what changed in them".to_owned(), "series", Scripts::None, &links);
    let page = Page {
        frame: frame.marked(newest),
        series: (0..plan.series.len()).map(|number| series_rows(number, plan, written)).collect(),
    };
    let text = page.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn series_rows<'p>(number: usize, plan: &Plan<'_>, written: &'p [Written]) -> SeriesRows<'p> {
    let series = &plan.series[number];
    let mut years: Vec<YearRows<'p>> = Vec::new();
    let newest = (0..series.revisions.len()).filter(|&position| names::is_newest(series, position));
    let mut editions = 0;
    for position in newest.rev() {
        editions += 1;
        let statement = &series.revisions[position].statement;
        let year = statement.date.map_or_else(|| "No date".to_owned(), |date| date.year().to_string());
        let row = row(number, position, plan, written);
        match years.last_mut() {
            Some(part) if part.year == year => part.rows.push(row),
            _ => years.push(YearRows { year, rows: vec![row] }),
        }
    }
    SeriesRows {
        id: series.id.clone(),
        title: series.title.clone(),
        feed: feed::path(&series.id),
        count: count(editions, "edition", "editions"),
        years,
        asked: written
            .iter()
            .map(|written| written.page)
            .filter(|page| page.pair.series == number && page.reason == Reason::Asked)
            .map(|page| {
                let name = |position| names::label(series, position);
                (format!("{} → {}", name(page.pair.before), name(page.pair.after)), page.path(plan.series))
            })
            .collect(),
    }
}

fn row<'p>(number: usize, position: usize, plan: &Plan<'_>, written: &'p [Written]) -> Row<'p> {
    let series = &plan.series[number];
    let statement = &series.revisions[position].statement;
    let id = &statement.id;
    let concerned = written.iter().filter(|written| {
        let pair = written.page.pair;
        pair.series == number
            && match written.page.reason {
                Reason::Successive => pair.after == position,
                Reason::Revised => series.revisions[pair.after].statement.id == *id,
                Reason::Asked => false,
            }
    });
    Row {
        name: names::label(series, position),
        title: statement.title.clone(),
        page: names::edition(series, position),
        when: days(statement.date, statement.end_date),
        venue: statement.venue.clone(),
        illustrative: statement.illustrative,
        changes: concerned
            .map(|written| {
                let other = names::label(series, written.page.pair.before);
                ChangeLine {
                    text: match written.page.reason {
                        Reason::Revised => {
                            format!(
                                "What the publisher changed from {other} to {}",
                                names::label(series, written.page.pair.after)
                            )
                        }
                        _ => format!("What changed since {other}"),
                    },
                    page: written.page.path(plan.series),
                    figures: written.figures.clone(),
                    findings: written.findings.clone().unwrap_or_else(|| "no findings".to_owned()),
                    first: written.first.get(..FIRST).unwrap_or(&written.first),
                    share: written.share,
                }
            })
            .collect(),
    }
}
