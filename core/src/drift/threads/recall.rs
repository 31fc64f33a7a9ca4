//! Which of the threads that ended, or go on, a clause is of: by the words of what was promised.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Weaver, clause};
use crate::compare::ClauseAt;
use crate::drift::edition::Clause;

/// A promise returns from this weighted Dice's coefficient of the content words of what was promised, 0 to 1. As high as
/// for two clauses of sentences that are not linked (`compare`), because formulas recur.
const RETURNS: f64 = 0.6;

/// What a promise that returns is about is the same as before from this weighted Dice's coefficient of the noun phrases
/// that name it, 0 to 1. Promises of one mould (`strengthen cooperation on … to keep the sea lanes open`) differ there alone.
const ABOUT: f64 = 0.6;

/// So much more like an ended thread than like the one in whose place it stands must a clause be to be taken for the
/// former: a rewording is not, another promise is.
const MARGIN: f64 = 0.2;

/// A promise went into another one that has this share of the weight of its content words, 0 to 1.
const MERGED: f64 = 0.75;

/// Content words that a promise needs before it is looked for elsewhere: fewer is a formula.
const TELLING: usize = 3;

/// Ended threads that one promise is compared with, at most, in the order of their rarest common word. Enough for any
/// dialogue; it keeps long archives linear.
const CANDIDATES: usize = 256;

impl Weaver<'_, '_> {
    /// Whether a clause that stands in the place of a thread is much more like one that ended earlier.
    pub(super) fn is_another(&self, thread: usize, edition: usize, place: ClauseAt) -> bool {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return false };
        let words = self.words(edition, clause);
        if matches!(place, ClauseAt::Assessment(_)) || words.len() < TELLING {
            return false;
        }
        let own = self.likeness(&words, thread);
        own < RETURNS + MARGIN
            && self.candidates(&words).into_iter().any(|ended| {
                let likeness = self.likeness(&words, ended);
                likeness >= RETURNS
                    && likeness >= own + MARGIN
                    && self.is_about_the_same(ended, edition, clause)
            })
    }

    /// Keeps a thread that ended, to be found by its words.
    pub(super) fn may_return(&mut self, thread: usize) {
        self.is_ended.insert(thread);
        for &word in &self.threads[thread].words {
            self.ended.entry(word).or_default().push(thread);
        }
    }

    /// Weighted Dice's coefficient of these words and those of a thread, 0 to 1.
    fn likeness(&self, words: &[u32], thread: usize) -> f64 {
        self.alike(words, &self.threads[thread].words)
    }

    fn alike(&self, one: &[u32], other: &[u32]) -> f64 {
        let (common, own, other) = self.corpus.shared(one, other);
        if own + other > 0.0 { 2.0 * common / (own + other) } else { 0.0 }
    }

    /// Whether the noun phrases that name what is promised are alike: those of a clause and of a thread's last one.
    fn is_about_the_same(&self, thread: usize, edition: usize, here: &Clause) -> bool {
        let (then, place) = self.threads[thread].last;
        let Some(there) = clause(self.corpus.editions[then], place) else { return false };
        self.alike(&self.about(edition, here), &self.about(then, there)) >= ABOUT
    }

    /// The thread, going on in this edition, that holds most of the words of this one and more.
    pub(super) fn merges(&self, thread: usize, edition: usize) -> Option<(usize, ClauseAt)> {
        let words = &self.threads[thread].words;
        if words.len() < TELLING {
            return None;
        }
        let mut best: Option<(f64, usize, ClauseAt)> = None;
        let mut going: Vec<(&ClauseAt, &usize)> = self.going.iter().collect();
        going.sort();
        for (&place, &other) in going {
            // It went into one that was there before: else it would be the same thread reworded.
            if other == thread || self.threads[other].steps.len() < 2 {
                continue;
            }
            let Some(clause) = clause(self.corpus.editions[edition], place) else { continue };
            let whole = clause.place.range.clone();
            let there = self.corpus.content(edition, clause.place.sentence, whole);
            let (common, own, _) = self.corpus.shared(words, &there);
            let share = if own > 0.0 { common / own } else { 0.0 };
            if share >= MERGED && best.is_none_or(|(most, ..)| share > most) {
                best = Some((share, other, place));
            }
        }
        best.map(|(_, other, place)| (other, place))
    }

    /// For new clauses the threads that ended earlier and promise the same; each thread once, the likest first.
    pub(super) fn returns(&self, edition: usize, new: &[ClauseAt]) -> FxHashMap<ClauseAt, (usize, f64)> {
        let mut found: Vec<(f64, ClauseAt, usize)> = Vec::new();
        for &place in new {
            let Some(clause) = clause(self.corpus.editions[edition], place) else { continue };
            let words = self.words(edition, clause);
            if words.len() < TELLING {
                continue;
            }
            for thread in self.candidates(&words) {
                let likeness = self.likeness(&words, thread);
                if likeness >= RETURNS && self.is_about_the_same(thread, edition, clause) {
                    found.push((likeness, place, thread));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let mut taken = FxHashSet::default();
        let mut returned = FxHashMap::default();
        for (likeness, place, thread) in found {
            if !returned.contains_key(&place) && taken.insert(thread) {
                returned.insert(place, (thread, likeness));
            }
        }
        returned
    }

    /// Ended threads that share a word, those that share the rarest one first.
    fn candidates(&self, words: &[u32]) -> Vec<usize> {
        let mut rarest: Vec<&Vec<usize>> = words.iter().filter_map(|word| self.ended.get(word)).collect();
        rarest.sort_by_key(|threads| threads.len());
        let mut seen = FxHashSet::default();
        rarest
            .into_iter()
            .flat_map(|threads| threads.iter().rev())
            .copied()
            .filter(|thread| self.is_ended.contains(thread) && seen.insert(*thread))
            .take(CANDIDATES)
            .collect()
    }

    /// The content words of what is promised.
    pub(super) fn words(&self, edition: usize, clause: &Clause) -> Vec<u32> {
        let object = self.corpus.content(edition, clause.place.sentence, clause.object.clone());
        if object.is_empty() {
            return self.corpus.content(edition, clause.place.sentence, clause.place.range.clone());
        }
        object
    }
}
