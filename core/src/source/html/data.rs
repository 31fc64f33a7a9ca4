//! The article that a page carries as data for search engines (JSON-LD), for pages that a script fills.

use scraper::Html;
use serde_json::Value;

use super::super::{Block, Line, Shape, text};
use super::sheet::Linked;
use super::{tree, whole};
use crate::Result;

/// How deep data is searched for an article, in objects and lists.
const MAX_DEPTH: usize = 16;

/// The longest article of a page's data, as blocks.
///
/// # Errors
/// Those of a page: the article may have tags.
pub(super) fn article(page: &str) -> Result<Option<Vec<Block>>> {
    if !page.contains("articleBody") {
        return Ok(None);
    }
    let html = tree::parsed(page)?;
    let mut best: Option<(String, Option<String>)> = None;
    for data in scripts(&html) {
        let Ok(value) = serde_json::from_str::<Value>(&data) else { continue };
        look(&value, 0, &mut best);
    }
    let Some((body, headline)) = best else { return Ok(None) };
    let mut blocks: Vec<Block> = headline.map(|text| heading(&text)).into_iter().collect();
    if body.contains("</") || body.contains("<br") {
        blocks.extend(whole::parted(&body, &Linked::new())?.inside);
    } else {
        blocks.extend(text::blocks(&body.replace("\r\n", "\n")));
    }
    for (index, line) in blocks.iter_mut().flat_map(|block| &mut block.lines).enumerate() {
        line.number = index + 1;
    }
    Ok(Some(blocks).filter(|blocks| !blocks.is_empty()))
}

fn heading(text: &str) -> Block {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Block { shape: Shape::Heading, label: None, lines: vec![Line { number: 1, text }] }
}

fn scripts(html: &Html) -> impl Iterator<Item = String> {
    html.tree.nodes().filter_map(|node| {
        let element = node.value().as_element()?;
        let is_data = element.name() == "script"
            && element
                .attr("type")
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
        let texts = || node.children().filter_map(|child| child.value().as_text());
        is_data.then(|| texts().map(|text| &**text).collect())
    })
}

fn look(value: &Value, depth: usize, best: &mut Option<(String, Option<String>)>) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| look(value, depth + 1, best)),
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim);
            if let Some(body) = text("articleBody")
                && body.len() > best.as_ref().map_or(0, |(body, _)| body.len())
            {
                let headline = text("headline").or_else(|| text("name")).filter(|text| !text.is_empty());
                *best = Some((body.to_owned(), headline.map(str::to_owned)));
            }
            object.values().for_each(|value| look(value, depth + 1, best));
        }
        _ => {}
    }
}
