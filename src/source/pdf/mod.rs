//! PDF → blocks: characters with their places become lines, lines become paragraphs.
//!
//! The parser is made for viewers, which show what they can of a damaged file. A statement of which a page or the end
//! of a page is missing would look like one that dropped its pledges, so [`whole`] first checks that everything that
//! makes up the text is there and intact; then [`glyphs`] collects the characters, [`lines`] sets them in lines
//! (raised ordinals whole), [`furniture`] takes running heads and page numbers off, and [`paragraphs`] joins the rest
//! over the ends of lines and pages.

mod furniture;
mod glyphs;
mod lines;
mod paragraphs;
mod whole;
mod widths;

use super::Page;
use crate::{Error, Result};

/// Reads a PDF file. Its parser may panic, overflow the stack or never end: this runs in a process of its own.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    let document = whole::document(bytes)?;
    let pages = glyphs::pages(&document)?;
    if pages.iter().all(Vec::is_empty) {
        return Err(Error::new("has no text: its pages are pictures, as a scanner makes them")
            .help("have them read by OCR first, or save the statement as text"));
    }
    if let Some(at) = pages.iter().position(Vec::is_empty) {
        // An empty page, one that was scanned and one that lost its text to damage look alike.
        return Err(Error::new(format!(
            "has no text on page {}: what the page says would be left out",
            at + 1
        ))
        .help("take the page out if it is empty, or save the statement as text"));
    }
    let mut pages: Vec<Vec<lines::Row>> = pages.into_iter().map(lines::rows).collect();
    let mut outside = furniture::take_off(&mut pages);
    let blocks = paragraphs::blocks(pages, &mut outside);
    outside.sort_by_key(|outside| outside.line);
    Ok(Page { blocks, outside, ..Page::default() })
}
