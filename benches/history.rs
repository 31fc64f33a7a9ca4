//! Makes an archive of a made-up dialogue, to measure `kidd drift` on, and scores how its commitments are followed.
//!
//! `cargo run --release --example history -- make FOLDER EDITIONS` writes the archive: editions of about the length of the
//! 23rd Korea-U.S. Integrated Defense Dialogue (some 1,250 words). `… score SEEDS` prints precision and recall of threads
//! over so many seeded histories.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kidd::archive::Entry;
use kidd::compare::{Options, compare};
use kidd::drift::{Asked, Edition, Pair, StepKind, timeline};
use kidd::{Sides, digest, series, source, statement};
use rayon::prelude::*;

#[path = "support/generate.rs"]
#[allow(dead_code, reason = "the other benchmarks use the rest of it")]
mod generate;
#[path = "support/history.rs"]
#[allow(dead_code, reason = "texts alone are written, threads alone are scored")]
mod history;

/// Commitments of an edition: with their remarks as long as the 23rd.
const COMMITMENTS: usize = 52;

/// The folder and the name of the series.
const SERIES: &str = "harbour";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder, editions] => make(Path::new(folder), editions.parse().unwrap()),
        ["score", seeds] => score(seeds.parse().unwrap()),
        _ => println!("history make FOLDER EDITIONS | history score SEEDS"),
    }
}

fn make(folder: &Path, editions: usize) {
    let made = history::history(1, editions, COMMITMENTS);
    fs::create_dir_all(folder.join(SERIES)).unwrap();
    let mut ledger = String::new();
    let mut prev: Option<String> = None;
    for (number, text) in made.texts.iter().enumerate() {
        let id = number + 1;
        let file = format!("{SERIES}/{id}.txt");
        fs::write(folder.join(&file), text).unwrap();
        let entry = Entry {
            id: format!("{SERIES}-{id}"),
            revision: 1,
            file,
            media_type: "text/plain".into(),
            sha256: digest::bytes(text.as_bytes()),
            text_sha256: digest::canonical(text),
            canon: digest::CANON,
            source: None,
            date: None,
            end_date: None,
            retrieved: None,
            illustrative: false,
            prev: None,
            hash: String::new(),
        };
        let entry = entry.sealed(prev.as_deref());
        ledger.push_str(&entry.line());
        ledger.push('\n');
        prev = Some(entry.hash);
    }
    fs::write(folder.join("ledger.jsonl"), ledger).unwrap();
    let words: usize = made.texts.iter().map(|text| text.split_whitespace().count()).sum();
    println!("{editions} editions, {} words each on average", words / editions.max(1));
}

type Link = (String, usize, usize);

fn score(seeds: u64) {
    let counts: Vec<(usize, usize, usize)> = (1..=seeds)
        .into_par_iter()
        .map(|seed| {
            let (found, known) = links(seed);
            (found.intersection(&known).count(), found.len(), known.len())
        })
        .collect();
    let (mut hits, mut found, mut known) = (0, 0, 0);
    for (own_hits, own_found, own_known) in counts {
        hits += own_hits;
        found += own_found;
        known += own_known;
    }
    println!(
        "{known} links known, {found} found: precision {:.4}, recall {:.4}",
        hits as f64 / found as f64,
        hits as f64 / known as f64
    );
}

fn links(seed: u64) -> (BTreeSet<Link>, BTreeSet<Link>) {
    let made = history::history(seed, 24, 24);
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
            let sides = Sides::new(&pair[0], &pair[1]);
            Pair::of(&compare(sides, &rules, &Options::default()), &rules)
        })
        .collect();
    let asked = Asked { series: SERIES, rules: &rules, known: &[], phrases: &[] };
    let timeline = timeline(&editions, &pairs, &asked).unwrap();
    let topic = |text: &str| {
        made.threads.iter().find(|thread| text.contains(&thread.topic)).map_or("", |known| &known.topic)
    };
    let mut found = BTreeSet::new();
    for thread in &timeline.threads {
        let held: Vec<(usize, &str)> = thread
            .steps
            .iter()
            .filter(|step| !matches!(step.kind, StepKind::Dropped | StepKind::Merged))
            .map(|step| (step.slot, topic(&step.text)))
            .collect();
        for pair in held.windows(2) {
            let same = pair[0].1 == pair[1].1;
            let name = if same { pair[0].1.to_owned() } else { format!("{} → {}", pair[0].1, pair[1].1) };
            found.insert((name, pair[0].0, pair[1].0));
        }
    }
    let known = made
        .threads
        .iter()
        .flat_map(|thread| {
            let pairs = thread.editions.windows(2);
            pairs.map(|pair| (thread.topic.clone(), pair[0], pair[1])).collect::<Vec<_>>()
        })
        .collect();
    (found, known)
}
