//! text/hidden: words in letters that look like those of English and are none came in.

use std::collections::BTreeMap;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::lookalike::disguised;
use crate::{Side, Sides};

/// The most characters of a word that are spelled out: the first ones show how it is made.
const SPELLED: usize = 8;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let before = words(context, Side::Before);
    for (word, places) in words(context, Side::After) {
        let known = before.get(word).map_or(0, Vec::len);
        if places.len() <= known {
            continue;
        }
        let span = places[0].clone();
        let sentence = span.sentence;
        found.push(Candidate {
            rule: Rule::new(Family::Text, Fate::Hidden),
            subject: format!("“{word}” ({})", spelled(word)),
            change: context.entry(Side::After, sentence),
            quote: Sides::new(None, context.quote(Side::After, &span)),
            section: context.section(Side::After, sentence),
            why: vec![format!("in the older edition: {known}, in the newer one: {}", places.len())],
            spans: Sides::new(Vec::new(), vec![span]),
            bearing: Bearing::default(),
        });
    }
}

/// Where each such word stands, in the order of the text.
fn words<'c>(context: &'c Context<'_>, side: Side) -> BTreeMap<&'c str, Vec<Span>> {
    let mut words: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for sentence in &context.statement(side).sentences {
        for range in disguised(&sentence.text) {
            let word = &sentence.text[range.clone()];
            words.entry(word).or_default().push(Span::new(sentence.index, range));
        }
    }
    words
}

/// The characters of a word that are no plain ones: `U+0430 U+FF4F`.
fn spelled(word: &str) -> String {
    let odd = word.chars().filter(|c| !c.is_ascii());
    odd.take(SPELLED).map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}
