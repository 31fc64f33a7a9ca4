//! What the changes of two texts mean: every rule on a case of its own, the shipped pair as a whole, and what holds for any two texts.

use std::fmt::Write as _;
use std::sync::LazyLock;

use kidd::compare::{self, Comparison, Finding, Options};
use kidd::series::{self, Rules, RulesFile};
use kidd::statement::{self, Statement};
use kidd::{Sides, source};
use proptest::prelude::*;
use serde::Deserialize;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The first line of it.
const TITLE: &str = "Joint Statement of the Dialogue";

/// What stands in front of both texts of a case, so that each is a statement.
const OPENING: &str =
    "Joint Statement of the Dialogue\n\nThe two sides held the dialogue on September 18, 2023 in Seoul.";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
    none: Vec<Pair>,
}

/// Two texts between which nothing is to be found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    what: String,
    old: String,
    new: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    weight: Option<String>,
    /// The titles of both texts, where they are the case.
    titles: Option<[String; 2]>,
    old: String,
    new: String,
    from: Option<String>,
    to: Option<String>,
}

fn all_cases() -> Cases {
    let text = std::fs::read_to_string(format!("{ROOT}/core/tests/cases/findings.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

fn cases() -> Vec<Case> {
    all_cases().case
}

/// The rules of the series that ships.
fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        let text = std::fs::read_to_string(format!("{ROOT}/statements/kidd/series.toml")).unwrap();
        series::load(&RulesFile { origin: "series.toml".into(), text: text.into() }, &|_| Ok(None)).unwrap()
    });
    &RULES
}

fn read(text: &str, rules: &Rules) -> Statement {
    statement::read(&source::read("text", text.as_bytes()).unwrap(), rules).unwrap()
}

fn shipped(name: &str) -> String {
    std::fs::read_to_string(format!("{ROOT}/statements/kidd/{name}.txt")).unwrap()
}

/// Calls `check` with the comparison of two texts.
fn compared<T>(old: &str, new: &str, rules: &Rules, check: impl FnOnce(&Comparison<'_>) -> T) -> T {
    let statements = Sides::new(read(old, rules), read(new, rules));
    check(&compare::compare(statements.as_ref(), rules, &Options::default()))
}

/// A finding as its rule and what it quotes of either side.
type Told = (String, Option<String>, Option<String>);

fn told(comparison: &Comparison<'_>) -> Vec<Told> {
    let finding = comparison.findings.iter().map(|finding| {
        let quote = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.clone()));
        (finding.rule.to_string(), quote.before, quote.after)
    });
    finding.collect()
}

#[test]
fn every_rule_has_a_case_and_an_entry_in_the_rules_and_no_other_has() {
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    let rules = series::general().unwrap();
    let known = sorted(rules.finding.iter().map(|rule| rule.id.to_string()).collect());
    let mut with_case = sorted(cases().into_iter().map(|case| case.rule).collect());
    with_case.dedup();
    assert_eq!(known, with_case);
    for rule in &rules.finding {
        assert!(!rule.help.is_empty() && rule.help.ends_with('.'), "{} has no help", rule.id);
        assert!(!rule.message.is_empty() && !rule.message.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn findings_rank_in_the_order_that_a_reader_wants() {
    let rules = series::general().unwrap();
    let formula = rules.watch.iter().map(|watch| watch.salience).min().unwrap();
    let weights = |wanted: &[&str], more: i32| -> Vec<i32> {
        let fits = |id: &str| {
            wanted.iter().any(|rule| {
                id == *rule || rule.strip_suffix('/').is_some_and(|family| id.starts_with(family))
            })
        };
        rules.finding.iter().filter(|rule| fits(rule.id.id())).map(|rule| rule.salience + more).collect()
    };
    let groups = [
        weights(&["phrase/", "modifier/"], formula),
        weights(&["speaker/"], 0),
        weights(&["pledge/weakened", "pledge/strengthened"], rules.salience.dated),
        weights(&["pledge/weakened", "pledge/strengthened"], 0),
        weights(&["pledge/new", "topic/new"], 0),
        // What is new leads, and what is gone follows.
        weights(&["pledge/dropped", "phrase/dropped"], 0),
        weights(&["body/"], 0),
        weights(&["item/", "instrument/"], 0),
        weights(&["header/"], 0),
    ];
    for (number, pair) in groups.windows(2).enumerate() {
        assert!(pair[0].iter().min() > pair[1].iter().max(), "groups {number} and {}", number + 1);
    }
}

#[test]
fn each_case_is_found_as_what_it_is_and_nothing_else_is() {
    let rules = rules();
    let mut wrong = String::new();
    for case in cases() {
        let text = |side: usize, text: &str| {
            let opening = match &case.titles {
                Some(titles) => OPENING.replacen(TITLE, &titles[side], 1),
                None => OPENING.to_owned(),
            };
            format!("{opening}\n\n{text}\n")
        };
        let (old, new) = (text(0, &case.old), text(1, &case.new));
        let (found, weights) = compared(&old, &new, rules, |comparison| {
            let weight = |finding: &Finding| finding.weight.word();
            (told(comparison), comparison.findings.iter().map(weight).collect::<Vec<_>>())
        });
        let entry = rules.finding.iter().find(|rule| rule.id.id() == case.rule).unwrap();
        let [usual, watched] = [entry.weight, entry.watched.unwrap_or(entry.weight)].map(kidd::Weight::word);
        let weight_is_right = match &case.weight {
            Some(weight) => weights == [weight.as_str()],
            None => weights == [usual] || weights == [watched],
        };
        let right = weight_is_right
            && matches!(found.as_slice(), [(rule, from, to)] if *rule == case.rule
            && (case.from.is_none() || case.from == *from)
            && (case.to.is_none() || case.to == *to)
            && (!case.old.is_empty() || from.is_none())
            && (!case.new.is_empty() || to.is_none()));
        if !right {
            writeln!(wrong, "{}:", case.rule).unwrap();
            for (rule, from, to) in found {
                writeln!(wrong, "  {rule}: {from:?} → {to:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_no_finding_is_not_found() {
    for Pair { what, old, new } in all_cases().none {
        let text = |body: &str| format!("{OPENING}\n\n{body}\n");
        for (old, new) in [(&old, &new), (&new, &old)] {
            assert_eq!(compared(&text(old), &text(new), rules(), told), [], "{what}");
        }
    }
}

#[test]
fn each_planted_change_is_told_once() {
    let rules = rules();
    let list = compared(&shipped("23"), &shipped("sample"), rules, |comparison| {
        let mut list = String::new();
        for finding in &comparison.findings {
            writeln!(list, "{} {}: {}", finding.weight.word(), finding.rule, finding.subject).unwrap();
            for (side, quote) in [("from", &finding.quote.before), ("to", &finding.quote.after)] {
                let text = quote.as_ref().map_or("-", |quote| &quote.text);
                writeln!(list, "    {side}: {text}").unwrap();
            }
            for reason in &finding.why {
                writeln!(list, "    why: {reason}").unwrap();
            }
        }
        list
    });
    insta::assert_snapshot!(list);
}

#[test]
fn the_rules_are_documented_as_they_are() {
    let rules = series::general().unwrap();
    let cases = cases();
    let mut page = String::from(
        "# What kidd finds\n\n\
         Each rule with its weight, what it means and what it does not, and an example: the case by which it is tested.\n\
         Weight, rank and wording of each stand in `core/src/series/general.toml`, the examples in `core/tests/cases/findings.toml`;\n\
         this page is made of them (`KIDD_UPDATE=1 cargo test --test it documented`).\n\n\
         Where several rules explain the same words, the one that fits best is told, and the others are its reasons\n\
         (`--all` shows them). `--fail-on RULE` or `--fail-on WEIGHT` makes a gate of them.\n",
    );
    for entry in &rules.finding {
        let watched = entry.watched.map_or_else(String::new, |watched| {
            format!(" ({} where a watched formula is concerned)", watched.word())
        });
        write!(page, "\n## {}\n\n", entry.id).unwrap();
        writeln!(
            page,
            "{}{watched}: {}.\n",
            entry.weight.word(),
            entry
                .message
                .replace("{subject}", "…")
                .replace(" ({change})", "")
                .replace("{change}", "another one")
        )
        .unwrap();
        writeln!(page, "{}\n", entry.help).unwrap();
        let case = cases.iter().find(|case| case.rule == entry.id.id()).unwrap();
        let title = |side: usize, text: &str| match &case.titles {
            Some(titles) => titles[side].clone(),
            None => text.trim().to_owned(),
        };
        for (side, text) in [("old", title(0, &case.old)), ("new", title(1, &case.new))] {
            let text = if text.is_empty() { "(nothing)".to_owned() } else { shown(&text) };
            writeln!(page, "- {side}: {text}").unwrap();
        }
    }
    let path = format!("{ROOT}/docs/rules.md");
    if std::env::var_os("KIDD_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "run it with KIDD_UPDATE=1");
}

/// A text on one line of Markdown.
fn shown(text: &str) -> String {
    text.replace("\n\n", " ¶ ").replace('\u{202e}', "U+202E").replace('_', "\\_")
}

/// The rule under which the reverse comparison tells the same.
fn mirrored(rule: &str) -> String {
    let Some((family, fate)) = rule.split_once('/') else { return rule.to_owned() };
    let fate = match fate {
        "new" => "dropped",
        "dropped" => "new",
        "weakened" => "strengthened",
        "strengthened" => "weakened",
        "gained" => "lost",
        "lost" => "gained",
        other => other,
    };
    format!("{family}/{fate}")
}

/// What two comparisons of the same texts must have in common. A promise kept has no reverse but a new one, and only
/// characters that came in are told.
fn check_mirror(old: &str, new: &str, rules: &Rules) {
    let listed = |mut list: Vec<Told>| {
        list.retain(|(rule, ..)| !rule.starts_with("text/hidden"));
        list.sort();
        list
    };
    let forth = compared(old, new, rules, told);
    let back = compared(new, old, rules, told);
    let as_new = |(rule, from, to): Told| match rule.strip_suffix("/fulfilled") {
        Some(family) => (format!("{family}/dropped"), from, None),
        None => (rule, from, to),
    };
    let back = back.into_iter().map(as_new).map(|(rule, from, to)| (mirrored(&rule), to, from)).collect();
    let forth = forth.into_iter().map(as_new).collect();
    similar_asserts(&listed(forth), &listed(back));
}

fn similar_asserts(forth: &[Told], back: &[Told]) {
    let only = |one: &[Told], other: &[Told]| -> Vec<String> {
        one.iter().filter(|told| !other.contains(told)).map(|told| format!("{told:#?}")).collect()
    };
    let (ahead, behind) = (only(forth, back), only(back, forth));
    assert!(
        ahead.is_empty() && behind.is_empty() && forth.len() == back.len(),
        "only forth: {}\nonly back, turned: {}",
        ahead.join("\n"),
        behind.join("\n")
    );
}

/// What holds for the findings of any comparison.
fn check_sound(comparison: &Comparison<'_>) {
    let mut seen: Vec<(&str, &str, String)> = Vec::new();
    for finding in &comparison.findings {
        assert!(finding.change < comparison.changes.len());
        assert!(rules().finding.iter().any(|rule| rule.id == finding.rule), "{} is no rule", finding.rule);
        assert!(!finding.subject.trim().is_empty(), "{} has no subject", finding.rule);
        assert!(
            finding.quote.before.is_some() || finding.quote.after.is_some(),
            "{} quotes nothing",
            finding.rule
        );
        for (quote, statement) in [
            (&finding.quote.before, comparison.statements.before),
            (&finding.quote.after, comparison.statements.after),
        ] {
            if let Some((sentence, quote)) = quote.as_ref().and_then(|quote| Some((quote.sentence?, quote))) {
                assert!(statement.sentences[sentence].text.contains(&quote.text), "{}", quote.text);
            }
        }
        let key = (finding.rule.id(), finding.subject.as_str(), format!("{:?}", finding.quote));
        assert!(!seen.contains(&key), "told twice: {key:?}");
        seen.push(key);
    }
    for pair in comparison.findings.windows(2) {
        assert!((pair[0].weight, pair[0].salience) >= (pair[1].weight, pair[1].salience));
    }
}

#[test]
fn the_reverse_of_the_shipped_pair_tells_the_reverse() {
    let rules = rules();
    check_mirror(&shipped("23"), &shipped("sample"), rules);
    compared(&shipped("23"), &shipped("sample"), rules, check_sound);
}

#[test]
fn the_reverse_of_each_case_tells_the_reverse() {
    let rules = rules();
    for case in cases() {
        let old = format!("{OPENING}\n\n{}\n", case.old);
        let new = format!("{OPENING}\n\n{}\n", case.new);
        check_mirror(&old, &new, rules);
    }
}

#[test]
fn a_text_against_itself_tells_nothing() {
    let rules = rules();
    for name in ["23", "sample"] {
        let text = shipped(name);
        let found = compared(&text, &text, rules, told);
        assert_eq!(found, []);
    }
}

/// One change of a text: what is done, to which sentence, at which word, with what.
#[derive(Debug, Clone)]
struct Change {
    kind: u8,
    sentence: usize,
    word: usize,
    with: &'static str,
}

const WORDS: [&str; 16] = [
    "complete",
    "ironclad",
    "the U.S. side",
    "by the end of 2024",
    "discussed",
    "will",
    "pledged to",
    "the Kim regime",
    "Cyber Cooperation Working Group (CCWG)",
    "denuclearization of the DPRK",
    "and",
    "as appropriate,",
    "swift",
    "early next year",
    "reaffirmed its commitment to",
    "the Korean Peninsula",
];

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (0..6_u8, 0..64_usize, 0..64_usize, proptest::sample::select(&WORDS[..]))
        .prop_map(|(kind, sentence, word, with)| Change { kind, sentence, word, with });
    proptest::collection::vec(change, 1..8)
}

/// A text of sentences, one a line, with the changes made.
fn changed(text: &str, changes: &[Change]) -> String {
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    for change in changes {
        let at = 2 + change.sentence % (paragraphs.len() - 2);
        let mut words: Vec<&str> = paragraphs[at].split(' ').collect();
        let word = change.word % words.len();
        match change.kind {
            0 => words[word] = change.with,
            1 => words.insert(word, change.with),
            2 if words.len() > 2 => drop(words.remove(word)),
            3 if paragraphs.len() > 6 => {
                let taken = paragraphs.remove(at);
                let place = 2 + change.word % (paragraphs.len() - 2);
                paragraphs.insert(place, taken);
                continue;
            }
            4 if paragraphs.len() > 6 => {
                paragraphs.remove(at);
                continue;
            }
            _ => {
                paragraphs[at] = paragraphs[at].replacen(", and ", ". They also ", 1);
                continue;
            }
        }
        paragraphs[at] = words.join(" ");
    }
    paragraphs.join("\n\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_of_edited_texts_are_sound_and_mirror(changes in changes()) {
        let rules = rules();
        let old = shipped("23");
        let new = changed(&old, &changes);
        compared(&old, &new, rules, check_sound);
        check_mirror(&old, &new, rules);
    }
}

#[test]
fn a_changed_speaker_is_quoted_the_same_both_ways() {
    let old = shipped("23");
    let (from, to) = ("Furthermore, the U.S. side", "Furthermore, denuclearization of the DPRK U.S. side");
    assert!(old.contains(from));
    check_mirror(&old, &old.replace(from, to), rules());
}

#[test]
fn a_figure_that_gave_way_to_an_empty_word_is_dropped_one_way_and_new_the_other() {
    let old = shipped("23");
    let (from, to) = ("over the last 70 years", "over the last and years");
    assert!(old.contains(from));
    check_mirror(&old, &old.replace(from, to), rules());
}

#[test]
fn a_section_that_one_edition_files_more_under_moves_both_ways_or_not_at_all() {
    let with = "Cyber Cooperation Working Group (CCWG)";
    let changes =
        [Change { kind: 0, sentence: 12, word: 0, with }, Change { kind: 3, sentence: 28, word: 0, with }];
    let old = shipped("23");
    check_mirror(&old, &changed(&old, &changes), rules());
}
