//! section: new, dropped, moved.

use std::collections::BTreeSet;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::compare::{SectionChange, SectionStatus};
use crate::{Side, Sides};

/// Sections that hold what fits nowhere, or what every edition has.
const CATCH_ALL: &str = "other";

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    for section in context.comparison.sections.iter().filter(|section| section.id != CATCH_ALL) {
        match section.status {
            SectionStatus::Added => found.extend(single(context, section, Side::After)),
            SectionStatus::Removed => found.extend(single(context, section, Side::Before)),
            SectionStatus::Changed => found.extend(moved(context, section)),
            SectionStatus::Same => {}
        }
    }
}

fn single(context: &Context<'_>, section: &SectionChange, side: Side) -> Option<Candidate> {
    // A topic that only words tell, without a heading of the text, is no section that came or went.
    if context.rules.section.is_empty()
        && context.rules.topic.iter().any(|topic| topic.id == section.id && topic.title == section.title)
    {
        return None;
    }
    let sentences: Vec<usize> = context
        .statement(side)
        .sections
        .iter()
        .find(|known| known.id == section.id)
        .map(|known| known.sentences.clone())?;
    // A sentence that is filed elsewhere across is no section that came or went.
    if sentences.iter().any(|&sentence| context.is_linked(context.entry(side, sentence))) {
        return None;
    }
    let first = *sentences.first()?;
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &context.whole(side, first));
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).extend(sentences.iter().map(|&sentence| context.whole(side, sentence)));
    Some(Candidate {
        rule: Rule::alone(Family::Section, side),
        subject: section.title.clone(),
        change: context.entry(side, first),
        quote,
        section: section.id.clone(),
        why: Vec::new(),
        spans,
        bearing: Bearing::default(),
    })
}

/// All that stands on both sides moved, and it moved together: also what only one of the editions files here, so that the
/// other way round tells the same.
fn moved(context: &Context<'_>, section: &SectionChange) -> Option<Candidate> {
    let changes = &context.comparison.changes;
    let filed = |side: Side| {
        let sections = context.statement(side).sections.iter().filter(|known| known.id == section.id);
        sections.flat_map(|known| &known.sentences).map(move |&sentence| context.entry(side, sentence))
    };
    let linked: BTreeSet<usize> =
        filed(Side::Before).chain(filed(Side::After)).filter(|&entry| context.is_linked(entry)).collect();
    let first = *linked.first()?;
    let group = changes[first].move_group?;
    if !linked.iter().all(|&entry| changes[entry].moved && changes[entry].move_group == Some(group)) {
        return None;
    }
    let sentences =
        Sides::new(*changes[first].sentences.before.first()?, *changes[first].sentences.after.first()?);
    let quote = |side: Side| context.quote(side, &opening(context, side, *sentences.of(side)));
    let subject = match behind(context, sentences.after) {
        Some(title) => format!("{}, now after {title}", section.title),
        None => format!("{}, now first", section.title),
    };
    Some(Candidate {
        rule: Rule::new(Family::Section, Fate::Moved),
        subject,
        change: first,
        quote: Sides::new(quote(Side::Before), quote(Side::After)),
        section: section.id.clone(),
        why: vec![format!("sentences that moved together: {}", linked.len())],
        spans: Sides::new(Vec::new(), Vec::new()),
        bearing: Bearing::default(),
    })
}

/// Words quoted of a section that moved: enough to find it by.
const OPENING: usize = 8;

/// The opening of a sentence: up to its first comma, or some words.
fn opening(context: &Context<'_>, side: Side, sentence: usize) -> Span {
    let text = &context.statement(side).sentences[sentence].text;
    let words: usize = text.split_inclusive(char::is_whitespace).take(OPENING).map(str::len).sum();
    let comma = text[..words].find([',', ';', ':']);
    Span::new(sentence, 0..comma.unwrap_or(words))
}

/// The title of the section in front of a sentence of the newer edition.
fn behind(context: &Context<'_>, sentence: usize) -> Option<String> {
    let statement = context.statement(Side::After);
    let before = statement.sentences.get(sentence.checked_sub(1)?)?;
    statement
        .sections
        .iter()
        .find(|section| section.id == before.section)
        .map(|section| section.title.clone())
}
