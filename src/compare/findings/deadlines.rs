//! deadline: new, dropped, changed, along the links.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::commitments::shortened;
use super::context::{Context, Span};
use super::rule::Rule;
use crate::statement::Deadline;
use crate::{Side, Sides};

type Dated<'c> = BTreeMap<Span, &'c Deadline>;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let sides = Sides::new(all(context, Side::Before), all(context, Side::After));
    let mut by_entry: BTreeMap<usize, Sides<Vec<(&Span, &Deadline)>>> = BTreeMap::new();
    for side in Side::BOTH {
        for (span, deadline) in sides.of(side) {
            let entry = context.entry(side, span.sentence);
            if context.is_linked(entry) {
                by_entry.entry(entry).or_default().of_mut(side).push((span, deadline));
            }
        }
    }
    for (entry, here) in by_entry {
        entry_found(context, entry, here, found);
    }
}

/// The dates and terms of one side, once each.
fn all<'c>(context: &Context<'c>, side: Side) -> Dated<'c> {
    let statement = context.statement(side);
    let sentences =
        statement.sentences.iter().filter_map(|sentence| Some((sentence.index, sentence.deadline.as_ref()?)));
    let commitments = statement
        .commitments
        .iter()
        .filter_map(|commitment| Some((commitment.sentence, commitment.deadline.as_ref()?)));
    let mut dated = Dated::new();
    for (sentence, deadline) in sentences.chain(commitments) {
        let span = Span::new(sentence, deadline.range.clone());
        if !dated.keys().any(|known| known.meets(&span)) {
            dated.insert(span, deadline);
        }
    }
    dated
}

fn entry_found(
    context: &Context<'_>,
    entry: usize,
    mut here: Sides<Vec<(&Span, &Deadline)>>,
    found: &mut Vec<Candidate>,
) {
    let mut pairs = Vec::new();
    // In the same place first, then in the order of the text.
    here.before.retain(|&(span, deadline)| {
        let traced = context.trace(Side::Before, span);
        let across = here.after.iter().position(|(other, _)| traced.iter().any(|traced| traced.meets(other)));
        across.is_none_or(|across| {
            pairs.push(Sides::new((span, deadline), here.after.remove(across)));
            false
        })
    });
    while !here.before.is_empty() && !here.after.is_empty() {
        pairs.push(Sides::new(here.before.remove(0), here.after.remove(0)));
    }
    for pair in pairs {
        found.extend(changed(context, entry, pair));
    }
    for side in Side::BOTH {
        for &(span, _) in here.of(side) {
            found.extend(single(context, entry, side, span));
        }
    }
}

fn changed(context: &Context<'_>, entry: usize, pair: Sides<(&Span, &Deadline)>) -> Option<Candidate> {
    let dates = Sides::new(pair.before.1.date, pair.after.1.date);
    let spans = Sides::new(pair.before.0.clone(), pair.after.0.clone());
    let same_words =
        !context.is_edited(Side::Before, &spans.before) && !context.is_edited(Side::After, &spans.after);
    if dates.before.is_some() && dates.before == dates.after
        || same_words && (dates.before.is_none() || dates.after.is_none())
    {
        return None;
    }
    let mut why = Vec::new();
    if let (Some(before), Some(after)) = (dates.before, dates.after) {
        why.push(format!("resolved to dates: {before} → {after}"));
        if same_words {
            why.push("the words are the same, the date they stand for is not".to_owned());
        }
    }
    Some(Candidate {
        rule: Rule::DEADLINE_CHANGED,
        subject: shortened(context, context.text(Side::After, &spans.after)),
        change: entry,
        quote: Sides::new(
            context.quote(Side::Before, &spans.before),
            context.quote(Side::After, &spans.after),
        ),
        section: context.section(Side::After, spans.after.sentence),
        why,
        spans: Sides::new(vec![spans.before], vec![spans.after]),
        extra: 0,
        yields: 0,
    })
}

fn single(context: &Context<'_>, entry: usize, side: Side, span: &Span) -> Option<Candidate> {
    if !context.is_edited(side, span) {
        return None;
    }
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, span);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(span.clone());
    Some(Candidate {
        rule: Rule::only_on(side, Rule::DEADLINE_DROPPED, Rule::DEADLINE_NEW),
        subject: shortened(context, context.text(side, span)),
        change: entry,
        quote,
        section: context.section(side, span.sentence),
        why: Vec::new(),
        spans,
        extra: 0,
        yields: 0,
    })
}
