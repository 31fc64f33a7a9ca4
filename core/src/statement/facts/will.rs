//! What a clause undertakes by itself.

use std::ops::Range;

use super::before::{Before, before, clause_start};
use super::events::{Event, Frame, Rung, Scanner, State};
use super::phrases::{VerbPhrase, skip_adverbs, verb_phrase};
use super::subjects::Who;
use super::vocabulary::{Form, Grammar};
use super::words::Shape;
use crate::series::Manner;
use crate::statement::{Act, CommitmentKind, Speaker};

/// What a clause undertakes, before it is known whether it stands alone or in a frame.
struct Clause {
    start: usize,
    kind: CommitmentKind,
    speaker: Speaker,
    phrase: VerbPhrase,
    verb: usize,
    rule: &'static str,
}

impl Scanner<'_, '_> {
    pub(super) fn will(&mut self, at: usize, state: &mut State) -> usize {
        let would = !self.words[at].is(Grammar::Will);
        let from = self.clause_from(state);
        let found = before(self.words, self.subjects, at, from);
        let next = skip_adverbs(self.words, at + 1);
        let Some(word) = self.words.get(next) else { return next };
        if next + 1 == self.words.len() && word.shape == Shape::Break {
            self.open_will(found.before, at, state);
            return next;
        }
        let own = self.own_side(at, state);
        let (start, who) = match found.before {
            Before::Own { start, .. } | Before::Unknown { start } if own.is_some() => {
                (start, own.map(Who::Speaker))
            }
            Before::Own { start, who } => (start, Some(who)),
            Before::Unknown { start } => (start, None),
            Before::Carried { start, comma } => {
                let inner = state.frame.is_some_and(|frame| !frame.kept) && !comma;
                match state.speaker.or_else(|| self.narrator(at)) {
                    Some(speaker) if !inner => (start, Some(Who::Speaker(speaker))),
                    _ => return next,
                }
            }
            _ => return next,
        };
        // `the foundation on which we will build`
        let tied = start.checked_sub(1).is_some_and(|last| self.words[last].is(Grammar::Relative));
        if tied && state.frame.is_none_or(|frame| frame.inside != start) {
            return next;
        }
        let party = matches!(who, Some(Who::Speaker(_) | Who::Last { .. }));
        let phrase = verb_phrase(self.words, next);
        let passive = self.text(next) == "be" && self.is_done(next + 1);
        let be = self.text(next) == "be" && !passive;
        let body = !party && self.ends_in_body(at);
        let frame = state.frame;
        let manner = frame.map(|frame| frame.manner);
        let keeps = match who {
            Some(Who::Silent) => false,
            None if self.is_of_silent(start) => false,
            _ if word.roles.fact || be || manner == Some(Manner::Speaks) => false,
            _ if would && frame.is_none() => false,
            _ if would
                && word.roles.prediction
                && !party
                && !(passive && manner == Some(Manner::Commits)) =>
            {
                false
            }
            _ if party => true,
            _ if body => !word.roles.prediction,
            _ if passive => true,
            _ => manner == Some(Manner::Commits) && !word.roles.prediction,
        };
        let speaker = match who {
            Some(who) if party => self.resolve(who),
            _ if body => self.voices.together(),
            _ => Speaker::Unattributed,
        };
        if frame.is_none() && party {
            state.speaker = Some(speaker);
            state.form = Some(Form::Past);
            self.remember(speaker);
        }
        if !keeps {
            if frame.is_none() {
                let event = self.plain(start, at..phrase.verb_end, &phrase, speaker, "prediction");
                state.from = phrase.verb_end;
                state.events.push(event);
            }
            return next;
        }
        let committed = matches!(word.roles.verb, Some((_, Form::State)));
        let kind = if committed {
            self.promise_kind(speaker)
        } else if self.schedules(&phrase) {
            CommitmentKind::Schedule
        } else if manner == Some(Manner::Restates) {
            let voice = frame.map_or(speaker, |frame| state.events[frame.event].speaker);
            self.promise_kind(voice)
        } else {
            CommitmentKind::Pledge
        };
        let end = phrase.verb_end.max(next);
        self.keep(Clause { start, kind, speaker, phrase, verb: at, rule: "will" }, state);
        state.from = end;
        end
    }

    /// Whether the subject at `start` is a thing of a party that is spoken about only (`North Korea's provocations`).
    fn is_of_silent(&self, start: usize) -> bool {
        let rest = self.words.get(start..).unwrap_or_default();
        let first = rest.iter().find(|word| !word.is(Grammar::Determiner));
        first.is_some_and(|word| {
            word.possessive && word.roles.party.is_some_and(|party| self.voices.is_silent(party))
        })
    }

    /// The side that says of itself what it will do: `the U.S. side reaffirmed that it will`.
    fn own_side(&self, at: usize, state: &State) -> Option<Speaker> {
        let frame = state.frame.filter(|frame| frame.inside + 1 == at)?;
        let voice = state.events[frame.event].speaker;
        let alone = voice.is_alone();
        (alone && self.text(frame.inside) == "it").then_some(voice)
    }

    /// Turns the open frame into a commitment, or adds one of its own.
    fn keep(&self, clause: Clause, state: &mut State) {
        let Clause { start, kind, speaker, phrase, verb, rule } = clause;
        if let Some(frame) = state.frame {
            let voice = state.events[frame.event].speaker;
            let binds = self.rules.verb[frame.verb].manner != Manner::Asserts;
            if !frame.kept {
                let event = &mut state.events[frame.event];
                event.kind = kind;
                event.inner = Some(start..verb + 1);
                event.complement = phrase.complement;
                event.hedges = phrase.hedges;
                if event.act != Act::Reaffirm {
                    event.act = phrase.act.unwrap_or(Act::New);
                }
                if !binds {
                    event.rung = Rung::Will;
                }
                event.rule.push_str("-that-");
                event.rule.push_str(rule);
                state.frame = Some(Frame { kept: true, ..frame });
                return;
            }
            let mut event = self.plain(start, verb..phrase.verb_end, &phrase, voice, rule);
            event.kind = kind;
            event.rung = if binds { Rung::Verb(frame.verb) } else { Rung::Will };
            state.events.push(event);
            return;
        }
        let mut event = self.plain(start, verb..phrase.verb_end, &phrase, speaker, rule);
        event.kind = kind;
        state.events.push(event);
    }

    fn plain(
        &self,
        start: usize,
        verb: Range<usize>,
        phrase: &VerbPhrase,
        speaker: Speaker,
        rule: &str,
    ) -> Event {
        let end = verb.end.max(verb.start + 1);
        Event {
            start,
            kind: CommitmentKind::Assessment,
            speaker,
            verb: verb.start..end,
            object: end,
            rung: Rung::Will,
            complement: phrase.complement,
            act: phrase.act.unwrap_or(Act::New),
            hedges: phrase.hedges.clone(),
            inner: None,
            narrated: false,
            rule: rule.to_owned(),
        }
    }

    pub(super) fn warning(&mut self, at: usize, state: &mut State) -> usize {
        let from = self.clause_from(state);
        let (start, speaker) = match before(self.words, self.subjects, at, from).before {
            Before::Own { start, who: who @ Who::Speaker(_) } => (start, self.resolve(who)),
            Before::Own { start, .. } | Before::Unknown { start } => (start, Speaker::Unattributed),
            Before::Carried { .. } => (clause_start(self.words, at, from), Speaker::Unattributed),
            Before::Not if self.words[at].roles.grammar.is_none() => (at, Speaker::Unattributed),
            _ => return at + 1,
        };
        let phrase = VerbPhrase { verb_end: at + 1, verb: at, ..VerbPhrase::default() };
        let kind = CommitmentKind::Warning;
        self.keep(Clause { start, kind, speaker, phrase, verb: at, rule: "consequence" }, state);
        state.from = at + 1;
        at + 1
    }

    pub(super) fn scheduled(&mut self, at: usize, state: &mut State) -> usize {
        let from = self.clause_from(state);
        let (start, speaker) = match before(self.words, self.subjects, at, from).before {
            Before::Own { start, who: who @ Who::Speaker(_) } => (start, self.resolve(who)),
            Before::Own { start, .. } | Before::Unknown { start } => (start, Speaker::Unattributed),
            _ => return at + 1,
        };
        let phrase = VerbPhrase { verb_end: at + 1, verb: at, ..VerbPhrase::default() };
        let kind = CommitmentKind::Schedule;
        self.keep(Clause { start, kind, speaker, phrase, verb: at, rule: "scheduled" }, state);
        state.from = at + 1;
        at + 1
    }

    /// `the U.S. commitment to the defense of the ROK remains ironclad`
    pub(super) fn standing(&mut self, at: usize, state: &mut State) -> usize {
        let from = self.clause_from(state);
        if from > at {
            return at + 1;
        }
        let start = clause_start(self.words, at, from);
        let noun = (start..at).find(|&at| self.words[at].roles.promise.is_some());
        let Some(noun) = noun else { return at + 1 };
        let ours = || self.is_ours(start, noun).then(|| self.voices.together());
        let speaker = self.owner(start, noun).or(state.speaker).or_else(ours).unwrap_or_default();
        let phrase = VerbPhrase { verb_end: at + 1, verb: at, ..VerbPhrase::default() };
        let kind = self.promise_kind(speaker);
        self.keep(Clause { start, kind, speaker, phrase, verb: at, rule: "standing" }, state);
        state.from = at + 1;
        at + 1
    }
}
