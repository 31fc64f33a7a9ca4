//! What holds for any bytes, over the seeds of the fuzz targets, what fuzzing has found, and some copies changed at
//! random: the short run that needs no toolchain but the stable one.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/properties.rs"]
mod properties;

use crate::mutate;

/// Copies changed at random that each target is tried on; KIDD_FUZZ_RUNS sets another number. PDF files take a process each.
fn runs() -> u64 {
    std::env::var("KIDD_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(20)
}

fn files(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn check(target: &str) {
    let (_, property) = properties::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let extractor = Path::new(env!("CARGO_BIN_EXE_kidd"));
    let seeds: Vec<Vec<u8>> = files("seeds", target).iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(!seeds.is_empty(), "{target} has no seeds: run fuzz/seeds.py");
    for file in files("seeds", target).iter().chain(&files("crashes", target)) {
        let bytes = fs::read(file).unwrap();
        let held = std::panic::catch_unwind(|| property(&bytes, Some(extractor)));
        assert!(held.is_ok(), "{}", file.display());
    }
    for run in 0..runs() {
        let bytes = mutate::Dice(run).mutated(&seeds);
        let held = std::panic::catch_unwind(|| property(&bytes, Some(extractor)));
        assert!(held.is_ok(), "{target}: run {run}");
    }
}

#[test]
fn any_pair_of_texts_rebuilds_and_mirrors() {
    check("text_pair");
}

#[test]
fn any_page_is_read_whole_or_refused() {
    check("page");
}

#[test]
fn any_word_file_is_read_whole_or_refused() {
    check("word");
}

#[test]
fn any_pdf_file_is_read_whole_or_refused() {
    check("pdf");
}

#[test]
fn any_mail_is_read_whole_or_refused() {
    check("mail");
}

#[test]
fn any_ledger_is_read_as_it_was_written() {
    check("ledger");
}

#[test]
fn any_policy_is_read_or_refused() {
    check("policy");
}

#[test]
fn any_rules_are_read_or_refused() {
    check("rules");
}

#[test]
fn any_front_matter_is_read_or_refused() {
    check("front_matter");
}

#[test]
fn the_properties_would_notice() {
    let lost = std::panic::catch_unwind(|| properties::ledger(b"{}\n", None));
    assert!(lost.is_ok(), "what is refused holds");
    assert_eq!(properties::TARGETS.len(), 9);
    let seeds = vec![b"Both sides met in Seoul.".to_vec()];
    assert_eq!(mutate::Dice(7).mutated(&seeds), mutate::Dice(7).mutated(&seeds));
    assert_ne!(mutate::Dice(7).mutated(&seeds), mutate::Dice(8).mutated(&seeds));
}
