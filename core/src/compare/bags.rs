//! Sentences as weighted bags of stems: what similarity is computed on.

use std::ops::Index;
use std::sync::Arc;

use rayon::prelude::*;

use super::fold::Folded;
use super::words::{Key, Kind, Words};
use crate::Sides;

/// A word of the genre's formulas counts for this share of another word: formulas make no two sentences alike.
const FORMULA: f32 = 0.35;

/// The bags of one text's units.
#[derive(Debug, Clone, Default)]
pub(super) struct Bags {
    /// The bags of the distinct sentences of both texts.
    bags: Arc<Vec<Bag>>,
    /// For each unit its sentence.
    of: Vec<u32>,
}

impl Index<usize> for Bags {
    type Output = Bag;

    fn index(&self, unit: usize) -> &Bag {
        &self.bags[self.of[unit] as usize]
    }
}

impl Bags {
    pub(super) fn len(&self) -> usize {
        self.of.len()
    }
}

/// One sentence's words, each with its weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    /// Stems in ascending order, one entry an occurrence.
    pub stems: Vec<(u32, Weight)>,
    /// The sum of the weights.
    pub total: Weight,
}

/// What a word counts for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Weight {
    /// By how few sentences have it.
    pub rare: f32,
    /// As one word among others.
    pub plain: f32,
    /// Whether it can link two sentences: no function word, no formula.
    pub content: bool,
}

/// What two bags have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Overlap {
    /// Sums of the weights of the stems in common.
    pub weight: Weight,
    /// Number of the content stems in common.
    pub content: u32,
}

/// Weighs the words of both texts by how few sentences have them.
pub(super) fn bags(texts: Sides<&Folded>, words: &Words) -> Sides<Bags> {
    let stems = words.stems();
    let mut times = vec![0_u32; texts.before.sentences().len()];
    for text in [texts.before, texts.after] {
        (0..text.len()).for_each(|unit| times[text.distinct(unit)] += 1);
    }
    let mut counts = vec![0_u32; words.len()];
    let mut last = vec![u32::MAX; words.len()];
    for (index, (keys, times)) in texts.before.sentences().zip(times).enumerate() {
        for key in keys {
            let stem = stems[key.number as usize] as usize;
            if last[stem] != index as u32 {
                last[stem] = index as u32;
                counts[stem] += times;
            }
        }
    }
    let units = texts.before.len() + texts.after.len();
    // A word that stands in one sentence of each text has the weight 1.
    let full = (((units as f64) + 1.0) / 2.0).ln().max(1.0);
    let weights: Vec<Weight> = (0..words.len())
        .map(|number| {
            let count = f64::from(counts[stems[number] as usize].max(1));
            let rarity = ((((units as f64) + 1.0) / count).ln() / full).clamp(0.0, 1.0) as f32;
            match words.kind(number as u32) {
                Kind::Content => Weight { rare: rarity, plain: 1.0, content: true },
                Kind::Formula => Weight { rare: rarity * FORMULA, plain: FORMULA, content: false },
                Kind::Function => Weight { rare: rarity, plain: 1.0, content: false },
                Kind::Mark | Kind::Loose => Weight::default(),
            }
        })
        .collect();
    let sentences: Vec<&[Key]> = texts.before.sentences().collect();
    let bags: Vec<Bag> = sentences.into_par_iter().map(|keys| bag(keys, &stems, &weights)).collect();
    let bags = Arc::new(bags);
    texts.map(|text| Bags {
        bags: Arc::clone(&bags),
        of: (0..text.len()).map(|unit| text.distinct(unit) as u32).collect(),
    })
}

fn bag(keys: &[Key], stems: &[u32], weights: &[Weight]) -> Bag {
    let words = keys.iter().map(|key| (stems[key.number as usize], weights[key.number as usize]));
    let mut stems: Vec<(u32, Weight)> = words.filter(|(_, weight)| weight.plain > 0.0).collect();
    stems.sort_unstable_by_key(|&(stem, _)| stem);
    let mut total = Weight::default();
    stems.iter().for_each(|&(_, weight)| total.add(weight));
    Bag { stems, total }
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.rare += other.rare;
        self.plain += other.plain;
    }
}

impl Bag {
    pub(super) fn overlap(&self, other: &Self) -> Overlap {
        let mut overlap = Overlap::default();
        let (mut i, mut j) = (0, 0);
        while let (Some((one, weight)), Some((two, _))) = (self.stems.get(i), other.stems.get(j)) {
            if one == two {
                overlap.weight.add(*weight);
                overlap.content += u32::from(weight.content);
            }
            // Which of two unequal stems is the lesser one no processor can guess, so that a branch would cost most.
            i += usize::from(one <= two);
            j += usize::from(two <= one);
        }
        overlap
    }

    /// Several sentences as one.
    pub(super) fn joined<'b>(bags: impl Iterator<Item = &'b Self>) -> Self {
        let mut joined = Self::default();
        for bag in bags {
            joined.stems.extend_from_slice(&bag.stems);
            joined.total.add(bag.total);
        }
        joined.stems.sort_by_key(|&(stem, _)| stem);
        joined
    }
}

impl Overlap {
    /// Words in common as a share of the words of both, each weighed by its rarity.
    pub(super) fn rare(self, one: &Bag, other: &Bag) -> f64 {
        ratio(2.0 * self.weight.rare, one.total.rare + other.total.rare)
    }

    /// Words in common as a share of the words of both.
    pub(super) fn plain(self, one: &Bag, other: &Bag) -> f64 {
        ratio(2.0 * self.weight.plain, one.total.plain + other.total.plain)
    }
}

fn ratio(part: f32, whole: f32) -> f64 {
    if whole > 0.0 { f64::from(part / whole).min(1.0) } else { 0.0 }
}
