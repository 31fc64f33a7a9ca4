//! The clauses of a sentence in which something is said or undertaken.

use std::ops::Range;

use super::subjects::Subject;
use super::vocabulary::{Form, Grammar};
use super::voices::Voices;
use super::words::Word;
use crate::series::{Manner, Rules};
use crate::statement::{Act, CommitmentKind, Speaker};

/// A clause in which something is said or undertaken. Positions are those of words.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// The first word, subject included where the clause has one.
    pub start: usize,
    pub kind: CommitmentKind,
    pub speaker: Speaker,
    /// From the verb of saying to the last verb of what is to be done.
    pub verb: Range<usize>,
    /// The first word of what is promised.
    pub object: usize,
    pub rung: Rung,
    pub complement: Option<usize>,
    pub act: Act,
    /// Hedges before the verb.
    pub hedges: Vec<usize>,
    /// The clause that it reports, up to its verb: what is denied there is denied (`agreed that no member will`).
    pub inner: Option<Range<usize>>,
    /// It tells of what was said at an earlier time.
    pub narrated: bool,
    /// What made it what it is, behind its kind (`agree-to`).
    pub rule: String,
}

/// A rung of the ladder of verbs, by its place in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rung {
    Verb(usize),
    Promise(usize),
    Will,
}

/// What was said so far, for the clauses and sentences that lean on it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Who spoke together last.
    pub together: Speaker,
    /// Who spoke alone last.
    pub alone: Speaker,
    /// A promise that ended in `to:`, whose items follow as sentences of their own.
    pub open: Option<Event>,
}

/// A verb of saying whose `that` is still open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Its event.
    pub event: usize,
    pub verb: usize,
    pub manner: Manner,
    /// The word after `that`.
    pub inside: usize,
    /// A promise inside was found already.
    pub kept: bool,
}

/// Reads the clauses of one sentence.
pub(super) struct Scanner<'s, 't> {
    pub words: &'s [Word<'t>],
    pub rules: &'s Rules,
    /// For whom the statement speaks.
    pub voices: &'s Voices<'s>,
    pub subjects: &'s [Subject],
    /// Bytes of the bodies that are named.
    pub bodies: &'s [Range<usize>],
    /// Bytes of what can be scheduled.
    pub meetings: &'s [Range<usize>],
    pub memory: &'s mut Memory,
    /// The sentence announces a list of things to be done.
    pub announces: bool,
    /// The sentence stands as an item under a heading of things to be done.
    pub is_action: bool,
}

/// What was read of the sentence so far.
pub(super) struct State {
    pub events: Vec<Event>,
    pub speaker: Option<Speaker>,
    pub form: Option<Form>,
    pub frame: Option<Frame>,
    /// The word after the last verb of a clause.
    pub from: usize,
}

impl Scanner<'_, '_> {
    /// The events of the sentence in the order of the text, and who says it.
    pub(super) fn read(mut self) -> (Vec<Event>, Speaker) {
        let mut state = State { events: Vec::new(), speaker: None, form: None, frame: None, from: 0 };
        let mut first: Option<Speaker> = None;
        let mut at = 0;
        if self.is_action && self.memory.open.is_none() && self.commands() {
            self.memory.open = Some(self.action());
        }
        if let Some(event) = self.item() {
            first = Some(event.speaker);
            state.speaker = first;
            state.from = event.object;
            at = event.object;
            state.events.push(event);
        }
        while at < self.words.len() {
            let next = self.step(at, &mut state);
            first = first.or(state.speaker);
            at = next.max(at + 1);
        }
        self.open_actions();
        let speaker = first.or_else(|| self.narrator(self.words.len())).unwrap_or_default();
        self.remember(speaker);
        state.events.sort_by_key(|event| event.start);
        (state.events, speaker)
    }

    fn step(&mut self, at: usize, state: &mut State) -> usize {
        let roles = self.words[at].roles;
        if roles.warning {
            self.warning(at, state)
        } else if roles.scheduled {
            self.scheduled(at, state)
        } else if let Some((verb, form)) = roles.verb {
            self.verb(at, verb, form, state)
        } else if matches!(roles.grammar, Some(Grammar::Will | Grammar::Would)) || self.is_agreed(at, state) {
            self.will(at, state)
        } else if roles.standing {
            self.standing(at, state)
        } else if self.words[at].text == "to" {
            state.events.extend(self.second(&state.events, at));
            at + 1
        } else {
            at + 1
        }
    }
}
