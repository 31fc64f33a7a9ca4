//! deadline: new, dropped, changed, along the links.

use std::collections::BTreeMap;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::promises::Promises;
use super::rule::{Family, Fate, Rule};
use crate::statement::Deadline;
use crate::{Side, Sides};

/// Share of words in common from which two sentences say the same but for the date, 0 to 1: below, each has its own.
const SAME_SAID: f64 = 0.5;

type Dated<'c> = BTreeMap<Span, &'c Deadline>;

pub(super) fn find(context: &Context<'_>, promises: &Promises<'_>, found: &mut Vec<Candidate>) {
    let mut told = Vec::new();
    for pair in &promises.pairs {
        let sides = Sides::new(&promises.lists.before[pair.before], &promises.lists.after[pair.after]);
        let dated = sides.map(|promise| {
            let deadline = promise.deadline()?;
            Some((Span::new(promise.span.sentence, deadline.range.clone()), deadline))
        });
        if let (Some((before, old)), Some((after, new))) = (&dated.before, &dated.after) {
            let pair = Sides::new((before, *old), (after, *new));
            found.extend(changed(context, sides.after.entry, pair));
            told.push(Sides::new(before.clone(), after.clone()));
        }
    }
    let sides = Sides::new(all(context, Side::Before), all(context, Side::After));
    let mut by_entry: BTreeMap<usize, Sides<Vec<(&Span, &Deadline)>>> = BTreeMap::new();
    for side in Side::BOTH {
        for (span, deadline) in sides.of(side) {
            let entry = context.entry(side, span.sentence);
            let is_told = told.iter().any(|pair: &Sides<Span>| pair.of(side).meets(span));
            let same_said = context.comparison.changes[entry].similarity >= SAME_SAID;
            if context.is_linked(entry) && same_said && !is_told {
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
        let here = Span::new(sentence, 0..0)..Span::new(sentence + 1, 0..0);
        if !dated.range(here).any(|(known, _)| known.meets(&span)) {
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
        context.same(context.text(Side::Before, &spans.before), context.text(Side::After, &spans.after));
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
    let subject = match (dates.before, dates.after) {
        (Some(before), Some(after)) if same_words => {
            format!("{}: {before} → {after}", subject(context, Side::After, &spans.after))
        }
        _ => subject(context, Side::After, &spans.after),
    };
    Some(Candidate {
        rule: Rule::new(Family::Deadline, Fate::Changed),
        subject,
        change: entry,
        quote: Sides::new(
            context.quote(Side::Before, &spans.before),
            context.quote(Side::After, &spans.after),
        ),
        section: context.section(Side::After, spans.after.sentence),
        why,
        spans: Sides::new(vec![spans.before], vec![spans.after]),
        bearing: Bearing::default(),
    })
}

/// What the date is set for: what stands in front of it, else the date itself.
fn subject(context: &Context<'_>, side: Side, span: &Span) -> String {
    let text = &context.statement(side).sentences[span.sentence].text;
    let before = text.get(..span.range.start).and_then(|before| context.naming.last_object(before));
    before.unwrap_or_else(|| context.text(side, span).to_owned())
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
        rule: Rule::alone(Family::Deadline, side),
        subject: subject(context, side, span),
        change: entry,
        quote,
        section: context.section(side, span.sentence),
        why: Vec::new(),
        spans,
        bearing: Bearing::default(),
    })
}
