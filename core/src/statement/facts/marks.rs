//! What marks a clause beside its verb: stances, negations, conditions, degrees.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::series::{Lexicon, Rules, Scanned};

/// The expressions that mark clauses, found in one pass.
pub(super) struct MarkIndex {
    lexicon: Lexicon,
    marks: Vec<Mark>,
    /// For each expression of a stance whether it is a verb by itself, whatever stands around it.
    verbal: Vec<bool>,
    /// Finite verbs that no table of verbs has, in small letters.
    pub finite: FxHashSet<String>,
    /// What opens a clause that holds beside the main one, in small letters.
    pub contrasts: FxHashSet<String>,
}

/// What an expression marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A rung of a ladder, by its position in the rules.
    Stance(usize),
    Negation,
    /// It looks like a negation and is none (`not only`).
    Affirmation,
    Condition,
    Degree,
    /// A list of things to be done follows.
    List,
}

/// A stance that a sentence takes.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// The position of its rung in the rules.
    pub rung: usize,
    /// Its expression is a verb.
    pub verbal: bool,
}

/// Which expressions of a rung are verbs: those whose first word is one of the rung's by itself, with or without an `s`.
fn are_verbs(names: &[String]) -> Vec<bool> {
    let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let first = |name: &'_ String| name.split(' ').next().unwrap_or_default().len();
    let mut alone: FxHashSet<&str> = names.iter().map(String::as_str).collect();
    alone.extend(names.iter().filter_map(|name| name[..first(name)].strip_suffix('s')));
    names.iter().map(|name| alone.contains(&name[..first(name)])).collect()
}

/// The marks of one sentence, each in the order of the text; ranges are bytes of the sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub stances: Vec<Taken>,
    pub negations: Vec<Range<usize>>,
    pub conditions: Vec<Range<usize>>,
    pub degrees: Vec<Range<usize>>,
    /// A list of things to be done is announced.
    pub announces: bool,
}

impl MarkIndex {
    pub(super) fn new(rules: &Rules) -> Self {
        let mut names: Vec<&String> = Vec::new();
        let mut marks = Vec::new();
        let mut verbal = Vec::new();
        for (index, stance) in rules.stance.iter().enumerate() {
            names.extend(&stance.names);
            marks.extend(stance.names.iter().map(|_| Mark::Stance(index)));
            verbal.extend(are_verbs(&stance.names));
        }
        for (list, mark) in [
            (&rules.negation.but, Mark::Affirmation),
            (&rules.negation.cues, Mark::Negation),
            (&rules.claims.nobody, Mark::Negation),
            (&rules.claims.conditions, Mark::Condition),
            (&rules.claims.degrees, Mark::Degree),
            (&rules.claims.lists, Mark::List),
        ] {
            names.extend(list);
            marks.extend(list.iter().map(|_| mark));
        }
        let lower = |list: &[String]| list.iter().map(|word| word.to_lowercase()).collect();
        Self {
            lexicon: Lexicon::new(names),
            verbal,
            marks,
            finite: lower(&rules.sentences.finite),
            contrasts: lower(&rules.claims.contrasts),
        }
    }

    pub(super) fn find(&self, text: &Scanned<'_>) -> Marks {
        let mut found = Marks::default();
        for hit in self.lexicon.find_in(text) {
            match self.marks[hit.pattern] {
                Mark::Stance(stance) => {
                    found.stances.push(Taken {
                        range: hit.range,
                        rung: stance,
                        verbal: self.verbal[hit.pattern],
                    });
                }
                Mark::Negation => found.negations.push(hit.range),
                Mark::Affirmation => {}
                Mark::Condition => found.conditions.push(hit.range),
                Mark::Degree => found.degrees.push(hit.range),
                Mark::List => found.announces = true,
            }
        }
        found
    }
}
