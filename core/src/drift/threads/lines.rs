//! Threads as lifelines.

use rustc_hash::FxHashMap;

use crate::drift::lifeline::{Sighting, Subject, lifeline};
use crate::drift::model::{Kind, Lifeline, Slot, StepKind, Thread};
use crate::drift::subjects::key;
use crate::drift::words::Corpus;

/// The lifelines of threads.
pub(in crate::drift) fn lifelines(
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
