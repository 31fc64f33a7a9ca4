//! header: who led the delegations, in which rank, acting or not.
//!
//! That number, date and venue differ is no news between two editions: they stand in the comparison's header alone.

use std::ops::Range;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::compare::{HeaderChange, Quote};
use crate::statement::Delegation;
use crate::{Side, Sides};

/// Fields that differ from edition to edition.
const EXPECTED: [&str; 5] = ["ordinal", "date", "end_date", "venue", "title"];

/// Most bytes between a name and its office: `, Dr. `, `of the ROK, `.
const APART: usize = 16;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let mut parties: Vec<(&str, Vec<&HeaderChange>)> = Vec::new();
    for change in &context.comparison.header {
        if EXPECTED.contains(&change.field.as_str()) {
            continue;
        }
        let party = change.field.split('.').next().unwrap_or_default();
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, changes)) => changes.push(change),
            None => parties.push((party, vec![change])),
        }
    }
    for (party, changes) in parties {
        found.extend(head(context, party, &changes));
    }
}

/// One finding for each delegation: a new head, another rank and a lost `acting` are one piece of news.
fn head(context: &Context<'_>, party: &str, changes: &[&HeaderChange]) -> Option<Candidate> {
    let heads = context
        .comparison
        .statements
        .map(|statement| statement.delegations.iter().find(|delegation| delegation.party == party));
    let quote = Sides::new(
        heads.before.and_then(|head| quoted(context, Side::Before, head)),
        heads.after.and_then(|head| quoted(context, Side::After, head)),
    );
    let place = Side::BOTH.into_iter().rev().find_map(|side| {
        let sentence = quote.of(side).as_ref()?.sentence?;
        Some((context.entry(side, sentence), context.section(side, sentence)))
    });
    let (change, section) =
        place.or_else(|| Some((0, context.comparison.changes.first()?.section.clone())))?;
    let mut subject = format!("head of the {} delegation", party_name(context, party));
    if let Sides { before: Some(before), after: Some(after) } = heads
        && before.acting != after.acting
    {
        subject.push_str(if before.acting { ", no longer acting" } else { ", now acting" });
    }
    Some(Candidate {
        rule: Rule::new(Family::Header, Fate::Changed),
        subject,
        change,
        quote,
        section,
        why: changes.iter().map(|change| told(change)).collect(),
        spans: Sides::new(Vec::new(), Vec::new()),
        bearing: Bearing::default(),
    })
}

/// Name and office as they stand together in the text; put together where they do not.
fn quoted(context: &Context<'_>, side: Side, head: &Delegation) -> Option<Quote> {
    let place = context.statement(side).sentences.iter().find_map(|sentence| {
        let name = range(&sentence.text, &head.lead)?;
        let office =
            head.office.as_deref().and_then(|office| nearest(&sentence.text, office, &name)).map(|office| {
                // The word stands in front of the office.
                let before = &sentence.text[..office.start];
                let acting = before.split_inclusive(char::is_whitespace).next_back().filter(|_| head.acting);
                office.start - acting.map_or(0, str::len)..office.end
            });
        let both = office.map(|office| name.start.min(office.start)..name.end.max(office.end));
        let range = both.unwrap_or(name);
        Some(Span::new(sentence.index, range))
    });
    match place {
        Some(span) => context.quote(side, &span),
        None => Some(Quote {
            sentence: None,
            text: head.office.as_ref().map_or(head.lead.clone(), |office| format!("{}, {office}", head.lead)),
        }),
    }
}

/// Where an office stands that belongs to the name: next to it, but for a title or a comma.
fn nearest(text: &str, office: &str, name: &Range<usize>) -> Option<Range<usize>> {
    text.match_indices(office)
        .map(|(start, office)| start..start + office.len())
        .find(|office| office.start.max(name.start) <= office.end.min(name.end) + APART)
}

fn range(text: &str, part: &str) -> Option<Range<usize>> {
    text.find(part).map(|start| start..start + part.len())
}

/// `us.lead: Cara Allison Marshall → Morgan Hale`
fn told(change: &HeaderChange) -> String {
    let value = change.value.as_ref().map(|value| value.as_deref().unwrap_or("none"));
    format!("{}: {} → {}", change.field, value.before, value.after)
}

fn party_name(context: &Context<'_>, party: &str) -> String {
    context
        .rules
        .party
        .iter()
        .find(|rule| rule.id == party)
        .and_then(|rule| rule.adjective.clone())
        .unwrap_or_else(|| party.to_owned())
}
