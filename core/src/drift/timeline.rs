//! Editions and successive pairs become a timeline.

use super::edition::Edition;
use super::figures::figures;
use super::model::Timeline;
use super::order::{Catalogued, Order, order};
use super::phrase;
use super::silence::silences;
use super::subjects;
use super::threads;
use super::transition::Transition;
use super::words::Corpus;
use crate::series::Rules;
use crate::{Error, Result};

/// What a timeline is made of beside the editions themselves.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The series: `kidd`.
    pub series: &'a str,
    /// The rules of the series; the general ones where it has none.
    pub rules: &'a Rules,
    /// Editions that are known of, held or not.
    pub known: &'a [Catalogued],
    /// Phrases to follow beside those that the rules watch.
    pub phrases: &'a [String],
}

/// The order of these editions: their positions, the oldest first.
pub fn ordered(editions: &[Edition]) -> Vec<usize> {
    let all: Vec<&Edition> = editions.iter().collect();
    order(&all, &[], "").editions.into_iter().flatten().collect()
}

/// Tells the history of editions in their order; `pairs` are those of successive ones.
///
/// # Errors
/// There is no edition, or a phrase that was asked for stands nowhere.
pub fn timeline(editions: &[Edition], pairs: &[Transition], asked: &Asked<'_>) -> Result<Timeline> {
    let Asked { series, rules, known, phrases } = *asked;
    let all: Vec<&Edition> = editions.iter().collect();
    let order = order(&all, known, series);
    let places: Vec<usize> = (0..order.slots.len()).filter(|&slot| order.editions[slot].is_some()).collect();
    let mut corpus = Corpus::new(all, rules);
    let slots = &order.slots;
    let sections = sections(editions, rules);

    let threads = threads::threads(&corpus, &places, slots, pairs, rules);
    let mut lines = Vec::new();
    let mut unseen = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        match phrase::asked(phrase, number, &mut corpus, &places, slots, rules) {
            Some(line) => lines.push(line),
            None => unseen.push(phrase),
        }
    }
    lines.extend(subjects::subjects(&mut corpus, &places, slots, rules));
    if let Some(phrase) = unseen.first() {
        let near = phrase::nearest(phrase, &mut corpus, &lines);
        return Err(stands_nowhere(phrase, &near, editions.len()));
    }
    lines.extend(threads::lifelines(&threads, &mut corpus, &places, slots));
    lines.extend(subjects::sections(&mut corpus, &places, slots, &sections));
    let drift = figures(&corpus, &places, &sections);
    let mut timeline = Timeline {
        title: rules.title.clone().unwrap_or_else(|| series.to_uppercase()),
        series: series.to_owned(),
        cautions: cautions(&order),
        slots: order.slots,
        lifelines: lines,
        threads,
        silences: Vec::new(),
        drift,
        sections,
    };
    timeline.silences = silences(&timeline);
    Ok(timeline)
}

fn stands_nowhere(phrase: &str, near: &[String], editions: usize) -> Error {
    let count =
        if editions == 1 { "the one edition".to_owned() } else { format!("any of the {editions} editions") };
    let error = Error::new(format!("{:?} does not stand in {count}", phrase.trim()));
    let near: Vec<String> = near.iter().map(|text| format!("{text:?}")).collect();
    match near.as_slice() {
        [] => error.help("give fewer words of it, or a word by which you know it"),
        _ => error.help(format!("the nearest that stands there is {}", near.join(", "))),
    }
}

/// All sections that occur: those of the rules in their order, then the others.
fn sections(editions: &[Edition], rules: &Rules) -> Vec<(String, String)> {
    let mut seen: Vec<(String, String)> = Vec::new();
    for edition in editions {
        for (id, title, _) in &edition.sections {
            if !seen.iter().any(|(known, _)| known == id) {
                seen.push((id.clone(), title.clone()));
            }
        }
    }
    let rank = |id: &str| rules.section.iter().position(|rule| rule.id == id).unwrap_or(usize::MAX);
    seen.sort_by_key(|(id, _)| rank(id));
    seen
}

fn cautions(order: &Order) -> Vec<String> {
    let held: Vec<&str> = order.slots.iter().filter(|slot| slot.held).map(|slot| slot.id.as_str()).collect();
    let mut cautions = Vec::new();
    let made_up: Vec<&str> =
        order.slots.iter().filter(|slot| slot.illustrative).map(|slot| slot.id.as_str()).collect();
    if !made_up.is_empty() {
        let verb = if made_up.len() == 1 { "is a made-up text" } else { "are made-up texts" };
        cautions.push(format!("{} {verb}, no statement of any government.", made_up.join(", ")));
    }
    if let [one] = held.as_slice() {
        cautions.push(format!("{one} is the only edition at hand: what changed cannot be told."));
    }
    let missing = order.slots.iter().filter(|slot| !slot.held).count();
    if missing > 0 {
        let (noun, verb) = if missing == 1 { ("edition", "is") } else { ("editions", "are") };
        cautions.push(format!("{missing} {noun} in between {verb} not at hand: a gap there is no absence."));
    }
    if order.older > 0
        && let Some(first) = held.first()
    {
        cautions.push(format!(
            "{} known {} before {first} not at hand: what is first seen there may be older.",
            order.older,
            if order.older == 1 { "edition is" } else { "editions are" }
        ));
    }
    if order.newer > 0
        && let Some(last) = held.last()
    {
        cautions.push(format!(
            "{} known {} after {last} not at hand.",
            order.newer,
            if order.newer == 1 { "edition is" } else { "editions are" }
        ));
    }
    for (one, other) in &order.contradictions {
        cautions.push(format!("{one} has the higher number and {other} the later date: the dates decide."));
    }
    cautions
}
