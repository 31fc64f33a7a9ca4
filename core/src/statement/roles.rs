//! Says of every block what it is to the statement: title, byline, heading, text or signature.

use super::paragraph::{Joined, join};
use super::prose::{Prose, is_capitalised};
use super::{Block, Role};
use crate::series::HeaderRules;
use crate::source::{self, Shape};

/// The longest line of plain text that can be a heading, in words. Titles of sections are shorter.
const MAX_HEADING_WORDS: usize = 22;

/// The longest signature, in blocks under the line that closes a letter.
const MAX_SIGNATURE_BLOCKS: usize = 6;

/// A block with its role, and its text in one piece.
#[derive(Debug)]
pub(super) struct Piece {
    pub role: Role,
    pub label: Option<String>,
    pub joined: Joined,
}

/// Says of every block what it is to the statement.
pub(super) fn assign(
    blocks: &[source::Block],
    has_title: bool,
    rules: &HeaderRules,
    prose: &Prose<'_>,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = blocks
        .iter()
        .map(|block| Piece { role: Role::Body, label: block.label.clone(), joined: join(&block.lines) })
        .collect();
    let first = blocks.iter().position(|block| is_text(block, true, prose)).unwrap_or(blocks.len());
    above(&mut pieces[..first], has_title, rules);
    let end = signature(&mut pieces, first, rules);
    // What stands below the text in the shape of a heading is no sentence either.
    let last = blocks.iter().rposition(|block| is_text(block, false, prose)).unwrap_or(0);
    for index in first..end {
        let block = &blocks[index];
        let text = &pieces[index].joined.text;
        pieces[index].role = match block.shape {
            Shape::Heading if prose.is_sentence(text, false) => Role::Body,
            Shape::Heading => Role::Heading,
            Shape::Item => Role::Item,
            Shape::Paragraph
                if index != last && may_head(blocks, index, prose) && is_heading(text, prose) =>
            {
                Role::Heading
            }
            Shape::Paragraph => Role::Body,
        };
    }
    pieces
}

/// A paragraph of the text: prose, or an item or numbered paragraph, which nothing above a text is.
fn is_text(block: &source::Block, above: bool, prose: &Prose<'_>) -> bool {
    match block.shape {
        Shape::Heading => prose.is_sentence(&block.raw(), above),
        Shape::Item => true,
        Shape::Paragraph => block.label.is_some() || prose.is_paragraph(block),
    }
}

/// Whether a paragraph may be a heading: a numbered one only where prose stands under it, and not the next number.
fn may_head(blocks: &[source::Block], index: usize, prose: &Prose<'_>) -> bool {
    blocks[index].label.is_none() || {
        let next = blocks.get(index + 1);
        next.is_some_and(|next| next.label.is_none() && prose.is_paragraph(next))
    }
}

/// The blocks above the text: title, byline, and other lines, which are headings.
fn above(pieces: &mut [Piece], has_title: bool, rules: &HeaderRules) {
    for piece in pieces.iter_mut() {
        piece.role = if is_byline(&piece.joined.text, rules) { Role::Byline } else { Role::Heading };
    }
    if has_title {
        return;
    }
    let is_open = |piece: &&mut Piece| piece.role == Role::Heading;
    // A page's headline may speak of a joint statement; the title names the forum too.
    let rank = |text: &str| {
        let low = text.to_lowercase();
        let named = rules.titles.iter().any(|word| low.contains(word.as_str()));
        (named && rules.forums.iter().any(|forum| text.contains(forum.as_str())), named)
    };
    let title = pieces.iter_mut().filter(is_open).rev().max_by_key(|piece| rank(&piece.joined.text));
    if let Some(piece) = title {
        piece.role = Role::Title;
    }
}

/// Who published the text, or to whom a letter is addressed.
fn is_byline(text: &str, rules: &HeaderRules) -> bool {
    let text = text.strip_prefix("By ").unwrap_or(text);
    let is_addressed = rules
        .salutations
        .iter()
        .any(|dear| text.strip_prefix(dear.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    is_addressed || rules.bylines.iter().any(|byline| byline.eq_ignore_ascii_case(text.trim_end_matches('.')))
}

/// Marks the names under a letter; the index where they start.
fn signature(pieces: &mut [Piece], first: usize, rules: &HeaderRules) -> usize {
    let closes = |text: &str| {
        rules.closings.iter().any(|closing| {
            text.strip_prefix(closing.as_str())
                .is_some_and(|rest| rest.trim_start().is_empty() || rest.starts_with(','))
        })
    };
    let from = pieces.len().saturating_sub(MAX_SIGNATURE_BLOCKS).max(first);
    let Some(start) = (from..pieces.len()).find(|&index| closes(&pieces[index].joined.text)) else {
        return pieces.len();
    };
    for piece in &mut pieces[start..] {
        piece.role = Role::Signature;
    }
    start
}

/// A short line that is no sentence, in capitals or with capitalised words.
fn is_heading(text: &str, prose: &Prose<'_>) -> bool {
    !text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ';', ','])
        && text.split_whitespace().take(MAX_HEADING_WORDS + 1).count() <= MAX_HEADING_WORDS
        && (is_capitalised(text) || is_label(text))
        && !prose.is_sentence(text, false)
}

/// A few words that begin with a capital: `Next steps`.
fn is_label(text: &str) -> bool {
    /// Words; longer lines in small letters are sentences that were cut.
    const LONGEST: usize = 4;
    /// Words of one that says what is being done: `Supporting the multilateral trading system`.
    const DOING: usize = 9;
    let words = text.split_whitespace().count();
    let doing = text.split_whitespace().next().is_some_and(|first| first.ends_with("ing"));
    (1..=if doing { DOING } else { LONGEST }).contains(&words)
        && text.starts_with(char::is_uppercase)
        && !text.contains([',', ':', '"', '“'])
        && !text.contains(|c: char| c.is_ascii_digit())
}

impl Piece {
    /// The block of the statement; body blocks get number and range later.
    pub fn block(self) -> Block {
        Block {
            index: None,
            role: self.role,
            label: self.label,
            line: self.joined.line(0),
            text: self.joined.text,
            range: None,
        }
    }
}
