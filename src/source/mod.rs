//! Bytes → blocks of text with their lines in the original.
//!
//! [`read`] decodes, looks at the content to tell the format, and cuts the page into [`Block`]s: paragraphs, headings
//! and list items whose [`Line`]s are still single, so that the furniture rules can look at each line before the
//! lines of a block are joined. A new format is one file here and one line in [`read`].

mod decode;
mod front;
mod kind;
mod lines;
mod markdown;
mod text;

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
    /// The character encoding it was read with (`UTF-8`, `windows-1252`, …).
    pub encoding: &'static str,
    /// What stands before the text in front matter.
    pub front: Option<Front>,
    /// The page's blocks in their order.
    pub blocks: Vec<Block>,
}

/// Lines of a page that belong together: joined they are one paragraph, heading or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the markup says it is.
    pub shape: Shape,
    /// A printed number or bullet (`12.`), which is no part of the text.
    pub label: Option<String>,
    /// Its lines, trimmed, never empty.
    pub lines: Vec<Line>,
}

/// One line of a block, without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the original, counted from 1.
    pub number: usize,
    /// Its text, trimmed at both ends.
    pub text: String,
}

/// What the markup of a block says about it. Plain text says little: all but list items are paragraphs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A paragraph, or a line of which nothing more is known.
    Paragraph,
    /// A heading: by markup, or because the whole paragraph is set in bold.
    Heading,
    /// An item of a list.
    Item,
}

/// Reads a page as published.
///
/// # Errors
/// An empty, binary or over-long input, and front matter that is broken.
pub fn read(origin: &str, bytes: &[u8]) -> Result<Document> {
    let decoded = decode::decode(bytes).map_err(|error| error.at(origin))?;
    let text = lines::normalise(&decoded.text);
    let (front, start) = front::split(&text).map_err(|error| error.at(origin))?;
    let kind = kind::of(&text[start..], front.is_some());
    let blocks = match kind {
        Kind::Text => text::blocks(&text, start),
        Kind::Markdown => markdown::blocks(&text, start),
    };
    if blocks.is_empty() && front.is_none() {
        return Err(Error::new("is empty").at(origin));
    }
    Ok(Document { origin: origin.to_owned(), kind, encoding: decoded.encoding, front, blocks })
}

impl Block {
    /// The text of its lines, joined by line ends.
    pub fn raw(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}
