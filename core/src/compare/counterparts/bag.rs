//! Words weighed by what they tell in texts of the genre.

use super::super::fold::Folded;
use super::super::words::{Key, Kind, Words};
use crate::Sides;
use crate::series::Rarity;

/// Sentences that two texts have at least, for the share of them that has a word: in fewer ones no word is common. About
/// those of a short statement and the one before it; from 40 to 100 the same links come out.
const FEWEST: f32 = 60.0;

/// What each word of two texts tells.
#[derive(Debug, Default)]
pub struct Telling {
    /// For each word, by its number, what its stem tells.
    words: Vec<Stem>,
}

/// A stem with its weights, in hundredths (see [`Rarity::weight`]).
#[derive(Debug, Clone, Copy)]
pub struct Stem {
    pub number: u32,
    /// What it tells in the genre.
    pub tells: u32,
    /// How well it tells the sentences of these two texts apart: no more than in the genre, and less where many of them
    /// have it (`trilateral` between three parties).
    pub marks: u32,
}

/// Stems in ascending order, once each.
#[derive(Debug, Default)]
pub struct Bag {
    pub stems: Vec<Stem>,
    /// What they tell together.
    pub total: u32,
    /// What they mark together.
    pub marks: u32,
    /// The sum of the squares of what they mark.
    squares: u64,
}

impl Telling {
    pub fn new(words: &Words, texts: Sides<&Folded>) -> Self {
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
        let mut tells = vec![0_u32; stems.len()];
        for (&stem, weight) in stems.iter().zip(weights) {
            let known = &mut tells[stem as usize];
            *known = weight.max(*known);
        }
        let counts = counts(&stems, texts);
        let sentences = ((texts.before.len() + texts.after.len()) as f32).max(FEWEST);
        let marks: Vec<u32> = tells
            .iter()
            .zip(counts)
            .map(|(&tells, count)| match count {
                0 => tells,
                count => tells.min(((sentences / count as f32).ln().max(0.0) * 100.0).round() as u32),
            })
            .collect();
        let stem = |number: u32| {
            let (tells, marks) = (tells[number as usize], marks[number as usize]);
            Stem { number, tells, marks }
        };
        Self { words: stems.into_iter().map(stem).collect() }
    }

    /// The stem of a word.
    pub fn of(&self, key: &Key) -> Stem {
        self.words[key.number as usize]
    }

    /// The words as one bag.
    pub fn bag<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Bag {
        Bag::new(keys.map(|key| self.of(key)))
    }
}

/// In how many sentences of both texts each stem stands.
fn counts(stems: &[u32], texts: Sides<&Folded>) -> Vec<u32> {
    let mut counts = vec![0_u32; stems.len()];
    let mut last = vec![0_u32; stems.len()];
    let units = [texts.before, texts.after].into_iter();
    let units = units.flat_map(|text| (0..text.len()).map(move |unit| text.unit(unit)));
    for (keys, number) in units.zip(1_u32..) {
        for key in keys {
            let stem = stems[key.number as usize] as usize;
            if last[stem] != number {
                last[stem] = number;
                counts[stem] += 1;
            }
        }
    }
    counts
}

impl Bag {
    pub fn new(words: impl Iterator<Item = Stem>) -> Self {
        let mut stems: Vec<Stem> = words.filter(|stem| stem.tells > 0).collect();
        stems.sort_unstable_by_key(|stem| stem.number);
        stems.dedup_by_key(|stem| stem.number);
        let total = stems.iter().map(|stem| stem.tells).sum();
        let marks = stems.iter().map(|stem| stem.marks).sum();
        let squares = stems.iter().map(|stem| u64::from(stem.marks) * u64::from(stem.marks)).sum();
        Self { stems, total, marks, squares }
    }

    /// The cosine of two bags, by what their words mark.
    pub fn alike(&self, other: &Self) -> f64 {
        let product: u64 = self.common(other).map(|stem| u64::from(stem.marks) * u64::from(stem.marks)).sum();
        let length = self.squares as f64 * other.squares as f64;
        if length > 0.0 { product as f64 / length.sqrt() } else { 0.0 }
    }

    /// What the words tell that another bag has too.
    pub fn held_by(&self, other: &Self) -> u32 {
        self.common(other).map(|stem| stem.tells).sum()
    }

    /// The stems that both have, in their order.
    fn common<'b>(&'b self, other: &'b Self) -> impl Iterator<Item = Stem> + 'b {
        let mut rest = other.stems.as_slice();
        self.stems.iter().filter_map(move |&stem| {
            while let Some((other, following)) = rest.split_first() {
                if other.number >= stem.number {
                    return (other.number == stem.number).then_some(stem);
                }
                rest = following;
            }
            None
        })
    }
}
