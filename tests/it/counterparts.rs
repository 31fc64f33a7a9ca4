//! Evidence of absence: nothing is told as new or gone while the other edition says it, however it words it.

use kidd::compare::{self, Options};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Sides, Weight, source};

const TITLE: &str = "Joint Statement of the Leaders of Norland and Sudland";
const AROUND: &str =
    "The ministers met in the capital for a full day and reviewed the harbours of the region.";

fn read(body: &str, rules: &Rules) -> Statement {
    let text = format!("{TITLE}\n\n{AROUND} {body}\n");
    statement::read(&source::read("text", text.as_bytes()).unwrap(), rules).unwrap()
}

/// What is found: rules, titles and both quotes.
fn found(old: &str, new: &str) -> Vec<(&'static str, String, Sides<String>)> {
    let rules = series::general().unwrap();
    let statements = Sides::new(read(old, &rules), read(new, &rules));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    let findings = comparison.findings.iter().map(|finding| {
        let quote = finding
            .quote
            .as_ref()
            .map(|quote| quote.as_ref().map_or(String::new(), |quote| quote.text.clone()));
        (finding.rule.id(), finding.message.clone(), quote)
    });
    findings.collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let found = found(old, new);
    let rules: Vec<&str> = found.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(rules, expected, "{old} → {new}: {found:#?}");
}

#[test]
fn a_promise_that_became_a_call_is_reworded() {
    check(
        "We reaffirm a shared commitment to the immediate release of the crews held at Port Alma. We thank the pilots.",
        "We thank the pilots and call for the immediate release of the crews held at Port Alma.",
        &["pledge/reworded"],
    );
}

#[test]
fn a_promise_that_is_told_as_done_is_fulfilled() {
    let found = found(
        "Both governments commit to wreck surveys to help find the crews of the missing trawlers.",
        "We built a fleet for wreck surveys, and found the crews of four trawlers.",
    );
    assert!(found.iter().any(|(rule, ..)| *rule == "pledge/fulfilled"), "{found:#?}");
    assert!(found.iter().all(|(rule, ..)| *rule != "pledge/dropped"), "{found:#?}");
}

#[test]
fn a_general_promise_goes_on_where_its_matter_does() {
    let told = found(
        "We will strengthen our coordination on protecting lighthouses and pilots.",
        "We stand united in our dedication to lighthouses, pilots and buoys of the passage, and will keep them lit.",
    );
    assert!(told.iter().all(|(rule, ..)| *rule != "pledge/dropped"), "{told:#?}");
}

#[test]
fn what_only_says_more_of_a_noun_is_no_promise() {
    let told = found("We are calm, and this is a moment we intend to use, together.", "");
    assert!(told.iter().all(|(rule, ..)| !rule.starts_with("pledge/")), "{told:#?}");
}

#[test]
fn a_word_more_in_a_member_of_a_list_drops_nothing() {
    let told = found(
        "We urge the smugglers to hand over the buoys, refrain from raids, and leave the passage.",
        "We urge the smugglers to hand over the buoys, refrain from further raids and leave the passage.",
    );
    assert!(told.iter().all(|(rule, ..)| !rule.starts_with("item/")), "{told:#?}");
}

#[test]
fn the_leaders_of_both_sides_are_both_sides() {
    check(
        "The two sides also noted the annual report of the pilots.",
        "In addition, the two leaders noted the annual report of the pilots.",
        &[],
    );
}

#[test]
fn an_agreement_that_sinks_to_a_discussion_is_weakened() {
    check(
        "Both sides agreed to co-host a workshop on port safety next year.",
        "Both sides discussed co-hosting a workshop on port safety next year.",
        &["schedule/weakened"],
    );
}

#[test]
fn an_armed_column_that_crosses_the_border_is_no_note() {
    let rules = series::general().unwrap();
    let statements =
        Sides::new(read("", &rules), read("An armed column crossed the border on Monday.", &rules));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    let weights: Vec<_> = comparison.findings.iter().map(|finding| finding.weight).collect();
    assert!(weights.iter().all(|weight| *weight > least()), "{weights:?}");
    assert_eq!(weights.len(), 1);
}

/// The weight of what nobody would miss.
fn least() -> Weight {
    Weight::Minor
}

#[test]
fn the_preference_of_a_dissenter_is_told_with_the_dissent_alone() {
    check(
        "Voting for the action were Ada A. Stone, Chair; and Clara D. Holt.",
        "Voting for the action were Ada A. Stone, Chair. Voting against the action was Clara D. Holt, who preferred to lower \
         the rate by 1/4 percentage point and will seek a review.",
        &["vote/new"],
    );
}

#[test]
fn titles_are_what_a_person_would_say() {
    let title =
        |old: &str, new: &str| found(old, new).into_iter().map(|(_, title, _)| title).collect::<Vec<_>>();
    assert_eq!(
        title(
            "Norland will keep its garrison of 2,400 sailors in the northern passage.",
            "Norland will keep its garrison of 1,900 sailors in the northern passage.",
        ),
        ["garrison: 2,400 → 1,900"]
    );
    assert_eq!(
        title(
            "We strongly condemn the shelling of fishing boats in the northern passage.",
            "We are concerned about the shelling of fishing boats in the northern passage.",
        ),
        [
            "Judged less strongly (now “concerned about”, before “strongly condemn”): shelling of fishing boats in the northern passage"
        ]
    );
}

#[test]
fn the_same_texts_tell_nothing_and_the_same_pair_the_same() {
    let old = "We will deepen the survey of the passage. We condemn the theft of buoys. Norland keeps 2,400 sailors there.";
    let new = "We condemn the theft of lanterns. The survey of the passage was completed. Norland keeps 1,900 sailors there.";
    check(old, old, &[]);
    assert_eq!(format!("{:?}", found(old, new)), format!("{:?}", found(old, new)));
}
