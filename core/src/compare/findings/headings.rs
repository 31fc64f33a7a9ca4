//! header: the title worded another way. section: headings that came in, went, were worded another way or moved.
//!
//! Titles and headings that differ in their number, their date or the order of their words alone make no finding: those of a
//! series do so from edition to edition.

use super::candidate::{Bearing, Candidate};
use super::context::Context;
use super::cover::figures::is_month;
use super::naming::stripped;
use super::rule::{Family, Fate, Rule};
use crate::compare::{HeadingChange, HeadingChangeKind, Quote};
use crate::statement::{Role, Statement};
use crate::{Side, Sides};

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    found.extend(title(context));
    if context.comparison.headings.is_empty() {
        return;
    }
    let headed = context.comparison.statements.map(headed);
    let headings =
        context.comparison.headings.iter().filter_map(|heading| of(context, heading, &headed, found));
    let headings: Vec<Candidate> = headings.collect();
    found.extend(headings);
}

fn title(context: &Context<'_>) -> Option<Candidate> {
    let change = context.comparison.header.iter().find(|change| change.field == "title")?;
    let (before, after) = (change.value.before.as_deref()?, change.value.after.as_deref()?);
    if !context.says_another(before, after) {
        return None;
    }
    let first = context.comparison.changes.first()?;
    Some(Candidate {
        rule: Rule::new(Family::Header, Fate::Renamed),
        subject: "title".to_owned(),
        change: 0,
        quote: Sides::new(Some(unplaced(before)), Some(unplaced(after))),
        section: first.section.clone(),
        why: Vec::new(),
        spans: Sides::default(),
        bearing: Bearing::default(),
    })
}

fn of(
    context: &Context<'_>,
    heading: &HeadingChange,
    headed: &Sides<Vec<usize>>,
    found: &[Candidate],
) -> Option<Candidate> {
    let text = heading.text.as_ref().map(Option::as_deref);
    let rule = match (heading.kind, text.before, text.after) {
        (HeadingChangeKind::Renamed, Some(before), Some(after)) => {
            let dated = is_dated(context, before) && is_dated(context, after);
            (!dated && context.says_another(before, after))
                .then_some(Rule::new(Family::Section, Fate::Renamed))?
        }
        (HeadingChangeKind::Moved, ..) => Rule::new(Family::Section, Fate::Moved),
        (HeadingChangeKind::Added, ..) => Rule::new(Family::Section, Fate::Gained),
        (HeadingChangeKind::Removed, ..) => Rule::new(Family::Section, Fate::Lost),
        _ => return None,
    };
    if let (HeadingChangeKind::Added | HeadingChangeKind::Removed, side) =
        (heading.kind, if text.after.is_some() { Side::After } else { Side::Before })
        && let Some(first) = *heading.next.of(side)
        && goes_on(context, side, first, headed)
    {
        return None;
    }
    let mut place = Side::BOTH.into_iter().rev().filter_map(|side| {
        let sentence = (*heading.next.of(side))?;
        Some((context.entry(side, sentence), context.section(side, sentence)))
    });
    let (change, section) = place.next().or_else(|| {
        let last = context.comparison.changes.len().checked_sub(1)?;
        Some((last, context.comparison.changes[last].section.clone()))
    })?;
    // A section that came or went brings its heading along.
    let comes_along = matches!(heading.kind, HeadingChangeKind::Added | HeadingChangeKind::Removed)
        && found.iter().any(|other| {
            matches!(other.rule, Rule { family: Family::Section, fate: Fate::New | Fate::Dropped })
                && other.section == section
        });
    if comes_along {
        return None;
    }
    Some(Candidate {
        rule,
        subject: text.after.or(text.before)?.to_owned(),
        change,
        quote: text.map(|text| text.map(unplaced)),
        section,
        why: Vec::new(),
        spans: Sides::default(),
        bearing: Bearing::default(),
    })
}

/// Whether a heading is a date line: `Issued at Holm, 8 July 2026`.
fn is_dated(context: &Context<'_>, heading: &str) -> bool {
    let words: Vec<&str> = heading.split_whitespace().map(stripped).collect();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.iter().any(is_year) && words.iter().any(|word| is_month(context.rules, word))
}

/// Whether something that stands under a heading stands under another one across: headings that come under one roof, or are
/// parted, are no section that came or went.
fn goes_on(context: &Context<'_>, side: Side, first: usize, headed: &Sides<Vec<usize>>) -> bool {
    let next = headed.of(side).partition_point(|&at| at <= first);
    let end = headed.of(side).get(next).copied().unwrap_or(context.statement(side).sentences.len());
    let opens = headed.of(side.other()).first().copied().unwrap_or(usize::MAX);
    (first..end).any(|sentence| {
        let across = context.comparison.changes[context.entry(side, sentence)].sentences.of(side.other());
        across.iter().any(|&other| other >= opens)
    })
}

/// The first sentence under each heading, in order.
fn headed(statement: &Statement) -> Vec<usize> {
    let mut headed = Vec::new();
    let mut open = false;
    for block in &statement.blocks {
        if block.role == Role::Heading {
            open = true;
        } else if let Some(paragraph) = block.index.filter(|_| open) {
            let first = statement.sentences.partition_point(|sentence| sentence.paragraph < paragraph);
            headed.push(first);
            open = false;
        }
    }
    headed
}

/// A quote that stands in no sentence.
fn unplaced(text: &str) -> Quote {
    Quote { sentence: None, text: text.to_owned() }
}
