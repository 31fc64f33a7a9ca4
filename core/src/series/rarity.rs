//! How rare words are in official statements: a table of the genre, so that a pair of sentences is judged the same alone and
//! among a hundred.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A word that the table does not list counts as one that stands in so many of its documents (half of the least count that is
/// listed).
const UNLISTED: f32 = 6.0;

/// In how many statements of the genre words of a stem stand.
#[derive(Debug, Default)]
pub struct Rarity {
    documents: f32,
    counts: FxHashMap<&'static str, f32>,
}

impl Rarity {
    /// The table that ships.
    pub fn of_the_genre() -> &'static Self {
        static TABLE: OnceLock<Rarity> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(include_str!("rarity.txt")))
    }

    fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let first = words.next().unwrap_or_default();
            if let Ok(count) = first.parse() {
                table.counts.extend(words.map(|word| (word, count)));
            } else if let Some(documents) = words.next().and_then(|word| word.parse().ok()) {
                table.documents = documents;
            }
        }
        table
    }

    /// How much a word of this stem tells: a hundred times the natural logarithm of how many statements there are to one that
    /// has it; 0 for a word that all have. Of several words, which name one thing, the rarest counts. Whole numbers, so that
    /// sums are the same in whatever order they are made.
    pub fn weight(&self, stem: &str) -> u32 {
        let weight = |word: &str| {
            let count = match self.counts.get(word) {
                Some(&count) => count,
                None => self.counts.get(word.to_lowercase().as_str()).copied().unwrap_or(UNLISTED),
            };
            ((self.documents / count).ln().max(0.0) * 100.0).round() as u32
        };
        stem.split_whitespace().map(weight).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn rarer(one: &str, other: &str) {
        let table = Rarity::of_the_genre();
        assert!(table.weight(one) > table.weight(other), "{one} {other}");
    }

    #[test]
    fn rare_words_tell_more_than_common_ones() {
        rarer("denuclear", "cooper");
        rarer("cooper", "the");
        rarer("fentanyl", "secur");
        rarer("DPRK", "and");
        rarer("democratic people's republic of korea", "korea");
    }
}
