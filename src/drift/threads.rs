//! Commitments followed through the editions: made, continued, strengthened, weakened, merged, fulfilled, dropped, and
//! made again after editions without them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::edition::{Clause, Edition, Promise};
use super::lifeline::{Sighting, Subject, lifeline, one_line};
use super::model::{Kind, Lifeline, Slot, Step, StepKind, Thread};
use super::pair::{Link, LinkKind, Pair, Place};
use super::subjects::key;
use super::words::Corpus;
use crate::compare::Subjects;
use crate::series::Rules;

/// A promise returns from this weighted Dice's coefficient of the content words of what was promised, 0 to 1. As high as
/// for two clauses of sentences that are not linked (`compare`), because formulas recur.
const RETURNS: f64 = 0.6;

/// What a promise that returns is about is the same as before from this weighted Dice's coefficient of the noun phrases
/// that name it, 0 to 1. Promises of one mould (`strengthen cooperation on … to keep the sea lanes open`) differ there alone.
const ABOUT: f64 = 0.6;

/// So much more like an ended thread than like the one in whose place it stands must a clause be to be taken for the
/// former: a rewording is not, another promise is.
const MARGIN: f64 = 0.2;

/// A promise went into another one that has this share of the weight of its content words, 0 to 1.
const MERGED: f64 = 0.75;

/// Content words that a promise needs before it is looked for elsewhere: fewer is a formula.
const TELLING: usize = 3;

/// Ended threads that one promise is compared with, at most, in the order of their rarest common word. Enough for any
/// dialogue; it keeps long archives linear.
const CANDIDATES: usize = 256;

/// A thread while it is made.
struct Open {
    steps: Vec<Step>,
    /// Its last clause: the edition and what it promises there.
    last: (usize, Place),
    words: Vec<u32>,
    kind: Promise,
    subject: String,
}

/// What is known of a commitment while an edition is read.
struct Weaver<'c, 'e> {
    corpus: &'c Corpus<'e>,
    places: &'c [usize],
    slots: &'c [Slot],
    subjects: Subjects,
    threads: Vec<Open>,
    /// The threads that go on, by their clause in the edition read last.
    going: FxHashMap<Place, usize>,
    /// Threads that ended, by the words of what was promised.
    ended: FxHashMap<u32, Vec<usize>>,
    is_ended: FxHashSet<usize>,
}

/// Follows all commitments. `pairs` are those of successive editions of the corpus.
pub(super) fn threads(
    corpus: &Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
    pairs: &[Pair],
    rules: &Rules,
) -> Vec<Thread> {
    let mut weaver = Weaver {
        corpus,
        places,
        slots,
        subjects: Subjects::new(rules),
        threads: Vec::new(),
        going: FxHashMap::default(),
        ended: FxHashMap::default(),
        is_ended: FxHashSet::default(),
    };
    if let Some(first) = corpus.editions.first() {
        for index in 0..first.commitments.len() {
            let thread = weaver.begin(0, Place::Commitment(index), Vec::new(), None);
            weaver.going.insert(Place::Commitment(index), thread);
        }
    }
    for (number, pair) in pairs.iter().enumerate() {
        weaver.step(number + 1, pair);
    }
    let threads = weaver.threads.into_iter().enumerate();
    threads
        .map(|(number, open)| Thread {
            id: name(number),
            subject: open.subject,
            kind: kind(open.kind),
            steps: open.steps,
        })
        .collect()
}

fn name(thread: usize) -> String {
    format!("t{}", thread + 1)
}

const fn kind(promise: Promise) -> Kind {
    match promise {
        Promise::Pledge | Promise::Assessment => Kind::Pledge,
        Promise::Assurance => Kind::Assurance,
        Promise::Warning => Kind::Warning,
        Promise::Schedule => Kind::Schedule,
    }
}

impl Weaver<'_, '_> {
    /// Reads what became of all commitments in one edition.
    fn step(&mut self, edition: usize, pair: &Pair) {
        let before = std::mem::take(&mut self.going);
        let mut gone: Vec<(usize, Option<&Link>)> = Vec::new();
        let mut new: Vec<Place> = Vec::new();
        let mut unseen: BTreeMap<Place, usize> =
            before.iter().map(|(&place, &thread)| (place, thread)).collect();
        for link in &pair.links {
            if let Some(old) = link.before {
                unseen.remove(&old);
            }
            match (link.before, link.after) {
                (Some(old), Some(place)) => match before.get(&old) {
                    // The sentence that took its place says what another thread said before.
                    Some(&thread) if self.is_another(thread, edition, place) => {
                        gone.push((thread, Some(link)));
                        new.push(place);
                    }
                    Some(&thread) => self.goes_on(thread, edition, (old, place), link),
                    None if matches!(place, Place::Commitment(_)) => {
                        let mut why = link.why.clone();
                        why.push("said before without a commitment".to_owned());
                        let thread = self.begin(edition, place, why, None);
                        self.going.insert(place, thread);
                    }
                    None => {}
                },
                (Some(old), None) => gone.extend(before.get(&old).map(|&thread| (thread, Some(link)))),
                (None, Some(place)) => new.push(place),
                (None, None) => {}
            }
        }
        // What was only discussed is none of a comparison's findings when it goes, but its thread ends.
        gone.extend(unseen.into_values().map(|thread| (thread, None)));
        // A thread ends only when all that goes on is known: it may have gone into one of these.
        let mut ending = Vec::new();
        for (thread, link) in gone {
            self.ends(thread, edition, link);
            ending.push(thread);
        }
        let returned = self.returns(edition, &new);
        for place in new {
            if let Some(&(thread, share)) = returned.get(&place) {
                let last = self.threads[thread].steps.last().map_or(0, |step| step.slot);
                let seen = self.threads[thread].steps.iter().rev().find(|step| step.sentence.is_some());
                let since = seen.map_or(last, |step| step.slot);
                let why =
                    vec![format!("{:.0} % of its words stand as in {}", share * 100.0, self.slots[since].id)];
                self.add(thread, edition, place, StepKind::Returned, true, why);
                self.is_ended.remove(&thread);
                self.going.insert(place, thread);
            } else {
                let thread = self.begin(edition, place, Vec::new(), None);
                self.going.insert(place, thread);
            }
        }
        for thread in ending {
            self.is_ended.insert(thread);
            for &word in &self.threads[thread].words {
                self.ended.entry(word).or_default().push(thread);
            }
        }
    }

    fn begin(&mut self, edition: usize, place: Place, why: Vec<String>, other: Option<String>) -> usize {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return self.threads.len() };
        let step = self.told(edition, clause, StepKind::Made, true, why, other);
        self.threads.push(Open {
            steps: vec![step],
            last: (edition, place),
            words: self.words(edition, clause),
            kind: clause.kind,
            subject: self.subject(edition, clause),
        });
        self.threads.len() - 1
    }

    fn goes_on(&mut self, thread: usize, edition: usize, (old, place): (Place, Place), link: &Link) {
        let sinks = matches!((old, place), (Place::Commitment(_), Place::Assessment(_)));
        let mut why = link.why.clone();
        let kind = match link.kind {
            LinkKind::Strengthened => StepKind::Strengthened,
            LinkKind::Weakened => StepKind::Weakened,
            LinkKind::Fulfilled => StepKind::Fulfilled,
            _ if sinks => StepKind::Weakened,
            _ => StepKind::Continued,
        };
        if sinks && kind == StepKind::Weakened {
            why.push("said without a commitment".to_owned());
        }
        self.add(thread, edition, place, kind, link.kind != LinkKind::Same, why);
        if kind == StepKind::Fulfilled {
            self.is_ended.insert(thread);
            for &word in &self.threads[thread].words {
                self.ended.entry(word).or_default().push(thread);
            }
        } else {
            self.going.insert(place, thread);
        }
    }

    fn add(
        &mut self,
        thread: usize,
        edition: usize,
        place: Place,
        kind: StepKind,
        changed: bool,
        why: Vec<String>,
    ) {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return };
        let step = self.told(edition, clause, kind, changed, why, None);
        let words = self.words(edition, clause);
        let open = &mut self.threads[thread];
        open.steps.push(step);
        open.last = (edition, place);
        open.words = words;
        if clause.kind != Promise::Assessment {
            open.kind = clause.kind;
        }
    }

    /// A step that an edition holds, with what stands between it and the edition before.
    fn told(
        &self,
        edition: usize,
        clause: &Clause,
        kind: StepKind,
        changed: bool,
        mut why: Vec<String>,
        other: Option<String>,
    ) -> Step {
        why.extend(self.missing(edition));
        Step {
            slot: self.places[edition],
            kind,
            changed,
            sentence: Some(clause.place.sentence),
            text: one_line(self.corpus.editions[edition].words(&clause.place)),
            why,
            other,
        }
    }

    fn missing(&self, edition: usize) -> Option<String> {
        let before = self.places[edition.checked_sub(1)?];
        let missing: Vec<&str> =
            self.slots[before + 1..self.places[edition]].iter().map(|slot| slot.id.as_str()).collect();
        match missing.as_slice() {
            [] => None,
            [one] => Some(format!("{one} is not at hand")),
            [first, .., last] => Some(format!("{first} to {last} are not at hand")),
        }
    }

    /// Whether a clause that stands in the place of a thread is much more like one that ended earlier.
    fn is_another(&self, thread: usize, edition: usize, place: Place) -> bool {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return false };
        let words = self.words(edition, clause);
        if matches!(place, Place::Assessment(_)) || words.len() < TELLING {
            return false;
        }
        let own = self.likeness(&words, thread);
        own < RETURNS + MARGIN
            && self.candidates(&words).into_iter().any(|ended| {
                let likeness = self.likeness(&words, ended);
                likeness >= RETURNS
                    && likeness >= own + MARGIN
                    && self.is_about_the_same(ended, edition, clause)
            })
    }

    /// Weighted Dice's coefficient of these words and those of a thread, 0 to 1.
    fn likeness(&self, words: &[u32], thread: usize) -> f64 {
        self.alike(words, &self.threads[thread].words)
    }

    fn alike(&self, one: &[u32], other: &[u32]) -> f64 {
        let (common, own, other) = self.corpus.shared(one, other);
        if own + other > 0.0 { 2.0 * common / (own + other) } else { 0.0 }
    }

    /// Whether the noun phrases that name what is promised are alike: those of a clause and of a thread's last one.
    fn is_about_the_same(&self, thread: usize, edition: usize, here: &Clause) -> bool {
        let (then, place) = self.threads[thread].last;
        let Some(there) = clause(self.corpus.editions[then], place) else { return false };
        self.alike(&self.about(edition, here), &self.about(then, there)) >= ABOUT
    }

    /// The content words of the noun phrase that names what is promised.
    fn about(&self, edition: usize, clause: &Clause) -> Vec<u32> {
        let sentence = &self.corpus.editions[edition].sentences[clause.place.sentence].text;
        let object = sentence.get(clause.object.clone()).unwrap_or_default();
        let phrase = self.subjects.of(object);
        let phrase = phrase.trim_end_matches(" …");
        let range = match object.find(phrase) {
            Some(at) => clause.object.start + at..clause.object.start + at + phrase.len(),
            None => clause.object.clone(),
        };
        self.corpus.content(edition, clause.place.sentence, range)
    }

    /// A thread is not in this edition: carried out, gone into another one, or dropped.
    fn ends(&mut self, thread: usize, edition: usize, link: Option<&Link>) {
        let here = self.corpus.editions[edition];
        let mut why = link.map_or_else(Vec::new, |link| link.why.clone());
        let told = link
            .and_then(|link| link.told)
            .and_then(|sentence| Some((sentence, one_line(&here.sentences.get(sentence)?.text))));
        let merged = if told.is_some() { None } else { self.merges(thread, edition) };
        let (kind, sentence, text, other) = match (merged, told) {
            (Some((other, place)), _) => {
                why = vec![format!("its words stand in those of {}", name(other))];
                let clause = clause(here, place);
                let text = clause.map_or_else(String::new, |clause| one_line(here.words(&clause.place)));
                (StepKind::Merged, clause.map(|clause| clause.place.sentence), text, Some(name(other)))
            }
            (None, Some((sentence, text))) => (StepKind::Fulfilled, Some(sentence), text, None),
            (None, None) => {
                if why.is_empty() {
                    why.push(format!("no sentence of {} holds it", here.id));
                }
                (StepKind::Dropped, None, String::new(), None)
            }
        };
        why.extend(self.missing(edition));
        let slot = self.places[edition];
        self.threads[thread].steps.push(Step { slot, kind, changed: true, sentence, text, why, other });
    }

    /// The thread, going on in this edition, that holds most of the words of this one and more.
    fn merges(&self, thread: usize, edition: usize) -> Option<(usize, Place)> {
        let words = &self.threads[thread].words;
        if words.len() < TELLING {
            return None;
        }
        let mut best: Option<(f64, usize, Place)> = None;
        let mut going: Vec<(&Place, &usize)> = self.going.iter().collect();
        going.sort();
        for (&place, &other) in going {
            // It went into one that was there before: else it would be the same thread reworded.
            if other == thread || self.threads[other].steps.len() < 2 {
                continue;
            }
            let Some(clause) = clause(self.corpus.editions[edition], place) else { continue };
            let whole = clause.place.range.clone();
            let there = self.corpus.content(edition, clause.place.sentence, whole);
            let (common, own, _) = self.corpus.shared(words, &there);
            let share = if own > 0.0 { common / own } else { 0.0 };
            if share >= MERGED && best.is_none_or(|(most, ..)| share > most) {
                best = Some((share, other, place));
            }
        }
        best.map(|(_, other, place)| (other, place))
    }

    /// For new clauses the threads that ended earlier and promise the same; each thread once, the likest first.
    fn returns(&self, edition: usize, new: &[Place]) -> FxHashMap<Place, (usize, f64)> {
        let mut found: Vec<(f64, Place, usize)> = Vec::new();
        for &place in new {
            let Some(clause) = clause(self.corpus.editions[edition], place) else { continue };
            let words = self.words(edition, clause);
            if words.len() < TELLING {
                continue;
            }
            for thread in self.candidates(&words) {
                let likeness = self.likeness(&words, thread);
                if likeness >= RETURNS && self.is_about_the_same(thread, edition, clause) {
                    found.push((likeness, place, thread));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let mut taken = FxHashSet::default();
        let mut returned = FxHashMap::default();
        for (likeness, place, thread) in found {
            if !returned.contains_key(&place) && taken.insert(thread) {
                returned.insert(place, (thread, likeness));
            }
        }
        returned
    }

    /// Ended threads that share a word, those that share the rarest one first.
    fn candidates(&self, words: &[u32]) -> Vec<usize> {
        let mut rarest: Vec<&Vec<usize>> = words.iter().filter_map(|word| self.ended.get(word)).collect();
        rarest.sort_by_key(|threads| threads.len());
        let mut seen = FxHashSet::default();
        rarest
            .into_iter()
            .flat_map(|threads| threads.iter().rev())
            .copied()
            .filter(|thread| self.is_ended.contains(thread) && seen.insert(*thread))
            .take(CANDIDATES)
            .collect()
    }

    /// The content words of what is promised.
    fn words(&self, edition: usize, clause: &Clause) -> Vec<u32> {
        let object = self.corpus.content(edition, clause.place.sentence, clause.object.clone());
        if object.is_empty() {
            return self.corpus.content(edition, clause.place.sentence, clause.place.range.clone());
        }
        object
    }

    /// The body that a clause names, else the first words of what is promised.
    fn subject(&self, edition: usize, clause: &Clause) -> String {
        let edition = self.corpus.editions[edition];
        let inside = |mention: &super::edition::Mention| {
            mention.sentence == clause.place.sentence
                && clause.place.range.start <= mention.range.start
                && mention.range.end <= clause.place.range.end
        };
        let named = edition.bodies.iter().find(|body| body.mentions.iter().any(inside));
        if let Some(body) = named {
            return body.acronym.clone().unwrap_or_else(|| body.name.clone());
        }
        let sentence = edition.sentences.get(clause.place.sentence).map_or("", |sentence| &sentence.text);
        let object = sentence.get(clause.object.clone()).unwrap_or_default().trim();
        self.subjects.of(if object.is_empty() { edition.words(&clause.place) } else { object })
    }
}

fn clause(edition: &Edition, place: Place) -> Option<&Clause> {
    match place {
        Place::Commitment(index) => edition.commitments.get(index),
        Place::Assessment(index) => edition.assessments.get(index),
    }
}

/// The lifelines of threads.
pub(super) fn lifelines(
    threads: &[Thread],
    corpus: &mut Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
) -> Vec<Lifeline> {
    let by_slot: FxHashMap<usize, usize> =
        places.iter().enumerate().map(|(number, &slot)| (slot, number)).collect();
    let mut lines = Vec::new();
    for thread in threads {
        let mut seen = Vec::new();
        for step in &thread.steps {
            let holds = !matches!(step.kind, StepKind::Dropped | StepKind::Fulfilled | StepKind::Merged);
            let Some((sentence, number)) = step.sentence.zip(by_slot.get(&step.slot)).filter(|_| holds)
            else {
                continue;
            };
            seen.push(Sighting {
                slot: step.slot,
                sentence,
                key: key(corpus, &step.text),
                wording: step.text.clone(),
                text: corpus.editions[*number].sentences[sentence].text.clone(),
                variant: None,
            });
        }
        let folder = match thread.kind {
            Kind::Assurance => "assurance",
            Kind::Warning => "warning",
            Kind::Schedule => "schedule",
            _ => "pledge",
        };
        let subject = Subject {
            id: format!("{folder}/{}", thread.id),
            name: thread.subject.clone(),
            kind: thread.kind,
            asked: false,
        };
        lines.extend(lifeline(subject, seen, slots));
    }
    lines
}
