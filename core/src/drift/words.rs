//! The words of all editions as numbers: one for each word, one for each stem.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use super::edition::Edition;
use crate::compare::{Token, tokens, word_key};
use crate::series::Rules;

/// A word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Words that differ in case and typography alone share it.
    pub key: u32,
    /// Words of one stem share it.
    pub stem: u32,
    /// Bytes of the sentence.
    pub start: u32,
    /// Bytes of the sentence.
    pub end: u32,
}

/// Numbers for words.
pub(super) struct Vocabulary {
    stemmer: Stemmer,
    /// By the word as written.
    known: FxHashMap<String, (u32, u32)>,
    keys: FxHashMap<String, u32>,
    stems: FxHashMap<String, u32>,
    names: Vec<String>,
    /// Stems of words that say little by themselves.
    function: FxHashSet<u32>,
}

impl Vocabulary {
    pub fn new(rules: &Rules) -> Self {
        let mut vocabulary = Self {
            stemmer: Stemmer::create(Algorithm::English),
            known: FxHashMap::default(),
            keys: FxHashMap::default(),
            stems: FxHashMap::default(),
            names: Vec::new(),
            function: FxHashSet::default(),
        };
        for word in &rules.words.function {
            for word in vocabulary.read(word) {
                vocabulary.function.insert(word.stem);
            }
        }
        vocabulary
    }

    /// The words of a text, without its marks.
    pub fn read(&mut self, text: &str) -> Vec<Word> {
        let mut cut: Vec<Token> = Vec::new();
        tokens(text, &mut cut);
        cut.iter()
            .filter(|token| !token.mark)
            .filter_map(|token| {
                let word = text.get(token.start as usize..token.end as usize)?;
                let (key, stem) = self.number(word);
                Some(Word { key, stem, start: token.start, end: token.end })
            })
            .collect()
    }

    /// The words of a text by the numbers that they have. What was never read gets numbers that no word has, the same for
    /// the same word of the text.
    pub fn look(&self, text: &str) -> Vec<Word> {
        let mut cut: Vec<Token> = Vec::new();
        tokens(text, &mut cut);
        let mut strange: FxHashMap<String, u32> = FxHashMap::default();
        let mut look = |known: &FxHashMap<String, u32>, name: String| {
            known.get(&name).copied().unwrap_or_else(|| {
                let next = u32::MAX - strange.len() as u32;
                *strange.entry(name).or_insert(next)
            })
        };
        cut.iter()
            .filter(|token| !token.mark)
            .filter_map(|token| {
                let word = text.get(token.start as usize..token.end as usize)?;
                let (key, stem) = self.known.get(word).copied().unwrap_or_else(|| {
                    let (name, stem) = self.name_and_stem(word);
                    (look(&self.keys, name), look(&self.stems, stem))
                });
                Some(Word { key, stem, start: token.start, end: token.end })
            })
            .collect()
    }

    /// Whether words of this stem say little by themselves.
    pub fn is_function(&self, stem: u32) -> bool {
        self.function.contains(&stem)
    }

    /// A word's key as text.
    pub fn name(&self, key: u32) -> &str {
        self.names.get(key as usize).map_or("", String::as_str)
    }

    /// How many stems there are.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    fn number(&mut self, word: &str) -> (u32, u32) {
        if let Some(&numbers) = self.known.get(word) {
            return numbers;
        }
        let (name, stem) = self.name_and_stem(word);
        let next = self.stems.len() as u32;
        let stem = *self.stems.entry(stem).or_insert(next);
        let next = self.keys.len() as u32;
        let key = *self.keys.entry(name.clone()).or_insert_with(|| {
            self.names.push(name);
            next
        });
        self.known.insert(word.to_owned(), (key, stem));
        (key, stem)
    }

    fn name_and_stem(&self, word: &str) -> (String, String) {
        let mut name = String::new();
        word_key(word, &mut name);
        let plain = name.strip_suffix("'s").or_else(|| name.strip_suffix('\'')).unwrap_or(&name);
        let stem = if plain.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.stemmer.stem(plain).into_owned()
        } else {
            plain.to_owned()
        };
        (name, stem)
    }
}

/// The words of every sentence of every edition.
pub(super) struct Corpus<'e> {
    pub editions: Vec<&'e Edition>,
    /// By edition, by sentence.
    pub words: Vec<Vec<Vec<Word>>>,
    pub vocabulary: Vocabulary,
    /// By stem: what one word of it weighs.
    weights: Vec<f64>,
    /// What a word weighs that stands in no edition.
    most: f64,
}

impl<'e> Corpus<'e> {
    pub fn new(editions: Vec<&'e Edition>, rules: &Rules) -> Self {
        let mut vocabulary = Vocabulary::new(rules);
        let words: Vec<Vec<Vec<Word>>> = editions
            .iter()
            .map(|edition| edition.sentences.iter().map(|sentence| vocabulary.read(&sentence.text)).collect())
            .collect();
        let weights = weights(&words, vocabulary.stems());
        let sentences: usize = words.iter().map(Vec::len).sum();
        let most = 1.0 + (sentences as f64 + 1.0).ln();
        Self { editions, words, vocabulary, weights, most }
    }

    /// What one word of this stem weighs.
    pub fn weight(&self, stem: u32) -> f64 {
        self.weights.get(stem as usize).copied().unwrap_or(self.most)
    }

    /// The content stems of a piece of a sentence, sorted, once each.
    pub fn content(&self, edition: usize, sentence: usize, range: std::ops::Range<usize>) -> Vec<u32> {
        let inside = |word: &&Word| word.start as usize >= range.start && word.end as usize <= range.end;
        let words = self.words.get(edition).and_then(|sentences| sentences.get(sentence));
        let mut stems: Vec<u32> = words
            .into_iter()
            .flatten()
            .filter(inside)
            .map(|word| word.stem)
            .filter(|&stem| !self.vocabulary.is_function(stem))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// The weight that two sorted sets of stems share, and the weight of each.
    pub fn shared(&self, one: &[u32], other: &[u32]) -> (f64, f64, f64) {
        let sum = |stems: &[u32]| stems.iter().map(|&stem| self.weight(stem)).sum::<f64>();
        let common = one.iter().filter(|stem| other.binary_search(stem).is_ok());
        (common.map(|&stem| self.weight(stem)).sum(), sum(one), sum(other))
    }
}

/// Inverse document frequency of each stem, smoothed: 1 + ln((N + 1) / (n + 1)), where N is the number of sentences of
/// all editions and n of those that have the stem (Spärck Jones 1972; the smoothing of scikit-learn's TfidfTransformer).
fn weights(words: &[Vec<Vec<Word>>], stems: usize) -> Vec<f64> {
    let mut counts = vec![0_u32; stems];
    let mut last = vec![u32::MAX; stems];
    let mut sentences = 0_u32;
    for sentence in words.iter().flatten() {
        for word in sentence {
            let stem = word.stem as usize;
            if last[stem] != sentences {
                last[stem] = sentences;
                counts[stem] += 1;
            }
        }
        sentences += 1;
    }
    let all = f64::from(sentences) + 1.0;
    counts.iter().map(|&count| 1.0 + (all / (f64::from(count) + 1.0)).ln()).collect()
}
