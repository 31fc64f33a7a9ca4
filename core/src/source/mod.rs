//! Bytes → blocks of text with their lines in the original.
//!
//! [`read`] looks at the content to tell the format, decodes, and cuts the page into [`Block`]s: paragraphs, headings
//! and list items whose [`Line`]s are still single, so that the furniture rules can look at each line before the
//! lines of a block are joined. A new format is one file here and one line in the table of `kind.rs`.
//!
//! Web pages, PDF and Word files are parsed by large libraries, and any page may be made to break one. [`read_with`]
//! lets a [`Parser`] of the caller's choice do that, in a process of its own for one; the program always does.

pub mod bounds;
mod caution;
mod decode;
mod docx;
mod epub;
mod front;
mod gzip;
mod headings;
mod html;
mod hyphens;
mod kind;
mod label;
mod lines;
mod mail;
mod markdown;
mod marks;
mod numeral;
mod odt;
mod page;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod quoted;
mod raised;
mod refused;
mod rtf;
mod running;
mod symbols;
mod text;
mod xml;
mod zip_package;

pub use caution::Caution;
pub use front::Front;
pub use kind::Kind;
pub use page::{Block, Line, MAX_BYTES, Outside, Page, Shape, Tracked};

use crate::{Error, Result, digest};

/// A page as it was published, cut into blocks.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Document {
    /// For messages: a path as given, `-`, or an edition.
    pub origin: String,
    /// Hex sha256 of the bytes as published.
    pub sha256: String,
    /// The format that the content shows; `gzip` for what was compressed.
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
#[derive(Clone, Copy, Default)]
pub struct Options<'p> {
    /// Who parses web pages, PDF and Word files. Without one they are parsed where the caller is, within limits of size
    /// and depth but not of time, and a damaged PDF may crash its parser: see [`Parser`].
    pub parser: Option<&'p dyn Parser>,
    /// Which side of a draft that keeps its changes is read.
    pub tracked: Tracked,
}

/// Parses what large libraries are needed for, where a crash, a hang or a hunger for memory harms nobody.
pub trait Parser: Sync {
    /// Parses a web page, a PDF or a Word file, as [`parse`] does.
    ///
    /// # Errors
    /// Those of [`parse`]; that the parser crashed or ran into a limit.
    fn parse(&self, kind: Kind, bytes: &[u8], tracked: Tracked) -> Result<Page>;
}

/// Reads a page as published, in this process; see [`Options::parser`].
///
/// # Errors
/// An empty, binary or over-long input, front matter that is broken, a file that cannot be read as a whole.
pub fn read(origin: &str, bytes: &[u8]) -> Result<Document> {
    read_with(origin, bytes, &Options::default())
}

/// Reads a page as published.
///
/// # Errors
/// Those of [`read`]; a parser that crashed or ran into a limit of its process.
pub fn read_with(origin: &str, bytes: &[u8], options: &Options<'_>) -> Result<Document> {
    Ok(Document { sha256: digest::bytes(bytes), ..opened(origin, bytes, options)? })
}

fn opened(origin: &str, bytes: &[u8], options: &Options<'_>) -> Result<Document> {
    refused::check(bytes).map_err(|error| error.at(origin))?;
    let found = if bytes.len() > MAX_BYTES { None } else { kind::by_bytes(bytes) };
    let Some(kind) = found else { return plain(origin, bytes, options) };
    if kind == Kind::Gzip {
        let unpacked = gzip::unpacked(bytes).map_err(|error| error.at(origin))?;
        return Ok(Document { kind, ..opened(origin, &unpacked, options)? });
    }
    let page = match options.parser {
        Some(parser) => parser.parse(kind, bytes, options.tracked),
        None => parse(kind, bytes, options.tracked),
    };
    let mut page = page.and_then(bounded).map_err(|error| error.at(origin))?;
    finish(&mut page);
    Ok(Document {
        origin: origin.to_owned(),
        kind,
        blocks: page.blocks,
        outside: page.outside,
        cautions: page.cautions,
        ..Document::default()
    })
}

/// Parses a file that is no text in this process.
///
/// # Errors
/// A file that is damaged, encrypted, without text or made to be slow: nothing is ever read in part.
pub fn parse(kind: Kind, bytes: &[u8], tracked: Tracked) -> Result<Page> {
    kind.parse(bytes, tracked)
}

/// A page, if it has no more text than a statement may have.
///
/// # Errors
/// Says which limit it is, and what to do.
pub fn bounded(page: Page) -> Result<Page> {
    bounds::sentences(page.blocks.len())?;
    let lines = || page.blocks.iter().flat_map(|block| &block.lines);
    bounds::lines(lines().count())?;
    bounds::length(lines().map(|line| line.text.len()).sum())?;
    bounds::lines(page.outside.len())?;
    bounds::length(page.outside.iter().map(|outside| outside.text.len()).sum())?;
    Ok(page)
}

/// The longest Markdown that is parsed in this process, in bytes; with a parser apart longer ones are not. The parser takes
/// more than linear time for some inputs (168 kB of backticks took 8.7 s), and a statement has some 9 kB.
const SHORT_MARKDOWN: usize = 32 << 10;

/// Reads the Markdown that starts at a byte of a text.
fn marked(text: &str, start: usize, options: &Options<'_>) -> Result<Page> {
    match options.parser {
        Some(parser) if text.len() - start > SHORT_MARKDOWN => {
            // Blank lines in place of the front matter keep the numbers of the others.
            let above = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count();
            let body = ["\n".repeat(above).as_bytes(), &text.as_bytes()[start..]].concat();
            parser.parse(Kind::Markdown, &body, options.tracked).and_then(bounded)
        }
        _ => markdown::page(text, start),
    }
}

fn plain(origin: &str, bytes: &[u8], options: &Options<'_>) -> Result<Document> {
    refused::check_xml(bytes).map_err(|error| error.at(origin))?;
    let decoded = decode::decode(bytes).map_err(|error| error.at(origin))?;
    let text = lines::normalise(&decoded.text);
    bounds::text(&text).map_err(|error| error.at(origin))?;
    let front::Split { front, start, mut cautions } =
        front::split(&text).map_err(|error| error.at(origin))?;
    let kind = kind::of(&text[start..], front.is_some());
    let mut page = match kind {
        Kind::Markdown => {
            // A line that starts a page starts with a space for all that Markdown knows.
            let text = text.replace(lines::PAGE, " ");
            marked(&text, start, options).map_err(|error| error.at(origin))?
        }
        _ if quoted::is_quoted(&text[start..]) => mail::letter(&text[start..]),
        _ => text::page(&text, start),
    };
    finish(&mut page);
    cautions.append(&mut page.cautions);
    let Page { blocks, outside, .. } = page;
    bounds::sentences(blocks.len()).map_err(|error| error.at(origin))?;
    if blocks.is_empty() && front.is_none() {
        return Err(Error::new("is empty").at(origin));
    }
    cautions.extend((decoded.broken > 0).then_some(Caution::Undecoded { count: decoded.broken }));
    Ok(Document {
        origin: origin.to_owned(),
        kind,
        encoding: decoded.encoding,
        front,
        blocks,
        outside,
        cautions,
        ..Document::default()
    })
}

/// What holds for the text of every format: printed labels and the marks of footnotes are no words.
fn finish(page: &mut Page) {
    label::take(&mut page.blocks);
    marks::take(&mut page.blocks, &mut page.outside);
}
