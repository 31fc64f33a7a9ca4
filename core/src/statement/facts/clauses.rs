//! Where a sentence is cut into clauses, each of which says one thing.

use std::ops::Range;

use super::events::Event;
use super::phrases::skip_adverbs;
use super::subjects::Subject;
use super::vocabulary::{Form, Grammar};
use super::words::{Shape, Word};
use crate::statement::CommitmentKind;

/// The rule of what only looks ahead: its clause is read like any other.
pub(super) const PREDICTION: &str = "prediction";

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
    /// For each word whether a subject ends before it, and whether it stands inside of one.
    pub ends: &'s [bool],
    pub listed: &'s [bool],
    /// Word positions at which a stance begins that is a verb, in order.
    pub stances: &'s [usize],
    /// Word positions at which any stance that judges or asks begins, in order.
    pub judged: &'s [usize],
    /// Whether a word in small letters is a finite verb that no table of verbs has.
    pub is_finite: &'s dyn Fn(&str) -> bool,
    /// Whether a word in small letters is the past of such a verb, or its participle.
    pub is_past: &'s dyn Fn(&str) -> bool,
    /// Whether a word opens a clause that holds on its own beside the main one (`while`).
    pub contrasts: &'s dyn Fn(&str) -> bool,
    /// The sentence begins with a condition that a turned verb opens.
    pub inverted: bool,
}

impl Cutter<'_, '_> {
    /// The clauses of the sentence. Each event begins one, and so does whatever has a subject and a finite verb of its own.
    pub(super) fn cut(&self, events: &[Event]) -> Vec<Clause> {
        // The first word of each clause, its verb where that is known already, and whether it goes on with what is reported.
        let mut bounds: Vec<(usize, Option<usize>, bool)> = vec![(0, None, false)];
        // `While inflation has eased, it remains elevated`: the first clause ends where the main one begins.
        let mut contrast = self.words.first().is_some_and(|first| (self.contrasts)(first.text));
        let mut reports = false;
        // The main verb of the clause that is open, and whether a relative clause has begun behind it.
        let mut main = self.words.first().and_then(|_| self.finite(0).then_some(0));
        let mut relative = false;
        for at in 1..self.words.len() {
            let comma = matches!(self.words[at - 1].shape, Shape::Comma | Shape::Dash);
            if contrast && comma && (self.full(at) || self.verb_soon(at).is_some()) {
                bounds.push((at, None, false));
                contrast = false;
                (main, relative) = (None, false);
            } else if let Some((verb, goes_on)) = self.opens(at, comma, reports, main.filter(|_| !relative)) {
                bounds.push((at, verb, goes_on));
                (main, relative) = (verb, false);
            }
            if self.words[at].is(Grammar::Relative) {
                relative |= main.is_some();
            } else if main.is_none() && (self.finite(at) || self.past(at)) {
                main = Some(at);
            }
            reports |= self.words[at].text == "that";
        }
        // What a relative or a reported clause only tells belongs to the clause that it stands in.
        let told_in_passing = |event: &Event| {
            event.kind == CommitmentKind::Assessment
                && event.start.checked_sub(1).is_some_and(|last| self.words[last].is(Grammar::Relative))
        };
        let told = || {
            let events = events.iter().enumerate();
            events.filter(|(_, event)| event.rule != PREDICTION && !told_in_passing(event))
        };
        bounds.extend(told().map(|(_, event)| (self.led(event.start), None, false)));
        bounds.sort_by_key(|bound| (bound.0, bound.1.is_none()));
        bounds.dedup_by_key(|bound| bound.0);
        let mut clauses: Vec<Clause> = Vec::new();
        for (number, &(start, hint, goes_on)) in bounds.iter().enumerate() {
            let end = bounds.get(number + 1).map_or(self.words.len(), |next| next.0);
            let event = told().find(|(_, event)| self.led(event.start) == start).map(|(index, _)| index);
            let verb = event.map(|event| events[event].verb.start).or(hint);
            let verb = verb.or_else(|| self.main_verb(start..end));
            match clauses.last_mut() {
                // What has no verb belongs to what stands before it, or opens what stands behind it.
                Some(last) if verb.is_none() => last.words.end = end,
                Some(last) if last.verb.is_none() => {
                    *last = Clause { words: last.words.start..end, event, verb, goes_on };
                }
                _ => clauses.push(Clause { words: start..end, event, verb, goes_on }),
            }
        }
        self.join_circumstances(&mut clauses);
        clauses
    }

    /// What only gives the circumstances of the main clause behind it is part of that: `Given that rates are low, the Bank
    /// will`, `At the meeting held today, the Board decided`.
    fn join_circumstances(&self, clauses: &mut Vec<Clause>) {
        let [first, second, ..] = clauses.as_slice() else { return };
        let Some(opener) = self.words.first().filter(|_| first.event.is_none()) else { return };
        let comma =
            second.words.start.checked_sub(1).is_some_and(|last| self.words[last].shape == Shape::Comma);
        let opens = self.inverted
            || matches!(opener.roles.grammar, Some(Grammar::Preposition | Grammar::Subordinator))
            || opener.text.ends_with("ing");
        if comma && opens && !(self.contrasts)(opener.text) {
            clauses.remove(0);
            clauses[0].words.start = 0;
        }
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
    fn opens(
        &self,
        at: usize,
        comma: bool,
        reports: bool,
        main: Option<usize>,
    ) -> Option<(Option<usize>, bool)> {
        if self.words[at - 1].shape == Shape::Break {
            return Some((None, false));
        }
        let word = &self.words[at];
        if comma && (self.contrasts)(word.text) {
            return Some((None, false));
        }
        if !word.is(Grammar::Conjunction) || self.listed[at] {
            return None;
        }
        let next = skip_adverbs(self.words, at + 1);
        let that = self.words.get(next).is_some_and(|word| word.text == "that");
        if that && reports {
            return Some((None, true));
        }
        if self.bare_verb(at, next, comma, main) {
            return Some((Some(next), false));
        }
        if self.full(next) {
            return Some((None, false));
        }
        let verb = self.verb_soon(next).filter(|_| comma || main.is_some())?;
        Some((Some(verb), false))
    }

    /// A subject that the rules know, or a pronoun, with its finite verb.
    fn full(&self, at: usize) -> bool {
        let at =
            if self.words.get(at).is_some_and(|word| word.is(Grammar::Determiner)) { at + 1 } else { at };
        let here = |subject: &&Subject| subject.words.contains(&at);
        match self.subjects.iter().find(here) {
            Some(subject) => self.finite_behind(subject.words.end),
            None => {
                self.words.get(at).is_some_and(|word| matches!(word.text, "it" | "there" | "this" | "these"))
                    && self.finite_behind(at + 1)
            }
        }
    }

    fn finite_behind(&self, at: usize) -> bool {
        let verb = skip_adverbs(self.words, at);
        verb < self.words.len() && self.may_be_finite(verb)
    }

    /// A verb behind a conjunction, which has the subject of the clause before: `and remains elevated`.
    fn bare_verb(&self, and: usize, at: usize, comma: bool, main: Option<usize>) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        // `a united and determined response`
        let describes = !comma
            && and > 0
            && self.words[and - 1].text.ends_with("ed")
            && word.text.ends_with("ed")
            && self.words.get(at + 1).is_some_and(|next| {
                next.shape == Shape::Word && next.roles.grammar.is_none() && !next.is_capital()
            });
        if describes {
            return false;
        }
        let helper = matches!(
            word.roles.grammar,
            Some(Grammar::Be | Grammar::Have | Grammar::Will | Grammar::Would | Grammar::Modal)
        );
        let said = match word.roles.verb {
            Some((_, Form::Past | Form::State)) => true,
            Some((_, Form::Present)) => word.text.split(' ').next().is_some_and(|verb| verb.ends_with('s')),
            _ => false,
        };
        // A form without an ending may be an infinitive, but behind a verb that says something as well.
        let says = main.is_some_and(|main| {
            self.words[main].roles.verb.is_some()
                || (main..=main + 2).any(|at| self.judged.binary_search(&at).is_ok())
        });
        let ends =
            word.text.split(' ').next().is_some_and(|verb| verb.ends_with('s') || verb.ends_with("ed"));
        let judged = self.stances.binary_search(&at).is_ok()
            && (ends || says && (comma || !word.text.ends_with("ing")) || comma && main.is_none());
        (helper && !matches!(word.text, "be" | "been" | "being" | "having"))
            || said
            || judged
            || (self.is_finite)(word.text)
            || self.past(at) && (comma || main.is_some())
    }

    /// A noun phrase and its verb, a few words on: `, and longer-term expectations remain`.
    fn verb_soon(&self, from: usize) -> Option<usize> {
        let rest = self.words.get(from..).unwrap_or_default();
        for (offset, word) in rest.iter().take(SUBJECT).enumerate() {
            let ends = word.shape != Shape::Word
                || matches!(
                    word.roles.grammar,
                    Some(Grammar::Relative | Grammar::Conjunction | Grammar::Subordinator)
                )
                || word.text == "to";
            if ends {
                return None;
            }
            let at = from + offset;
            if offset > 0 && (self.finite(at) || self.past(at) || self.stances.binary_search(&at).is_ok()) {
                return Some(at);
            }
        }
        None
    }

    /// The verb of a clause: the first finite one outside of relative clauses, else the first one at all.
    fn main_verb(&self, words: Range<usize>) -> Option<usize> {
        let mut first = None;
        let mut past = None;
        let mut relative = false;
        for at in words.clone() {
            if at > words.start && self.words[at].is(Grammar::Relative) {
                relative = true;
            } else if self.finite(at) {
                first = first.or(Some(at));
                if !relative {
                    return Some(at);
                }
                // `will continue`: the helper and its verb are one.
                relative = self.words[at + 1..words.end].first().is_some_and(|next| next.is(Grammar::Be));
            } else if !relative && past.is_none() && self.past(at) {
                past = Some(at);
            }
        }
        past.or(first)
    }

    /// The past of a verb that only tells, where it is no participle before its noun: `trade reached`, not `the improved
    /// access`.
    fn past(&self, at: usize) -> bool {
        let word = &self.words[at];
        if word.shape != Shape::Word
            || word.roles.is_known()
            || !(self.is_past)(word.text)
            || self.modifies(at)
        {
            return false;
        }
        let object = self.words.get(skip_adverbs(self.words, at + 1));
        object.is_none_or(|next| {
            next.shape != Shape::Word
                || next.roles.grammar.is_some()
                || next.is_capital()
                || next.text.starts_with(|c: char| c.is_ascii_digit())
                || !next.roles.times.is_empty()
        })
    }

    /// A verb that is finite whatever stands before it.
    pub(super) fn finite(&self, at: usize) -> bool {
        let word = &self.words[at];
        match word.roles.grammar {
            Some(Grammar::Be) => !matches!(word.text, "be" | "been" | "being"),
            Some(Grammar::Have) => word.text != "having",
            Some(Grammar::Will | Grammar::Would | Grammar::Modal) => true,
            _ => {
                matches!(word.roles.verb, Some((_, Form::Past | Form::State))) && !self.modifies(at)
                    || word.shape == Shape::Word && !word.roles.is_known() && (self.is_finite)(word.text)
                    || word.roles.act.is_some() && word.text.ends_with('s') && at > 0 && !self.modifies(at)
                    || self.follows_subject(at) && (self.may_be_finite(at) || self.follows_voice(at))
            }
        }
    }

    /// A participle before its noun: `China's stated ambitions`, `an expanded group`.
    fn modifies(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|last| {
            let before = &self.words[last];
            before.possessive || before.is(Grammar::Determiner) || before.is(Grammar::Preposition)
        })
    }

    fn follows_subject(&self, at: usize) -> bool {
        let mut end = at;
        while end > 0 && self.words[end - 1].is_adverb() {
            end -= 1;
        }
        self.ends[end]
    }

    /// A plain word right behind `we`, `they` or `both sides` is their verb.
    fn follows_voice(&self, at: usize) -> bool {
        let word = &self.words[at];
        let plain = word.shape == Shape::Word && !word.is_capital() && word.roles.grammar.is_none();
        plain
            && !word.text.ends_with("ing")
            && at.checked_sub(1).is_some_and(|last| {
                let voice = &self.words[last];
                voice.roles.voice.is_some() && !voice.possessive
            })
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
                && (word.text.ends_with("ed")
                    || (word.roles.complement.is_some() || word.roles.act.is_some())
                        && !word.text.ends_with("ing"))
    }
}
