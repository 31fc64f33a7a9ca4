//! One benchmark for each stage, on the shipped pair and on a long text of edited copies. See README.md.

#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;
use std::io;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kidd::compare::{Fold, Options, Unit, align, compare};
use kidd::report::{Layout, json, terminal};
use kidd::series::Rules;
use kidd::source::{self, Document};
use kidd::statement::{self, Statement};
use kidd::{Sides, series};

#[allow(dead_code)]
#[path = "support/generate.rs"]
mod generate;

use generate::Dice;

const OLD: &str = include_str!("../statements/kidd/23.txt");
const NEW: &str = include_str!("../statements/kidd/sample.txt");

/// Copies of the 23rd in the long text: 160 kB.
const COPIES: usize = 20;

struct Input {
    name: &'static str,
    texts: Sides<String>,
}

fn inputs() -> [Input; 2] {
    let mut dice = Dice::new(1);
    let long = varied(&OLD.repeat(COPIES), 8, &mut dice);
    let edited = varied(&long, 100, &mut dice);
    [
        Input { name: "pair", texts: Sides::new(OLD, NEW).map(str::to_owned) },
        Input { name: "long", texts: Sides::new(long, edited) },
    ]
}

/// Puts a made-up word in the place of about one word in so many.
fn varied(text: &str, one_in: usize, dice: &mut Dice) -> String {
    let mut varied = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        if word.trim_end().bytes().all(|b| b.is_ascii_lowercase()) && dice.below(one_in) == 0 {
            varied.push_str(&format!("neo{} ", dice.below(1000)));
        } else {
            varied.push_str(word);
        }
    }
    varied
}

fn document(text: &str) -> Document {
    source::read("text", text.as_bytes()).unwrap()
}

fn read(text: &str, rules: &Rules) -> Statement {
    statement::read(&document(text), rules).unwrap()
}

fn units(statement: &Statement) -> Vec<Unit<'_>> {
    let unit = |index: usize| {
        let sentence = &statement.sentences[index];
        Unit { paragraph: sentence.paragraph, section: &sentence.section, ..Unit::new(&sentence.text) }
    };
    (0..statement.sentences.len()).map(unit).collect()
}

fn stages(criterion: &mut Criterion) {
    let rules = series::general().unwrap();
    let fold = Fold::new(&rules);
    let options = Options::default();
    criterion.bench_function("rules", |bencher| bencher.iter(|| series::general().unwrap()));
    for Input { name, texts } in inputs() {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes((texts.before.len() + texts.after.len()) as u64));
        let mut stage = |stage: &str, run: &mut dyn FnMut()| {
            group.bench_function(BenchmarkId::from_parameter(stage), |bencher| bencher.iter(&mut *run));
        };
        stage("source", &mut || drop(black_box(texts.as_ref().map(|text| document(text)))));
        let documents = texts.as_ref().map(|text| document(text));
        stage("statement", &mut || {
            drop(black_box(documents.as_ref().map(|document| statement::read(document, &rules).unwrap())));
        });
        let statements = texts.as_ref().map(|text| read(text, &rules));
        let units = Sides::new(units(&statements.before), units(&statements.after));
        let units = Sides::new(&units.before[..], &units.after[..]);
        stage("links and phrases", &mut || drop(black_box(align(units, &fold, &options))));
        stage("links, phrases and findings", &mut || {
            drop(black_box(compare(statements.as_ref(), &rules, &options)));
        });
        let comparison = compare(statements.as_ref(), &rules, &options);
        stage("report as JSON", &mut || json::comparison(&mut io::sink(), &comparison).unwrap());
        let view = terminal::View {
            layout: Layout::default(),
            part: terminal::Part::Changes,
            ..terminal::View::default()
        };
        stage("report for the terminal", &mut || {
            terminal::comparison(&mut io::sink(), &comparison, &view).unwrap();
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
