//! What is found on a page: its blocks and where they stand, and the article once it is parted from the rest.

use super::super::{Block, Outside, headings};
use super::doubt::Doubts;
use super::seen::HIDDEN;

/// The rule for what a web archive adds to the pages that it keeps.
pub(super) const ARCHIVE: &str = "html/archive";

/// A page cut into blocks.
pub(super) struct Walked {
    pub blocks: Vec<Placed>,
    /// Elements that may be no part of the article, one for each.
    pub flags: Vec<Flag>,
    /// Elements that hold a block; whether each is marked as the article, and how deep it stands.
    pub marks: Vec<Mark>,
    /// What is not seen.
    pub unseen: Vec<Outside>,
    /// Styles of which nobody can tell what they hide.
    pub doubts: Doubts,
}

/// Why an element may be no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flag {
    pub rule: &'static str,
    /// Whether this is only believed of an element without a sentence.
    pub unless_sentences: bool,
}

/// An element that blocks stand in.
pub(super) struct Mark {
    pub is_article: bool,
}

/// A block and where it stands.
pub(super) struct Placed {
    pub block: Block,
    /// Positions in [`Walked::flags`], the outermost first.
    pub flags: Vec<usize>,
    /// Positions in [`Walked::marks`], the outermost first.
    pub path: Vec<usize>,
    /// Characters, and how many of them are links.
    pub length: usize,
    pub linked: usize,
    /// Whether it reads like a sentence.
    pub is_sentence: bool,
    /// Whether it is the title of a page.
    pub is_title: bool,
}

/// A page, parted into its article and the rest.
pub(super) struct Article {
    /// The blocks of the article.
    pub inside: Vec<Block>,
    /// All else, with the rule that left it out.
    pub outside: Vec<Outside>,
    /// Styles of which nobody can tell what they hide.
    pub doubts: Doubts,
}

impl Article {
    /// Whether there is a sentence in the article.
    pub fn has_sentence(&self) -> bool {
        self.inside.iter().any(|block| headings::is_sentence(&block.raw()))
    }

    /// Whether sentences were left out because of their style, or as an archive's own.
    pub fn hides_sentences(&self) -> bool {
        let hidden = |outside: &&Outside| [HIDDEN, ARCHIVE].contains(&outside.rule.as_str());
        self.outside.iter().filter(hidden).any(|outside| outside.text.lines().any(headings::is_sentence))
    }
}
