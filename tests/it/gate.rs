//! `kidd check` and what is around it: formats against their schemas, hostile branches, git's drivers.

use std::fs;

use serde_json::Value;

use crate::pull_requests::harmless;
use crate::repository::{POLICY, Repository, has_git, line, successor, the_23rd};

/// The schema of SARIF 2.1.0 as OASIS published it, but for one pattern that is no regular expression there: that of a
/// language, which the errata give as here.
fn schema() -> jsonschema::Validator {
    let mut schema: Value = serde_json::from_str(include_str!("../sarif/schema-2.1.0.json")).unwrap();
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"]["pattern"] =
            "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    jsonschema::draft7::new(&schema).unwrap()
}

/// Holds a document against the schema of SARIF 2.1.0.
pub fn valid_sarif(text: &str) {
    let document: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = schema().iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    for result in document["runs"][0]["results"].as_array().unwrap() {
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(document["runs"][0]["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        assert_eq!(result["partialFingerprints"]["kidd/v1"].as_str().unwrap().len(), 64);
    }
}

fn kidd(arguments: &[&str]) -> (i32, String) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .env_remove("KIDD_ARCHIVE")
        .env_remove("GITHUB_WORKSPACE")
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
}

#[test]
fn the_schema_finds_what_is_wrong() {
    assert!(!schema().is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{"tool": {}}]})));
}

#[test]
fn sarif_is_valid_and_points_to_lines_of_the_originals() {
    for arguments in [["check", "23", "sample"], ["diff", "23", "sample"]] {
        let (_, text) = kidd(&[&arguments[..], &["--format", "sarif"]].concat());
        valid_sarif(&text);
        let document: Value = serde_json::from_str(&text).unwrap();
        let results = document["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() > 10);
        for result in results {
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            let original = fs::read_to_string(format!("{}/{uri}", env!("CARGO_MANIFEST_DIR"))).unwrap();
            let line = place["region"]["startLine"].as_u64().unwrap() as usize;
            assert!(
                original.lines().nth(line - 1).is_some_and(|line| !line.trim().is_empty()),
                "{uri}:{line}"
            );
        }
    }
}

#[test]
fn every_format_gives_the_same_bytes_twice_and_agrees_about_the_exit_code() {
    for format in ["terminal", "github", "markdown", "sarif", "junit", "json"] {
        let run = || kidd(&["check", "23", "sample", "--format", format]);
        let (one, other) = (run(), run());
        assert_eq!(one, other, "{format}");
        assert_eq!(one.0, 1, "{format}");
    }
}

/// The ids of findings by rule and quote, without what may move.
fn fingerprints(text: &str) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(text).unwrap();
    let findings = document["comparisons"][0]["findings"].as_array().unwrap().clone();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings.iter().map(|finding| (word(finding, "rule"), word(finding, "id"))).collect()
}

#[test]
fn fingerprints_survive_unrelated_edits_and_not_those_of_the_wording() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name).join("draft.txt");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let found = |path: &str| fingerprints(&kidd(&["check", "23", path, "--format", "json"]).1);
    let draft = successor(&[("ironclad", "firm")]);
    let first = found(&write("a", &draft));
    let other = draft.replace(
        "Both sides acknowledged",
        "\n\nSomebody inserted a sentence about the weather here.\n\nBoth sides acknowledged",
    );
    assert_ne!(draft, other);
    let second = found(&write("b", &other));
    for (rule, id) in first.iter().filter(|(rule, _)| rule.starts_with("assurance/")) {
        assert!(second.contains(&(rule.clone(), id.clone())), "{rule} {id}: {second:?}");
    }
    let third = found(&write("c", &draft.replace("firm commitment", "solid commitment")));
    let assurance =
        |found: &[(String, String)]| found.iter().find(|(rule, _)| rule.starts_with("assurance/")).cloned();
    assert_ne!(assurance(&first), assurance(&third));
}

#[test]
fn everything_but_a_base_works_where_there_is_no_git() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.txt");
    fs::write(&draft, the_23rd().replace("ironclad", "firm")).unwrap();
    let run = |arguments: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(arguments)
            .current_dir(folder.path())
            .env("PATH", "")
            .env_remove("KIDD_ARCHIVE")
            .output()
            .unwrap();
        (done.status.code().unwrap(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    assert_eq!(run(&["policy", "init"]), (0, String::new()));
    assert_eq!(run(&["policy", "check"]), (0, String::new()));
    assert_eq!(run(&["check", "draft.txt"]), (1, String::new()));
    assert_eq!(run(&["rules"]), (0, String::new()));
    assert_eq!(run(&["completions", "bash"]), (0, String::new()));
    assert_eq!(run(&["man", "man"]), (0, String::new()));
    assert!(folder.path().join("man/kidd-check.1").is_file());
    let (code, message) = run(&["check", "--base", "main"]);
    assert_eq!(code, 2);
    assert!(
        message.contains("git cannot be run") || message.contains("is in no git repository"),
        "{message}"
    );
}

#[test]
fn shells_complete_editions() {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(["--", "kidd", "show", "s"])
        .env("KIDD_COMPLETE", "fish")
        .env_remove("KIDD_ARCHIVE")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(text.lines().any(|line| line.starts_with("sample")), "{text}");
}

/// What a hostile branch does, and the rule by which it is refused (or told, where the exit code is 0); `trouble` for
/// an error on the command line.
type Hostile = (&'static str, fn(&Repository), i32, &'static str);

/// A pledge that the hostile branches would like to drop unseen.
fn without_a_pledge() -> String {
    successor(&[(" They pledged to work closely together", " They worked closely together")])
}

const HOSTILE: &[Hostile] = &[
    ("an original altered", |r| r.write("statements/kidd/23.txt", "other"), 1, "archive/altered"),
    ("an original removed", |r| r.remove("statements/kidd/23.txt"), 1, "archive/altered"),
    (
        "one byte at an original's end",
        |r| r.write("statements/kidd/23.txt", &format!("{}\n", the_23rd())),
        1,
        "archive/altered",
    ),
    (
        "an original that is a link",
        |r| link(r, "statements/kidd/23.txt", "/etc/passwd"),
        1,
        "archive/altered",
    ),
    ("original and ledger altered to fit each other", forged, 1, "archive/history"),
    (
        "the last line of the ledger removed",
        |r| {
            let ledger = r.read("statements/ledger.jsonl");
            r.write("statements/ledger.jsonl", &format!("{}\n", ledger.lines().next().unwrap()));
        },
        1,
        "archive/history",
    ),
    (
        "lines of the ledger swapped",
        |r| {
            let ledger = r.read("statements/ledger.jsonl");
            let mut lines: Vec<&str> = ledger.lines().collect();
            lines.reverse();
            r.write("statements/ledger.jsonl", &format!("{}\n", lines.join("\n")));
        },
        1,
        "archive/history",
    ),
    ("an empty ledger", |r| r.write("statements/ledger.jsonl", ""), 1, "archive/history"),
    ("no ledger", |r| r.remove("statements/ledger.jsonl"), 1, "archive/history"),
    ("a ledger that is a link", |r| link(r, "statements/ledger.jsonl", "/etc/passwd"), 1, "archive/history"),
    (
        "a ledger that is no text",
        |r| r.write_bytes("statements/ledger.jsonl", b"\xff\xfe\x00"),
        1,
        "archive/history",
    ),
    (
        "a ledger in the middle of a merge",
        |r| {
            let ledger = r.read("statements/ledger.jsonl");
            r.write("statements/ledger.jsonl", &format!("{ledger}<<<<<<< HEAD\n"));
        },
        1,
        "archive/history",
    ),
    (
        "a line with an id that is a command",
        |r| r.forge("::set-env name=x::y", 1, "kidd/24.txt", "x"),
        1,
        "archive/history",
    ),
    (
        "a line that leads out of the archive",
        |r| r.forge("kidd-24", 1, "../../../../etc/passwd", "x"),
        1,
        "archive/history",
    ),
    (
        "a line for a file that another line has",
        |r| r.forge("kidd-24", 1, "kidd/23.txt", &the_23rd()),
        1,
        "archive/history",
    ),
    ("a line whose original is missing", |r| r.forge("kidd-24", 1, "kidd/24.txt", "x"), 1, "archive/altered"),
    (
        "a revision that is not due",
        |r| {
            r.write("statements/kidd/9.txt", "x");
            r.forge("kidd-24", 9, "kidd/9.txt", "x");
        },
        1,
        "archive/history",
    ),
    (
        "a later text of an old edition, with a pledge less",
        |r| {
            let text =
                the_23rd().replace(" They pledged to work closely together", " They worked closely together");
            r.write("statements/kidd/23@2.txt", &text);
            r.forge("kidd-23", 2, "kidd/23@2.txt", &text);
        },
        1,
        "archive/revision",
    ),
    (
        "a history without the base",
        |r| {
            r.git(&["checkout", "--quiet", "--orphan", "other"]);
            forged(r);
        },
        1,
        "archive/history",
    ),
    (
        "the policy switches every rule off",
        |r| {
            let families = ["pledge/", "assurance/", "phrase/", "modifier/", "warning/", "policy/"];
            let lines: String = families.iter().map(|family| format!("\"{family}\" = \"off\"\n")).collect();
            r.write("kidd.toml", &format!("policy = 1\n[levels]\n{lines}"));
            r.add_24(&without_a_pledge());
        },
        1,
        "pledge/dropped",
    ),
    (
        "the policy removed",
        |r| {
            r.remove("kidd.toml");
            r.add_24(&without_a_pledge());
        },
        1,
        "pledge/dropped",
    ),
    (
        "a policy nearer to the archive",
        |r| {
            r.write("statements/kidd.toml", "policy = 1\n[levels]\n\"pledge/\" = \"off\"\n");
            r.add_24(&without_a_pledge());
        },
        1,
        "pledge/dropped",
    ),
    ("a policy that is a link", |r| link(r, "kidd.toml", "/etc/passwd"), 1, "policy/broken"),
    ("a policy without end", |r| r.write("kidd.toml", &"# x\n".repeat(1_500_000)), 1, "policy/broken"),
    ("a policy that is no text", |r| r.write_bytes("kidd.toml", b"\xff\xfe"), 1, "policy/broken"),
    (
        "a policy with a command for a key",
        |r| {
            r.write("kidd.toml", "policy = 1\n\"::error::x ##[error]y\\u001b\\n::warning::z\" = 1\n");
        },
        1,
        "policy/broken",
    ),
    (
        "rules of the series that make a note of a finding",
        |r| {
            r.add_24(&without_a_pledge());
            let rules = r.read("statements/kidd/series.toml");
            let quiet = "weight = \"minor\"\nsalience = 1\nfit = 1\nmessage = \"x\"";
            let quiet = format!("[[finding]]\nid = \"pledge/dropped\"\n{quiet}\n");
            r.write("statements/kidd/series.toml", &format!("{rules}\n{quiet}"));
        },
        1,
        "pledge/dropped",
    ),
    (
        "broken rules of the series",
        |r| r.write("statements/kidd/series.toml", "rules = ["),
        0,
        "rules/changed",
    ),
    (
        "rules of the series that are a link",
        |r| link(r, "statements/kidd/series.toml", "/etc/passwd"),
        1,
        "archive/altered",
    ),
    (
        "an acceptance of the future",
        |r| r.write("accepted.toml", &acceptance("kidd-25", "0123456789ab")),
        1,
        "accepted/unmatched",
    ),
    (
        "an acceptance with a guessed id",
        |r| {
            r.add_24(&without_a_pledge());
            r.write("accepted.toml", &acceptance("kidd-24", "0123456789ab"));
        },
        1,
        "accepted/unmatched",
    ),
    (
        "an acceptance of an altered archive",
        |r| {
            r.write("statements/kidd/23.txt", "other");
            let id = told(r, "archive/altered");
            r.write("accepted.toml", &acceptance("kidd-23", &id));
        },
        1,
        "archive/altered",
    ),
    (
        "an acceptance of a pattern",
        |r| r.write("accepted.toml", &acceptance("kidd-24", "*")),
        1,
        "accepted/broken",
    ),
    (
        "an acceptance without a reason",
        |r| {
            r.write("accepted.toml", &acceptance("kidd-24", "0123456789ab").replace("\"agreed\"", "\"\""));
        },
        1,
        "accepted/broken",
    ),
    (
        "a key that would accept everything",
        |r| r.write("accepted.toml", "accepted = 1\nall = true\n"),
        1,
        "accepted/broken",
    ),
    ("acceptances that are a link", |r| link(r, "accepted.toml", "/etc/passwd"), 1, "accepted/broken"),
    (
        "acceptances without end",
        |r| r.write("accepted.toml", &"# x\n".repeat(1_500_000)),
        1,
        "accepted/broken",
    ),
    (
        "a reason that is a command",
        |r| {
            r.add_24(&without_a_pledge());
            let id = found(r, "pledge/dropped");
            let options = ["--base", "main", "--by", "::add-mask::x", "--date", "2024-09-26"];
            let done = r.kidd(
                &[&["accept", &id, "--reason", "x\n::error::y ##[error]z\u{202e}"][..], &options].concat(),
            );
            assert_eq!(done.code, 0, "{}", done.err);
        },
        1,
        "accepted/added",
    ),
    (
        "a file name with a command",
        |r| r.write("statements/kidd/x%0A::error file=a,line=1::b", "x"),
        1,
        "archive/unlisted",
    ),
    (
        "a file name with control characters",
        |r| r.write("statements/kidd/a\u{1b}[2J\n::error::b\u{202e}.txt", "x"),
        1,
        "archive/unlisted",
    ),
    (
        "a statement that the ledger does not list",
        |r| r.write("statements/kidd/24.txt", &successor(&[])),
        1,
        "archive/unlisted",
    ),
    (
        "commands in a statement",
        |r| {
            r.add_24(&successor(&[(
                " They pledged to work",
                "\n\n::add-mask::x\n\n##[error]x\n\n##vso[task.setvariable]y\n\n They will ::error::work",
            )]));
        },
        0,
        "archive/added",
    ),
    (
        "commands behind a carriage return",
        |r| {
            r.add_24(&successor(&[(" They pledged to work", " They will\r::error::x\r##[error]y work")]));
        },
        1,
        "pledge/dropped",
    ),
    (
        "characters that cannot be seen",
        |r| r.add_24(&successor(&[("ironclad", "iron\u{200b}clad \u{202e}")])),
        1,
        "text/hidden-character",
    ),
    (
        "markup in a statement",
        |r| {
            r.add_24(&successor(&[(
                " They pledged to work",
                " They will </td><script>x</script> @everyone [x](http://y) `x` | work",
            )]));
        },
        0,
        "archive/added",
    ),
];

fn link(r: &Repository, file: &str, to: &str) {
    let path = r.path().join(file);
    let _ = fs::remove_file(&path);
    std::os::unix::fs::symlink(to, path).unwrap();
}

fn forged(r: &Repository) {
    let text = the_23rd().replace("ironclad", "strong");
    r.write("statements/kidd/23.txt", &text);
    r.write("statements/ledger.jsonl", &line("kidd-23", 1, "kidd/23.txt", &text, None));
    let _ = fs::remove_file(r.path().join("statements/kidd/sample.txt"));
}

fn acceptance(to: &str, id: &str) -> String {
    format!(
        "accepted = 1\n[[finding]]\nid = \"{id}\"\nrule = \"pledge/dropped\"\nsubject = \"x\"\nfrom = \"kidd-23\"\n\
         to = \"{to}\"\nby = \"x\"\nwhen = \"2024-09-26\"\nreason = \"agreed\"\n"
    )
}

fn check(r: &Repository) -> Value {
    serde_json::from_str(&r.kidd(&["check", "--base", "main", "--format", "json"]).out).unwrap()
}

/// The id of the first finding of a rule.
fn found(r: &Repository, rule: &str) -> String {
    id_of(&check(r)["comparisons"][0]["findings"], rule)
}

fn told(r: &Repository, rule: &str) -> String {
    id_of(&check(r)["archive"], rule)
}

fn id_of(findings: &Value, rule: &str) -> String {
    let found = findings.as_array().unwrap().iter().find(|finding| finding["rule"] == rule).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

/// Plays one hostile branch.
fn refused((name, change, code, rule): &Hostile) {
    let Some(r) = Repository::new() else { return };
    change(&r);
    r.commit();
    let done = r.kidd(&["check", "--base", "main", "--format", "github"]);
    let log = format!("{}{}", done.out, done.err);
    assert_eq!(done.code, *code, "{name}:\n{log}");
    assert!(log.contains(&format!("title={rule}")), "{name}: {rule}\n{log}");
    harmless(&log);
    if !["archive/history", "archive/altered", "policy/broken"].contains(rule) {
        let shown = r.kidd(&["check", "--base", "main"]).out;
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("::")), "{name}:\n{shown}");
        assert!(!shown.contains("##["), "{name}:\n{shown}");
    }
}

#[test]
fn hostile_branches_are_refused_or_told_and_change_nothing_that_a_runner_obeys() {
    if !has_git() {
        return;
    }
    // Two at a time: each case runs a handful of programs and waits for them.
    let (one, other) = HOSTILE.split_at(HOSTILE.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| one.iter().for_each(refused));
        other.iter().for_each(refused);
    });
    // docs/ci.md says how many there are.
    let page = fs::read_to_string(format!("{}/docs/ci.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(page.contains(&format!("{} hostile branches", HOSTILE.len())), "{}", HOSTILE.len());
}

#[test]
fn a_revision_that_is_an_option_or_unknown_is_trouble() {
    let Some(r) = Repository::new() else { return };
    for base in ["--help", "no-such-revision", "main:kidd.toml", ""] {
        let done = r.kidd(&["check", &format!("--base={base}")]);
        assert_eq!(done.code, 2, "{base}: {}{}", done.out, done.err);
    }
}

#[test]
fn a_policy_of_the_branch_named_on_the_command_line_is_read_at_the_base() {
    let Some(r) = Repository::new() else { return };
    r.write("kidd.toml", "policy = 1\n[levels]\n\"pledge/\" = \"off\"\n");
    r.add_24(&without_a_pledge());
    r.commit();
    assert_eq!(r.kidd(&["check", "--base", "main", "--policy", "kidd.toml"]).code, 1);
    r.write("other.toml", "policy = 1\n[levels]\n\"pledge/\" = \"off\"\n");
    let done = r.kidd(&["check", "--base", "main", "--policy", "other.toml"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("is not there at main"), "{}", done.err);
}

#[test]
fn a_branch_may_mend_the_broken_policy_of_its_base() {
    let Some(r) = Repository::new() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    r.write("kidd.toml", "policy = [");
    r.commit();
    r.git(&["checkout", "--quiet", "-b", "mend"]);
    r.write("kidd.toml", POLICY);
    r.commit();
    let done = r.kidd(&["check", "--base", "main", "--format", "json"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    assert!(done.out.contains("\"policy/broken\""), "{}", done.out);
}

#[test]
fn an_edition_is_compared_with_the_published_one_before_it_and_never_with_a_made_up_one() {
    let Some(r) = Repository::new() else { return };
    let text = successor(&[]);
    r.write("statements/kidd/24.txt", &text);
    r.forge("kidd-24", 1, "kidd/24.txt", &text);
    let found = check(&r);
    assert_eq!(found["comparisons"][0]["from"], "kidd-23", "{found}");
    assert_eq!(found["comparisons"][0]["to"], "kidd-24");
}

#[test]
fn annotations_point_from_the_top_of_the_checkout_wherever_kidd_runs() {
    let Some(r) = Repository::new() else { return };
    r.add_24(&without_a_pledge());
    r.commit();
    for folder in ["", "statements", "statements/kidd"] {
        let run = |format: &str| {
            let done = r.kidd_in(folder, &["check", "--base", "main", "--format", format]);
            assert_eq!(done.code, 1, "{folder}: {}{}", done.out, done.err);
            done.out
        };
        let log = run("github");
        assert!(log.contains("::error file=statements/kidd/24.txt,line="), "{folder}: {log}");
        let places = log.matches("file=").count();
        assert_eq!(log.matches("file=statements/").count(), places, "{folder}: {log}");
        assert!(run("sarif").contains("\"uri\": \"statements/kidd/24.txt\""), "{folder}");
    }
}

#[test]
fn git_shows_statements_with_kidd() {
    let Some(r) = Repository::new() else { return };
    assert_eq!(r.kidd(&["git-setup"]).code, 0);
    // Twice is as good as once.
    let attributes = r.read(".gitattributes");
    assert_eq!(r.kidd(&["git-setup"]).code, 0);
    assert_eq!(r.read(".gitattributes"), attributes);
    assert!(attributes.starts_with("statements/** -text\n"), "{attributes}");
    r.commit();
    r.add_24(&without_a_pledge());
    r.commit();
    let shown = r.git(&["log", "-p", "-1"]);
    assert!(shown.out.contains("\n+They worked closely together"), "{}", shown.out);
    let shown = r.git(&["show", "--ext-diff", "HEAD"]);
    assert!(shown.out.contains("new statement"), "{}", shown.out);

    let text = r.read("statements/kidd/24.txt").replace("ironclad", "firm");
    r.write("statements/kidd/24.txt", &text);
    let shown = r.git(&["diff"]);
    assert!(
        shown.out.contains("kidd diff a/statements/kidd/24.txt") && shown.out.contains("FINDINGS"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("[-ironclad-]{+firm+}") || shown.out.contains("firm commitment"),
        "{}",
        shown.out
    );
    let lines = r.git(&["diff", "--no-ext-diff"]);
    assert!(
        lines.out.contains("\n-") && lines.out.contains("ironclad") && !lines.out.contains("FINDINGS"),
        "{}",
        lines.out
    );

    r.git(&["mv", "--force", "statements/kidd/24.txt", "statements/kidd/24-moved.txt"]);
    let renamed = r.git(&["diff", "--find-renames", "HEAD"]);
    assert!(
        renamed.out.contains("b/statements/kidd/24-moved.txt") && renamed.out.contains("renamed"),
        "{}",
        renamed.out
    );
    r.git(&["rm", "--quiet", "--force", "statements/kidd/24-moved.txt"]);
    let gone = r.git(&["diff", "HEAD"]);
    assert!(gone.out.contains("statement gone"), "{}", gone.out);

    // What is no statement stops neither.
    r.write("statements/kidd/23.txt", "\u{1}::error::x");
    let odd = r.git(&["diff", "HEAD", "--", "statements/kidd/23.txt"]);
    assert!(odd.out.contains("cannot be read as a statement"), "{}", odd.out);
    assert!(!odd.out.contains('\u{1}'));
    let odd = r.git(&["diff", "--no-ext-diff", "HEAD", "--", "statements/kidd/23.txt"]);
    assert!(odd.out.contains("U+0001"), "{}", odd.out);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    /// Lines of a policy in any order and any state of repair are read or refused, with the file in the message.
    #[test]
    fn no_policy_and_no_list_makes_a_reader_panic(
        lines in proptest::collection::vec(proptest::sample::select(LINES), 0..12),
        noise in ".{0,40}",
    ) {
        let text = format!("{}\n{noise}", lines.join("\n"));
        if let Err(error) = kidd::policy::Policy::parse("kidd.toml", &text) {
            proptest::prop_assert!(error.to_string().starts_with("kidd.toml:"), "{}", error);
        }
        if let Err(error) = kidd::policy::Accepted::parse("accepted.toml", &text) {
            proptest::prop_assert!(error.to_string().starts_with("accepted.toml:"), "{}", error);
        }
    }
}

const LINES: &[&str] = &[
    "policy = 1",
    "accepted = 1",
    "[levels]",
    "\"pledge/\" = \"off\"",
    "[[override]]",
    "level = \"note\"",
    "section = \"cyber\"",
    "[[phrase]]",
    "phrase = \"é—x\"",
    "breach = []",
    "[[keep]]",
    "body = 3",
    "[[budget]]",
    "changed = -1",
    "changed = 99999999999999999999",
    "[[finding]]",
    "id = \"0123456789ab\"",
    "= [",
    "\u{0}",
    "levels = 1",
    "override = 1",
    "fail-on = \"off\"",
    "phrase = [{}]",
    "'''",
];
