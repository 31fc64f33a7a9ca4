//! What the editions before a comparison know of its findings.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::edition::Edition;
use super::model::Slot;
use super::order::{Catalogued, Order, order};
use super::words::{Corpus, Word};
use crate::Sides;
use crate::series::Rules;
use crate::statement::{Entity, Statement};

/// Earlier editions that it takes to tell a reader more than the comparison itself does.
const TELLING: usize = 2;

/// Two clauses promise the same from this weighted Dice's coefficient of their content words, 0 to 1: as high as for a
/// promise that returns (`threads`).
const ALIKE: f64 = 0.6;

/// What sums of the same weights in another order may differ by, so that the numbers of words decide nothing.
const ROUNDING: f64 = 1e-9;

/// The editions of a series, made ready to be asked what stood where: once for any number of comparisons.
pub struct Past<'e> {
    corpus: Corpus<'e>,
    /// The editions' slots.
    places: Vec<usize>,
    slots: Vec<Slot>,
    /// By edition how many sentences all before it have; at its end those of all.
    sentences: Vec<usize>,
    /// By stem the editions of the sentences that have it, one for each sentence, in order.
    by_stem: Vec<Vec<u32>>,
    /// Sentences by their words.
    said: Said,
    /// Commitments and assessments by the stems of their content words.
    promised: Said,
    /// By what a body or an instrument is called, in small letters, the editions that name it.
    names: FxHashMap<String, Vec<u32>>,
    /// By the id of a section the editions that have it.
    sections: FxHashMap<&'e str, Vec<u32>>,
}

/// What was said, once for each wording however many editions have it: most of a statement is that of the one before.
#[derive(Default)]
struct Said {
    numbers: FxHashMap<Vec<u32>, u32>,
    /// By wording its words or stems.
    words: Vec<Vec<u32>>,
    /// By wording the editions that have it, in order.
    editions: Vec<Vec<u32>>,
    /// By word or stem the wordings that have it.
    having: Vec<Vec<u32>>,
}

impl Said {
    fn add(&mut self, words: Vec<u32>, edition: u32) {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(words.clone()).or_insert(next);
        if number == next {
            for &word in &words {
                seen_in(at(&mut self.having, word), number);
            }
            self.words.push(words);
            self.editions.push(Vec::new());
        }
        seen_in(&mut self.editions[number as usize], edition);
    }

    /// The wordings that have a word.
    fn having(&self, word: u32) -> &[u32] {
        self.having.get(word as usize).map_or(&[], Vec::as_slice)
    }
}

/// The editions before the newer side of a comparison: one or more.
pub struct Before<'p> {
    past: &'p Past<'p>,
    /// By stem what one word of it weighs in these editions: as in `words`, where the formula has its source.
    weights: Vec<f64>,
    /// What a word weighs that none of them has.
    most: f64,
    /// How many they are, from the first one on.
    earlier: usize,
    /// The position of the older side among them.
    pub(super) old: Option<usize>,
}

impl<'e> Past<'e> {
    /// Makes editions ready, which may come in any order; `known` are those that the catalogue knows of.
    pub fn new(editions: &'e [Edition], known: &[Catalogued], rules: &Rules) -> Self {
        let all: Vec<&Edition> = editions.iter().collect();
        let Order { slots, editions: places, .. } = order(&all, known, "");
        let held: Vec<(usize, usize)> =
            places.iter().enumerate().filter_map(|(slot, edition)| Some((slot, (*edition)?))).collect();
        let corpus = Corpus::new(held.iter().map(|&(_, edition)| all[edition]).collect(), rules);
        let places = held.into_iter().map(|(slot, _)| slot).collect();
        let mut past = Self {
            places,
            slots,
            sentences: vec![0],
            by_stem: vec![Vec::new(); corpus.vocabulary.stems()],
            said: Said::default(),
            promised: Said::default(),
            names: FxHashMap::default(),
            sections: FxHashMap::default(),
            corpus,
        };
        for number in 0..past.corpus.editions.len() {
            past.index(number);
        }
        past
    }

    /// The editions before the newer side: by its place in the order if it is one of them, else by its date, else all.
    /// `None` where there are none.
    pub fn before(&self, statements: Sides<&Statement>) -> Option<Before<'_>> {
        let editions = &self.corpus.editions;
        let is = |edition: &Edition, statement: &Statement| {
            let same = |one: &str, other: &str| !one.is_empty() && one == other;
            same(&edition.sha256, &statement.sha256) || same(&edition.id, &statement.id)
        };
        let after = statements.after;
        let own = editions.iter().position(|edition| is(edition, after));
        let later = |day| editions.iter().position(|edition| edition.date.is_some_and(|date| date > day));
        let earlier = own.or_else(|| after.date.and_then(later)).unwrap_or(editions.len());
        let old = editions[..earlier].iter().position(|edition| is(edition, statements.before));
        (earlier > 0).then(|| {
            let all = self.sentences[earlier] as f64 + 1.0;
            let weight = |having: usize| 1.0 + (all / (having as f64 + 1.0)).ln();
            let having = |editions: &Vec<u32>| editions.partition_point(|&at| (at as usize) < earlier);
            let weights = self.by_stem.iter().map(|editions| weight(having(editions))).collect();
            Before { past: self, weights, most: weight(0), earlier, old }
        })
    }

    fn index(&mut self, number: usize) {
        let edition = self.corpus.editions[number];
        let here = number as u32;
        for sentence in &self.corpus.words[number] {
            self.said.add(sentence.iter().map(|word| word.key).collect(), here);
            let mut stems: Vec<u32> = sentence.iter().map(|word| word.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().for_each(|stem| at(&mut self.by_stem, stem).push(here));
        }
        self.sentences.push(self.sentences.last().unwrap_or(&0) + edition.sentences.len());
        for clause in edition.commitments.iter().chain(&edition.assessments) {
            let stems = self.corpus.content(number, clause.place.sentence, clause.place.range.clone());
            self.promised.add(stems, here);
        }
        for entity in edition.bodies.iter().chain(&edition.instruments) {
            for name in called(&entity.key, &entity.name, entity.acronym.as_deref()) {
                seen_in(self.names.entry(name).or_default(), here);
            }
        }
        for (id, ..) in &edition.sections {
            seen_in(self.sections.entry(id).or_default(), here);
        }
    }
}

/// The list of a number, made if need be.
fn at<T>(lists: &mut Vec<Vec<T>>, number: u32) -> &mut Vec<T> {
    let number = number as usize;
    if lists.len() <= number {
        lists.resize_with(number + 1, Vec::new);
    }
    &mut lists[number]
}

fn seen_in(editions: &mut Vec<u32>, edition: u32) {
    if editions.last() != Some(&edition) {
        editions.push(edition);
    }
}

/// Each thing that a body or an instrument is called.
fn called<'n>(key: &'n str, name: &'n str, acronym: Option<&'n str>) -> impl Iterator<Item = String> + 'n {
    [Some(key), Some(name), acronym].into_iter().flatten().map(str::to_lowercase)
}

impl<'p> Before<'p> {
    /// They themselves, the oldest first.
    pub fn editions(&self) -> &'p [&'p Edition] {
        &self.past.corpus.editions[..self.earlier]
    }

    /// Whether they say more than the comparison itself.
    pub fn are_telling(&self) -> bool {
        self.earlier >= TELLING
    }

    /// `5 editions since the 19th`
    pub fn all(&self) -> String {
        if self.earlier == 1 {
            return format!("{}, the only edition at hand before it", self.name(0));
        }
        format!("{} editions{} since {}", self.earlier, self.at_hand(0), self.name(0))
    }

    /// `the 19th`, else the edition's id.
    pub(super) fn name(&self, edition: usize) -> String {
        let edition = self.past.corpus.editions[edition];
        edition.ordinal.map_or_else(|| edition.id.clone(), |ordinal| format!("the {}", nth(ordinal)))
    }

    /// Says that editions are missing behind this one and before the newer side.
    pub(super) fn at_hand(&self, since: usize) -> &'static str {
        let Past { places, .. } = self.past;
        let Range { start, end } = places[since]..places[self.earlier.min(places.len() - 1)];
        let missing = self.past.slots[start..=end].iter().any(|slot| !slot.held);
        if missing { " at hand" } else { "" }
    }

    /// The words of a text.
    pub(super) fn read(&self, text: &str) -> Vec<Word> {
        self.past.corpus.vocabulary.look(text)
    }

    /// Which editions name a body or an instrument.
    pub(super) fn naming(&self, wanted: &Entity) -> Vec<bool> {
        let names = called(&wanted.key, &wanted.name, wanted.acronym.as_deref());
        self.seen(names.filter_map(|name| self.past.names.get(&name)).flatten().copied())
    }

    /// Which editions have a section.
    pub(super) fn having(&self, section: &str) -> Vec<bool> {
        self.seen(self.past.sections.get(section).into_iter().flatten().copied())
    }

    /// Which editions have these words in this order.
    pub(super) fn standing(&self, wanted: &[Word]) -> Vec<bool> {
        let said = &self.past.said;
        let wanted: Vec<u32> = wanted.iter().map(|word| word.key).collect();
        // Only sentences that have the rarest of the words are looked at.
        let rarest = wanted.iter().map(|&word| said.having(word)).min_by_key(|sentences| sentences.len());
        let has = |sentence: &&u32| {
            said.words[**sentence as usize]
                .windows(wanted.len())
                .any(|run| run[0] == wanted[0] && run == wanted)
        };
        let sentences = rarest.unwrap_or_default().iter().filter(has);
        self.seen(sentences.flat_map(|&sentence| self.had(said, sentence as usize)))
    }

    /// Which editions have a commitment like this one.
    pub(super) fn promising(&self, clause: &[Word]) -> Vec<bool> {
        let vocabulary = &self.past.corpus.vocabulary;
        let mut wanted: Vec<u32> =
            clause.iter().map(|word| word.stem).filter(|&stem| !vocabulary.is_function(stem)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let own: f64 = wanted.iter().map(|&stem| self.weight(stem)).sum();
        let promised = &self.past.promised;
        // What each clause shares with this one.
        let mut common = vec![0.0; promised.words.len()];
        for &stem in &wanted {
            let weight = self.weight(stem);
            promised.having(stem).iter().for_each(|&clause| common[clause as usize] += weight);
        }
        let alike = |&clause: &usize| {
            common[clause] > 0.0 && self.alike(own, common[clause], &promised.words[clause])
        };
        let clauses = (0..common.len()).filter(alike);
        self.seen(clauses.flat_map(|clause| self.had(promised, clause)))
    }

    /// The editions that have a wording.
    fn had<'s>(&self, said: &'s Said, wording: usize) -> impl Iterator<Item = u32> + use<'s> {
        let earlier = self.earlier;
        let editions = said.editions[wording].iter().copied();
        editions.take_while(move |&edition| (edition as usize) < earlier)
    }

    /// Whether a clause promises the same as one that weighs `own`, of which it has `common`.
    fn alike(&self, own: f64, common: f64, clause: &[u32]) -> bool {
        let least = ALIKE - ROUNDING;
        // It weighs no less than what it shares.
        2.0 * common >= least * (own + common) && {
            let all = own + clause.iter().map(|&stem| self.weight(stem)).sum::<f64>();
            2.0 * common >= least * all
        }
    }

    fn weight(&self, stem: u32) -> f64 {
        self.weights.get(stem as usize).copied().unwrap_or(self.most)
    }

    fn seen(&self, editions: impl Iterator<Item = u32>) -> Vec<bool> {
        let mut seen = vec![false; self.earlier];
        for edition in editions.map(|edition| edition as usize).filter(|&edition| edition < self.earlier) {
            seen[edition] = true;
        }
        seen
    }
}

/// `23rd`
pub(crate) fn nth(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::drift::{Clause, Mention, Promise, Sentence};
    use crate::series;

    /// An edition of these sentences, each of which is a commitment.
    fn edition(year: usize, sentences: &[String]) -> Edition {
        let clause = |(sentence, text): (usize, &String)| Clause {
            place: Mention { sentence, range: 0..text.len() },
            object: 0..text.len(),
            kind: Promise::Pledge,
            verb: String::new(),
        };
        let sentence =
            |text: &String| Sentence { text: text.clone(), paragraph: 0, section: "other".to_owned() };
        Edition {
            id: format!("talks-{year}"),
            series: None,
            ordinal: None,
            date: format!("{year}-01-01").parse().ok(),
            title: String::new(),
            sha256: format!("{year}"),
            illustrative: false,
            sentences: sentences.iter().map(sentence).collect(),
            sections: Vec::new(),
            bodies: Vec::new(),
            instruments: Vec::new(),
            spots: Vec::new(),
            commitments: sentences.iter().enumerate().map(clause).collect(),
            assessments: Vec::new(),
        }
    }

    fn texts() -> impl Strategy<Value = Vec<Vec<String>>> {
        let word = "(radar|radars|convoy|strait|pilots|depot|of|the|train|winter)";
        let sentence = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
        prop::collection::vec(prop::collection::vec(sentence, 0..4), 3..7)
    }

    proptest! {
        /// What the index finds is what looking at everything finds, with weights of the earlier editions alone.
        #[test]
        fn the_index_leaves_nothing_out_and_later_editions_change_no_answer(texts in texts(), asked in "(radar|strait|winter|unheard|train)( (convoy|the|pilots|unheard)){0,3}") {
            let rules = series::general().unwrap();
            let editions: Vec<Edition> =
                texts.iter().enumerate().map(|(number, text)| edition(2001 + number, text)).collect();
            let past = Past::new(&editions, &[], &rules);
            for earlier in 1..editions.len() {
                let mut after = Statement::default();
                after.id.clone_from(&editions[earlier].id);
                let of_all = past.before(Sides::new(&Statement::default(), &after)).unwrap();
                prop_assert_eq!(of_all.editions().len(), earlier);
                let alone = Past::new(&editions[..earlier], &[], &rules);
                let of_earlier = alone.before(Sides::new(&Statement::default(), &after)).unwrap();

                let words = of_all.read(&asked);
                let corpus = &past.corpus;
                let standing: Vec<bool> = (0..earlier).map(|edition| {
                    corpus.words[edition].iter().any(|sentence| {
                        let keys: Vec<u32> = sentence.iter().map(|word| word.key).collect();
                        let wanted: Vec<u32> = words.iter().map(|word| word.key).collect();
                        keys.windows(wanted.len()).any(|run| run == wanted)
                    })
                }).collect();
                prop_assert_eq!(&of_all.standing(&words), &standing);
                prop_assert_eq!(&of_earlier.standing(&of_earlier.read(&asked)), &standing);

                let mut wanted: Vec<u32> = words.iter().map(|word| word.stem).filter(|&stem| !corpus.vocabulary.is_function(stem)).collect();
                wanted.sort_unstable();
                wanted.dedup();
                let promising: Vec<bool> = (0..earlier).map(|edition| {
                    corpus.editions[edition].commitments.iter().any(|clause| {
                        let place = &clause.place;
                        let stems = corpus.content(edition, place.sentence, place.range.clone());
                        let weigh = |stems: &[u32]| stems.iter().map(|&stem| of_all.weight(stem)).sum::<f64>();
                        let common: Vec<u32> = wanted.iter().filter(|stem| stems.contains(stem)).copied().collect();
                        let all = weigh(&wanted) + weigh(&stems);
                        all > 0.0 && 2.0 * weigh(&common) / all >= ALIKE - ROUNDING
                    })
                }).collect();
                prop_assert_eq!(&of_all.promising(&words), &promising);
                prop_assert_eq!(&of_earlier.promising(&of_earlier.read(&asked)), &promising);
            }
        }
    }
}
