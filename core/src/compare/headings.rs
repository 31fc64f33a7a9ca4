//! Headings of both texts: which came in, went, were worded another way or stand in another order.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::Fold;
use super::model::{Change, HeadingChange, HeadingChangeKind};
use super::token::tokens;
use super::words::word_key;
use crate::statement::{Role, Statement};
use crate::{Side, Sides};

/// A heading, and what stands under it.
struct Heading<'s> {
    text: &'s str,
    key: String,
    /// The first sentence under it.
    next: Option<usize>,
}

/// The headings that differ, in the newer text's order, those that went behind.
pub(super) fn headings(statements: Sides<&Statement>, changes: &[Change], fold: &Fold) -> Vec<HeadingChange> {
    let lists = statements.map(list);
    if lists.before.is_empty() && lists.after.is_empty() {
        return Vec::new();
    }
    let entries = entries(statements, changes);
    // Ties break by the order of the texts; which of them counts as the first must not depend on the direction asked for.
    let keys = |side: Side| lists.of(side).iter().map(|heading| heading.key.as_str()).collect::<Vec<_>>();
    let partners = if keys(Side::Before) <= keys(Side::After) {
        paired(lists.as_ref().map(Vec::as_slice), entries.as_ref().map(Vec::as_slice), changes)
    } else {
        let swapped = paired(
            lists.as_ref().map(Vec::as_slice).swap(),
            entries.as_ref().map(Vec::as_slice).swap(),
            changes,
        );
        swapped.into_iter().map(|(pair, moved)| (pair.swap(), moved)).collect()
    };
    let mut found: Vec<(usize, HeadingChange)> = Vec::new();
    let mut taken = lists.as_ref().map(|list| vec![false; list.len()]);
    for (pair, moved) in partners {
        (taken.before[pair.before], taken.after[pair.after]) = (true, true);
        let (before, after) = (&lists.before[pair.before], &lists.after[pair.after]);
        let kind = if !fold.same(before.text, after.text) {
            HeadingChangeKind::Renamed
        } else if moved {
            HeadingChangeKind::Moved
        } else {
            continue;
        };
        found.push((pair.after, told(kind, Sides::new(Some(before), Some(after)))));
    }
    for (at, heading) in lists.after.iter().enumerate().filter(|(at, _)| !taken.after[*at]) {
        found.push((at, told(HeadingChangeKind::Added, Sides::new(None, Some(heading)))));
    }
    found.sort_by_key(|(at, _)| *at);
    let mut all: Vec<HeadingChange> = found.into_iter().map(|(_, change)| change).collect();
    let gone = lists.before.iter().enumerate().filter(|(at, _)| !taken.before[*at]);
    all.extend(gone.map(|(_, heading)| told(HeadingChangeKind::Removed, Sides::new(Some(heading), None))));
    all
}

fn told(kind: HeadingChangeKind, sides: Sides<Option<&Heading<'_>>>) -> HeadingChange {
    HeadingChange {
        kind,
        text: sides.map(|heading| heading.map(|heading| heading.text.to_owned())),
        next: sides.map(|heading| heading.and_then(|heading| heading.next)),
    }
}

fn list(statement: &Statement) -> Vec<Heading<'_>> {
    let mut first: FxHashMap<usize, usize> = FxHashMap::default();
    for sentence in &statement.sentences {
        first.entry(sentence.paragraph).or_insert(sentence.index);
    }
    let mut list: Vec<Heading<'_>> = Vec::new();
    let mut open = 0;
    for block in &statement.blocks {
        if block.role == Role::Heading {
            list.push(Heading { text: &block.text, key: key(&block.text), next: None });
        } else if let Some(next) = block.index.and_then(|paragraph| first.get(&paragraph)) {
            for heading in &mut list[open..] {
                heading.next = Some(*next);
            }
            open = list.len();
        }
    }
    list
}

/// The words of a heading, as they are compared.
fn key(text: &str) -> String {
    let mut cut = Vec::new();
    tokens(text, &mut cut);
    let mut key = String::new();
    let words = cut.iter().filter(|token| !token.mark).map(|token| {
        word_key(&text[token.start as usize..token.end as usize], &mut key);
        key.clone()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The entry of each sentence.
fn entries(statements: Sides<&Statement>, changes: &[Change]) -> Sides<Vec<usize>> {
    let mut entries = statements.map(|statement| vec![usize::MAX; statement.sentences.len()]);
    for (index, change) in changes.iter().enumerate() {
        for side in Side::BOTH {
            for &sentence in change.sentences.of(side) {
                entries.of_mut(side)[sentence] = index;
            }
        }
    }
    entries
}

/// Headings that belong together, and whether they left the order while what stands under them stayed: equal ones, then
/// those over the same sentence, then those alone between two others that belong together and share a word.
fn paired(
    lists: Sides<&[Heading<'_>]>,
    entries: Sides<&[usize]>,
    changes: &[Change],
) -> Vec<(Sides<usize>, bool)> {
    let mut partner: Vec<Option<usize>> = vec![None; lists.after.len()];
    let mut free = vec![true; lists.before.len()];
    let mut by_key: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for (at, heading) in lists.before.iter().enumerate() {
        by_key.entry(&heading.key).or_default().push_back(at);
    }
    for (at, heading) in lists.after.iter().enumerate() {
        let equal = by_key.get_mut(heading.key.as_str()).and_then(VecDeque::pop_front);
        partner[at] = equal;
        equal.into_iter().for_each(|equal| free[equal] = false);
    }
    let equal: Vec<(usize, usize)> = partner
        .iter()
        .enumerate()
        .filter_map(|(after, before)| before.map(|before| (before, after)))
        .collect();
    let stays = longest_chain(&equal);
    let mut by_entry: FxHashMap<usize, VecDeque<usize>> = FxHashMap::default();
    for (at, heading) in lists.before.iter().enumerate().filter(|(at, _)| free[*at]) {
        if let Some(next) = heading.next {
            by_entry.entry(entries.before[next]).or_default().push_back(at);
        }
    }
    for (at, heading) in lists.after.iter().enumerate() {
        if partner[at].is_some() {
            continue;
        }
        let entry = heading.next.map(|next| entries.after[next]);
        let over = entry.and_then(|entry| by_entry.get_mut(&entry)).and_then(VecDeque::pop_front);
        partner[at] = over;
        over.into_iter().for_each(|over| free[over] = false);
    }
    let mut at = 0;
    while at < lists.after.len() {
        let run = partner[at..].iter().take_while(|partner| partner.is_none()).count();
        let from = at.checked_sub(1).map_or(Some(0), |before| partner[before].map(|before| before + 1));
        let to = partner.get(at + run).map_or(Some(lists.before.len()), |partner| *partner);
        if run == 1
            && let (Some(from), Some(to)) = (from, to)
            && to == from + 1
            && free[from]
            && shares_a_word(&lists.before[from].key, &lists.after[at].key)
        {
            partner[at] = Some(from);
            free[from] = false;
        }
        at += run.max(1);
    }
    let with_its_text = |before: usize, after: usize| {
        let entry =
            |list: &[Heading<'_>], entries: &[usize], at: usize| list[at].next.map(|next| entries[next]);
        let sides =
            Sides::new(entry(lists.before, entries.before, before), entry(lists.after, entries.after, after));
        let moved = |entry: usize| changes.get(entry).is_some_and(|change| change.moved);
        sides.before == sides.after && sides.before.is_some_and(moved)
    };
    let left: FxHashSet<usize> = (0..equal.len()).filter(|&at| !stays[at]).map(|at| equal[at].1).collect();
    let pairs = partner.iter().enumerate().filter_map(|(after, before)| before.map(|before| (before, after)));
    pairs
        .map(|(before, after)| {
            (Sides::new(before, after), left.contains(&after) && !with_its_text(before, after))
        })
        .collect()
}

fn shares_a_word(one: &str, other: &str) -> bool {
    /// Letters of a word that tells what a heading is about.
    const TELLING: usize = 4;
    let words: FxHashSet<&str> = one.split(' ').filter(|word| word.len() >= TELLING).collect();
    other.split(' ').any(|word| words.contains(word))
}

/// Which pairs, in the order of the newer text, stay in the order of the older one: a longest increasing run, by patience
/// sorting (Fredman 1975).
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, (before, _)) in pairs.iter().enumerate() {
        let place = tails.partition_point(|&tail| pairs[tail].0 < *before);
        previous[index] = place.checked_sub(1).map(|place| tails[place]);
        if place == tails.len() { tails.push(index) } else { tails[place] = index }
    }
    let mut stays = vec![false; pairs.len()];
    let mut at = tails.last().copied();
    while let Some(index) = at {
        stays[index] = true;
        at = previous[index];
    }
    stays
}
