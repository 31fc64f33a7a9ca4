//! Styles of an OpenDocument text: what of them a reader of the text sees.

use std::collections::HashMap;

use super::super::paper::{Ground, PAPER, Rgb, rgb};
use super::super::xml::{self, Element, Node, Space};
use super::lists::{Level, ListStyle};
use crate::Result;

/// Styles may be based on each other; more steps than this are a circle.
const MAX_STEPS: usize = 32;

/// How far characters must be lifted to count as raised, in hundredths of the font's height: superscripts are lifted by 33.
const MIN_LIFTED: f64 = 20.0;

/// The smallest letters that are read, in points, and as a share in per cent of those around.
const MIN_SIZE: f64 = 2.0;
const MIN_SHARE: f64 = 20.0;

/// The least share of their width, in per cent, at which letters are letters and no line.
const MIN_SCALE: f64 = 10.0;

/// The least opacity, in per cent, at which letters are seen.
const MIN_OPACITY: f64 = 10.0;

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
    /// The colour; none within where the program chooses one that is seen.
    color: Option<Option<Rgb>>,
    /// What is behind; none within where that is nothing.
    ground: Option<Option<Ground>>,
    is_tiny: Option<bool>,
    is_flat: Option<bool>,
    is_clear: Option<bool>,
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
                    self.is_dark |= element.name == "page-layout-properties"
                        && matches!(ground(element), Some(Some(ground)) if ground != Ground::Plain(PAPER));
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

    /// The colour of text of this style, as far as it is the style's own.
    pub fn color(&self, family: &str, name: &str) -> Option<Option<Rgb>> {
        self.line(family, name).find_map(|style| style.color)
    }

    /// What text of this style stands on, as far as it is the style's own.
    pub fn ground(&self, family: &str, name: &str) -> Option<Ground> {
        self.line(family, name).find_map(|style| style.ground).flatten()
    }

    /// Whether text of this style is too small or too narrow to read, or lets all shine through.
    pub fn is_tiny(&self, family: &str, name: &str) -> Option<bool> {
        let marks = self.line(family, name).map(|style| [style.is_tiny, style.is_flat, style.is_clear]);
        let found: Vec<bool> = marks.flatten().flatten().collect();
        (!found.is_empty()).then(|| found.contains(&true))
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
            self.ground = ground(element).or(self.ground);
        }
        if element.name != "text-properties" {
            return;
        }
        let known = |name: &str| element.get(name);
        if let Some(display) = known("display") {
            self.is_hidden = Some(matches!(display, "none" | "condition"));
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
            self.color = Some(None);
        } else if let Some(color) = known("color") {
            self.color = Some(color.strip_prefix('#').and_then(rgb));
        }
        let share = |name: &str| known(name)?.strip_suffix('%')?.parse::<f64>().ok();
        if let Some(size) = known("font-size") {
            let points = size.strip_suffix("pt").and_then(|size| size.parse::<f64>().ok());
            self.is_tiny = Some(
                points.is_some_and(|size| size < MIN_SIZE)
                    || share("font-size").is_some_and(|share| share < MIN_SHARE),
            );
        }
        if let Some(share) = share("text-scale") {
            self.is_flat = Some(share < MIN_SCALE);
        }
        if let Some(share) = share("opacity") {
            self.is_clear = Some(share < MIN_OPACITY);
        }
        if let Some(weight) = known("font-weight") {
            self.is_bold = Some(weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
        }
    }
}

/// What stands behind, where it is said: none within for nothing.
fn ground(element: &Element) -> Option<Option<Ground>> {
    let color = element.get("background-color")?;
    let plain = |color: &str| color.strip_prefix('#').and_then(rgb).map_or(Ground::Unknown, Ground::Plain);
    Some((color != "transparent").then(|| plain(color)))
}
