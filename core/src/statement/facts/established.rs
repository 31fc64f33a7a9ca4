//! Which bodies and instruments a text calls new.

use std::ops::Range;

use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::{EstablishedRules, Hit, Lexicon, Scanned};

/// The expressions by which a text calls an entity new.
pub(super) struct Cues {
    before: Lexicon,
    after: Lexicon,
}

impl Cues {
    pub(super) fn new(rules: &EstablishedRules) -> Self {
        Self { before: Lexicon::new(&rules.before), after: Lexicon::new(&rules.after) }
    }

    pub(super) fn find(&self, text: &Scanned<'_>) -> Found {
        Found { before: self.before.find_in(text).collect(), after: self.after.find_in(text).collect() }
    }
}

/// The cues of one sentence.
pub(super) struct Found {
    before: Vec<Hit>,
    after: Vec<Hit>,
}

impl Found {
    /// Whether the sentence calls the entity named at `mention` new.
    pub(super) fn established(&self, text: &str, words: &[Word<'_>], mention: &Range<usize>) -> bool {
        /// Words; articles and adjectives that may stand between the cue and the name, as in
        /// `launch of the first multi-domain trilateral exercise FREEDOM EDGE`.
        const BETWEEN: usize = 6;
        let first = words.partition_point(|word| word.range.start < mention.start);
        let next = words.partition_point(|word| word.range.start < mention.end);
        if modifies(words.get(next)) {
            return false;
        }
        let before = self.before.iter().any(|cue| {
            let from = words.partition_point(|word| word.range.start < cue.range.end);
            cue.range.end <= mention.start
                && first - from <= BETWEEN
                && words[from..first].iter().all(adjective)
        });
        before
            || self.after.iter().any(|cue| {
                let gap = text.get(mention.end..cue.range.start);
                gap.is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == ','))
            })
    }
}

/// How adjectives end that stand behind a noun (`responsible for`, `able to`, `tasked with`).
const POSTPOSED: [&str; 3] = ["ible", "able", "ed"];

/// Whether a name stands before a noun that it only describes (`NCG workstreams`).
fn modifies(next: Option<&Word<'_>>) -> bool {
    next.is_some_and(|word| {
        word.shape == Shape::Word
            && !word.is_capital()
            && word.roles.grammar.is_none()
            && word.roles.verb.is_none()
            && word.roles.times.is_empty()
            && !word.is_adverb()
            // `the Secretariat responsible for …` is no kind of `responsible`.
            && !POSTPOSED.iter().any(|ending| word.text.ends_with(ending))
            && !word.text.starts_with("exercise")
    })
}

/// What may stand between a cue and the name.
fn adjective(word: &Word<'_>) -> bool {
    match word.shape {
        Shape::Word => {
            word.roles.verb.is_none()
                && matches!(word.roles.grammar, None | Some(Grammar::Determiner | Grammar::Ordinal))
        }
        Shape::Dash | Shape::Quote => true,
        _ => false,
    }
}
