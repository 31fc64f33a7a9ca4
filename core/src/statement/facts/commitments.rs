//! Commitments and assessments, with the speaker and deadline of each sentence.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Found;
use super::claims;
use super::deadlines::{Term, terms};
use super::events::{Event, Memory, Rung, Scanner};
use super::marks::MarkIndex;
use super::subjects::{Persons, subjects};
use super::vocabulary::{Grammar, Hedge};
use super::voices::Voices;
use super::words::{Shape, Word};
use crate::series::Rules;
use crate::source::bounds;
use crate::statement::{
    Claim, Commitment, CommitmentKind, Deadline, Force, Role, Sentence, Speaker, Statement,
};

/// Fills in commitments and assessments, and gives each sentence's speaker and deadline. Bodies and instruments are known
/// already.
pub(super) fn read(
    statement: &mut Statement,
    sentences: &[Sentence],
    words: &[Vec<Word<'_>>],
    found_in: &[Found],
    index: &MarkIndex,
    rules: &Rules,
) -> Vec<(Speaker, Option<Deadline>)> {
    let mut persons = Persons::of(statement, rules);
    let voices = Voices::of(statement, rules);
    let mut memory = Memory::default();
    let today = statement.end_date.or(statement.date);
    let mut found = Vec::new();
    let mut said = Vec::with_capacity(sentences.len());
    let mut named = named(statement, sentences.len(), rules);
    let mut all: Vec<Claim> = Vec::new();
    let actions = actions(statement, rules);
    for ((sentence, words), here) in sentences.iter().zip(words).zip(found_in) {
        let Named { bodies, meetings } =
            named.get_mut(sentence.index).map(std::mem::take).unwrap_or_default();
        let subjects = subjects(words, rules, &voices, &mut persons);
        let scanner = Scanner {
            words,
            rules,
            voices: &voices,
            subjects: &subjects,
            bodies: &bodies,
            meetings: &meetings,
            memory: &mut memory,
            announces: here.announces,
            is_action: actions.contains(&sentence.paragraph),
        };
        let (events, speaker) = scanner.read();
        let spoken = memory.spoken();
        let terms = terms(words, rules, today, &meetings);
        let reader = Reader { sentence, words, rules, terms: &terms };
        let commitments: Vec<Commitment> =
            (0..events.len()).map(|index| reader.commitment(&events, index)).collect();
        let claims = claims::Reader {
            sentence: sentence.index,
            words,
            rules,
            subjects: &subjects,
            events: &events,
            commitments: &commitments,
            marks: &here.marks,
            index,
            quantities: &here.quantities,
            text: &sentence.text,
            voices: &voices,
        };
        all.extend(claims.claims(&spoken));
        said.push((speaker, deadline(&terms, &commitments, &sentence.text)));
        found.extend(commitments);
        if found.len().max(all.len()) > bounds::MAX_FACTS {
            // The text is refused for them: see [`read`](crate::statement::read).
            said.resize_with(sentences.len(), Default::default);
            break;
        }
    }
    let (assessments, commitments): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| found.kind == CommitmentKind::Assessment);
    statement.commitments = commitments;
    statement.claims = all;
    statement.assessments = assessments;
    said
}

/// The paragraphs that stand under a heading of things to be done.
fn actions(statement: &Statement, rules: &Rules) -> FxHashSet<usize> {
    let mut under = false;
    let mut found = FxHashSet::default();
    for block in &statement.blocks {
        match (block.index, block.role) {
            (Some(paragraph), Role::Item) if under => {
                found.insert(paragraph);
            }
            (None, Role::Heading) => {
                let heading = block.text.trim_end_matches([':', '.']).to_lowercase();
                under = rules.claims.headings.contains(&heading);
            }
            _ => {}
        }
    }
    found
}

/// The places of a sentence where entities are named, in bytes.
#[derive(Debug, Clone, Default)]
struct Named {
    bodies: Vec<Range<usize>>,
    /// Bodies and instruments that convene, the bodies first.
    meetings: Vec<Range<usize>>,
}

/// What each of the sentences names.
fn named(statement: &Statement, sentences: usize, rules: &Rules) -> Vec<Named> {
    let mut named = vec![Named::default(); sentences];
    for (entities, are_bodies) in [(&statement.bodies, true), (&statement.instruments, false)] {
        for entity in entities {
            let convenes = rules.kind.iter().any(|rule| rule.id == entity.kind && rule.convenes);
            for mention in &entity.mentions {
                let Some(here) = named.get_mut(mention.sentence) else { continue };
                if are_bodies {
                    here.bodies.push(mention.range.clone());
                }
                if convenes {
                    here.meetings.push(mention.range.clone());
                }
            }
        }
    }
    named
}

/// The first term of the sentence: one that is sure, or one that a commitment makes so.
fn deadline(terms: &[Term], commitments: &[Commitment], text: &str) -> Option<Deadline> {
    let promised = |term: &Term| {
        commitments.iter().any(|commitment| {
            commitment.kind != CommitmentKind::Assessment
                && commitment.deadline.as_ref().is_some_and(|deadline| deadline.range == term.range)
        })
    };
    terms.iter().find(|term| term.sure || promised(term)).map(|term| term.deadline(text))
}

struct Reader<'s, 't> {
    sentence: &'s Sentence,
    words: &'s [Word<'t>],
    rules: &'s Rules,
    terms: &'s [Term],
}

impl Reader<'_, '_> {
    fn commitment(&self, events: &[Event], index: usize) -> Commitment {
        let event = &events[index];
        let next = events.get(index + 1).map_or(self.words.len(), |next| next.start.max(event.verb.end));
        let end = self.trimmed(event.verb.end, next);
        let text = &self.sentence.text;
        let range = self.bytes(event.start..end);
        let object = self.bytes(event.object.min(end)..end);
        Commitment {
            sentence: self.sentence.index,
            kind: event.kind,
            speaker: event.speaker,
            verb: plain(&text[self.bytes(event.verb.clone())]),
            act: event.act,
            force: self.force(event, end),
            text: text[range.clone()].to_owned(),
            deadline: self.deadline(&(if index == 0 { 0 } else { range.start }..range.end), event.kind),
            range,
            object,
            rule: format!("{}/{}", name(event.kind), event.rule),
        }
    }

    /// The end of a clause without the words that lead on to the next.
    fn trimmed(&self, from: usize, mut end: usize) -> usize {
        while end > from {
            let word = &self.words[end - 1];
            let leads_on =
                matches!(word.shape, Shape::Comma | Shape::Break | Shape::Dash | Shape::Stop | Shape::Open)
                    || matches!(
                        word.roles.grammar,
                        Some(
                            Grammar::Conjunction
                                | Grammar::Subordinator
                                | Grammar::Adverb
                                | Grammar::Relative
                        )
                    );
            if !leads_on || (end == self.words.len() && word.is(Grammar::Adverb)) {
                break;
            }
            end -= 1;
        }
        end
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(self.sentence.text.len(), |word| word.range.start);
        let end = range.end.checked_sub(1).and_then(|last| self.words.get(last));
        start..end.map_or(start, |word| word.range.end).max(start)
    }

    fn force(&self, event: &Event, end: usize) -> Force {
        let (rung, level) = match event.rung {
            Rung::Verb(verb) => (self.rules.verb[verb].id.clone(), self.rules.verb[verb].level),
            Rung::Promise(noun) => (self.rules.promise[noun].id.clone(), self.rules.promise[noun].level),
            Rung::Will => {
                let will = self.rules.verb.iter().find(|verb| verb.id == WILL);
                (WILL.to_owned(), will.map_or(0, |verb| verb.level))
            }
        };
        let complement = event.complement.map(|rule| &self.rules.complement[rule]);
        let mut hedges = event.hedges.clone();
        let range = event.start.min(end)..end;
        hedges.extend(range.filter(|&at| self.words[at].roles.hedge == Some(Hedge::Anywhere)));
        hedges.sort_unstable();
        hedges.dedup();
        Force {
            rung,
            level,
            complement: complement.map(|rule| rule.id.clone()),
            complement_level: complement.map(|rule| rule.level),
            hedges: hedges.into_iter().map(|at| plain(&self.words[at].text.to_lowercase())).collect(),
        }
    }

    fn deadline(&self, range: &Range<usize>, kind: CommitmentKind) -> Option<Deadline> {
        let inside = |term: &&Term| range.start <= term.range.start && term.range.end <= range.end;
        let counts = |term: &&Term| term.sure || kind != CommitmentKind::Assessment;
        self.terms.iter().filter(inside).find(counts).map(|term| term.deadline(&self.sentence.text))
    }
}

/// The id of the rung on which `will` itself stands.
const WILL: &str = "will";

/// On one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn name(kind: CommitmentKind) -> &'static str {
    match kind {
        CommitmentKind::Pledge => "pledge",
        CommitmentKind::Assurance => "assurance",
        CommitmentKind::Warning => "warning",
        CommitmentKind::Schedule => "schedule",
        CommitmentKind::Assessment => "assessment",
    }
}
