//! XML parts of office documents and books, walked through as a whole or refused.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::{Error, Result};

/// Elements that may stand in each other. Word processors nest some 30, tables in tables a few more.
const MAX_DEPTH: usize = 500;

/// What stands in an XML part, in its order.
pub(super) enum Node<'a> {
    Open(&'a Element),
    Close(&'a Element),
    Text(&'a str),
}

/// An element, without the prefix that its file happens to use.
pub(super) struct Element {
    pub space: Space,
    pub name: String,
    attributes: Vec<(String, String)>,
}

/// Which vocabulary an element is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Text: paragraphs, runs, numbering.
    Word,
    /// Formulas.
    Math,
    /// One content in several forms, of which one is to be read.
    Alternative,
    /// OpenDocument: paragraphs, lists, notes, changes.
    OdfText,
    /// OpenDocument: what the parts of a document are.
    OdfOffice,
    /// OpenDocument: styles, and the heads and feet of pages.
    OdfStyle,
    /// Anything else.
    Other,
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is this element of the vocabulary for text.
    pub fn is(&self, name: &str) -> bool {
        self.space == Space::Word && self.name == name
    }

    /// Whether it is this element of the vocabulary for text of OpenDocument.
    pub fn is_odf_text(&self, name: &str) -> bool {
        self.space == Space::OdfText && self.name == name
    }

    /// The `val` of an element that is a number.
    pub fn number(&self) -> Option<i64> {
        self.get("val").and_then(|value| value.parse().ok())
    }

    /// Whether a switch (`<w:b/>`, `<w:b w:val="0"/>`) is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks through a part that is whole: each element is closed, none is nested too deep, and there is no document type,
/// whose entities could grow without bounds or name other files.
pub(super) fn walk(text: &str, visit: &mut dyn FnMut(Node<'_>) -> Result<()>) -> Result<()> {
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut seen = false;
    loop {
        let (resolved, event) = reader
            .read_resolved_event()
            .map_err(|cause| Error::new(format!("is damaged: its XML is broken ({cause})")).because(cause))?;
        match event {
            Event::Start(start) => {
                if open.len() >= MAX_DEPTH {
                    return Err(Error::new(format!("is nested deeper than {MAX_DEPTH} elements")));
                }
                let element = element(space(&resolved), &start)?;
                seen = true;
                visit(Node::Open(&element))?;
                open.push(element);
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    visit(Node::Close(&element))?;
                }
            }
            Event::Text(text) => visit(Node::Text(&checked(&text.xml10_content())?))?,
            Event::CData(text) => visit(Node::Text(&checked(&text.into_inner())?))?,
            Event::GeneralRef(reference) => visit(Node::Text(&character(&reference)?))?,
            Event::DocType(_) => {
                return Err(Error::new("has a document type in its XML, which no office file needs")
                    .help("open it in a word processor and save it anew"));
            }
            Event::Eof if open.is_empty() && seen => return Ok(()),
            Event::Eof => return Err(Error::new("is damaged: its XML is cut off")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn space(resolved: &ResolveResult<'_>) -> Space {
    const WORD: [&str; 2] = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ];
    const MATH: [&str; 2] = [
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ];
    const ODF: &str = "urn:oasis:names:tc:opendocument:xmlns:";
    const ALTERNATIVE: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    match resolved {
        ResolveResult::Bound(Namespace(name)) if WORD.contains(name) => Space::Word,
        ResolveResult::Bound(Namespace(name)) if MATH.contains(name) => Space::Math,
        ResolveResult::Bound(Namespace(name)) if *name == ALTERNATIVE => Space::Alternative,
        ResolveResult::Bound(Namespace(name)) => match name.strip_prefix(ODF) {
            Some("text:1.0") => Space::OdfText,
            Some("office:1.0") => Space::OdfOffice,
            Some("style:1.0") => Space::OdfStyle,
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}

fn element(space: Space, start: &BytesStart<'_>) -> Result<Element> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let broken =
            |cause: &dyn std::fmt::Display| Error::new(format!("is damaged: its XML is broken ({cause})"));
        let attribute = attribute.map_err(|cause| broken(&cause))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|cause| broken(&cause))?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), checked(&value)?));
    }
    Ok(Element { space, name: start.local_name().into_inner().to_owned(), attributes })
}

/// `&amp;`, `&#8217;`: the five names that XML has, and numbers. There are no others without a document type.
fn character(reference: &BytesRef<'_>) -> Result<String> {
    let number = reference
        .resolve_char_ref()
        .map_err(|cause| Error::new(format!("is damaged: its XML is broken ({cause})")).because(cause))?;
    let name = reference.xml10_content();
    match (number, resolve_predefined_entity(&name)) {
        (Some(c), _) => checked(c.encode_utf8(&mut [0; 4])),
        (None, Some(text)) => Ok(text.to_owned()),
        (None, None) => Err(Error::new(format!("has an unknown entity in its XML ({name:?})"))),
    }
}

/// XML may hold no NUL; a program that takes one for the end of the text would show less than there is.
fn checked(text: &str) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::new("is damaged: its XML holds a NUL character"));
    }
    Ok(text.to_owned())
}
