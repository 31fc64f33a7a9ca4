//! Nothing that says something is called no change: numbers and their signs, titles and headings, negations, and what no
//! finding tells.

use kidd::compare::{self, ChangeKind, Comparison, HeadingChangeKind, Options};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Family, Fate, Sides, Weight, source};
use proptest::prelude::*;
use std::sync::LazyLock;

fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| series::general().unwrap());
    &RULES
}

fn read(text: &str) -> Statement {
    statement::read(&source::read("text.md", text.as_bytes()).unwrap(), rules()).unwrap()
}

/// Compares two texts, both ways.
fn compared(old: &str, new: &str, check: impl Fn(&Comparison<'_>)) {
    for (old, new) in [(old, new), (new, old)] {
        let statements = Sides::new(read(old), read(new));
        check(&compare::compare(statements.as_ref(), rules(), &Options::default()));
    }
}

const OPENING: &str = "# Joint Statement\n\nBoth sides met in Seoul on May 14, 2024.";

#[track_caller]
fn check_changed(old: &str, new: &str) {
    compared(&format!("{OPENING}\n\n{old}\n"), &format!("{OPENING}\n\n{new}\n"), |comparison| {
        assert!(comparison.is_changed(), "{old} / {new}");
        let is_trivial =
            comparison.changes.iter().flat_map(|change| &change.phrases).all(|phrase| phrase.trivial);
        assert!(!is_trivial || comparison.summary.added > 0, "{old} / {new}");
    });
}

#[track_caller]
fn check_noise(old: &str, new: &str) {
    compared(&format!("{OPENING}\n\n{old}\n"), &format!("{OPENING}\n\n{new}\n"), |comparison| {
        assert!(!comparison.is_changed(), "{old} / {new}");
        assert!(comparison.findings.is_empty(), "{old} / {new}: {:?}", comparison.findings[0].rule);
    });
}

#[test]
fn a_digit_a_currency_or_a_sign_that_differs_is_a_change() {
    check_changed("They set aside $4.5 million for the port.", "They set aside $45 million for the port.");
    check_changed("They set aside $45 million for the port.", "They set aside €45 million for the port.");
    check_changed("Schools for ages 10-15 were opened.", "Schools for ages 1015 were opened.");
    check_changed("Trade grew by 5% in the year.", "Trade grew by 5 in the year.");
    check_changed(
        "They cited resolution 1718(2006) of the Council.",
        "They cited resolution 17182006 of the Council.",
    );
    check_changed("The bell rang at 5:30 in the morning.", "The bell rang at 530 in the morning.");
    check_changed("It was \u{2212}5 degrees at the pole.", "It was 5 degrees at the pole.");
    check_changed("A share of 1/4 was kept.", "A share of 14 was kept.");
    check_changed("A share of 2,5 was kept.", "A share of 2.5 was kept.");
    check_changed("A margin of ±3 points was allowed.", "A margin of 3 points was allowed.");
}

#[test]
fn typography_spelling_and_accents_are_noise_for_facts_too() {
    check_noise(
        "Both sides reaffirmed their ironclad commitment to the defence of the centre.",
        "Both sides reaffirmed their ironclad commitment to the defense of the center.",
    );
    check_noise(
        "The two sides pledged to hold the of\u{fb01}cial programme in Orl\u{e9}ans.",
        "The two sides pledged to hold the official program in Orle\u{301}ans.",
    );
    check_noise(
        "They agreed to keep the commit-\nment to denuclearisation and the re-\naffirmed plan.",
        "They agreed to keep the commitment to denuclearization and the reaffirmed plan.",
    );
}

#[test]
fn words_with_hidden_hyphens_are_read_as_words() {
    let plain = "Both sides pledged to widen the ironclad commitment to the survey.";
    let typeset = "Both sides pled\u{ad}ged to widen the iron\u{200b}clad commit\u{2060}ment to the survey.";
    let (plain, typeset) =
        (read(&format!("{OPENING}\n\n{plain}\n")), read(&format!("{OPENING}\n\n{typeset}\n")));
    assert_eq!(plain.commitments.len(), typeset.commitments.len());
    let comparison = compare::compare(Sides::new(&plain, &typeset), rules(), &Options::default());
    let found: Vec<(&str, Weight)> =
        comparison.findings.iter().map(|finding| (finding.rule.id(), finding.weight)).collect();
    assert_eq!(found, [("text/hidden-character", Weight::Minor)]);
    assert!(!comparison.is_changed());
}

#[test]
fn titles_and_headings_that_differ_are_changes() {
    let text = |title: &str, headings: [&str; 2]| {
        let [one, other] = headings;
        format!(
            "# {title}\n\nBoth sides met in Seoul on May 14, 2024.\n\n## {one}\n\nBoth sides spoke of the survey of the \
             wrecks.\n\n## {other}\n\nThey thanked the crew of the lighthouse for its work.\n"
        )
    };
    let kinds = |old: &str, new: &str, expected: &[HeadingChangeKind]| {
        let statements = Sides::new(read(old), read(new));
        let comparison = compare::compare(statements.as_ref(), rules(), &Options::default());
        assert_eq!(comparison.headings.iter().map(|heading| heading.kind).collect::<Vec<_>>(), expected);
        assert!(comparison.is_changed());
    };
    let plain = text("Joint Statement", ["Removal of wrecks", "Lighthouse"]);
    kinds(&plain, &text("Chair's Summary", ["Removal of wrecks", "Lighthouse"]), &[]);
    kinds(&plain, &text("Joint Statement of 2025", ["Removal of wrecks", "Lighthouse"]), &[]);
    kinds(
        &plain,
        &text("Joint Statement", ["Complete removal of wrecks", "Lighthouse"]),
        &[HeadingChangeKind::Renamed],
    );
    kinds(&plain, &text("Joint Statement", ["Lighthouse", "Removal of wrecks"]), &[HeadingChangeKind::Moved]);
    kinds(&plain, &plain.replace("## Lighthouse\n\n", ""), &[HeadingChangeKind::Removed]);
    kinds(&plain.replace("## Lighthouse\n\n", ""), &plain, &[HeadingChangeKind::Added]);
}

#[test]
fn a_clause_that_turned_into_its_opposite_is_an_error() {
    for (old, new, rule) in [
        ("They agreed to hold the survey.", "They agreed not to hold the survey.", "pledge/reversed"),
        ("Both sides agreed to meet again.", "Neither side agreed to meet again.", "pledge/reversed"),
        (
            "Both delegations condemned the launch.",
            "Both delegations did not condemn the launch.",
            "text/reversed",
        ),
        (
            "The two sides will share the charts.",
            "The two sides will no longer share the charts.",
            "pledge/reversed",
        ),
        ("The strait is a threat to all ships.", "The strait is not a threat to all ships.", "text/reversed"),
        ("The envoy agreed to join the talks.", "The envoy declined to join the talks.", "text/reversed"),
        ("The talks go on with preconditions.", "The talks go on without preconditions.", "text/reversed"),
        (
            "The envoys met the crew on Monday.",
            "The envoys did not meet the crew on Monday.",
            "text/reversed",
        ),
        (
            "The crew can leave the strait at will.",
            "The crew cannot leave the strait at will.",
            "text/reversed",
        ),
    ] {
        compared(&format!("{OPENING}\n\n{old}\n"), &format!("{OPENING}\n\n{new}\n"), |comparison| {
            let first = comparison.findings.first().unwrap_or_else(|| panic!("{old} / {new}: no finding"));
            let is_right = first.weight == Weight::Key && first.rule.fate == Fate::Reversed;
            assert!(is_right, "{old} / {new}: {}", first.rule);
            assert!(first.rule.id() == rule || rule == "text/reversed", "{old} / {new}: {}", first.rule);
        });
    }
}

#[test]
fn a_negation_that_stayed_reverses_nothing() {
    for (old, new) in [
        ("They did not discuss the charts of the strait.", "They did not discuss the maps of the strait."),
        ("The ministers praised the crew, and did not visit the wrecks.", "The ministers praised the crew."),
        (
            "The ministers discussed the survey of the wrecks.",
            "The ministers did not visit the lighthouse and discussed the survey of the wrecks.",
        ),
    ] {
        compared(&format!("{OPENING}\n\n{old}\n"), &format!("{OPENING}\n\n{new}\n"), |comparison| {
            let reversed = |finding: &&kidd::compare::Finding| finding.rule.fate == Fate::Reversed;
            let found = comparison.findings.iter().find(reversed);
            assert!(found.is_none(), "{old} / {new}: {found:?}");
        });
    }
}

#[test]
fn what_no_finding_tells_is_listed() {
    let told = "The ministers thanked the crew. An armed column crossed the northern border.";
    compared(
        &format!("{OPENING}\n\nThe ministers thanked the crew.\n"),
        &format!("{OPENING}\n\n{told}\n"),
        |comparison| {
            assert!(comparison.findings.iter().any(|finding| finding.rule.family == Family::Topic));
            assert!(comparison.untold().is_empty());
        },
    );
    let old = format!("{OPENING}\n\nThe ministers thanked the crew of the lighthouse.\n");
    let new = format!(
        "{OPENING}\n\nThe ministers thanked the crew of the lighthouse. They thanked all of them again.\n"
    );
    let statements = Sides::new(read(&old), read(&new));
    let comparison = compare::compare(statements.as_ref(), rules(), &Options::default());
    let untold = comparison.untold();
    assert_eq!(untold.len(), 1);
    assert_eq!(comparison.changes[untold[0]].kind, ChangeKind::Added);
    let mut brief = Vec::new();
    kidd::report::brief(&mut brief, &comparison).unwrap();
    let brief = String::from_utf8(brief).unwrap();
    assert!(
        brief.ends_with("1 added sentence has no finding: added “They thanked all of them again.” (¶2).\n"),
        "{brief}"
    );
}

/// A number as statements write it, with currency, sign and unit.
fn number() -> impl Strategy<Value = String> {
    "[-+±]?[$€£]?[1-9][0-9]{0,2}([.,:/-][0-9]{1,3})?(%|°)?( million| km)?"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Two numbers that are written otherwise are never the same to a comparison.
    #[test]
    fn a_number_that_differs_is_never_noise(
        before in "[a-z]{3,8}",
        one in number(),
        other in number(),
        after in "[a-z]{3,8}",
    ) {
        prop_assume!(one != other);
        let text = |number: &str| {
            format!("{OPENING}\n\nThe ministers of the port named {before} {number} {after} in their talks.\n")
        };
        compared(&text(&one), &text(&other), |comparison| {
            assert!(comparison.is_changed(), "{one} / {other}");
        });
    }

    /// One character at a digit that goes is a change.
    #[test]
    fn a_mark_at_a_digit_that_goes_is_never_noise(number in number(), at in any::<prop::sample::Index>()) {
        let characters: Vec<char> = number.chars().filter(|c| !c.is_alphabetic() && *c != ' ').collect();
        let left_out = at.index(characters.len());
        let one: String = characters.iter().collect();
        let other: String = characters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, c)| c).collect();
        prop_assume!(other.contains(|c: char| c.is_ascii_digit()));
        let text = |number: &str| format!("{OPENING}\n\nThe ministers named {number} in their talks of the port.\n");
        compared(&text(&one), &text(&other), |comparison| {
            assert!(comparison.is_changed(), "{one} / {other}");
        });
    }
}
