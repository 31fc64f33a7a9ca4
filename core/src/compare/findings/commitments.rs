//! pledge, assurance, warning, schedule: new, dropped, weakened, strengthened, reworded, fulfilled.

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::fulfilment::{self, CARRIED_OUT, fulfilment};
use super::promises::{Promise, Promises};
use super::rule::{Fate, Rule, family};
use crate::statement::{CommitmentKind, Entity, Mention, Speaker};
use crate::{Side, Sides};

/// Bytes of an object in which its verb and complement stand (`pledged to make progress on …`).
const COMPLEMENT: usize = 48;

/// Bytes from the start of an object within which a body is what the clause is about (`agreed to establish the …`).
const ABOUT: usize = 32;

/// Heights of verbs less apart than this are one rung: drafters rotate such verbs (`reaffirmed`, `underscored`).
const RUNG: i32 = 10;

/// So much better than a new promise fits one that the older edition tells of as carried out: as well as the reverse.
const AS_FULFILLED: i32 = 10;

/// What a clause yields to the rule for the body that it is about.
const YIELD_TO_BODY: i32 = 20;

pub(super) fn find(context: &Context<'_>, promises: &Promises<'_>, found: &mut Vec<Candidate>) {
    for &pair in &promises.pairs {
        let sides = Sides::new(&promises.lists.before[pair.before], &promises.lists.after[pair.after]);
        found.extend(paired(context, sides));
    }
    for side in Side::BOTH {
        for &index in promises.alone.of(side) {
            found.extend(alone(context, side, &promises.lists.of(side)[index]));
        }
    }
}

/// What happened to a commitment that both editions hold; `None` where its words stayed, or where it is no commitment
/// on one side and no less firm there.
pub(super) fn fate_of_pair(context: &Context<'_>, sides: Sides<&Promise<'_>>) -> Option<(Fate, Vec<String>)> {
    let edited = sides.before.entry != sides.after.entry
        || Side::BOTH.into_iter().any(|side| context.is_edited(side, &sides.of(side).span));
    if edited { fate(context, sides) } else { None }
}

/// What happened to a commitment that only one edition holds, why, and the newer sentence that tells of it.
pub(super) fn fate_alone(
    context: &Context<'_>,
    side: Side,
    promise: &Promise<'_>,
) -> (Fate, Vec<String>, Option<usize>) {
    let told = if side == Side::Before { fulfilment(context, side, promise) } else { None };
    let fate = match (side, told) {
        (Side::Before, Some(_)) => Fate::Fulfilled,
        (Side::Before, None) => Fate::Dropped,
        (Side::After, _) => Fate::New,
    };
    let why = if told.is_some() {
        vec![CARRIED_OUT.to_owned()]
    } else if context.is_linked(promise.entry) {
        vec!["its sentence has a counterpart that does not hold it".to_owned()]
    } else {
        Vec::new()
    };
    (fate, why, told)
}

fn paired(context: &Context<'_>, sides: Sides<&Promise<'_>>) -> Option<Candidate> {
    let (fate, why) = fate_of_pair(context, sides)?;
    let rule = Rule::new(family(kind(sides)), fate);
    let spans = match fate {
        Fate::Weakened | Fate::Strengthened => each(|side| firmness(context, side, sides.of(side))),
        Fate::Fulfilled | Fate::New => each(|side| vec![sides.of(side).span.clone()]),
        _ => each(|side| context.edits_in(side, &sides.of(side).span)),
    };
    if fate == Fate::Reworded && spans.before.is_empty() && spans.after.is_empty() {
        return None;
    }
    let is_rotated = Side::BOTH.into_iter().all(|side| {
        let head = sides.of(side).head();
        spans.of(side).iter().all(|span| head.covers(span))
    });
    let mut quote = each(|side| context.quote(side, &sides.of(side).span));
    if fate == Fate::New {
        quote.before = None;
    }
    let after = sides.after;
    Some(Candidate {
        rule,
        subject: subject(context, Side::After, after),
        change: after.entry,
        quote,
        section: context.section(Side::After, after.span.sentence),
        why,
        spans,
        bearing: Bearing {
            extra: dated(context, sides.before).max(dated(context, sides.after)),
            yields: if fate == Fate::New { -AS_FULFILLED } else { 0 },
            is_rotated: fate == Fate::Reworded && is_rotated,
            ..Bearing::default()
        },
    })
}

fn each<T>(mut of: impl FnMut(Side) -> T) -> Sides<T> {
    Sides::new(of(Side::Before), of(Side::After))
}

/// The weightier of two kinds, so that both directions name the same.
fn kind(sides: Sides<&Promise<'_>>) -> CommitmentKind {
    let rank = |promise: &Promise<'_>| match promise.commitment.kind {
        _ if !promise.counts => 0,
        CommitmentKind::Assessment => 0,
        CommitmentKind::Schedule => 1,
        CommitmentKind::Pledge => 2,
        CommitmentKind::Assurance => 3,
        CommitmentKind::Warning => 4,
    };
    let weightier = if rank(sides.before) >= rank(sides.after) { sides.before } else { sides.after };
    weightier.commitment.kind
}

/// What happened to a commitment that both editions hold, and why.
fn fate(context: &Context<'_>, sides: Sides<&Promise<'_>>) -> Option<(Fate, Vec<String>)> {
    let carried_out = |side: Side| fulfilment::carried_out(context, side, sides);
    match (sides.before.counts, sides.after.counts) {
        (true, false) => {
            if let Some(why) = carried_out(Side::After) {
                return Some((Fate::Fulfilled, vec![why]));
            }
        }
        (false, true) if carried_out(Side::Before).is_some() => return Some((Fate::New, Vec::new())),
        _ => {}
    }
    let force = sides.map(|promise| &promise.commitment.force);
    let verbs = || {
        let verb = sides.map(|promise| promise.commitment.verb.trim());
        format!("verb: {} → {}", verb.before, verb.after)
    };
    let mut why = Vec::new();
    let mut signs = Vec::new();
    // A warning binds by its consequence, whatever verb reports it.
    let reported = sides.before.counts && sides.after.counts && kind(sides) == CommitmentKind::Warning;
    if !reported && (force.before.level - force.after.level).abs() >= RUNG {
        signs.push(force.after.level - force.before.level);
        why.push(verbs());
    }
    if let (Some(before), Some(after)) = (force.before.complement_level, force.after.complement_level)
        && before != after
    {
        signs.push(after - before);
        let rung = |complement: &Option<String>| complement.clone().unwrap_or_default();
        why.push(format!(
            "complement: {} → {}",
            rung(&force.before.complement),
            rung(&force.after.complement)
        ));
    }
    let hedges = force.map(|force| force.hedges.len());
    if hedges.before != hedges.after {
        signs.push(if hedges.after > hedges.before { -1 } else { 1 });
        let list = force
            .map(|force| if force.hedges.is_empty() { "none".to_owned() } else { force.hedges.join(", ") });
        why.push(format!("hedges: {} → {}", list.before, list.after));
    }
    // What is only told to be so any more is a promise less, in whatever verb: `pledged to work`, `would work`.
    let told = if sides.before.counts { Side::After } else { Side::Before };
    if signs.is_empty()
        && sides.before.counts != sides.after.counts
        && context.tells_only(told, &sides.of(told).span)
    {
        signs.push(if told == Side::After { -1 } else { 1 });
        why.push(verbs());
    }
    let weaker = signs.iter().any(|&sign| sign < 0);
    let stronger = signs.iter().any(|&sign| sign > 0);
    match (weaker, stronger) {
        (true, false) => Some((Fate::Weakened, why)),
        (false, true) => Some((Fate::Strengthened, why)),
        // Two assessments, or an assessment as firm as the commitment, are the wording's business.
        _ if !(sides.before.counts && sides.after.counts) => None,
        _ => Some((Fate::Reworded, why)),
    }
}

/// The changed words that make a clause more or less firm: those of its head, else all.
fn firmness(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> Vec<Span> {
    let head = promise.head();
    let end = (promise.commitment.object.start + COMPLEMENT).min(promise.span.range.end);
    let near = context.edits_in(side, &Span::new(head.sentence, head.range.start..end.max(head.range.end)));
    let head_edits: Vec<Span> = near.into_iter().take(2).collect();
    if head_edits.is_empty() { context.edits_in(side, &promise.span) } else { head_edits }
}

fn alone(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> Option<Candidate> {
    let linked = context.is_linked(promise.entry);
    if linked && !context.is_edited(side, &promise.span) && !context.trace(side, &promise.span).is_empty() {
        // The same words stand on the other side.
        return None;
    }
    if is_relative(context, side, promise) || is_recalled(context, side, promise) {
        return None;
    }
    let (fate, why, _) = fate_alone(context, side, promise);
    // The same words are explained from both sides, so that the reverse comparison tells as many findings.
    let told = fulfilment(context, side, promise);
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &promise.span);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(promise.span.clone());
    if let Some(sentence) = told {
        let whole = context.whole(side.other(), sentence);
        if fate == Fate::Fulfilled {
            quote.after = context.quote(Side::After, &whole);
        }
        spans.of_mut(side.other()).push(whole);
    }
    Some(Candidate {
        rule: Rule::new(family(promise.commitment.kind), fate),
        subject: subject(context, side, promise),
        change: promise.entry,
        quote,
        section: context.section(side, promise.span.sentence),
        why,
        spans,
        bearing: Bearing {
            extra: dated(context, promise),
            yields: match told {
                Some(_) if fate == Fate::New => -AS_FULFILLED,
                None if is_about_a_body(context, side, promise) => YIELD_TO_BODY,
                _ => 0,
            },
            ..Bearing::default()
        },
    })
}

/// Whether a clause only says more of the noun in front of it: `a moment we intend to meet`.
fn is_relative(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> bool {
    let text = &context.statement(side).sentences[promise.span.sentence].text;
    let Some(before) = text.get(..promise.span.range.start) else { return false };
    let subject = context.text(side, &promise.span).split_whitespace().next().unwrap_or_default();
    let pronoun = context.rules.modifiers.subjects.iter().any(|known| known == subject);
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_noun =
        word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase()) && context.naming.may_be_noun(word);
    pronoun && is_noun && promise.words.len() <= RELATIVE
}

/// Whether a document is said to have given an assurance: `the Framework of 2020 reaffirmed our commitment` recalls one.
fn is_recalled(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> bool {
    let head = promise.head();
    let names = |mention: &Mention| head.covers(&Span::new(mention.sentence, mention.range.clone()));
    promise.commitment.kind == CommitmentKind::Assurance
        && context.statement(side).instruments.iter().any(|entity| entity.mentions.iter().any(names))
}

/// Content words of what a clause promises that only says more of a noun: the noun is its object.
const RELATIVE: usize = 2;

/// A date lifts a promise while it lies ahead of both editions.
fn dated(context: &Context<'_>, promise: &Promise<'_>) -> i32 {
    let latest = Side::BOTH.into_iter().filter_map(|side| context.statement(side).date).max();
    let ahead = promise.deadline().is_some_and(|deadline| match (deadline.date, latest) {
        (Some(date), Some(latest)) => date > latest,
        (date, _) => date.is_some(),
    });
    if ahead { context.rules.salience.dated } else { 0 }
}

fn is_about_a_body(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> bool {
    let object = promise.object();
    let start =
        Span::new(object.sentence, object.range.start..(object.range.start + ABOUT).min(object.range.end));
    context.bodies_in(side, object.sentence).iter().any(|named| named.span.meets(&start))
}

/// The body that a clause names, else what it promises, as a noun phrase.
fn subject(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> String {
    // What the first sentence names is the forum itself, which says nothing of a clause.
    let is_forum = |entity: &Entity| entity.mentions.first().is_some_and(|mention| mention.sentence == 0);
    let named = context
        .bodies_in(side, promise.span.sentence)
        .iter()
        .filter(|named| {
            // In front of the object stands who promises.
            let is_object = named.span.range.start >= promise.commitment.object.start;
            !is_forum(named.entity) && is_object && promise.span.covers(&named.span)
        })
        .min_by_key(|named| named.index);
    if let Some(entity) = named.map(|named| named.entity) {
        return entity.acronym.clone().unwrap_or_else(|| entity.name.clone());
    }
    let object = context.text(side, &promise.object());
    let clause = context.text(side, &promise.span);
    // What a warning holds out (`the end of …`) is named by its condition, which stands in front.
    let starts_inside = object.split_whitespace().next().is_some_and(|word| word == "of" || word == "by");
    // What is scheduled stands in front of its verb (`the next meeting will be held`), unless somebody schedules it.
    let is_event = promise.commitment.kind == CommitmentKind::Schedule
        && promise.commitment.speaker == Speaker::Unattributed;
    let phrase = if starts_inside || is_event { None } else { context.naming.noun_phrase(object) };
    // `again soon` names no meeting.
    let names = |phrase: &String| {
        promise.commitment.kind != CommitmentKind::Schedule || phrase.contains(char::is_whitespace)
    };
    phrase.filter(names).or_else(|| context.naming.noun_phrase(clause)).unwrap_or_else(|| clause.to_owned())
}
