//! How much of a text a later one kept.
//!
//! Every word counts with its weight (see `words`): a rare one more than one of the genre's formulas. Of a section of
//! the older edition A and the same section of the newer one B, with f the number of times that a stem occurs and w its
//! weight,
//!
//! ```text
//! kept = Σ min(f_A, f_B)·w / Σ f_A·w          new = 1 − Σ min(f_A, f_B)·w / Σ f_B·w
//! ```
//!
//! These are the two halves of Dice's coefficient on weighted multisets (Dice 1945; weights after Spärck Jones 1972). The
//! weights are those of all editions shown, so figures of one report can be compared with each other.

use rustc_hash::FxHashMap;

use super::model::{Drift, Figure};
use super::words::Corpus;

/// How often each stem occurs in some sentences.
type Bag = FxHashMap<u32, u32>;

/// Figures for each successive pair of the corpus; `slots` are the editions' places in the timeline.
pub(super) fn figures(corpus: &Corpus<'_>, slots: &[usize], sections: &[(String, String)]) -> Vec<Drift> {
    let bags: Vec<(Bag, Vec<Option<Bag>>)> = (0..corpus.editions.len())
        .map(|edition| {
            let all = 0..corpus.editions[edition].sentences.len();
            let sections = sections.iter().map(|(id, _)| {
                let own = corpus.editions[edition].sections.iter().find(|(own, ..)| own == id);
                own.map(|(_, _, sentences)| bag(corpus, edition, sentences.iter().copied()))
            });
            (bag(corpus, edition, all), sections.collect())
        })
        .collect();
    let pairs = bags.windows(2).zip(slots.windows(2));
    pairs
        .map(|(bags, slots)| {
            let (before, after) = (&bags[0], &bags[1]);
            let empty = Bag::default();
            let sections = before.1.iter().zip(&after.1).map(|(one, other)| {
                if one.is_none() && other.is_none() {
                    return None;
                }
                Some(figure(corpus, one.as_ref().unwrap_or(&empty), other.as_ref().unwrap_or(&empty)))
            });
            Drift {
                before: slots[0],
                after: slots[1],
                whole: figure(corpus, &before.0, &after.0),
                sections: sections.collect(),
            }
        })
        .collect()
}

fn bag(corpus: &Corpus<'_>, edition: usize, sentences: impl Iterator<Item = usize>) -> Bag {
    let mut bag = Bag::default();
    for sentence in sentences {
        for word in corpus.words[edition].get(sentence).into_iter().flatten() {
            *bag.entry(word.stem).or_insert(0) += 1;
        }
    }
    bag
}

fn figure(corpus: &Corpus<'_>, before: &Bag, after: &Bag) -> Figure {
    // Sums run in the order of the stems' numbers, so that rounding never depends on the order of a table.
    let sum = |bag: &Bag, count: &dyn Fn(u32, u32) -> u32| -> f64 {
        let mut stems: Vec<(u32, u32)> = bag.iter().map(|(&stem, &number)| (stem, number)).collect();
        stems.sort_unstable();
        stems.iter().map(|&(stem, number)| f64::from(count(stem, number)) * corpus.weight(stem)).sum()
    };
    let common = sum(before, &|stem, number| number.min(after.get(&stem).copied().unwrap_or(0)));
    let share = |bag: &Bag| {
        let all = sum(bag, &|_, number| number);
        (all > 0.0).then(|| (common / all).clamp(0.0, 1.0))
    };
    Figure { kept: share(before), new: share(after).map(|kept| 1.0 - kept) }
}
