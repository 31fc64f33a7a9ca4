//! What we say ourselves: the lead in the head of the first page, and the properties of the file.
//!
//! The head of a page is no part of the text. Whoever accepts or rejects all changes is left with a statement, and who
//! prints the file has the lead on its first page.

use std::io;

use super::xml::{AUTHOR, Stamp, Xml};
use crate::compare::Comparison;
use crate::report::account::DEGRADED;
use crate::report::brief::brief;

/// How to read the rest.
const LEGEND: &str = "Tracked changes: accept them all for the newer text, reject them all for the older one. \
Comments are the findings.";

/// Writes the head of the first page: the brief.
pub(super) fn part(comparison: &Comparison<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    brief(&mut bytes, comparison)?;
    let brief = String::from_utf8_lossy(&bytes);
    let mut lines = brief.lines();
    let mut xml = Xml::part("w:hdr")?;
    xml.paragraph("LeadTitle", lines.next().unwrap_or_default())?;
    for line in lines {
        xml.paragraph("Lead", line)?;
    }
    if comparison.degraded {
        xml.paragraph("Lead", DEGRADED)?;
    }
    xml.paragraph("LeadLegend", LEGEND)?;
    xml.finish("w:hdr")
}

/// Writes who made the file, of what, and the date of the newer edition.
pub(super) fn properties(comparison: &Comparison<'_>, stamp: &Stamp) -> io::Result<Vec<u8>> {
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let mut xml = Xml::with_names("cp:coreProperties", &names)?;
    let sides = comparison.statements;
    xml.open("dc:title", &[])?;
    xml.text(&format!("{} → {}", sides.before.id, sides.after.id))?;
    xml.close("dc:title")?;
    xml.open("dc:creator", &[])?;
    xml.text(AUTHOR)?;
    xml.close("dc:creator")?;
    if let Some(date) = stamp.date() {
        for element in ["dcterms:created", "dcterms:modified"] {
            xml.open(element, &[("xsi:type", "dcterms:W3CDTF")])?;
            xml.text(date)?;
            xml.close(element)?;
        }
    }
    xml.finish("cp:coreProperties")
}
