//! Chooses the constants of [`kidd::compare::ScoreOptions`] on gold alignments, cross-validated by essay.
//!
//! `cargo run --release --example calibrate -- score GOLD TEXTS` scores the defaults, `… errors GOLD TEXTS` lists what
//! is wrong, `… search GOLD TEXTS` searches, `… edits GOLD TEXTS` scores edits and phrases against what people marked
//! (`support/marks.rs`). `… real GOLD TEXTS` lists the links between successive statements in TEXTS, one a line, and
//! `… guard GOLD TEXTS` reads such a list and says what was lost and gained since; `search` says it of what it found.
//! GOLD holds pairs of drafts as JSON
//! (`{"old": [{"i", "text", "para"}], "new": […], "pairs_from_old": [[i, j]]}`), named `…_ESSAY.json`. TEXTS holds
//! texts, from which edited copies with known moves, splits and merges are made.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

#[path = "support/generate.rs"]
mod generate;
#[path = "support/marks.rs"]
mod marks;

use generate::Case;
use kidd::compare::{Alignment, ChangeKind, Fold, Options, Phrase, ScoreOptions, Unit, align};
use kidd::{Sides, series};
use marks::{Mark, Marked};
use rayon::prelude::*;
use regex::Regex;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    old: Vec<Draft>,
    new: Vec<Draft>,
    pairs_from_old: Vec<(i64, i64)>,
}

#[derive(Deserialize)]
struct Draft {
    i: i64,
    text: Option<String>,
    para: i64,
    sub: Option<String>,
}

struct Gold {
    essay: usize,
    name: String,
    texts: Sides<Vec<(String, usize)>>,
    links: BTreeSet<(usize, usize)>,
    /// What people marked in pairs linked one to one.
    marked: Vec<((usize, usize), Marked)>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    hit: usize,
    extra: usize,
    missed: usize,
}

#[derive(Clone, Copy, Default)]
struct Score {
    every: Counts,
    modified: Counts,
    groups: (usize, usize),
}

/// How well the known changes of edited copies are found.
#[derive(Clone, Copy, Default)]
struct Planted {
    links: Counts,
    moves: Counts,
    splits: Counts,
    merges: Counts,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, gold, texts] = &arguments[..] else {
        panic!("usage: calibrate score|errors|search GOLD TEXTS")
    };
    let gold = read(Path::new(gold));
    let texts = generate::texts(Path::new(texts));
    let defaults = ScoreOptions::default();
    match task.as_str() {
        "score" => {
            report("gold", &total(&gold, &defaults, |_| true));
            report_planted(&planted_total(&generate::cases(&texts, 40), &defaults));
        }
        "moves" => {
            let cases = generate::cases(&texts, 40);
            for moved in [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0] {
                let weights = ScoreOptions { moved, ..defaults.clone() };
                println!("moved {moved}");
                report("gold", &total(&gold, &weights, |_| true));
                report_planted(&planted_total(&cases, &weights));
            }
        }
        "edits" => score_edits(&gold),
        "errors" => errors(&gold, &defaults),
        "planted" => planted_errors(&generate::cases(&texts, 3), &defaults),
        "gold" => drop(search(&gold, &[])),
        "search" => {
            let weights = search(&gold, &generate::cases(&texts, 4));
            guard(&real_links(&texts, &defaults), &real_links(&texts, &weights));
        }
        "real" => real_links(&texts, &defaults).iter().for_each(|link| println!("{link}")),
        "guard" => {
            let known = std::io::read_to_string(std::io::stdin()).unwrap();
            guard(&known.lines().map(str::to_owned).collect(), &real_links(&texts, &defaults));
        }
        _ => panic!("unknown task {task}"),
    }
}

fn read(folder: &Path) -> Vec<Gold> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let gold = paths.iter().map(|path| {
        let file: File = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let position = |list: &[Draft]| -> BTreeMap<i64, usize> {
            list.iter().enumerate().map(|(index, draft)| (draft.i, index)).collect()
        };
        let (old, new) = (position(&file.old), position(&file.new));
        let links: BTreeSet<(usize, usize)> =
            file.pairs_from_old.iter().filter_map(|(i, j)| Some((*old.get(i)?, *new.get(j)?))).collect();
        let alone =
            |&(i, j): &(usize, usize)| links.iter().filter(|link| link.0 == i || link.1 == j).count() == 1;
        let marked = links.iter().filter(|link| alone(link)).filter_map(|&(i, j)| {
            let (old, new) = (&file.old[i], &file.new[j]);
            let texts = Sides::new(old.text.as_deref()?, new.text.as_deref()?);
            Some(((i, j), Marked::new(texts, old.sub.as_deref()?)?))
        });
        let marked = marked.collect();
        let texts = Sides::new(file.old, file.new).map(|list| {
            list.into_iter()
                .map(|draft| {
                    let text =
                        draft.text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                    (if text.is_empty() { "—".to_owned() } else { text }, draft.para as usize)
                })
                .collect()
        });
        Gold { essay: name.rsplit('_').next().unwrap().parse().unwrap(), name, texts, links, marked }
    });
    gold.collect()
}

fn aligned(texts: &Sides<Vec<(String, usize)>>, fold: &Fold, options: &Options) -> Alignment {
    let units = texts.as_ref().map(|text| {
        text.iter()
            .map(|(text, paragraph)| Unit { paragraph: *paragraph, ..Unit::new(text) })
            .collect::<Vec<_>>()
    });
    align(Sides::new(&units.before, &units.after), fold, options)
}

fn found(gold: &Gold, fold: &Fold, options: &Options) -> BTreeSet<(usize, usize)> {
    pairs(&aligned(&gold.texts, fold, options), |_| true)
}

fn pairs(alignment: &Alignment, take: impl Fn(&kidd::compare::Link) -> bool) -> BTreeSet<(usize, usize)> {
    let links = alignment.links.iter().filter(|link| take(link));
    let pairs = links.flat_map(|link| {
        link.units.before.iter().flat_map(|&i| link.units.after.iter().map(move |&j| (i, j)))
    });
    pairs.collect()
}

fn planted(case: &Case, fold: &Fold, options: &Options) -> Planted {
    let alignment = aligned(&case.texts, fold, options);
    let of_kind = |kind| -> BTreeSet<(Vec<usize>, Vec<usize>)> {
        let links = alignment.links.iter().filter(|link| link.kind == kind);
        links.map(|link| (link.units.before.clone(), link.units.after.clone())).collect()
    };
    let truth = |take: &dyn Fn(&Sides<Vec<usize>>) -> bool| -> BTreeSet<(Vec<usize>, Vec<usize>)> {
        let links = case.links.iter().filter(|link| take(link));
        links.map(|link| (link.before.clone(), link.after.clone())).collect()
    };
    let all = case
        .links
        .iter()
        .flat_map(|link| link.before.iter().flat_map(|&i| link.after.iter().map(move |&j| (i, j))));
    Planted {
        links: count(&all.collect(), &pairs(&alignment, |_| true)),
        moves: count(&case.moved, &pairs(&alignment, |link| link.moved.is_some())),
        splits: count(&truth(&|link| link.after.len() > 1), &of_kind(ChangeKind::Split)),
        merges: count(&truth(&|link| link.before.len() > 1), &of_kind(ChangeKind::Merged)),
    }
}

fn planted_total(cases: &[Case], weights: &ScoreOptions) -> Planted {
    let fold = Fold::new(&series::general().unwrap());
    let options = Options { score: weights.clone(), ..Options::default() };
    let counts: Vec<Planted> = cases.par_iter().map(|case| planted(case, &fold, &options)).collect();
    let mut total = Planted::default();
    for counts in counts {
        total.links.add(counts.links);
        total.moves.add(counts.moves);
        total.splits.add(counts.splits);
        total.merges.add(counts.merges);
    }
    total
}

fn report_planted(total: &Planted) {
    for (name, counts) in
        [("links", total.links), ("moves", total.moves), ("splits", total.splits), ("merges", total.merges)]
    {
        println!(
            "planted {name}: {} of them, precision {:.4}, recall {:.4}",
            counts.hit + counts.missed,
            counts.hit as f64 / (counts.hit + counts.extra).max(1) as f64,
            counts.hit as f64 / (counts.hit + counts.missed).max(1) as f64
        );
    }
}

fn planted_errors(cases: &[Case], weights: &ScoreOptions) {
    let fold = Fold::new(&series::general().unwrap());
    let options = Options { score: weights.clone(), ..Options::default() };
    for case in cases {
        let alignment = aligned(&case.texts, &fold, &options);
        let shown = |units: &[usize], text: &[(String, usize)]| {
            units.iter().map(|&unit| format!("[{unit}] {}", text[unit].0)).collect::<Vec<_>>().join(" | ")
        };
        let show = |what: &str, before: &[usize], after: &[usize]| {
            println!("{what} {}", case.name);
            println!("   < {}", shown(before, &case.texts.before));
            println!("   > {}", shown(after, &case.texts.after));
        };
        let moved = |link: &Sides<Vec<usize>>| case.moved.contains(&(link.before[0], link.after[0]));
        let got: Vec<(Sides<Vec<usize>>, bool)> =
            alignment.links.iter().map(|link| (link.units.clone(), link.moved.is_some())).collect();
        for (link, was_moved) in &got {
            if !case.links.contains(link) {
                show("EXTRA LINK", &link.before, &link.after);
            } else if *was_moved != moved(link) {
                show(if *was_moved { "EXTRA MOVE" } else { "MISSED MOVE" }, &link.before, &link.after);
            }
        }
        for link in &case.links {
            if !got.iter().any(|(known, _)| known == link) {
                show(
                    if moved(link) { "MISSED MOVED LINK" } else { "MISSED LINK" },
                    &link.before,
                    &link.after,
                );
            }
        }
    }
}

/// Scores edits, phrases and plain comparisons of words against what people marked, on the sentences that are linked as
/// people linked them.
fn score_edits(gold: &[Gold]) {
    let fold = Fold::new(&series::general().unwrap());
    let spaced = Regex::new(r"\S+").unwrap();
    let marks_apart = Regex::new(r"\w+(?:['’-]\w+)*|[^\w\s]").unwrap();
    let names = [
        "edits",
        "edits, noise apart",
        "phrases",
        "phrases, noise apart",
        "opcodes",
        "opcodes, gaps of a word joined",
        "opcodes, words between spaces",
    ];
    let mut scores = [marks::Score::default(); 7];
    let (mut scored, mut apart) = (0, 0);
    for gold in gold {
        let alignment = aligned(&gold.texts, &fold, &Options::default());
        for ((i, j), marked) in &gold.marked {
            let link =
                alignment.links.iter().find(|link| link.units.before == [*i] && link.units.after == [*j]);
            let Some(link) = link else {
                apart += 1;
                continue;
            };
            scored += 1;
            let texts = marked.texts.as_ref().map(String::as_str);
            let some = |range: &Sides<Range<usize>>| -> Mark {
                range.as_ref().map(|range| Some(range.clone()).filter(|range| !range.is_empty()))
            };
            let telling = link.phrases.iter().filter(|phrase| !phrase.trivial);
            let of = |phrase: &Phrase| phrase.edits.iter().map(|edit| some(&edit.range)).collect::<Vec<_>>();
            let found = [
                link.phrases.iter().flat_map(of).collect(),
                telling.clone().flat_map(of).collect(),
                link.phrases.iter().map(|phrase| some(&phrase.range)).collect(),
                telling.map(|phrase| some(&phrase.range)).collect(),
                marks::plain(texts, &marks_apart, None),
                marks::plain(texts, &marks_apart, Some(1)),
                marks::plain(texts, &spaced, None),
            ];
            scores.iter_mut().zip(&found).for_each(|(score, found)| score.add(marked, found));
        }
    }
    println!("{scored} pairs with marks, {apart} more are not linked");
    names.iter().zip(&scores).for_each(|(name, score)| score.print(name));
}

fn count<T: Ord>(truth: &BTreeSet<T>, got: &BTreeSet<T>) -> Counts {
    Counts {
        hit: truth.intersection(got).count(),
        extra: got.difference(truth).count(),
        missed: truth.difference(got).count(),
    }
}

fn score(gold: &Gold, got: &BTreeSet<(usize, usize)>) -> Score {
    let changed = |&(i, j): &(usize, usize)| gold.texts.before[i].0 != gold.texts.after[j].0;
    let narrowed = |set: &BTreeSet<(usize, usize)>| -> BTreeSet<_> {
        set.iter().copied().filter(|pair| changed(pair)).collect()
    };
    let mut score = Score {
        every: count(&gold.links, got),
        modified: count(&narrowed(&gold.links), &narrowed(got)),
        groups: (0, 0),
    };
    for key in [|&(i, _): &(usize, usize)| i, |&(_, j): &(usize, usize)| j] {
        let mut by: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for pair in &gold.links {
            by.entry(key(pair)).or_default().push(*pair);
        }
        for group in by.values().filter(|group| group.len() > 1) {
            score.groups.1 += 1;
            score.groups.0 += usize::from(group.iter().all(|pair| got.contains(pair)));
        }
    }
    score
}

impl Counts {
    fn f1(self) -> f64 {
        200.0 * self.hit as f64 / (2 * self.hit + self.extra + self.missed).max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

fn total(gold: &[Gold], weights: &ScoreOptions, take: impl Fn(&Gold) -> bool + Sync) -> Score {
    let fold = Fold::new(&series::general().unwrap());
    let options = Options { score: weights.clone(), ..Options::default() };
    let scores: Vec<Score> = gold
        .par_iter()
        .filter(|gold| take(gold))
        .map(|gold| score(gold, &found(gold, &fold, &options)))
        .collect();
    let mut total = Score::default();
    for score in scores {
        total.every.add(score.every);
        total.modified.add(score.modified);
        total.groups.0 += score.groups.0;
        total.groups.1 += score.groups.1;
    }
    total
}

fn report(name: &str, score: &Score) {
    let Score { every, modified, groups } = score;
    println!(
        "{name}: all F1 {:.2} ({} extra, {} missed), modified F1 {:.2} ({} extra, {} missed), splits and merges {}/{}",
        every.f1(),
        every.extra,
        every.missed,
        modified.f1(),
        modified.extra,
        modified.missed,
        groups.0,
        groups.1
    );
}

fn errors(gold: &[Gold], weights: &ScoreOptions) {
    let fold = Fold::new(&series::general().unwrap());
    let options = Options { score: weights.clone(), ..Options::default() };
    for gold in gold {
        let got = found(gold, &fold, &options);
        let moved = pairs(&aligned(&gold.texts, &fold, &options), |link| link.moved.is_some());
        for (what, pairs) in
            [("EXTRA ", got.difference(&gold.links)), ("MISSED", gold.links.difference(&got))]
        {
            for &(i, j) in pairs {
                println!(
                    "{what} {} {i}/{} {j}/{}",
                    gold.name,
                    gold.texts.before.len(),
                    gold.texts.after.len()
                );
                println!("   < {}", gold.texts.before[i].0);
                println!("   > {}", gold.texts.after[j].0);
                let rival = |set: &BTreeSet<(usize, usize)>| {
                    set.iter()
                        .filter(|&&(a, b)| (a == i) != (b == j))
                        .map(|p| format!("{p:?}"))
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                println!(
                    "     moved {} gold {} got {}",
                    moved.contains(&(i, j)),
                    rival(&gold.links),
                    rival(&got)
                );
            }
        }
    }
}

/// The links between each text and the next one of its folder, one a line with both sentences: real statements have no
/// gold links, but what a change of constants gains and loses can be read.
fn real_links(texts: &[generate::Source], weights: &ScoreOptions) -> BTreeSet<String> {
    let fold = Fold::new(&series::general().unwrap());
    let options = Options { score: weights.clone(), ..Options::default() };
    let successive = texts.windows(2).filter(|pair| pair[0].folder == pair[1].folder);
    let links = successive.flat_map(|pair| {
        let texts = Sides::new(pair[0].text.clone(), pair[1].text.clone());
        let found = pairs(&aligned(&texts, &fold, &options), |_| true);
        let line = |(i, j): (usize, usize)| {
            format!(
                "{} {i} | {} {j} | {} | {}",
                pair[0].name, pair[1].name, texts.before[i].0, texts.after[j].0
            )
        };
        found.into_iter().map(line).collect::<Vec<_>>()
    });
    links.collect()
}

/// Prints what links between real statements one answer has and the other has not.
fn guard(known: &BTreeSet<String>, now: &BTreeSet<String>) {
    for (what, links) in [("LOST  ", known.difference(now)), ("GAINED", now.difference(known))] {
        links.for_each(|link| println!("{what} {}", link.replace(" | ", "\n         ")));
    }
    let (lost, gained) = (known.difference(now).count(), now.difference(known).count());
    println!("links between real statements: {} before, {lost} lost, {gained} gained", known.len());
}

/// What is climbed: both figures on gold, and on edited copies all four.
fn objective(
    gold: &[Gold],
    cases: &[Case],
    weights: &ScoreOptions,
    take: impl Fn(&Gold) -> bool + Sync,
) -> f64 {
    let score = total(gold, weights, take);
    let copies = planted_total(cases, weights);
    let planted: f64 =
        [copies.links, copies.moves, copies.splits, copies.merges].iter().map(|c| c.f1()).sum();
    score.every.f1() + score.modified.f1() + 0.5 * planted
}

fn search(gold: &[Gold], cases: &[Case]) -> ScoreOptions {
    const FOLDS: usize = 4;
    let mut held_out = Score::default();
    for part in 0..FOLDS {
        let weights = climb(gold, cases, |gold| gold.essay / 2 % FOLDS != part);
        let score = total(gold, &weights, |gold| gold.essay / 2 % FOLDS == part);
        report(&format!("held out {part}"), &score);
        held_out.every.add(score.every);
        held_out.modified.add(score.modified);
        held_out.groups.0 += score.groups.0;
        held_out.groups.1 += score.groups.1;
    }
    report("held out, all", &held_out);
    let weights = climb(gold, cases, |_| true);
    report("fitted on all", &total(gold, &weights, |_| true));
    report_planted(&planted_total(cases, &weights));
    println!("{weights:#?}");
    weights
}

/// Climbs one constant at a time until nothing helps.
fn climb(gold: &[Gold], cases: &[Case], take: impl Fn(&Gold) -> bool + Sync + Copy) -> ScoreOptions {
    let mut best = ScoreOptions::default();
    let mut height = objective(gold, cases, &best, take);
    for factor in [0.4, 0.15, 0.05] {
        loop {
            let start = height;
            for field in 0..fields(&mut best).len() {
                for change in [1.0 + factor, 1.0 / (1.0 + factor)] {
                    let mut tried = best.clone();
                    *fields(&mut tried)[field] *= change;
                    let reached = objective(gold, cases, &tried, take);
                    if reached > height + 1e-9 {
                        (best, height) = (tried, reached);
                    }
                }
            }
            if height <= start {
                break;
            }
        }
    }
    best
}

fn fields(weights: &mut ScoreOptions) -> Vec<&mut f64> {
    vec![
        &mut weights.rarity,
        &mut weights.adjacent,
        &mut weights.place,
        &mut weights.apart,
        &mut weights.sure,
        &mut weights.link,
        &mut weights.company,
        &mut weights.certain,
        &mut weights.covered,
        &mut weights.whole,
        &mut weights.share,
    ]
}
