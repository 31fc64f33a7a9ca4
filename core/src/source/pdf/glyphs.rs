//! The characters of a file with their places, as the extractor finds them.

use pdf_extract::{
    ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, PathOp, Transform, output_doc,
};

use crate::{Error, Result};

/// Characters without a meaning that a page may have, in percent of all: bullets of odd fonts. With more of them the
/// fonts do not tell what their characters mean, and the text would have holes.
const MAX_UNKNOWN: usize = 1;

/// Characters of one file; 64 MiB of text would have as many.
const MAX_GLYPHS: usize = 64 << 20;

/// A character and where it stands on its page, in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    /// The height of its font.
    pub size: f64,
    /// Characters that were drawn with one operation have one number.
    pub run: usize,
    /// The number of the text that it belongs to, among those of its page.
    pub drawn: usize,
    /// Where its line goes, in degrees from the right, against the clock.
    pub angle: f64,
    pub text: String,
}

/// How far letters of a word may be set apart, in heights of the font; what is set further apart are no words.
const MAX_SPACING: f64 = 0.5;

/// How far a line may be off the level, in degrees, and still be one of the text; as a page that was scanned askew.
const MAX_ASKEW: f64 = 5.0;

impl Glyph {
    /// Whether its line goes from left to right.
    pub fn is_upright(&self) -> bool {
        self.is_along(0.0)
    }

    /// Whether its line goes this way.
    pub fn is_along(&self, angle: f64) -> bool {
        let off = (self.angle - angle).rem_euclid(360.0);
        off.min(360.0 - off) <= MAX_ASKEW
    }
}

/// The characters of each page, in the order in which it draws them.
pub(super) fn pages(document: &Document) -> Result<Vec<Vec<Glyph>>> {
    let expected = document.get_pages().len();
    let mut collector = Collector::default();
    output_doc(document, &mut collector).map_err(|cause| damaged(&cause.to_string()).because(cause))?;
    if collector.pages.len() != expected || collector.is_open {
        return Err(damaged("a page could not be read"));
    }
    if collector.unknown * 100 > collector.count * MAX_UNKNOWN {
        return Err(Error::new("does not tell what its characters mean: its fonts have no table for them")
            .help("print it to a new PDF file, or save the statement as text"));
    }
    Ok(collector.pages)
}

fn damaged(what: &str) -> Error {
    Error::new(format!("is damaged ({what}): what could be read of it may not be all"))
        .help("download it again, or save the statement as text")
}

/// A character as its letters: a font draws some pairs in one piece, which is nothing that the author wrote.
fn letters(text: &str) -> String {
    const JOINED: [(char, &str); 7] = [
        ('\u{fb00}', "ff"),
        ('\u{fb01}', "fi"),
        ('\u{fb02}', "fl"),
        ('\u{fb03}', "ffi"),
        ('\u{fb04}', "ffl"),
        ('\u{fb05}', "st"),
        ('\u{fb06}', "st"),
    ];
    let is_joined = |c: char| ('\u{fb00}'..='\u{fb06}').contains(&c);
    if !text.contains(is_joined) {
        return text.to_owned();
    }
    JOINED.iter().fold(text.to_owned(), |text, (joined, letters)| text.replace(*joined, letters))
}

#[derive(Default)]
struct Collector {
    pages: Vec<Vec<Glyph>>,
    is_open: bool,
    run: usize,
    drawn: usize,
    count: usize,
    unknown: usize,
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _number: u32,
        _size: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages.push(Vec::new());
        self.is_open = true;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.is_open = false;
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let size = (transform.m22.hypot(transform.m21) * font_size).abs();
        let across = (transform.m11.hypot(transform.m12) * font_size).abs();
        let (x, y) = (transform.m31, transform.m32);
        let angle = (transform.m12 * font_size).atan2(transform.m11 * font_size).to_degrees();
        if ![x, y, size, across, width].iter().all(|number| number.is_finite()) {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        // What parts all letters of a word alike is a part of each letter, and no space.
        let spacing = if text.trim().is_empty() || !spacing.is_finite() {
            0.0
        } else {
            spacing.clamp(0.0, MAX_SPACING * font_size.abs()) * transform.m11.hypot(transform.m12)
        };
        self.count += 1;
        self.unknown += usize::from(text.is_empty() || text.contains(['\u{fffd}', '\0']));
        if self.count > MAX_GLYPHS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        if let Some(page) = self.pages.last_mut().filter(|_| !text.is_empty()) {
            let (run, drawn) = (self.run, self.drawn);
            page.push(Glyph {
                x,
                y,
                width: width * across + spacing,
                size,
                run,
                drawn,
                angle,
                text: letters(text),
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.run += 1;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    /// The rectangle that was put in front of a text names it.
    fn fill(
        &mut self,
        _transform: &Transform,
        _space: &ColorSpace,
        _color: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        if let Some(PathOp::Rect(number, ..)) = path.ops.first() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of ours")]
            let number = *number as usize;
            self.drawn = number;
        }
        Ok(())
    }
}
