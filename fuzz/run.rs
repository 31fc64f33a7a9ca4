//! Fuzzing on the stable toolchain: changes the seeds of a target at random, the same way from the same number, and
//! holds each against the target's property.
//!
//!     cargo run --profile fuzz --example fuzz -- TARGET RUNS [START]
//!
//! A file for which the property does not hold is kept in fuzz/crashes/TARGET, where the tests find it; the command ends
//! with 1. PDF files are parsed by target/release/kidd, which has to be there. Coverage guides `cargo +nightly fuzz run`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, panic, process};

#[path = "mutate.rs"]
mod mutate;
#[path = "properties.rs"]
mod properties;

/// A run longer than this is told, in milliseconds: a seed takes less than ten.
const SLOW: u128 = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, otherwise: u64| arguments.get(at).map_or(Some(otherwise), |text| text.parse().ok());
    let target =
        arguments.first().and_then(|name| properties::TARGETS.iter().find(|(known, _)| known == name));
    let (Some(&(name, property)), Some(runs), Some(start)) = (target, number(1, 1_000), number(2, 0)) else {
        let names: Vec<&str> = properties::TARGETS.iter().map(|(name, _)| *name).collect();
        eprintln!("usage: fuzz TARGET RUNS [START]; targets: {}", names.join(", "));
        process::exit(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let extractor: PathBuf =
        std::env::var_os("KIDD").map_or_else(|| root.join("target/release/kidd"), Into::into);
    let seeds: Vec<Vec<u8>> = seeds(&root.join("fuzz/seeds").join(name));
    let mut found = 0;
    let (mut slowest, began) = (0, Instant::now());
    for run in start..start + runs {
        let bytes = mutate::Dice(run).mutated(&seeds);
        let clock = Instant::now();
        let held = panic::catch_unwind(|| property(&bytes, Some(&extractor))).is_ok();
        let took = clock.elapsed().as_millis();
        slowest = slowest.max(took);
        if !held || took > SLOW {
            let folder = root.join("fuzz/crashes").join(name);
            fs::create_dir_all(&folder).expect("a folder for what was found");
            let file = folder.join(format!("run-{run}"));
            fs::write(&file, &bytes).expect("a file for what was found");
            eprintln!("{name}: run {run} {}: {}", if held { "is slow" } else { "fails" }, file.display());
            found += 1;
        }
    }
    println!(
        "{name}: {runs} runs from {start}, {found} found, the slowest {slowest} ms, all {} s",
        began.elapsed().as_secs()
    );
    process::exit(i32::from(found > 0));
}

fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("a seed")).collect()
}
