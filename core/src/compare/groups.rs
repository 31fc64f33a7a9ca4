//! Splits and merges: a sentence that became several, several that became one.

use super::bags::{Bag, Bags};
use super::links::Texts;
use super::options::ScoreOptions;
use super::unit::UnitPair;
use crate::Sides;

/// A link of units of one text with units of the other; one side has exactly one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub units: Sides<Vec<usize>>,
    pub score: f64,
}

/// Grows links one to one into splits and merges by unlinked neighbours.
pub(super) fn grow(pairs: &[UnitPair], texts: &Texts<'_>, weights: &ScoreOptions) -> Vec<Group> {
    let mut linked = texts.units.map(|units| vec![false; units.len()]);
    for pair in pairs {
        linked.before[pair.before] = true;
        linked.after[pair.after] = true;
    }
    let mut groups = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let before = texts.bags.before;
        let after = texts.bags.after;
        // The side that has more words left over is the whole; the other one may have more parts.
        let split = before[pair.before].total.plain >= after[pair.after].total.plain;
        let (whole, part, parts, taken, paragraphs) = if split {
            (&before[pair.before], pair.after, after, &mut linked.after, texts.units.after)
        } else {
            (&after[pair.after], pair.before, before, &mut linked.before, texts.units.before)
        };
        let mut members = vec![part];
        loop {
            let (first, last) = (members[0], members[members.len() - 1]);
            let following = (last + 1 < parts.len()).then_some(last + 1);
            let next =
                [first.checked_sub(1), following].into_iter().flatten().filter(|&next| !taken[next]).find(
                    |&next| {
                        let near = paragraphs[next].paragraph == paragraphs[first].paragraph;
                        near && belongs(whole, &members, next, parts, weights)
                    },
                );
            let Some(next) = next else { break };
            taken[next] = true;
            if next < first { members.insert(0, next) } else { members.push(next) }
        }
        let units = if split {
            Sides::new(vec![pair.before], members)
        } else {
            Sides::new(members, vec![pair.after])
        };
        groups.push(Group { units, score: pair.score });
    }
    groups
}

fn belongs(whole: &Bag, members: &[usize], next: usize, parts: &Bags, weights: &ScoreOptions) -> bool {
    let now = Bag::joined(members.iter().map(|&member| &parts[member]));
    let grown = Bag::joined(members.iter().chain([&next]).map(|&member| &parts[member]));
    let together = whole.overlap(&grown).weight.plain;
    let gain = f64::from(together - whole.overlap(&now).weight.plain);
    let size = f64::from(whole.total.plain);
    gain >= weights.covered * f64::from(parts[next].total.plain)
        && gain >= weights.share * size
        && f64::from(together) >= weights.whole * size
}
