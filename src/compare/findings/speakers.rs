//! speaker: somebody else says the same.

use super::candidate::Candidate;
use super::context::{Context, Span};
use super::rule::Rule;
use crate::compare::ChangeKind;
use crate::statement::Speaker;
use crate::{Side, Sides};

/// Bytes at the start of a sentence in which its subject stands.
const SUBJECT: usize = 64;

/// Words quoted with the subject, so that a reader sees what is said.
const WORDS: usize = 6;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    for (index, change) in context.comparison.changes.iter().enumerate() {
        if change.kind != ChangeKind::Reworded {
            continue;
        }
        let sentences = Sides::new(change.sentences.before[0], change.sentences.after[0]);
        let speaker = |side: Side| context.statement(side).sentences[*sentences.of(side)].speaker;
        let (before, after) = (speaker(Side::Before), speaker(Side::After));
        if before == after || before == Speaker::Unattributed || after == Speaker::Unattributed {
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
            rule: Rule::SPEAKER_CHANGED,
            subject: format!("{} → {}", word(before), word(after)),
            change: index,
            quote: Sides::new(quote(Side::Before), quote(Side::After)),
            section: context.section(Side::After, sentences.after),
            why: Vec::new(),
            spans,
            extra: 0,
            yields: 0,
        });
    }
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

const fn word(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Joint => "both sides",
        Speaker::Us => "the U.S. side",
        Speaker::Rok => "the ROK side",
        Speaker::Leaders => "leaders",
        Speaker::Other => "others",
        Speaker::Unattributed => "nobody named",
    }
}
