//! The README shows what the program prints.

use std::process::Command;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Marks round the excerpt.
const OPEN: &str = "<!-- excerpt: made by KIDD_UPDATE=1 cargo test --test it readme -->\n";
const CLOSE: &str = "<!-- end of excerpt -->\n";

/// Findings shown, and the section shown after them.
const FINDINGS: usize = 12;
const SECTION: &str = "SPACE";

/// The first findings and one section of what `kidd diff 23 sample` prints.
fn excerpt() -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(["diff", "23", "sample", "--color", "never"])
        .env_remove("KIDD_ARCHIVE")
        .env("COLUMNS", "100")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let at = |from: usize, is: &dyn Fn(&str) -> bool| {
        from + lines[from..].iter().position(|line| is(line)).expect("the report has this line")
    };
    let findings = at(0, &|line| line.starts_with("FINDINGS"));
    let cut = at(findings, &|line| line.starts_with(&format!("{:>2}  ", FINDINGS + 1)));
    let section = at(cut, &|line| line.starts_with(SECTION));
    let end = at(section + 1, &|line| line.starts_with(char::is_uppercase));
    let shown = [lines[findings..cut].join("\n"), "…\n".into(), lines[section..end].join("\n")].join("\n");
    format!("```text\n{}\n```\n", shown.trim_end())
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = std::fs::read_to_string(PATH).unwrap();
    let (before, rest) = readme.split_once(OPEN).expect("the README has an excerpt");
    let (shown, after) = rest.split_once(CLOSE).expect("the excerpt ends");
    let expected = excerpt();
    if std::env::var_os("KIDD_UPDATE").is_some() {
        std::fs::write(PATH, format!("{before}{OPEN}{expected}{CLOSE}{after}")).unwrap();
    } else {
        assert_eq!(shown, expected, "make it anew: KIDD_UPDATE=1 cargo test --test it readme");
    }
}
