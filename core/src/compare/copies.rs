//! Two publishers' copies of one text: what differs but for how it is set.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::edits;
use crate::statement::Statement;
use crate::{Sides, digest};

/// The share of the words that two copies must have in common, in percent, to be held against each other word by word.
/// Copies of one text have nearly all; below this all of it is one difference, and the work stays bounded.
const MIN_COMMON: usize = 50;

/// The most words of a text that are held against each other one by one. A statement has some 2,000.
const MAX_WORDS: usize = 50_000;

/// A place where two copies have other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the words in each clean text; empty where a copy has none.
    pub ranges: Sides<Range<usize>>,
    /// The paragraph of each text in which it starts, counted from 0.
    pub paragraphs: Sides<usize>,
}

/// Where the texts of two copies differ by more than the canonical text folds away (quotes, dashes, white space, Unicode
/// forms). What a comparison of two editions calls noise ("both sides" for "the two sides") is a difference here: two
/// copies of one text have the same words.
///
/// Empty if and only if the texts have one `text_sha256`.
pub fn copies(statements: Sides<&Statement>) -> Vec<Difference> {
    let words = statements.map(|statement| words(&statement.clean_text));
    let keys = Sides::new(keys(&words.before), keys(&words.after));
    let bytes = |words: &[Word], range: Range<usize>| match words.get(range.clone()) {
        Some([first, .., last]) => first.range.start..last.range.end,
        Some([word]) => word.range.clone(),
        _ => {
            let place =
                range.start.checked_sub(1).and_then(|at| words.get(at)).map_or(0, |word| word.range.end);
            place..place
        }
    };
    let changed = if are_copies(&keys) {
        edits::changed(keys.as_ref().map(Vec::as_slice))
    } else {
        vec![Sides::new(0..words.before.len(), 0..words.after.len())]
    };
    let difference = |changed: Sides<Range<usize>>| {
        let ranges = Sides::new(bytes(&words.before, changed.before), bytes(&words.after, changed.after));
        let paragraphs = Sides::new(
            paragraph(statements.before, ranges.before.start),
            paragraph(statements.after, ranges.after.start),
        );
        Difference { ranges, paragraphs }
    };
    changed.into_iter().map(difference).collect()
}

fn are_copies(keys: &Sides<Vec<&str>>) -> bool {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for key in &keys.before {
        *counts.entry(key).or_default() += 1;
    }
    let common = keys.after.iter().filter(|key| {
        counts.get_mut(**key).is_some_and(|count| {
            let has = *count > 0;
            *count = count.saturating_sub(1);
            has
        })
    });
    let most = keys.before.len().max(keys.after.len());
    most <= MAX_WORDS && common.count() * 100 >= most * MIN_COMMON
}

/// A word, or the dashes between two.
struct Word {
    range: Range<usize>,
    key: String,
}

/// Cuts a text at white space and dashes; dashes with the white space round them are a word of their own, as the fold
/// of the canonical text has them.
fn words(text: &str) -> Vec<Word> {
    let is_dash = |c: char| digest::fold(c.encode_utf8(&mut [0; 4])) == "-";
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if !c.is_whitespace() && !is_dash(c) {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            let key = digest::fold(&text[start..at]);
            if !key.is_empty() {
                words.push(Word { range: start..at, key });
            }
        }
        let joins = words.last().is_some_and(|word| word.key == "-");
        if !c.is_whitespace() && !joins {
            words.push(Word { range: at..at + c.len_utf8(), key: "-".to_owned() });
        }
    }
    words
}

fn keys(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.key.as_str()).collect()
}

fn paragraph(statement: &Statement, at: usize) -> usize {
    let blocks = statement.blocks.iter().filter_map(|block| Some((block.index?, block.range.as_ref()?)));
    blocks.take_while(|(_, range)| range.start <= at).last().map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{series, source, statement};

    fn read(text: &str) -> Statement {
        statement::read(&source::read("x", text.as_bytes()).unwrap(), &series::general().unwrap()).unwrap()
    }

    fn check(before: &str, after: &str, expected: &[(&str, &str)]) {
        let statements = Sides::new(read(before), read(after));
        let found = copies(statements.as_ref());
        let quoted: Vec<(&str, &str)> = found
            .iter()
            .map(|difference| {
                (
                    &statements.before.clean_text[difference.ranges.before.clone()],
                    &statements.after.clean_text[difference.ranges.after.clone()],
                )
            })
            .collect();
        assert_eq!(quoted, expected);
        let same = statements.before.text_sha256 == statements.after.text_sha256;
        assert_eq!(found.is_empty(), same, "{before} / {after}");
    }

    #[test]
    fn how_a_copy_is_set_is_no_difference() {
        check(
            "Both sides met in Seoul.\n\nThey reaffirmed the ROK's \"new era\" of capabilities—including missile defense.",
            "Both  sides met in Seoul.\n\nThey reaffirmed the ROK’s “new era” of capabilities -- including missile defense.",
            &[],
        );
        let sentence =
            "Both sides met in Seoul for the dialogue, and agreed to go on with their work on all of it.";
        check(sentence, &sentence.replace("for the", "for\nthe"), &[]);
    }

    #[test]
    fn other_words_are_one_even_where_editions_would_call_them_noise() {
        check(
            "Both sides met in Seoul. They reaffirmed the U.S.-ROK Alliance and the ironclad commitment to it.",
            "The two sides met in Seoul. They reaffirmed the ROK-U.S. Alliance and the commitment to it.",
            &[("Both", "The two"), ("", "ROK-"), ("-ROK", ""), ("ironclad", "")],
        );
    }
}
