//! How a text of a page is painted, and whether a reader sees it.

use super::glyphs::Glyph;

/// Six numbers that place something on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn of(numbers: &[f64]) -> Option<Self> {
        numbers.try_into().ok().map(Self)
    }

    /// This one, and then the other.
    pub fn then(&self, other: &Self) -> Self {
        let ([a, b, c, d, e, f], [m, n, o, p, q, r]) = (self.0, other.0);
        Self([
            a * m + b * o,
            a * n + b * p,
            c * m + d * o,
            c * n + d * p,
            e * m + f * o + q,
            e * n + f * p + r,
        ])
    }

    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Area {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Area {
    /// The smallest one with all these places.
    pub fn around(places: &[(f64, f64)]) -> Option<Self> {
        let (x, y) = *places.first()?;
        let first = Self { left: x, bottom: y, right: x, top: y };
        Some(places.iter().fold(first, |area, (x, y)| Self {
            left: area.left.min(*x),
            bottom: area.bottom.min(*y),
            right: area.right.max(*x),
            top: area.top.max(*y),
        }))
    }

    /// What both have; empty where they do not meet.
    pub fn and(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub fn size(&self) -> f64 {
        (self.right - self.left).max(0.0) * (self.top - self.bottom).max(0.0)
    }

    fn has(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.bottom..=self.top).contains(&y)
    }
}

/// Red, green and blue, from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Color([f64; 3]);

impl Color {
    pub const BLACK: Self = Self([0.0; 3]);
    pub const WHITE: Self = Self([1.0; 3]);

    /// Below this share of its colour a text is not to be seen.
    pub const VISIBLE: f32 = 0.03;

    /// Of the numbers of a grey, of a colour, or of four inks.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        match *numbers {
            [grey] => Some(Self([grey; 3])),
            [red, green, blue] => Some(Self([red, green, blue])),
            [cyan, magenta, yellow, black] => {
                Some(Self([cyan, magenta, yellow].map(|ink| 1.0 - ink - black)))
            }
            _ => None,
        }
    }

    pub fn is_white(self) -> bool {
        self.0.iter().all(|part| *part >= 1.0 - f64::from(Self::VISIBLE))
    }
}

/// How one text is painted.
#[derive(Debug, Clone)]
pub(super) struct Paint {
    /// It only stands there to be found and copied, as the text behind a scanned page does.
    pub is_invisible: bool,
    /// It is of a layer that is switched off, or has no colour.
    pub is_hidden: bool,
    /// The file itself says that it is of the page and not of the text.
    pub is_of_page: bool,
    pub is_white: bool,
    pub clip: Area,
    /// How many of the page's areas had been painted before.
    pub under: usize,
}

/// What a page paints, beside its characters.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub paper: Area,
    pub paints: Vec<Paint>,
    /// Painted areas in their order, and whether they are white.
    pub areas: Vec<(Area, bool)>,
    /// There were more of them than are looked at.
    pub is_crowded: bool,
    /// The size of the largest picture.
    pub pictured: f64,
}

/// How a character is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Text,
    /// There to be found behind a picture of it, if there is one.
    Behind,
    /// Of the page, by the file's own word.
    OfPage,
    Hidden,
}

/// From which share of a page on a picture is one of the page, which a scanner made.
const PICTURE: f64 = 0.5;

impl Scene {
    /// Whether a reader sees a character.
    pub fn seen(&self, glyph: &Glyph) -> Seen {
        let Some(paint) = self.paints.get(glyph.drawn) else { return Seen::Text };
        let body = Area {
            left: glyph.x,
            bottom: glyph.y - glyph.size * 0.2,
            right: glyph.x + glyph.width.max(glyph.size * 0.1),
            top: glyph.y + glyph.size * 0.7,
        };
        let shown = body.and(&paint.clip);
        let is_shown = shown.left <= shown.right && shown.bottom <= shown.top;
        if paint.is_hidden
            || glyph.is_upright() && !is_shown
            || paint.is_white && self.is_on_white(glyph, paint.under)
        {
            Seen::Hidden
        } else if paint.is_invisible {
            Seen::Behind
        } else if paint.is_of_page {
            Seen::OfPage
        } else {
            Seen::Text
        }
    }

    /// Whether the page is a picture, so that the text behind it is its text.
    pub fn is_picture(&self) -> bool {
        self.pictured >= PICTURE * self.paper.size().max(1.0)
    }

    fn is_on_white(&self, glyph: &Glyph, under: usize) -> bool {
        let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y + glyph.size * 0.3);
        let ground = self.areas.iter().take(under).rev().find(|(area, _)| area.has(x, y));
        !self.is_crowded && ground.is_none_or(|(_, is_white)| *is_white)
    }
}
