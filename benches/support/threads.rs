//! How commitments of a generated history are followed, beside how they were made to go: the links between an edition that
//! holds a commitment and the next one that holds it. The test and the benchmark score by the same links.

use std::collections::BTreeSet;

use kidd::compare::{Options, compare};
use kidd::drift::{Asked, Edition, StepKind, Transition, timeline};
use kidd::{Sides, series, source, statement};

use super::history::Generated;

/// A commitment in two editions: its topic and both.
pub type Link = (String, usize, usize);

/// The links that are found in a history, and those that are known.
pub fn links(made: &Generated) -> (BTreeSet<Link>, BTreeSet<Link>) {
    let rules = series::general().unwrap();
    let statements: Vec<statement::Statement> = made
        .texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let document = source::read(&format!("harbour-{}.txt", number + 1), text.as_bytes()).unwrap();
            statement::read(&document, &rules).unwrap()
        })
        .collect();
    let editions: Vec<Edition> = statements.iter().map(|statement| Edition::of(statement, &rules)).collect();
    let pairs: Vec<Transition> = statements
        .windows(2)
        .map(|pair| {
            let comparison = compare(Sides::new(&pair[0], &pair[1]), &rules, &Options::default());
            Transition::of(&comparison, &rules)
        })
        .collect();
    let asked = Asked { series: "harbour", rules: &rules, known: &[], phrases: &[] };
    let timeline = timeline(&editions, &pairs, &asked).unwrap();

    // A clause that another one went into names both, its own topic first; `radars of phase 2` are no `radars`.
    let topic = |text: &str| {
        let named = made.threads.iter().filter_map(|known| Some((text.find(&known.topic)?, known)));
        named.min_by_key(|(at, known)| (*at, std::cmp::Reverse(known.topic.len()))).map(|(_, known)| known)
    };
    let mut found = BTreeSet::new();
    for thread in &timeline.threads {
        let held: Vec<(usize, &str)> = thread
            .steps
            .iter()
            .filter(|step| !matches!(step.kind, StepKind::Dropped | StepKind::Merged))
            .map(|step| (step.slot, step.text.as_str()))
            .collect();
        for pair in held.windows(2) {
            let from = topic(pair[0].1).map_or("", |known| &known.topic);
            let to = topic(pair[1].1).map_or("", |known| &known.topic);
            let name = if from == to { from.to_owned() } else { format!("{from} → {to}") };
            found.insert((name, pair[0].0, pair[1].0));
        }
    }
    let known = made
        .threads
        .iter()
        .flat_map(|thread| {
            thread
                .editions
                .windows(2)
                .map(|pair| (thread.topic.clone(), pair[0], pair[1]))
                .collect::<Vec<_>>()
        })
        .collect();
    (found, known)
}
