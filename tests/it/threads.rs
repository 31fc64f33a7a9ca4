//! Commitments of generated histories are followed as they were made to go: precision and recall of the links between an
//! edition that holds a commitment and the next one that holds it.

use std::collections::BTreeSet;

use kidd::compare::{Options, compare};
use kidd::drift::{Asked, Edition, Pair, timeline};
use kidd::{Sides, series, source, statement};

#[path = "../../benches/support/generate.rs"]
#[allow(dead_code, reason = "the benchmarks use the rest of it")]
mod generate;
#[path = "../../benches/support/history.rs"]
mod history;

/// What the links of a history must reach, both ways.
const LEAST: f64 = 0.98;

/// A commitment in two editions: its topic and both.
type Link = (String, usize, usize);

fn links(seed: u64) -> (BTreeSet<Link>, BTreeSet<Link>) {
    let made = history::history(seed, 14, 18);
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
    let pairs: Vec<Pair> = statements
        .windows(2)
        .map(|pair| {
            let comparison = compare(Sides::new(&pair[0], &pair[1]), &rules, &Options::default());
            Pair::of(&comparison, &rules)
        })
        .collect();
    let asked = Asked { series: "harbour", rules: &rules, known: &[], phrases: &[] };
    let timeline = timeline(&editions, &pairs, &asked).unwrap();

    let topic = |text: &str| made.threads.iter().find(|thread| text.contains(&thread.topic));
    let mut found = BTreeSet::new();
    for thread in &timeline.threads {
        let held: Vec<(usize, &str)> = thread
            .steps
            .iter()
            .filter(|step| {
                !matches!(step.kind, kidd::drift::StepKind::Dropped | kidd::drift::StepKind::Merged)
            })
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

#[test]
fn threads_of_generated_histories_are_followed() {
    let (mut hits, mut found, mut known) = (0, 0, 0);
    let mut wrong = Vec::new();
    for seed in 1..=3 {
        let (own, truth) = links(seed);
        hits += own.intersection(&truth).count();
        found += own.len();
        known += truth.len();
        wrong.extend(own.difference(&truth).map(|link| format!("{seed} + {link:?}")));
        wrong.extend(truth.difference(&own).map(|link| format!("{seed} - {link:?}")));
    }
    let (precision, recall) = (hits as f64 / found as f64, hits as f64 / known as f64);
    assert!(known > 500, "{known} links say something");
    assert!(
        precision >= LEAST && recall >= LEAST,
        "precision {precision:.4}, recall {recall:.4} of {known}:\n{}",
        wrong.join("\n")
    );
}
