//! header: the title worded another way. section: headings that came in, went, were worded another way or moved.
//!
//! Titles and headings that differ in their number, their date or the order of their words alone make no finding: those of a
//! series do so from edition to edition.

use super::candidate::{Bearing, Candidate};
use super::context::Context;
use super::rule::{Family, Fate, Rule};
use crate::compare::{HeadingChange, HeadingChangeKind, Quote};
use crate::{Side, Sides};

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    found.extend(title(context));
    let headings: Vec<Candidate> =
        context.comparison.headings.iter().filter_map(|heading| of(context, heading, found)).collect();
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

fn of(context: &Context<'_>, heading: &HeadingChange, found: &[Candidate]) -> Option<Candidate> {
    let text = heading.text.as_ref().map(Option::as_deref);
    let rule = match (heading.kind, text.before, text.after) {
        (HeadingChangeKind::Renamed, Some(before), Some(after)) => {
            context.says_another(before, after).then_some(Rule::new(Family::Section, Fate::Renamed))?
        }
        (HeadingChangeKind::Moved, ..) => Rule::new(Family::Section, Fate::Moved),
        (HeadingChangeKind::Added, ..) => Rule::new(Family::Section, Fate::Gained),
        (HeadingChangeKind::Removed, ..) => Rule::new(Family::Section, Fate::Lost),
        _ => return None,
    };
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

/// A quote that stands in no sentence.
fn unplaced(text: &str) -> Quote {
    Quote { sentence: None, text: text.to_owned() }
}
