//! Makes an archive of as many editions as are asked for, each a varied copy of the one before it: for measuring sites
//! and drift. The same number gives the same archive.
//!
//! `cargo run --release --example archive -- 500 FOLDER` makes FOLDER, and `kidd site OUT --archive FOLDER` its site.
//! Its editions are marked as made up: they begin with the 23rd KIDD statement and drift away from it.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kidd::archive::{self, Draft};
use kidd::{series, source, statement};

#[allow(dead_code)]
#[path = "support/generate.rs"]
mod generate;

use generate::Dice;

const FIRST: &str = include_str!("../statements/kidd/23.txt");
const OTHER: &str = include_str!("../statements/kidd/sample.txt");

/// The day of the first edition; the others follow by months.
const START: Date = date(1980, 1, 18);

/// Words that drafters exchange for each other.
const WORDS: &[(&str, &str)] = &[
    ("ironclad", "unwavering"),
    ("pledged", "agreed"),
    ("reaffirmed", "reiterated"),
    ("strengthen", "bolster"),
    ("close", "robust"),
    ("discussed", "reviewed"),
    ("Both sides", "The two sides"),
    ("the leaders", "both sides"),
    ("expeditiously", "steadily"),
    ("threats", "challenges"),
    ("enhance", "deepen"),
    ("cooperation", "coordination"),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(number), Some(folder)) = (arguments.next(), arguments.next()) else {
        println!("usage: archive NUMBER FOLDER");
        return;
    };
    let number: u32 = number.parse().unwrap();
    let rules = series::general().unwrap();
    let mut dice = Dice::new(23);
    let mut paragraphs = body(FIRST);
    let spare: Vec<String> = body(OTHER).into_iter().flatten().collect();
    for edition in 1..=number {
        let day = START.checked_add(i64::from(edition - 1).months()).unwrap();
        let text = text(edition, day, &paragraphs);
        let document = source::read("edition", text.as_bytes()).unwrap();
        let draft = Draft {
            series: "kidd".to_owned(),
            id: format!("kidd-{edition}"),
            text_sha256: statement::read(&document, &rules).unwrap().text_sha256,
            bytes: text.into_bytes(),
            media_type: "text/plain".to_owned(),
            source: Some(format!("https://example.org/kidd-{edition}")),
            date: Some(day),
            end_date: None,
            retrieved: Some(day),
            illustrative: true,
        };
        archive::add(Path::new(&folder), &draft).unwrap();
        vary(&mut paragraphs, &spare, &mut dice);
    }
    println!("{number} editions in {folder}");
}

/// The paragraphs behind the opening one, by sentence.
fn body(text: &str) -> Vec<Vec<String>> {
    text.split("\n\n")
        .filter(|paragraph| paragraph.len() > 200)
        .skip(1)
        .map(|paragraph| paragraph.trim().replace(". ", ".\n").lines().map(str::to_owned).collect())
        .collect()
}

fn text(edition: u32, day: Date, paragraphs: &[Vec<String>]) -> String {
    let ending = match (edition % 100, edition % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    let held = format!(
        "{edition}{ending} Korea-U.S. Integrated Defense Dialogue Joint Statement\n\nThe U.S. Department of Defense (DoD) \
         and the Republic of Korea (ROK) Ministry of National Defense (MND) held the {edition}{ending} Korea-U.S. \
         Integrated Defense Dialogue (KIDD) on {} in Seoul.\n",
        day.strftime("%B %-d, %Y")
    );
    let body: Vec<String> = paragraphs.iter().map(|paragraph| paragraph.join(" ")).collect();
    format!("{held}\n{}\n", body.join("\n\n"))
}

/// What happens from one edition to the next: words are exchanged, sentences go and come, a paragraph moves.
fn vary(paragraphs: &mut Vec<Vec<String>>, spare: &[String], dice: &mut Dice) {
    for sentence in paragraphs.iter_mut().flatten() {
        for (one, other) in WORDS {
            if dice.chance(0.1) {
                *sentence = if sentence.contains(one) {
                    sentence.replacen(one, other, 1)
                } else {
                    sentence.replacen(other, one, 1)
                };
            }
        }
    }
    for _ in 0..3 {
        let at = dice.below(paragraphs.len());
        let paragraph = &mut paragraphs[at];
        if paragraph.len() > 1 && dice.chance(0.5) {
            paragraph.remove(dice.below(paragraph.len()));
        } else {
            paragraph.push(spare[dice.below(spare.len())].clone());
        }
    }
    if dice.chance(0.3) {
        let moved = paragraphs.remove(dice.below(paragraphs.len()));
        paragraphs.insert(dice.below(paragraphs.len()), moved);
    }
}
