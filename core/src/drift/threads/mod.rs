//! Commitments followed through the editions: made, continued, strengthened, weakened, merged, fulfilled, dropped, and
//! made again after editions without them.
//!
//! Pairs of successive editions say what goes on (`compare` decides it); `recall` finds the threads that a clause returns
//! to or goes into, `naming` says what a thread is called, `lines` makes lifelines of threads.

mod lines;
mod naming;
mod recall;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::edition::{Clause, Edition, Promise};
use super::lifeline::one_line;
use super::model::{Kind, Slot, Step, StepKind, Thread};
use super::transition::{Link, LinkKind, Transition};
use super::words::Corpus;
use crate::compare::ClauseAt;
use crate::compare::Subjects;
use crate::series::Rules;

pub(super) use lines::lifelines;

/// A thread while it is made.
struct Open {
    id: String,
    steps: Vec<Step>,
    /// Its last clause: the edition and what it promises there.
    last: (usize, ClauseAt),
    words: Vec<u32>,
    kind: Promise,
    subject: String,
    promise: String,
}

/// What is known of a commitment while an edition is read.
struct Weaver<'c, 'e> {
    corpus: &'c Corpus<'e>,
    places: &'c [usize],
    slots: &'c [Slot],
    subjects: Subjects,
    threads: Vec<Open>,
    /// How many threads have an id, by the id without a number behind it.
    ids: FxHashMap<String, usize>,
    /// The threads that go on, by their clause in the edition read last.
    going: FxHashMap<ClauseAt, usize>,
    /// Threads that ended, by the words of what was promised.
    ended: FxHashMap<u32, Vec<usize>>,
    is_ended: FxHashSet<usize>,
}

/// Follows all commitments. `pairs` are those of successive editions of the corpus.
pub(super) fn threads(
    corpus: &Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
    pairs: &[Transition],
    rules: &Rules,
) -> Vec<Thread> {
    let mut weaver = Weaver {
        corpus,
        places,
        slots,
        subjects: Subjects::new(rules),
        threads: Vec::new(),
        ids: FxHashMap::default(),
        going: FxHashMap::default(),
        ended: FxHashMap::default(),
        is_ended: FxHashSet::default(),
    };
    if let Some(first) = corpus.editions.first() {
        for index in 0..first.commitments.len() {
            weaver.begin(0, ClauseAt::Commitment(index), Vec::new());
        }
    }
    for (number, pair) in pairs.iter().enumerate() {
        weaver.step(number + 1, pair);
    }
    let threads = weaver.threads.into_iter();
    threads
        .map(|open| Thread {
            id: open.id,
            subject: open.subject,
            promise: open.promise,
            kind: kind(open.kind),
            steps: open.steps,
        })
        .collect()
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
    fn step(&mut self, edition: usize, pair: &Transition) {
        let before = std::mem::take(&mut self.going);
        let mut gone: Vec<(usize, Option<&Link>)> = Vec::new();
        let mut new: Vec<ClauseAt> = Vec::new();
        let mut unseen: BTreeMap<ClauseAt, usize> =
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
                    None if matches!(place, ClauseAt::Commitment(_)) => {
                        let mut why = link.why.clone();
                        why.push("said before without a commitment".to_owned());
                        self.begin(edition, place, why);
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
                self.begin(edition, place, Vec::new());
            }
        }
        for thread in ending {
            self.may_return(thread);
        }
    }

    fn begin(&mut self, edition: usize, place: ClauseAt, why: Vec<String>) {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return };
        let open = Open {
            id: self.id(edition, clause),
            steps: vec![self.told(edition, clause, StepKind::Made, true, why)],
            last: (edition, place),
            words: self.words(edition, clause),
            kind: clause.kind,
            subject: self.subject(edition, clause),
            promise: self.promise(edition, clause),
        };
        self.going.insert(place, self.threads.len());
        self.threads.push(open);
    }

    fn goes_on(&mut self, thread: usize, edition: usize, (old, place): (ClauseAt, ClauseAt), link: &Link) {
        let sinks = matches!((old, place), (ClauseAt::Commitment(_), ClauseAt::Assessment(_)));
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
            self.may_return(thread);
        } else {
            self.going.insert(place, thread);
        }
    }

    fn add(
        &mut self,
        thread: usize,
        edition: usize,
        place: ClauseAt,
        kind: StepKind,
        changed: bool,
        why: Vec<String>,
    ) {
        let Some(clause) = clause(self.corpus.editions[edition], place) else { return };
        let step = self.told(edition, clause, kind, changed, why);
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
    ) -> Step {
        why.extend(self.missing(edition));
        Step {
            slot: self.places[edition],
            kind,
            changed,
            sentence: Some(clause.place.sentence),
            text: one_line(self.corpus.editions[edition].words(&clause.place)),
            why,
            other: None,
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
                let other = self.threads[other].id.clone();
                why = vec![format!("its words stand in those of {other}")];
                let clause = clause(here, place);
                let text = clause.map_or_else(String::new, |clause| one_line(here.words(&clause.place)));
                (StepKind::Merged, clause.map(|clause| clause.place.sentence), text, Some(other))
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
}

fn clause(edition: &Edition, place: ClauseAt) -> Option<&Clause> {
    match place {
        ClauseAt::Commitment(index) => edition.commitments.get(index),
        ClauseAt::Assessment(index) => edition.assessments.get(index),
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::{Options, compare};
    use crate::drift::{Asked, Edition, Thread, Transition, timeline};
    use crate::statement::Statement;
    use crate::{Sides, series, source, statement};

    const OPENING: &str = "The ministers of Norland and Sudland met in Port Alma for a day of talks.";
    const MOULD: &str = "to support the reserve brigades of the border provinces in the coming years.";

    /// The threads of editions, each given by what it says after its opening.
    fn threads(texts: &[&str]) -> Vec<Thread> {
        let rules = series::general().expect("the general rules are read");
        let read = |(number, text): (usize, &&str)| {
            let text = format!("{OPENING}\n\n{text}\n");
            let document = source::read(&format!("harbour-{}.txt", number + 1), text.as_bytes());
            statement::read(&document.expect("it is text"), &rules).expect("it is a statement")
        };
        let statements: Vec<Statement> = texts.iter().enumerate().map(read).collect();
        let editions: Vec<Edition> =
            statements.iter().map(|statement| Edition::of(statement, &rules)).collect();
        let pairs: Vec<Transition> = statements
            .windows(2)
            .map(|pair| {
                Transition::of(&compare(Sides::new(&pair[0], &pair[1]), &rules, &Options::default()), &rules)
            })
            .collect();
        let asked = Asked { series: "harbour", rules: &rules, known: &[], phrases: &[] };
        timeline(&editions, &pairs, &asked).expect("there are editions").threads
    }

    /// `Made 1, Continued 2`, each thread in the order in which they were first made.
    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let told = |thread: Thread| {
            let steps = thread.steps.iter().map(|step| format!("{:?} {}", step.kind, step.slot + 1));
            steps.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(threads(texts).into_iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_only_discussed_ends_when_it_goes_and_returns_as_a_promise() {
        let pledged = "Both sides pledged to share the results of the coastal survey every spring.";
        let discussed = "Both sides discussed sharing the results of the coastal survey every spring.";
        check(
            &[pledged, discussed, "The weather was fair.", pledged],
            &["Made 1, Weakened 2, Dropped 3, Returned 4"],
        );
    }

    #[test]
    fn what_is_still_discussed_is_no_promise_of_like_words_elsewhere() {
        let guidelines = "develop common guidelines for chemical munitions";
        let purpose = "to protect the sea lanes of the northern strait on the basis of mutual trust.";
        let discussed = format!("Both sides exchanged views on ways to {guidelines} {purpose}");
        let study = format!("They committed to develop a joint study of tactical munitions {purpose}");
        check(
            &[
                &format!("Both sides pledged to {guidelines} {purpose}"),
                &discussed,
                &format!("{discussed}\n\nThe weather was fair.\n\n{study}"),
            ],
            &["Made 1, Weakened 2, Continued 3", "Made 3"],
        );
    }

    #[test]
    fn promises_of_one_mould_are_told_apart_by_what_they_are_about() {
        let networks = format!("Both sides pledged to share assessments of airborne networks {MOULD}");
        let sensors = format!("Both sides pledged to share assessments of acoustic sensors {MOULD}");
        check(&[&networks, "The weather was fair.", &sensors], &["Made 1, Dropped 2", "Made 3"]);
        check(&[&networks, "The weather was fair.", &networks], &["Made 1, Dropped 2, Returned 3"]);
    }

    #[test]
    fn what_was_established_and_is_praised_is_fulfilled() {
        let agreed = "Both sides agreed to establish a Lighthouse Working Group (LWG) to study the signals.";
        let praised = "Both sides commended the work of the Lighthouse Working Group (LWG) on the signals.";
        check(&[agreed, praised, praised], &["Made 1, Fulfilled 2"]);
    }

    #[test]
    fn an_older_edition_renames_no_thread() {
        let survey = "Both sides pledged to share the results of the coastal survey every spring.";
        let pilots = "The two sides agreed to train pilots for the winter convoys.";
        let ids =
            |texts: &[&str]| threads(texts).into_iter().map(|thread| thread.id).collect::<Vec<String>>();
        let newer = [survey, &format!("{survey}\n\n{pilots}")];
        let known = ids(&newer);
        let older = "Both sides committed to keep the lighthouses of the outer banks lit in winter.";
        let all = ids(&[older, newer[0], newer[1]]);
        assert_eq!(all[1..], known, "{all:?}");
        // Another verb, or another subject, is no other promise.
        assert_eq!(ids(&["They pledged to train pilots for the winter convoys."]), known[1..]);
    }

    #[test]
    fn threads_that_begin_alike_have_names_of_their_own() {
        let twice = "Both sides pledged to train pilots.\n\nThe ministers agreed to train pilots.";
        let ids: Vec<String> = threads(&[twice]).into_iter().map(|thread| thread.id).collect();
        assert_eq!(ids, [ids[0].clone(), format!("{}-2", ids[0])]);
    }
}
