//! Two lists of sentences → links.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bags::{Bag, bags};
use super::counterparts::{Read, Telling, kin};
use super::edits::Passage;
use super::fold::{Fold, Folded};
use super::groups::{self, Group};
use super::links::{self, Texts};
use super::model::{ChangeKind, Edit, Phrase, PhraseKind};
use super::moves;
use super::options::Options;
use super::phrases::phrases;
use super::unit::{Unit, UnitPair};
use super::words::Words;
use crate::Sides;

/// Different words of two texts beyond which sentences that are left over are not looked for by their rare words: the table
/// of what each word tells grows with them, and a million of them took two statements of 9 MB above 512 MiB. By choice.
const MAX_WORDS: usize = 250_000;

/// Every unit of both texts, linked or alone.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// Links, in the newer text's order.
    pub links: Vec<Link>,
    /// Units of the older text without a link.
    pub removed: Vec<usize>,
    /// Units of the newer text without a link.
    pub added: Vec<usize>,
    /// The work budget was spent.
    pub degraded: bool,
}

/// One or more older units paired with one or more newer ones; never several with several.
#[derive(Debug, Clone)]
pub struct Link {
    /// `Same`, `Reworded`, `Split` or `Merged`.
    pub kind: ChangeKind,
    /// The move that it is part of, counted from 1 in the newer text's order.
    pub moved: Option<usize>,
    /// Positions of the units, ascending.
    pub units: Sides<Vec<usize>>,
    /// Share of weighted words in common, 0 to 1.
    pub similarity: f64,
    /// Changed spans, in order.
    pub phrases: Vec<Phrase>,
}

/// Links the units of two texts. The other way round gives the mirror image.
#[must_use]
pub fn align(units: Sides<&[Unit<'_>]>, fold: &Fold, options: &Options) -> Alignment {
    read_and_align(units, fold, options).0
}

/// What was read of both texts to link them, for those who compare them further; nothing if that is the same, or too much.
pub(super) fn read_and_align(
    units: Sides<&[Unit<'_>]>,
    fold: &Fold,
    options: &Options,
) -> (Alignment, Option<Read>) {
    // Ties break by position; which text counts as the first must then not depend on the direction asked for.
    let mut orders = units.before.iter().zip(units.after).map(|(one, other)| one.compare(other));
    let order = orders.find(|order| order.is_ne());
    if order.unwrap_or_else(|| units.before.len().cmp(&units.after.len())).is_le() {
        linked(units, fold, options)
    } else {
        let (alignment, read) = linked(units.swap(), fold, options);
        (mirrored(alignment), read.map(Read::mirrored))
    }
}

fn linked(units: Sides<&[Unit<'_>]>, fold: &Fold, options: &Options) -> (Alignment, Option<Read>) {
    let (folded, words) = fold.texts(units);
    let bags = bags(folded.as_ref(), &words);
    let texts = Texts { units, folded: folded.as_ref(), bags: bags.as_ref() };
    let (mut pairs, mut degraded) = if units.before.is_empty() || units.after.is_empty() {
        (Vec::new(), false)
    } else {
        links::link(&texts, options)
    };
    let is_large = words.len() > MAX_WORDS;
    degraded |= is_large;
    let telling = (!is_large && !is_same(&texts, &pairs)).then(|| Telling::new(&words, texts.folded));
    if let Some(telling) = &telling {
        pairs.extend(kin(&texts, &pairs, telling));
    }
    pairs.sort_by_key(|pair| (pair.after, pair.before));
    let groups = groups::grow(&pairs, &texts, &options.score);
    let weights: Vec<f64> = groups.iter().map(|group| weight(group, &texts)).collect();
    let moved = moves::moves(&groups, &weights);
    let mut alone = units.map(|units| vec![true; units.len()]);
    for group in &groups {
        group.units.before.iter().for_each(|&unit| alone.before[unit] = false);
        group.units.after.iter().for_each(|&unit| alone.after[unit] = false);
    }
    let finished: Vec<(Link, bool)> = groups
        .into_par_iter()
        .zip(moved)
        .map(|(group, moved)| finish(group, moved, &texts, &words))
        .collect();
    degraded |= finished.iter().any(|(_, coarse)| *coarse);
    let links = finished.into_iter().map(|(link, _)| link).collect();
    let left = |alone: &[bool]| (0..alone.len()).filter(|&unit| alone[unit]).collect();
    let alignment = Alignment { links, removed: left(&alone.before), added: left(&alone.after), degraded };
    (alignment, telling.map(|telling| Read { folded, telling: Arc::new(telling) }))
}

/// Whether every unit is linked with one that says the same.
fn is_same(texts: &Texts<'_>, pairs: &[UnitPair]) -> bool {
    let says_same = |pair: &UnitPair| {
        texts.folded.before.distinct(pair.before) == texts.folded.after.distinct(pair.after)
    };
    pairs.len() == texts.units.before.len()
        && pairs.len() == texts.units.after.len()
        && pairs.iter().all(says_same)
}

/// The link of a group, and whether its phrases are coarser than they could be.
fn finish(group: Group, moved: Option<usize>, texts: &Texts<'_>, words: &Words) -> (Link, bool) {
    if let ([before], [after]) = (&group.units.before[..], &group.units.after[..])
        && texts.folded.before.distinct(*before) == texts.folded.after.distinct(*after)
    {
        let link =
            Link { kind: ChangeKind::Same, moved, units: group.units, similarity: 1.0, phrases: Vec::new() };
        return (link, false);
    }
    let before = passage(&group.units.before, texts.units.before, texts.folded.before);
    let after = passage(&group.units.after, texts.units.after, texts.folded.after);
    let (phrases, coarse) = phrases(Sides::new(&before, &after), words);
    let kind = match (group.units.before.len(), group.units.after.len()) {
        (1, 1) if phrases.iter().all(|phrase| phrase.trivial) => ChangeKind::Same,
        (1, 1) => ChangeKind::Reworded,
        (1, _) => ChangeKind::Split,
        _ => ChangeKind::Merged,
    };
    let similarity = if kind == ChangeKind::Same { 1.0 } else { similarity(&group, texts) };
    (Link { kind, moved, units: group.units, similarity, phrases }, coarse)
}

fn passage(members: &[usize], units: &[Unit<'_>], folded: &Folded) -> Passage {
    Passage::new(members.iter().map(|&unit| (unit, units[unit].text)), folded)
}

fn similarity(group: &Group, texts: &Texts<'_>) -> f64 {
    let before = Bag::joined(group.units.before.iter().map(|&unit| &texts.bags.before[unit]));
    let after = Bag::joined(group.units.after.iter().map(|&unit| &texts.bags.after[unit]));
    before.overlap(&after).rare(&before, &after)
}

/// What a group weighs in the search for the smallest moved set: its text.
fn weight(group: &Group, texts: &Texts<'_>) -> f64 {
    let before: usize = group.units.before.iter().map(|&unit| texts.folded.before.unit(unit).len()).sum();
    let after: usize = group.units.after.iter().map(|&unit| texts.folded.after.unit(unit).len()).sum();
    (before + after) as f64
}

fn mirrored(alignment: Alignment) -> Alignment {
    let Alignment { links, removed, added, degraded } = alignment;
    let mut links: Vec<Link> = links.into_iter().map(Link::mirrored).collect();
    links.sort_by(|a, b| a.units.after.cmp(&b.units.after));
    renumber_moves(&mut links);
    Alignment { links, removed: added, added: removed, degraded }
}

/// Numbers the moves from 1 in the order of the links.
fn renumber_moves(links: &mut [Link]) {
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    for link in links {
        if let Some(number) = link.moved {
            let next = numbers.len() + 1;
            link.moved = Some(*numbers.entry(number).or_insert(next));
        }
    }
}

impl Link {
    fn mirrored(self) -> Self {
        let kind = match self.kind {
            ChangeKind::Split => ChangeKind::Merged,
            ChangeKind::Merged => ChangeKind::Split,
            kind => kind,
        };
        let phrases = self.phrases.into_iter().map(mirrored_phrase).collect();
        Self { kind, units: self.units.swap(), phrases, ..self }
    }
}

fn mirrored_phrase(phrase: Phrase) -> Phrase {
    let kind = match phrase.kind {
        PhraseKind::Inserted => PhraseKind::Deleted,
        PhraseKind::Deleted => PhraseKind::Inserted,
        PhraseKind::Replaced => PhraseKind::Replaced,
    };
    let edits = phrase.edits.into_iter().map(|edit| Edit { range: edit.range.swap() }).collect();
    Phrase { kind, range: phrase.range.swap(), trivial: phrase.trivial, edits }
}
