//! What is called new or gone, and what only went on in another way.

use kidd::compare::{Comparison, Options, compare};
use kidd::{Sides, series, statement};

const TITLE: &str = "Joint Statement of the Harbor Dialogue";
const FIRST: &str = "The ministers met to review the work of the dialogue since its last session.";
const LAST: &str = "The ministers welcomed the progress of the fisheries committee.";

fn text(body: &[&str]) -> String {
    let body = body.iter().copied();
    let parts: Vec<&str> = [TITLE, FIRST].into_iter().chain(body).chain([LAST]).collect();
    parts.join("\n\n") + "\n"
}

/// The rules of what is found between two bodies, and the same the other way round.
#[track_caller]
fn check(old: &[&str], new: &[&str], forth: &[&str], back: &[&str]) {
    let rules = series::general().unwrap();
    let read = |body: &[&str]| statement::read_text("text", &text(body), &rules).unwrap();
    let (old, new) = (read(old), read(new));
    let told = |comparison: &Comparison<'_>| {
        let mut told: Vec<String> =
            comparison.findings.iter().map(|finding| finding.rule.id().to_string()).collect();
        told.sort_unstable();
        told
    };
    let options = Options::default();
    assert_eq!(told(&compare(Sides::new(&old, &new), &rules, &options)), forth);
    assert_eq!(told(&compare(Sides::new(&new, &old), &rules, &options)), back);
}

const BONDS: &str = "We will work to further strengthen the bonds between our young people and students.";
const CENTER: &str = "We pledge to open a rescue center in the port of Sines by the end of next year.";

#[test]
fn a_promise_whose_matter_is_only_spoken_of_is_less_than_a_promise_and_told_once() {
    check(
        &[BONDS],
        &[
            "The bonds between our young people are growing stronger, and many students took part in exchanges.",
        ],
        &["pledge/weakened"],
        &["pledge/strengthened"],
    );
}

#[test]
fn a_promise_whose_object_is_gone_is_dropped_whatever_else_is_said_of_its_matter() {
    check(
        &[CENTER],
        &["Rescue services of both countries trained together in the port of Sines."],
        &["pledge/dropped"],
        &["pledge/new"],
    );
}

#[test]
fn a_mention_that_was_there_before_is_no_trace_of_a_promise() {
    let mention = "The rescue center in the port of Sines trained crews of both countries last year.";
    check(&[mention, CENTER], &[mention], &["pledge/dropped"], &["pledge/new"]);
}

#[test]
fn a_promise_without_a_word_across_is_dropped() {
    check(&[BONDS, CENTER], &[BONDS], &["pledge/dropped"], &["pledge/new"]);
}

#[test]
fn a_promise_that_only_its_deed_or_its_prospect_is_left_of_is_no_promise() {
    let promise = "They pledged to work together to keep the sea lanes open under international law.";
    let deed = "They worked together to keep the sea lanes open under international law.";
    let prospect = "They would work together to keep the sea lanes open under international law.";
    check(&[promise], &[deed], &["pledge/dropped"], &["pledge/new"]);
    check(&[promise], &[prospect], &["pledge/weakened"], &["pledge/strengthened"]);
    // However the sentences are joined.
    let joined = |rest: &str| format!("The ministers met the fishers of the region.{rest}");
    for rest in [deed, &format!(" {deed}")] {
        check(&[&joined(&format!(" {promise}"))], &[&joined(rest)], &["pledge/dropped"], &["pledge/new"]);
    }
}
