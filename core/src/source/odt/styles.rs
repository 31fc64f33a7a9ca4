//! Styles of an OpenDocument text: what of them a reader of the text sees.

use std::collections::HashMap;

use super::super::xml::{self, Element, Node, Space};
use super::lists::{Level, ListStyle};
use crate::Result;

/// Styles may be based on each other; more steps than this are a circle.
const MAX_STEPS: usize = 32;

/// How far characters must be lifted to count as raised, in hundredths of the font's height: superscripts are lifted by 33.
const MIN_LIFTED: f64 = 20.0;

/// The styles of a file, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    lists: HashMap<String, ListStyle>,
    /// The paper is no white one.
    is_dark: bool,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    is_bold: Option<bool>,
    is_raised: Option<bool>,
    is_white: Option<bool>,
    is_shaded: Option<bool>,
}

impl Styles {
    /// Takes in the styles of a part.
    pub fn add(&mut self, text: &str) -> Result<()> {
        let mut open: Option<((String, String), Style)> = None;
        let mut list: Option<(String, ListStyle)> = None;
        xml::walk(text, &mut |node| {
            match node {
                Node::Open(element) if element.space == Space::OdfStyle && element.name == "style" => {
                    let family = element.get("family").unwrap_or_default().to_owned();
                    let name = element.get("name").unwrap_or_default().to_owned();
                    let style = Style {
                        parent: element.get("parent-style-name").map(str::to_owned),
                        list: element.get("list-style-name").map(str::to_owned),
                        ..Style::default()
                    };
                    open = Some(((family, name), style));
                }
                Node::Open(element) if element.is_odf_text("list-style") => {
                    list = element.get("name").map(|name| (name.to_owned(), ListStyle::default()));
                }
                Node::Open(element) => {
                    self.is_dark |= element.name == "page-layout-properties" && shades(element) == Some(true);
                    if let Some((_, style)) = &mut open {
                        style.set(element);
                    }
                    if let Some((_, list)) = &mut list
                        && let Some((number, level)) = Level::of(element)
                    {
                        list.set(number, level);
                    }
                }
                Node::Close(element) if element.space == Space::OdfStyle && element.name == "style" => {
                    self.styles.extend(open.take());
                }
                Node::Close(element) if element.is_odf_text("list-style") => self.lists.extend(list.take()),
                _ => {}
            }
            Ok(())
        })
    }

    /// Whether text of this style is not shown.
    pub fn is_hidden(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|style| style.is_hidden)
    }

    /// Whether text of this style is struck through.
    pub fn is_struck(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|style| style.is_struck)
    }

    /// Whether text of this style is bold.
    pub fn is_bold(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|style| style.is_bold)
    }

    /// Whether text of this style stands above its line.
    pub fn is_raised(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|style| style.is_raised)
    }

    /// Whether text of this style is in the colour of white paper.
    pub fn is_white(&self, family: &str, name: &str) -> Option<bool> {
        self.line(family, name).find_map(|style| style.is_white)
    }

    /// Whether text of this style stands on a ground of its own.
    pub fn is_shaded(&self, family: &str, name: &str) -> bool {
        self.line(family, name).find_map(|style| style.is_shaded) == Some(true)
    }

    /// Whether pages have a ground of their own.
    pub fn is_dark(&self) -> bool {
        self.is_dark
    }

    /// The list that paragraphs of this style are in.
    pub fn list_of(&self, name: &str) -> Option<&str> {
        self.line("paragraph", name).find_map(|style| style.list.as_deref())
    }

    /// A list style.
    pub fn list(&self, name: &str) -> Option<&ListStyle> {
        self.lists.get(name)
    }

    /// Whether paragraphs of this style are titles or headings.
    pub fn is_heading(&self, name: &str) -> bool {
        let is_title = |name: &str| {
            let name = name.to_ascii_lowercase();
            name == "title" || name == "subtitle" || name.starts_with("heading")
        };
        let mut line = self.line("paragraph", name);
        is_title(name) || line.any(|style| style.parent.as_deref().is_some_and(is_title))
    }

    /// A style and those that it is based on.
    fn line<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = &'s Style> {
        let get = |name: &str| self.styles.get(&(family.to_owned(), name.to_owned()));
        let mut next = get(name);
        let mut found = Vec::new();
        while let Some(style) = next.filter(|_| found.len() < MAX_STEPS) {
            found.push(style);
            next = style.parent.as_deref().and_then(get);
        }
        found.into_iter()
    }
}

impl Style {
    fn set(&mut self, element: &Element) {
        if element.space != Space::OdfStyle {
            return;
        }
        if matches!(element.name.as_str(), "text-properties" | "paragraph-properties") {
            self.is_shaded = shades(element).or(self.is_shaded);
        }
        if element.name != "text-properties" {
            return;
        }
        let known = |name: &str| element.get(name);
        if let Some(display) = known("display") {
            self.is_hidden = Some(display == "none");
        }
        if let Some(line) = known("text-line-through-style").or(known("text-line-through-type")) {
            self.is_struck = Some(line != "none");
        }
        if let Some(place) = known("text-position") {
            let height = place.split_whitespace().next().unwrap_or_default();
            let lifted = |height: f64| height >= MIN_LIFTED;
            self.is_raised =
                Some(height == "super" || height.trim_end_matches('%').parse().is_ok_and(lifted));
        }
        if known("use-window-font-color") == Some("true") {
            self.is_white = Some(false);
        } else if let Some(color) = known("color") {
            self.is_white = Some(is_white(color));
        }
        if let Some(weight) = known("font-weight") {
            self.is_bold = Some(weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
        }
    }
}

/// Whether what stands on this does not stand on white paper; nothing where it is not said.
fn shades(element: &Element) -> Option<bool> {
    element.get("background-color").map(|color| color != "transparent" && !is_white(color))
}

/// Whether `#rrggbb` is the colour of paper.
fn is_white(color: &str) -> bool {
    color.strip_prefix('#').is_some_and(super::super::paper::is_white)
}
