//! Which sentence of the older text goes with which of the newer one.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::anchors::{self, Run};
use super::bags::{Bag, Bags};
use super::chain::chain;
use super::expected::Expected;
use super::fold::Folded;
use super::options::{Options, ScoreOptions};
use super::unit::{Unit, UnitPair};
use crate::{Side, Sides};

/// Up to so many pairs of units every pair is tried: two texts of about 700 sentences. Longer ones are first framed by
/// their equal sentences.
const WHOLE: usize = 1 << 19;
/// The same for a block between two such sentences, and for what is left over.
const BLOCK: usize = 1 << 14;
/// Rows of a block that one thread tries at least: fewer are done sooner than another thread is woken.
const ROWS: usize = 8;
/// In larger blocks candidates come from an index of words; a word that more units have than this is not looked up.
const POSTINGS: usize = 64;
/// Where more than one of so many units of such a block has only such words, the answer is coarse.
const UNSEARCHED: usize = 8;
/// Insertions and deletions of sentences up to which a block without unique sentences is searched exactly.
const DISTANCE: u64 = 8192;
/// Candidates that each unit of such a block keeps.
const BEST: usize = 8;

/// What links are computed from.
pub(super) struct Texts<'a> {
    pub units: Sides<&'a [Unit<'a>]>,
    pub folded: Sides<&'a Folded>,
    pub bags: Sides<&'a Bags>,
}

/// Links units one to one: first the heaviest chain in the order of both texts, then what is left, out of order.
/// The second value tells that the budget of steps was too small to try all that is promising.
pub(super) fn link(texts: &Texts<'_>, options: &Options) -> (Vec<UnitPair>, bool) {
    let weights = &options.score;
    let sizes = texts.units.map(<[Unit<'_>]>::len);
    let mut search = Search { texts, weights, steps: options.steps, spent: false };
    let mut candidates = search.ordered(sizes);
    drop_rivals(&mut candidates, weights);
    let mut chosen = in_order(&candidates, sizes, texts, weights);
    let mut taken = texts.units.map(|units| vec![false; units.len()]);
    for pair in &chosen {
        taken.before[pair.before] = true;
        taken.after[pair.after] = true;
    }
    let left = taken.as_ref().map(|taken| (0..taken.len()).filter(|&unit| !taken[unit]).collect::<Vec<_>>());
    if sizes.before * sizes.after > WHOLE {
        candidates = search.between(&left);
    }
    chosen.extend(strays(&candidates, taken, texts, weights));
    chosen.sort_by_key(|pair| (pair.after, pair.before));
    (chosen, search.spent)
}

/// The heaviest chain, in two passes: what the first one is sure of tells the second where the rest is expected.
fn in_order(
    candidates: &[UnitPair],
    sizes: Sides<usize>,
    texts: &Texts<'_>,
    weights: &ScoreOptions,
) -> Vec<UnitPair> {
    let standing = |pair: &UnitPair| pair.score + standing(texts, pair.before, pair.after, weights);
    let ordered: Vec<UnitPair> =
        candidates.iter().map(|pair| UnitPair { score: standing(pair), ..*pair }).collect();
    let first = chain(&ordered, sizes, weights);
    let sure: FxHashSet<(usize, usize)> = candidates
        .iter()
        .filter(|pair| pair.score >= weights.sure)
        .map(|pair| (pair.before, pair.after))
        .collect();
    let sure = first.into_iter().filter(|pair| sure.contains(&(pair.before, pair.after)));
    let expected = Expected::new(sure, sizes);
    let ordered: Vec<UnitPair> = ordered
        .into_iter()
        .map(|pair| UnitPair { score: pair.score - weights.apart * expected.apart(&pair), ..pair })
        .collect();
    chain(&ordered, sizes, weights)
}

/// Links what the chain left, out of the order of the texts: the likest first, and then less like ones beside them,
/// since paragraphs move as a whole.
fn strays(
    candidates: &[UnitPair],
    mut taken: Sides<Vec<bool>>,
    texts: &Texts<'_>,
    weights: &ScoreOptions,
) -> Vec<UnitPair> {
    let mut free: Vec<UnitPair> = candidates
        .iter()
        .filter(|pair| {
            pair.score >= weights.company && !taken.before[pair.before] && !taken.after[pair.after]
        })
        .map(|pair| UnitPair { score: helped(*pair, &taken, texts, weights), ..*pair })
        .collect();
    free.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.before.cmp(&b.before)).then(a.after.cmp(&b.after))
    });
    let places: FxHashMap<(usize, usize), usize> =
        free.iter().enumerate().map(|(rank, pair)| ((pair.before, pair.after), rank)).collect();
    // By rank: what may be chosen now, the likest first.
    let mut open: BinaryHeap<Reverse<usize>> =
        (0..free.len()).filter(|&rank| free[rank].score >= weights.moved).map(Reverse).collect();
    let mut chosen: Vec<UnitPair> = Vec::new();
    while let Some(Reverse(rank)) = open.pop() {
        let pair = free[rank];
        if taken.before[pair.before] || taken.after[pair.after] {
            continue;
        }
        taken.before[pair.before] = true;
        taken.after[pair.after] = true;
        chosen.push(pair);
        let before = pair.before.checked_sub(1).zip(pair.after.checked_sub(1));
        let beside = [before, Some((pair.before + 1, pair.after + 1))];
        open.extend(
            beside.into_iter().flatten().filter_map(|place| places.get(&place).copied()).map(Reverse),
        );
    }
    chosen
}

/// The likeness of a pair, or of the pair with a free neighbour of the shorter side: halves of a sentence that was
/// split are less like it than both together.
fn helped(pair: UnitPair, taken: &Sides<Vec<bool>>, texts: &Texts<'_>, weights: &ScoreOptions) -> f64 {
    let one = &texts.bags.before[pair.before];
    let other = &texts.bags.after[pair.after];
    let (whole, at, parts, units, taken) = if one.total.plain >= other.total.plain {
        (one, pair.after, texts.bags.after, texts.units.after, &taken.after)
    } else {
        (other, pair.before, texts.bags.before, texts.units.before, &taken.before)
    };
    let neighbours = [at.checked_sub(1), Some(at + 1).filter(|&next| next < parts.len())];
    let joint = neighbours
        .into_iter()
        .flatten()
        .filter(|&next| !taken[next] && units[next].paragraph == units[at].paragraph)
        .map(|next| alike(whole, &Bag::joined([&parts[at], &parts[next]].into_iter()), weights));
    joint.fold(pair.score, f64::max)
}

/// Finds candidates within a budget.
struct Search<'a, 't> {
    texts: &'a Texts<'t>,
    weights: &'a ScoreOptions,
    steps: u64,
    spent: bool,
}

impl Search<'_, '_> {
    /// Candidates for the chain: every pair of short texts; of long ones what stands in the frame of equal sentences.
    fn ordered(&mut self, sizes: Sides<usize>) -> Vec<UnitPair> {
        if sizes.before * sizes.after <= WHOLE {
            return self.within(&Sides::new(0..sizes.before, 0..sizes.after).map(Iterator::collect));
        }
        let Sides { before: old, after: new } = self.texts.folded;
        let class = |folded: &Folded| (0..folded.len()).map(|unit| folded.class(unit)).collect::<Vec<_>>();
        let numbers = Sides::new(class(old), class(new));
        let numbers = Sides::new(&numbers.before[..], &numbers.after[..]);
        let mut runs = anchors::runs(numbers, BLOCK);
        let repeated: Vec<Run> =
            anchors::gaps(&runs, sizes).iter().flat_map(|gap| self.repeated(numbers, gap)).collect();
        runs.extend(repeated);
        runs.sort_unstable_by_key(|run| run.before);
        let anchors = runs.iter().flat_map(|run| {
            (0..run.len).map(|step| UnitPair {
                before: run.before + step,
                after: run.after + step,
                score: 1.0,
            })
        });
        let mut found: Vec<UnitPair> = anchors.collect();
        let gaps = anchors::gaps(&runs, sizes);
        let blocks: Vec<Sides<Vec<usize>>> = gaps
            .into_iter()
            .filter(|gap| !gap.before.is_empty() && !gap.after.is_empty())
            .filter(|gap| self.pays(gap.before.len(), gap.after.len()))
            .map(|gap| gap.map(Iterator::collect))
            .collect();
        let pairs: Vec<(Vec<UnitPair>, bool)> = blocks.par_iter().map(|block| self.block(block)).collect();
        for (pairs, coarse) in pairs {
            found.extend(pairs);
            self.spent |= coarse;
        }
        found
    }

    /// The equal sentences of a large block in which none stands once, as in copies of one text after each other: they
    /// frame it if they are at least half of its shorter side.
    fn repeated(&mut self, numbers: Sides<&[u32]>, block: &Sides<Range<usize>>) -> Vec<Run> {
        let (before, after) = (block.before.len(), block.after.len());
        if before.saturating_mul(after) <= BLOCK {
            return Vec::new();
        }
        if 2 * shared(numbers.cut(block)) < before.min(after) {
            return Vec::new();
        }
        // Half of the budget at most: what comes after this block is to be searched too.
        let limit = (self.steps / 2 / (before + after) as u64).min(DISTANCE) as usize;
        let runs = anchors::exact(numbers, block, limit).unwrap_or_default();
        self.steps -= (before + after) as u64 * limit as u64;
        let equal: usize = runs.iter().map(|run| run.len).sum();
        if 2 * equal >= before.min(after) { runs } else { Vec::new() }
    }

    /// Candidates among units left over.
    fn between(&mut self, left: &Sides<Vec<usize>>) -> Vec<UnitPair> {
        let pays = self.pays(left.before.len(), left.after.len());
        let (pairs, coarse) = if pays { self.block(left) } else { Default::default() };
        self.spent |= coarse;
        pairs
    }

    /// Takes the steps for a block from what is left of the budget.
    fn pays(&mut self, before: usize, after: usize) -> bool {
        let price = if before * after <= BLOCK { before * after } else { (before + after) * POSTINGS } as u64;
        if self.steps < price {
            self.spent = true;
            return false;
        }
        self.steps -= price;
        true
    }

    /// The candidates of a block, and whether they are coarser than they might be.
    fn block(&self, units: &Sides<Vec<usize>>) -> (Vec<UnitPair>, bool) {
        let is_small = units.before.len() * units.after.len() <= BLOCK;
        if is_small { (self.within(units), false) } else { self.indexed(units) }
    }

    /// Every pair that shares at least one telling word, with the likeness of their words.
    fn within(&self, units: &Sides<Vec<usize>>) -> Vec<UnitPair> {
        let row = |&before: &usize| {
            units.after.iter().filter_map(move |&after| pair(self.texts, before, after, self.weights))
        };
        units.before.par_iter().with_min_len(ROWS).flat_map_iter(row).collect()
    }

    /// For each older unit the newer ones that share the most of its rare words.
    ///
    /// Where a considerable part of the units have only words that too many have, the second value says so.
    fn indexed(&self, units: &Sides<Vec<usize>>) -> (Vec<UnitPair>, bool) {
        let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &after in &units.after {
            for (stem, weight) in &self.texts.bags.after[after].stems {
                let list = postings.entry(*stem).or_default();
                if weight.content && list.len() <= POSTINGS && list.last() != Some(&(after as u32)) {
                    list.push(after as u32);
                }
            }
        }
        let found: Vec<Vec<UnitPair>> = units
            .before
            .par_iter()
            .map(|&before| {
                let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
                for (stem, weight) in &self.texts.bags.before[before].stems {
                    let list = postings.get(stem).filter(|list| list.len() <= POSTINGS);
                    for &after in list.into_iter().flatten() {
                        *shared.entry(after).or_default() += weight.rare;
                    }
                }
                let mut best: Vec<(u32, f32)> = shared.into_iter().collect();
                best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                let best = best.into_iter().take(BEST);
                best.filter_map(|(after, _)| pair(self.texts, before, after as usize, self.weights)).collect()
            })
            .collect();
        let mut pairs: Vec<UnitPair> = found.into_iter().flatten().collect();
        pairs.extend(self.equal(units));
        (pairs, self.is_coarse(units))
    }

    /// Whether too many units have words in common with the other side that are all too common to be looked up.
    fn is_coarse(&self, units: &Sides<Vec<usize>>) -> bool {
        let stems = |side: Side, unit: usize| {
            let stems = &self.texts.bags.of(side)[unit].stems;
            stems.iter().filter(|(_, weight)| weight.content).map(|(stem, _)| *stem)
        };
        let counts = Sides::new(Side::Before, Side::After).map(|side| {
            let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
            for &unit in units.of(side) {
                stems(side, unit).for_each(|stem| *counts.entry(stem).or_default() += 1);
            }
            counts
        });
        let unsearched = |side: Side| {
            let across = counts.of(side.other());
            let is_unsearched = |unit: &&usize| {
                let shared = || stems(side, **unit).filter_map(|stem| across.get(&stem));
                shared().next().is_some() && shared().all(|&count| count > POSTINGS)
            };
            units.of(side).iter().filter(is_unsearched).count()
        };
        let all = units.before.len() + units.after.len();
        (unsearched(Side::Before) + unsearched(Side::After)) * UNSEARCHED > all
    }

    /// Equal sentences that stand several times, in their order: too common for the index, and one as good as another.
    fn equal(&self, units: &Sides<Vec<usize>>) -> Vec<UnitPair> {
        let mut places: FxHashMap<u32, VecDeque<usize>> = FxHashMap::default();
        for &after in &units.after {
            places.entry(self.texts.folded.after.class(after)).or_default().push_back(after);
        }
        let next = |&before: &usize| {
            let after = places.get_mut(&self.texts.folded.before.class(before))?.pop_front()?;
            Some(UnitPair { before, after, score: 1.0 })
        };
        units.before.iter().filter_map(next).collect()
    }
}

/// How many numbers two lists have in common, each as often as in the list that has it less often.
fn shared(numbers: Sides<&[u32]>) -> usize {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    numbers.before.iter().for_each(|&number| *counts.entry(number).or_default() += 1);
    let is_there =
        |number: &&u32| counts.get_mut(number).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
    numbers.after.iter().filter(is_there).count()
}

/// The link of two units, if they share a telling word or are equal.
fn pair(texts: &Texts<'_>, before: usize, after: usize, weights: &ScoreOptions) -> Option<UnitPair> {
    let (one, other) = (&texts.bags.before[before], &texts.bags.after[after]);
    if texts.folded.before.class(before) == texts.folded.after.class(after) {
        return Some(UnitPair { before, after, score: 1.0 });
    }
    let score = alike(one, other, weights);
    (score > 0.0).then_some(UnitPair { before, after, score })
}

/// How alike two bags are by their words: 0 to 1. Function words and formulas alone make nothing alike, unless there is
/// nothing else ("Or is it." and "Or is it?").
fn alike(one: &Bag, other: &Bag, weights: &ScoreOptions) -> f64 {
    let overlap = one.overlap(other);
    if overlap.content == 0 && overlap.plain(one, other) < 1.0 {
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
fn drop_rivals(candidates: &mut Vec<UnitPair>, weights: &ScoreOptions) {
    let mut best: Sides<FxHashMap<usize, f64>> = Sides::default();
    for pair in candidates.iter() {
        let entry = best.before.entry(pair.before).or_insert(0.0);
        *entry = entry.max(pair.score);
        let entry = best.after.entry(pair.after).or_insert(0.0);
        *entry = entry.max(pair.score);
    }
    let is_best = |pair: &UnitPair| {
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
