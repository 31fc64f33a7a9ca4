//! Bytes → blocks of text with their lines in the original.
//!
//! [`read`] looks at the content to tell the format, decodes, and cuts the page into [`Block`]s: paragraphs, headings
//! and list items whose [`Line`]s are still single, so that the furniture rules can look at each line before the
//! lines of a block are joined. A new format is one file here and one line in [`parse`].
//!
//! Web pages, PDF and Word files are parsed by large libraries, and any page may be made to break one. [`read_with`]
//! lets a program of the caller's choice do that in a process of its own, see [`apart`]; the command line always does.

pub mod apart;
pub mod bounds;
mod caution;
mod decode;
mod docx;
mod front;
mod html;
mod kind;
mod lines;
mod markdown;
mod numeral;
#[cfg(feature = "pdf")]
mod pdf;
mod text;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use caution::Caution;
pub use front::Front;
pub use kind::Kind;

use crate::{Error, Result};

/// The largest input read, in bytes: 64 MiB. A statement has some 15 kB; beyond this it is a mistake or an attack.
pub const MAX_BYTES: usize = 64 << 20;

/// A page as it was published, cut into blocks.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// For messages: a path as given, `-`, or an edition.
    pub origin: String,
    /// The format that the content shows.
    pub kind: Kind,
    /// The character encoding it was read with (`UTF-8`, `windows-1252`, …); empty for formats that settle it themselves.
    pub encoding: &'static str,
    /// What stands before the text in front matter.
    pub front: Option<Front>,
    /// The page's blocks in their order.
    pub blocks: Vec<Block>,
    /// What the format itself shows to be no part of the text: menus, running heads, hidden words.
    pub outside: Vec<Outside>,
    /// What a reader must know of how the file was read.
    pub cautions: Vec<Caution>,
}

/// How [`read_with`] reads.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The program that parses web pages, PDF and Word files, and long Markdown, called as `EXTRACTOR extract --format FORMAT`; see
    /// [`apart`]. Without it web pages and Word files are parsed in this process, within limits of size and depth but
    /// not of time, and PDF files are refused: no limit of ours stops their parser from crashing.
    pub extractor: Option<PathBuf>,
}

/// What a parser found in a web page, a PDF or a Word file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The blocks of the text in their order.
    pub blocks: Vec<Block>,
    /// What is no part of it.
    pub outside: Vec<Outside>,
    /// What a reader must know of how the file was read.
    #[serde(default)]
    pub cautions: Vec<Caution>,
}

/// Text that stands on the page and is no part of the statement, by the format's own signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// What left it out: `html/nav`, `pdf/running-head`.
    pub rule: String,
    /// Its first line.
    pub line: usize,
    /// The text.
    pub text: String,
}

/// Lines of a page that belong together: joined they are one paragraph, heading or list item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// What the markup says it is.
    pub shape: Shape,
    /// A printed number or bullet (`12.`), which is no part of the text.
    pub label: Option<String>,
    /// Its lines, trimmed, never empty.
    pub lines: Vec<Line>,
}

/// One line of a block, without markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its number in the original, counted from 1. Web pages, PDF and Word files have no lines of their own: there it
    /// is the number of the line of text as it stands on the page.
    pub number: usize,
    /// Its text, trimmed at both ends.
    pub text: String,
}

/// What the markup of a block says about it. Plain text says little: all but list items are paragraphs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A paragraph, or a line of which nothing more is known.
    Paragraph,
    /// A heading: by markup, or because the whole paragraph is set in bold.
    Heading,
    /// An item of a list.
    Item,
}

/// Reads a page as published, in this process; see [`Options::extractor`].
///
/// # Errors
/// An empty, binary or over-long input, front matter that is broken, a file that cannot be read as a whole, and a PDF.
pub fn read(origin: &str, bytes: &[u8]) -> Result<Document> {
    read_with(origin, bytes, &Options::default())
}

/// Reads a page as published.
///
/// # Errors
/// Those of [`read`]; a parser that crashed or ran into a limit of its process.
pub fn read_with(origin: &str, bytes: &[u8], options: &Options) -> Result<Document> {
    let found = if bytes.len() > MAX_BYTES { None } else { kind::by_bytes(bytes) };
    let Some(kind) = found else { return plain(origin, bytes, options) };
    let page = match &options.extractor {
        Some(program) => apart::parse(program, kind, bytes),
        None if kind == Kind::Pdf => {
            Err(Error::new("is a PDF file, which is only read in a process of its own")
                .help("name an extractor"))
        }
        None => parse(kind, bytes),
    };
    let page = page.and_then(bounded).map_err(|error| error.at(origin))?;
    Ok(Document {
        origin: origin.to_owned(),
        kind,
        blocks: page.blocks,
        outside: page.outside,
        cautions: page.cautions,
        ..Document::default()
    })
}

/// Parses a web page, a PDF or a Word file, or Markdown without front matter in UTF-8, in this process.
///
/// # Errors
/// A file that is damaged, encrypted, without text or made to be slow: nothing is ever read in part.
pub fn parse(kind: Kind, bytes: &[u8]) -> Result<Page> {
    match kind {
        Kind::Html => html::page(bytes),
        Kind::Docx => docx::page(bytes),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::page(bytes),
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => Err(Error::new("is a PDF file, and this kidd was built without the feature `pdf`")
            .help("save the statement as text first")),
        Kind::Markdown => {
            let text = std::str::from_utf8(bytes).map_err(|_| Error::new("is no UTF-8"))?;
            Ok(Page { blocks: markdown::blocks(text, 0), ..Page::default() })
        }
        Kind::Text => Err(Error::new("is text, which needs no parser")),
    }
}

/// A page, if it has no more text than a statement may have.
fn bounded(page: Page) -> Result<Page> {
    bounds::sentences(page.blocks.len())?;
    let lines = || page.blocks.iter().flat_map(|block| &block.lines);
    bounds::lines(lines().count())?;
    bounds::length(lines().map(|line| line.text.len()).sum())?;
    bounds::lines(page.outside.len())?;
    bounds::length(page.outside.iter().map(|outside| outside.text.len()).sum())?;
    Ok(page)
}

/// The longest Markdown that is parsed in this process, in bytes; with an extractor longer ones are not. The parser takes
/// more than linear time for some inputs (168 kB of backticks took 8.7 s), and a statement has some 9 kB.
const SHORT_MARKDOWN: usize = 32 << 10;

/// The blocks of the Markdown that starts at a byte of a text.
fn marked(text: &str, start: usize, options: &Options) -> Result<Vec<Block>> {
    match &options.extractor {
        Some(program) if text.len() - start > SHORT_MARKDOWN => {
            // Blank lines in place of the front matter keep the numbers of the others.
            let above = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count();
            let body = ["\n".repeat(above).as_bytes(), &text.as_bytes()[start..]].concat();
            Ok(bounded(apart::parse(program, Kind::Markdown, &body)?)?.blocks)
        }
        _ => Ok(markdown::blocks(text, start)),
    }
}

fn plain(origin: &str, bytes: &[u8], options: &Options) -> Result<Document> {
    let decoded = decode::decode(bytes).map_err(|error| error.at(origin))?;
    let text = lines::normalise(&decoded.text);
    bounds::text(&text).map_err(|error| error.at(origin))?;
    let (front, start) = front::split(&text).map_err(|error| error.at(origin))?;
    let kind = kind::of(&text[start..], front.is_some());
    let blocks = match kind {
        Kind::Markdown => marked(&text, start, options).map_err(|error| error.at(origin))?,
        _ => text::blocks(&text, start),
    };
    bounds::sentences(blocks.len()).map_err(|error| error.at(origin))?;
    if blocks.is_empty() && front.is_none() {
        return Err(Error::new("is empty").at(origin));
    }
    Ok(Document {
        origin: origin.to_owned(),
        kind,
        encoding: decoded.encoding,
        front,
        blocks,
        ..Document::default()
    })
}

impl Block {
    /// The text of its lines, joined by line ends.
    pub fn raw(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}
