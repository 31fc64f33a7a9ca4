//! OpenDocument texts (ODT) → blocks.
//!
//! A file is a ZIP archive of XML parts; the text stands in `content.xml`. Insertions that were tracked are text, and
//! what was deleted stands apart from it already. Deleted, hidden and struck words, notes, and the heads and feet of
//! pages are handed on as [`Outside`], so that nothing goes silently; remarks in the margin are counted.

mod body;
mod frame;
mod lists;
mod styles;

use self::styles::Styles;
use super::zip_package::Package;
use super::{Caution, Outside, Page, Tracked};
use crate::{Error, Result};

/// How the part that says what a file is stands at its start.
const MARK: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";

/// Where the name of the first file in a ZIP archive stands, in bytes.
const FIRST_NAME: usize = 30;

/// Whether these bytes are an OpenDocument file, of whatever kind.
pub(super) fn is_odt(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && (bytes.get(FIRST_NAME..).is_some_and(|rest| rest.starts_with(MARK)) || is_unmarked(bytes))
}

/// Programs that pack a file anew may leave the mark out or put it elsewhere.
fn is_unmarked(bytes: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    has(b"META-INF/manifest.xml") && has(b"content.xml") && !has(b"[Content_Types].xml")
}

/// Reads an OpenDocument text.
pub(super) fn page(bytes: &[u8], tracked: Tracked) -> Result<Page> {
    let mut package = Package::open(bytes)?;
    if package.has("META-INF/manifest.xml")
        && package.part("META-INF/manifest.xml")?.contains("encryption-data")
    {
        return Err(Error::new("is encrypted").help("save it without a password"));
    }
    let content = package.part("content.xml")?;
    let mut styles = Styles::default();
    let common = if package.has("styles.xml") { Some(package.part("styles.xml")?) } else { None };
    if let Some(common) = &common {
        styles.add(common)?;
    }
    styles.add(&content)?;
    let mut page = body::read(&content, &styles)?;
    let is_draft = page.cautions.iter().any(|caution| matches!(caution, Caution::TrackedChanges { .. }));
    if is_draft && tracked == Tracked::Old {
        return Err(Error::new("is an OpenDocument text, whose tracked changes are read as accepted only")
            .help("save it as DOCX, and name that file; or leave --tracked out"));
    }
    if page.blocks.is_empty() {
        return Err(Error::new("has no text").help("a page that was scanned has to be read by OCR first"));
    }
    if let Some(common) = &common {
        let last = page.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
        let beside = frame::read(common, &styles)?;
        page.outside.extend(beside.into_iter().map(|outside| Outside { line: last, ..outside }));
    }
    Ok(page)
}
