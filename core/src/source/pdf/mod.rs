//! PDF → blocks: characters with their places become lines, lines become paragraphs.
//!
//! The parser is made for viewers, which show what they can of a damaged file. A statement of which a page or the end
//! of a page is missing would look like one that dropped its pledges, so [`whole`] first checks that everything that
//! makes up the text is there and intact; [`content`] finds out how each text is painted; [`glyphs`] collects the
//! characters; [`sheet`] leaves out what a reader does not see or what was drawn twice, and cuts [`columns`]; [`lines`]
//! sets the characters in lines (raised ordinals whole); [`furniture`] takes running heads and page numbers off,
//! [`footnotes`] what stands at the foot of pages, and [`paragraphs`] joins the rest over the ends of lines and pages.

mod columns;
mod content;
mod footnotes;
mod furniture;
mod glyphs;
mod lines;
mod margin;
mod paint;
mod paragraphs;
mod sheet;
mod whole;
mod widths;

use pdf_extract::{Dictionary, Document, Object};

use super::{Caution, Outside, Page};
use crate::{Error, Result};

/// Reads a PDF file. Its parser may panic, overflow the stack or never end: this runs in a process of its own.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    let mut document = whole::document(bytes)?;
    let remarks = remarks(&document);
    let scenes = content::simplify(&mut document)?;
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
    let sheets: Vec<sheet::Sheet> =
        pages.into_iter().zip(&scenes).map(|(glyphs, scene)| sheet::Sheet::of(glyphs, scene)).collect();
    let behind = sheets.iter().filter(|sheet| sheet.is_behind).count();
    let mut pages = Vec::new();
    let mut left = Vec::new();
    for sheet in sheets {
        pages.push(sheet.rows);
        left.push(sheet.left);
    }
    let mut outside = furniture::take_off(&mut pages);
    for (page, left) in pages.iter().zip(left) {
        let line = page.first().map_or(1, |row| row.number);
        outside.extend(left.into_iter().map(|(rule, text)| Outside { rule: rule.to_owned(), line, text }));
    }
    footnotes::take_off(&mut pages, &mut outside);
    let blocks = paragraphs::blocks(pages, &mut outside);
    if blocks.is_empty() {
        return Err(Error::new("has no text that a reader would see").help("save the statement as text"));
    }
    outside.sort_by_key(|outside| outside.line);
    let layer = (behind > 0).then_some(Caution::TextLayer { pages: behind });
    let cautions =
        layer.into_iter().chain((remarks > 0).then_some(Caution::Comments { count: remarks })).collect();
    Ok(Page { blocks, outside, cautions })
}

/// How many remarks readers left on the pages: notes, and marks that say something.
fn remarks(document: &Document) -> usize {
    let dictionary = |object| document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok());
    let is_remark = |remark: &Dictionary| {
        let kind = remark.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let says = remark.get(b"Contents").and_then(Object::as_str).is_ok_and(|text| !text.is_empty());
        matches!(kind, b"Text" | b"FreeText")
            || says && matches!(kind, b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" | b"Caret")
    };
    let of_page = |id| {
        let page = document.get_dictionary(id).ok()?;
        let all = document.dereference(page.get(b"Annots").ok()?).ok()?.1.as_array().ok()?;
        Some(all.iter().filter_map(dictionary).filter(|remark| is_remark(remark)).count())
    };
    document.get_pages().into_values().filter_map(of_page).sum()
}
