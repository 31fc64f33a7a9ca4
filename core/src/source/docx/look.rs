//! How characters are set, as far as it decides what a reader sees of them.

use super::super::paper::is_white;
use super::super::symbols::Symbols;
use super::xml::Element;

/// The smallest font that is read, in half points: below two points a line is a hairline.
const MIN_SIZE: i64 = 4;

/// How far characters must be lifted by hand to count as raised, in half points: a third of a line of 11 points.
const MIN_LIFTED: i64 = 6;

/// Properties of characters; those that are not said are what the style, or the style's style, says.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub is_bold: Option<bool>,
    is_struck: Option<bool>,
    is_struck_twice: Option<bool>,
    is_hidden: Option<bool>,
    is_raised: Option<bool>,
    is_white: Option<bool>,
    is_shaded: Option<bool>,
    is_tiny: Option<bool>,
    /// The font, if it is one of symbols.
    pub font: Option<Symbols>,
    /// The style of characters.
    pub style: Option<String>,
}

impl Look {
    /// Takes in an element of a list of properties.
    pub fn set(&mut self, element: &Element) {
        match element.name.as_str() {
            "rStyle" => self.style = element.get("val").map(str::to_owned),
            "rFonts" => self.font = element.get("ascii").or(element.get("hAnsi")).and_then(Symbols::of),
            "b" => self.is_bold = Some(element.is_on()),
            "strike" => self.is_struck = Some(element.is_on()),
            "dstrike" => self.is_struck_twice = Some(element.is_on()),
            "vanish" => self.is_hidden = Some(element.is_on()),
            "vertAlign" => self.is_raised = Some(element.get("val") == Some("superscript")),
            "position" if element.number().is_some_and(|height| height >= MIN_LIFTED) => {
                self.is_raised = Some(true);
            }
            "color" => self.is_white = element.get("val").map(is_white),
            "shd" => self.is_shaded = Some(shades(element)),
            "highlight" => self.is_shaded = Some(element.get("val") != Some("none")),
            "sz" => self.is_tiny = element.number().map(|size| size < MIN_SIZE),
            _ => {}
        }
    }

    /// These properties, and where they say nothing those of `below`.
    pub fn over(&self, below: &Self) -> Self {
        Self {
            is_bold: self.is_bold.or(below.is_bold),
            is_struck: self.is_struck.or(below.is_struck),
            is_struck_twice: self.is_struck_twice.or(below.is_struck_twice),
            is_hidden: self.is_hidden.or(below.is_hidden),
            is_raised: self.is_raised.or(below.is_raised),
            is_white: self.is_white.or(below.is_white),
            is_shaded: self.is_shaded.or(below.is_shaded),
            is_tiny: self.is_tiny.or(below.is_tiny),
            font: self.font.or(below.font),
            style: self.style.clone().or_else(|| below.style.clone()),
        }
    }

    pub fn is_struck(&self) -> bool {
        self.is_struck == Some(true) || self.is_struck_twice == Some(true)
    }

    pub fn is_raised(&self) -> bool {
        self.is_raised == Some(true)
    }

    /// Whether a reader does not see such characters, on white paper if that is what they stand on.
    pub fn is_hidden(&self, on_paper: bool) -> bool {
        let is_white = self.is_white == Some(true) && self.is_shaded != Some(true) && on_paper;
        self.is_hidden == Some(true) || self.is_tiny == Some(true) || is_white
    }
}

/// Whether what stands on this is not on white paper.
pub(super) fn shades(shading: &Element) -> bool {
    let fill = shading.get("fill").is_some_and(|fill| fill != "auto" && !is_white(fill));
    let pattern = shading.get("val").is_some_and(|pattern| !matches!(pattern, "clear" | "nil"));
    fill || pattern || shading.get("themeFill").is_some_and(|fill| fill != "background1")
}
