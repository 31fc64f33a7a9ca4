//! The claims of a sentence: what each of its clauses says.
//!
//! A clause that says or undertakes something is an event, which was read before. It gives its claim kind, speaker and
//! verb. Every other clause is a claim as well: its stance is the rung whose expression stands at its verb, or
//! else the reading of things that it gives (`has slowed`), or else it only describes.

use std::ops::Range;

use super::before::{Before, before};
use super::clauses::{Clause, Cutter};
use super::events::{Event, Memory, Rung};
use super::marks::{MarkIndex, Marks};
use super::phrases::skip_adverbs;
use super::subjects::{Subject, Who};
use super::vocabulary::{Form, Grammar};
use super::voices::Voices;
use super::words::{Shape, Word};
use crate::series::{Manner, Rules, StanceFamily, StanceRule, VerbFamily};
use crate::statement::{Claim, ClaimKind, Commitment, CommitmentKind, Quantity, Speaker};

/// How many words behind a verb its stance may begin: `expressed their deep and growing concern at`.
const REACH: usize = 6;

/// How many words behind its verb a clause is still turned into its opposite: `has found no evidence`.
const NEGATED: usize = 1;

/// What the claims of one sentence are read of.
pub(super) struct Reader<'s, 't> {
    pub sentence: usize,
    pub words: &'s [Word<'t>],
    pub rules: &'s Rules,
    pub subjects: &'s [Subject],
    pub events: &'s [Event],
    /// In step with the events.
    pub commitments: &'s [Commitment],
    pub marks: &'s Marks,
    pub index: &'s MarkIndex,
    pub quantities: &'s [Quantity],
    pub text: &'s str,
    /// For whom the text speaks.
    pub voices: &'s Voices<'s>,
}

/// A stance as a clause takes it.
struct Stance<'r> {
    kind: ClaimKind,
    id: &'r str,
    ladder: &'r str,
    level: i32,
}

impl Reader<'_, '_> {
    /// The claims of the sentence in the order of the text. `who` resolves a subject that leans on what was said before.
    pub(super) fn claims(&self, who: &dyn Fn(Who) -> Speaker) -> Vec<Claim> {
        let stances: Vec<usize> = self
            .marks
            .stances
            .iter()
            .filter(|taken| self.judges(taken.rung))
            .map(|taken| (self.word_at(taken.range.start), taken.verbal))
            .filter(|&(at, verbal)| {
                verbal || self.words.get(at).is_some_and(|word| word.roles.verb.is_some())
            })
            .map(|(at, _)| at)
            // `and support for the talks`
            .filter(|&at| !self.is_noun(at))
            .collect();
        let judging = self.marks.stances.iter().filter(|taken| self.judges(taken.rung));
        let judged: Vec<usize> = judging.map(|taken| self.word_at(taken.range.start)).collect();
        let mut ends = vec![false; self.words.len() + 1];
        let mut listed = vec![false; self.words.len() + 1];
        for subject in self.subjects {
            ends[subject.words.end.min(self.words.len())] = true;
            listed[subject.words.start + 1..subject.words.end.max(subject.words.start + 1)].fill(true);
        }
        let cutter = Cutter {
            words: self.words,
            subjects: self.subjects,
            ends: &ends,
            listed: &listed,
            stances: &stances,
            judged: &judged,
            is_finite: &|word| self.index.finite.contains(word),
            is_past: &|word| self.index.past.contains(word),
            contrasts: &|word| self.index.contrasts.contains(word.to_lowercase().as_str()),
            inverted: self.inverted(),
        };
        let clauses = cutter.cut(self.events);
        let mut claims: Vec<Claim> = Vec::with_capacity(clauses.len());
        for (number, clause) in clauses.iter().enumerate() {
            // What stands in front of the first clause and behind the last one is theirs.
            let from = if number == 0 { 0 } else { clause.words.start };
            let whole = self.bytes(from..clause.words.end);
            let claim = match clause.event {
                Some(event) => self.of_event(event, clause, whole),
                None => self.of_clause(clause, whole, claims.last(), who),
            };
            claims.extend(claim);
        }
        claims
    }

    fn of_event(&self, event: usize, clause: &Clause, whole: Range<usize>) -> Option<Claim> {
        let commitment = self.commitments.get(event)?;
        let event = &self.events[event];
        let kind = match commitment.kind {
            CommitmentKind::Pledge => Some(ClaimKind::Pledge),
            CommitmentKind::Assurance => Some(ClaimKind::Assurance),
            CommitmentKind::Warning => Some(ClaimKind::Warning),
            CommitmentKind::Schedule => Some(ClaimKind::Schedule),
            CommitmentKind::Assessment => None,
        };
        let end = self.trimmed(event.verb.end, clause.words.end.max(event.verb.end));
        let verb = event.verb.clone();
        let negated = self.negated(event.start..verb.end + NEGATED)
            || event.inner.clone().is_some_and(|inner| self.negated(inner.start..inner.end + NEGATED));
        let stance = match kind {
            Some(kind) => Stance {
                kind,
                id: &commitment.force.rung,
                ladder: "commitment",
                level: commitment.force.level,
            },
            None => self.stance(clause, verb.start, Some(event)),
        };
        let object = self.bytes(event.object.min(end)..end);
        let mut claim = self.claim(self.bytes(event.start..end), whole, object, &stance);
        claim.speaker = event.speaker;
        claim.negated = negated;
        claim.verb = self.bytes(verb);
        claim.deadline.clone_from(&commitment.deadline);
        claim.rule.clone_from(&commitment.rule);
        claim.narrated = event.narrated;
        Some(claim)
    }

    fn of_clause(
        &self,
        clause: &Clause,
        whole: Range<usize>,
        last: Option<&Claim>,
        who: &dyn Fn(Who) -> Speaker,
    ) -> Option<Claim> {
        let start = self.opened(clause.words.clone());
        let end = self.trimmed(start, clause.words.end);
        let verb = clause.verb.unwrap_or(start).clamp(start, end);
        if start >= end {
            return None;
        }
        let mut stance = self.stance(clause, verb, None);
        let mut speaker = Speaker::Unattributed;
        if let Some(last) = last.filter(|_| clause.goes_on) {
            speaker = last.speaker;
            if stance.id == DESCRIBES {
                let ladder: &str = &last.ladder;
                stance = Stance { kind: unbound(last.kind), id: &last.stance, ladder, level: last.level };
                return Some(self.finish(clause, whole, start..end, verb, &stance, speaker));
            }
        }
        let told = match before(self.words, self.subjects, verb, start).before {
            Before::Own { who: subject @ (Who::Speaker(_) | Who::Last { .. }), .. } => who(subject),
            Before::Carried { .. } => last.map(|last| last.speaker).unwrap_or_default(),
            _ => speaker,
        };
        if let Some(done) = self.done(verb) {
            // `The members are encouraged to`, `was welcomed by the leaders`: what something is done to does not do it.
            let agent = self.agent(done..end).filter(|_| self.speaks(verb, &stance));
            speaker = agent.map(who).unwrap_or_default();
        } else if self.speaks(verb, &stance) || self.voices.is_own(told) {
            // What an institution tells of itself it says as well.
            speaker = told;
        }
        if self.is_nobody(clause.words.start..verb) {
            speaker = Speaker::Unattributed;
        }
        Some(self.finish(clause, whole, start..end, verb, &stance, speaker))
    }

    fn finish(
        &self,
        clause: &Clause,
        whole: Range<usize>,
        words: Range<usize>,
        verb: usize,
        stance: &Stance<'_>,
        speaker: Speaker,
    ) -> Claim {
        let object = match clause.verb {
            Some(_) => self.bytes((verb + 1).min(words.end)..words.end),
            None => self.bytes(words.clone()),
        };
        let mut claim = self.claim(self.bytes(words.clone()), whole, object, stance);
        claim.speaker = speaker;
        claim.verb = self.bytes(verb..verb + 1);
        claim.negated = self.negated(words.start..verb + 1 + NEGATED);
        claim.rule = match clause.verb {
            Some(_) if stance.id == DESCRIBES => format!("{}/verb", claim.kind.name()),
            Some(_) => format!("{}/{}", claim.kind.name(), stance.id),
            None => "description/no-verb".to_owned(),
        };
        claim
    }

    /// What every claim has, whatever its kind; `whole` are the bytes whose numbers, marks and names are the claim's.
    fn claim(
        &self,
        range: Range<usize>,
        whole: Range<usize>,
        object: Range<usize>,
        stance: &Stance<'_>,
    ) -> Claim {
        let inside = |part: &Range<usize>| whole.start <= part.start && part.end <= whole.end;
        let words = |ranges: &[Range<usize>]| -> Vec<String> {
            ranges
                .iter()
                .filter(|range| inside(range))
                .map(|range| self.text[range.clone()].to_lowercase())
                .collect()
        };
        Claim {
            sentence: self.sentence,
            kind: stance.kind,
            speaker: Speaker::Unattributed,
            stance: stance.id.to_owned(),
            ladder: stance.ladder.to_owned(),
            level: stance.level,
            negated: false,
            narrated: false,
            conditional: self.marks.conditions.iter().any(inside) || whole.start == 0 && self.inverted(),
            degrees: words(&self.marks.degrees),
            object,
            verb: range.start..range.start,
            quantities: self.quantities.iter().filter(|quantity| inside(&quantity.range)).cloned().collect(),
            parties: Vec::new(),
            deadline: None,
            rule: String::new(),
            whole,
            range,
        }
    }

    /// The stance of a clause with its verb at `verb`: what stands at the verb, else how the clause reads things.
    fn stance(&self, clause: &Clause, verb: usize, event: Option<&Event>) -> Stance<'_> {
        let said = match event {
            Some(event) => match event.rung {
                Rung::Verb(verb) => Some(verb),
                Rung::Promise(_) | Rung::Will => None,
            },
            None => self.said(verb).map(|(verb, _)| verb),
        };
        let said = said.and_then(|verb| self.rules.verb.get(verb));
        // What is only talked about is not judged: `discussed the importance of`.
        let talks = said.is_some_and(|rule| {
            rule.manner == Manner::Speaks && rule.family == VerbFamily::Description && rule.level <= TALK
        });
        let here = |range: &Range<usize>| {
            let at = self.word_at(range.start);
            clause.words.contains(&at).then_some(at)
        };
        let end = self.reach(clause, verb);
        let near = self.marks.stances.iter().filter(|taken| {
            here(&taken.range).is_some_and(|at| at + 2 >= verb && at < end && (!talks || at <= verb))
                && self.judges(taken.rung)
        });
        // What stands first is the speaker's own: `thanked Norway for its strong support`. Taking note judges nothing yet.
        let first = near.map(|taken| &self.rules.stance[taken.rung]).min_by_key(|rule| rule.level <= NOTED);
        if let Some(rule) = first {
            return of_rule(rule);
        }
        let reading = self.marks.stances.iter().find(|taken| {
            here(&taken.range).is_some() && self.rules.stance[taken.rung].family == StanceFamily::Description
        });
        if let Some(taken) = reading {
            return of_rule(&self.rules.stance[taken.rung]);
        }
        if let Some(rule) = said {
            let kind = match rule.family {
                VerbFamily::Description => ClaimKind::Description,
                VerbFamily::Assessment => ClaimKind::Assessment,
                VerbFamily::Call => ClaimKind::Call,
            };
            return Stance { kind, id: &rule.id, ladder: "saying", level: rule.level };
        }
        let ahead =
            self.words.get(verb).is_some_and(|word| word.is(Grammar::Will) || word.is(Grammar::Would));
        if ahead || event.is_some_and(|event| event.rung == Rung::Will) {
            return Stance { kind: ClaimKind::Description, id: "predict", ladder: "saying", level: 0 };
        }
        Stance { kind: ClaimKind::Description, id: DESCRIBES, ladder: "saying", level: 0 }
    }

    /// The word behind the last one at which a stance of the verb at `verb` may begin: a clause that is reported
    /// (`noted that … is concerned`) has none of its speaker's.
    fn reach(&self, clause: &Clause, verb: usize) -> usize {
        let end = (verb + 1 + REACH).min(clause.words.end);
        let rest = self.words.get(verb + 1..end).unwrap_or_default();
        let stops = |word: &Word<'_>| {
            word.shape == Shape::Break
                || matches!(word.roles.grammar, Some(Grammar::Relative | Grammar::Subordinator))
        };
        verb + 1 + rest.iter().position(stops).unwrap_or(rest.len())
    }

    /// The verb of saying at a word, or the one that follows a helper: `did not agree`, `is not committing`.
    fn said(&self, verb: usize) -> Option<(usize, Form)> {
        let word = self.words.get(verb)?;
        let helper = matches!(word.roles.grammar, Some(Grammar::Be | Grammar::Have))
            || self.index.finite.contains(word.text);
        let own = word.roles.verb;
        own.or_else(|| {
            let next = self.words.get(skip_adverbs(self.words, verb + 1))?;
            next.roles.verb.filter(|_| helper)
        })
    }

    /// Whether a rung judges or asks, and does not only describe.
    fn judges(&self, stance: usize) -> bool {
        matches!(self.rules.stance[stance].family, StanceFamily::Assessment | StanceFamily::Call)
    }

    /// Whether the verb is somebody's saying: what it is about does not speak.
    fn speaks(&self, verb: usize, stance: &Stance<'_>) -> bool {
        let own = |word: &Word<'_>| word.is_capital() && self.voices.own.iter().any(|own| own == word.text);
        stance.kind != ClaimKind::Description
            || self.subjects.iter().any(|subject| {
                subject.words.end <= verb && self.words[subject.words.clone()].last().is_some_and(own)
            })
            || self.said(verb).is_some()
            || self.words.get(..verb).is_some_and(|words| words.iter().any(|word| word.roles.voice.is_some()))
    }

    /// Where something is done to the subject of the verb at `verb`, the word that says so: `were welcomed`, `has been asked`.
    fn done(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        let mut passive = false;
        while let Some(word) = self.words.get(at) {
            let helps = matches!(
                word.roles.grammar,
                Some(Grammar::Be | Grammar::Have | Grammar::Will | Grammar::Modal)
            );
            if !(helps || word.is_adverb()) {
                break;
            }
            passive |= word.is(Grammar::Be);
            at += 1;
        }
        let word = self.words.get(at).filter(|_| passive)?;
        let said = matches!(word.roles.verb, Some((_, Form::Past))) || word.text.ends_with("ed");
        // `are encouraged by the progress` is a stance of the subject's own, which begins at the helper.
        let is_own = self.marks.stances.iter().any(|taken| {
            let first = self.word_at(taken.range.start);
            (verb..at).contains(&first) && self.word_at(taken.range.end.saturating_sub(1)) >= at
        });
        (said && !is_own && !self.index.feelings.contains(word.text)).then_some(at)
    }

    /// Who does what is done: the subject behind the first `by`.
    fn agent(&self, words: Range<usize>) -> Option<Who> {
        let by = words.clone().find(|&at| self.words.get(at).is_some_and(|word| word.text == "by"))?;
        let agent = self.subjects.iter().find(|subject| (by + 1..=by + 2).contains(&subject.words.start))?;
        words.contains(&(agent.words.end - 1)).then_some(agent.who)
    }

    /// Whether nobody is said to do it: `No member objected`.
    fn is_nobody(&self, words: Range<usize>) -> bool {
        let bytes = self.bytes(words);
        self.marks.nobody.iter().any(|mark| bytes.contains(&mark.start))
    }

    /// Whether a word is a noun that what it is for follows: `support for`.
    fn is_noun(&self, at: usize) -> bool {
        let bare = |word: &Word<'_>| {
            !word.text.ends_with('s') && !word.text.ends_with("ed") && !word.text.ends_with("ing")
        };
        self.words.get(at).is_some_and(bare) && self.words.get(at + 1).is_some_and(|next| next.text == "for")
            || self.words.get(at).is_some_and(|word| bare(word) && word.text.ends_with(" for"))
                && !self.words[at].text.starts_with("call")
    }

    /// Whether the sentence begins with a condition that a turned verb opens: `Should supplies be interrupted, …`.
    fn inverted(&self) -> bool {
        self.words
            .first()
            .is_some_and(|first| self.index.inverted.iter().any(|word| word.eq_ignore_ascii_case(first.text)))
            && self.words.iter().any(|word| word.shape == Shape::Comma)
    }

    fn negated(&self, words: Range<usize>) -> bool {
        let bytes = self.bytes(words.start..words.end.min(self.words.len()));
        self.marks.negations.iter().any(|mark| bytes.start <= mark.start && mark.start < bytes.end)
    }

    /// The first word of a clause behind the words that lead on to it.
    fn opened(&self, words: Range<usize>) -> usize {
        let leads = |word: &Word<'_>| {
            word.is(Grammar::Conjunction) || matches!(word.shape, Shape::Comma | Shape::Break | Shape::Dash)
        };
        words.start + self.words[words].iter().take_while(|word| leads(word)).count()
    }

    /// The end of a clause without the marks and the words that lead on to the next.
    fn trimmed(&self, from: usize, mut end: usize) -> usize {
        end = end.min(self.words.len());
        while end > from + 1 {
            let word = &self.words[end - 1];
            let leads =
                matches!(word.shape, Shape::Comma | Shape::Break | Shape::Dash | Shape::Stop | Shape::Open)
                    || matches!(word.roles.grammar, Some(Grammar::Conjunction | Grammar::Subordinator));
            if !leads {
                break;
            }
            end -= 1;
        }
        end
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(self.text.len(), |word| word.range.start);
        let end = range.end.min(self.words.len()).checked_sub(1).and_then(|last| self.words.get(last));
        start..end.map_or(start, |word| word.range.end).max(start)
    }

    /// The word at or behind a byte of the sentence.
    fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.range.end <= byte)
    }
}

impl Memory {
    /// Resolves a subject that leans on what was said before.
    pub(super) fn spoken(&self) -> impl Fn(Who) -> Speaker + use<> {
        let (together, alone) = (self.together, self.alone);
        move |who| match who {
            Who::Speaker(speaker) => speaker,
            Who::Last { several: true } => together,
            Who::Last { several: false } => alone,
            Who::Silent => Speaker::Other,
        }
    }
}

/// The height up to which a verb only talks (no unit, as in the ladder of verbs).
const TALK: i32 = 20;

/// The height up to which an attitude is none (no unit, as in the ladders of stances).
const NOTED: i32 = 10;

/// The stance of a clause that takes none.
const DESCRIBES: &str = "describe";

fn of_rule(rule: &StanceRule) -> Stance<'_> {
    let kind = match rule.family {
        // What is only taken note of is not judged.
        StanceFamily::Assessment if rule.level <= NOTED => ClaimKind::Description,
        StanceFamily::Assessment | StanceFamily::Assurance => ClaimKind::Assessment,
        StanceFamily::Call => ClaimKind::Call,
        StanceFamily::Description => ClaimKind::Description,
    };
    Stance { kind, id: &rule.id, ladder: &rule.ladder, level: rule.level }
}

/// The kind of a clause that goes on with another: what it adds binds nobody.
const fn unbound(kind: ClaimKind) -> ClaimKind {
    match kind {
        ClaimKind::Assessment | ClaimKind::Call => kind,
        _ => ClaimKind::Description,
    }
}
