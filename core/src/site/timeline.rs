//! The first page: every edition in its time, with how much it changed.

use askama::Template;

use super::pair::{Kind, Made};
use super::parts::{self, Part, no_more};
use super::{Destination, Plan, feed, names, unmade};
use crate::Result;
use crate::report::html::{Frame, Link, Scripts, Told};
use crate::report::prose::{count, days};

/// Its place.
const PATH: &str = "index.html";

/// Its place in the site.
pub(super) const PART: Part = Part { name: "Timeline", path: PATH, files: no_more, write };

#[derive(Template)]
#[template(path = "timeline.html")]
struct Page<'p> {
    frame: Frame<'p>,
    series: Vec<SeriesPart<'p>>,
}

struct SeriesPart<'p> {
    id: String,
    title: String,
    /// Its own feed.
    feed: String,
    count: String,
    /// The newest year first.
    years: Vec<YearPart<'p>>,
    /// Pairs that do not follow each other.
    asked: Vec<(String, String)>,
}

struct YearPart<'p> {
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
fn write(plan: &Plan<'_>, made: &[Made], to: &dyn Destination) -> Result<()> {
    let links: Vec<Link> = parts::links("");
    let newest = plan
        .revisions()
        .filter(|&(series, position)| names::is_newest(&plan.series[series], position))
        .map(|(series, position)| &plan.series[series].revisions[position].statement);
    let frame = Frame::new("Statements and what changed in them".to_owned(), "series", Scripts::None, &links);
    let page = Page {
        frame: frame.marked(newest),
        series: (0..plan.series.len()).map(|number| series_part(number, plan, made)).collect(),
    };
    let text = page.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn series_part<'p>(number: usize, plan: &Plan<'_>, made: &'p [Made]) -> SeriesPart<'p> {
    let series = &plan.series[number];
    let mut years: Vec<YearPart<'p>> = Vec::new();
    let newest = (0..series.revisions.len()).filter(|&position| names::is_newest(series, position));
    let mut editions = 0;
    for position in newest.rev() {
        editions += 1;
        let statement = &series.revisions[position].statement;
        let year = statement.date.map_or_else(|| "No date".to_owned(), |date| date.year().to_string());
        let row = row(number, position, plan, made);
        match years.last_mut() {
            Some(part) if part.year == year => part.rows.push(row),
            _ => years.push(YearPart { year, rows: vec![row] }),
        }
    }
    SeriesPart {
        id: series.id.clone(),
        title: series.title.clone(),
        feed: feed::path(&series.id),
        count: count(editions, "edition", "editions"),
        years,
        asked: made
            .iter()
            .filter(|made| made.pair.series == number && made.pair.kind == Kind::Asked)
            .map(|made| {
                let name = |position| names::label(series, position);
                (format!("{} → {}", name(made.pair.before), name(made.pair.after)), made.pair.path(plan))
            })
            .collect(),
    }
}

fn row<'p>(number: usize, position: usize, plan: &Plan<'_>, made: &'p [Made]) -> Row<'p> {
    let series = &plan.series[number];
    let statement = &series.revisions[position].statement;
    let id = &statement.id;
    let concerned = made.iter().filter(|made| {
        let pair = made.pair;
        pair.series == number
            && match pair.kind {
                Kind::Successive => pair.after == position,
                Kind::Revised => series.revisions[pair.after].statement.id == *id,
                Kind::Asked => false,
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
            .map(|made| {
                let other = names::label(series, made.pair.before);
                ChangeLine {
                    text: match made.pair.kind {
                        Kind::Revised => {
                            format!(
                                "What the publisher changed from {other} to {}",
                                names::label(series, made.pair.after)
                            )
                        }
                        _ => format!("What changed since {other}"),
                    },
                    page: made.pair.path(plan),
                    figures: made.figures.clone(),
                    findings: made.findings.clone().unwrap_or_else(|| "no findings".to_owned()),
                    first: made.first.get(..FIRST).unwrap_or(&made.first),
                    share: made.share,
                }
            })
            .collect(),
    }
}
