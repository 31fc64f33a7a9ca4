//! The characters of a PDF with their places.

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc};

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
    pub text: String,
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
        .help("get it anew, or save the statement as text")
}

#[derive(Default)]
struct Collector {
    pages: Vec<Vec<Glyph>>,
    is_open: bool,
    run: usize,
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
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let size = (transform.m22.hypot(transform.m21) * font_size).abs();
        let across = (transform.m11.hypot(transform.m12) * font_size).abs();
        let (x, y) = (transform.m31, transform.m32);
        if ![x, y, size, across, width].iter().all(|number| number.is_finite()) {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        self.count += 1;
        self.unknown += usize::from(text.is_empty() || text.contains(['\u{fffd}', '\0']));
        if self.count > MAX_GLYPHS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        if let Some(page) = self.pages.last_mut().filter(|_| !text.is_empty()) {
            page.push(Glyph { x, y, width: width * across, size, run: self.run, text: text.to_owned() });
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
}
