//! Small questions that the readers of clauses ask of words.

use super::before::Before;
use super::events::{Scanner, State};
use super::phrases::{VerbPhrase, skip_adverbs};
use super::subjects::Who;
use super::vocabulary::{Grammar, Hedge};
use super::words::{Shape, Word};
use crate::series::Manner;
use crate::statement::Speaker;

/// Small questions that the readers of clauses ask.
impl Scanner<'_, '_> {
    pub(super) fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text)
    }

    /// Where the clause around a `will` can begin.
    pub(super) fn clause_from(&self, state: &State) -> usize {
        state.frame.filter(|frame| !frame.kept).map_or(state.from, |frame| frame.inside.max(state.from))
    }

    pub(super) fn resolve(&self, who: Who) -> Speaker {
        match who {
            Who::Speaker(speaker) => speaker,
            Who::Last { several: true } => self.memory.together,
            Who::Last { several: false } => self.memory.alone,
            Who::Silent => Speaker::Other,
        }
    }

    pub(super) fn remember(&mut self, speaker: Speaker) {
        match speaker {
            Speaker::Joint | Speaker::Leaders => self.memory.together = speaker,
            Speaker::Party(_) | Speaker::Other => self.memory.alone = speaker,
            Speaker::Unattributed => {}
        }
    }

    /// Whether a form that may be a noun agrees with its subject: one party `plans`, two `plan`.
    pub(super) fn agrees(&self, at: usize, start: usize) -> bool {
        let subject = self.subjects.iter().find(|subject| subject.words.start == start);
        let one = subject.is_some_and(|subject| match subject.who {
            Who::Speaker(speaker) => speaker.is_alone(),
            Who::Silent => true,
            Who::Last { .. } => false,
        });
        let end = self.words[at].text.split(' ').next().unwrap_or_default();
        one == (end.ends_with('s') && !end.ends_with("ss"))
    }

    /// Whether a verb with an unknown subject is followed by what makes a commitment of it.
    pub(super) fn binds(&self, at: usize, manner: Manner) -> bool {
        let next = skip_adverbs(self.words, at + 1);
        match manner {
            Manner::Commits => match self.text(next) {
                "that" => true,
                // `the resources promised to the mission`
                "to" => self
                    .words
                    .get(next + 1)
                    .is_some_and(|word| !word.is(Grammar::Preposition) && !word.is(Grammar::Determiner)),
                _ => false,
            },
            Manner::Restates => {
                self.text(next) == "that"
                    || self.words.get(next..).is_some_and(|rest| {
                        let near = rest.iter().take_while(|word| !word.is(Grammar::Preposition));
                        near.into_iter().any(|word| word.roles.promise.is_some())
                    })
            }
            Manner::Asserts | Manner::Speaks => false,
        }
    }

    /// A subject that no rule knows: someone else if it has a name.
    ///
    /// A body of both sides speaks for both.
    pub(super) fn unknown(&self, start: usize, at: usize) -> Speaker {
        if self.ends_in_body(at) {
            return self.voices.together();
        }
        let named = self.words[start..at].iter().skip(usize::from(start == 0)).any(Word::is_capital);
        if named { Speaker::Other } else { Speaker::Unattributed }
    }

    /// Whether the verb at `at` tells of an earlier time (`last year, the leaders agreed to`). Such words count for the
    /// clause that they open: `noted the growth achieved last year, and agreed to` promises now.
    pub(super) fn recalls(&self, at: usize, start: usize, found: Before, state: &State) -> bool {
        // `the review that the ministers had pledged to conduct`
        let before = self.words[..at].iter().rev().find(|word| !word.is_adverb());
        if before.is_some_and(|word| word.text == "had") {
            return true;
        }
        let range = match (state.events.first(), found) {
            (None, _) => 0..at,
            (Some(first), Before::Carried { .. }) => 0..first.verb.start.min(at),
            (Some(_), _) => start.saturating_sub(1).min(at)..at,
        };
        self.words[range].iter().any(|word| word.roles.recalled)
    }

    /// Whether the words before a noun of promising say that it is the authors': `our shared commitment`.
    pub(super) fn is_ours(&self, from: usize, noun: usize) -> bool {
        let own =
            |word: &Word<'_>| self.rules.claims.own.iter().any(|own| own.eq_ignore_ascii_case(word.text));
        self.words[from.min(noun)..noun]
            .iter()
            .any(|word| own(word) || word.possessive && word.roles.voice.is_some())
    }

    /// Whether the authors' own promise to do something stands at `from`.
    pub(super) fn promises_ours(&self, from: usize) -> bool {
        /// Words before the noun: `our three countries' shared and enduring commitment`.
        const BEFORE: usize = 7;
        let rest = self.words.get(from..).unwrap_or_default();
        let noun = rest.iter().take(BEFORE).position(|word| word.roles.promise.is_some());
        noun.is_some_and(|noun| matches!(self.text(from + noun + 1), "to") && self.is_ours(from, from + noun))
    }

    /// Whether a pronoun at `start` opens a relative clause without a relative: a noun stands right before it, and a verb
    /// before that.
    pub(super) fn describes_noun(&self, from: usize, start: usize) -> bool {
        let Some(last) = start.checked_sub(1) else { return false };
        let noun = &self.words[last];
        let plain = noun.shape == Shape::Word
            && !noun.is_capital()
            && !noun.is_adverb()
            && noun.roles.grammar.is_none()
            && noun.roles.verb.is_none()
            && noun.roles.times.is_empty();
        let pronoun = self.words[start].roles.voice.is_some() && !self.words[start].text.contains(' ');
        plain && pronoun && self.words[from.min(last)..last].iter().any(|word| word.is(Grammar::Be))
    }

    /// Whether a `should` says what was agreed: `agreed that a mission should be deployed`.
    pub(super) fn is_agreed(&self, at: usize, state: &State) -> bool {
        let frame = state.frame.filter(|frame| !frame.kept && frame.manner == Manner::Commits);
        frame.is_some() && self.words[at].is(Grammar::Modal) && self.text(at) == "should"
    }

    /// Whether nobody is the subject before the verb at `at`: `Neither side agreed`, `No country committed`.
    pub(super) fn is_nobody(&self, start: usize, at: usize) -> bool {
        let from = start.saturating_sub(1).min(at);
        let says = |word: &Word<'_>| {
            let nobody = self.rules.claims.nobody.iter().filter_map(|nobody| nobody.split(' ').next());
            let first = word.text.split(' ').next().unwrap_or_default();
            nobody.into_iter().any(|nobody| nobody.eq_ignore_ascii_case(first))
        };
        self.words[from..at].iter().any(says)
    }

    /// Whether the sentence begins with what is to be done: `Develop a plan to …`.
    pub(super) fn commands(&self) -> bool {
        let first = &self.words[skip_adverbs(self.words, 0).min(self.words.len().saturating_sub(1))];
        let listed = |word: &Word<'_>| {
            self.rules.claims.imperatives.iter().any(|verb| verb.eq_ignore_ascii_case(word.text))
        };
        let acts = first.roles.complement.is_some()
            || first.roles.act.is_some()
            || first.roles.schedules
            || listed(first);
        acts && !first.text.ends_with("ing") && !first.text.ends_with("ed")
    }

    pub(super) fn chance(&self, at: usize) -> bool {
        at > 0 && self.words[at - 1].roles.chance
    }

    /// After `, in light of all this,`, if the verb's `to` or `that` follows.
    pub(super) fn skip_insertion(&self, at: usize) -> usize {
        let after = self.after_insertion(at);
        if matches!(self.text(after), "to" | "that") { after } else { at }
    }

    /// After `, as necessary,`.
    pub(super) fn after_insertion(&self, at: usize) -> usize {
        /// Words; a longer stretch between commas is no insertion.
        const LONGEST: usize = 15;
        if self.words.get(at).is_none_or(|word| word.shape != Shape::Comma) {
            return at;
        }
        let rest = &self.words[at + 1..];
        let close = rest.iter().take(LONGEST).position(|word| word.shape == Shape::Comma);
        close.map_or(at, |close| at + close + 2)
    }

    /// After `in principle`, if the verb's `to` or `that` follows.
    pub(super) fn skip_hedges(&self, at: usize) -> usize {
        let hedge = self.words.get(at).is_some_and(|word| word.roles.hedge == Some(Hedge::Anywhere));
        if hedge && matches!(self.text(at + 1), "to" | "that") { at + 1 } else { at }
    }

    /// Where the clause begins that a verb of saying reports: after `that`, after `the ROK side that`, or at `it will`.
    pub(super) fn reported(&self, next: usize) -> Option<usize> {
        let told = self.subjects.iter().find(|subject| subject.words.start == next);
        let that = told.map_or(next, |told| told.words.end);
        if self.text(that) == "that" {
            return Some(that + 1);
        }
        let verb = skip_adverbs(self.words, next + 1);
        let will = |word: &Word<'_>| word.is(Grammar::Will) || word.is(Grammar::Would);
        (self.text(next) == "it" && self.words.get(verb).is_some_and(will)).then_some(next)
    }

    /// The `to` of what is promised, where the circumstances stand before it: `agreed at the meeting to establish`.
    pub(super) fn circumstance(&self, next: usize) -> Option<usize> {
        /// Words; further off, the infinitive hangs on another word.
        const FAR: usize = 7;
        let preposition = matches!(self.text(next), "at" | "during" | "in" | "through" | "under" | "with");
        let rest = self.words.get(next..).filter(|_| preposition)?;
        let ends = |word: &Word<'_>| {
            word.shape != Shape::Word || word.roles.verb.is_some() || word.is(Grammar::Conjunction)
        };
        let to = rest.iter().take(FAR).take_while(|word| !ends(word)).position(|word| word.text == "to")?;
        let roles = self.words.get(next + to + 1)?.roles;
        (roles.complement.is_some() || roles.act.is_some() || roles.schedules).then_some(next + to)
    }

    /// Whether the words between a verb and its `to` give the time at which it was said: `decided in March to`.
    pub(super) fn dated_circumstance(&self, next: usize) -> bool {
        let Some(to) = self.circumstance(next) else { return false };
        self.words[next..to].iter().any(|word| {
            let year = word.text.len() == 4 && word.is_number();
            let month = word.is_capital()
                && word.roles.times.iter().any(|&time| self.rules.time[time].month.is_some());
            year || month
        })
    }

    /// Whether the subject before the verb at `at` is a document of a year, which says what was promised then:
    /// `The Framework of 2020 reaffirmed`.
    pub(super) fn is_document(&self, start: usize, at: usize) -> bool {
        self.words[start.min(at)..at].iter().any(|word| word.text.len() == 4 && word.is_number())
    }

    pub(super) fn is_gerund(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.text.ends_with("ing") && !word.is_capital())
    }

    /// Whether a noun phrase begins here (`pledged close cooperation`).
    pub(super) fn opens_noun(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.shape == Shape::Word && matches!(word.roles.grammar, None | Some(Grammar::Determiner))
        })
    }

    /// Whether the word at `at` says that something is done to the subject.
    pub(super) fn is_done(&self, at: usize) -> bool {
        let at = skip_adverbs(self.words, at);
        self.words.get(at).is_some_and(|word| word.roles.complement.is_some() && word.text.ends_with("ed"))
    }

    /// Whether the subject before the word at `at` ends in the name of a body.
    pub(super) fn ends_in_body(&self, at: usize) -> bool {
        let end = at.checked_sub(1).map(|last| self.words[last].range.end);
        end.is_some_and(|end| self.bodies.iter().any(|body| body.end == end))
    }

    /// Whether the phrase sets a meeting: its verb does, and a meeting is its object.
    pub(super) fn schedules(&self, phrase: &VerbPhrase) -> bool {
        /// Words after the verb in which its object ends.
        const OBJECT: usize = 14;
        let Some(last) = phrase.verb_end.checked_sub(1).and_then(|last| self.words.get(last)) else {
            return false;
        };
        let object = self.words[phrase.verb_end..].iter().take(OBJECT);
        let mut object = object.take_while(|word| word.roles.verb.is_none() && !word.is(Grammar::Will));
        last.roles.schedules
            && object.any(|word| {
                word.roles.meeting || self.meetings.iter().any(|meeting| meeting.contains(&word.range.start))
            })
    }

    /// Who is spoken of in a sentence that only tells what was done.
    pub(super) fn narrator(&self, before: usize) -> Option<Speaker> {
        let earlier = self.subjects.iter().filter(|subject| subject.words.end < before);
        let subject = earlier.into_iter().find(|subject| {
            let opens =
                subject.words.start.checked_sub(1).is_none_or(|last| {
                    self.words[last].shape == Shape::Comma || self.words[last].is_adverb()
                });
            let next = skip_adverbs(self.words, subject.words.end);
            // `The Foreign Ministers of Kenya, Norway and Colombia met`
            let of = self.text(next) == "of" && subject.who == Who::Speaker(Speaker::Leaders);
            opens
                && (of
                    || self.words.get(next).is_some_and(|word| {
                        word.shape == Shape::Word
                            && !word.is_capital()
                            && !matches!(
                                word.roles.grammar,
                                Some(Grammar::Preposition | Grammar::Conjunction)
                            )
                    }))
        })?;
        match subject.who {
            Who::Speaker(speaker) => Some(speaker),
            Who::Last { .. } => Some(self.resolve(subject.who)),
            Who::Silent => None,
        }
    }
}
