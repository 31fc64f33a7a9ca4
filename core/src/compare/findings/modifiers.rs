//! modifier: a qualifying word in front of the same noun came or went, outside watched formulas too.

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::compare::PhraseKind;
use crate::{Side, Sides};

/// Words quoted behind the qualifying one, so that a reader sees what it qualifies: so many, or fewer where the change
/// goes on behind its noun.
const NOUN: usize = 2;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    for (index, change) in context.comparison.changes.iter().enumerate() {
        for phrase in change.phrases.iter().filter(|phrase| {
            !phrase.trivial && phrase.kind != PhraseKind::Replaced || phrase.edits.len() == 1
        }) {
            for edit in &phrase.edits {
                let side = match (edit.range.before.is_empty(), edit.range.after.is_empty()) {
                    (false, true) => Side::Before,
                    (true, false) => Side::After,
                    _ => continue,
                };
                let Some(span) = context.place(side, index, edit.range.of(side).clone()) else { continue };
                if phrase.trivial || !qualifies(context, context.text(side, &span)) {
                    continue;
                }
                let found_with = |words| candidate(context, index, side, &span, words);
                found.extend((1..=NOUN).rev().find_map(found_with));
            }
        }
    }
}

/// Whether the words are qualifying ones and nothing else.
fn qualifies(context: &Context<'_>, text: &str) -> bool {
    let mut any = false;
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).all(|word| {
        let known = context.rules.modifiers.words.iter().any(|known| known.eq_ignore_ascii_case(word));
        any |= known;
        known || word.eq_ignore_ascii_case("and")
    }) && any
}

fn candidate(
    context: &Context<'_>,
    index: usize,
    side: Side,
    span: &Span,
    words: usize,
) -> Option<Candidate> {
    let text = &context.statement(side).sentences[span.sentence].text;
    let behind = text.get(span.range.end..)?;
    let noun: usize =
        behind.trim_start().split_inclusive(char::is_whitespace).take(words).map(str::len).sum();
    let noun = noun + (behind.len() - behind.trim_start().len());
    let own = Span::new(span.sentence, span.range.start..span.range.end + noun);
    // The noun stands on both sides, or the word qualifies something else.
    let across =
        context.trace(side, &Span::new(span.sentence, span.range.end..own.range.end)).into_iter().next()?;
    let noun_text = context.text(side, &Span::new(span.sentence, span.range.end..own.range.end));
    if !context.same(noun_text, context.text(side.other(), &across)) {
        return None;
    }
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &own);
    *quote.of_mut(side.other()) = context.quote(side.other(), &across);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    let subject = format!("{} {}", context.text(side, span).trim(), noun_text.trim());
    spans.of_mut(side).push(span.clone());
    Some(Candidate {
        rule: Rule::new(
            Family::Modifier,
            match side {
                Side::Before => Fate::Lost,
                Side::After => Fate::Gained,
            },
        ),
        subject: subject.trim_end_matches([',', '.', ';']).to_owned(),
        change: index,
        section: context.comparison.changes[index].section.clone(),
        quote,
        why: Vec::new(),
        spans,
        bearing: Bearing { yields: 1, ..Bearing::default() },
    })
}
