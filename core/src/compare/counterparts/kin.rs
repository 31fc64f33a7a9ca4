//! Links for sentences that are left over: each other's nearest by the rare words of the genre, however many others stand around.

use rustc_hash::FxHashMap;

use super::super::links::Texts;
use super::super::unit::UnitPair;
use super::{BEST, Bag, POSTINGS, RARE, Telling};
use crate::compare::words::Words;
use crate::{Side, Sides};

/// From this cosine two sentences that are each other's nearest are one that was reworded. Lower ones are as often two.
const KIN: f64 = 0.34;

/// Pairs of units without a link that are each other's nearest.
pub fn kin(texts: &Texts<'_>, chosen: &[UnitPair], words: &Words) -> Vec<UnitPair> {
    let mut left = texts.units.map(|units| vec![true; units.len()]);
    for pair in chosen {
        left.before[pair.before] = false;
        left.after[pair.after] = false;
    }
    let left = left.map(|left| (0..left.len()).filter(|&unit| left[unit]).collect::<Vec<_>>());
    if left.before.is_empty() || left.after.is_empty() {
        return Vec::new();
    }
    let telling = Telling::new(words);
    let bags = Sides::new(Side::Before, Side::After).map(|side| {
        let bag = |&unit: &usize| telling.bag(texts.folded.of(side).unit(unit).iter());
        left.of(side).iter().map(bag).collect::<Vec<_>>()
    });
    let forth = nearest(&bags.before, &bags.after);
    let back = nearest(&bags.after, &bags.before);
    let mutual = forth.into_iter().enumerate().filter_map(|(before, found)| {
        let (after, score) =
            found.filter(|(after, _)| back[*after].is_some_and(|(back, _)| back == before))?;
        Some(UnitPair { before: left.before[before], after: left.after[after], score })
    });
    mutual.collect()
}

/// For each bag the most alike one of the others, from `KIN` on; of equals the first.
fn nearest(bags: &[Bag], others: &[Bag]) -> Vec<Option<(usize, f64)>> {
    let mut postings: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (number, other) in others.iter().enumerate() {
        for (stem, _) in &other.stems {
            postings.entry(*stem).or_default().push(number);
        }
    }
    let nearest = |bag: &Bag| {
        let mut shared: FxHashMap<usize, u32> = FxHashMap::default();
        for (stem, weight) in bag.stems.iter().filter(|(_, weight)| *weight >= RARE) {
            for &other in postings.get(stem).filter(|places| places.len() <= POSTINGS).into_iter().flatten() {
                *shared.entry(other).or_default() += weight;
            }
        }
        let mut best: Vec<(usize, u32)> = shared.into_iter().collect();
        best.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let alike = best.iter().take(BEST).map(|&(other, _)| (other, bag.alike(&others[other])));
        let sure = alike.filter(|(_, alike)| *alike >= KIN);
        sure.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    };
    bags.iter().map(nearest).collect()
}
