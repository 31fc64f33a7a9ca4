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
    /// Those of them that may be participles as well, in small letters.
    pub past: FxHashSet<String>,
    /// What opens a clause that holds beside the main one, in small letters.
    pub contrasts: FxHashSet<String>,
    /// What opens a condition by standing before its subject, in small letters.
    pub inverted: FxHashSet<String>,
    /// Participles that say how the subject feels, in small letters.
    pub feelings: FxHashSet<String>,
}

/// What the past of most verbs ends in, and their participles too.
const PAST: &str = "ed";

/// What an expression marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A rung of a ladder, by its position in the rules.
    Stance(usize),
    Negation,
    /// A subject that is nobody, which is a negation too.
    Nobody,
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

/// Which expressions of a rung are verbs: those whose first word is one of the rung's by itself, with or without an `s`, and
/// past forms with their preposition (`appealed to`).
fn are_verbs(names: &[String]) -> Vec<bool> {
    let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let first = |name: &'_ String| name.split(' ').next().unwrap_or_default().len();
    let mut alone: FxHashSet<&str> = names.iter().map(String::as_str).collect();
    alone.extend(names.iter().filter_map(|name| name[..first(name)].strip_suffix('s')));
    let is_past_to = |name: &String| {
        let next = name.split(' ').nth(1);
        name[..first(name)].ends_with(PAST)
            && next.is_some_and(|next| matches!(next, "to" | "for" | "on" | "upon" | "against"))
    };
    names.iter().map(|name| is_past_to(name) || alone.contains(&name[..first(name)])).collect()
}

/// The marks of one sentence, each in the order of the text; ranges are bytes of the sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub stances: Vec<Taken>,
    pub negations: Vec<Range<usize>>,
    /// Those of them that are the subject.
    pub nobody: Vec<Range<usize>>,
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
        let verbs: FxHashSet<&str> = rules
            .verb
            .iter()
            .flat_map(|verb| verb.past.iter().chain(&verb.present).chain(&verb.gerund))
            .chain(&rules.claims.verbs)
            .map(String::as_str)
            .collect();
        // `paid tribute to`, `expressed gratitude`
        let says = |name: &str| name.split(' ').next().is_some_and(|first| verbs.contains(first));
        for (index, stance) in rules.stance.iter().enumerate() {
            names.extend(&stance.names);
            marks.extend(stance.names.iter().map(|_| Mark::Stance(index)));
            verbal.extend(
                are_verbs(&stance.names).iter().zip(&stance.names).map(|(verb, name)| *verb || says(name)),
            );
        }
        for (list, mark) in [
            (&rules.negation.but, Mark::Affirmation),
            (&rules.negation.cues, Mark::Negation),
            (&rules.claims.nobody, Mark::Nobody),
            (&rules.claims.conditions, Mark::Condition),
            (&rules.claims.degrees, Mark::Degree),
            (&rules.claims.lists, Mark::List),
        ] {
            names.extend(list);
            marks.extend(list.iter().map(|_| mark));
        }
        let lower =
            |list: &[String]| list.iter().map(|word| word.to_lowercase()).collect::<FxHashSet<String>>();
        Self {
            lexicon: Lexicon::new(names),
            verbal,
            marks,
            finite: rules
                .sentences
                .finite
                .iter()
                .chain(rules.claims.verbs.iter().filter(|verb| !verb.ends_with(PAST)))
                .map(|word| word.to_lowercase())
                .collect(),
            past: lower(&rules.claims.verbs)
                .into_iter()
                .filter(|verb: &String| verb.ends_with(PAST))
                .collect(),
            inverted: lower(&rules.claims.inverted),
            feelings: lower(&rules.claims.feelings),
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
                // `declined to 3.1 percent` denies nothing.
                Mark::Negation if text.continues_in_number(hit.range.end) => {}
                Mark::Negation => found.negations.push(hit.range),
                Mark::Nobody => {
                    found.nobody.push(hit.range.clone());
                    found.negations.push(hit.range);
                }
                Mark::Affirmation => {}
                Mark::Condition => found.conditions.push(hit.range),
                Mark::Degree => found.degrees.push(hit.range),
                Mark::List => found.announces = true,
            }
        }
        found
    }
}
