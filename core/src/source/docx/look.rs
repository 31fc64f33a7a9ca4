//! How characters are set, as far as it decides what a reader sees of them.

use super::super::paper::{Ground, PAPER, Rgb, rgb};
use super::super::symbols::Symbols;
use super::xml::Element;

/// The smallest font that is read, in half points: below two points a line is a hairline.
const MIN_SIZE: i64 = 4;

/// How far characters must be lifted by hand to count as raised, in half points: a third of a line of 11 points.
const MIN_LIFTED: i64 = 6;

/// The least share of their width, in per cent, at which letters are letters and no line.
const MIN_SCALE: i64 = 10;

/// From how far to each other letters lie on each other, in twentieths of a point; tight type has -20.
const CROWDED: i64 = -100;

/// How far up or down letters leave their line and the page, in half points.
const FAR: i64 = 400;

/// The narrowest space that letters are fitted into and can be read in, in twentieths of a point: that of one letter.
const MIN_FIT: i64 = 100;

/// From how much of it shines through that a colour is not seen, in thousandths of a per cent.
const CLEAR: i64 = 90_000;

/// Properties of characters; those that are not said are what the style, or the style's style, says.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub is_bold: Option<bool>,
    is_struck: Option<bool>,
    is_struck_twice: Option<bool>,
    is_hidden: Option<bool>,
    is_raised: Option<bool>,
    /// The colour; none within where the program chooses one that is seen.
    color: Option<Option<Rgb>>,
    /// What fills the letters, which beats their colour: none within for a filling that is not known.
    fill: Option<Option<Rgb>>,
    is_clear: Option<bool>,
    ground: Option<Option<Ground>>,
    highlight: Option<Option<Ground>>,
    is_tiny: Option<bool>,
    is_flat: Option<bool>,
    is_crowded: Option<bool>,
    is_away: Option<bool>,
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
            "position" => {
                let height = element.number().unwrap_or(0);
                self.is_away = Some(height.abs() >= FAR);
                if (MIN_LIFTED..FAR).contains(&height) {
                    self.is_raised = Some(true);
                }
            }
            "color" => self.color = Some(colour(element)),
            "shd" => self.ground = Some(shade(element)),
            "highlight" => {
                let name = element.get("val").unwrap_or_default();
                self.highlight = Some((name != "none").then(|| highlight(name)));
            }
            "w" => self.is_flat = element.number().map(|share| share < MIN_SCALE),
            "spacing" => self.is_crowded = element.number().map(|by| by <= CROWDED),
            "fitText" => self.is_flat = element.number().map(|width| width < MIN_FIT),
            "sz" => self.is_tiny = element.number().map(|size| size < MIN_SIZE),
            _ => {}
        }
    }

    /// Takes in a part of what fills the letters.
    pub fn fill(&mut self, element: &Element) {
        match element.name.as_str() {
            "noFill" => self.is_clear = Some(true),
            "solidFill" | "gradFill" => (self.is_clear, self.fill) = (Some(false), Some(None)),
            "srgbClr" => self.fill = Some(element.get("val").and_then(rgb)),
            "schemeClr" => self.fill = Some(element.get("val").filter(|name| is_paper(name)).map(|_| PAPER)),
            "alpha" => self.is_clear = element.number().map(|share| share >= CLEAR),
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
            color: self.color.or(below.color),
            fill: self.fill.or(below.fill),
            is_clear: self.is_clear.or(below.is_clear),
            ground: self.ground.or(below.ground),
            highlight: self.highlight.or(below.highlight),
            is_tiny: self.is_tiny.or(below.is_tiny),
            is_flat: self.is_flat.or(below.is_flat),
            is_crowded: self.is_crowded.or(below.is_crowded),
            is_away: self.is_away.or(below.is_away),
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

    /// Whether a reader does not see such characters on this ground.
    pub fn is_hidden(&self, around: Ground) -> bool {
        let own = self.highlight.flatten().or(self.ground.flatten());
        let color = self.fill.unwrap_or(self.color.flatten());
        let marks =
            [self.is_hidden, self.is_tiny, self.is_flat, self.is_crowded, self.is_away, self.is_clear];
        marks.contains(&Some(true)) || own.unwrap_or(around).hides(color)
    }
}

/// The colour of letters; none where it is left to the program.
fn colour(element: &Element) -> Option<Rgb> {
    let named = element.get("themeColor").filter(|name| is_paper(name));
    match named {
        // A shade of the paper is darker than it.
        Some(_) => {
            let shade = element.get("themeShade").and_then(|shade| u32::from_str_radix(shade, 16).ok());
            Some([shade.unwrap_or(255).min(255); 3])
        }
        None => element.get("val").and_then(rgb),
    }
}

fn is_paper(name: &str) -> bool {
    matches!(name, "background1" | "bg1" | "light1" | "lt1" | "window")
}

/// What is painted behind text; none where that is nothing.
pub(super) fn shade(shading: &Element) -> Option<Ground> {
    let theme = shading.get("themeFill");
    let known = |name: &str| shading.get(name).and_then(rgb).map(Ground::Plain);
    match shading.get("val") {
        Some("solid") => Some(known("color").unwrap_or(Ground::Unknown)),
        Some(pattern) if !matches!(pattern, "clear" | "nil") => Some(Ground::Unknown),
        _ if theme.is_some_and(is_paper) && shading.get("themeFillShade").is_none() => {
            Some(Ground::Plain(PAPER))
        }
        _ => match shading.get("fill") {
            Some("auto") | None => theme.map(|_| Ground::Unknown),
            Some(_) => Some(known("fill").unwrap_or(Ground::Unknown)),
        },
    }
}

/// The colours of Word's marker pen.
fn highlight(name: &str) -> Ground {
    let color = match name {
        "black" => "000000",
        "blue" => "0000ff",
        "cyan" => "00ffff",
        "darkBlue" => "000080",
        "darkCyan" => "008080",
        "darkGray" => "808080",
        "darkGreen" => "008000",
        "darkMagenta" => "800080",
        "darkRed" => "800000",
        "darkYellow" => "808000",
        "green" => "00ff00",
        "lightGray" => "c0c0c0",
        "magenta" => "ff00ff",
        "red" => "ff0000",
        "white" => "ffffff",
        "yellow" => "ffff00",
        _ => "",
    };
    rgb(color).map_or(Ground::Unknown, Ground::Plain)
}
