//! Search without a server: a page, and the sentences of the archive in script files that it loads.

use std::collections::BTreeMap;

use askama::Template;
use serde::Serialize;

use super::comparison::Written;
use super::group::PageGroup;
use super::model::{Destination, unmade};
use super::names;
use super::plan::Plan;
use crate::Result;
use crate::report::escape;
use crate::report::html::{Frame, Link, Scripts};
use crate::report::prose::days;

/// The page's place.
const PATH: &str = "search.html";

/// Its place in the site.
pub(super) const GROUP: PageGroup = PageGroup { name: "Search", path: PATH, files: shard_paths, write };

/// The script of the page.
const SCRIPT: &str = include_str!("../../templates/search.js");

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'p> {
    frame: Frame<'p>,
    shards: String,
    series: Vec<(&'p str, &'p str)>,
}

/// The editions of one series and year: a file that changes only when one of them does.
#[derive(Serialize)]
struct Shard<'p> {
    series: &'p str,
    editions: Vec<Edition>,
}

#[derive(Serialize)]
struct Edition {
    name: String,
    title: String,
    when: String,
    date: String,
    page: String,
    illustrative: bool,
    /// The titles of its sections.
    sections: Vec<String>,
    /// Position, paragraph (from 1), position of its section, text.
    lines: Vec<(usize, usize, usize, String)>,
}

/// The files of all shards.
fn shard_paths(plan: &Plan<'_>) -> Vec<String> {
    shards(plan).into_keys().map(|shard| shard_path(&shard)).collect()
}

/// The file of a shard.
fn shard_path(shard: &str) -> String {
    format!("search/{shard}.js")
}

/// The newest revisions by shard: `kidd-2023`.
fn shards(plan: &Plan<'_>) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut shards: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, position) in plan.revisions() {
        let series = &plan.series[number];
        if names::is_newest(series, position) {
            let date = series.revisions[position].statement.date;
            let year = date.map_or_else(|| "undated".to_owned(), |date| date.year().to_string());
            shards.entry(format!("{}-{year}", series.id)).or_default().push((number, position));
        }
    }
    shards
}

/// Writes the page and its shards.
fn write(plan: &Plan<'_>, _: &[Written], to: &dyn Destination) -> Result<()> {
    let shards = shards(plan);
    for (shard, members) in &shards {
        let path = shard_path(shard);
        let Some(&(series, _)) = members.first() else { continue };
        let content = Shard {
            series: &plan.series[series].id,
            editions: members.iter().map(|&(series, position)| edition(series, position, plan)).collect(),
        };
        let json = serde_json::to_string(&content).map_err(|cause| unmade(&path, &cause))?;
        to.put(&path, format!("kidd.take({json});\n").as_bytes())?;
    }
    let links: Vec<Link> = plan.links("");
    let newest =
        plan.revisions().map(|(series, position)| &plan.series[series].revisions[position].statement);
    let title = "Search the statements".to_owned();
    let page = Page {
        frame: Frame::new(title, "query", Scripts::InsideAndBeside(SCRIPT), &links).marked(newest),
        shards: shards.keys().map(|shard| shard_path(shard)).collect::<Vec<_>>().join(" "),
        series: plan.series.iter().map(|series| (series.id.as_str(), series.title.as_str())).collect(),
    };
    let text = page.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn edition(number: usize, position: usize, plan: &Plan<'_>) -> Edition {
    let series = &plan.series[number];
    let statement = &series.revisions[position].statement;
    let shown = |text: &str| escape::line(text).into_owned();
    let mut ids: Vec<&str> = statement.sections.iter().map(|section| section.id.as_str()).collect();
    let mut sections: Vec<String> = statement.sections.iter().map(|section| shown(&section.title)).collect();
    let mut place = |id| {
        ids.iter().position(|other| *other == id).unwrap_or_else(|| {
            ids.push(id);
            sections.push(shown(id));
            ids.len() - 1
        })
    };
    let lines = statement
        .sentences
        .iter()
        .map(|sentence| {
            (sentence.index, sentence.paragraph + 1, place(&sentence.section), shown(&sentence.text))
        })
        .collect();
    Edition {
        name: names::label(series, position),
        title: shown(&statement.title),
        when: days(statement.date, statement.end_date).unwrap_or_default(),
        date: statement.date.map(|date| date.to_string()).unwrap_or_default(),
        page: names::edition(series, position),
        illustrative: statement.illustrative,
        sections,
        lines,
    }
}
