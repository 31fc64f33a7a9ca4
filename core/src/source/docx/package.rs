//! How the parts of a Word file name each other.

use super::super::xml::{self, Node};
use super::super::zip_package::{Package, resolved};
use crate::{Error, Result};

/// Where the package names its own parts.
const PACKAGE_RELATIONS: &str = "_rels/.rels";

/// Folders of the main part of office documents that are no Word files, and what these are.
const OTHERS: &[(&str, &str)] = &[
    ("ppt/", "a PowerPoint file"),
    ("xl/", "an Excel workbook"),
    ("visio/", "a Visio drawing"),
    ("Documents/", "an XPS file"),
];

/// A part that another one names.
pub(super) struct Relation {
    /// An address that ends in what the part is: `…/footnotes`.
    pub kind: String,
    /// Its name in the package: `word/footnotes.xml`.
    pub target: String,
}

/// The name of the part with the text.
pub(super) fn main(package: &mut Package<'_>) -> Result<String> {
    if !package.has(PACKAGE_RELATIONS) {
        return Err(no_word(package));
    }
    let relations = read(&package.part(PACKAGE_RELATIONS)?, "")?;
    let main = relations
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument") || relation.kind.ends_with("/document"));
    let Some(Relation { target, .. }) = main else { return Err(no_word(package)) };
    match OTHERS.iter().find(|(folder, _)| target.starts_with(folder)) {
        Some((_, what)) => Err(Error::new(format!("is {what}, not a Word file"))
            .help("copy the statement into a text or Word file, or save it as PDF")),
        None => Ok(target),
    }
}

/// The parts that a part names.
pub(super) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}{}_rels/{file}.rels", if folder.is_empty() { "" } else { "/" });
    if !package.has(&name) {
        return Ok(Vec::new());
    }
    read(&package.part(&name)?, folder)
}

/// Says what else the archive is.
fn no_word(package: &Package<'_>) -> Error {
    let is_apple = |name: &str| name.ends_with(".iwa") || name == "Index.zip";
    if package.has_any(is_apple) {
        return Error::new("is a Pages, Numbers or Keynote document")
            .help("export it as Word or PDF, and name that file");
    }
    Error::new("is a ZIP archive, not a Word file").help("unpack it, and name the file in it")
}

fn read(text: &str, folder: &str) -> Result<Vec<Relation>> {
    let mut found = Vec::new();
    xml::walk(text, &mut |node| {
        if let Node::Open(element) = node
            && element.name == "Relationship"
            && element.get("TargetMode") != Some("External")
            && let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target"))
        {
            found.push(Relation { kind: kind.to_owned(), target: resolved(folder, target) });
        }
        Ok(())
    })?;
    Ok(found)
}
