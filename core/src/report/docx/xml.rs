//! Elements of Word's XML, and what every tracked change carries.

use std::io;

use jiff::civil::Date;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use crate::report::escape;

/// Who makes the changes and the comments.
pub(super) const AUTHOR: &str = "kidd";

/// The name space of Word's elements.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A part in the making.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Opens a part with its root element.
    pub fn part(root: &str) -> io::Result<Self> {
        Self::with_names(root, &[("xmlns:w", WORD)])
    }

    /// The same, with the name spaces of the root given.
    pub fn with_names(root: &str, names: &[(&str, &str)]) -> io::Result<Self> {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        xml.open(root, names)?;
        Ok(xml)
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))
    }

    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(start))
    }

    /// Writes text. What XML forbids and what must not be shown raw is spelled out.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::new(&escape::document(text))))
    }

    /// Writes a run of text, in `w:delText` for deleted words. Tabs and line breaks are elements of their own.
    pub fn run(&mut self, text: &str, style: Option<&str>, element: &str) -> io::Result<()> {
        self.open("w:r", &[])?;
        if let Some(style) = style {
            self.open("w:rPr", &[])?;
            self.empty("w:rStyle", &[("w:val", style)])?;
            self.close("w:rPr")?;
        }
        for part in text.split_inclusive(['\t', '\n']) {
            let words = part.trim_end_matches(['\t', '\n']);
            if !words.is_empty() {
                self.open(element, &[("xml:space", "preserve")])?;
                self.text(words)?;
                self.close(element)?;
            }
            match part.as_bytes().last() {
                Some(b'\t') => self.empty("w:tab", &[])?,
                Some(b'\n') => self.empty("w:br", &[])?,
                _ => {}
            }
        }
        self.close("w:r")
    }

    /// Writes a paragraph of our own words.
    pub fn paragraph(&mut self, style: &str, text: &str) -> io::Result<()> {
        self.open("w:p", &[])?;
        self.open("w:pPr", &[])?;
        self.empty("w:pStyle", &[("w:val", style)])?;
        self.close("w:pPr")?;
        self.run(text, None, "w:t")?;
        self.close("w:p")
    }

    /// Closes the root element: the bytes of the part.
    pub fn finish(mut self, root: &str) -> io::Result<Vec<u8>> {
        self.close(root)?;
        Ok(self.0.into_inner())
    }
}

/// The date of every change: the newer edition's.
pub(super) struct Stamp(Option<String>);

impl Stamp {
    pub fn new(date: Option<Date>) -> Self {
        Self(date.map(|date| format!("{date}T00:00:00Z")))
    }

    pub fn date(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The attributes of a change or comment.
    pub fn attributes<'a>(&'a self, id: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut attributes = vec![("w:id", id), ("w:author", AUTHOR)];
        attributes.extend(self.date().map(|date| ("w:date", date)));
        attributes
    }
}
