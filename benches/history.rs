//! Makes an archive of a made-up dialogue, to measure `kidd drift` on, and scores how its commitments are followed.
//!
//! `cargo run --release --example history -- make FOLDER EDITIONS` writes the archive: editions of about the length of the
//! 23rd Korea-U.S. Integrated Defense Dialogue (some 1,250 words). `… score SEEDS` prints precision and recall of threads
//! over so many seeded histories, `… wrong SEED` the links of one that are wrong or missing.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::fs;
use std::path::Path;

use kidd::archive::Entry;
use kidd::digest;
use rayon::prelude::*;

#[path = "support/generate.rs"]
#[allow(dead_code, reason = "the other benchmarks use the rest of it")]
mod generate;
#[path = "support/history.rs"]
#[allow(dead_code, reason = "texts alone are written, threads alone are scored")]
mod history;
#[path = "support/threads.rs"]
mod threads;

/// Commitments of an edition: with their remarks as long as the 23rd.
const COMMITMENTS: usize = 52;

/// Editions of a history that is scored, and commitments of each.
const EDITIONS: usize = 24;
const LINKED: usize = 24;

/// The folder and the name of the series.
const SERIES: &str = "harbour";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder, editions] => make(Path::new(folder), editions.parse().unwrap()),
        ["score", seeds] => score(seeds.parse().unwrap()),
        ["wrong", seed] => wrong(seed.parse().unwrap()),
        _ => println!("history make FOLDER EDITIONS | history score SEEDS | history wrong SEED"),
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

fn score(seeds: u64) {
    let counts: Vec<(usize, usize, usize)> = (1..=seeds)
        .into_par_iter()
        .map(|seed| {
            let (found, known) = threads::links(&history::history(seed, EDITIONS, LINKED));
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

/// Prints every link that is wrong or missing in one history, with the clauses that the editions hold of it.
fn wrong(seed: u64) {
    let made = history::history(seed, EDITIONS, LINKED);
    let (found, known) = threads::links(&made);
    for (sign, links) in [('+', found.difference(&known)), ('-', known.difference(&found))] {
        for (topics, from, to) in links {
            println!("{sign} {topics}: {} to {}", from + 1, to + 1);
            for topic in topics.split(" → ") {
                for edition in [from, to] {
                    let text = &made.texts[*edition];
                    for sentence in
                        text.split(". ").filter(|sentence| !topic.is_empty() && sentence.contains(topic))
                    {
                        println!("    {}: {}", edition + 1, sentence.trim());
                    }
                }
            }
        }
    }
}
