//! Which sentence of the older text goes with which of the newer one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::Unit;
use super::bags::{Bag, Bags};
use super::chain::chain;
use super::fold::Folded;
use super::options::{Options, ScoreOptions};
use crate::Sides;

/// A link of one unit with one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub before: usize,
    pub after: usize,
    pub score: f64,
}

/// What links are computed from.
pub(super) struct Texts<'a> {
    pub units: Sides<&'a [Unit<'a>]>,
    pub folded: Sides<&'a Folded>,
    pub bags: Sides<&'a Bags>,
}

/// Links units one to one: first the heaviest chain in the order of both texts, then what is left, out of order.
pub(super) fn link(texts: &Texts<'_>, options: &Options) -> Vec<Pair> {
    let weights = &options.score;
    let mut candidates = candidates(texts, weights);
    drop_rivals(&mut candidates, weights);
    let sizes = texts.units.map(<[Unit<'_>]>::len);
    let ordered: Vec<Pair> = candidates
        .iter()
        .map(|pair| Pair { score: pair.score + standing(texts, pair.before, pair.after, weights), ..*pair })
        .collect();
    let mut chosen = chain(&ordered, sizes, weights);
    let mut taken = texts.units.map(|units| vec![false; units.len()]);
    for pair in &chosen {
        taken.before[pair.before] = true;
        taken.after[pair.after] = true;
    }
    chosen.extend(strays(&candidates, taken, texts, weights));
    chosen.sort_by_key(|pair| (pair.after, pair.before));
    chosen
}

/// Links what the chain left, out of the order of the texts: the likest first, and then less like ones beside them,
/// since paragraphs move as a whole.
fn strays(
    candidates: &[Pair],
    mut taken: Sides<Vec<bool>>,
    texts: &Texts<'_>,
    weights: &ScoreOptions,
) -> Vec<Pair> {
    let mut free: Vec<Pair> = candidates
        .iter()
        .filter(|pair| {
            pair.score >= weights.company && !taken.before[pair.before] && !taken.after[pair.after]
        })
        .map(|pair| Pair { score: helped(*pair, &taken, texts, weights), ..*pair })
        .collect();
    free.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.before.cmp(&b.before)).then(a.after.cmp(&b.after))
    });
    let mut chosen: Vec<Pair> = Vec::new();
    let mut places: FxHashSet<(usize, usize)> = FxHashSet::default();
    loop {
        let next = free.iter().position(|pair| {
            let beside = |step: usize| {
                places.contains(&(pair.before + step, pair.after + step))
                    || (pair.before >= step
                        && pair.after >= step
                        && places.contains(&(pair.before - step, pair.after - step)))
            };
            pair.score >= weights.moved || beside(1)
        });
        let Some(next) = next else { return chosen };
        let pair = free.remove(next);
        if !taken.before[pair.before] && !taken.after[pair.after] {
            taken.before[pair.before] = true;
            taken.after[pair.after] = true;
            places.insert((pair.before, pair.after));
            chosen.push(pair);
        }
    }
}

/// The likeness of a pair, or of the pair with a free neighbour of the shorter side: halves of a sentence that was
/// split are less like it than both together.
fn helped(pair: Pair, taken: &Sides<Vec<bool>>, texts: &Texts<'_>, weights: &ScoreOptions) -> f64 {
    let one = &texts.bags.before.bags[pair.before];
    let other = &texts.bags.after.bags[pair.after];
    let (whole, at, parts, units, taken) = if one.total.plain >= other.total.plain {
        (one, pair.after, &texts.bags.after.bags, texts.units.after, &taken.after)
    } else {
        (other, pair.before, &texts.bags.before.bags, texts.units.before, &taken.before)
    };
    let neighbours = [at.checked_sub(1), Some(at + 1).filter(|&next| next < parts.len())];
    let joint = neighbours
        .into_iter()
        .flatten()
        .filter(|&next| !taken[next] && units[next].paragraph == units[at].paragraph)
        .map(|next| alike(whole, &Bag::joined([&parts[at], &parts[next]].into_iter()), weights));
    joint.fold(pair.score, f64::max)
}

/// Pairs that share at least one telling word, with the likeness of their words.
fn candidates(texts: &Texts<'_>, weights: &ScoreOptions) -> Vec<Pair> {
    let mut found = Vec::new();
    for before in 0..texts.units.before.len() {
        for after in 0..texts.units.after.len() {
            let score = likeness(texts, before, after, weights);
            if score > 0.0 {
                found.push(Pair { before, after, score });
            }
        }
    }
    found
}

fn equal(texts: &Texts<'_>, before: usize, after: usize) -> bool {
    let (one, other) = (texts.folded.before.unit(before), texts.folded.after.unit(after));
    !one.is_empty() && one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.number == b.number)
}

/// How alike two units are by their words: 0 to 1.
fn likeness(texts: &Texts<'_>, before: usize, after: usize, weights: &ScoreOptions) -> f64 {
    let (one, other) = (&texts.bags.before.bags[before], &texts.bags.after.bags[after]);
    if equal(texts, before, after) {
        return 1.0;
    }
    alike(one, other, weights)
}

fn alike(one: &Bag, other: &Bag, weights: &ScoreOptions) -> f64 {
    let overlap = one.overlap(other);
    if overlap.content == 0 {
        return 0.0;
    }
    (1.0 - weights.rarity) * overlap.plain(one, other) + weights.rarity * overlap.rare(one, other)
}

/// What the places of two units say for a link.
fn standing(texts: &Texts<'_>, before: usize, after: usize, weights: &ScoreOptions) -> f64 {
    let Sides { before: old, after: new } = texts.units;
    let place = |index: usize, count: usize| (index as f64 + 0.5) / count as f64;
    let apart = (place(before, old.len()) - place(after, new.len())).abs();
    let section = old[before].section;
    let same_section = !section.is_empty() && section == new[after].section;
    if same_section { weights.section - weights.place * apart } else { -weights.place * apart }
}

/// Takes out the rivals of pairs that are certain: each other's best, and very alike.
fn drop_rivals(candidates: &mut Vec<Pair>, weights: &ScoreOptions) {
    let mut best: Sides<FxHashMap<usize, f64>> = Sides::default();
    for pair in candidates.iter() {
        let entry = best.before.entry(pair.before).or_insert(0.0);
        *entry = entry.max(pair.score);
        let entry = best.after.entry(pair.after).or_insert(0.0);
        *entry = entry.max(pair.score);
    }
    let is_best = |pair: &Pair| {
        best.before.get(&pair.before) == Some(&pair.score) && best.after.get(&pair.after) == Some(&pair.score)
    };
    let mut certain: Sides<FxHashSet<usize>> = Sides::default();
    for pair in candidates.iter().filter(|pair| pair.score >= weights.certain && is_best(pair)) {
        certain.before.insert(pair.before);
        certain.after.insert(pair.after);
    }
    candidates.retain(|pair| {
        is_best(pair) || !(certain.before.contains(&pair.before) || certain.after.contains(&pair.after))
    });
}
