//! Commitments of both editions, paired: in the same entry where their clauses stand in the same place, else anywhere by
//! what they promise.

use super::context::{Context, Span};
use super::fulfilment;
pub(super) use super::promise::Promise;
use super::words::{Index, content, dice};
use crate::{Side, Sides};

/// Two clauses of one entry belong together from this share of common place and words, 0 to 1. Low, because the
/// sentences are linked already and a clause has to go somewhere.
const SAME_PLACE: f64 = 0.25;

/// An assessment is what became of a promise from this Dice's coefficient of their objects' content words: another promise may
/// stand in its place as well.
const ASSESSED: f64 = 0.5;

/// Two clauses of sentences that are not linked promise the same from this Dice's coefficient of their objects'
/// content words. High, because formulas recur.
const ELSEWHERE: f64 = 0.6;

/// Content words that an object needs before it is looked for elsewhere: fewer is a formula.
const TELLING: usize = 3;

/// Up to so many pairs of clauses of one entry are tried whatever else is; no sentence of
/// 49 statements has more than four clauses.
const FEW: usize = 64;

/// Clauses that are looked at for one that stands in a place, where not all pairs are tried: clauses of a sentence hardly
/// overlap.
const NEAR: usize = 4;

pub(super) struct Promises<'c> {
    pub lists: Sides<Vec<Promise<'c>>>,
    /// Those that go on, by their positions in the lists.
    pub pairs: Vec<Sides<usize>>,
    /// Assessments of both editions that say the same, or stand in the same place. No finding tells of them; a history goes on through
    /// them, since what was promised may be discussed for years.
    pub quiet: Vec<Sides<usize>>,
    /// Commitments without a counterpart.
    pub alone: Sides<Vec<usize>>,
}

pub(super) fn read<'c>(context: &Context<'c>) -> Promises<'c> {
    let lists = Sides::new(list(context, Side::Before), list(context, Side::After));
    let mut taken = Sides::new(vec![false; lists.before.len()], vec![false; lists.after.len()]);
    let mut pairs = Vec::new();
    let (near, quiet) = in_place(context, &lists);
    take(&mut pairs, &mut taken, near, SAME_PLACE);
    // What was said without a commitment and still is, in the same place, did not turn into a promise elsewhere.
    let mut both = Vec::new();
    let (still, quiet) = quiet.into_iter().partition(|found| found.alike >= ELSEWHERE);
    take(&mut both, &mut taken, still, SAME_PLACE);
    let (far, quiet_far) =
        elsewhere(&lists, &taken).into_iter().partition(|found| counts(&lists, &found.pair));
    take(&mut pairs, &mut taken, far, ELSEWHERE);
    pairs.sort_by_key(|pair| (pair.after, pair.before));
    let mut left = taken.clone();
    take(&mut both, &mut left, quiet_far, ELSEWHERE);
    take(&mut both, &mut left, quiet, SAME_PLACE);
    both.sort_by_key(|pair| (pair.after, pair.before));
    let alone = |side: Side| {
        let list = lists.of(side);
        (0..list.len()).filter(|&index| list[index].counts && !taken.of(side)[index]).collect()
    };
    let alone = Sides::new(alone(Side::Before), alone(Side::After));
    Promises { lists, pairs, quiet: both, alone }
}

/// Whether either of two clauses is a commitment.
fn counts(lists: &Sides<Vec<Promise<'_>>>, pair: &Sides<usize>) -> bool {
    lists.before[pair.before].counts || lists.after[pair.after].counts
}

fn list<'c>(context: &Context<'c>, side: Side) -> Vec<Promise<'c>> {
    let statement = context.statement(side);
    let mut list: Vec<Promise<'c>> = [(&statement.commitments, true), (&statement.assessments, false)]
        .into_iter()
        .flat_map(|(commitments, counts)| commitments.iter().map(move |commitment| (commitment, counts)))
        .map(|(commitment, counts)| {
            let span = Span::new(commitment.sentence, commitment.range.clone());
            let object = Span::new(commitment.sentence, commitment.object.clone());
            Promise {
                commitment,
                entry: context.entry(side, commitment.sentence),
                counts,
                words: content(context.text(side, &object)),
                span,
            }
        })
        .collect();
    list.sort_by(|one, other| (&one.span, !one.counts).cmp(&(&other.span, !other.counts)));
    list
}

struct Match {
    pair: Sides<usize>,
    /// Commitments on both sides first.
    both_count: bool,
    score: f64,
    /// Dice's coefficient of the content words of their objects.
    alike: f64,
}

/// Takes the best pairs first; each clause once. Ties fall the same way from both sides.
fn take(pairs: &mut Vec<Sides<usize>>, taken: &mut Sides<Vec<bool>>, mut matches: Vec<Match>, least: f64) {
    matches.retain(|found| found.score >= least);
    matches.sort_by(|one, other| {
        other
            .both_count
            .cmp(&one.both_count)
            .then(other.score.total_cmp(&one.score))
            .then((one.pair.before + one.pair.after).cmp(&(other.pair.before + other.pair.after)))
            .then(one.pair.before.abs_diff(one.pair.after).cmp(&other.pair.before.abs_diff(other.pair.after)))
            .then(one.pair.before.cmp(&other.pair.before))
    });
    for Match { pair, .. } in matches {
        if !taken.before[pair.before] && !taken.after[pair.after] {
            taken.before[pair.before] = true;
            taken.after[pair.after] = true;
            pairs.push(pair);
        }
    }
}

/// Clauses of the same entry, and apart from them those that count on neither side.
fn in_place(context: &Context<'_>, lists: &Sides<Vec<Promise<'_>>>) -> (Vec<Match>, Vec<Match>) {
    let mut by_entry: Vec<Sides<Vec<usize>>> = Vec::new();
    by_entry.resize_with(context.comparison.changes.len(), Sides::default);
    for side in Side::BOTH {
        for (index, promise) in lists.of(side).iter().enumerate() {
            by_entry[promise.entry].of_mut(side).push(index);
        }
    }
    let (mut matches, mut quiet) = (Vec::new(), Vec::new());
    for here in &by_entry {
        if here.before.is_empty() || here.after.is_empty() {
            continue;
        }
        let traced = |side: Side| -> Vec<Vec<Span>> {
            let list = here.of(side).iter().map(|&index| &lists.of(side)[index]);
            list.map(|promise| context.trace(side, &promise.span)).collect()
        };
        let traced = Sides::new(traced(Side::Before), traced(Side::After));
        let sizes = here.as_ref().map(Vec::len);
        let all =
            sizes.before * sizes.after <= FEW || context.budget.promises.pays(sizes.before, sizes.after);
        let across = if all { Vec::new() } else { met(here, lists, &traced) };
        let every =
            (0..sizes.before).flat_map(|before| (0..sizes.after).map(move |after| Sides::new(before, after)));
        for place in every.take(if all { usize::MAX } else { 0 }).chain(across) {
            let pair = Sides::new(here.before[place.before], here.after[place.after]);
            let (one, other) = (&lists.before[pair.before], &lists.after[pair.after]);
            let traced = Sides::new(&traced.before[place.before][..], &traced.after[place.after][..]);
            let both_count = one.counts && other.counts;
            let alike = dice(&one.words, &other.words);
            let score = (common_place(traced, one, other) + alike) / 2.0;
            if score < SAME_PLACE {
                continue;
            }
            if !one.counts && !other.counts {
                quiet.push(Match { pair, both_count, score, alike });
            } else if both_count
                || alike >= ASSESSED
                || fulfilment::praises_what_came(context, Sides::new(one, other))
            {
                matches.push(Match { pair, both_count, score, alike });
            }
        }
    }
    (matches, quiet)
}

/// Clauses of an entry that stand in each other's place, where trying all pairs would cost too much: positions in the
/// lists of the entry.
fn met(
    here: &Sides<Vec<usize>>,
    lists: &Sides<Vec<Promise<'_>>>,
    traced: &Sides<Vec<Vec<Span>>>,
) -> Vec<Sides<usize>> {
    let mut met = Vec::new();
    for side in Side::BOTH {
        let across = here.of(side.other());
        let span = |place: usize| &lists.of(side.other())[across[place]].span;
        for (own, traced) in traced.of(side).iter().enumerate() {
            for traced in traced {
                let end = across.partition_point(|&index| {
                    let other = &lists.of(side.other())[index].span;
                    (other.sentence, other.range.start) < (traced.sentence, traced.range.end)
                });
                let near = (end.saturating_sub(NEAR)..end).filter(|&place| span(place).meets(traced));
                met.extend(near.map(|place| match side {
                    Side::Before => Sides::new(own, place),
                    Side::After => Sides::new(place, own),
                }));
            }
        }
    }
    met.sort_unstable_by_key(|pair| (pair.before, pair.after));
    met.dedup();
    met
}

/// The share of two clauses that stands in the same place, 0 to 1, the mean of both directions. `traced` is what became
/// of the words of each across.
fn common_place(traced: Sides<&[Span]>, before: &Promise<'_>, after: &Promise<'_>) -> f64 {
    let share = |traced: &[Span], to: &Span| {
        let length: usize = traced.iter().map(|span| span.range.len()).sum();
        let common: usize = traced
            .iter()
            .filter(|span| span.sentence == to.sentence)
            .map(|span| span.range.end.min(to.range.end).saturating_sub(span.range.start.max(to.range.start)))
            .sum();
        common as f64 / (length + to.range.len()).saturating_sub(common).max(1) as f64
    };
    (share(traced.before, &after.span) + share(traced.after, &before.span)) / 2.0
}

fn elsewhere(lists: &Sides<Vec<Promise<'_>>>, taken: &Sides<Vec<bool>>) -> Vec<Match> {
    let words: Vec<Vec<String>> = lists
        .after
        .iter()
        .zip(&taken.after)
        .map(|(promise, &taken)| if taken { Vec::new() } else { promise.words.clone() })
        .collect();
    let index = Index::new(&words);
    let mut matches = Vec::new();
    for (before, promise) in lists.before.iter().enumerate() {
        if taken.before[before] || promise.words.len() < TELLING {
            continue;
        }
        for after in index.candidates(&promise.words) {
            let other = &lists.after[after];
            if other.words.len() >= TELLING {
                let score = dice(&promise.words, &other.words);
                let pair = Sides::new(before, after);
                matches.push(Match { pair, both_count: promise.counts && other.counts, score, alike: score });
            }
        }
    }
    matches
}
