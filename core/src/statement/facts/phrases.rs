//! What is to be done, as it stands behind a verb of undertaking.

use super::vocabulary::{Grammar, Hedge};
use super::words::{Shape, Word};
use crate::statement::Act;

/// What is to be done, as it stands behind `to` or `will`.
#[derive(Debug, Clone, Default)]
pub(super) struct VerbPhrase {
    /// The word after the verb: `pledged to continue strengthening` ends here.
    pub verb_end: usize,
    /// The word position of the first verb.
    pub verb: usize,
    /// The rule of the complement's rung.
    pub complement: Option<usize>,
    pub act: Option<Act>,
    /// Word positions of hedges before the verb.
    pub hedges: Vec<usize>,
}

/// Words that are looked at for the rung and the act: `continue various close bilateral consultations`.
const REACH: usize = 6;

/// Reads a verb phrase that begins at the word `at`.
pub(super) fn verb_phrase(words: &[Word<'_>], at: usize) -> VerbPhrase {
    let mut phrase = VerbPhrase::default();
    let mut next = skip_adverbs(words, at);
    while words.get(next).is_some_and(|word| word.roles.hedge == Some(Hedge::BeforeVerb)) {
        phrase.hedges.push(next);
        next = skip_adverbs(words, next + 1);
    }
    phrase.verb = next;
    phrase.verb_end = chain(words, next, &mut phrase.hedges);
    let window = words[at.min(words.len())..].iter().take(phrase.verb_end.saturating_sub(at) + REACH);
    for (offset, word) in window.enumerate() {
        let inside = at + offset < phrase.verb_end;
        if !inside && ends_reach(word) {
            break;
        }
        phrase.act = phrase.act.or(word.roles.act);
        if phrase.complement.is_none() && word.roles.act != Some(Act::Continue) {
            phrase.complement = word.roles.complement;
        }
    }
    phrase
}

/// The end of `continue to discuss`, `continue strengthening`, `make efforts to resolve`.
fn chain(words: &[Word<'_>], verb: usize, hedges: &mut Vec<usize>) -> usize {
    let Some(word) = words.get(verb) else { return words.len() };
    if word.shape != Shape::Word || word.is(Grammar::Determiner) {
        return verb;
    }
    let mut end = verb + 1;
    if word.roles.act == Some(Act::Continue) {
        let next = skip_adverbs(words, end);
        match words.get(next) {
            Some(to) if to.text == "to" => {
                let inner = skip_adverbs(words, next + 1);
                if words.get(inner).is_some_and(|word| word.shape == Shape::Word) {
                    end = inner + 1;
                }
            }
            Some(hedge) if hedge.roles.hedge == Some(Hedge::BeforeVerb) => {
                hedges.push(next);
                end = skip_adverbs(words, next + 1) + 1;
            }
            Some(gerund) if gerund.text.ends_with("ing") && gerund.roles.complement.is_some() => {
                end = next + 1
            }
            _ => {}
        }
    }
    end.min(words.len())
}

/// What ends the stretch in which the rung is looked for.
fn ends_reach(word: &Word<'_>) -> bool {
    word.shape != Shape::Word
        || matches!(
            word.roles.grammar,
            Some(Grammar::Preposition | Grammar::Relative | Grammar::Subordinator | Grammar::Will)
        ) && word.text != "to"
}

/// The first word from `at` on that is no adverb.
pub(super) fn skip_adverbs(words: &[Word<'_>], at: usize) -> usize {
    at + words.get(at..).map_or(0, |rest| rest.iter().take_while(|word| word.is_adverb()).count())
}
