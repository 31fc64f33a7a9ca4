//! How rare words are in official statements: a table of the genre, so that a pair of sentences is judged the same alone and
//! among a hundred.

use super::word_table;

// Made of `rarity.txt` when the program is built.
include!(concat!(env!("OUT_DIR"), "/rarity.rs"));

/// A word that the table does not list counts as one that stands in so many of its documents (half of the least count that is
/// listed).
const UNLISTED: f32 = 6.0;

/// In how many statements of the genre words of a stem stand.
#[derive(Debug)]
pub struct Rarity(());

impl Rarity {
    /// The table that ships.
    pub const fn of_the_genre() -> &'static Self {
        &Self(())
    }

    /// How much a word of this stem tells: a hundred times the natural logarithm of how many statements there are to one that
    /// has it; 0 for a word that all have. Of several words, which name one thing, the rarest counts. Whole numbers, so that
    /// sums are the same in whatever order they are made.
    pub fn weight(&self, stem: &str) -> u32 {
        let weight = |word: &str| {
            let count = count(word).or_else(|| count(&word.to_lowercase())).map_or(UNLISTED, f32::from);
            ((f32::from(DOCUMENTS) / count).ln().max(0.0) * 100.0).round() as u32
        };
        stem.split_whitespace().map(weight).max().unwrap_or_default()
    }
}

/// How many documents hold a word, if the table lists it.
fn count(word: &str) -> Option<u16> {
    let word_at = |number: usize| {
        let &(start, length, _) = ENTRIES.get(number)?;
        WORDS.get(start as usize..start as usize + usize::from(length))
    };
    word_table::place(&SLOTS, word, word_at).map(|number| ENTRIES[number].2)
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
    fn the_table_is_that_of_the_file() {
        let lines = include_str!("rarity.txt").lines().filter(|line| !line.starts_with('#'));
        let mut listed = 0;
        for line in lines {
            let (first, words) = line.split_once(' ').unwrap();
            let Ok(number) = first.parse() else {
                assert_eq!(line, format!("documents {DOCUMENTS}"));
                continue;
            };
            for word in words.split(' ') {
                assert_eq!(count(word), Some(number), "{word}");
                listed += 1;
            }
        }
        assert_eq!(listed, ENTRIES.len());
        assert_eq!(count("no such word"), None);
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
