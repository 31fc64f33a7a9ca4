//! The heaviest chain of pairs in the order of both texts.

use rustc_hash::FxHashMap;

use super::options::ScoreOptions;
use super::unit::UnitPair;
use crate::Sides;

/// Chooses the chain. A pair weighs what its score exceeds the threshold by, and more where it stands next to the pair
/// before it in both texts; the starts and the ends of the texts count as such pairs.
///
/// `sizes` are the numbers of units of both texts.
pub(super) fn chain(candidates: &[UnitPair], sizes: Sides<usize>, weights: &ScoreOptions) -> Vec<UnitPair> {
    let mut pairs = candidates.to_vec();
    // Of one row, the columns from right to left: a row may then not follow itself.
    pairs.sort_by_key(|pair| (pair.before, std::cmp::Reverse(pair.after)));
    let mut places: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let mut tree = Tree::new(sizes.after);
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let own = pair.score - weights.link;
        let mut chosen = (if (pair.before, pair.after) == (0, 0) { weights.adjacent } else { 0.0 }, None);
        if let Some(other) = tree.best_below(pair.after, &best)
            && best[other].0 > chosen.0
        {
            chosen = (best[other].0, Some(other));
        }
        if pair.before > 0
            && pair.after > 0
            && let Some(&other) = places.get(&(pair.before - 1, pair.after - 1))
            && best[other].0 + weights.adjacent > chosen.0
        {
            chosen = (best[other].0 + weights.adjacent, Some(other));
        }
        best.push((chosen.0 + own, chosen.1));
        places.insert((pair.before, pair.after), index);
        tree.put(pair.after, index, &best);
    }
    let closing = |index: usize| {
        let pair = &pairs[index];
        let last = pair.before + 1 == sizes.before && pair.after + 1 == sizes.after;
        best[index].0 + if last { weights.adjacent } else { 0.0 }
    };
    let end = (0..pairs.len()).max_by(|&a, &b| closing(a).total_cmp(&closing(b)).then(b.cmp(&a)));
    let mut next = end.filter(|&end| closing(end) > 0.0);
    let mut chosen = Vec::new();
    while let Some(index) = next {
        chosen.push(pairs[index]);
        next = best[index].1;
    }
    chosen.reverse();
    chosen
}

/// A tree of prefixes (Fenwick): for each column the best chain that ends left of it.
struct Tree {
    nodes: Vec<Option<usize>>,
}

impl Tree {
    fn new(width: usize) -> Self {
        Self { nodes: vec![None; width + 1] }
    }

    fn best_below(&self, column: usize, best: &[(f64, Option<usize>)]) -> Option<usize> {
        let mut found: Option<usize> = None;
        let mut at = column;
        while at > 0 {
            if let Some(other) = self.nodes[at]
                && found.is_none_or(|found| best[other].0 > best[found].0)
            {
                found = Some(other);
            }
            at &= at - 1;
        }
        found
    }

    fn put(&mut self, column: usize, index: usize, best: &[(f64, Option<usize>)]) {
        let mut at = column + 1;
        while at < self.nodes.len() {
            if self.nodes[at].is_none_or(|other| best[index].0 > best[other].0) {
                self.nodes[at] = Some(index);
            }
            at += at & at.wrapping_neg();
        }
    }
}
