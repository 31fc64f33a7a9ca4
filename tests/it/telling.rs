//! What is told of a pair, all of it and once: pairs of texts with the findings that an editor would accept, each by its
//! rule and words of its title.

use kidd::compare::{self, Options};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Sides, Weight, report, source};

/// In front of both texts, so that each is a statement.
const HEAD: &str = "Joint Statement of the Foreign Ministers of Lusara and Nihara";

fn read(text: &str, rules: &Rules) -> Statement {
    statement::read(&source::read("text", text.as_bytes()).unwrap(), rules).unwrap()
}

fn told(old: &str, new: &str) -> Vec<(String, Weight, String)> {
    let rules = series::general().unwrap();
    let text = |text: &str| {
        if text.starts_with('#') {
            text.trim_start_matches('#').to_owned()
        } else {
            format!("{HEAD}\n\n{text}")
        }
    };
    let statements = Sides::new(read(&text(old), &rules), read(&text(new), &rules));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    let found = comparison.findings.iter();
    found.map(|finding| (finding.rule.id().to_string(), finding.weight, finding.message.clone())).collect()
}

/// Exactly these findings, in any order: the id of the rule, and words that its title holds.
#[track_caller]
fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
    let mut found = told(old, new);
    for (rule, words) in expected {
        let at = found.iter().position(|(id, _, title)| id == rule && title.contains(words));
        let Some(at) = at else { panic!("{rule} “{words}” is not told; found: {found:#?}") };
        found.remove(at);
    }
    assert!(found.is_empty(), "told as well: {found:#?}");
}

#[test]
fn what_an_addition_between_marks_adds_is_told_by_its_name() {
    check(
        "We share the aim of an open sea, and value the observance of the charter by all states, including Varania.",
        "We share the aim of an open sea, and value the observance of the charter by all states.",
        &[("item/dropped", "Varania")],
    );
    check(
        "We seek the demarcation of the northern border and the return of the displaced to their homes.",
        "We seek the demarcation of the northern border, together with a lasting truce, and the return of the displaced to their homes.",
        &[("item/new", "lasting truce")],
    );
}

#[test]
fn an_assurance_that_lost_what_backs_it_is_weaker() {
    check(
        "The United States reaffirms that its commitments to the defense of Japan are ironclad and backed by the full range of U.S. capabilities.",
        "The United States reaffirms that its commitments to the defense of Japan are ironclad.",
        &[("assurance/weakened", "commitments"), ("phrase/dropped", "full range of U.S. capabilities")],
    );
}

#[test]
fn a_document_that_recalls_a_promise_makes_none() {
    let old = "The ministers met for a full day and reviewed the state of the border regions.";
    let recalled = format!(
        "{old} The Charter of 2019 reaffirmed our commitment to keep the crossings open on both banks."
    );
    check(old, &recalled, &[]);
}

#[test]
fn what_goes_on_under_another_verb_of_going_on_is_no_news() {
    check(
        "The ministers decided to maintain the patrols of the northern straits at four vessels.",
        "The ministers decided to keep the patrols of the northern straits at four vessels.",
        &[],
    );
}

#[test]
fn a_body_that_is_founded_is_the_news_of_its_sentence() {
    let old = "The ministers met for a full day and reviewed the state of the border regions.";
    let founded = format!(
        "{old} We will deepen our exchanges through the new Working Group on Border Rivers announced in May."
    );
    check(old, &founded, &[("body/new", "Working Group on Border Rivers")]);
    let founded =
        format!("{old} We announce the establishment of the River Commission responsible for the gauges.");
    check(old, &founded, &[("body/new", "River Commission")]);
}

#[test]
fn what_was_promised_and_is_told_as_done_is_fulfilled() {
    check(
        "We will establish a Joint Maritime Centre in Holm by 2027 to protect undersea cables and pipelines.",
        "The Joint Maritime Centre in Holm was opened in May and is protecting undersea cables and pipelines.",
        &[("pledge/fulfilled", "Joint Maritime Centre")],
    );
    check(
        "The two leaders agreed to start negotiations on a reciprocal access agreement by the end of 2025.",
        "The two leaders welcomed the signing of the reciprocal access agreement.",
        &[("pledge/fulfilled", "reciprocal access agreement")],
    );
}

#[test]
fn what_was_waited_for_has_come() {
    check(
        "The Board expects that the rate will need to be kept at its current level until it is confident that inflation is returning sustainably to target.",
        "The Board has gained confidence that inflation is returning sustainably to target.",
        &[("pledge/fulfilled", "")],
    );
}

#[test]
fn figures_stand_with_their_units_and_are_named_by_what_they_count() {
    check(
        "We will provide 40 billion euros in military assistance over the next year.",
        "We will provide 25 billion euros in military assistance over the next year.",
        &[("number/changed", "military assistance over the next year: 40 billion euros → 25 billion euros")],
    );
    check(
        "The labor market remains tight, and the unemployment rate stood at 3.9 percent in February.",
        "The labor market remains tight, and the unemployment rate rose to 4.3 percent in April.",
        &[("number/changed", "unemployment rate: 3.9 percent → 4.3 percent")],
    );
    check(
        "The Board decided to keep the policy rate at 3.75 percent.",
        "The Board decided to lower the policy rate by 0.25 percentage points to 3.50 percent.",
        &[("number/changed", "policy rate: 3.75 percent → 3.50 percent")],
    );
}

#[test]
fn a_number_that_is_part_of_a_name_is_no_figure() {
    let old = "The ministers met for a full day and reviewed the state of the border regions.";
    let new = format!("{old} They recalled the inherent right of Ostland under Article 51 of the Charter.");
    assert!(told(old, &new).iter().all(|(rule, ..)| !rule.starts_with("number")), "{:?}", told(old, &new));
}

#[test]
fn what_is_described_is_named_by_its_subject() {
    check(
        "Household consumption has been subdued, while exports have been strong.",
        "Household consumption has been subdued, while exports have weakened.",
        &[("assessment/changed", ": exports")],
    );
    check(
        "Hiring has been robust in recent months.",
        "Hiring has slowed in recent months.",
        &[("assessment/changed", ": Hiring")],
    );
}

#[test]
fn the_place_of_the_meeting_and_a_date_line_are_told_by_the_header() {
    check(
        "#Communiqué of the Northern Pact\n\nIssued at Rivermouth, 10 July 2025\n\nWe, the leaders of the Northern Pact, met in Rivermouth to strengthen our common defence.",
        "#Communiqué of the Northern Pact\n\nIssued at Holm, 8 July 2026\n\nWe, the leaders of the Northern Pact, met in Holm to strengthen our common defence.",
        &[],
    );
}

#[test]
fn headings_that_come_under_one_roof_are_not_told_as_gone() {
    let found = told(
        "We met today in a difficult year.\n\n**Rivers**\n\nToday we launch a package of gauges for the border rivers.\n\n**Scholars**\n\nWe welcome the launch of the River Scholarship, which is open for applications.",
        "We met today in a difficult year.\n\n**What we do together**\n\nToday we continue the package of gauges for the border rivers.\n\nWe welcome the first scholars of the River Scholarship, which is open for applications.",
    );
    let lost = ["section/lost", "section/gained", "section/dropped", "section/new"];
    assert!(found.iter().all(|(rule, ..)| !lost.contains(&rule.as_str())), "{found:#?}");
}

#[test]
fn who_voted_against_is_told_from_the_votes() {
    check(
        "#Monetary policy decision\n\nThe Board decided to keep the policy rate at 3.75 percent.\n\nDeputy Governor Marta Lind entered a reservation against the decision and advocated a cut.",
        "#Monetary policy decision\n\nThe Board decided to keep the policy rate at 3.75 percent.",
        &[("vote/dropped", "Marta Lind")],
    );
}

#[test]
fn an_edition_that_renews_the_one_before_says_so() {
    let rules = series::general().unwrap();
    let text = |day: &str| {
        read(
            &format!(
                "{HEAD}\n\nThe arrangement on the border rivers of June 5, 2019 goes on beyond {day}. The two gauges are kept."
            ),
            &rules,
        )
    };
    let statements = Sides::new(text("March 1, 2025"), text("March 1, 2026"));
    let comparison = compare::compare(statements.as_ref(), &rules, &Options::default());
    assert!(comparison.renewed);
    let mut brief = Vec::new();
    report::brief(&mut brief, &comparison).unwrap();
    let brief = String::from_utf8(brief).unwrap();
    assert!(brief.contains("Renewed; nothing but the dates differs."), "{brief}");
    let moved = read(
        &format!(
            "{HEAD}\n\nThe arrangement on the border rivers of June 5, 2019 goes on beyond March 1, 2026. The three gauges are kept."
        ),
        &rules,
    );
    let statements = Sides::new(statements.before, moved);
    assert!(!compare::compare(statements.as_ref(), &rules, &Options::default()).renewed);
}
