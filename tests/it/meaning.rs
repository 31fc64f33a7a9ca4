//! What a comparison tells beyond commitments: stances, calls, figures and topics, the same however much text stands around.

use kidd::compare::{self, Options};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Sides, Weight, source};

const TITLE: &str = "Joint Statement of the Leaders of Norland and Sudland";
const AROUND: &str =
    "The ministers met in the capital for a full day and reviewed the harbours of the region.";

/// Sentences of other matters, which must not change what is told of the one that matters.
const OTHERS: &str = "We welcomed the new school of navigation in Port Alma.\n\n\
    Our scientists mapped the ice of the outer banks in spring.\n\n\
    We thank the keepers of the lighthouses for their long service.\n\n\
    The partners condemn the theft of buoys by smugglers.";

fn read(body: &str, rules: &Rules) -> Statement {
    let text = format!("{TITLE}\n\n{body}\n");
    statement::read(&source::read("text", text.as_bytes()).unwrap(), rules).unwrap()
}

/// Rules and subjects of what is found, in order.
fn found(old: &str, new: &str) -> Vec<(&'static str, Weight)> {
    let rules = series::general().unwrap();
    let statements = Sides::new(read(old, &rules), read(new, &rules));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    comparison.findings.iter().map(|finding| (finding.rule.id(), finding.weight)).collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let old = format!("{AROUND} {old}");
    let new = format!("{AROUND} {new}");
    let rules: Vec<&str> = found(&old, &new).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, expected, "{old} → {new}");
}

#[test]
fn a_condemnation_that_sinks_to_concern_is_weakened() {
    let condemned = "We strongly condemn the shelling of fishing boats in the northern passage.";
    let concerned = "We are concerned about the shelling of fishing boats in the northern passage.";
    check(condemned, concerned, &["assessment/weakened"]);
    check(concerned, condemned, &["assessment/strengthened"]);
    check(condemned, condemned, &[]);
}

#[test]
fn another_rung_of_a_scale_is_another_assessment() {
    check(
        "Hiring in the shipyards has been robust in recent months.",
        "Hiring in the shipyards has slowed in recent months.",
        &["assessment/changed"],
    );
}

#[test]
fn a_pledge_is_told_whoever_makes_it() {
    check("", "Norland and Sudland will deepen the survey of the northern passage.", &["pledge/new"]);
    check("The Troika commits to map the ice of the outer banks.", "", &["pledge/dropped"]);
    check("", "They emphasized that the partners will jointly answer distress calls.", &["pledge/new"]);
}

#[test]
fn a_call_is_told_as_a_call() {
    let called = "We call on all smugglers to hand over the stolen buoys and lanterns.";
    check("", called, &["call/new"]);
    check(called, "", &["call/dropped"]);
}

#[test]
fn a_force_level_that_changed_is_a_number_and_no_rewording() {
    let old = "Norland will keep its garrison of 2,400 sailors in the northern passage.";
    check(old, &old.replace("2,400", "1,900"), &["number/changed"]);
}

#[test]
fn what_is_said_elsewhere_in_other_words_is_neither_new_nor_gone() {
    check(
        "We also reaffirm our support for the survey of the outer banks and for its results.",
        "We reaffirm our support for the survey of the outer banks, and for its results.",
        &[],
    );
}

#[test]
fn a_sentence_has_its_counterpart_however_much_stands_around_it() {
    let old = "Furthermore, we reaffirm our support for the complete demilitarization of the outer banks under the treaty.";
    let new =
        "We reaffirm our support for the complete demilitarization of the inner banks, as the treaty says.";
    let alone = found(&format!("{AROUND} {old}"), &format!("{AROUND} {new}"));
    let among = found(&format!("{AROUND}\n\n{old}"), &format!("{AROUND}\n\n{OTHERS}\n\n{new}"));
    for (rule, _) in &alone {
        assert!(among.iter().any(|(other, _)| other == rule), "{alone:?} {among:?}");
    }
    assert!(
        among.iter().all(|(rule, _)| !matches!(*rule, "pledge/dropped" | "assurance/dropped")),
        "{among:?}"
    );
}

#[test]
fn a_formula_that_stands_in_another_sentence_with_an_acronym_is_not_gone() {
    let old = "Both sides reaffirmed the goal of the complete denuclearization of the Democratic People's Republic of Korea (DPRK). \
               They reviewed the ice charts of the outer banks.";
    let new = "They reviewed the ice charts of the outer banks and, at length, their common goal, which is the complete \
               denuclearization of the DPRK.";
    let found = found(&format!("{AROUND} {old}"), &format!("{AROUND} {new}"));
    let formulas =
        found.iter().filter(|(rule, weight)| rule.starts_with("phrase/") && *weight == Weight::Key);
    assert_eq!(formulas.count(), 0, "{found:?}");
}
