//! Commitments of generated histories are followed as they were made to go: precision and recall of the links between an
//! edition that holds a commitment and the next one that holds it.

#[path = "../../benches/support/generate.rs"]
#[allow(dead_code, reason = "the benchmarks use the rest of it")]
mod generate;
#[path = "../../benches/support/history.rs"]
mod history;
#[path = "../../benches/support/threads.rs"]
mod scored;

/// What the links of a history must reach, both ways.
const LEAST: f64 = 0.98;

#[test]
fn threads_of_generated_histories_are_followed() {
    let (mut hits, mut found, mut known) = (0, 0, 0);
    let mut wrong = Vec::new();
    for seed in 1..=4 {
        let (own, truth) = scored::links(&history::history(seed, 24, 24));
        hits += own.intersection(&truth).count();
        found += own.len();
        known += truth.len();
        wrong.extend(own.difference(&truth).map(|link| format!("{seed} + {link:?}")));
        wrong.extend(truth.difference(&own).map(|link| format!("{seed} - {link:?}")));
    }
    let (precision, recall) = (hits as f64 / found as f64, hits as f64 / known as f64);
    assert!(known > 2_000, "{known} links say something");
    assert!(
        precision >= LEAST && recall >= LEAST,
        "precision {precision:.4}, recall {recall:.4} of {known}:\n{}",
        wrong.join("\n")
    );
}
