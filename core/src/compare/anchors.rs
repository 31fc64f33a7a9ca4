//! The frame of two long sequences: runs that both have, in the same order.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::Sides;

/// Equal numbers at the same distance from each other in both sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub before: usize,
    pub after: usize,
    pub len: usize,
}

/// Lengths of the stretches whose uniqueness is tried, shortest first: what repeats word by word may be unique in pairs
/// or longer stretches. Powers of two, so that each length costs one pass.
const WIDTHS: [usize; 6] = [1, 2, 4, 8, 16, 32];
/// How often a block may be divided again. Each level reads every number at most once for each width, so that the work
/// is bounded by the length times a constant.
const LEVELS: usize = 24;

/// Finds runs that stand in the order of both sequences: equal ends, and between them stretches that stand exactly
/// once in either (patience), again and again inside what is left. Blocks with at most `area` pairs are left to
/// exact search.
///
/// Runs come in order and do not touch one another on the same diagonal.
pub(super) fn runs(numbers: Sides<&[u32]>, area: usize) -> Vec<Run> {
    let mut found = Vec::new();
    let whole = Sides::new(0..numbers.before.len(), 0..numbers.after.len());
    let mut blocks = vec![(whole, 0)];
    while let Some((block, level)) = blocks.pop() {
        let block = trimmed(numbers, block, &mut found);
        if block.before.len().saturating_mul(block.after.len()) <= area || level == LEVELS {
            continue;
        }
        let chain = WIDTHS.iter().map(|&width| (width, unique(numbers, &block, width)));
        let Some((width, chain)) = chain.into_iter().find(|(_, chain)| !chain.is_empty()) else { continue };
        let mut at = Sides::new(block.before.start, block.after.start);
        for (before, after) in chain {
            // Stretches may overlap by their length.
            if before < at.before || after < at.after {
                continue;
            }
            found.push(Run { before, after, len: width });
            blocks.push((Sides::new(at.before..before, at.after..after), level + 1));
            at = Sides::new(before + width, after + width);
        }
        blocks.push((Sides::new(at.before..block.before.end, at.after..block.after.end), level + 1));
    }
    found.sort_unstable_by_key(|run| run.before);
    joined(found)
}

/// The blocks between runs, in order; one side may be empty, never both.
pub(super) fn gaps(runs: &[Run], sizes: Sides<usize>) -> Vec<Sides<Range<usize>>> {
    let mut at = Sides::new(0, 0);
    let mut gaps = Vec::new();
    let end = Run { before: sizes.before, after: sizes.after, len: 0 };
    for run in runs.iter().chain([&end]) {
        if at.before < run.before || at.after < run.after {
            gaps.push(Sides::new(at.before..run.before, at.after..run.after));
        }
        at = Sides::new(run.before + run.len, run.after + run.len);
    }
    gaps
}

/// The runs of a block by exact search, which needs nothing that stands once; nothing where its sides differ by more than
/// `limit` insertions and deletions.
pub(super) fn exact(numbers: Sides<&[u32]>, block: &Sides<Range<usize>>, limit: usize) -> Option<Vec<Run>> {
    if !near(numbers, block, limit) {
        return None;
    }
    let Sides { before: one, after: other } = numbers.cut(block);
    // Of several shortest scripts each direction finds one; what both have is the same whichever text is the newer.
    let back: FxHashSet<(usize, usize)> = equal(other, one).map(|(after, before)| (before, after)).collect();
    let both = equal(one, other).filter(|pair| back.contains(pair));
    let runs = both.map(|(before, after)| Run {
        before: block.before.start + before,
        after: block.after.start + after,
        len: 1,
    });
    Some(joined(runs.collect()))
}

/// The pairs of places that a shortest script keeps.
fn equal(one: &[u32], other: &[u32]) -> impl Iterator<Item = (usize, usize)> + use<> {
    capture_diff_slices(Algorithm::Myers, one, other).into_iter().flat_map(|op| match op {
        DiffOp::Equal { old_index, new_index, len } => {
            (0..len).map(|step| (old_index + step, new_index + step)).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether the two sides of a block differ by at most so many insertions and deletions: the forward half of Myers' search
/// (Myers 1986), which notes no way and so takes little memory. Its work is bounded by the length of the block times
/// `limit`.
pub(super) fn near(numbers: Sides<&[u32]>, block: &Sides<Range<usize>>, limit: usize) -> bool {
    let Sides { before: one, after: other } = numbers.cut(block);
    if one.len().abs_diff(other.len()) > limit {
        return false;
    }
    // The furthest place on each diagonal; the middle one is the main diagonal.
    let mut furthest = vec![0_usize; 2 * limit + 3];
    for distance in 0..=limit {
        for step in (0..=2 * distance).step_by(2) {
            let at = limit + 1 + step - distance;
            let down = step == 0 || (step != 2 * distance && furthest[at - 1] < furthest[at + 1]);
            let mut x = if distance == 0 {
                0
            } else if down {
                furthest[at + 1]
            } else {
                furthest[at - 1] + 1
            };
            let Some(mut y) = (x + limit + 1).checked_sub(at) else { continue };
            while x < one.len() && y < other.len() && one[x] == other[y] {
                x += 1;
                y += 1;
            }
            furthest[at] = x;
            if x == one.len() && y == other.len() {
                return true;
            }
        }
    }
    false
}

/// Takes equal ends off a block.
fn trimmed(numbers: Sides<&[u32]>, block: Sides<Range<usize>>, found: &mut Vec<Run>) -> Sides<Range<usize>> {
    let Sides { before: one, after: other } = numbers.cut(&block);
    let Sides { before: mut old, after: mut new } = block;
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    if head > 0 {
        found.push(Run { before: old.start, after: new.start, len: head });
    }
    if tail > 0 {
        found.push(Run { before: old.end - tail, after: new.end - tail, len: tail });
    }
    old = old.start + head..old.end - tail;
    new = new.start + head..new.end - tail;
    Sides::new(old, new)
}

/// The longest chain of stretches of one length that stand once in either block, as pairs of places.
fn unique(numbers: Sides<&[u32]>, block: &Sides<Range<usize>>, width: usize) -> Vec<(usize, usize)> {
    if block.before.len() < width || block.after.len() < width {
        return Vec::new();
    }
    // Counts on both sides, and the place on each.
    let mut places: FxHashMap<u64, [(u32, u32); 2]> = FxHashMap::default();
    for (side, numbers, range) in [(0, numbers.before, &block.before), (1, numbers.after, &block.after)] {
        for start in range.start..=range.end - width {
            let entry = &mut places.entry(hash(&numbers[start..start + width])).or_default()[side];
            entry.0 = entry.0.saturating_add(1);
            entry.1 = start as u32;
        }
    }
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter(|[one, other]| one.0 == 1 && other.0 == 1)
        .map(|[one, other]| (one.1 as usize, other.1 as usize))
        .filter(|&(i, j)| numbers.before[i..i + width] == numbers.after[j..j + width])
        .collect();
    pairs.sort_unstable();
    longest(&pairs)
}

fn hash(stretch: &[u32]) -> u64 {
    stretch.iter().fold(0, |hash: u64, &number| {
        (hash ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26)
    })
}

/// The longest ascending chain, by places of the second sequence; `pairs` ascend in the first.
fn longest(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![usize::MAX; pairs.len()];
    for (index, &(_, after)) in pairs.iter().enumerate() {
        let place = ends.partition_point(|&end| pairs[end].1 < after);
        if let Some(before) = place.checked_sub(1) {
            previous[index] = ends[before];
        }
        if place == ends.len() { ends.push(index) } else { ends[place] = index }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied().unwrap_or(usize::MAX);
    while let Some(&pair) = pairs.get(next) {
        chain.push(pair);
        next = previous[next];
    }
    chain.reverse();
    chain
}

fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.before + last.len == run.before && last.after + last.len == run.after => {
                last.len += run.len;
            }
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(before: &[u32], after: &[u32], expected: &[(usize, usize, usize)]) {
        let found: Vec<_> = runs(Sides::new(before, after), 0)
            .into_iter()
            .map(|run| (run.before, run.after, run.len))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn equal_ends_and_unique_numbers_frame_what_differs() {
        check(&[1, 2, 3], &[1, 2, 3], &[(0, 0, 3)]);
        check(&[1, 2, 3, 4], &[1, 9, 3, 8, 4], &[(0, 0, 1), (2, 2, 1), (3, 4, 1)]);
        check(&[], &[1], &[]);
    }

    #[test]
    fn what_repeats_is_found_by_longer_stretches() {
        check(&[7, 1, 2, 1, 1, 8], &[9, 9, 1, 2, 1, 1, 6], &[(1, 2, 4)]);
    }

    proptest! {
        #[test]
        fn runs_are_equal_and_in_order(
            before in prop::collection::vec(0_u32..6, 0..60),
            after in prop::collection::vec(0_u32..6, 0..60),
        ) {
            let mut at = (0, 0);
            for run in runs(Sides::new(&before[..], &after[..]), 4) {
                prop_assert!(run.before >= at.0 && run.after >= at.1 && run.len > 0);
                at = (run.before + run.len, run.after + run.len);
                prop_assert_eq!(&before[run.before..at.0], &after[run.after..at.1]);
            }
        }
    }
}
