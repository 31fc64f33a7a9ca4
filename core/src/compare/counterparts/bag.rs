//! Words weighed by what they tell in texts of the genre.

use rustc_hash::FxHashMap;

use super::super::words::{Key, Kind, Words};
use crate::series::Rarity;

/// What each word of two texts tells.
#[derive(Debug, Default)]
pub struct Telling {
    /// For each word, by its number, its stem and the weight of that.
    words: Vec<(u32, u32)>,
}

/// Stems in ascending order, once each, with what each tells (hundredths, see [`Rarity::weight`]).
#[derive(Debug, Default)]
pub struct Bag {
    pub stems: Vec<(u32, u32)>,
    pub total: u32,
    /// The sum of the squares.
    squares: u64,
}

impl Telling {
    pub fn new(words: &Words) -> Self {
        let rarity = Rarity::of_the_genre();
        let weight = |(number, stem): (usize, &str)| match words.kind(number as u32) {
            Kind::Content => rarity.weight(stem),
            // `discussed` and `they` say little of what a clause is about.
            Kind::Formula => rarity.weight(stem) / 2,
            Kind::Function | Kind::Mark | Kind::Loose => 0,
        };
        let weights: Vec<u32> = words.stem_texts().enumerate().map(weight).collect();
        // One weight for each stem: of `commitment` and `commitments` one alone may be a formula.
        let stems = words.stems();
        let mut of_stem: FxHashMap<u32, u32> = FxHashMap::default();
        for (stem, weight) in stems.iter().zip(weights) {
            let known = of_stem.entry(*stem).or_default();
            *known = weight.max(*known);
        }
        Self { words: stems.into_iter().map(|stem| (stem, of_stem[&stem])).collect() }
    }

    /// The number of a word's stem.
    pub fn stem(&self, key: &Key) -> u32 {
        self.words[key.number as usize].0
    }

    /// The words as one bag.
    pub fn bag<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Bag {
        Bag::new(keys.map(|key| self.words[key.number as usize]))
    }
}

impl Bag {
    pub fn new(words: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut stems: Vec<(u32, u32)> = words.filter(|(_, weight)| *weight > 0).collect();
        stems.sort_unstable_by_key(|&(stem, _)| stem);
        stems.dedup_by_key(|(stem, _)| *stem);
        let total = stems.iter().map(|(_, weight)| weight).sum();
        let squares = stems.iter().map(|&(_, weight)| u64::from(weight) * u64::from(weight)).sum();
        Self { stems, total, squares }
    }

    /// The cosine of two bags.
    pub fn alike(&self, other: &Self) -> f64 {
        let product: u64 = self.common(other).map(|weight| u64::from(weight) * u64::from(weight)).sum();
        let length = self.squares as f64 * other.squares as f64;
        if length > 0.0 { product as f64 / length.sqrt() } else { 0.0 }
    }

    /// What the words tell that another bag has too.
    pub fn held_by(&self, other: &Self) -> u32 {
        self.common(other).sum()
    }

    /// The weights of the stems that both have, in their order.
    fn common<'b>(&'b self, other: &'b Self) -> impl Iterator<Item = u32> + 'b {
        let mut rest = other.stems.as_slice();
        self.stems.iter().filter_map(move |&(stem, weight)| {
            while let Some((&(other, _), following)) = rest.split_first() {
                if other >= stem {
                    return (other == stem).then_some(weight);
                }
                rest = following;
            }
            None
        })
    }
}
