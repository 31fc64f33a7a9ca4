//! How well texts of sixteen registers are read: what a reader wrote down of each sentence is held against what is read of it.
//!
//! A label file has a line for each sentence: its number, the sections in which it may stand, its claims (kind, speaker,
//! stance, `not`, `if`), and its quantities. Several answers that a careful reader would accept stand behind one another
//! with a slash. The last line lists the actors.

use std::collections::BTreeSet;
use std::fs;

use kidd::series;
use kidd::source;
use kidd::statement::{self, Claim, Speaker, Statement};

/// Texts of sixteen registers, each with its labels: ministerial meetings, central banks, readouts and visits, a declaration
/// of numbered paragraphs, a chairman's statement, a council of heads of state, a contact group.
const TEXTS: [&str; 16] = [
    "ministerial",
    "central-bank",
    "readout",
    "declaration",
    "chairman",
    "policy-board",
    "energy-council",
    "visit",
    "supreme-council",
    "defence-ministers",
    "trade-ministers",
    "contact-group",
    "high-level-meeting",
    "reserve-bank",
    "heads-of-government",
    "space-dialogue",
];

/// The shares that have to hold over all texts together (no unit). What an analyst needs to rely on the reading; the
/// labels were written before the texts were read.
const CLAIMS: f64 = 0.92;
const SPEAKERS: f64 = 0.95;
const STANCES: f64 = 0.92;
const ACTORS: f64 = 0.95;
const QUANTITIES: f64 = 0.97;
const SECTIONS: f64 = 0.95;

/// What was right of how much.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    #[track_caller]
    fn check(self, least: f64, what: &str, told: &str) {
        let share = self.right as f64 / self.of as f64;
        assert!(share >= least, "{what}: {} of {}, {share:.3} < {least}\n{told}", self.right, self.of);
    }
}

#[derive(Debug, Default)]
struct Score {
    /// Claims that are read and are labelled, of those that are read; and of those that are labelled.
    precision: Share,
    recall: Share,
    speakers: Share,
    stances: Share,
    actors: Share,
    quantities: Share,
    sections: Share,
    told: String,
}

#[test]
fn texts_of_sixteen_registers_are_read_as_a_reader_does() {
    let mut score = Score::default();
    for name in TEXTS {
        let text = fs::read(format!("tests/reading/{name}.txt")).unwrap();
        let labels = fs::read_to_string(format!("tests/reading/{name}.labels")).unwrap();
        let document = source::read(name, &text).unwrap();
        let statement = statement::read(&document, &series::general().unwrap()).unwrap();
        score.add(name, &statement, &labels);
    }
    let told = &score.told;
    score.precision.check(CLAIMS, "claims read rightly", told);
    score.recall.check(CLAIMS, "claims found", told);
    score.speakers.check(SPEAKERS, "speakers", told);
    score.stances.check(STANCES, "stances", told);
    score.actors.check(ACTORS, "actors", told);
    score.quantities.check(QUANTITIES, "quantities", told);
    score.sections.check(SECTIONS, "sections", told);
}

#[test]
fn every_sentence_has_a_claim_and_every_quantity_stands_in_one() {
    for name in TEXTS {
        let text = fs::read(format!("tests/reading/{name}.txt")).unwrap();
        let statement =
            statement::read(&source::read(name, &text).unwrap(), &series::general().unwrap()).unwrap();
        for sentence in &statement.sentences {
            let claims: Vec<&Claim> =
                statement.claims.iter().filter(|claim| claim.sentence == sentence.index).collect();
            assert!(!claims.is_empty(), "{name}: {}", sentence.text);
            for claim in claims {
                for range in [&claim.range, &claim.object, &claim.verb, &claim.whole] {
                    assert!(sentence.text.get(range.clone()).is_some(), "{name}: {claim:?}");
                }
                assert!(
                    claim.parties.iter().all(|&party| party < statement.actors.len()),
                    "{name}: {claim:?}"
                );
            }
        }
    }
}

impl Score {
    fn add(&mut self, name: &str, statement: &Statement, labels: &str) {
        let mut actors = BTreeSet::new();
        for line in labels.lines().filter(|line| !line.starts_with('#')) {
            if let Some(list) = line.strip_prefix("actors:") {
                actors = list.split_whitespace().map(str::to_owned).collect();
                continue;
            }
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let sentence = &statement.sentences[parts[0].parse::<usize>().unwrap()];
            let said = |told: &str| format!("{name} {}: {told}: {}\n", sentence.index, sentence.text);
            let filed = one_of(parts[1], &sentence.section);
            self.sections.count(filed);
            if !filed {
                self.told.push_str(&said(&format!("filed in {}, not {}", sentence.section, parts[1])));
            }
            let mut open: Vec<&Claim> =
                statement.claims.iter().filter(|claim| claim.sentence == sentence.index).collect();
            let read = open.len();
            let mut hits = 0;
            for label in parts[2].split(';') {
                let words: Vec<&str> = label.split_whitespace().collect();
                let of_kind = |claim: &&&Claim| one_of(words[0], claim.kind.name());
                let place = open
                    .iter()
                    .position(|claim| of_kind(&claim) && one_of(words[2], &claim.stance))
                    .or_else(|| open.iter().position(|claim| of_kind(&claim)));
                self.recall.count(place.is_some());
                let Some(place) = place else {
                    self.told.push_str(&said(&format!("missed {label}")));
                    continue;
                };
                let claim = open.remove(place);
                hits += 1;
                let speaker = one_of(words[1], speaker(&claim.speaker));
                self.speakers.count(speaker);
                let marks = &words[3..];
                let stance = one_of(words[2], &claim.stance)
                    && claim.negated == marks.contains(&"not")
                    && claim.conditional == marks.contains(&"if");
                self.stances.count(stance);
                if !(speaker && stance) {
                    self.told
                        .push_str(&said(&format!("{label} read as {:?} {}", claim.speaker, claim.stance)));
                }
            }
            self.precision.right += hits;
            self.precision.of += read;
            let numbers: Vec<String> = statement
                .claims
                .iter()
                .filter(|claim| claim.sentence == sentence.index)
                .flat_map(|claim| &claim.quantities)
                .map(|quantity| format!("{} {}", quantity.value, quantity.unit).trim().to_owned())
                .collect();
            let wanted: Vec<String> = parts
                .get(3)
                .map(|list| {
                    list.split(';')
                        .map(|part| part.trim().to_owned())
                        .filter(|part| !part.is_empty())
                        .collect()
                })
                .unwrap_or_default();
            for number in numbers.iter().filter(|number| !wanted.contains(number)) {
                self.quantities.count(false);
                self.told.push_str(&said(&format!("quantity {number}")));
            }
            wanted.iter().for_each(|number| self.quantities.count(numbers.contains(number)));
        }
        let read: BTreeSet<String> = statement.actors.iter().map(|actor| actor.key.clone()).collect();
        for actor in actors.union(&read) {
            let both = actors.contains(actor) && read.contains(actor);
            self.actors.count(both);
            if !both {
                self.told.push_str(&format!("{name}: actor {actor}\n"));
            }
        }
    }
}

fn one_of(labels: &str, found: &str) -> bool {
    labels.split('/').any(|label| label == found)
}

fn speaker(speaker: &Speaker) -> &str {
    match speaker {
        Speaker::Joint => "joint",
        Speaker::Leaders => "leaders",
        Speaker::Party(party) => party.id(),
        Speaker::Other => "other",
        Speaker::Unattributed => "-",
    }
}
