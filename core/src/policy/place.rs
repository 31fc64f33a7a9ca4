//! Where in a file a finding stands.

use crate::Side;
use crate::compare::{Change, Comparison, Quote};
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

/// By entry where in the newer edition a reader looks for it: at what stands before it, where only the older one has it.
pub(super) fn lines_after(comparison: &Comparison<'_>) -> Vec<usize> {
    let side = Side::After;
    let statement = comparison.statements.of(side);
    let mut before = 0;
    let line = |change: &Change| {
        before = change.sentences.of(side).last().copied().unwrap_or(before);
        statement.sentences.get(before).map_or(1, |sentence| sentence.line)
    };
    comparison.changes.iter().map(line).collect()
}
