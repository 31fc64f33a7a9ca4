//! Content words of a piece of text: how alike are two objects?

use rustc_hash::FxHashMap;

/// Words of at most this many letters say what stands beside them, not what a text is about.
const SHORT: usize = 3;

/// Letters of a word that are compared: enough to tell words apart, few enough to pass over most endings.
const STEM: usize = 6;

/// The content words of a text, each cut to its stem, sorted, once each.
pub(super) fn content(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.chars().count() > SHORT
                || word.chars().all(|c| c.is_uppercase() || c.is_numeric()) && !word.is_empty()
        })
        .map(stem)
        .collect();
    words.sort();
    words.dedup();
    words
}

fn stem(word: &str) -> String {
    if word.is_ascii() {
        return word[..word.len().min(STEM)].to_ascii_lowercase();
    }
    word.chars().take(STEM).flat_map(char::to_lowercase).collect()
}

/// Dice's coefficient of two sorted sets of words: 2·|A∩B| / (|A|+|B|), 0 to 1 (Dice 1945).
pub(super) fn dice(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (mut one_at, mut other_at, mut shared) = (0, 0, 0);
    while let (Some(word), Some(across)) = (one.get(one_at), other.get(other_at)) {
        let order = word.cmp(across);
        shared += usize::from(order.is_eq());
        one_at += usize::from(order.is_le());
        other_at += usize::from(order.is_ge());
    }
    2.0 * shared as f64 / (one.len() + other.len()) as f64
}

/// Which texts of a list hold a word: candidates without comparing all pairs.
pub(super) struct Index {
    places: FxHashMap<String, Vec<usize>>,
}

/// A word that so many texts hold tells nothing apart.
const COMMON: usize = 24;

impl Index {
    pub fn new(texts: &[Vec<String>]) -> Self {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, words) in texts.iter().enumerate() {
            for word in words {
                places.entry(word.clone()).or_default().push(index);
            }
        }
        Self { places }
    }

    /// Texts that share a telling word with this one, in order, once each.
    pub fn candidates(&self, words: &[String]) -> Vec<usize> {
        let mut found: Vec<usize> = words
            .iter()
            .filter_map(|word| self.places.get(word))
            .filter(|places| places.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
