//! What the styles of a Word file say that matters to a reader of the text.

use std::collections::HashMap;

use super::super::xml::{self, Node};
use super::look::Look;
use crate::Result;

/// Styles may be based on each other; more steps than this are a circle.
const MAX_STEPS: usize = 32;

/// What the styles of paragraphs say that matters to a reader of the text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// What holds where no style says otherwise.
    base: Look,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    list: Option<i64>,
    level: Option<i64>,
    has_outline: bool,
    look: Look,
}

pub(super) fn read(text: &str) -> Result<Styles> {
    let mut found = Styles::default();
    let mut in_defaults = false;
    let mut open: Option<(String, Style)> = None;
    xml::walk(text, &mut |node| {
        match node {
            Node::Open(element) if element.is("style") => {
                open = element.get("styleId").map(|id| (id.to_owned(), Style::default()));
                let is_usual = matches!(element.get("default"), Some("1" | "true" | "on"));
                if is_usual && element.get("type") == Some("paragraph") {
                    found.usual = element.get("styleId").map(str::to_owned);
                }
            }
            Node::Open(element) if element.is("rPrDefault") => in_defaults = true,
            Node::Close(element) if element.is("rPrDefault") => in_defaults = false,
            Node::Open(element) if in_defaults => found.base.set(element),
            Node::Open(element) => {
                let Some((_, style)) = &mut open else { return Ok(()) };
                let value = || element.get("val").unwrap_or_default().to_owned();
                match element.name.as_str() {
                    "name" => style.name = value(),
                    "basedOn" => style.based_on = Some(value()),
                    "numId" => style.list = element.number(),
                    "ilvl" => style.level = element.number(),
                    // The tenth level is that of plain text.
                    "outlineLvl" => style.has_outline = element.number().is_some_and(|level| level < 9),
                    _ => style.look.set(element),
                }
            }
            Node::Close(element) if element.is("style") => found.styles.extend(open.take()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

impl Styles {
    /// Whether paragraphs of this style are headings.
    pub fn is_heading(&self, id: &str) -> bool {
        self.line(id).any(|style| {
            let name = style.name.to_ascii_lowercase();
            style.has_outline || name.starts_with("heading") || matches!(name.as_str(), "title" | "subtitle")
        })
    }

    /// The list that paragraphs of this style are in, and their level there.
    pub fn list(&self, id: &str) -> Option<(i64, i64)> {
        let list = self.line(id).find_map(|style| style.list)?;
        Some((list, self.line(id).find_map(|style| style.level).unwrap_or(0)))
    }

    /// How characters of these styles are set, where their run says nothing.
    pub fn look(&self, paragraph: Option<&str>, characters: Option<&str>) -> Look {
        let of = |id: Option<&str>| {
            let line = id.into_iter().flat_map(|id| self.line(id));
            line.fold(Look::default(), |look, style| look.over(&style.look))
        };
        of(characters).over(&of(paragraph.or(self.usual.as_deref()))).over(&self.base)
    }

    /// A style and those that it is based on.
    fn line<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let next = |style: &&'s Style| style.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(self.styles.get(id), next).take(MAX_STEPS)
    }
}
