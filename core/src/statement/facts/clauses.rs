//! Where a sentence is cut into clauses, each of which says one thing.

use std::ops::Range;

use super::events::Event;
use super::phrases::skip_adverbs;
use super::subjects::Subject;
use super::vocabulary::{Form, Grammar};
use super::words::{Shape, Word};

/// Words behind a comma and a conjunction among which a finite verb makes a clause of them (`, and our experts met`).
const SUBJECT: usize = 7;

/// A clause: words from its first to the one behind its last. No two overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub words: Range<usize>,
    /// The event that it is, by its position.
    pub event: Option<usize>,
    /// The first finite verb.
    pub verb: Option<usize>,
    /// It goes on with what the one before says that somebody says: `…, and that …`.
    pub goes_on: bool,
}

/// What tells a finite verb, for one sentence.
pub(super) struct Cutter<'s, 't> {
    pub words: &'s [Word<'t>],
    pub subjects: &'s [Subject],
    /// Word positions at which a stance begins that is a verb.
    pub stances: &'s [usize],
    /// Whether a word in small letters is a finite verb that no table of verbs has.
    pub is_finite: &'s dyn Fn(&str) -> bool,
    /// Whether a word opens a clause that holds on its own beside the main one (`while`).
    pub contrasts: &'s dyn Fn(&str) -> bool,
}

impl Cutter<'_, '_> {
    /// The clauses of the sentence. Each event begins one, and so does whatever has a subject and a finite verb of its own.
    pub(super) fn cut(&self, events: &[Event]) -> Vec<Clause> {
        let mut bounds: Vec<(usize, bool)> = vec![(0, false)];
        // `While inflation has eased, it remains elevated`: the first clause ends where the main one begins.
        let mut contrast = self.words.first().is_some_and(|first| (self.contrasts)(first.text));
        let mut reports = false;
        for at in 1..self.words.len() {
            let comma = matches!(self.words[at - 1].shape, Shape::Comma | Shape::Dash);
            if contrast && comma && (self.full(at) || self.has_verb_soon(at)) {
                bounds.push((at, false));
                contrast = false;
            } else if let Some(goes_on) = self.opens(at, comma, reports) {
                bounds.push((at, goes_on));
            }
            reports |= self.words[at].text == "that";
        }
        bounds.extend(events.iter().map(|event| (self.led(event.start), false)));
        bounds.sort_unstable();
        bounds.dedup_by_key(|bound| bound.0);
        let mut clauses: Vec<Clause> = Vec::new();
        for (number, &(start, goes_on)) in bounds.iter().enumerate() {
            let end = bounds.get(number + 1).map_or(self.words.len(), |next| next.0);
            let event = events.iter().position(|event| self.led(event.start) == start);
            let verb = (start..end).find(|&at| self.finite(at));
            let verb = event.map(|event| events[event].verb.start).or(verb);
            match clauses.last_mut() {
                // What has no verb belongs to what stands before it, or opens what stands behind it.
                Some(last) if verb.is_none() => last.words.end = end,
                Some(last) if last.verb.is_none() => {
                    *last = Clause { words: last.words.start..end, event, verb, goes_on };
                }
                _ => clauses.push(Clause { words: start..end, event, verb, goes_on }),
            }
        }
        clauses
    }

    /// Before the words that lead on to an event: `and`, a comma, an adverb.
    fn led(&self, start: usize) -> usize {
        let mut at = start;
        while at > 0 && (self.words[at - 1].is(Grammar::Conjunction) || self.words[at - 1].is_adverb()) {
            at -= 1;
        }
        at
    }

    /// Whether a clause opens at the word `at`, and whether it goes on with what is reported before it.
    fn opens(&self, at: usize, comma: bool, reports: bool) -> Option<bool> {
        if self.words[at - 1].shape == Shape::Break {
            return Some(false);
        }
        let word = &self.words[at];
        if comma && (self.contrasts)(word.text) {
            return Some(false);
        }
        if !word.is(Grammar::Conjunction) {
            return None;
        }
        let next = skip_adverbs(self.words, at + 1);
        let that = self.words.get(next).is_some_and(|word| word.text == "that");
        if that && reports {
            return Some(true);
        }
        let wide = comma && self.has_verb_soon(next);
        (self.full(next) || self.bare_verb(next, comma) || wide).then_some(false)
    }

    /// A subject that the rules know, or a pronoun, with its finite verb.
    fn full(&self, at: usize) -> bool {
        let at = if self.words.get(at).is_some_and(|word| word.is(Grammar::Determiner)) { at + 1 } else { at };
        let here = |subject: &&Subject| subject.words.contains(&at);
        match self.subjects.iter().find(here) {
            Some(subject) => self.finite_behind(subject.words.end),
            None => self.words.get(at).is_some_and(|word| matches!(word.text, "it" | "there" | "this" | "these"))
                && self.finite_behind(at + 1),
        }
    }

    fn finite_behind(&self, at: usize) -> bool {
        let verb = skip_adverbs(self.words, at);
        verb < self.words.len() && self.may_be_finite(verb)
    }

    /// A verb behind a conjunction, which has the subject of the clause before: `and remains elevated`.
    fn bare_verb(&self, at: usize, comma: bool) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let helper = matches!(
            word.roles.grammar,
            Some(Grammar::Be | Grammar::Have | Grammar::Will | Grammar::Would | Grammar::Modal)
        );
        let said = matches!(word.roles.verb, Some((_, Form::Past | Form::State)));
        let judged = self.stances.binary_search(&at).is_ok() && (comma || !word.text.ends_with("ing"));
        (helper && !matches!(word.text, "be" | "been" | "being" | "having")) || said || judged
            || (self.is_finite)(word.text)
    }

    /// A noun phrase and its verb, a few words on: `, and longer-term expectations remain`.
    fn has_verb_soon(&self, from: usize) -> bool {
        let rest = self.words.get(from..).unwrap_or_default();
        for (offset, word) in rest.iter().take(SUBJECT).enumerate() {
            let ends = word.shape != Shape::Word
                || matches!(word.roles.grammar, Some(Grammar::Relative | Grammar::Conjunction | Grammar::Subordinator))
                || word.text == "to";
            if ends {
                return false;
            }
            if offset > 0 && self.finite(from + offset) {
                return true;
            }
        }
        false
    }

    /// A verb that is finite whatever stands before it.
    pub(super) fn finite(&self, at: usize) -> bool {
        let word = &self.words[at];
        match word.roles.grammar {
            Some(Grammar::Be) => !matches!(word.text, "be" | "been" | "being"),
            Some(Grammar::Have) => word.text != "having",
            Some(Grammar::Will | Grammar::Would | Grammar::Modal) => true,
            _ => {
                matches!(word.roles.verb, Some((_, Form::Past | Form::State)))
                    || word.shape == Shape::Word && (self.is_finite)(word.text)
                    || self.follows_subject(at) && self.may_be_finite(at)
            }
        }
    }

    fn follows_subject(&self, at: usize) -> bool {
        let mut end = at;
        while end > 0 && self.words[end - 1].is_adverb() {
            end -= 1;
        }
        self.subjects.iter().any(|subject| subject.words.end == end)
    }

    /// A word that is a finite verb where a subject stands before it.
    fn may_be_finite(&self, at: usize) -> bool {
        let word = &self.words[at];
        if word.shape != Shape::Word || word.is_capital() {
            return false;
        }
        let helper = matches!(
            word.roles.grammar,
            Some(Grammar::Be | Grammar::Have | Grammar::Will | Grammar::Would | Grammar::Modal)
        );
        helper
            || word.roles.verb.is_some_and(|(_, form)| form != Form::Gerund)
            || self.stances.binary_search(&at).is_ok()
            || (self.is_finite)(word.text)
            || word.roles.grammar.is_none()
                && (word.text.ends_with("ed") || word.roles.complement.is_some() && !word.text.ends_with("ing"))
    }
}
