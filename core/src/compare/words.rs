//! Words as numbers: each comparison key has one, and so has its stem.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use crate::characters::{base, is_hidden};
use crate::series::respell;

/// A folded token: its comparison key, and the bytes of the unit's text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub number: u32,
    pub start: u32,
    pub end: u32,
}

/// Comparison keys and their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    kinds: Vec<Kind>,
    roles: Roles,
    /// The words of the rules: every comparison has these.
    ruled: Arc<Ruled>,
    /// The stems of the others, once somebody asked for them.
    stems: OnceLock<Vec<Box<str>>>,
}

/// Keys that come before all others, with their numbers, and their stems by these.
#[derive(Debug, Default)]
struct Ruled {
    numbers: FxHashMap<Box<str>, u32>,
    stems: Vec<Box<str>>,
}

/// Words that phrases treat in a way of their own, by their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// `up` in "follow up".
    pub particles: Vec<u32>,
    /// `and`
    pub coordinators: Vec<u32>,
    /// `that` in "that regime".
    pub determiners: Vec<u32>,
}

/// What a key counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that can link two sentences.
    Content,
    /// A word of the genre's formulas.
    Formula,
    /// An article, a preposition, a pronoun, …
    Function,
    /// A mark.
    Mark,
    /// A mark that may come and go.
    Loose,
}

/// Words that one thread stems at least: fewer are done sooner than another thread is woken.
const STEMMED: usize = 128;

impl Words {
    /// The number of a key; a new one gets the next.
    pub(super) fn number(&mut self, key: &str, kind: Kind) -> u32 {
        if let Some(&number) = self.ruled.numbers.get(key).or_else(|| self.numbers.get(key)) {
            return number;
        }
        let number = self.kinds.len() as u32;
        self.numbers.insert(key.into(), number);
        self.kinds.push(kind);
        self.stems.take();
        number
    }

    /// Sets what a key counts for.
    pub(super) fn mark(&mut self, number: u32, kind: Kind) {
        self.kinds[number as usize] = kind;
    }

    /// Sets the words that phrases treat in a way of their own.
    pub(super) fn set_roles(&mut self, roles: Roles) {
        self.roles = roles;
    }

    pub(super) const fn roles(&self) -> &Roles {
        &self.roles
    }

    pub(super) fn kind(&self, number: u32) -> Kind {
        self.kinds[number as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Sets the words that are known so far apart, for all that are made of them.
    pub(super) fn set_apart(&mut self) {
        let stems = self.stem_texts().map(Box::from).collect();
        self.stems.take();
        self.ruled = Arc::new(Ruled { numbers: std::mem::take(&mut self.numbers), stems });
    }

    /// For each key the number of its stem: words of one stem share it. Numbers of stems and keys have nothing in
    /// common.
    pub(super) fn stems(&self) -> Vec<u32> {
        // In the order of the numbers, so that the order of the table does not show.
        let mut stems: FxHashMap<&str, u32> = FxHashMap::default();
        let numbers = 0..self.kinds.len() as u32;
        self.stem_texts().zip(numbers).map(|(stem, number)| *stems.entry(stem).or_insert(number)).collect()
    }

    /// The stem of each key, by its number.
    pub(super) fn stem_texts(&self) -> impl Iterator<Item = &str> {
        let further = match self.stems.get() {
            Some(stems) => stems,
            None => {
                // Cut before they are kept: who waits for other threads here may be given work that asks for the same.
                let cut = self.cut();
                self.stems.get_or_init(|| cut)
            }
        };
        self.ruled.stems.iter().chain(further).map(|stem| &**stem)
    }

    /// The stems of the keys that the rules do not have.
    fn cut(&self) -> Vec<Box<str>> {
        let stemmer = Stemmer::create(Algorithm::English);
        let first = self.ruled.stems.len();
        let mut keys = vec![""; self.kinds.len() - first];
        for (key, &number) in &self.numbers {
            keys[number as usize - first] = key;
        }
        keys.par_iter().with_min_len(STEMMED).map(|key| stem(&stemmer, key).into()).collect()
    }
}

fn stem<'k>(stemmer: &Stemmer, key: &'k str) -> Cow<'k, str> {
    let plain = key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key);
    if plain.bytes().all(|b| b.is_ascii_lowercase()) { stemmer.stem(plain) } else { Cow::Borrowed(plain) }
}

/// Writes the comparison key of a word: case (but for acronyms), spelling, accents, hyphens, quotes, stops of
/// abbreviations and what cannot be seen folded.
pub(crate) fn word_key(word: &str, key: &mut String) {
    key.clear();
    let word = word.strip_prefix('(').and_then(|word| word.strip_suffix(')')).unwrap_or(word);
    if word.is_ascii() {
        fold(word.chars(), key);
    } else {
        let mut plain = String::with_capacity(word.len());
        for c in word.nfc().filter(|&c| !is_hidden(c)) {
            match base(c) {
                Some(letters) => plain.push_str(letters.as_str()),
                None => plain.push(c),
            }
        }
        fold(plain.chars(), key);
    }
    if key.is_empty() {
        key.push_str(word);
    }
}

/// Writes the comparison key of a mark: the kinds of quotes and of dashes are one.
pub(super) fn mark_key(mark: &str, key: &mut String) {
    key.clear();
    key.push_str(match mark {
        "“" | "”" | "„" | "‟" | "«" | "»" | "″" => "\"",
        "‘" | "’" | "‚" | "‛" | "`" | "´" => "'",
        "-" | "--" | "---" | "‐" | "‑" | "‒" | "–" | "—" | "―" | "−" => "–",
        "…" => "...",
        _ => mark,
    });
}

fn fold(characters: impl Iterator<Item = char>, key: &mut String) {
    let mut capitals = 0;
    let mut letters = 0;
    let mut stops = false;
    for c in characters {
        let c = match c {
            '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}' => '-',
            '\u{2019}' => '\'',
            _ => c,
        };
        capitals += usize::from(c.is_uppercase());
        letters += usize::from(c.is_alphabetic());
        stops |= c == '.';
        key.push(c);
    }
    if stops && letters > 0 {
        drop_between_letters(key, '.');
    }
    if capitals >= 2 {
        return;
    }
    // The capital of a unit is part of it ("5M").
    if key.starts_with(char::is_alphabetic) {
        if key.is_ascii() {
            key.make_ascii_lowercase();
        } else {
            *key = key.to_lowercase();
        }
    }
    if letters > 0 {
        respell(key);
        drop_between_letters(key, '-');
    }
}

/// Takes a mark out wherever it does not stand between two digits or is the first before one: there it says how to read
/// them.
fn drop_between_letters(key: &mut String, mark: char) {
    if !key.contains(mark) {
        return;
    }
    let characters: Vec<char> = key.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
    let kept = characters
        .iter()
        .enumerate()
        .filter(|&(at, &c)| c != mark || ((at == 0 || digit(at.checked_sub(1))) && digit(Some(at + 1))));
    *key = kept.map(|(_, &c)| c).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, equal: bool) {
        let (mut a, mut b) = (String::new(), String::new());
        word_key(one, &mut a);
        word_key(other, &mut b);
        assert_eq!(a == b, equal, "{one} {other}: {a} {b}");
    }

    #[test]
    fn typography_is_folded_and_meaning_is_not() {
        check("U.S", "U.S.", true);
        check("(DPRK)", "DPRK", true);
        check("table-top", "tabletop", true);
        check("DPRK’s", "DPRK's", true);
        check("Both", "both", true);
        check("U.S.‑ROK", "U.S.-ROK", true);
        check("US", "us", false);
        check("U.S.-ROK", "ROK-U.S.", false);
        check("3.5", "35", false);
        check("$4.5m", "$45m", false);
        check("10-15th", "1015th", false);
        check("5M", "5m", false);
        check("10–15", "10-15", true);
        check("mid-2025", "mid2025", true);
        check("pled\u{ad}ged", "pled\u{200b}ged", true);
        check("denuclearisation", "denuclearization", true);
        check("Communiqué", "communique", true);
        check("of\u{fb01}ce", "office", true);
    }
}
