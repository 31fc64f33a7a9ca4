//! body and instrument: new, dropped, renamed.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::statement::{Entity, Statement};
use crate::{Side, Sides};

/// So much better than the promise in which it stands fits a body that the text founds.
const FOUNDED: i32 = 5;

/// Bytes quoted round a name.
const AROUND: usize = 200;

/// Where a statement has its entities of one kind.
type List = fn(&Statement) -> &[Entity];

/// Bodies and instruments, and where a statement has them.
const KINDS: [(Family, List); 2] =
    [(Family::Body, |statement| &statement.bodies), (Family::Instrument, |statement| &statement.instruments)];

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    for (family, entities) in KINDS {
        let alone =
            Sides::new(only_on(context, entities, Side::Before), only_on(context, entities, Side::After));
        let renamed = renamed(context, &alone);
        let taken: Sides<FxHashSet<&str>> = Sides::new(
            renamed.iter().map(|pair| pair.before.key.as_str()).collect(),
            renamed.iter().map(|pair| pair.after.key.as_str()).collect(),
        );
        found.extend(renamed.iter().filter_map(|&pair| rename(context, family, pair)));
        for side in Side::BOTH {
            let rule = Rule::alone(family, side);
            let gone = alone.of(side).iter().filter(|entity| !taken.of(side).contains(entity.key.as_str()));
            found.extend(gone.filter_map(|entity| single(context, rule, side, entity)));
        }
    }
}

/// What one edition names and the other does not, by key, acronym and name.
fn only_on<'c>(context: &Context<'c>, entities: List, side: Side) -> Vec<&'c Entity> {
    let mut known: FxHashSet<String> = FxHashSet::default();
    // What the other edition names as a body is not new as an instrument.
    let across = context.statement(side.other());
    let mut endings: FxHashSet<String> = FxHashSet::default();
    for entity in across.bodies.iter().chain(&across.instruments) {
        for name in names(entity) {
            endings.extend(self::endings(&name).map(str::to_owned));
            known.insert(name);
        }
    }
    let is_known = |name: String| {
        known.contains(&name)
            || endings.contains(&name)
            || self::endings(&name).any(|ending| known.contains(ending))
    };
    entities(context.statement(side))
        .iter()
        .filter(|entity| !entity.mentions.is_empty() && !names(entity).any(is_known))
        .collect()
}

/// Words of a name that is the same with words in front (`U.S.-Mexico Bicentennial Framework`): fewer are a kind, not a name.
const NAME: usize = 3;

/// What a name is without words in front.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    let starts = name.match_indices([' ', '-', '‑', '–']).map(|(at, mark)| at + mark.len());
    starts.map(|start| &name[start..]).filter(|ending| ending.split_whitespace().count() >= NAME)
}

fn names(entity: &Entity) -> impl Iterator<Item = String> {
    [Some(&entity.key), Some(&entity.name), entity.acronym.as_ref()]
        .into_iter()
        .flatten()
        .map(|name| name.trim_end_matches(['.', ',', ';']).to_lowercase())
}

/// Pairs of the same kind that stand in each other's place.
fn renamed<'c>(context: &Context<'c>, alone: &Sides<Vec<&'c Entity>>) -> Vec<Sides<&'c Entity>> {
    let mut by_entry: FxHashMap<usize, Vec<&'c Entity>> = FxHashMap::default();
    for entity in &alone.after {
        for mention in &entity.mentions {
            by_entry.entry(context.entry(Side::After, mention.sentence)).or_default().push(entity);
        }
    }
    let mut taken: FxHashSet<&str> = FxHashSet::default();
    let mut pairs = Vec::new();
    for before in &alone.before {
        let across = before.mentions.iter().find_map(|mention| {
            let span = Span::new(mention.sentence, mention.range.clone());
            let traced = context.trace(Side::Before, &span);
            let here = by_entry.get(&context.entry(Side::Before, mention.sentence))?;
            here.iter().copied().find(|after| {
                after.kind == before.kind
                    && !taken.contains(after.key.as_str())
                    && after.mentions.iter().any(|mention| {
                        let span = Span::new(mention.sentence, mention.range.clone());
                        traced.iter().any(|traced| traced.meets(&span))
                    })
            })
        });
        if let Some(after) = across {
            taken.insert(&after.key);
            pairs.push(Sides::new(*before, after));
        }
    }
    pairs
}

fn mention(entity: &Entity) -> Option<Span> {
    entity.mentions.first().map(|mention| Span::new(mention.sentence, mention.range.clone()))
}

/// Letters of an acronym that tell no two bodies apart (`WG`).
const VAGUE: usize = 2;

fn short(entity: &Entity) -> String {
    let telling = entity.acronym.as_ref().filter(|acronym| acronym.chars().count() > VAGUE);
    telling.unwrap_or(&entity.name).clone()
}

fn rename(context: &Context<'_>, family: Family, pair: Sides<&Entity>) -> Option<Candidate> {
    let spans = Sides::new(mention(pair.before)?, mention(pair.after)?);
    Some(Candidate {
        rule: Rule::new(family, Fate::Renamed),
        subject: format!("{} → {}", short(pair.before), short(pair.after)),
        change: context.entry(Side::After, spans.after.sentence),
        quote: Sides::new(
            context.quote(Side::Before, &spans.before),
            context.quote(Side::After, &spans.after),
        ),
        section: context.section(Side::After, spans.after.sentence),
        why: vec!["both names stand in the same place of the same sentence".to_owned()],
        spans: Sides::new(vec![spans.before], vec![spans.after]),
        bearing: Bearing::default(),
    })
}

fn single(context: &Context<'_>, rule: Rule, side: Side, entity: &Entity) -> Option<Candidate> {
    let span = mention(entity)?;
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &context.around(side, &span, AROUND));
    let mut why = vec![match entity.acronym {
        Some(_) => format!("{}, {}", entity.name, entity.kind.replace('-', " ")),
        None => entity.kind.replace('-', " "),
    }];
    if side == Side::After && entity.established {
        why.push("the text calls it new".to_owned());
    }
    let is_founded = entity.established && rule.family == Family::Body;
    let (change, section) = (context.entry(side, span.sentence), context.section(side, span.sentence));
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(span);
    Some(Candidate {
        rule,
        subject: short(entity),
        change,
        quote,
        section,
        why,
        spans,
        // A body that is founded is the news of its sentence.
        bearing: Bearing {
            is_grown: is_founded,
            yields: if is_founded { -FOUNDED } else { 0 },
            ..Bearing::default()
        },
    })
}
