//! More ways through the gate that a stranger's branch was seen to find: editions that stand beside nothing of their kind,
//! what the ledger says alone, and files that decide by standing where another is looked for.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::repository::{Repository, successor, the_23rd};

fn branch() -> Option<Repository> {
    let r = Repository::new()?;
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    Some(r)
}

fn add(r: &Repository, text: &str, options: &[&str]) {
    r.write("draft.txt", text);
    let done = r.kidd(&[&["add", "draft.txt", "--retrieved", "2024-09-25"][..], options].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    r.remove("draft.txt");
}

/// The gate, and whether it tells this rule with these words.
#[track_caller]
fn check(r: &Repository, code: i32, rule: &str, words: &str) {
    r.commit();
    let done = r.kidd(&["check", "--base", "origin/main", "--format", "json"]);
    assert_eq!(done.code, code, "{}{}", done.out, done.err);
    let document: Value = serde_json::from_str(&done.out).unwrap();
    let told = document["archive"].as_array().unwrap();
    let is_told = |told: &Value| {
        told["rule"] == rule && told["message"].as_str().is_some_and(|message| message.contains(words))
    };
    assert!(told.iter().any(is_told), "{rule} {words}: {}", document["archive"]);
}

/// The next edition without a pledge, under a title that no rules know.
fn untitled() -> String {
    successor(&[(" They pledged to work closely together", " They worked closely together")])
        .replace("Integrated Defense Dialogue", "Talks")
        .replace("KIDD", "Talks")
}

fn padding(sentences: usize) -> String {
    let mut text = String::from("\n");
    for number in 0..sentences {
        text.push_str(&format!(
            "Delegation {number} saw harbour {} and thanked its mayor for loaf {number}.\n",
            number * 7
        ));
    }
    text
}

#[test]
fn an_edition_is_known_by_its_words_however_it_is_filled_up_or_touched_up() {
    let texts = [
        ("filled up", untitled() + &padding(300)),
        ("other letters", untitled().replace('.', " .").replace(" the ", " th\u{e9} ")),
        ("a word more in each sentence", untitled().replace(".\n", " today.\n").replace(". ", " today. ")),
        ("lookalikes", untitled().replace('o', "\u{43e}")),
    ];
    for (name, text) in texts {
        let Some(r) = branch() else { return };
        println!("{name}");
        add(&r, &text, &["--series", "aaa", "--edition", "24"]);
        check(&r, 1, "archive/uncompared", "although the base has kidd-23");
    }
}

#[test]
fn a_forerunner_that_the_branch_brings_along_is_no_measure() {
    let Some(r) = branch() else { return };
    let decoy = format!("Harbour Talks\n\nThe two sides met on March 1, 2024.\n{}", padding(5));
    add(&r, &decoy, &["--series", "harbour", "--edition", "1", "--date", "2024-03-01"]);
    add(&r, &untitled(), &["--series", "harbour", "--edition", "24"]);
    check(&r, 1, "archive/uncompared", "harbour-24@1, although the base has kidd-23");
}

#[test]
fn an_edition_among_strangers_of_the_base_is_known_by_its_words() {
    let Some(r) = branch() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    let other = format!("Harbour Talks\n\nThe two sides met on March 1, 2024.\n{}", padding(5));
    add(&r, &other, &["--series", "harbour", "--edition", "1", "--date", "2024-03-01"]);
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "-b", "filed"]);
    add(&r, &untitled(), &["--series", "harbour", "--edition", "24"]);
    check(&r, 1, "archive/uncompared", "harbour-24@1, although the base has kidd-23");
}

#[test]
fn what_the_edition_before_says_of_itself_the_ledger_does_not_say_alone() {
    let without_date = successor(&[])
        .replace("September 24, 2024", "September twenty-fourth")
        .replace("Sept. 24", "Sept. twenty-fourth")
        .replace("2024", "this year");
    for date in ["2024-09-24", "2099-01-01"] {
        let Some(r) = branch() else { return };
        add(&r, &without_date, &["--series", "kidd", "--edition", "24", "--date", date]);
        check(&r, 1, "archive/unlike", "its text no date");
    }
    let Some(r) = branch() else { return };
    add(&r, &untitled(), &["--series", "kidd", "--edition", "24"]);
    check(&r, 1, "archive/unlike", "its text does not say so");
}

#[test]
fn one_number_is_one_edition() {
    let Some(r) = branch() else { return };
    add(&r, &the_23rd().replace("ironclad", "ironclad and firm"), &["--series", "kidd", "--edition", "023"]);
    check(&r, 1, "archive/order", "kidd-023@1 has the number of kidd-23");
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told() {
    for file in ["kidd/series.toml", "kidd/catalog.toml", "accepted.toml"] {
        let Some(r) = branch() else { return };
        let _ = fs::remove_file(r.path().join("statements").join(file));
        r.write(&format!("statements/{file}/x"), "");
        check(&r, 1, "archive/altered", "is a folder in the place of a file");
    }
}

#[test]
fn a_branch_that_has_git_change_the_ends_of_lines_is_told_and_can_be_mended() {
    let Some(r) = branch() else { return };
    r.write("statements/.gitattributes", "* text eol=crlf\n");
    check(&r, 1, "archive/unlisted", "lets git change the bytes of files");
    assert_eq!(r.kidd(&["verify"]).code, 0);
    assert_eq!(r.kidd(&["verify", "--strict"]).code, 1);
    assert_eq!(r.kidd(&["verify", "--repair"]).code, 0);
    assert_eq!(r.kidd(&["verify", "--strict"]).code, 0);
    assert_eq!(r.read("statements/.gitattributes"), "* text eol=crlf\n* -text\n");
}

#[test]
fn a_name_that_some_system_takes_for_the_policy_is_told() {
    for name in
        ["k\u{200c}idd.toml", "kidd.toml.", "\u{17f}tatements/x", "statements./x", "accepted\u{ad}.toml"]
    {
        let Some(r) = branch() else { return };
        r.write(name, "policy = 1\n");
        check(&r, 1, "archive/second", "in other letters");
    }
}

#[test]
fn a_catalogue_that_cannot_be_read_is_told_and_decides_nothing() {
    let Some(r) = branch() else { return };
    add(&r, &successor(&[]), &[]);
    r.write("statements/kidd/catalog.toml", "garbage = [");
    check(&r, 0, "rules/changed", "catalog.toml");
}

/// How the gate ends with this folder for what is kept between runs.
fn cached(r: &Repository, cache: &Path) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(["check", "--base", "origin/main"])
        .current_dir(r.path())
        .env_remove("KIDD_ARCHIVE")
        .env("KIDD_CACHE", cache)
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
}

#[test]
fn a_cache_in_the_checkout_is_neither_read_nor_written() {
    // Two editions of the base, so that the past is asked and something is kept.
    let Some(r) = branch() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    add(&r, &successor(&[]), &[]);
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "-b", "next"]);
    let next = the_23rd().replace("23rd", "25th").replace("2023", "2025");
    add(&r, &next, &[]);
    r.commit();
    let aside = tempfile::tempdir().unwrap();
    cached(&r, aside.path());
    assert!(fs::read_dir(aside.path()).unwrap().next().is_some());
    let inside = r.path().join(".cache");
    fs::create_dir(&inside).unwrap();
    let (_, said) = cached(&r, &inside);
    assert!(fs::read_dir(&inside).unwrap().next().is_none(), "{said}");
}
