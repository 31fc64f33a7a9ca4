//! speaker: somebody else says the same.

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::promises::{Promise, Promises};
use super::rule::{Family, Fate, Rule};
use super::words::dice;
use crate::compare::ChangeKind;
use crate::statement::Speaker;
use crate::{Side, Sides};

/// Bytes at the start of a sentence in which its subject stands.
const SUBJECT: usize = 64;

/// Words quoted with the subject, so that a reader sees what is said.
const WORDS: usize = 6;

/// Share of words in common from which two sentences, or two clauses, say the same, 0 to 1: below, somebody else says
/// something else.
const SAME_SAID: f64 = 0.7;

pub(super) fn find(context: &Context<'_>, promises: &Promises<'_>, found: &mut Vec<Candidate>) {
    let first = found.len();
    for (index, change) in context.comparison.changes.iter().enumerate() {
        if change.kind != ChangeKind::Reworded || change.similarity < SAME_SAID {
            continue;
        }
        let sentences = Sides::new(change.sentences.before[0], change.sentences.after[0]);
        let speaker = |side: Side| context.statement(side).sentences[*sentences.of(side)].speaker;
        let (before, after) = (speaker(Side::Before), speaker(Side::After));
        if !differ(before, after) {
            continue;
        }
        let spans = Sides::new(
            subject(context, Side::Before, sentences.before),
            subject(context, Side::After, sentences.after),
        );
        if spans.before.is_empty() && spans.after.is_empty() {
            continue;
        }
        let quote = |side: Side| {
            let span = opening(context, side, *sentences.of(side), spans.of(side));
            context.quote(side, &span)
        };
        found.push(Candidate {
            rule: Rule::new(Family::Speaker, Fate::Changed),
            subject: format!("{} → {}", word(before), word(after)),
            change: index,
            quote: Sides::new(quote(Side::Before), quote(Side::After)),
            section: context.section(Side::After, sentences.after),
            why: Vec::new(),
            spans,
            bearing: Bearing::default(),
        });
    }
    // Where the subject of the whole sentence changed, its clauses tell the same again, whichever edition is the newer.
    let told = found.split_off(first);
    let is_told = |clause: &Candidate| {
        told.iter().filter(|told| told.change == clause.change).any(|told| {
            let meets = |side: Side| {
                clause
                    .spans
                    .of(side)
                    .iter()
                    .any(|one| told.spans.of(side).iter().any(|other| one.meets(other)))
            };
            meets(Side::Before) || meets(Side::After)
        })
    };
    for pair in &promises.pairs {
        let sides = Sides::new(&promises.lists.before[pair.before], &promises.lists.after[pair.after]);
        found.extend(clause(context, sides).filter(|clause| !is_told(clause)));
    }
    found.extend(told);
}

/// A promise that both editions make, in the mouth of somebody else.
fn clause(context: &Context<'_>, sides: Sides<&Promise<'_>>) -> Option<Candidate> {
    let speaker = sides.map(|promise| promise.commitment.speaker);
    if !differ(speaker.before, speaker.after) || dice(&sides.before.words, &sides.after.words) < SAME_SAID {
        return None;
    }
    let linked = sides.before.entry == sides.after.entry;
    let spans = |side: Side| {
        let head = sides.of(side).head();
        if linked { context.edits_in(side, &head) } else { vec![head] }
    };
    let spans = Sides::new(spans(Side::Before), spans(Side::After));
    if spans.before.is_empty() && spans.after.is_empty() {
        return None;
    }
    let quote = |side: Side| {
        let promise = sides.of(side);
        let own = &promise.span;
        // Without a subject of its own a clause is quoted from the start of its sentence, where the subject stands.
        let has_subject = !promise.commitment.text.starts_with(promise.commitment.verb.as_str());
        let start = if has_subject { own.range.start } else { 0 };
        context.quote(side, &Span::new(own.sentence, start..own.range.end))
    };
    Some(Candidate {
        rule: Rule::new(Family::Speaker, Fate::Changed),
        subject: format!("{} → {}", word(speaker.before), word(speaker.after)),
        change: sides.after.entry,
        quote: Sides::new(quote(Side::Before), quote(Side::After)),
        section: context.section(Side::After, sides.after.span.sentence),
        why: Vec::new(),
        spans,
        bearing: Bearing::default(),
    })
}

fn differ(before: Speaker, after: Speaker) -> bool {
    before != after && before != Speaker::Unattributed && after != Speaker::Unattributed
}

/// The changed words where the subject stands.
fn subject(context: &Context<'_>, side: Side, sentence: usize) -> Vec<Span> {
    let text = &context.statement(side).sentences[sentence].text;
    let end = (0..=SUBJECT.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    context.edits_in(side, &Span::new(sentence, 0..end)).into_iter().take(1).collect()
}

/// From the start of the sentence to some words behind the subject.
fn opening(context: &Context<'_>, side: Side, sentence: usize, subject: &[Span]) -> Span {
    let text = &context.statement(side).sentences[sentence].text;
    let from = subject.first().map_or(0, |span| span.range.end);
    let rest = &text[from.min(text.len())..];
    let words = rest.split_inclusive(char::is_whitespace).take(WORDS).map(str::len).sum::<usize>();
    Span::new(sentence, 0..from + words)
}

fn word(speaker: Speaker) -> String {
    let word = match speaker {
        Speaker::Joint => "both sides",
        Speaker::Party(party) if party.label().ends_with(" side") => return format!("the {}", party.label()),
        Speaker::Party(party) => return party.label().to_owned(),
        Speaker::Leaders => "leaders",
        Speaker::Other => "others",
        Speaker::Unattributed => "nobody named",
    };
    word.to_owned()
}
