//! Phrases as JSON, for comparisons and alignments alike.

use std::ops::Range;

use serde::Serialize;

use crate::report::words::phrase_word;
use crate::{Sides, compare};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Phrase {
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::phrase"))]
    kind: &'static str,
    from: Option<String>,
    to: Option<String>,
    from_range: [usize; 2],
    to_range: [usize; 2],
    trivial: bool,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Edit {
    from_range: [usize; 2],
    to_range: [usize; 2],
}

pub(super) fn phrase(phrase: &compare::Phrase, texts: Sides<&str>) -> Phrase {
    let quote = |text: &str, range: &Range<usize>| {
        text.get(range.clone()).filter(|words| !words.is_empty()).map(str::to_owned)
    };
    Phrase {
        kind: phrase_word(phrase.kind),
        from: quote(texts.before, &phrase.range.before),
        to: quote(texts.after, &phrase.range.after),
        from_range: ends(&phrase.range.before),
        to_range: ends(&phrase.range.after),
        trivial: phrase.trivial,
        edits: phrase
            .edits
            .iter()
            .map(|edit| Edit { from_range: ends(&edit.range.before), to_range: ends(&edit.range.after) })
            .collect(),
    }
}

const fn ends(range: &Range<usize>) -> [usize; 2] {
    [range.start, range.end]
}

/// Three decimals: more would promise a precision that a share of words does not have.
pub(super) fn rounded(similarity: f64) -> f64 {
    (similarity * 1000.0).round() / 1000.0
}
