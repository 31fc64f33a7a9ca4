//! Counterparts: whether the other edition speaks of the same thing, however worded. Clauses of both editions are compared by
//! their words, weighed by how rare they are in such texts, and found through an index.
//!
//! Links hold sentences together for the redline; counterparts are the evidence that something is new or gone.

mod bag;
mod clauses;
mod kin;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::{Fold, Folded};
use super::unit::Unit;
use crate::statement::Statement;
use crate::{Side, Sides};
pub(super) use bag::Telling;
use bag::{Bag, Stem};
use clauses::{Part, cut};
pub(super) use kin::kin;

/// A word that more clauses of one edition have than this is not looked up.
const POSTINGS: usize = 96;

/// Words that tell less (those of more than one in four statements) lead to no clause by themselves.
const RARE: u32 = 140;

/// Clauses of the other edition that share the most with a clause, which are then compared word by word.
const BEST: usize = 12;

/// A clause with its words.
#[derive(Debug)]
pub(super) struct Clause {
    pub sentence: usize,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// Where what it is about begins.
    matter: usize,
    bag: Bag,
}

/// What the other edition has of a clause.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nearest {
    /// The most alike clause there.
    pub clause: Option<usize>,
    /// How alike it is, 0 to 1: the cosine of both bags.
    pub alike: f64,
    /// What share of the clause's words one sentence there has, 0 to 1.
    pub covered: f64,
    /// What the words tell that no single sentence there has (the sum of the weights of the words that the best one lacks).
    pub unsaid: u32,
    /// What the words tell that stand nowhere there.
    pub foreign: u32,
    /// What share that is of what the clause is about, by what its words mark, 0 to 1: the evidence that what they say is absent there.
    pub missing: f64,
    /// How many of those are names or figures: behind the first word, with a capital or a digit in front.
    pub names: usize,
}

/// What a clause of the other edition has of some words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub clause: usize,
    /// What share of what the words tell, 0 to 1.
    pub share: f64,
    /// What the words tell.
    pub total: u32,
}

/// Both texts as they are compared: their words folded, and what each of these tells.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub folded: Sides<Folded>,
    pub telling: Arc<Telling>,
}

impl Read {
    fn new(statements: Sides<&Statement>, fold: &Fold) -> Self {
        let units = statements.map(|statement| {
            statement.sentences.iter().map(|sentence| Unit::new(&sentence.text)).collect::<Vec<_>>()
        });
        let (folded, words) = fold.texts(Sides::new(&units.before, &units.after));
        let telling = Arc::new(Telling::new(&words, folded.as_ref()));
        Self { folded, telling }
    }

    pub fn mirrored(self) -> Self {
        Self { folded: self.folded.swap(), ..self }
    }
}

/// The clauses of both editions.
pub(super) struct Counterparts<'t> {
    clauses: Sides<Vec<Clause>>,
    /// The clauses of each sentence.
    of: Sides<Vec<Range<usize>>>,
    /// The words of each sentence.
    sentences: Sides<Vec<Bag>>,
    texts: Sides<Vec<&'t str>>,
    folded: Sides<Folded>,
    telling: Arc<Telling>,
    /// Where names and figures start in each sentence.
    names: Sides<Vec<Vec<u32>>>,
    /// The clauses that have a word.
    postings: Sides<FxHashMap<u32, Vec<u32>>>,
    /// What was found of each clause so far.
    nearest: Sides<Vec<OnceLock<Nearest>>>,
}

impl<'t> Counterparts<'t> {
    /// `read` is what linking both statements read of them already.
    pub fn new(statements: Sides<&'t Statement>, fold: &Fold, read: Option<&Read>) -> Self {
        let Read { folded, telling } = read.cloned().unwrap_or_else(|| Read::new(statements, fold));
        let texts = statements
            .map(|statement| statement.sentences.iter().map(|sentence| &*sentence.text).collect::<Vec<_>>());
        let mut counterparts = Self {
            clauses: Sides::default(),
            of: Sides::default(),
            sentences: Sides::default(),
            folded,
            telling,
            names: texts.as_ref().map(|texts| texts.iter().map(|text| names(text)).collect()),
            texts,
            postings: Sides::default(),
            nearest: Sides::default(),
        };
        for side in Side::BOTH {
            for (sentence, claims) in statements.of(side).claims_by_sentence().enumerate() {
                let cut = cut(counterparts.texts.of(side)[sentence], claims);
                counterparts.take_in(side, sentence, cut);
            }
        }
        counterparts
    }

    fn take_in(&mut self, side: Side, sentence: usize, cut: Vec<Part>) {
        let whole = self.bag(side, sentence, 0..usize::MAX);
        let bags: Vec<Bag> = cut.iter().map(|part| self.bag(side, sentence, part.range.clone())).collect();
        let clauses = self.clauses.of_mut(side);
        let first = clauses.len();
        for (Part { range, matter }, bag) in cut.into_iter().zip(bags) {
            for stem in &bag.stems {
                self.postings.of_mut(side).entry(stem.number).or_default().push(clauses.len() as u32);
            }
            clauses.push(Clause { sentence, range, matter, bag });
            self.nearest.of_mut(side).push(OnceLock::new());
        }
        self.of.of_mut(side).push(first..clauses.len());
        self.sentences.of_mut(side).push(whole);
    }

    /// The words of a range of a sentence.
    fn bag(&self, side: Side, sentence: usize, range: Range<usize>) -> Bag {
        let keys = self.folded.of(side).unit(sentence).iter();
        self.telling.bag(keys.filter(|key| range.contains(&(key.start as usize))))
    }

    /// What the words of some ranges tell that those of ranges of the other side do not, for either side; without words that
    /// `says_nothing` knows.
    pub fn differ(
        &self,
        ranges: &Sides<Vec<(usize, Range<usize>)>>,
        says_nothing: impl Fn(&str) -> bool,
    ) -> Sides<u32> {
        let says_nothing = &says_nothing;
        let bag = |side: Side| {
            let words = ranges.of(side).iter().flat_map(|(sentence, range)| {
                let text = self.texts.of(side)[*sentence];
                let keys = self.folded.of(side).unit(*sentence).iter();
                keys.filter(move |key| range.contains(&(key.start as usize))).filter(move |key| {
                    !text.get(key.start as usize..key.end as usize).is_some_and(says_nothing)
                })
            });
            self.telling.bag(words)
        };
        let (one, other) = (bag(Side::Before), bag(Side::After));
        let shared = one.held_by(&other);
        Sides::new(one.total.saturating_sub(shared), other.total.saturating_sub(shared))
    }

    /// The clauses of a sentence, by their numbers.
    pub fn of_sentence(&self, side: Side, sentence: usize) -> Range<usize> {
        self.of.of(side).get(sentence).cloned().unwrap_or_default()
    }

    pub fn clause(&self, side: Side, number: usize) -> &Clause {
        &self.clauses.of(side)[number]
    }

    /// What a clause tells: the sum of the weights of its words.
    pub fn tells(&self, side: Side, number: usize) -> u32 {
        self.clause(side, number).bag.total
    }

    /// The names and figures of a clause that stand nowhere in the other edition.
    fn foreign_names(&self, side: Side, number: usize) -> usize {
        let clause = self.clause(side, number);
        let names = &self.names.of(side)[clause.sentence];
        let keys = self.folded.of(side).unit(clause.sentence).iter().filter(|key| {
            let start = key.start as usize;
            clause.range.start < start && start < clause.range.end && names.contains(&key.start)
        });
        let across = self.postings.of(side.other());
        keys.filter(|key| !across.contains_key(&self.telling.of(key).number)).count()
    }

    /// What the other edition has of a clause. Ties go to the clause that stands first.
    pub fn nearest(&self, side: Side, number: usize) -> Nearest {
        *self.nearest.of(side)[number].get_or_init(|| self.search(side, number))
    }

    /// The most alike clause across in sentences that `fits` takes; of equals the first.
    pub fn most_alike(
        &self,
        side: Side,
        number: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<(usize, f64)> {
        let own = &self.clause(side, number).bag;
        let mut near: Vec<u32> = own
            .stems
            .iter()
            .filter(|stem| stem.tells >= RARE)
            .filter_map(|stem| self.postings.of(side.other()).get(&stem.number))
            .filter(|places| places.len() <= POSTINGS)
            .flatten()
            .copied()
            .filter(|&clause| fits(self.clause(side.other(), clause as usize).sentence))
            .collect();
        near.sort_unstable();
        near.dedup();
        let alike = near
            .into_iter()
            .map(|clause| (clause as usize, own.alike(&self.clause(side.other(), clause as usize).bag)));
        alike.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }

    /// The clause across that has the most of the words of a range, without words that `says_nothing` knows; of equals the first.
    pub fn holding(
        &self,
        side: Side,
        sentence: usize,
        range: Range<usize>,
        says_nothing: impl Fn(&str) -> bool,
    ) -> Option<Held> {
        let text = self.texts.of(side)[sentence];
        let keys = self.folded.of(side).unit(sentence).iter();
        let own = self.telling.bag(keys.filter(|key| {
            let place = key.start as usize..key.end as usize;
            range.contains(&place.start) && !text.get(place).is_some_and(&says_nothing)
        }));
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for stem in &own.stems {
            let places = self.postings.of(side.other()).get(&stem.number);
            for &clause in places.filter(|places| places.len() <= POSTINGS).into_iter().flatten() {
                *shared.entry(clause).or_default() += stem.tells;
            }
        }
        let best = shared.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
        let (clause, held) = best?;
        Some(Held {
            clause: clause as usize,
            share: f64::from(held) / f64::from(own.total.max(1)),
            total: own.total,
        })
    }

    /// Whether a sentence across has the noun that a phrase is about: the last of its first words that tell something (`a rescue
    /// center in the port`).
    pub fn has_head(&self, side: Side, sentence: usize, phrase: Range<usize>, across: usize) -> bool {
        let keys = self.folded.of(side).unit(sentence).iter();
        let stems = keys.filter(|key| phrase.contains(&(key.start as usize))).map(|key| self.telling.of(key));
        let tells = |stem: &Stem| stem.tells > 0;
        let head = stems.skip_while(|stem| !tells(stem)).take_while(tells).last();
        head.is_none_or(|head| {
            let there = &self.sentences.of(side.other())[across].stems;
            there.binary_search_by_key(&head.number, |stem| stem.number).is_ok()
        })
    }

    /// What share of what a clause is about stands nowhere across.
    fn missing(&self, side: Side, clause: &Clause) -> f64 {
        let matter = self.bag(side, clause.sentence, clause.matter..clause.range.end.max(clause.matter));
        let across = self.postings.of(side.other());
        let absent = matter.stems.iter().filter(|stem| !across.contains_key(&stem.number));
        let absent: u32 = absent.map(|stem| stem.marks).sum();
        f64::from(absent) / f64::from(matter.marks.max(1))
    }

    fn search(&self, side: Side, number: usize) -> Nearest {
        let own = &self.clause(side, number).bag;
        let across = side.other();
        let postings = self.postings.of(across);
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        let mut foreign = 0;
        for stem in &own.stems {
            match postings.get(&stem.number) {
                Some(places) if places.len() <= POSTINGS && stem.tells >= RARE => {
                    for &clause in places {
                        *shared.entry(clause).or_default() += stem.marks;
                    }
                }
                Some(_) => {}
                None => foreign += stem.tells,
            }
        }
        let mut best: Vec<(u32, u32)> = shared.into_iter().collect();
        best.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(BEST);
        let missing = self.missing(side, self.clause(side, number));
        let mut nearest = Nearest { unsaid: own.total, foreign, missing, ..Nearest::default() };
        best.sort_unstable_by_key(|(clause, _)| *clause);
        nearest.names = self.foreign_names(side, number);
        let mut seen = FxHashSet::default();
        for (clause, _) in best {
            let other = self.clause(across, clause as usize);
            let alike = own.alike(&other.bag);
            if alike > nearest.alike {
                nearest.alike = alike;
                nearest.clause = Some(clause as usize);
            }
            if seen.insert(other.sentence) {
                let held = own.held_by(&self.sentences.of(across)[other.sentence]);
                nearest.unsaid = nearest.unsaid.min(own.total.saturating_sub(held));
                nearest.covered = nearest.covered.max(f64::from(held) / f64::from(own.total.max(1)));
            }
        }
        nearest
    }
}

/// Where words with a capital or a digit in front start.
fn names(text: &str) -> Vec<u32> {
    let starts = text.char_indices().scan(' ', |before, (at, c)| {
        let starts = !before.is_alphanumeric() && (c.is_uppercase() || c.is_ascii_digit());
        *before = c;
        Some((at, starts))
    });
    starts.filter(|(_, starts)| *starts).map(|(at, _)| at as u32).collect()
}
