//! What holds for every pair of texts.

use kidd::compare::{Alignment, ChangeKind, Fold, Options, Unit, align};
use kidd::{Sides, series};
use proptest::prelude::*;

fn fold() -> Fold {
    Fold::new(&series::general().unwrap())
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut paragraph = 0;
    let mut units = Vec::new();
    for line in text.lines() {
        if line.is_empty() {
            paragraph += 1;
        } else {
            units.push(Unit { paragraph, ..Unit::new(line) });
        }
    }
    units
}

/// Every unit stands in exactly one entry, and the edits of a link turn one side into the other but for white space.
fn check_whole(units: Sides<&[Unit<'_>]>, alignment: &Alignment) {
    let mut seen = Sides::new(alignment.removed.clone(), alignment.added.clone());
    for link in &alignment.links {
        assert!(link.units.before.len() == 1 || link.units.after.len() == 1);
        seen.before.extend(&link.units.before);
        seen.after.extend(&link.units.after);
        let texts =
            Sides::new(joined(units.before, &link.units.before), joined(units.after, &link.units.after));
        let (mut at, mut rebuilt) = (0, String::new());
        let (mut last, mut kept) = (Sides::new(0, 0), String::new());
        for phrase in &link.phrases {
            assert!(
                phrase.range.before.start >= last.before && phrase.range.after.start >= last.after,
                "{phrase:?}"
            );
            last = Sides::new(phrase.range.before.end, phrase.range.after.end);
            for edit in &phrase.edits {
                assert!(!(edit.range.before.is_empty() && edit.range.after.is_empty()));
                kept.push_str(&texts.before[at..edit.range.before.start]);
                rebuilt.push_str(&texts.before[at..edit.range.before.start]);
                rebuilt.push_str(&texts.after[edit.range.after.clone()]);
                at = edit.range.before.end;
            }
        }
        rebuilt.push_str(&texts.before[at..]);
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&rebuilt), bare(&texts.after));
        if link.kind == ChangeKind::Same {
            assert!(link.phrases.iter().all(|phrase| phrase.trivial));
        }
    }
    seen.before.sort_unstable();
    seen.after.sort_unstable();
    assert_eq!(seen.before, (0..units.before.len()).collect::<Vec<_>>());
    assert_eq!(seen.after, (0..units.after.len()).collect::<Vec<_>>());
}

fn joined(units: &[Unit<'_>], members: &[usize]) -> String {
    members.iter().map(|&unit| units[unit].text).collect::<Vec<_>>().join(" ")
}

fn check_mirror(forth: &Alignment, back: &Alignment) {
    let list = |alignment: &Alignment, swap: bool| {
        let mut list: Vec<_> = alignment
            .links
            .iter()
            .map(|link| {
                let units = if swap { link.units.clone().swap() } else { link.units.clone() };
                let edits: Vec<_> = link
                    .phrases
                    .iter()
                    .map(|phrase| {
                        let turned =
                            |range: &Sides<_>| if swap { range.clone().swap() } else { range.clone() };
                        let edits: Vec<_> = phrase.edits.iter().map(|edit| turned(&edit.range)).collect();
                        (turned(&phrase.range), phrase.trivial, edits)
                    })
                    .collect();
                (units.before, units.after, link.moved.is_some(), edits)
            })
            .collect();
        list.sort_by(|a, b| a.0.cmp(&b.0));
        list
    };
    assert_eq!(list(forth, false), list(back, true));
    assert_eq!((&forth.removed, &forth.added), (&back.added, &back.removed));
}

fn check(old: &str, new: &str) {
    let (old, new) = (units(old), units(new));
    let fold = fold();
    let forth = align(Sides::new(&old, &new), &fold, &Options::default());
    let back = align(Sides::new(&new, &old), &fold, &Options::default());
    check_whole(Sides::new(&old, &new), &forth);
    check_whole(Sides::new(&new, &old), &back);
    check_mirror(&forth, &back);
    let own = align(Sides::new(&old, &old), &fold, &Options::default());
    assert!(own.removed.is_empty() && own.added.is_empty());
    assert!(own.links.iter().all(|link| link.moved.is_none() && link.phrases.is_empty()));
}

/// Texts of some length: the same sentences, some of them reworded, out of order or gone on one side.
fn long_texts() -> Sides<String> {
    let sentence = |index: usize, verb: &str| {
        let subject = WORDS[index % WORDS.len()];
        format!(
            "The {subject} of item {index} {verb} measure {} of the {}.",
            index * 7,
            WORDS[index * 5 % WORDS.len()]
        )
    };
    let old: Vec<_> = (0..1_000).map(|index| sentence(index, "will continue")).collect();
    let mut new: Vec<_> = (0..1_000)
        .filter(|index| index % 11 != 0)
        .map(|index| sentence(index, if index % 3 == 0 { "will expand" } else { "will continue" }))
        .collect();
    new.rotate_left(60);
    Sides::new(old.join("\n"), new.join("\n"))
}

#[test]
fn a_spent_budget_makes_an_answer_coarser_and_says_so() {
    let texts = long_texts();
    let (old, new) = (units(&texts.before), units(&texts.after));
    let fold = fold();
    let few = Options { steps: 1_000, ..Options::default() };
    let forth = align(Sides::new(&old, &new), &fold, &few);
    assert!(forth.degraded);
    check_whole(Sides::new(&old, &new), &forth);
    check_mirror(&forth, &align(Sides::new(&new, &old), &fold, &few));
    assert!(!align(Sides::new(&old, &new), &fold, &Options::default()).degraded);
}

/// Copies of one text after each other, on one side with a word changed here and there and with sentences gone.
fn copied() -> Sides<String> {
    let sentence = |index: usize| {
        let (one, other) = (WORDS[index % WORDS.len()], WORDS[index * 5 % WORDS.len()]);
        format!("Item {index} of the {one} supports the {other} of both sides in case {}.", index * 13)
    };
    let text: Vec<String> = (0..40).map(sentence).collect();
    let old: Vec<String> = (0..60).flat_map(|_| text.clone()).collect();
    let edited = old.iter().enumerate().filter(|(index, _)| index % 97 != 0);
    let edited = edited.map(|(index, sentence)| match index % 31 {
        0 => sentence.replace("supports", "hardly supports"),
        _ => sentence.clone(),
    });
    let new: Vec<String> = edited.collect();
    Sides::new(old.join("\n"), new.join("\n"))
}

#[test]
fn copies_of_one_text_are_linked_although_no_sentence_stands_once() {
    let texts = copied();
    let (old, new) = (units(&texts.before), units(&texts.after));
    let fold = fold();
    let forth = align(Sides::new(&old, &new), &fold, &Options::default());
    check_whole(Sides::new(&old, &new), &forth);
    check_mirror(&forth, &align(Sides::new(&new, &old), &fold, &Options::default()));
    assert!(!forth.degraded && forth.added.is_empty(), "{} added", forth.added.len());
    assert_eq!(forth.removed, (0..old.len()).filter(|index| index % 97 == 0).collect::<Vec<_>>());
    assert!(forth.links.iter().all(|link| link.moved.is_none()));
}

#[test]
fn sentences_of_common_words_alone_are_coarse_and_say_so() {
    let sentence = |index: usize, tail: &str| {
        let word = |at: usize| WORDS[(index / at) % WORDS.len()];
        format!("The {} of the {} supports the {} {tail}.", word(1), word(WORDS.len()), word(7))
    };
    let old: Vec<String> = (0..1_500).map(|index| sentence(index, "together")).collect();
    let new: Vec<String> = (0..1_500).map(|index| sentence(index * 7 + 3, "again")).collect();
    let (old, new) = (old.join("\n"), new.join("\n"));
    let (old, new) = (units(&old), units(&new));
    let forth = align(Sides::new(&old, &new), &fold(), &Options::default());
    let back = align(Sides::new(&new, &old), &fold(), &Options::default());
    check_whole(Sides::new(&old, &new), &forth);
    assert!(forth.degraded && back.degraded);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let texts = long_texts();
    let (old, new) = (units(&texts.before), units(&texts.after));
    let fold = fold();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", align(Sides::new(&old, &new), &fold, &Options::default())))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

const WORDS: [&str; 24] = [
    "the",
    "two",
    "sides",
    "both",
    "pledged",
    "U.S.",
    "ROK",
    "U.S.-ROK",
    "Alliance",
    "to",
    "cyber",
    "exercise",
    "of",
    "(DoD)",
    "North",
    "Korea",
    "DPRK",
    "Group",
    "“new",
    "era”",
    "table-top",
    "in",
    "2023",
    "—",
];

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..12)
        .prop_map(|words| words.join(" ") + ".")
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::collection::vec(sentence(), 1..4), 0..5)
        .prop_map(|paragraphs| paragraphs.iter().map(|p| p.join("\n")).collect::<Vec<_>>().join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn alignments_are_whole_and_mirror(old in text(), new in text()) {
        check(&old, &new);
    }

    #[test]
    fn any_characters_are_survived(old in "\\PC{0,80}", new in "\\PC{0,80}") {
        check(&old, &new);
    }
}
