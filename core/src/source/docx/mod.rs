//! Word files (Office Open XML) → blocks.
//!
//! A file is a ZIP archive of XML parts. The text stands in the main part: insertions that were tracked are text,
//! deletions are not, or the other way round ([`Tracked`]); numbers that Word counts become labels. Deleted, struck and
//! hidden words, foot- and endnotes with their labels, and the heads and feet of pages are handed on as [`Outside`], so
//! that nothing goes silently. Whatever could make the text
//! incomplete (a part that is missing, cut or embedded in another format) is an error.

mod body;
mod boxes;
mod changes;
mod fields;
mod look;
mod numbering;
mod package;
mod paragraph;
mod styles;

use changes::Changes;

use super::xml::{self, Node};
use super::zip_package::Package;
use super::{Caution, Outside, Page, Tracked};
use crate::{Error, Result};

/// Parts beside the main one: the end of the type of their relation, and the rule for their text.
const BESIDE: &[(&str, &str)] = &[
    ("/footnotes", "docx/footnote"),
    ("/endnotes", "docx/endnote"),
    ("/header", "docx/header"),
    ("/footer", "docx/footer"),
];

/// Reads a Word file.
pub(super) fn page(bytes: &[u8], tracked: Tracked) -> Result<Page> {
    let mut package = Package::open(bytes)?;
    let main = package::main(&mut package)?;
    let relations = package::relations(&mut package, &main)?;
    let part = |package: &mut Package<'_>, kind: &str| {
        let found = relations.iter().find(|relation| relation.kind.ends_with(kind));
        found.map(|relation| package.part(&relation.target)).transpose()
    };
    let styles =
        part(&mut package, "/styles")?.map(|text| styles::read(&text)).transpose()?.unwrap_or_default();
    let numbering =
        part(&mut package, "/numbering")?.map(|text| numbering::read(&text)).transpose()?.unwrap_or_default();
    if relations.iter().any(|relation| relation.kind.ends_with("/aFChunk")) {
        return Err(Error::new("holds text in another format (an embedded chunk), which would be left out")
            .help("open it in a word processor and save it anew"));
    }
    let mut changes = Changes::new(tracked);
    let mut page = body::read(&package.part(&main)?, &styles, numbering, &mut changes, 0)?;
    if page.blocks.is_empty() {
        return Err(Error::new("has no text").help("a page that was scanned has to be read by OCR first"));
    }
    for (kind, rule) in BESIDE {
        for relation in relations.iter().filter(|relation| relation.kind.ends_with(kind)) {
            let last = page.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
            let text = package.part(&relation.target)?;
            let beside = body::read(&text, &styles, numbering::Numbering::default(), &mut changes, last)?;
            page.outside.extend(beside.blocks.iter().map(|block| Outside {
                rule: (*rule).to_owned(),
                line: block.lines[0].number,
                text: block.raw(),
            }));
        }
    }
    page.cautions.extend(changes.caution());
    if let Some(text) = part(&mut package, "/comments")? {
        let count = comments(&text)?;
        page.cautions.extend((count > 0).then_some(Caution::Comments { count }));
    }
    Ok(page)
}

/// How many remarks stand in the margin.
fn comments(text: &str) -> Result<usize> {
    let mut count = 0;
    xml::walk(text, &mut |node| {
        if let Node::Open(element) = node {
            count += usize::from(element.is("comment"));
        }
        Ok(())
    })?;
    Ok(count)
}
