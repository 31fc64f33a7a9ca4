//! What each line of a policy finds in a comparison, and what it does not.

use std::path::Path;
use std::sync::LazyLock;

use kidd::compare::{Options, compare};
use kidd::drift::{self, Edition, Past};
use kidd::policy::{Judgement, Policy, judge};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Sides, source};

use crate::repository::Repository;

static RULES: LazyLock<Rules> = LazyLock::new(|| series::general().unwrap());

/// An edition of that year with this body.
fn edition(year: usize, body: &str) -> Statement {
    let text = format!(
        "Joint Statement of the Dialogue\n\nThe two sides held the dialogue on September 18, {year} in Seoul.\n\n{body}"
    );
    let mut statement = statement::read(&source::read("text", text.as_bytes()).unwrap(), &RULES).unwrap();
    statement.id = format!("talks-{year}");
    statement.sha256 = kidd::digest::bytes(text.as_bytes());
    statement
}

/// Holds the last two of these editions, a year each, against a policy; all before the last are its past.
fn judged(bodies: &[&str], policy: &str) -> Judgement {
    let policy = Policy::parse("kidd.toml", &format!("policy = 1\n{policy}")).unwrap();
    let statements: Vec<Statement> =
        bodies.iter().enumerate().map(|(number, body)| edition(2001 + number, body)).collect();
    let [.., before, after] = statements.as_slice() else { panic!("two editions at least") };
    let editions: Vec<Edition> = statements.iter().map(|statement| Edition::of(statement, &RULES)).collect();
    let past = Past::new(&editions, &[], &RULES);
    let mut comparison = compare(Sides::new(before, after), &RULES, &Options::default());
    drift::annotate(&mut comparison, &past);
    let files = Sides::new(Some("old.txt"), Some("new.txt"));
    judge(&comparison, &policy, files, past.before(comparison.statements).as_ref())
}

/// What lines of the policy find: level, rule, subject, the words of each side, and the line of the policy.
#[track_caller]
fn check(bodies: &[&str], policy: &str, expected: &[&str]) {
    let pair = judged(bodies, policy).pair;
    let told: Vec<String> = pair
        .judged
        .iter()
        .filter(|judged| judged.rule.starts_with("policy/"))
        .map(|judged| {
            let quote = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".into());
            let kidd::policy::Decision::Line { line, .. } = &judged.decision else {
                panic!("a line decides")
            };
            format!(
                "{} {} {}: {} → {} (line {line})",
                judged.weight.level(),
                judged.rule,
                judged.subject,
                quote(&judged.quote.before),
                quote(&judged.quote.after)
            )
        })
        .collect();
    assert_eq!(told, expected, "{policy}");
}

const STRAIT: &str = "Both sides reaffirmed their ironclad commitment to the defense of the strait.";
const PILOTS: &str = "Both sides pledged to train pilots for the winter convoys together.";
const WEATHER: &str = "The two sides noted that the weather was fine and that the harbour was open.";

#[test]
fn a_watched_phrase_that_is_nowhere_is_missing_once() {
    let twice = format!("{STRAIT} {WEATHER} The ironclad alliance was praised.");
    let policy = "[[phrase]]\nphrase = \"ironclad\"\nbreach = [\"missing\"]";
    check(&[&twice, WEATHER], policy, &["error policy/phrase-missing ironclad: ironclad → - (line 2)"]);
    // It goes on in one place: nothing is missing.
    check(&[&twice, STRAIT], policy, &[]);
    check(&[WEATHER, &twice], policy, &[]);
}

#[test]
fn a_watched_phrase_said_in_other_words_is_changed() {
    let policy = "[[phrase]]\nphrase = \"Ironclad Commitment\"\nbreach = [\"changed\"]\nlevel = \"note\"";
    let firm = STRAIT.replace("ironclad", "unwavering");
    check(
        &[STRAIT, &firm],
        policy,
        &[
            "note policy/phrase-changed Ironclad Commitment: ironclad commitment → unwavering commitment (line 2)",
        ],
    );
    // Gone with its sentence is missing, not changed.
    check(&[STRAIT, WEATHER], policy, &[]);
    check(&[STRAIT, STRAIT], policy, &[]);
}

#[test]
fn a_commitment_with_a_watched_phrase_that_sinks_is_weakened() {
    let policy = "[[phrase]]\nphrase = \"winter convoys\"\nbreach = [\"weakened\"]";
    let sunk = PILOTS.replace("pledged to train", "discussed training");
    check(
        &[PILOTS, &sunk],
        policy,
        &[
            "error policy/phrase-weakened winter convoys: Both sides pledged to train pilots for the winter convoys → \
           Both sides discussed training pilots for the winter convoys (line 2)",
        ],
    );
    check(&[&sunk, PILOTS], policy, &[]);
    check(
        &[&format!("{PILOTS} {WEATHER}"), WEATHER],
        policy,
        &[
            "error policy/phrase-weakened winter convoys: Both sides pledged to train pilots for the winter convoys together → - \
           (line 2)",
        ],
    );
}

#[test]
fn a_budget_counts_the_words_that_went_and_came_of_both_editions() {
    // The opening has 12 words, its year is another one; of the 8 of the body one is: 4 of 40 words are 10 per cent.
    let old = "The two sides noted that harbours were open.";
    let new = old.replace("open", "shut");
    let budget = |most: u32| format!("[[budget]]\nchanged = {most}");
    check(&[old, &new], &budget(10), &[]);
    check(&[old, &new], &budget(9), &["warning policy/budget Other: 10 %, allowed 9 %: - → - (line 2)"]);
    check(&[old, old], &budget(50), &[]);
    let all = judged(
        &[old, "A wholly other thing was said here, and nothing of it stood there before."],
        &budget(50),
    );
    let over: Vec<_> = all.pair.judged.iter().filter(|judged| judged.rule == "policy/budget").collect();
    assert_eq!(over.len(), 1);
    assert_eq!(over[0].place.as_ref().map(|place| place.file.as_str()), Some("new.txt"));
}

#[test]
fn what_must_stay_is_missed_when_it_goes() {
    let group = "The two sides commended the work of the Lighthouse Working Group (LWG).";
    let body = "[[keep]]\nbody = \"LWG\"";
    check(
        &[group, WEATHER],
        body,
        &["error policy/body-missing LWG: Lighthouse Working Group (LWG) → - (line 2)"],
    );
    check(&[WEATHER, group], body, &[]);
    let pledge = "[[keep]]\npledge = \"train pilots\"\nlevel = \"warning\"";
    check(
        &[PILOTS, WEATHER],
        pledge,
        &[
            "warning policy/pledge-missing train pilots: Both sides pledged to train pilots for the winter convoys → - \
           (line 2)",
        ],
    );
    check(&[PILOTS, PILOTS], pledge, &[]);
}

const LWG: &str = "Both sides agreed to establish a Lighthouse Working Group (LWG).";

#[test]
fn what_no_earlier_edition_has_is_first_seen() {
    let bodies = "[[first-seen]]\nrule = \"body/\"";
    let named = format!("{WEATHER} {LWG}");
    check(
        &[WEATHER, WEATHER, &named],
        bodies,
        &[
            "error policy/first-seen LWG: - → Both sides agreed to establish a Lighthouse Working Group (LWG) (line 2)",
        ],
    );
    // An edition before the older side named it: it is new to the older side, and not first seen.
    check(&[&named, WEATHER, &named], bodies, &[]);
    check(&[WEATHER, &named, &named], bodies, &[]);
    // Gone is not new.
    check(&[WEATHER, &named, WEATHER], bodies, &[]);
    check(&[WEATHER, WEATHER, &named], "[[first-seen]]\nrule = \"phrase/\"", &[]);
}

#[test]
fn words_that_take_the_place_of_others_are_first_seen_where_no_edition_had_them() {
    let policy = "[[first-seen]]\nrule = \"modifier/\"\n[[first-seen]]\nrule = \"phrase/\"\n";
    let all = |bodies: &[&str]| {
        let judged = judged(bodies, policy).pair.judged;
        judged.into_iter().filter(|judged| judged.rule == "policy/first-seen").collect::<Vec<_>>()
    };
    let firm = STRAIT.replace("ironclad", "unwavering");
    let told = all(&[STRAIT, STRAIT, &firm]);
    assert_eq!(told.len(), 1, "{told:?}");
    let history = told[0].history.as_deref().unwrap_or_default();
    assert!(history.contains("never before, in 2 editions since"), "{history}");
    assert!(all(&[&firm, STRAIT, &firm]).is_empty());
}

#[test]
fn the_narrowest_line_on_what_is_first_seen_decides() {
    let named = format!("{WEATHER} {LWG}");
    let editions = [WEATHER, WEATHER, named.as_str()];
    let told = |level: &str, line: usize| {
        format!(
            "{level} policy/first-seen LWG: - → Both sides agreed to establish a Lighthouse Working Group (LWG) (line {line})"
        )
    };
    let lines = |lines: &[&str]| {
        let rest = "[[first-seen]]\nrule = \"pledge/\"\nlevel = \"off\"\n";
        format!("{rest}{}", lines.iter().map(|line| format!("[[first-seen]]\n{line}\n")).collect::<String>())
    };
    check(&editions, &lines(&["rule = \"body/new\"\nlevel = \"off\"", "rule = \"body/\""]), &[]);
    check(
        &editions,
        &lines(&["rule = \"body/new\"\nlevel = \"note\"", "rule = \"body/\""]),
        &[&told("note", 5)],
    );
    check(
        &editions,
        &lines(&["rule = \"body/\"\nlevel = \"note\"", "rule = \"body/\"\nlevel = \"warning\""]),
        &[&told("warning", 8)],
    );
}

#[test]
fn a_watched_phrase_is_first_seen_where_no_edition_had_it() {
    let policy = "[[phrase]]\nphrase = \"Winter Convoys\"\nbreach = [\"first-seen\"]";
    let expected = "error policy/phrase-first-seen Winter Convoys: - → winter convoys (line 2)";
    check(&[WEATHER, WEATHER, PILOTS], policy, &[expected]);
    check(&[PILOTS, WEATHER, PILOTS], policy, &[]);
    check(&[WEATHER, PILOTS, PILOTS], policy, &[]);
    check(&[WEATHER, PILOTS, WEATHER], policy, &[]);
    // A phrase that is watched for the day it comes is no slip of the pen.
    assert_eq!(judged(&[WEATHER, WEATHER, STRAIT], policy).unused, []);
    // Unless a line says so, what two texts alone can tell is watched.
    check(&[WEATHER, WEATHER, PILOTS], "[[phrase]]\nphrase = \"winter convoys\"", &[]);
}

#[test]
fn without_two_earlier_editions_what_the_older_one_has_not_is_first_seen_and_the_gate_says_so() {
    let named = format!("{WEATHER} {LWG}");
    let lines = [
        ("[[first-seen]]\nrule = \"body/\"", "policy/first-seen"),
        ("[[phrase]]\nphrase = \"LWG\"\nbreach = [\"first-seen\"]", "policy/phrase-first-seen"),
    ];
    for (policy, rule) in lines {
        let judged_rules = |editions: &[&str]| -> Vec<String> {
            judged(editions, policy).pair.judged.into_iter().map(|judged| judged.rule).collect()
        };
        assert!(judged_rules(&[WEATHER, &named]).iter().any(|told| told == rule));
        assert!(!judged_rules(&[named.as_str(), &named]).iter().any(|told| told == rule));
        let cautions = judged(&[WEATHER, &named], policy).pair.cautions;
        assert!(cautions.iter().any(|caution| caution.contains("fewer than two earlier")), "{cautions:?}");
        let cautions = judged(&[WEATHER, WEATHER, &named], policy).pair.cautions;
        assert!(!cautions.iter().any(|caution| caution.contains("fewer than two earlier")), "{cautions:?}");
    }
    let off = judged(&[WEATHER, &named], "[[first-seen]]\nlevel = \"off\"").pair.cautions;
    assert!(!off.iter().any(|caution| caution.contains("fewer than two earlier")), "{off:?}");
}

/// A repository whose base has the history of the talks and a policy on what is first seen, on a branch of it.
fn talks() -> Option<Repository> {
    let r = Repository::new()?;
    r.git(&["checkout", "--quiet", "main"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in/talks");
    for file in
        ["ledger.jsonl", "harbour/1.txt", "harbour/2.txt", "harbour/3.txt", "harbour/5.txt", "harbour/6.txt"]
    {
        r.write_bytes(&format!("statements/{file}"), &std::fs::read(folder.join(file)).unwrap());
    }
    r.remove("statements/kidd/23.txt");
    r.remove("statements/kidd/sample.txt");
    r.write("kidd.toml", "policy = 1\n[[first-seen]]\nrule = \"body/\"\n");
    r.commit();
    r.git(&["checkout", "--quiet", "-b", "talks"]);
    Some(r)
}

/// Takes an edition of the talks in: that of this number, held in this year, with one more sentence than the 6th.
fn add(r: &Repository, number: u32, year: u32, more: &str) {
    let text = r.read("statements/harbour/6.txt").replace("6th", &format!("{number}th"));
    let text = format!("{} {more}\n", text.replace("2025", &year.to_string()).trim_end());
    r.write("draft.txt", &text);
    let number = number.to_string();
    let done = r.kidd(&[
        "add",
        "draft.txt",
        "--series",
        "harbour",
        "--edition",
        &number,
        "--retrieved",
        "2026-04-01",
    ]);
    assert_eq!(done.code, 0, "{}", done.err);
    r.remove("draft.txt");
}

const REEF: &str = "Both sides agreed to establish a Reef Working Group (RWG).";

/// The subjects of what is first seen in each comparison, by the newer edition.
fn first_seen(r: &Repository) -> Vec<String> {
    r.commit();
    let done = r.kidd(&["check", "--base", "main", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let mut told = Vec::new();
    for pair in document["comparisons"].as_array().unwrap() {
        for finding in pair["findings"].as_array().unwrap() {
            if finding["rule"] == "policy/first-seen" {
                assert!(finding["history"].as_str().unwrap().starts_with("never before, in "), "{finding}");
                assert_eq!(finding["blocks"], true);
                told.push(format!(
                    "{}: {}",
                    pair["to"].as_str().unwrap(),
                    finding["subject"].as_str().unwrap()
                ));
            }
        }
    }
    assert_eq!(done.code, i32::from(!told.is_empty()), "{}", done.out);
    told
}

#[test]
fn a_branch_is_held_against_the_past_of_its_base() {
    let Some(r) = talks() else { return };
    add(&r, 7, 2026, "The two sides welcomed the visit of the Lighthouse Working Group (LWG).");
    assert_eq!(first_seen(&r), [""; 0]);
    let Some(r) = talks() else { return };
    add(&r, 7, 2026, REEF);
    assert_eq!(first_seen(&r), ["harbour-7: RWG"]);
    // The next one has it from the one before it, which the branch brings as well.
    add(&r, 8, 2027, REEF);
    assert_eq!(first_seen(&r), ["harbour-7: RWG"]);
}

#[test]
fn a_branch_that_brings_a_past_of_its_own_changes_nothing_about_what_is_first_seen() {
    let Some(r) = talks() else { return };
    add(&r, 7, 2026, REEF);
    // Older than all others, so that nothing is compared with it.
    add(&r, 9, 2001, REEF);
    assert_eq!(first_seen(&r), ["harbour-7: RWG"]);
}

#[test]
fn every_format_tells_what_is_first_seen_and_the_rest_of_its_history() {
    let Some(r) = talks() else { return };
    add(&r, 7, 2026, REEF);
    r.commit();
    for format in ["terminal", "github", "markdown", "sarif", "junit", "json"] {
        let done = r.kidd(&["check", "--base", "main", "--format", format]);
        assert_eq!(done.code, 1, "{format}: {}", done.err);
        let words: Vec<&str> = done.out.split_whitespace().collect();
        let text = words.join(" ").replace('\\', "");
        for told in ["policy/first-seen", "never before, in 5 editions at hand since the 1st"] {
            assert!(text.contains(told), "{format}: {}", done.out);
        }
        if format == "sarif" {
            crate::gate::valid_sarif(&done.out);
        }
    }
}
