//! Search without a server: a page, and the sentences of the archive in script files that it loads.

use std::collections::BTreeMap;

use askama::Template;
use serde::Serialize;

use super::{Folder, Plan, names};
use crate::Result;
use crate::report::escape;
use crate::report::html::{Frame, Link, Scripts};
use crate::report::prose::days;

/// The page's place.
pub(super) const PATH: &str = "search.html";

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
    /// Position, paragraph (from 1), section, text.
    lines: Vec<(usize, usize, String, String)>,
}

/// The file of a shard.
pub(super) fn shard_path(shard: &str) -> String {
    format!("search/{shard}.js")
}

/// The newest revisions by shard: `kidd-2023`.
pub(super) fn shards(plan: &Plan<'_>) -> BTreeMap<String, Vec<(usize, usize)>> {
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
pub(super) fn write(plan: &Plan<'_>, folder: &Folder) -> Result<()> {
    let shards = shards(plan);
    for (shard, members) in &shards {
        let path = shard_path(shard);
        let Some(&(series, _)) = members.first() else { continue };
        let content = Shard {
            series: &plan.series[series].id,
            editions: members.iter().map(|&(series, position)| edition(series, position, plan)).collect(),
        };
        let json = serde_json::to_string(&content).map_err(|cause| folder.failed(&path, &cause))?;
        folder.put(&path, format!("kidd.take({json});\n").as_bytes())?;
    }
    let links: Vec<Link> = names::links("");
    let newest =
        plan.revisions().map(|(series, position)| &plan.series[series].revisions[position].statement);
    let title = "Search the statements".to_owned();
    let page = Page {
        frame: Frame::new(title, "query", Scripts::InsideAndBeside(SCRIPT), &links).marked(newest),
        shards: shards.keys().map(|shard| shard_path(shard)).collect::<Vec<_>>().join(" "),
        series: plan.series.iter().map(|series| (series.id.as_str(), series.title.as_str())).collect(),
    };
    let text = page.render().map_err(|cause| folder.failed(PATH, &cause))?;
    folder.put(PATH, text.as_bytes())
}

fn edition(number: usize, position: usize, plan: &Plan<'_>) -> Edition {
    let series = &plan.series[number];
    let statement = &series.revisions[position].statement;
    let shown = |text: &str| escape::line(text).into_owned();
    let title = |id: &str| {
        let section = statement.sections.iter().find(|section| section.id == id);
        shown(section.map_or(id, |section| &section.title))
    };
    Edition {
        name: names::label(series, position),
        title: shown(&statement.title),
        when: days(statement.date, statement.end_date).unwrap_or_default(),
        date: statement.date.map(|date| date.to_string()).unwrap_or_default(),
        page: names::edition(series, position),
        illustrative: statement.illustrative,
        lines: statement
            .sentences
            .iter()
            .map(|sentence| {
                (sentence.index, sentence.paragraph + 1, title(&sentence.section), shown(&sentence.text))
            })
            .collect(),
    }
}
