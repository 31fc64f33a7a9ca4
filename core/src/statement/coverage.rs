//! How far the rules of a series reach on its own editions: what they do not file, what of them never comes to bear.

use std::collections::{BTreeMap, BTreeSet};

use super::{Speaker, Statement};
use crate::series::{Lexicon, Rules, Scanned};

/// What the rules of a series say of its editions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// How many editions were read.
    pub editions: usize,
    /// How many sentences they have.
    pub sentences: usize,
    /// Sentences in the section `other`: the edition and the position of each.
    pub other: Vec<(usize, usize)>,
    /// Cues of the series' own file, with their section, that no sentence has.
    pub silent: Vec<(String, String)>,
    /// How many cues the series' own file has.
    pub cues: usize,
    /// Names of bodies and instruments of the series' own file that no edition has.
    pub unseen: Vec<String>,
    /// How many bodies and instruments the series' own file has.
    pub entities: usize,
    /// Verbs after a subject that have no rung: the verb, how often, and the first sentence that has it.
    pub rungless: Vec<Rungless>,
    /// Sentences in which no clause with a verb was read: the edition and the position of each.
    pub unread: Vec<(usize, usize)>,
    /// Subjects that speak and are no party of the rules: how they begin, how often, and the first sentence.
    pub strangers: Vec<Rungless>,
    /// Verbs of clauses whose stance is on no ladder: the verb, how often, and the first sentence.
    pub unranked: Vec<Rungless>,
}

/// A verb that the ladder does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rungless {
    /// As written.
    pub verb: String,
    /// How often it follows a subject.
    pub count: usize,
    /// The edition and the position of the first sentence.
    pub first: (usize, usize),
}

/// A cue that speaks for several sections with the same weight, so that it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The cue.
    pub cue: String,
    /// The sections.
    pub sections: Vec<String>,
}

/// The section of what no cue speaks for.
const OTHER: &str = "other";

/// Cues of a series' own file that stand in several sections of the merged rules with the same weight.
pub fn overlaps(rules: &Rules, own: &Rules) -> Vec<Overlap> {
    let ours: BTreeSet<String> =
        own.section.iter().flat_map(|section| &section.cues).map(|cue| cue.text.to_lowercase()).collect();
    let mut known: BTreeMap<String, Vec<(&str, f64)>> = BTreeMap::new();
    for section in &rules.section {
        for cue in &section.cues {
            known.entry(cue.text.to_lowercase()).or_default().push((&section.id, cue.weight));
        }
    }
    known
        .into_iter()
        .filter(|(cue, _)| ours.contains(cue))
        .filter_map(|(cue, places)| {
            let most = places.iter().map(|&(_, weight)| weight).fold(f64::MIN, f64::max);
            let mut top: Vec<String> = places
                .iter()
                .filter(|&&(_, weight)| weight >= most)
                .map(|&(section, _)| section.to_owned())
                .collect();
            // A cue that stands twice in one section is said twice, and decides all the same.
            top.dedup();
            (top.len() > 1).then_some(Overlap { cue, sections: top })
        })
        .collect()
}

/// Measures the rules of a series on its editions. `own` is the series' own file, without what it inherits.
pub fn coverage(statements: &[Statement], rules: &Rules, own: &Rules) -> Coverage {
    let mut coverage = Coverage { editions: statements.len(), ..Coverage::default() };
    let mut fired: BTreeSet<String> = BTreeSet::new();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for (edition, statement) in statements.iter().enumerate() {
        coverage.sentences += statement.sentences.len();
        for sentence in &statement.sentences {
            if sentence.section == OTHER {
                coverage.other.push((edition, sentence.index));
            }
            fired.extend(
                rules.cues().find(&Scanned::new(&sentence.text)).map(|found| found.cue.to_lowercase()),
            );
        }
        for entity in statement.bodies.iter().chain(&statement.instruments) {
            named.insert(&entity.key);
        }
    }
    for section in &own.section {
        coverage.cues += section.cues.len();
        let silent = section.cues.iter().filter(|cue| !fired.contains(&cue.text.to_lowercase()));
        coverage.silent.extend(silent.map(|cue| (section.id.clone(), cue.text.clone())));
    }
    coverage.entities = own.entity.len();
    let unseen = own.entity.iter().filter(|entity| !named.contains(entity.id.as_str()));
    coverage.unseen = unseen.map(|entity| entity.name.clone()).collect();
    coverage.rungless = rungless(statements, rules);
    claims(&mut coverage, statements, rules);
    coverage
}

/// What is left open in the claims of the editions.
fn claims(coverage: &mut Coverage, statements: &[Statement], rules: &Rules) {
    /// Words by which a subject is shown.
    const SUBJECT: usize = 4;
    let grammar = &rules.grammar;
    let helpers: BTreeSet<&str> =
        [&grammar.be, &grammar.have, &grammar.will, &grammar.would, &grammar.modals]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
    for (edition, statement) in statements.iter().enumerate() {
        let mut read = vec![false; statement.sentences.len()];
        for claim in &statement.claims {
            let Some(sentence) = statement.sentences.get(claim.sentence) else { continue };
            let place = (edition, sentence.index);
            read[sentence.index] |= claim.rule != "description/no-verb";
            if claim.speaker == Speaker::Other {
                let words = sentence.text[claim.range.clone()].split_whitespace().take(SUBJECT);
                count(&mut coverage.strangers, words.collect::<Vec<_>>().join(" "), place);
            }
            let verb = &sentence.text[claim.verb.clone()];
            if claim.rule.ends_with("/verb") && !helpers.contains(verb) {
                count(&mut coverage.unranked, verb.to_lowercase(), place);
            }
        }
        let open = read.iter().enumerate().filter(|(_, read)| !**read);
        coverage.unread.extend(open.map(|(sentence, _)| (edition, sentence)));
    }
    for list in [&mut coverage.strangers, &mut coverage.unranked] {
        list.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.verb.cmp(&other.verb)));
    }
}

fn count(list: &mut Vec<Rungless>, verb: String, first: (usize, usize)) {
    match list.iter_mut().find(|known| known.verb == verb) {
        Some(known) => known.count += 1,
        None => list.push(Rungless { verb, count: 1, first }),
    }
}

/// Words right after a subject of the rules that look like verbs and have no rung.
fn rungless(statements: &[Statement], rules: &Rules) -> Vec<Rungless> {
    let subjects = Lexicon::new(rules.speaker.iter().flat_map(|speaker| &speaker.names));
    let mut known: BTreeSet<String> = BTreeSet::new();
    for verb in &rules.verb {
        for form in verb.past.iter().chain(&verb.present).chain(&verb.gerund).chain(&verb.state) {
            known.extend(form.split_whitespace().next().map(str::to_lowercase));
        }
    }
    known.extend(
        ["will", "would", "shall", "should", "can", "could", "may", "might", "must"].map(String::from),
    );
    let small: BTreeSet<String> = [
        &rules.words.function,
        &rules.grammar.adverbs,
        &rules.grammar.be,
        &rules.grammar.have,
        &rules.grammar.conjunctions,
        &rules.grammar.determiners,
    ]
    .into_iter()
    .flatten()
    .map(|word| word.to_lowercase())
    .collect();
    let mut found: Vec<Rungless> = Vec::new();
    for (edition, statement) in statements.iter().enumerate() {
        for sentence in &statement.sentences {
            for hit in subjects.find(&sentence.text) {
                let rest = &sentence.text[hit.range.end..];
                // Only an adverb may stand between, and no punctuation.
                let mut words =
                    rest.split_whitespace().skip_while(|word| word.ends_with("ly") || small.contains(*word));
                let Some(word) = words.next().filter(|_| rest.starts_with(' ')) else { continue };
                let is_verb = word.chars().all(char::is_lowercase)
                    && (word.ends_with("ed") || word.ends_with('s'))
                    && word.len() > 3;
                if !is_verb || known.contains(word) || small.contains(word) {
                    continue;
                }
                match found.iter_mut().find(|known| known.verb == word) {
                    Some(known) => known.count += 1,
                    None => found.push(Rungless {
                        verb: word.to_owned(),
                        count: 1,
                        first: (edition, sentence.index),
                    }),
                }
            }
        }
    }
    found.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.verb.cmp(&other.verb)));
    found
}
