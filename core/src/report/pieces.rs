//! A changed entry as running text: what stayed, and between it the phrases that changed.

use crate::Sides;
use crate::compare::{Change, Comparison, Phrase};
use crate::statement::Statement;

/// The sentences of one entry on one side, joined by one space: what phrases point into.
pub(super) fn joined(statement: &Statement, sentences: &[usize]) -> String {
    let mut text = String::new();
    for sentence in sentences.iter().filter_map(|&index| statement.sentences.get(index)) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence.text);
    }
    text
}

/// Both sides of an entry.
pub(super) fn texts(comparison: &Comparison<'_>, change: &Change) -> Sides<String> {
    Sides::new(
        joined(comparison.statements.before, &change.sentences.before),
        joined(comparison.statements.after, &change.sentences.after),
    )
}

/// One stretch of a linked entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// The newer side's words, which the older side has too.
    Kept(&'t str),
    /// Words of either side, or of both.
    Changed(&'t Phrase),
}

/// Cuts a linked entry into its pieces; `None` if the phrases do not fit the texts.
pub(super) fn pieces<'t>(texts: Sides<&'t str>, phrases: &'t [Phrase]) -> Option<Vec<Piece<'t>>> {
    let mut pieces = Vec::with_capacity(phrases.len() * 2 + 1);
    let mut at = 0;
    for phrase in phrases {
        texts.before.get(phrase.range.before.clone())?;
        texts.after.get(phrase.range.after.clone())?;
        let kept = texts.after.get(at..phrase.range.after.start)?;
        if !kept.is_empty() {
            pieces.push(Piece::Kept(kept));
        }
        pieces.push(Piece::Changed(phrase));
        at = phrase.range.after.end;
    }
    let kept = texts.after.get(at..)?;
    if !kept.is_empty() {
        pieces.push(Piece::Kept(kept));
    }
    Some(pieces)
}

/// Whether one phrase is all there is on both sides: such sentences are shown whole, one after the other.
pub(super) fn is_whole(texts: Sides<&str>, phrases: &[Phrase]) -> bool {
    match phrases {
        [phrase] => {
            let all = |text: &str, range: &std::ops::Range<usize>| {
                text.get(range.clone()).is_some_and(|inside| inside.trim().len() >= text.trim().len())
            };
            all(texts.before, &phrase.range.before) && all(texts.after, &phrase.range.after)
        }
        _ => false,
    }
}
