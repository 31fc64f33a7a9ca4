//! Where in a file a finding stands.

use crate::Side;
use crate::compare::{Comparison, Quote};
use crate::statement::Statement;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as a path with slashes, relative to where the command runs or to the top of a checkout.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// The line on which the sentence of a quote starts; for a quote from the header, the block that holds it.
pub(super) fn line_of(statement: &Statement, quote: &Quote) -> usize {
    match quote.sentence.and_then(|index| statement.sentences.get(index)) {
        Some(sentence) => sentence.line,
        None => statement
            .blocks
            .iter()
            .find(|block| block.text.contains(&quote.text))
            .or(statement.blocks.first())
            .map_or(1, |block| block.line),
    }
}

/// Where in the newer edition a reader looks for an entry that only the older one has: at what stands before it.
pub(super) fn line_after(comparison: &Comparison<'_>, change: usize) -> usize {
    let side = Side::After;
    let statement = comparison.statements.of(side);
    let before = comparison.changes.get(..=change).unwrap_or_default().iter().rev();
    let sentence = before.filter_map(|change| change.sentences.of(side).last()).next().copied();
    let sentence = statement.sentences.get(sentence.unwrap_or(0));
    sentence.map_or(1, |sentence| sentence.line)
}
