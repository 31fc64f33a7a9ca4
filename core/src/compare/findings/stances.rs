//! The stances that a text takes, and how those of two texts differ.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::rule::{Family, Fate, Rule};
use crate::series::{Lexicon, Manner, Rules, Scanned, StanceFamily};

/// The ladders of stances, ready to search texts with.
#[derive(Debug)]
pub(super) struct Stances {
    lexicon: Lexicon,
    /// For each expression its rung.
    rungs: Vec<Rung>,
    /// Finite verbs that bind, and how each does.
    binding: Lexicon,
    manners: Vec<Manner>,
    /// How many of them, the last ones, are forms of `will`.
    will: usize,
    /// What follows `will` in a prediction.
    predicted: FxHashSet<String>,
    grave: Lexicon,
    news: Lexicon,
    /// Stances, and verbs of saying.
    said: Lexicon,
    /// Infinitives of what can be promised (`develop`).
    actions: FxHashSet<String>,
}

/// The height from which a rung judges or asks.
const JUDGES: i32 = 20;

#[derive(Debug, Clone)]
struct Rung {
    family: StanceFamily,
    ladder: String,
    level: i32,
    name: String,
}

/// How one stance became another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub family: StanceFamily,
    pub fate: Fate,
    /// `condemn → concern`
    pub why: String,
    /// Where the newer text says so.
    pub now: Range<usize>,
}

impl Stances {
    pub fn new(rules: &Rules) -> Self {
        let names = || {
            let compared = rules.stance.iter().filter(|stance| stance.compared);
            compared.flat_map(|stance| stance.names.iter().map(move |name| (stance, name)))
        };
        let rungs = names().map(|(stance, name)| Rung {
            family: stance.family,
            ladder: stance.ladder.clone(),
            level: stance.level,
            name: name.clone(),
        });
        let will = rules.grammar.will.iter().map(|word| (Manner::Commits, word));
        let verbs =
            rules.verb.iter().filter(|verb| matches!(verb.manner, Manner::Commits | Manner::Restates));
        let forms = verbs.flat_map(|verb| {
            [&verb.past, &verb.present, &verb.state]
                .into_iter()
                .flatten()
                .map(move |form| (verb.manner, form))
        });
        let (manners, forms): (Vec<Manner>, Vec<&String>) = forms.chain(will).unzip();
        Self {
            lexicon: Lexicon::new(names().map(|(_, name)| name)),
            rungs: rungs.collect(),
            binding: Lexicon::new(forms),
            manners,
            will: rules.grammar.will.len(),
            predicted: rules.commitment.prediction.iter().chain(&rules.commitment.fact).cloned().collect(),
            grave: Lexicon::new(&rules.salience.grave),
            news: Lexicon::new(&rules.salience.news),
            said: Lexicon::new(names().map(|(_, name)| name).chain(said(rules))),
            actions: actions(rules),
        }
    }

    fn of(&self, text: &str) -> Vec<(&Rung, Range<usize>)> {
        self.lexicon.find_in(&Scanned::new(text)).map(|hit| (&self.rungs[hit.pattern], hit.range)).collect()
    }

    /// What the first stance of a text makes of it, and how strongly it says so. What is only taken note of is not judged.
    pub fn first(&self, text: &str) -> Option<(StanceFamily, i32)> {
        let hits: Vec<&Rung> = self.of(text).into_iter().map(|(rung, _)| rung).collect();
        let judges = hits.iter().find(|rung| {
            matches!(rung.family, StanceFamily::Assessment | StanceFamily::Call) && rung.level >= JUDGES
        });
        let describes = hits.iter().find(|rung| rung.family == StanceFamily::Description);
        judges.or(describes).map(|rung| (rung.family, rung.level))
    }

    /// A text without the words by which it takes a stance, or says something.
    pub fn without(&self, text: &str) -> String {
        let mut rest = String::new();
        let mut at = 0;
        for hit in self.said.find(text) {
            rest.push_str(&text[at..hit.range.start]);
            at = hit.range.end;
        }
        rest.push_str(&text[at..]);
        rest
    }

    /// One byte behind the first words by which a text says or judges something: `express serious concern at |`.
    pub fn said_until(&self, text: &str) -> Option<usize> {
        let mut hits = self.said.find(text).map(|hit| hit.range);
        let mut end = hits.next()?.end;
        for hit in hits {
            if hit.start >= end && !text[end..hit.start].trim().is_empty() {
                break;
            }
            end = end.max(hit.end);
        }
        Some(end)
    }

    /// What stands in front of the words by which a text describes something, where it neither judges nor asks.
    pub fn described<'t>(&self, text: &'t str) -> Option<&'t str> {
        let scanned = Scanned::new(text);
        let mut hits = self.lexicon.find_in(&scanned).map(|hit| (&self.rungs[hit.pattern], hit.range));
        let (first, range) = hits.next()?;
        let describes = |rung: &Rung| rung.family == StanceFamily::Description;
        (describes(first) && hits.all(|(rung, _)| describes(rung))).then(|| &text[..range.start])
    }

    /// Of how many grave matters a text speaks.
    pub fn grave_matters(&self, text: &str) -> i32 {
        let mut matters: Vec<usize> = self.grave.find(text).map(|hit| hit.pattern).collect();
        matters.sort_unstable();
        matters.dedup();
        i32::try_from(matters.len()).unwrap_or(i32::MAX)
    }

    /// Whether a text tells of something that was not there before.
    pub fn is_news(&self, text: &str) -> bool {
        self.news.is_in(text)
    }

    /// Whether a text binds its speaker (`intends to`, `will`), or says again what binds already.
    pub fn binds(&self, text: &str) -> Option<Manner> {
        let first = text.split_whitespace().next().unwrap_or_default();
        if first.starts_with(char::is_uppercase) && self.actions.contains(&first.to_lowercase()) {
            // An item of a list of actions: `Develop a plan to …`.
            return Some(Manner::Commits);
        }
        let scanned = Scanned::new(text);
        let hits = self.binding.find_in(&scanned).filter(|hit| {
            // `will weigh on activity` predicts.
            let next = text[hit.range.end..].split_whitespace().find(|word| !word.ends_with("ly"));
            let predicts = || next.is_some_and(|next| self.predicted.contains(next));
            hit.pattern < self.manners.len() - self.will || !predicts()
        });
        let manners: Vec<Manner> = hits.map(|hit| self.manners[hit.pattern]).collect();
        manners.iter().find(|manner| **manner == Manner::Commits).or(manners.first()).copied()
    }

    /// How the stances of two texts differ: on the first ladder, by its name, on which their strongest rungs do. What a
    /// text only adds on another ladder is no shift.
    pub fn shift(&self, before: &str, after: &str) -> Option<Shift> {
        let strongest = |text: &str| {
            let mut by_ladder: BTreeMap<&str, (&Rung, Range<usize>)> = BTreeMap::new();
            for (rung, range) in self.of(text) {
                let known = by_ladder.entry(&rung.ladder).or_insert_with(|| (rung, range.clone()));
                if rung.level > known.0.level {
                    *known = (rung, range);
                }
            }
            by_ladder
        };
        let (old, new) = (strongest(before), strongest(after));
        old.iter().find_map(|(ladder, (was, _))| {
            let (now, place) = new.get(ladder).filter(|(now, _)| now.level != was.level)?;
            let fate = match was.family {
                StanceFamily::Description => Fate::Reworded,
                _ if now.level < was.level => Fate::Weakened,
                _ => Fate::Strengthened,
            };
            Some(Shift {
                family: was.family,
                fate,
                why: format!("stance: {} → {}", was.name, now.name),
                now: place.clone(),
            })
        })
    }
}

/// Verbs of saying and judging.
fn said(rules: &Rules) -> impl Iterator<Item = &String> {
    rules.verb.iter().flat_map(|verb| [&verb.past, &verb.present, &verb.gerund, &verb.state]).flatten()
}

/// The infinitives among the complements of promises: whatever has a gerund beside it.
fn actions(rules: &Rules) -> FxHashSet<String> {
    let names: FxHashSet<&str> =
        rules.complement.iter().flat_map(|rung| &rung.names).map(String::as_str).collect();
    let has_gerund = |name: &str| {
        let stem = name.strip_suffix('e').unwrap_or(name);
        !name.ends_with("ing") && names.contains(format!("{stem}ing").as_str())
    };
    names.iter().filter(|name| has_gerund(name)).map(|name| (*name).to_owned()).collect()
}

/// The rule for what became of a stance.
pub(super) const fn rule(family: StanceFamily, fate: Fate) -> Rule {
    match (family, fate) {
        (StanceFamily::Assurance, Fate::Reworded | Fate::Fulfilled) => {
            Rule::new(Family::Assurance, Fate::Reworded)
        }
        (_, Fate::Reworded | Fate::Fulfilled) => Rule::new(Family::Assessment, Fate::Changed),
        (StanceFamily::Assurance, fate) => Rule::new(Family::Assurance, fate),
        (StanceFamily::Call, fate) => Rule::new(Family::Call, fate),
        (_, fate) => Rule::new(Family::Assessment, fate),
    }
}
