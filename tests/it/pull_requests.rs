//! Eleven pull requests, played through the Action's script against a real git repository, and what it makes of them.
//! `docs/ci.md` shows their output; `INSTA_UPDATE=always cargo test --test it pull_requests` writes it anew.

use std::fs;
use std::path::Path;

use crate::repository::{Played, Repository, has_git, successor};

/// A pledge of the 23rd, from where its sentence starts to where it ends.
const PLEDGE: (&str, &str) = (" They pledged to work closely together", " They worked closely together");

/// A pull request: its name in the documentation, what it does, how the Action ends, and what its log holds.
struct Case {
    name: &'static str,
    change: fn(&Repository),
    code: i32,
    log: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a new edition",
        change: |repository| repository.add_24(&successor(&[])),
        code: 0,
        log: &["::notice file=statements/kidd/24.txt,line=1,title=archive/added", "The gate holds."],
    },
    Case {
        name: "a new edition that drops a pledge",
        change: |repository| repository.add_24(&successor(&[PLEDGE])),
        code: 1,
        log: &["title=pledge/dropped", "The gate does not hold: 1 finding at or above error."],
    },
    Case {
        name: "a silent edit of an old edition",
        change: |repository| {
            let text = repository.read("statements/kidd/23.txt").replace("ironclad", "strong");
            repository.write("statements/kidd/23.txt", &text);
        },
        code: 1,
        log: &["::error file=statements/kidd/23.txt,line=1,title=archive/altered"],
    },
    Case {
        name: "forged history",
        change: |repository| {
            // Original and ledger agree with each other, and not with the base.
            let text = repository.read("statements/kidd/23.txt").replace("ironclad", "strong");
            repository.write("statements/kidd/23.txt", &text);
            repository.write("statements/ledger.jsonl", "");
            let line = crate::repository::line("kidd-23", 1, "kidd/23.txt", &text, None);
            repository.write("statements/ledger.jsonl", &line);
        },
        code: 1,
        log: &["::error file=statements/ledger.jsonl,line=1,title=archive/history", "Nothing was compared"],
    },
    Case {
        name: "the policy loosened",
        change: |repository| {
            repository.write("kidd.toml", "policy = 1\n\n[levels]\n\"pledge/\" = \"off\"\n");
            repository.add_24(&successor(&[PLEDGE]));
        },
        code: 1,
        log: &[
            "title=pledge/dropped",
            "[levels] pledge/dropped is gone: it was error",
            "[[phrase]] ironclad is gone",
        ],
    },
    Case {
        name: "a finding that the branch accepts itself",
        change: |repository| {
            repository.add_24(&successor(&[PLEDGE]));
            accept_the_pledge(repository);
        },
        code: 1,
        log: &[
            "title=accepted/added",
            "by Jane Doe: moved to the communiqué; it counts once the base has it",
            "title=pledge/dropped",
        ],
    },
    Case {
        name: "a finding that the base has accepted since",
        change: |repository| {
            repository.add_24(&successor(&[PLEDGE]));
            accept_the_pledge(repository);
            let accepted = repository.read("accepted.toml");
            repository.remove("accepted.toml");
            repository.commit();
            repository.git(&["checkout", "--quiet", "main"]);
            repository.write("accepted.toml", &accepted);
            repository.commit();
            repository.git(&["checkout", "--quiet", "branch"]);
        },
        code: 0,
        log: &["accepted by Jane Doe on 2024-09-26: moved to the communiqué", "The gate holds."],
    },
    Case {
        name: "an accepted finding whose wording moved on",
        change: |repository| {
            repository.add_24(&successor(&[PLEDGE]));
            accept_the_pledge(repository);
            let accepted = repository.read("accepted.toml");
            repository.git(&["checkout", "--quiet", "main", "--", "statements"]);
            repository.git(&["clean", "--quiet", "--force", "statements"]);
            let (old, _) = PLEDGE;
            repository.add_24(&successor(&[(old, " The ministers worked closely together")]));
            repository.write("accepted.toml", &accepted);
        },
        code: 1,
        log: &["title=accepted/lapsed", "title=pledge/dropped"],
    },
    Case {
        name: "nothing",
        change: |repository| repository.write("README.md", "An archive.\n"),
        code: 0,
        log: &["The branch adds no edition and no revision.", "The gate holds. No findings."],
    },
    Case {
        name: "a broken policy",
        change: |repository| {
            repository.write("kidd.toml", "policy = 1\n\n[level]\n\"pledge/\" = \"error\"\n")
        },
        code: 1,
        log: &["::error file=kidd.toml,line=3,title=policy/broken", "did you mean `levels`?"],
    },
    Case {
        name: "hostile text",
        change: |repository| {
            let hostile = "::stop-commands::x\n\n::error file=x::y ##[command]rm -rf / \u{202e}\u{1b}[2J @everyone <img src=x>\n\n";
            repository.add_24(&successor(&[(
                " They pledged to work",
                &format!("\n\n{hostile}They will ::set-output name=x::y ##[error]work"),
            )]));
        },
        code: 1,
        log: &["title=text/hidden-character"],
    },
];

fn accept_the_pledge(repository: &Repository) {
    let found: serde_json::Value =
        serde_json::from_str(&repository.kidd(&["check", "--base", "main", "--format", "json"]).out).unwrap();
    let findings = found["comparisons"][0]["findings"].as_array().unwrap();
    let blocking: Vec<&str> = findings
        .iter()
        .filter(|finding| finding["blocks"] == true)
        .map(|finding| finding["id"].as_str().unwrap())
        .collect();
    let options =
        ["--base", "main", "--reason", "moved to the communiqué", "--by", "Jane Doe", "--date", "2024-09-26"];
    let done = repository.kidd(&[&["accept"][..], &blocking, &options].concat());
    assert_eq!(done.code, 0, "{}", done.err);
}

/// What must hold of any output, whatever is in a pull request.
pub fn harmless(log: &str) {
    for line in log.lines() {
        let text = line.trim_start();
        let own = ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command));
        assert!(own || !text.starts_with("::"), "{line}");
        assert!(!line.contains("##["), "{line}");
        if own {
            let parameters = line.split("::").nth(1).unwrap();
            let known = ["file=", "line=", "title="];
            let (_, parameters) = parameters.split_once(' ').unwrap();
            assert!(
                parameters.split(',').all(|parameter| known.iter().any(|key| parameter.starts_with(key))),
                "{line}"
            );
        }
    }
    let hidden = |c: char| {
        c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    assert!(!log.contains(hidden), "{log:?}");
}

#[test]
fn eleven_pull_requests_end_as_a_maintainer_would_want() {
    if !has_git() {
        return;
    }
    let mut played = Vec::new();
    for case in CASES {
        let Some(repository) = Repository::new() else { return };
        (case.change)(&repository);
        let done = repository.play();
        assert_eq!(done.code, case.code, "{}:\n{}", case.name, done.log);
        for expected in case.log {
            assert!(done.log.contains(expected), "{}: {expected}\n{}", case.name, done.log);
        }
        assert_eq!(done.output, format!("passed={}\n", done.code == 0), "{}", case.name);
        harmless(&done.log);
        let summary = done.summary.replace("\\<", "").replace("`@everyone`", "");
        assert!(!summary.contains("<img") && !summary.contains(" @"), "{}", done.summary);
        assert!(done.summary.starts_with("## "), "{}", case.name);
        crate::gate::valid_sarif(&done.sarif);
        played.push((case.name, done));
    }
    documented(&played);
}

/// Holds the outputs in `docs/ci.md` against what came out, or writes them anew.
fn documented(played: &[(&str, Played)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, _) = text.split_once(START).expect("the page has the mark");
    let (_, after) = text.split_once(END).expect("the page has the mark");
    let mut shown = String::new();
    for (number, (name, done)) in (1..).zip(played) {
        shown.push_str(&format!("### {number}. {name}: exit {}\n\n```text\n{}```\n\n", done.code, done.log));
    }
    let page = format!("{before}{START}\n\n{shown}{END}{after}");
    // As for snapshots, so that one command takes all of today's output.
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    if update {
        fs::write(&path, &page).unwrap();
    }
    assert!(
        text == page || update,
        "docs/ci.md shows other output than comes out: INSTA_UPDATE=always cargo test --test it pull_requests"
    );
}

const START: &str = "<!-- played by tests/it/pull_requests.rs -->";
const END: &str = "<!-- end of what was played -->";
