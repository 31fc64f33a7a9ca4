//! A copy of the 23rd statement, edited as a drafter would: what was done to it must come out, and nothing else.

use kidd::compare::{Change, ChangeKind, Comparison, Options, compare};
use kidd::statement::Statement;
use kidd::{Sides, series, source, statement};

/// Words, and what they became; the first occurrence is changed.
type Edits = &'static [(&'static str, &'static str)];

/// Eleven changes of wording: what stands in the copy, and the phrases that a person would quote.
const WORDING: &[(&str, &str, (&str, &str))] = &[
    (
        "the complete denuclearization of",
        "the denuclearization of",
        ("complete denuclearization", "denuclearization"),
    ),
    ("ironclad commitment", "steadfast commitment", ("ironclad", "steadfast")),
    ("any nuclear attack", "any attack", ("nuclear attack", "attack")),
    ("over 30 intensive", "over 40 intensive", ("30 intensive", "40 intensive")),
    ("agreed to co-host", "decided to postpone", ("agreed to co-host", "decided to postpone")),
    (
        "game-changing technologies",
        "emerging technologies",
        ("game-changing technologies", "emerging technologies"),
    ),
    ("pledged to comprehensively review", "pledged to review", ("comprehensively review", "review")),
    ("early next year", "later this year", ("early next year", "later this year")),
    (
        "Regional Cooperation Working Group (RCWG)",
        "Regional Security Working Group (RSWG)",
        ("Regional Cooperation Working Group (RCWG)", "Regional Security Working Group (RSWG)"),
    ),
    (
        "comprehensive and multi-layered partnership",
        "comprehensive partnership",
        ("comprehensive and multi-layered partnership", "comprehensive partnership"),
    ),
    ("by the end of 2023", "by the end of 2024", ("2023", "2024")),
];

const SPLIT: Edits =
    &[("led the U.S. delegation and Deputy Minister", "led the U.S. delegation. Deputy Minister")];
const MERGE: Edits =
    &[("adhering to international law. They pledged", "adhering to international law, and they pledged")];

/// A dozen differences that say nothing.
const NOISE: Edits = &[
    ("the DPRK's failed", "the DPRK’s failed"),
    ("capabilities—including", "capabilities – including"),
    ("Both sides also reaffirmed", "The two sides also reaffirmed"),
    ("U.S.-ROK Alliance and Armistice", "ROK-U.S. Alliance and Armistice"),
    ("upholding the the rules", "upholding the rules"),
    ("strengthen U.S and ROK solidarity", "strengthen ROK and U.S. solidarity"),
    ("table-top exercise", "tabletop exercise"),
    ("all United Nations (UN) Security", "all UN Security"),
    ("In particular, the leaders", "In particular the leaders"),
    ("\"new era of ROK-U.S.-Japan cooperation.\"", "“new era of ROK-U.S.-Japan cooperation.”"),
    ("the F-CFC Full", "the F\u{2011}CFC Full"),
    (
        "Based on these outcomes, the two sides pledged to further",
        "Based on these outcomes,  both sides pledged to further",
    ),
];

/// Moved paragraphs, by their first words, and the first words of the paragraph that they stand before in the copy.
/// One is edited inside.
const MOVES: [(&str, &str); 2] = [
    ("In commemorating the 70th", "During the Conditions-based"),
    ("Both delegations noted", "Both sides acknowledged"),
];

fn edited(text: &str) -> String {
    let mut text = text.to_owned();
    let wording = WORDING.iter().map(|(old, new, _)| (old, new));
    let others = [SPLIT, MERGE, NOISE].into_iter().flatten().map(|(old, new)| (old, new));
    for (old, new) in wording.chain(others) {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    for (moved, before) in MOVES {
        let place = |paragraphs: &[&str], start: &str| {
            paragraphs.iter().position(|paragraph| paragraph.starts_with(start)).unwrap()
        };
        let paragraph = paragraphs.remove(place(&paragraphs, moved));
        paragraphs.insert(place(&paragraphs, before), paragraph);
    }
    paragraphs.join("\n\n")
}

fn read(text: &str) -> Statement {
    let document = source::read("statement", text.as_bytes()).unwrap();
    statement::read(&document, &series::general().unwrap()).unwrap()
}

fn of_kind<'c>(comparison: &'c Comparison<'_>, kind: ChangeKind) -> Vec<&'c Change> {
    comparison.changes.iter().filter(|change| change.kind == kind).collect()
}

/// The phrases of reworded sentences that say something.
fn quoted(comparison: &Comparison<'_>) -> Vec<(String, String)> {
    let statements = comparison.statements;
    let text = |sentences: &[usize], statement: &Statement| {
        sentences.iter().map(|&index| statement.sentences[index].text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut quoted = Vec::new();
    for change in of_kind(comparison, ChangeKind::Reworded) {
        let before = text(&change.sentences.before, statements.before);
        let after = text(&change.sentences.after, statements.after);
        for phrase in change.phrases.iter().filter(|phrase| !phrase.trivial) {
            quoted.push((
                before[phrase.range.before.clone()].to_owned(),
                after[phrase.range.after.clone()].to_owned(),
            ));
        }
    }
    quoted.sort();
    quoted
}

#[test]
fn what_was_done_to_a_copy_comes_out_and_nothing_else() {
    let text = include_str!("../../statements/kidd/23.txt");
    let (old, new) = (read(text), read(&edited(text)));
    let rules = series::general().unwrap();
    for mirrored in [false, true] {
        let (before, after) = if mirrored { (&new, &old) } else { (&old, &new) };
        let comparison = compare(Sides::new(before, after), &rules, &Options::default());
        let mut expected: Vec<(String, String)> = WORDING
            .iter()
            .map(|(_, _, (old, new))| if mirrored { (*new, *old) } else { (*old, *new) })
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
            .collect();
        expected.sort();
        assert_eq!(quoted(&comparison), expected);

        let mut moves: Vec<usize> =
            comparison.changes.iter().filter_map(|change| change.move_group).collect();
        moves.dedup();
        assert_eq!(moves.len(), MOVES.len(), "moves");
        assert_eq!(of_kind(&comparison, ChangeKind::Split).len(), 1, "splits");
        assert_eq!(of_kind(&comparison, ChangeKind::Merged).len(), 1, "merges");
        assert_eq!(of_kind(&comparison, ChangeKind::Added).len(), 0, "added");
        assert_eq!(of_kind(&comparison, ChangeKind::Removed).len(), 0, "removed");
        for kind in [ChangeKind::Split, ChangeKind::Merged] {
            let change = of_kind(&comparison, kind)[0];
            assert_eq!(change.phrases.iter().filter(|phrase| !phrase.trivial).count(), 1, "{kind:?}");
        }
    }
}
