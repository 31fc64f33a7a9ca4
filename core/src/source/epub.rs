//! Books (EPUB) → blocks: the chapters in the order of the book, each a web page.

use super::html::Linked;
use super::xml::{self, Node};
use super::zip_package::{Package, resolved};
use super::{Outside, Page, html};
use crate::{Error, Result};

/// Where the package of a book is named.
const CONTAINER: &str = "META-INF/container.xml";

/// Where a book says which of its files are encrypted; its fonts often are, which does not matter.
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Media types of chapters.
const CHAPTERS: &[&str] = &["application/xhtml+xml", "text/html"];

/// Whether these bytes are a book.
pub(super) fn is_epub(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && (bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/epub+zip"))
            || memchr::memmem::find(bytes, CONTAINER.as_bytes()).is_some())
}

/// A file of a book.
struct Item {
    id: String,
    name: String,
    media_type: String,
    is_contents: bool,
}

/// Reads a book.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    let mut package = Package::open(bytes)?;
    let path = root(&package.part(CONTAINER)?)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (items, spine) = contents(&package.part(&path)?, folder)?;
    let encrypted = if package.has(ENCRYPTION) { encrypted(&package.part(ENCRYPTION)?)? } else { Vec::new() };
    let mut page = Page::default();
    for (id, is_linear) in spine {
        let Some(item) = items.iter().find(|item| item.id == id) else {
            return Err(Error::new(format!("is damaged: its part {id:?} is missing")));
        };
        if encrypted.contains(&item.name) {
            return Err(Error::new("is encrypted").help("get a copy without protection, or copy its text"));
        }
        if !CHAPTERS.contains(&item.media_type.as_str()) {
            continue;
        }
        let text = package.part(&item.name)?;
        // A chapter without words is a picture: the cover.
        let Some(chapter) = chapter(&text, &linked(&mut package, item, &text, &items)?)? else { continue };
        append(&mut page, chapter, is_linear && !item.is_contents);
    }
    if page.blocks.is_empty() {
        return Err(Error::new("has no text").help("a page that was scanned has to be read by OCR first"));
    }
    Ok(page)
}

/// The style sheets that a chapter names, by their addresses as seen from it. Each is unpacked again for each chapter:
/// the package counts that, and has a limit.
fn linked(package: &mut Package<'_>, chapter: &Item, text: &str, items: &[Item]) -> Result<Linked> {
    let folder = chapter.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut linked = Linked::new();
    for item in items.iter().filter(|item| item.media_type == "text/css") {
        let address = relative(folder, &item.name);
        if text.contains(&address) && package.has(&item.name) {
            linked.insert(address, String::from_utf8_lossy(&package.bytes(&item.name)?).into_owned());
        }
    }
    Ok(linked)
}

/// The address of a part as seen from a folder of the package.
fn relative(folder: &str, name: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = name.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let mut steps = vec![".."; from.len() - same];
    steps.extend(&to[same..]);
    steps.join("/")
}

/// The page of a chapter, if it has text.
fn chapter(text: &str, linked: &Linked) -> Result<Option<Page>> {
    match html::page_with(text.as_bytes(), linked) {
        Ok(page) => Ok(Some(page)),
        Err(error) if error.message().starts_with("has no text") || error.message() == "is empty" => Ok(None),
        Err(error) => Err(error),
    }
}

fn append(page: &mut Page, chapter: Page, is_text: bool) {
    let last = page.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
    page.outside
        .extend(chapter.outside.into_iter().map(|outside| Outside { line: outside.line + last, ..outside }));
    page.cautions.extend(chapter.cautions);
    for mut block in chapter.blocks {
        block.lines.iter_mut().for_each(|line| line.number += last);
        if is_text {
            page.blocks.push(block);
        } else {
            page.outside.push(Outside {
                rule: "epub/beside".to_owned(),
                line: block.lines[0].number,
                text: block.raw(),
            });
        }
    }
}

/// The name of the package.
fn root(text: &str) -> Result<String> {
    let mut found = None;
    xml::walk(text, &mut |node| {
        if let Node::Open(element) = node
            && element.name == "rootfile"
            && found.is_none()
        {
            found = element.get("full-path").map(|path| resolved("", path));
        }
        Ok(())
    })?;
    found.ok_or_else(|| Error::new("is damaged: its package is not named"))
}

/// The chapters of a book in their order, and whether each is part of the text.
type Spine = Vec<(String, bool)>;

/// The files of a book, and the order of its chapters.
fn contents(text: &str, folder: &str) -> Result<(Vec<Item>, Spine)> {
    let (mut items, mut spine) = (Vec::new(), Vec::new());
    xml::walk(text, &mut |node| {
        let Node::Open(element) = node else { return Ok(()) };
        let text = |name: &str| element.get(name).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "item" => {
                let name =
                    percent_encoding::percent_decode_str(&text("href")).decode_utf8_lossy().into_owned();
                items.push(Item {
                    id: text("id"),
                    name: resolved(folder, &name),
                    media_type: text("media-type"),
                    is_contents: text("properties").split_whitespace().any(|property| property == "nav"),
                });
            }
            "itemref" => spine.push((text("idref"), element.get("linear") != Some("no"))),
            _ => {}
        }
        Ok(())
    })?;
    if spine.is_empty() {
        return Err(Error::new("is damaged: the order of its chapters is missing"));
    }
    if items.len().saturating_mul(spine.len()) > MAX_STEPS {
        return Err(Error::new("has too many chapters: it is no statement"));
    }
    Ok((items, spine))
}

/// The most comparisons of chapters with files. Real books have some 50 of each.
const MAX_STEPS: usize = 4_000_000;

/// The names of files that are encrypted.
fn encrypted(text: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    xml::walk(text, &mut |node| {
        if let Node::Open(element) = node
            && element.name == "CipherReference"
            && let Some(uri) = element.get("URI")
        {
            names.push(resolved("", uri));
        }
        Ok(())
    })?;
    Ok(names)
}
