//! The reference of the docs, made of what the program itself says, so that it cannot say anything else.
//!
//! `KIDD_UPDATE=1 cargo test --test it reference` writes the pages anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the JSON is documented.
const JSON: &str = include_str!("../../core/src/report/json/mod.rs");

/// What stands at the top of each page that is made.
const MADE: &str = "<!-- made by KIDD_UPDATE=1 cargo test --test it reference -->\n";

fn kidd(arguments: &[&str], folder: &Path) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn check(name: &str, expected: &str) {
    let place: PathBuf = [env!("CARGO_MANIFEST_DIR"), "docs", name].iter().collect();
    if std::env::var_os("KIDD_UPDATE").is_some() {
        std::fs::write(&place, expected).unwrap();
    }
    let kept = std::fs::read_to_string(&place).unwrap_or_default();
    assert_eq!(kept, expected, "{name}: make it anew with KIDD_UPDATE=1 cargo test --test it reference");
}

fn fenced(text: &str, language: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("```{language}\n{}\n```\n", lines.join("\n").trim_end())
}

/// The names under `Commands:` in a help.
fn subcommands(help: &str) -> Vec<String> {
    let listed = help.split_once("\nCommands:\n").map_or("", |(_, after)| after);
    let listed = listed.split("\n\n").next().unwrap_or_default();
    listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// A help without the options that every command has, which stand at the top once.
fn own(help: &str) -> String {
    let Some((before, after)) = help.split_once("\nGlobal options:\n") else { return help.to_owned() };
    let rest = after.lines().skip_while(|line| line.is_empty() || line.starts_with("  "));
    format!("{before}\n{}", rest.collect::<Vec<_>>().join("\n"))
}

#[test]
fn commands_options_and_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let top = kidd(&["--help"], folder.path());
    let codes = top.split_once("Exit codes: ").expect("the help tells the exit codes").1;
    let codes: Vec<String> = codes
        .trim()
        .trim_end_matches('.')
        .split("; ")
        .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(codes.len(), 3, "{codes:?}");
    let mut page = format!(
        "{MADE}# Commands\n\nWhat `kidd help` says. `kidd man DIR` writes the same as manual pages.\n\n"
    );
    page.push_str("## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for code in &codes {
        let (number, meaning) = code.split_once(' ').unwrap();
        number.parse::<u8>().unwrap();
        writeln!(page, "| {number} | {meaning} |").unwrap();
    }
    writeln!(page, "\n## kidd\n\n{}", fenced(&top, "text")).unwrap();
    let names = subcommands(&top);
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let help = kidd(&[&name, "--help"], folder.path());
        writeln!(page, "## kidd {name}\n\n{}", fenced(&own(&help), "text")).unwrap();
        for inner in subcommands(&help) {
            let help = kidd(&[&name, &inner, "--help"], folder.path());
            writeln!(page, "### kidd {name} {inner}\n\n{}", fenced(&own(&help), "text")).unwrap();
        }
    }
    check("commands.md", &format!("{}\n", page.trim_end()));
}

#[test]
fn the_policy() {
    let folder = tempfile::tempdir().unwrap();
    kidd(&["show", "23", "--original", "-o", "page.txt"], folder.path());
    kidd(&["add", "page.txt"], folder.path());
    kidd(&["policy", "init"], folder.path());
    let policy = std::fs::read_to_string(folder.path().join("kidd.toml")).unwrap();
    let page = format!(
        "{MADE}# The policy\n\n`kidd policy init` writes this `kidd.toml`, which has all that can be set. [A gate for wording](ci.md) \
         tells how it is used.\n\n{}",
        fenced(&policy, "toml")
    );
    check("policy.md", &page);
}

#[test]
fn rules_of_a_series() {
    let folder = tempfile::tempdir().unwrap();
    kidd(&["series", "new", "harbour", "--archive", "statements"], folder.path());
    let rules = std::fs::read_to_string(folder.path().join("statements/harbour/series.toml")).unwrap();
    let page = format!(
        "{MADE}# Rules of a series\n\n`kidd series new harbour` writes this `series.toml`, which has every table that a series can have. \
         [Another series](series.md) tells how to write one.\n\n{}",
        fenced(&rules, "toml")
    );
    check("rules-file.md", &page);
}

#[test]
fn json() {
    let documented = JSON.lines().map_while(|line| line.strip_prefix("//!"));
    let links = regex::Regex::new(r"\[([^\]]+)\]\(crate::[^)]*\)").unwrap();
    let mut page = format!("{MADE}# JSON\n\n");
    for (position, line) in documented.enumerate() {
        let line = links.replace_all(line.strip_prefix(' ').unwrap_or(line), "$1").into_owned();
        let line = match line.strip_prefix("# ") {
            Some(heading) => format!("## {heading}"),
            None => line,
        };
        writeln!(page, "{line}").unwrap();
        if position == 0 {
            page.push_str(
                "\nJSON Schemas stand in `schema/`: \
                 [statement](schema/statement.json), [comparison](schema/comparison.json), [alignment](schema/alignment.json), \
                 [batch](schema/batch.json), [drift](schema/drift.json), [list](schema/list.json), \
                 [verification](schema/verification.json), [check](schema/check.json).\n",
            );
        }
    }
    check("json.md", &page);
}
