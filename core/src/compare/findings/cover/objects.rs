//! What became of a promise that its words do not find across: what it promises may be said there, and done.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::candidate::Candidate;
use super::super::context::Span;
use super::super::rule::Fate;
use super::super::words::content;
use super::{Cover, SAME};
use crate::Side;
use crate::compare::counterparts::Nearest;
use crate::series::{Lexicon, Manner, Rules, StanceFamily};
use crate::statement::Commitment;

/// From this share of what the object of a promise tells, a clause across speaks of the same object.
const HELD: f64 = 0.7;

/// From this share of what the whole clause tells, in one sentence across, a promise goes on there.
const GOES_ON: f64 = 0.45;

/// An object that tells less is only what such texts are about anyway: one word of them says nothing. A rare word tells twice as much.
const GENERIC: u32 = 250;

/// Words with which a clause starts among which its verb stands: a subject of some words, an adverb, the verb.
const HEAD: usize = 8;

/// What says that something was done, or is being done.
#[derive(Debug)]
pub(super) struct Deeds {
    done: Lexicon,
    /// The pasts of what brings something about (`published`).
    brought: Lexicon,
    awaits: Lexicon,
    doing: FxHashSet<String>,
    be: FxHashSet<String>,
    have: FxHashSet<String>,
    generic: FxHashSet<String>,
}

/// What a clause across makes of a promise.
pub(super) enum Outcome {
    /// It promises it as well, or goes on about it.
    GoesOn,
    /// It says so in another way: a call, a judgment.
    Otherwise(usize),
    /// It speaks of the same object, and neither promises nor judges.
    Mentioned(usize),
    /// It tells that it was done.
    Done(usize),
}

impl Deeds {
    pub fn new(rules: &Rules) -> Self {
        let names = || rules.complement.iter().flat_map(|rung| &rung.names);
        let irregular = rules.negation.forms.iter().flat_map(|forms| forms.iter().skip(1));
        let brought: Vec<String> = rules.fulfilled.brings.iter().filter_map(|verb| past(verb)).collect();
        let done = names().filter(|name| name.ends_with("ed")).chain(irregular).chain(&rules.fulfilled.cues);
        Self {
            done: Lexicon::new(done.chain(&brought)),
            brought: Lexicon::new(&brought),
            have: rules.grammar.have.iter().cloned().collect(),
            awaits: Lexicon::new(&rules.fulfilled.awaits),
            doing: names().filter(|name| name.ends_with("ing")).cloned().collect(),
            be: rules.grammar.be.iter().cloned().collect(),
            generic: rules.words.generic.iter().map(|word| word.to_lowercase()).collect(),
        }
    }

    /// Whether a word says what is done, not with what.
    pub fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(&word.to_lowercase())
    }

    /// Whether a text waits for something (`until it has gained confidence`).
    pub fn awaits(&self, text: &str) -> bool {
        self.awaits.is_in(text)
    }

    /// Whether what one text waits for is told by the other one to be so: `until it is confident that …`, `has gained confidence
    /// that …`.
    pub fn came_true(&self, before: &str, after: &str) -> bool {
        let Some(wait) = self.awaits.find(before).last() else { return false };
        let awaited = content(&before[wait.range.end..]);
        let told = content(after);
        let shared = awaited.iter().filter(|word| told.binary_search(word).is_ok()).count();
        !self.awaits(after)
            && after.split_whitespace().any(|word| self.have.contains(word))
            && awaited.len() > 1
            && 2 * shared >= awaited.len()
    }

    /// Whether the verb of a clause tells that something was brought about: it stands near its start.
    pub fn is_brought(&self, text: &str) -> bool {
        self.brought.is_in(head(text))
    }

    /// Whether the verb of a clause tells what was done: it stands near its start.
    pub fn is_done(&self, text: &str) -> bool {
        self.done.is_in(head(text))
    }

    /// `are sharing`
    fn is_under_way(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| self.be.contains(pair[0]) && self.doing.contains(pair[1]))
    }
}

/// The words with which a text starts, among which its verb stands.
fn head(text: &str) -> &str {
    let length = text.split_inclusive(char::is_whitespace).take(HEAD).map(str::len).sum();
    &text[..length]
}

/// The past of a regular verb in one word: `publish`, `published`; none of `hold`.
fn past(verb: &str) -> Option<String> {
    if verb.contains(' ') || ["hold", "found"].contains(&verb) {
        return None;
    }
    Some(if verb.ends_with('e') { format!("{verb}d") } else { format!("{verb}ed") })
}

impl Cover<'_, '_> {
    /// What became of a promise that one side alone makes, if a clause across has what it promises.
    pub(super) fn outcome(&self, side: Side, candidate: &Candidate, nearest: Nearest) -> Option<Outcome> {
        let own = candidate.spans.of(side).first()?;
        let object = self.object(side, own)?;
        let held =
            self.counterparts.holding(side, own.sentence, object, |word| self.deeds.is_generic(word))?;
        if held.share < HELD || held.total < GENERIC {
            return None;
        }
        let across = self.span(side.other(), held.clause);
        let text = self.context.text(side.other(), &across);
        // A matter that is spoken of somewhere is no promise that goes on, unless most of what was said of it is said there.
        let is_said = nearest.covered >= GOES_ON;
        if self.stances.binds(text) == Some(Manner::Commits) {
            return is_said.then_some(Outcome::GoesOn);
        }
        // A mention that stood there before beside the promise is no trace of it.
        let back = self.counterparts.nearest(side.other(), held.clause);
        let stood = |clause: usize| self.counterparts.clause(side, clause).sentence != own.sentence;
        if back.alike >= SAME && back.clause.is_some_and(stood) {
            return None;
        }
        if self.stances.first(text).is_some_and(|(family, _)| family == StanceFamily::Call) {
            return Some(Outcome::Otherwise(held.clause));
        }
        let dated = self.context.statement(side).sentences[own.sentence].deadline.is_some();
        if self.deeds.is_done(text) || dated && self.deeds.is_under_way(text) {
            // What was told as done and is promised again is a promise of its own.
            return (side == Side::Before).then_some(Outcome::Done(held.clause));
        }
        let judges = self.stances.first(text).is_some();
        match (judges, is_said) {
            (true, true) => Some(Outcome::Otherwise(held.clause)),
            (false, true) => Some(Outcome::Mentioned(held.clause)),
            _ => None,
        }
    }

    /// The first promise of an edition in these words.
    pub(super) fn promise_at(&self, side: Side, own: &Span) -> Option<&Commitment> {
        let commitments = &self.context.statement(side).commitments;
        let first = commitments.partition_point(|commitment| commitment.sentence < own.sentence);
        commitments[first..]
            .iter()
            .take_while(|commitment| commitment.sentence == own.sentence)
            .find(|commitment| own.meets(&Span::new(own.sentence, commitment.range.clone())))
    }

    /// What a promise is about: the noun phrase of its object, in bytes of its sentence.
    pub(super) fn object(&self, side: Side, own: &Span) -> Option<Range<usize>> {
        let commitment = self.promise_at(side, own)?;
        let text = &self.context.statement(side).sentences[own.sentence].text;
        let object = text.get(commitment.object.clone())?;
        let phrase = self.context.naming.noun_phrase(object)?;
        let phrase = phrase.trim_end_matches(" …");
        let start = commitment.object.start + object.find(phrase)?;
        Some(start..start + phrase.len())
    }

    /// Tells once what became of a promise: nothing if it goes on.
    pub(super) fn settle_outcome(&mut self, side: Side, number: usize, outcome: Outcome) {
        let (across, fate) = match outcome {
            Outcome::GoesOn => {
                self.gone[number] = true;
                return;
            }
            Outcome::Otherwise(across) | Outcome::Mentioned(across) => (across, Fate::Reworded),
            Outcome::Done(across) => (across, Fate::Fulfilled),
        };
        let clause = self.span(side.other(), across);
        self.paired.of_mut(side.other()).insert(across);
        let quote = self.context.quote(side.other(), &clause);
        let candidate = &mut self.kept[number];
        let Some(rule) = (match fate {
            Fate::Fulfilled => candidate.rule.fulfilled(),
            _ => candidate.rule.reworded(),
        }) else {
            return;
        };
        candidate.rule = rule;
        *candidate.quote.of_mut(side.other()) = quote;
        candidate.spans.of_mut(side.other()).push(clause);
    }
}
