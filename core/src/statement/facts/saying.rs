//! Verbs of saying, and whether what follows them binds.

use super::before::{Before, before};
use super::events::{Event, Frame, Rung, Scanner, State};
use super::phrases::{VerbPhrase, skip_adverbs, verb_phrase};
use super::subjects::Who;
use super::vocabulary::{Form, Grammar, Hedge};
use super::words::{Shape, Word};
use crate::series::Manner;
use crate::statement::{Act, CommitmentKind, Speaker};

/// Verbs of saying: what they are followed by decides whether they bind.
impl Scanner<'_, '_> {
    pub(super) fn verb(&mut self, at: usize, verb: usize, form: Form, state: &mut State) -> usize {
        let manner = self.rules.verb[verb].manner;
        // `We continue to consult and remain committed`: the verb before says nothing, its subject does.
        let carried = state.speaker.or_else(|| self.narrator(at));
        let found = before(self.words, self.subjects, at, state.from);
        // `are deeply committed to`
        let rule = &self.rules.verb[verb];
        let held = form == Form::Past && found.passive && !rule.state.is_empty() && self.text(at + 1) == "to";
        let form = if held { Form::State } else { form };
        let (start, speaker) = match (form, found.before) {
            (Form::Present, _) if manner == Manner::Restates && self.chance(at) => {
                (at, state.speaker.unwrap_or_default())
            }
            // `Officials were tasked to`
            (Form::Past, Before::Own { start, .. } | Before::Unknown { start })
                if found.passive && self.rules.verb[verb].passive && self.text(at + 1) == "to" =>
            {
                (start, self.voices.together())
            }
            (Form::Past, Before::Unknown { start }) if found.passive => {
                // `It was agreed that …`
                if !(at - start <= 2 && self.words[start].text.eq_ignore_ascii_case("it")) {
                    return at + 1;
                }
                (start, self.voices.together())
            }
            (Form::Past | Form::Present, _) if found.passive => return at + 1,
            (Form::Past | Form::State, Before::Own { start, who }) => (start, self.resolve(who)),
            (Form::Present, Before::Own { start, who }) if self.agrees(at, start) => {
                (start, self.resolve(who))
            }
            (Form::Past | Form::State, Before::Carried { start, .. }) if carried.is_some() => {
                (start, carried.unwrap_or_default())
            }
            (Form::Present, Before::Carried { start, .. }) if state.form == Some(Form::Present) => {
                (start, state.speaker.unwrap_or_default())
            }
            // `Both sides deplore the barriers and instruct the Commission to`
            (Form::Present, Before::Carried { start, .. })
                if carried.is_some() && self.rules.verb[verb].passive =>
            {
                (start, carried.unwrap_or_default())
            }
            // `The Committee decided to keep the range and expects`
            (Form::Present, Before::Carried { start, .. })
                if self.words[at].text.ends_with('s') && carried.is_some_and(Speaker::is_alone) =>
            {
                (start, carried.unwrap_or_default())
            }
            (Form::Present, Before::Carried { start, .. })
                if manner == Manner::Commits && self.text(at + 1) == "to" && carried.is_some() =>
            {
                (start, carried.unwrap_or_default())
            }
            (Form::Gerund, Before::Carried { start, comma: true }) if state.speaker.is_some() => {
                (start, state.speaker.unwrap_or_default())
            }
            (Form::Past | Form::State, Before::Unknown { start })
                if start + 1 < at && self.binds(at, manner) =>
            {
                (start, self.unknown(start, at))
            }
            // `These actions underscore our commitment to`
            (Form::Present, Before::Unknown { start })
                if start + 1 < at && manner == Manner::Restates && self.promises_ours(at + 1) =>
            {
                (start, Speaker::Unattributed)
            }
            _ => return at + 1,
        };
        // `a moment we intend to meet`: what follows a noun behind a verb describes the noun.
        if matches!(found.before, Before::Own { .. }) && self.describes_noun(state.from, start) {
            return at + 1;
        }
        let is_silent = matches!(found.before, Before::Own { who: Who::Silent, .. });
        let frame = state.frame.filter(|frame| form == Form::State && !frame.kept && start >= frame.inside);
        if frame.is_none() {
            state.speaker = Some(speaker);
            self.remember(speaker);
            state.frame = None;
        }
        state.form = Some(form);
        let mut event = Event {
            start,
            kind: CommitmentKind::Assessment,
            speaker,
            verb: at..at + 1,
            object: at + 1,
            rung: Rung::Verb(verb),
            complement: None,
            act: if manner == Manner::Restates { Act::Reaffirm } else { Act::New },
            hedges: Vec::new(),
            inner: None,
            narrated: false,
            rule: self.rules.verb[verb].id.clone(),
        };
        let mut next = self.skip_hedges(self.skip_insertion(skip_adverbs(self.words, at + 1)));
        if let Some(inside) = self.reported(next) {
            event.object = inside;
            state.frame = Some(Frame { event: state.events.len(), verb, manner, inside, kept: false });
            next = inside;
        } else {
            next = self.complement(&mut event, verb, form, next);
        }
        let recalled = form == Form::Past
            && (self.recalls(at, start, found.before, state)
                || self.dated_circumstance(at + 1)
                || event.kind != CommitmentKind::Assessment && self.is_document(start, at));
        if is_silent || recalled || self.is_nobody(start, at) {
            event.kind = CommitmentKind::Assessment;
            event.narrated = recalled;
        }
        state.from = next;
        if state.speaker == Some(Speaker::Unattributed) {
            state.speaker = Some(event.speaker);
        }
        match frame {
            // `affirmed that both are determined to`
            Some(frame) if event.kind != CommitmentKind::Assessment => {
                let outer = &mut state.events[frame.event];
                outer.kind = self.promise_kind(outer.speaker);
                outer.rung = event.rung;
                outer.complement = event.complement;
                outer.hedges = event.hedges;
                outer.rule.push_str("-that-state");
                state.frame = Some(Frame { kept: true, ..frame });
            }
            Some(_) => {}
            None => {
                if manner == Manner::Commits {
                    self.open_list(&event);
                }
                state.events.push(event);
            }
        }
        next
    }

    /// A second promise on the same verb, after `and to`: `committed to execute the plan, and to report progress`.
    pub(super) fn second(&self, events: &[Event], to: usize) -> Option<Event> {
        let first = events.last().filter(|event| event.rule.ends_with("-to"))?;
        let and = to.checked_sub(1).filter(|&and| self.words[and].is(Grammar::Conjunction))?;
        let verb = self.words.get(skip_adverbs(self.words, to + 1))?;
        // An infinitive of purpose in between would be what `and to` goes on with.
        let nested = (first.object.min(and)..and).any(|at| self.opens_infinitive(at));
        let comma = self.words[and - 1].shape == Shape::Comma;
        let roles = verb.roles;
        let promises = roles.complement.is_some() || roles.act.is_some() || roles.schedules;
        if !promises || (nested && !comma) || verb.text.ends_with("ing") {
            return None;
        }
        let mut event = Event { start: to, verb: to..to + 1, ..first.clone() };
        let phrase = verb_phrase(self.words, to + 1);
        let meets = self.schedules(&phrase);
        event.verb.end = phrase.verb_end.max(to + 1);
        event.object = event.verb.end;
        event.complement = phrase.complement;
        event.hedges = phrase.hedges;
        if event.act != Act::Reaffirm {
            event.act = phrase.act.unwrap_or(Act::New);
        }
        event.kind = match first.kind {
            CommitmentKind::Pledge if meets => CommitmentKind::Schedule,
            CommitmentKind::Schedule if !meets => CommitmentKind::Pledge,
            kind => kind,
        };
        Some(event)
    }

    /// Whether a verb follows the `to` at `at`, as far as can be told: behind a preposition stand nouns.
    fn opens_infinitive(&self, at: usize) -> bool {
        self.text(at) == "to"
            && self.words.get(at + 1).is_some_and(|next| {
                next.shape == Shape::Word
                    && !next.is(Grammar::Determiner)
                    && !next.is_capital()
                    && next.roles.party.is_none()
                    && next.roles.voice.is_none()
            })
    }

    /// Reads what follows a verb of saying that no `that` follows, and decides the kind. Returns the next word to read.
    pub(super) fn complement(&self, event: &mut Event, verb: usize, form: Form, next: usize) -> usize {
        let rule = &self.rules.verb[verb];
        match rule.manner {
            // `aim to` is one expression, and a hedge elsewhere.
            Manner::Commits if self.words[event.verb.start].text.ends_with(" to") => {
                let phrase = verb_phrase(self.words, next);
                self.undertake(event, &phrase, "to");
                phrase.verb_end.max(next)
            }
            Manner::Commits if self.text(next) == "to" => self.to(event, form, next),
            Manner::Commits if self.circumstance(next).is_some() => {
                self.to(event, form, self.circumstance(next).unwrap_or(next))
            }
            Manner::Commits if matches!(self.text(next), "on" | "upon") => {
                let phrase = verb_phrase(self.words, next + 1);
                if !phrase.hedges.is_empty() || phrase.complement.is_some() || self.is_gerund(phrase.verb) {
                    self.undertake(event, &phrase, "on");
                }
                next + 1
            }
            Manner::Commits if form == Form::State && matches!(self.text(next), "in") => next,
            Manner::Commits if rule.takes_noun && self.opens_noun(next) => {
                let phrase = verb_phrase(self.words, next);
                let phrase = VerbPhrase { verb_end: next, verb: next, ..phrase };
                self.undertake(event, &phrase, "noun");
                next
            }
            Manner::Restates if self.text(next) == "to" => self.to(event, form, next),
            Manner::Restates => self.promise(event, next).unwrap_or_else(|| self.note(event, next)),
            // `announce our commitment to consult`
            Manner::Asserts if self.promises_ours(next) => {
                self.promise(event, next).unwrap_or_else(|| self.note(event, next))
            }
            _ => self.note(event, next),
        }
    }

    /// `pledged to continue`, `committed to the defense of`
    pub(super) fn to(&self, event: &mut Event, form: Form, to: usize) -> usize {
        // `agreed to, as necessary, deploy`
        let verb = self.after_insertion(to + 1);
        // `agreed to by both sides`
        if self.words.get(verb).is_none_or(|word| word.is(Grammar::Preposition) || word.shape != Shape::Word)
        {
            return to + 1;
        }
        let mut phrase = verb_phrase(self.words, verb);
        let verb = self.words.get(phrase.verb);
        let acts = verb.is_some_and(|verb| verb.roles.complement.is_some() || verb.text.ends_with("ing"));
        if form == Form::State && !acts && phrase.hedges.is_empty() {
            // `remains committed to peace`
            phrase.verb_end = to + 1;
        }
        self.undertake(event, &phrase, "to");
        if form == Form::State {
            event.act = Act::Reaffirm;
            event.kind = self.promise_kind(event.speaker);
        } else if self.schedules(&phrase) {
            event.kind = CommitmentKind::Schedule;
        }
        phrase.verb_end.max(to + 1)
    }

    pub(super) fn undertake(&self, event: &mut Event, phrase: &VerbPhrase, how: &str) {
        event.kind = CommitmentKind::Pledge;
        event.verb.end = phrase.verb_end.max(event.verb.end);
        event.object = event.verb.end;
        event.complement = phrase.complement;
        event.hedges.clone_from(&phrase.hedges);
        if event.act != Act::Reaffirm {
            event.act = phrase.act.unwrap_or(Act::New);
        }
        event.rule.push('-');
        event.rule.push_str(how);
    }

    /// `reaffirmed its ironclad commitment to`: the noun has to come before the first preposition.
    pub(super) fn promise(&self, event: &mut Event, from: usize) -> Option<usize> {
        let mut first = from;
        if self.words.get(first)?.is(Grammar::Conjunction) {
            first += 2;
        }
        let stops = |word: &Word<'_>| {
            word.shape != Shape::Word
                || matches!(
                    word.roles.grammar,
                    Some(Grammar::Preposition | Grammar::Relative | Grammar::Subordinator | Grammar::Will)
                )
        };
        let noun_from = |first: usize| {
            let mut at = first;
            loop {
                let word = self.words.get(at)?;
                if word.roles.promise.is_some() && !word.possessive {
                    return Some(at);
                }
                // `its support for and commitment to`
                let paired = self.words.get(at + 1).is_some_and(|word| word.is(Grammar::Conjunction));
                if stops(word) && !paired {
                    return None;
                }
                at += 1;
            }
        };
        let noun = match noun_from(first) {
            Some(noun) => noun,
            None => {
                first = self.second_object(first)?;
                noun_from(first)?
            }
        };
        event.rung = Rung::Promise(self.words[noun].roles.promise?);
        event.act = Act::Reaffirm;
        event.object = first;
        if let Some(owner) = self.owner(first, noun) {
            event.speaker = owner;
        } else if event.speaker == Speaker::Unattributed && self.is_ours(first, noun) {
            event.speaker = self.voices.together();
        }
        event.kind = self.promise_kind(event.speaker);
        event.rule.push_str("-promise");
        if matches!(self.text(noun + 1), "to" | "of" | "for") {
            let phrase = verb_phrase(self.words, noun + 2);
            event.complement = phrase.complement;
            event.hedges = phrase.hedges;
        }
        Some(noun + 1)
    }

    /// Where the second object of a verb begins, if it is the same side's: `its support for the talks and its intent`.
    fn second_object(&self, from: usize) -> Option<usize> {
        /// Words; a possessive further off belongs to another clause.
        const FAR: usize = 25;
        let rest = self.words.get(from..)?.iter().take(FAR);
        let ends = |word: &Word<'_>| {
            word.shape == Shape::Break
                || matches!(word.roles.verb, Some((_, Form::Past | Form::State)))
                || matches!(
                    word.roles.grammar,
                    Some(Grammar::Relative | Grammar::Subordinator | Grammar::Will | Grammar::Would)
                )
        };
        let clause = rest.take_while(|word| !ends(word)).count();
        let own = |at: usize| matches!(self.text(at), "its" | "their" | "our");
        (from..from + clause)
            .find(|&at| self.words[at].is(Grammar::Conjunction) && own(at + 1))
            .map(|at| at + 1)
    }

    /// Whose promise it is, where that is said: `the U.S. commitment`, `the commitment of the United States`.
    pub(super) fn owner(&self, from: usize, noun: usize) -> Option<Speaker> {
        let mut parties: Vec<usize> = Vec::new();
        for word in &self.words[from..noun] {
            parties.extend(word.roles.party);
            parties.extend(word.compound());
        }
        parties.sort_unstable();
        parties.dedup();
        match parties[..] {
            [] => {}
            [party] => return Some(self.speaks_for(party)),
            _ => return Some(Speaker::Joint),
        }
        let of = self.text(noun + 1) == "of";
        let owner = self.subjects.iter().find(|subject| of && subject.words.start == noun + 2)?;
        match owner.who {
            Who::Speaker(speaker) => Some(speaker),
            _ => None,
        }
    }

    pub(super) fn speaks_for(&self, party: usize) -> Speaker {
        self.voices.party(party)
    }

    /// One side's promise is an assurance; what both promise is a pledge.
    pub(super) fn promise_kind(&self, speaker: Speaker) -> CommitmentKind {
        match speaker {
            Speaker::Party(_) | Speaker::Other => CommitmentKind::Assurance,
            Speaker::Joint | Speaker::Leaders | Speaker::Unattributed => CommitmentKind::Pledge,
        }
    }

    /// What is talked about: the rung and the hedges, for comparing a pledge that sank to a talk.
    pub(super) fn note(&self, event: &mut Event, next: usize) -> usize {
        /// Words before a hedge: `discussed the urgent operational need to`.
        const AHEAD: usize = 4;
        let rest = self.words.get(next..).unwrap_or_default();
        let hedge = rest.iter().take(AHEAD).position(|word| word.roles.hedge == Some(Hedge::BeforeVerb));
        let phrase = verb_phrase(self.words, next + hedge.unwrap_or(0));
        event.complement = phrase.complement;
        if hedge.is_some() {
            event.verb.end = phrase.verb_end.max(event.verb.end);
            event.object = event.verb.end;
            event.hedges = phrase.hedges;
        }
        next
    }
}
