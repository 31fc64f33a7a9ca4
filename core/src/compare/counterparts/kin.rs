//! Links for sentences that are left over: each other's nearest by the rare words of the genre, however many others stand around.

use rustc_hash::FxHashMap;

use super::super::links::Texts;
use super::super::unit::UnitPair;
use super::{BEST, Bag, POSTINGS, RARE, Telling};
use crate::compare::unit::VOTES;
use crate::statement::Claim;
use crate::{Side, Sides};

/// From this likeness two sentences that nothing better claims are one that was reworded. Lower ones are as often two.
const KIN: f64 = 0.25;

/// Clauses of one sentence that are compared with those of another: of longer ones their words are compared as a whole alone.
const CLAUSES: usize = 12;

/// A sentence with its clauses.
struct Sentence {
    unit: usize,
    whole: Bag,
    clauses: Vec<Bag>,
}

/// Pairs of units without a link: the most alike first, each unit once.
pub fn kin(texts: &Texts<'_>, chosen: &[UnitPair], telling: &Telling) -> Vec<UnitPair> {
    let mut left = texts.units.map(|units| vec![true; units.len()]);
    for pair in chosen {
        left.before[pair.before] = false;
        left.after[pair.after] = false;
    }
    if !left.before.contains(&true) || !left.after.contains(&true) {
        return Vec::new();
    }
    let sentences = Sides::new(Side::Before, Side::After).map(|side| {
        let left = left.of(side).iter().enumerate().filter(|(_, left)| **left);
        left.map(|(unit, _)| Sentence::new(texts, side, unit, telling)).collect::<Vec<_>>()
    });
    let is_vote = |side: Side, unit: usize| texts.units.of(side)[unit].section == VOTES;
    let mut found = near(&sentences);
    found.retain(|pair| is_vote(Side::Before, pair.before) == is_vote(Side::After, pair.after));
    found.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.before.cmp(&b.before)).then(a.after.cmp(&b.after))
    });
    let mut take = |pair: &UnitPair| {
        let free = left.before[pair.before] && left.after[pair.after];
        if free {
            left.before[pair.before] = false;
            left.after[pair.after] = false;
        }
        free
    };
    found.retain(|pair| take(pair));
    found
}

/// Half by all their words, half by the two clauses that are most alike.
fn alike(one: &Sentence, other: &Sentence) -> f64 {
    let whole = one.whole.alike(&other.whole);
    let (own, others) = (one.parts(), other.parts());
    let clauses = own.iter().flat_map(|own| others.iter().map(|other| own.alike(other)));
    (whole + clauses.fold(0.0, f64::max)) / 2.0
}

impl Sentence {
    fn new(texts: &Texts<'_>, side: Side, unit: usize, telling: &Telling) -> Self {
        let keys = texts.folded.of(side).unit(unit);
        let claims = texts.units.of(side)[unit].claims;
        let clause = |claim: &Claim| {
            telling.bag(keys.iter().filter(|key| claim.whole.contains(&(key.start as usize))))
        };
        let is_cut = (2..=CLAUSES).contains(&claims.len());
        let clauses = if is_cut { claims.iter().map(clause).collect() } else { Vec::new() };
        Self { unit, whole: telling.bag(keys.iter()), clauses }
    }

    fn parts(&self) -> &[Bag] {
        if self.clauses.is_empty() { std::slice::from_ref(&self.whole) } else { &self.clauses }
    }
}

/// The pairs of sentences that share the most, from `KIN` on.
fn near(sentences: &Sides<Vec<Sentence>>) -> Vec<UnitPair> {
    let mut postings: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (number, other) in sentences.after.iter().enumerate() {
        for stem in &other.whole.stems {
            postings.entry(stem.number).or_default().push(number);
        }
    }
    let mut pairs = Vec::new();
    for sentence in &sentences.before {
        let mut shared: FxHashMap<usize, u32> = FxHashMap::default();
        for stem in sentence.whole.stems.iter().filter(|stem| stem.tells >= RARE) {
            let places = postings.get(&stem.number).filter(|places| places.len() <= POSTINGS);
            for &other in places.into_iter().flatten() {
                *shared.entry(other).or_default() += stem.marks;
            }
        }
        let mut best: Vec<(usize, u32)> = shared.into_iter().collect();
        best.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        for (other, _) in best.into_iter().take(BEST) {
            let other = &sentences.after[other];
            let score = alike(sentence, other);
            if score >= KIN {
                pairs.push(UnitPair { before: sentence.unit, after: other.unit, score });
            }
        }
    }
    pairs
}
