//! A page cut into blocks, as the reader of every format gives it.

use serde::{Deserialize, Serialize};

use super::Caution;

/// The largest input read, in bytes: 64 MiB. A statement has some 15 kB; beyond this it is a mistake or an attack.
pub const MAX_BYTES: usize = 64 << 20;

/// What a parser found in a file that is no text.
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
    /// Its number in the original, counted from 1. Formats other than text have no lines of their own: there it is
    ///  the number of the line of text as it stands on the page.
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

impl Block {
    /// The text of its lines, joined by line ends.
    pub fn raw(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}

/// Which side of a draft that keeps its changes is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tracked {
    /// As if all changes were rejected.
    Old,
    /// As if all were accepted.
    #[default]
    New,
}

impl Tracked {
    /// Its name on a command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}
