//! A comparison as a Word file: the older text with tracked changes that make it the newer one.
//!
//! Word and LibreOffice accept or reject each change. All accepted, the body of the file is the newer text; all rejected,
//! the older one: `script` lays both texts out, `matching` finds what they share, `stream` merges them into one line, and
//! `document` writes that line. Findings are comments at their words. What we say ourselves stands in comments and in the
//! head of the first page, never in the body, so that accepting or rejecting leaves nothing of ours in the text.
//!
//! The parts are written by `quick-xml` and `zip`, which the readers need anyway: of the libraries that make Word files
//! none that is kept links the two ends of a move. Nothing here looks at a clock: a change carries the newer edition's
//! date, the files in the archive the first day that ZIP knows.

mod comments;
mod document;
mod lead;
mod matching;
mod script;
mod stream;
mod xml;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::comments::Comments;
use self::script::Script;
use self::xml::Stamp;
use crate::compare::Comparison;

/// Parts that are the same in every file.
const FIXED: &[(&str, &str)] = &[
    ("[Content_Types].xml", include_str!("../../../templates/docx/content-types.xml")),
    ("_rels/.rels", include_str!("../../../templates/docx/package-relations.xml")),
    ("word/_rels/document.xml.rels", include_str!("../../../templates/docx/document-relations.xml")),
    ("word/styles.xml", include_str!("../../../templates/docx/styles.xml")),
    ("word/settings.xml", include_str!("../../../templates/docx/settings.xml")),
];

/// Writes a comparison as a Word file with tracked changes.
///
/// # Errors
/// Those of the writer.
pub fn docx(writer: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let scripts = comparison.statements.map(Script::new);
    let pieces = stream::merged(comparison, scripts.as_ref());
    let comments = Comments::new(comparison, scripts.as_ref());
    let stamp = Stamp::new(comparison.statements.after.date);
    let made = [
        ("word/document.xml", document::part(scripts.as_ref(), &pieces, &comments, &stamp)?),
        ("word/comments.xml", comments.part(comparison, &stamp)?),
        ("word/header1.xml", lead::part(comparison)?),
        ("docProps/core.xml", lead::properties(comparison, &stamp)?),
    ];
    let fixed = FIXED.iter().map(|(name, text)| (*name, text.as_bytes()));
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in fixed.chain(made.iter().map(|(name, bytes)| (*name, bytes.as_slice()))) {
        package.start_file(name, options).map_err(io::Error::other)?;
        package.write_all(bytes)?;
    }
    writer.write_all(package.finish().map_err(io::Error::other)?.get_ref())
}
