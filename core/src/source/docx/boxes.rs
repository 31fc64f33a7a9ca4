//! Boxes with text in a Word file, and rows, lines and frames, in which nothing can be read.

use super::super::html;
use super::xml::Element;

/// The width or height of a box that shows no letter, in English Metric Units: three points.
const MIN_EXTENT: i64 = 3 * 12_700;

/// From how far to the left or upwards a box is off the page, in English Metric Units: two pages of A3.
const AWAY: i64 = -30_000_000;

/// The height of a row or line that shows no letter, in twentieths of a point.
const LOW: i64 = 60;

/// From how far outside of its place text is off the page, in twentieths of a point: 17 inches.
const OUTSIDE: i64 = -25_000;

/// The drawings around a place.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// Whether nothing of each is seen.
    hidden: Vec<bool>,
    in_offset: bool,
}

impl Boxes {
    pub fn begin(&mut self) {
        self.hidden.push(false);
    }

    pub fn end(&mut self) {
        self.hidden.pop();
    }

    /// What an element of another vocabulary than Word's says of the drawing.
    pub fn open(&mut self, element: &Element) {
        let Some(hidden) = self.hidden.last_mut() else { return };
        let number = |name: &str| element.get(name).and_then(|value| value.parse::<i64>().ok());
        *hidden |= match element.name.as_str() {
            "docPr" => matches!(element.get("hidden"), Some("1" | "true")),
            "extent" => [number("cx"), number("cy")].into_iter().flatten().any(|size| size < MIN_EXTENT),
            "posOffset" => {
                self.in_offset = true;
                false
            }
            // Old drawings say it as pages do.
            "shape" | "rect" | "roundrect" | "group" => element.get("style").is_some_and(|style| {
                let style: String = style.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '&')).collect();
                html::unseen(&format!("<i style=\"{style};overflow:hidden\">")).is_some()
            }),
            _ => false,
        };
    }

    pub fn close(&mut self, element: &Element) {
        self.in_offset &= element.name != "posOffset";
    }

    /// Text, which may be that of an offset.
    pub fn text(&mut self, text: &str) {
        if self.in_offset && text.trim().parse::<i64>().is_ok_and(|offset| offset <= AWAY) {
            self.hidden.last_mut().into_iter().for_each(|hidden| *hidden = true);
        }
    }

    pub fn is_hidden(&self) -> bool {
        self.hidden.contains(&true)
    }
}

fn number(element: &Element, name: &str) -> Option<i64> {
    element.get(name).and_then(|value| value.parse().ok())
}

/// Whether a row of a table is too low for letters.
pub(super) fn is_low_row(element: &Element) -> bool {
    element.name == "trHeight"
        && element.get("hRule") == Some("exact")
        && element.number().is_some_and(|height| height <= LOW)
}

/// Whether the lines of a paragraph are too low for letters.
pub(super) fn is_low_line(element: &Element) -> bool {
    element.get("lineRule") == Some("exact") && number(element, "line").is_some_and(|height| height <= LOW)
}

/// Whether a paragraph has a place of its own where nobody reads it.
pub(super) fn is_hidden_frame(element: &Element) -> bool {
    let is_low =
        element.get("hRule") == Some("exact") && number(element, "h").is_some_and(|height| height <= LOW);
    let places = ["x", "y", "left", "start", "firstLine"];
    is_low || places.iter().any(|name| number(element, name).is_some_and(|place| place <= OUTSIDE))
}
