//! deadline: new, dropped, changed, along the links.

use std::collections::BTreeMap;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::promises::Promises;
use super::rule::{Family, Fate, Rule};
use crate::statement::{CommitmentKind, Deadline};
use crate::{Side, Sides};

/// Share of words in common from which two sentences say the same but for the date, 0 to 1: below, each has its own.
const SAME_SAID: f64 = 0.5;

/// What a date loses of its rank that names no day, or one that is past.
const VAGUE: i32 = 20;

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
            // When one meets next is another date in each edition.
            let is_meeting = sides.before.commitment.kind == CommitmentKind::Schedule
                && sides.after.commitment.kind == CommitmentKind::Schedule;
            found.extend(changed(context, sides.after.entry, pair).map(|mut candidate| {
                candidate.bearing.is_minor |= is_meeting;
                candidate
            }));
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
    let first = found.len();
    for (entry, here) in by_entry {
        entry_found(context, entry, here, found);
    }
    // A promise that one edition alone makes is told with its date.
    let alone = Sides::new(Side::Before, Side::After).map(|side| {
        let spans = promises.alone.of(side).iter().map(|&index| promises.lists.of(side)[index].span.clone());
        spans.collect::<std::collections::BTreeSet<Span>>()
    });
    let is_promised = |candidate: &Candidate| {
        Side::BOTH.into_iter().any(|side| {
            candidate.spans.of(side).iter().any(|span| {
                let here = Span::new(span.sentence, 0..0)..Span::new(span.sentence + 1, 0..0);
                alone.of(side).range(here).any(|promise| promise.covers(span))
            })
        })
    };
    let dated = found.split_off(first);
    found.extend(dated.into_iter().filter(|candidate| !is_promised(candidate)));
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
        for &(span, deadline) in here.of(side) {
            found.extend(single(context, entry, side, (span, deadline)));
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
    // `over the next year` runs from each edition anew.
    if same_words && is_rolling(context, context.text(Side::After, &spans.after)) {
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

/// Whether a term runs from the day on which it is said: `over the next year`, `the coming months`.
fn is_rolling(context: &Context<'_>, text: &str) -> bool {
    let mut words =
        text.split_whitespace().filter(|word| !context.naming.is_preposition(word) && *word != "the");
    words.next().is_some_and(|word| ROLLING.contains(&word))
}

/// With what such a term starts.
const ROLLING: [&str; 4] = ["next", "coming", "following", "upcoming"];

/// What the date is set for: what stands in front of it, else the date itself.
fn subject(context: &Context<'_>, side: Side, span: &Span) -> String {
    let text = &context.statement(side).sentences[span.sentence].text;
    let before = text.get(..span.range.start).and_then(|before| context.naming.last_object(before));
    before.unwrap_or_else(|| context.text(side, span).to_owned())
}

fn single(
    context: &Context<'_>,
    entry: usize,
    side: Side,
    (span, deadline): (&Span, &Deadline),
) -> Option<Candidate> {
    let latest = Side::BOTH.into_iter().filter_map(|side| context.statement(side).date).max();
    // `in the near term`, or a day that is past.
    let ahead = deadline.date.is_some_and(|date| latest.is_none_or(|latest| date > latest));
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
        bearing: Bearing { extra: if ahead { 0 } else { -VAGUE }, is_minor: !ahead, ..Bearing::default() },
    })
}
