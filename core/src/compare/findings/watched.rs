//! phrase: watched formulas and their slots, and modifier where the slot holds qualifying words.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::formula::{FormulaMatch, Formulas, SlotKind};
use super::rule::{Family, Fate, Rule};
use crate::{Side, Sides};

/// Bytes quoted round a formula that came or went.
const AROUND: usize = 160;

/// Wordings of one formula that are looked through for one that differs in noise alone.
const WORDINGS: usize = 32;

/// Pairs of wordings that are folded at most, which costs more than to compare them: a statement has a dozen.
const FOLDED: usize = 256;

/// A formula found in one edition.
struct Use {
    span: Span,
    found: FormulaMatch,
}

pub(super) fn find(context: &Context<'_>, out: &mut Vec<Candidate>) {
    if context.rules.watch.is_empty() {
        return;
    }
    let formulas = Formulas::new(&context.rules.watch, &context.rules.modifiers);
    let uses = Sides::new(uses(context, &formulas, Side::Before), uses(context, &formulas, Side::After));
    let pairs = pair(context, &uses);
    let mut paired = Sides::new(FxHashSet::default(), FxHashSet::default());
    for pair in &pairs {
        paired.before.insert(pair.before);
        paired.after.insert(pair.after);
        compared(context, Sides::new(&uses.before[pair.before], &uses.after[pair.after]), out);
    }
    for side in Side::BOTH {
        let known: FxHashSet<(usize, String)> =
            uses.of(side.other()).iter().map(|used| signature(context, side.other(), used)).collect();
        let across: BTreeSet<(usize, String)> =
            uses.of(side.other()).iter().map(|used| wording(context, side.other(), used)).collect();
        // An acronym for the long form is the same wording. Of one formula there are few wordings.
        let left = Cell::new(FOLDED);
        let stands = |used: &Use| {
            let (watch, own) = wording(context, side, used);
            let mut wordings = across
                .range((watch, String::new())..)
                .take_while(|(known, _)| *known == watch)
                .take(WORDINGS);
            if context.rules.watch[watch].any {
                return wordings.next().is_some();
            }
            wordings.any(|(_, known)| {
                left.set(left.get().saturating_sub(1));
                left.get() > 0 && context.same(known, &own)
            })
        };
        let mut told = FxHashSet::default();
        for (index, used) in uses.of(side).iter().enumerate() {
            let signature = signature(context, side, used);
            if !paired.of(side).contains(&index)
                && !known.contains(&signature)
                && !stands(used)
                && told.insert(signature)
            {
                out.push(single(context, side, used));
            }
        }
    }
}

fn uses(context: &Context<'_>, formulas: &Formulas, side: Side) -> Vec<Use> {
    let sentences = &context.statement(side).sentences;
    sentences
        .iter()
        .zip(context.scanned(side))
        .flat_map(|(sentence, scanned)| {
            formulas
                .find(&sentence.text, scanned)
                .into_iter()
                .map(|found| Use { span: Span::new(sentence.index, found.range.clone()), found })
        })
        .collect()
}

/// Uses of the same formula that stand in each other's place, else in the same entry in the order of the text.
fn pair(context: &Context<'_>, uses: &Sides<Vec<Use>>) -> Vec<Sides<usize>> {
    let mut by_entry: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (index, used) in uses.after.iter().enumerate() {
        by_entry.entry(context.entry(Side::After, used.span.sentence)).or_default().push(index);
    }
    let mut taken = FxHashSet::default();
    let mut paired = FxHashSet::default();
    let mut pairs = Vec::new();
    for in_place in [true, false] {
        for (before, used) in uses.before.iter().enumerate() {
            if paired.contains(&before) {
                continue;
            }
            let traced = context.trace(Side::Before, &used.span);
            let here = by_entry.get(&context.entry(Side::Before, used.span.sentence));
            let across = here.into_iter().flatten().copied().find(|&after| {
                let other = &uses.after[after];
                other.found.watch == used.found.watch
                    && !taken.contains(&after)
                    && (!in_place || traced.iter().any(|traced| traced.meets(&other.span)))
            });
            if let Some(after) = across {
                taken.insert(after);
                paired.insert(before);
                pairs.push(Sides::new(before, after));
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.after, pair.before));
    pairs
}

/// The formula and its wording, for telling whether it stands anywhere.
fn signature(context: &Context<'_>, side: Side, used: &Use) -> (usize, String) {
    let words = |range: &Range<usize>| {
        context.plain(context.text(side, &Span::new(used.span.sentence, range.clone())))
    };
    (used.found.watch, used.found.slots.iter().map(|slot| words(&slot.range)).collect::<Vec<_>>().join("|"))
}

/// The formula and the words of its slots as they stand.
fn wording(context: &Context<'_>, side: Side, used: &Use) -> (usize, String) {
    let words = |range: &Range<usize>| context.text(side, &Span::new(used.span.sentence, range.clone()));
    (used.found.watch, used.found.slots.iter().map(|slot| words(&slot.range)).collect::<Vec<_>>().join(" | "))
}

/// One finding for each slot that changed.
fn compared(context: &Context<'_>, pair: Sides<&Use>, out: &mut Vec<Candidate>) {
    let watch = &context.rules.watch[pair.after.found.watch];
    let slots = pair.before.found.slots.len().max(pair.after.found.slots.len());
    for number in 0..slots {
        let slot = |side: Side| pair.of(side).found.slots.get(number);
        let span = |side: Side| {
            slot(side)
                .filter(|slot| !slot.range.is_empty())
                .map(|slot| Span::new(pair.of(side).span.sentence, slot.range.clone()))
        };
        let spans = Sides::new(span(Side::Before), span(Side::After));
        let words = |side: Side| {
            spans.of(side).as_ref().map_or_else(String::new, |span| context.plain(context.text(side, span)))
        };
        let (before, after) = (words(Side::Before), words(Side::After));
        if context.same(&before, &after) {
            continue;
        }
        let Some(kind) = slot(Side::Before).or(slot(Side::After)).map(|slot| slot.kind) else { continue };
        let edited = Side::BOTH
            .into_iter()
            .any(|side| spans.of(side).as_ref().is_some_and(|span| context.is_edited(side, span)));
        if !edited {
            continue;
        }
        let (rule, changed) = match kind {
            SlotKind::Modifiers => modifier(&before, &after),
            SlotKind::Object | SlotKind::Words | SlotKind::Form => {
                (Rule::new(Family::Phrase, Fate::Changed), after.clone())
            }
        };
        let shown = |side: Side| match kind {
            // The other slots have findings of their own.
            SlotKind::Modifiers => pair.of(side).found.head(),
            SlotKind::Object => pair.of(side).found.tail(),
            SlotKind::Words | SlotKind::Form => pair.of(side).found.range.clone(),
        };
        let quote = |side: Side| context.quote(side, &Span::new(pair.of(side).span.sentence, shown(side)));
        let subject = match kind {
            SlotKind::Modifiers => format!("{changed} {}", watch.subject),
            SlotKind::Object => format!("{} of …", watch.subject),
            SlotKind::Words => watch.subject.clone(),
            SlotKind::Form => context.text(Side::Before, &pair.before.span).to_owned(),
        };
        out.push(Candidate {
            rule,
            subject,
            change: context.entry(Side::After, pair.after.span.sentence),
            quote: Sides::new(quote(Side::Before), quote(Side::After)),
            section: context.section(Side::After, pair.after.span.sentence),
            why: vec![format!("watched formula: {}", watch.subject)],
            spans: spans.map(|span| span.into_iter().collect()),
            bearing: Bearing {
                extra: watch.salience,
                // Wordings that take each other's place are told as the rewording of their commitment, if it is one.
                yields: if kind == SlotKind::Form { FORM_YIELDS } else { 0 },
                is_watched: true,
                ..Bearing::default()
            },
        });
    }
}

/// So much less does a form fit than the rewording of the assurance in which it stands.
const FORM_YIELDS: i32 = 60;

/// Words that went without others coming are lost, the reverse gained; else the wording changed.
fn modifier(before: &str, after: &str) -> (Rule, String) {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty() && *word != "and")
            .map(str::to_owned)
            .collect()
    };
    let (old, new) = (words(before), words(after));
    let lost: Vec<&str> = old.iter().filter(|word| !new.contains(word)).map(String::as_str).collect();
    let gained: Vec<&str> = new.iter().filter(|word| !old.contains(word)).map(String::as_str).collect();
    match (lost.as_slice(), gained.as_slice()) {
        (lost, []) if !lost.is_empty() => (Rule::new(Family::Modifier, Fate::Lost), lost.join(" and ")),
        ([], gained) if !gained.is_empty() => {
            (Rule::new(Family::Modifier, Fate::Gained), gained.join(" and "))
        }
        _ => (Rule::new(Family::Phrase, Fate::Changed), new.join(" and ")),
    }
}

fn single(context: &Context<'_>, side: Side, used: &Use) -> Candidate {
    let watch = &context.rules.watch[used.found.watch];
    let mut quote = Sides::new(None, None);
    // A wording without a slot says nothing alone.
    let is_form = used.found.slots.iter().all(|slot| slot.kind == SlotKind::Form);
    let shown = if is_form { context.around(side, &used.span, AROUND) } else { used.span.clone() };
    *quote.of_mut(side) = context.quote(side, &shown);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(used.span.clone());
    Candidate {
        rule: Rule::alone(Family::Phrase, side),
        subject: context.text(side, &used.span).to_owned(),
        change: context.entry(side, used.span.sentence),
        quote,
        section: context.section(side, used.span.sentence),
        why: vec![format!("watched formula: {}", watch.subject)],
        spans,
        bearing: Bearing { extra: watch.salience, is_watched: true, ..Bearing::default() },
    }
}
