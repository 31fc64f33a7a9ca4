//! What all earlier editions know of the findings of one comparison: since when, for the first time, never before.

use rustc_hash::FxHashMap;

use super::edition::Edition;
use super::model::Slot;
use super::order::{Known, Order, order};
use super::words::{Corpus, Word};
use crate::Sides;
use crate::compare::{Comparison, Finding};
use crate::series::Rules;
use crate::statement::{Entity, Statement};

/// Earlier editions that it takes to say anything: of one there is nothing but the comparison itself.
const LEAST: usize = 2;

/// Two clauses promise the same from this weighted Dice's coefficient of their content words, 0 to 1: as high as for a
/// promise that returns (`threads`).
const ALIKE: f64 = 0.6;

/// Words from which on a quote is a sentence: rewordings of it are found as commitments, not as phrases.
const PHRASE: usize = 12;

/// Writes into each finding of a comparison what the editions before the newer one know of it.
///
/// `editions` are all that are at hand of the newer side's series, made-up ones left out, in any order; `known` are
/// those that the catalogue knows of. With fewer than two earlier editions nothing is said.
pub fn annotate(comparison: &mut Comparison<'_>, editions: &[Edition], known: &[Known], rules: &Rules) {
    let statements = comparison.statements;
    let earlier = earlier(statements.after, editions);
    if earlier.len() < LEAST {
        return;
    }
    let series = statements.after.series.as_deref().unwrap_or("edition");
    let Order { slots, editions: places, .. } = order(&earlier, known, series);
    let places: Vec<(usize, usize)> =
        (0..slots.len()).filter_map(|slot| places[slot].map(|edition| (slot, edition))).collect();
    let ordered: Vec<&Edition> = places.iter().map(|&(_, edition)| earlier[edition]).collect();
    let places: Vec<usize> = places.into_iter().map(|(slot, _)| slot).collect();
    let old = ordered
        .iter()
        .position(|edition| edition.sha256 == statements.before.sha256 || edition.id == statements.before.id);
    let corpus = Corpus::new(ordered, rules);
    let mut history = History { corpus, places, slots, old, clauses: None, keys: FxHashMap::default() };
    for finding in &mut comparison.findings {
        finding.history = history.tell(finding, statements);
    }
}

/// The editions before this one: by its place in the order if it is one of them, else by its date, else all.
fn earlier<'e>(statement: &Statement, editions: &'e [Edition]) -> Vec<&'e Edition> {
    let all: Vec<&Edition> = editions.iter().collect();
    let order = order(&all, &[], "");
    let ordered: Vec<&Edition> = order.editions.into_iter().flatten().map(|position| all[position]).collect();
    let own =
        ordered.iter().position(|edition| edition.sha256 == statement.sha256 || edition.id == statement.id);
    match (own, statement.date) {
        (Some(place), _) => ordered[..place].to_vec(),
        (None, Some(date)) => {
            ordered.into_iter().filter(|edition| edition.date.is_none_or(|other| other <= date)).collect()
        }
        (None, None) => ordered,
    }
}

struct History<'e> {
    corpus: Corpus<'e>,
    /// The editions' slots.
    places: Vec<usize>,
    slots: Vec<Slot>,
    /// The position of the older side among the editions.
    old: Option<usize>,
    /// By edition the content words of each commitment, made when first asked for.
    clauses: Option<Vec<Vec<Vec<u32>>>>,
    /// Words by text.
    keys: FxHashMap<String, Vec<Word>>,
}

impl History<'_> {
    fn tell(&mut self, finding: &Finding, statements: Sides<&Statement>) -> Option<String> {
        let (family, what) = finding.rule.split_once('/')?;
        let quote = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.clone()));
        match (family, what) {
            ("body" | "instrument", "new") => {
                let entity = entity(statements.after, &finding.subject)?;
                self.came(&self.naming(entity))
            }
            ("body" | "instrument", "dropped") => {
                let entity = entity(statements.before, &finding.subject)?;
                self.went(&self.naming(entity))
            }
            ("section", "new") => self.came(&self.having(&finding.section)),
            ("section", "dropped") => self.went(&self.having(&finding.section)),
            ("phrase", "new") => {
                let seen = self.saying(quote.after.as_deref()?);
                self.came(&seen)
            }
            ("phrase", "dropped") => {
                let seen = self.saying(quote.before.as_deref()?);
                self.went(&seen)
            }
            ("item", "new") => {
                let seen = self.saying(&finding.subject);
                self.came(&seen)
            }
            ("item", "dropped") => {
                let seen = self.saying(&finding.subject);
                self.went(&seen)
            }
            ("pledge" | "assurance" | "warning" | "schedule", "new") => {
                let seen = self.promising(quote.after.as_deref()?);
                self.came(&seen)
            }
            ("pledge" | "assurance" | "warning" | "schedule", "dropped") => {
                let seen = self.promising(quote.before.as_deref()?);
                self.went(&seen)
            }
            ("phrase" | "modifier" | "pledge" | "assurance" | "warning" | "schedule", _) => {
                self.changed(quote.before.as_deref()?, quote.after.as_deref()?)
            }
            _ => None,
        }
    }

    /// What the newer side has and the older one has not.
    fn came(&self, seen: &[bool]) -> Option<String> {
        let newest = seen.len() - 1;
        match seen.iter().rposition(|&seen| seen) {
            None => Some(format!("never before, in {}", self.all())),
            // Editions between the two have it.
            Some(last) if last == newest && self.old != Some(newest) => {
                let since = self.run(seen, last);
                Some(match since == last {
                    true => format!("{} has it already", self.name(last)),
                    false => format!("in every edition{} since {}", self.at_hand(since), self.name(since)),
                })
            }
            // The older side itself: its words stand elsewhere, and the finding says where.
            Some(last) if Some(last) == self.old => None,
            Some(last) => Some(format!("first time since {}", self.name(last))),
        }
    }

    /// What the older side has and the newer one has not.
    fn went(&self, seen: &[bool]) -> Option<String> {
        let newest = seen.len() - 1;
        let old = self.old?;
        if let Some(still) = (old + 1..=newest).rev().find(|&edition| seen[edition]) {
            return Some(format!("{} still had it", self.name(still)));
        }
        if !seen[old] {
            return None;
        }
        let since = self.run(seen, old);
        if since < old {
            let until =
                if old == newest { " until now".to_owned() } else { format!(" to {}", self.name(old)) };
            return Some(format!(
                "in every edition{} since {}{until}",
                self.at_hand(since),
                self.name(since)
            ));
        }
        Some(match seen[..old].iter().rposition(|&seen| seen) {
            Some(before) => format!("in {}, and before that in {}", self.name(old), self.name(before)),
            None => format!("in {} alone, of {}", self.name(old), self.all()),
        })
    }

    /// Words that gave way to others.
    fn changed(&mut self, before: &str, after: &str) -> Option<String> {
        let mut told = Vec::new();
        let seen = self.standing(before);
        if let Some(old) = self.old
            && seen[old]
        {
            let since = self.run(&seen, old);
            if since < old {
                told.push(format!("the old words stood since {}", self.name(since)));
            }
        }
        let seen = self.standing(after);
        match seen.iter().rposition(|&seen| seen) {
            // Of a whole clause that is no news.
            None if self.read(after).len() >= PHRASE => {}
            None => told.push(format!("the new words never before, in {}", self.all())),
            Some(last) if Some(last) != self.old => {
                told.push(format!("the new words last in {}", self.name(last)));
            }
            Some(_) => {}
        }
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// The first of the editions in a row that have it and end here.
    fn run(&self, seen: &[bool], end: usize) -> usize {
        (0..=end).rev().take_while(|&edition| seen[edition]).last().unwrap_or(end)
    }

    /// `the 19th`, else the edition's id.
    fn name(&self, edition: usize) -> String {
        let edition = self.corpus.editions[edition];
        edition.ordinal.map_or_else(|| edition.id.clone(), |ordinal| format!("the {}", nth(ordinal)))
    }

    /// `5 editions since the 19th`
    fn all(&self) -> String {
        format!("{} editions{} since {}", self.places.len(), self.at_hand(0), self.name(0))
    }

    /// Says that editions are missing behind this one.
    fn at_hand(&self, since: usize) -> &'static str {
        let missing = self.slots[self.places[since]..].iter().any(|slot| !slot.held);
        if missing { " at hand" } else { "" }
    }

    /// Which editions name a body or an instrument.
    fn naming(&self, wanted: &Entity) -> Vec<bool> {
        let fold = |name: &str| name.to_lowercase();
        let names: Vec<String> = [Some(&wanted.key), Some(&wanted.name), wanted.acronym.as_ref()]
            .into_iter()
            .flatten()
            .map(|name| fold(name))
            .collect();
        let has = |edition: &&Edition| {
            edition.bodies.iter().chain(&edition.instruments).any(|entity| {
                [Some(&entity.key), Some(&entity.name), entity.acronym.as_ref()]
                    .into_iter()
                    .flatten()
                    .any(|name| names.contains(&fold(name)))
            })
        };
        self.corpus.editions.iter().map(has).collect()
    }

    /// Which editions have a section.
    fn having(&self, section: &str) -> Vec<bool> {
        self.corpus
            .editions
            .iter()
            .map(|edition| edition.sections.iter().any(|(id, ..)| id == section))
            .collect()
    }

    /// Which editions say this: a phrase in these words, a clause in like ones.
    fn saying(&mut self, words: &str) -> Vec<bool> {
        if self.read(words).len() >= PHRASE { self.promising(words) } else { self.standing(words) }
    }

    /// Which editions have these words in this order.
    fn standing(&mut self, words: &str) -> Vec<bool> {
        let wanted = self.read(words);
        if wanted.is_empty() {
            return vec![false; self.places.len()];
        }
        let is_here = |sentence: &Vec<Word>| {
            sentence
                .windows(wanted.len())
                .any(|run| run.iter().zip(&wanted).all(|(one, other)| one.key == other.key))
        };
        self.corpus.words.iter().map(|sentences| sentences.iter().any(is_here)).collect()
    }

    /// Which editions have a commitment like this one.
    fn promising(&mut self, clause: &str) -> Vec<bool> {
        let mut wanted: Vec<u32> = self
            .read(clause)
            .iter()
            .map(|word| word.stem)
            .filter(|&stem| !self.corpus.vocabulary.is_function(stem))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let corpus = &self.corpus;
        let clauses = self.clauses.get_or_insert_with(|| {
            let of = |(number, edition): (usize, &&Edition)| {
                let all = edition.commitments.iter().chain(&edition.assessments);
                all.map(|clause| corpus.content(number, clause.place.sentence, clause.place.range.clone()))
                    .collect()
            };
            corpus.editions.iter().enumerate().map(of).collect()
        });
        let alike = |clause: &Vec<u32>| {
            let (common, one, other) = corpus.shared(&wanted, clause);
            one + other > 0.0 && 2.0 * common / (one + other) >= ALIKE
        };
        clauses.iter().map(|clauses| clauses.iter().any(alike)).collect()
    }

    fn read(&mut self, text: &str) -> Vec<Word> {
        if let Some(known) = self.keys.get(text) {
            return known.clone();
        }
        let words = self.corpus.vocabulary.read(text);
        self.keys.insert(text.to_owned(), words.clone());
        words
    }
}

fn entity<'s>(statement: &'s Statement, subject: &str) -> Option<&'s Entity> {
    statement
        .bodies
        .iter()
        .chain(&statement.instruments)
        .find(|entity| entity.acronym.as_deref().unwrap_or(&entity.name) == subject)
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
