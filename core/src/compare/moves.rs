//! Moves: the smallest set of links that leave the order of the texts.

use super::groups::Group;

/// For each group whether it moved, and the number of the move (from 1, in the newer text's order) that it shares with
/// the groups that moved along with it. `groups` stand in the newer text's order; `weights` decide between sets of
/// equal size: the lighter one moved.
pub(super) fn moves(groups: &[Group], weights: &[f64]) -> Vec<Option<usize>> {
    let stays = heaviest_chain(groups, weights);
    let mut number = 0;
    let mut moved: Vec<Option<usize>> = vec![None; groups.len()];
    for index in 0..groups.len() {
        if stays[index] {
            continue;
        }
        let together = index > 0 && moved[index - 1].is_some() && follows(&groups[index - 1], &groups[index]);
        if !together {
            number += 1;
        }
        moved[index] = Some(number);
    }
    moved
}

/// Whether two groups stand next to each other in both texts, in the same order.
fn follows(one: &Group, next: &Group) -> bool {
    let adjacent = |one: &[usize], next: &[usize]| one.last().map(|last| last + 1) == next.first().copied();
    adjacent(&one.units.before, &next.units.before) && adjacent(&one.units.after, &next.units.after)
}

/// Marks the groups that stay: most groups first, then most weight.
fn heaviest_chain(groups: &[Group], weights: &[f64]) -> Vec<bool> {
    let width = groups.iter().filter_map(|group| group.units.before.last()).max().map_or(0, |last| last + 1);
    let mut tree: Vec<Option<usize>> = vec![None; width + 1];
    let mut sums = vec![(0_usize, 0.0_f64); groups.len()];
    let mut previous: Vec<Option<usize>> = vec![None; groups.len()];
    let mut end: Option<usize> = None;
    let heavier = |a: (usize, f64), b: (usize, f64)| a.0 > b.0 || (a.0 == b.0 && a.1 > b.1);
    for (index, group) in groups.iter().enumerate() {
        let (Some(&first), Some(&last)) = (group.units.before.first(), group.units.before.last()) else {
            continue;
        };
        let mut best: Option<usize> = None;
        let mut column = first;
        while column > 0 {
            if let Some(other) = tree[column]
                && best.is_none_or(|best| heavier(sums[other], sums[best]))
            {
                best = Some(other);
            }
            column &= column - 1;
        }
        let (count, weight) = best.map_or((0, 0.0), |best| sums[best]);
        sums[index] = (count + 1, weight + weights[index]);
        previous[index] = best;
        if end.is_none_or(|end| heavier(sums[index], sums[end])) {
            end = Some(index);
        }
        let mut column = last + 1;
        while column <= width {
            if tree[column].is_none_or(|other| heavier(sums[index], sums[other])) {
                tree[column] = Some(index);
            }
            column += column & column.wrapping_neg();
        }
    }
    let mut stays = vec![false; groups.len()];
    while let Some(index) = end {
        stays[index] = true;
        end = previous[index];
    }
    stays
}
