//! Tokens → comparison keys: what may differ without saying anything becomes equal.

use std::hash::Hasher as _;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::acronyms;
use super::quantities::Units;
use super::token::{Token, tokens};
use super::unit::Unit;
use super::words::{Key, Kind, Roles, Words, mark_key, word_key};
use crate::Sides;
use crate::series::Rules;

/// The noise rules, ready to fold texts with.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    words: Words,
    units: Arc<Units>,
    sequences: Sequences,
    doubled: Vec<u32>,
}

/// The keys of every unit of one text. A sentence that stands several times, in either text, is folded once.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    store: Arc<Store>,
    /// For each unit its place in the store.
    of: Vec<u32>,
}

/// The keys of distinct sentences.
#[derive(Debug, Clone, Default)]
struct Store {
    keys: Vec<Key>,
    bounds: Vec<usize>,
    /// For each sentence the first one with the same comparison keys.
    class: Vec<u32>,
}

impl Store {
    fn keys(&self, sentence: usize) -> &[Key] {
        &self.keys[self.bounds[sentence]..self.bounds[sentence + 1]]
    }
}

impl Folded {
    pub(super) fn unit(&self, index: usize) -> &[Key] {
        self.store.keys(self.of[index] as usize)
    }

    /// The number of the unit's sentence among the distinct ones of both texts.
    pub(super) fn distinct(&self, index: usize) -> usize {
        self.of[index] as usize
    }

    /// Units of one class have the same comparison keys.
    pub(super) fn class(&self, index: usize) -> u32 {
        self.store.class[self.of[index] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    /// The keys of the distinct sentences of both texts, by their numbers.
    pub(super) fn sentences(&self) -> impl ExactSizeIterator<Item = &[Key]> {
        (0..self.store.class.len()).map(|sentence| self.store.keys(sentence))
    }
}

impl Fold {
    /// Compiles the noise, signal and word rules.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let mut fold = Self { units: Arc::new(Units::new(&rules.quantity)), ..Self::default() };
        for (list, kind) in [(&rules.words.function, Kind::Function), (&rules.words.formula, Kind::Formula)] {
            for word in list {
                let keys = fold.keys(word);
                for number in keys {
                    fold.words.mark(number, kind);
                }
            }
        }
        let mut listed = |list: &[String]| list.iter().flat_map(|word| fold.keys(word)).collect();
        let roles = Roles {
            particles: listed(&rules.words.particle),
            coordinators: listed(&rules.words.coordinator),
            determiners: listed(&rules.words.determiner),
        };
        fold.words.set_roles(roles);
        for mark in &rules.noise.marks {
            for number in fold.keys(mark) {
                fold.words.mark(number, Kind::Loose);
            }
        }
        fold.doubled = rules.noise.doubled.iter().flat_map(|word| fold.keys(word)).collect();
        let signals: Vec<Vec<Vec<u32>>> = rules
            .signal
            .iter()
            .map(|signal| signal.words.iter().map(|words| fold.keys(words)).collect())
            .collect();
        for group in &rules.noise.same {
            fold.add_group(group, &signals);
        }
        fold.words.set_apart();
        fold
    }

    /// Whether two expressions differ in noise alone.
    #[must_use]
    pub fn same(&self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        let unit = |text| [Unit::new(text)];
        let (folded, _) = self.texts(Sides::new(&unit(one), &unit(other)));
        let numbers = |folded: &Folded| folded.unit(0).iter().map(|key| key.number).collect::<Vec<_>>();
        numbers(&folded.before) == numbers(&folded.after)
    }

    /// Whether two titles or headings have other words than these: `expected`, function words, marks and what holds a digit
    /// do not count, and neither does the order.
    pub(super) fn says_another(&self, one: &str, other: &str, expected: &dyn Fn(&str) -> bool) -> bool {
        // Parties tied together ("U.S.-Mexico") are named one by one.
        let apart = |text: &str| text.replace(['-', '\u{2010}', '\u{2011}', '–', '/'], " ");
        let (one, other) = (&*apart(one), &*apart(other));
        let unit = |text| [Unit::new(text)];
        let (folded, words) = self.texts(Sides::new(&unit(one), &unit(other)));
        let stems = words.stems();
        let telling = |text: &str, folded: &Folded| {
            let counts = |key: &&Key| {
                let text = &text[key.start as usize..key.end as usize];
                matches!(words.kind(key.number), Kind::Content | Kind::Formula)
                    && !text.contains(|c: char| c.is_ascii_digit())
                    && !expected(text)
            };
            let mut numbers: Vec<u32> =
                folded.unit(0).iter().filter(counts).map(|key| stems[key.number as usize]).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        telling(one, &folded.before) != telling(other, &folded.after)
    }

    /// Folds both texts with one set of words.
    pub(super) fn texts<'t>(&self, units: Sides<&[Unit<'t>]>) -> (Sides<Folded>, Words) {
        let mut words = self.words.clone();
        let mut numbers: FxHashMap<&'t str, u32> = FxHashMap::default();
        let mut sentences: Vec<Unit<'t>> = Vec::new();
        let of = units.map(|units| {
            let number = |unit: &Unit<'t>| {
                *numbers.entry(unit.text).or_insert_with(|| {
                    sentences.push(*unit);
                    sentences.len() as u32 - 1
                })
            };
            units.iter().map(number).collect::<Vec<u32>>()
        });
        let raw = read(&sentences, &mut words, &self.units);
        let mut sequences = self.sequences.clone();
        for (index, sentence) in sentences.iter().enumerate() {
            let (keys, brackets) = raw.unit(index);
            for definition in acronyms::defined(sentence.text, keys, brackets, &words) {
                sequences.add(&definition.long, definition.short);
            }
        }
        let store = Arc::new(self.folded(&raw, &sequences));
        (of.map(|of| Folded { store: Arc::clone(&store), of }), words)
    }

    fn folded(&self, raw: &Raw, sequences: &Sequences) -> Store {
        let mut folded =
            Store { keys: Vec::with_capacity(raw.keys.len()), bounds: vec![0], class: Vec::new() };
        for index in 0..raw.bounds.len() - 1 {
            let (keys, brackets) = raw.unit(index);
            let first = folded.keys.len();
            let mut at = 0;
            while at < keys.len() {
                let (number, mut taken) = sequences.longest(&keys[at..]).unwrap_or((keys[at].number, 1));
                // The acronym in brackets after its long form belongs to it.
                if taken > 1
                    && keys.get(at + taken).is_some_and(|key| brackets[at + taken] && key.number == number)
                {
                    taken += 1;
                }
                let key = Key { number, start: keys[at].start, end: keys[at + taken - 1].end };
                match folded.keys[first..].last_mut() {
                    Some(last) if last.number == number && self.doubled.contains(&number) => {
                        last.end = key.end
                    }
                    _ => folded.keys.push(key),
                }
                at += taken;
            }
            folded.bounds.push(folded.keys.len());
        }
        folded.class = classes(&folded);
        folded
    }

    /// The keys of an expression of the rules.
    fn keys(&mut self, expression: &str) -> Vec<u32> {
        let unit = Unit::new(expression);
        let raw = read(&[unit], &mut self.words, &self.units);
        raw.keys.iter().map(|key| key.number).collect()
    }

    /// Adds a group of expressions that mean the same. Of two that a signal rule keeps apart the later one stays out.
    fn add_group(&mut self, group: &[String], signals: &[Vec<Vec<u32>>]) {
        let members: Vec<Vec<u32>> = group.iter().map(|expression| self.keys(expression)).collect();
        let Some((first, name)) = members.first().zip(group.first()) else { return };
        let canonical = match first[..] {
            [one] => one,
            _ => self.words.number(&name.to_lowercase(), Kind::Content),
        };
        let mut kept: Vec<&Vec<u32>> = Vec::new();
        for member in &members {
            let apart = |other: &&Vec<u32>| {
                signals
                    .iter()
                    .any(|signal| signal.contains(member) && signal.contains(*other) && *other != member)
            };
            if !kept.iter().any(apart) {
                kept.push(member);
                self.sequences.add(member, canonical);
            }
        }
        let formula = first.iter().all(|&number| self.words.kind(number) != Kind::Content);
        if formula {
            self.words.mark(canonical, Kind::Formula);
        }
    }
}

/// Expressions that become one key, by their first word; the longest first.
#[derive(Debug, Clone, Default)]
struct Sequences {
    by_first: FxHashMap<u32, Vec<(Vec<u32>, u32)>>,
}

impl Sequences {
    fn add(&mut self, expression: &[u32], canonical: u32) {
        let Some((first, rest)) = expression.split_first() else { return };
        if rest.is_empty() && *first == canonical {
            return;
        }
        let list = self.by_first.entry(*first).or_default();
        if list.iter().all(|(known, _)| known != rest) {
            let place = list.iter().position(|(known, _)| known.len() < rest.len()).unwrap_or(list.len());
            list.insert(place, (rest.to_vec(), canonical));
        }
    }

    fn longest(&self, keys: &[Key]) -> Option<(u32, usize)> {
        let (first, following) = keys.split_first()?;
        self.by_first.get(&first.number)?.iter().find_map(|(rest, canonical)| {
            let equal = following.len() >= rest.len()
                && rest.iter().zip(following).all(|(number, key)| *number == key.number);
            equal.then_some((*canonical, rest.len() + 1))
        })
    }
}

/// Tokens with the key of each, before sequences are folded.
struct Raw {
    keys: Vec<Key>,
    /// Whether the token is an acronym in brackets.
    brackets: Vec<bool>,
    bounds: Vec<usize>,
}

impl Raw {
    fn unit(&self, index: usize) -> (&[Key], &[bool]) {
        let range = self.bounds[index]..self.bounds[index + 1];
        (&self.keys[range.clone()], &self.brackets[range])
    }
}

/// For each sentence the first one with the same keys.
fn classes(store: &Store) -> Vec<u32> {
    let count = store.bounds.len() - 1;
    let mut first: FxHashMap<u64, u32> = FxHashMap::default();
    let mut class = Vec::with_capacity(count);
    for sentence in 0..count {
        let keys = store.keys(sentence);
        let mut hasher = FxHasher::default();
        keys.iter().for_each(|key| hasher.write_u32(key.number));
        let number = sentence as u32;
        let known = *first.entry(hasher.finish()).or_insert(number);
        let other = store.keys(known as usize);
        let equal = keys.len() == other.len() && keys.iter().zip(other).all(|(a, b)| a.number == b.number);
        // What collides without being equal is a class of its own.
        class.push(if equal && !keys.is_empty() { known } else { number });
    }
    class
}

fn read<'t>(units: &[Unit<'t>], words: &mut Words, quantities: &Units) -> Raw {
    let mut known: FxHashMap<&'t str, u32> = FxHashMap::default();
    let mut raw = Raw { keys: Vec::new(), brackets: Vec::new(), bounds: vec![0] };
    let mut cut: Vec<Token> = Vec::new();
    let mut key = String::new();
    for unit in units {
        cut.clear();
        tokens(unit.text, &mut cut);
        let mut taken = 0;
        for (at, token) in cut.iter().enumerate() {
            if at < taken {
                continue;
            }
            if let Some((count, key)) = quantities.quantity(unit.text, &cut[at..]) {
                taken = at + count;
                let number = words.number(&key, Kind::Content);
                raw.keys.push(Key { number, start: token.start, end: cut[taken - 1].end });
                raw.brackets.push(false);
                continue;
            }
            let text = &unit.text[token.start as usize..token.end as usize];
            let number = *known.entry(text).or_insert_with(|| {
                if token.mark {
                    mark_key(text, &mut key);
                    words.number(&key, Kind::Mark)
                } else {
                    word_key(text, &mut key);
                    words.number(&key, Kind::Content)
                }
            });
            raw.keys.push(Key { number, start: token.start, end: token.end });
            raw.brackets.push(!token.mark && text.starts_with('('));
        }
        raw.bounds.push(raw.keys.len());
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series;

    #[track_caller]
    fn check(one: &str, other: &str, equal: bool) {
        let fold = Fold::new(&series::general().unwrap());
        let unit = |text| [Unit::new(text)];
        let (folded, _) = fold.texts(Sides::new(&unit(one)[..], &unit(other)[..]));
        let numbers = folded.map(|folded| folded.unit(0).iter().map(|key| key.number).collect::<Vec<_>>());
        assert_eq!(numbers.before == numbers.after, equal, "{one} / {other}");
    }

    #[test]
    fn noise_is_folded() {
        check("Both sides noted", "The two sides noted", true);
        check("the U.S.-ROK Alliance", "the ROK-U.S. Alliance", true);
        check("North Korea’s provocations", "the DPRK's provocations", true);
        check("DPRK provocations", "Democratic People's Republic of Korea (DPRK) provocations", true);
        check("upholding the the order", "upholding the order", true);
        check("U.S and ROK solidarity", "ROK and U.S. solidarity", true);
        check("a “new era” – here", "a \"new era\" - here", true);
    }

    #[test]
    fn a_long_form_equals_the_acronym_that_the_text_gives_it() {
        check("the Nuclear Consultative Group (NCG) met", "the Nuclear Consultative Group (NCG) met", true);
        check("the Nuclear Consultative Group (NCG) met", "the NCG met", true);
        check("Ulchi Freedom Shield 23 (UFS23)", "UFS23", true);
        check("the tabletop exercise (TTX)", "the TTX", true);
    }

    #[test]
    fn signal_is_not() {
        check("both sides agreed", "the U.S. side agreed", false);
        check("denuclearization of the Korean Peninsula", "denuclearization of the DPRK", false);
        check("U.S.-ROK-Japan", "ROK-U.S.-Japan", false);
        check("a new era", "a \"new era\"", false);
        check("will", "would", false);
    }
}
