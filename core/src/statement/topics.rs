//! The sections of a text that is of no series: the topics of the general rules, and the text's own headings.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::sections::{
    HEADING, MIN_WEIGHT, OTHER, OTHER_TITLE, Place, heading_of, headings, paragraph_of, slug,
};
use super::{CueHit, Section, Sentence, Statement};
use crate::series::{CueIndex, Rules, Scanned};

/// A heading right above the text has at most this many words; more are a subtitle.
const SHORT: usize = 4;

/// What a sentence must have in cues of its own to be filed by them under a heading that names no topic (no unit, like a
/// cue's weight): one strong cue among its first words.
const OWN_HEADING: f64 = 2.5;

/// What a title must have in cues to name a topic (no unit, like a cue's weight): one plain cue or two weak ones.
const NAMES: f64 = 1.5;

/// Files every sentence under its topic, which its heading, its words and its neighbours tell.
///
/// A heading that names a topic gives it its title. Where several headings name the same one, or a heading names none,
/// what stands under them and has no topic of its own is filed under the heading itself. A paragraph that speaks of
/// nothing that is known goes on with what the one before it speaks of.
pub(super) fn file(statement: &mut Statement, texts: &[Scanned<'_>], rules: &Rules) {
    let topics = rules.topics();
    let index = &topics.0;
    let ours = ours(statement, rules);
    let headings = headings(&statement.blocks);
    let above = headings.partition_point(|&(first, _)| first == 0);
    let opening = headings.iter().position(|&(first, _)| first > 0).unwrap_or(headings.len());
    let own = Own::of(&headings, index, rules);
    let titled = of_title(&statement.title, index, rules, &ours);
    let sentences = &mut statement.sentences;
    let last = sentences.last().map(|sentence| sentence.paragraph);
    let mut paragraphs: Vec<&mut [Sentence]> =
        sentences.chunk_by_mut(|one, next| one.paragraph == next.paragraph).collect();
    // What stands right above the first paragraph is a title, unless it is as short as a heading and names a topic.
    let under = |paragraph: usize| {
        let heading = heading_of(&headings, paragraph)?;
        let is_title = headings[..opening.min(above)].iter().any(|&(_, known)| known == heading);
        let is_short = heading.split_whitespace().count() <= SHORT;
        (!is_title || is_short && own.topic(heading).is_some()).then_some(heading)
    };
    paragraphs.par_iter_mut().for_each(|sentences| {
        let paragraph = sentences[0].paragraph;
        let heading =
            under(paragraph).filter(|heading| own.sections.get(*heading).is_none_or(Option::is_none));
        let place = Place {
            is_first: paragraph == 0,
            is_last: Some(paragraph) == last && paragraph > 0,
            heading: heading.map(Scanned::new),
            title: titled,
            opens_once: true,
            silent: &ours,
        };
        let texts = &texts[sentences[0].index..][..sentences.len()];
        paragraph_of(sentences, texts, &rules.topic, false, index, &place);
    });
    let mut before = (None, OTHER.to_owned());
    for sentences in paragraphs {
        let heading = under(sentences[0].paragraph);
        let own_section = heading.and_then(|heading| own.sections.get(heading)).and_then(Option::as_ref);
        for sentence in sentences.iter_mut() {
            let weak = heading.is_some_and(|heading| own.topic(heading).is_none())
                && strength(sentence) < OWN_HEADING;
            if weak {
                sentence.section = OTHER.to_owned();
            }
            if let Some(section) = own_section {
                sentence.section.clone_from(section);
                hit(sentence, "heading");
            } else if sentence.section == OTHER {
                match heading.filter(|heading| own.topic(heading).is_none()).map(slug) {
                    Some(section) if !section.is_empty() => {
                        sentence.section = section;
                        hit(sentence, "heading");
                    }
                    _ if before.0 == heading && before.1 != OTHER => {
                        sentence.section.clone_from(&before.1);
                        hit(sentence, "paragraph before");
                    }
                    _ => {}
                }
            }
        }
        before = (heading, sentences.last().map_or(OTHER.to_owned(), |last| last.section.clone()));
    }
    statement.sections = used(&statement.sentences, &headings, &own, rules);
}

/// What a sentence has in cues for the section in which it is filed.
fn strength(sentence: &Sentence) -> f64 {
    let own = sentence.cues.iter().filter(|hit| hit.section == sentence.section && hit.cue != "paragraph");
    own.map(|hit| hit.weight).sum()
}

/// The topic that a title names beyond the parties and the meeting, if it names one.
fn of_title(title: &str, index: &CueIndex, rules: &Rules, ours: &FxHashSet<String>) -> Option<usize> {
    let mut weights = vec![0.0; rules.topic.len()];
    for found in index.find(&Scanned::new(title)) {
        if ours.contains(&found.cue.to_lowercase()) {
            continue;
        }
        for &(topic, weight) in found.sections {
            // What opens or closes texts is about none.
            if rules.topic[topic].opening == 0.0 && rules.topic[topic].closing == 0.0 {
                weights[topic] += weight;
            }
        }
    }
    let best = (0..weights.len())
        .max_by(|&one, &other| weights[one].total_cmp(&weights[other]).then(other.cmp(&one)))?;
    (weights[best] >= NAMES).then_some(best)
}

/// The names of those for whom the text speaks: they tell nothing of what a sentence is about.
fn ours(statement: &Statement, rules: &Rules) -> FxHashSet<String> {
    let sides = rules.party.iter().filter(|party| statement.sides.contains(&party.id));
    sides.flat_map(|party| &party.names).map(|name| name.to_lowercase()).collect()
}

fn hit(sentence: &mut Sentence, cue: &str) {
    let section = sentence.section.clone();
    sentence.cues.push(CueHit { section, cue: cue.to_owned(), weight: HEADING });
}

/// What the headings of a text name.
struct Own<'h> {
    /// The topic of each heading that names one, by its position in the rules.
    topics: FxHashMap<&'h str, usize>,
    /// The section that a heading is by itself, where it shares its topic with another one.
    sections: FxHashMap<&'h str, Option<String>>,
}

impl<'h> Own<'h> {
    fn of(headings: &[(usize, &'h str)], index: &CueIndex, rules: &Rules) -> Self {
        let mut topics = FxHashMap::default();
        for &(_, heading) in headings {
            topics.extend(topic_of(heading, index, rules).map(|topic| (heading, topic)));
        }
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for topic in topics.values() {
            *shared.entry(*topic).or_default() += 1;
        }
        let sections = topics
            .iter()
            .map(|(heading, topic)| {
                let section = Some(slug(heading)).filter(|slug| shared[topic] > 1 && !slug.is_empty());
                (*heading, section)
            })
            .collect();
        Self { topics, sections }
    }

    fn topic(&self, heading: &str) -> Option<usize> {
        self.topics.get(heading).copied()
    }
}

/// The topic that a heading names most.
fn topic_of(heading: &str, index: &CueIndex, rules: &Rules) -> Option<usize> {
    let mut weights = vec![0.0; rules.topic.len()];
    let scanned = Scanned::new(heading);
    for found in index.find(&scanned) {
        for &(topic, weight) in found.sections {
            weights[topic] += weight;
        }
    }
    let best = (0..weights.len()).max_by(|&one, &other| {
        // The first in the order of the rules among equals.
        weights[one].total_cmp(&weights[other]).then(other.cmp(&one))
    })?;
    (weights[best] >= MIN_WEIGHT).then_some(best)
}

/// The sections that occur, in the order of the text.
fn used(sentences: &[Sentence], headings: &[(usize, &str)], own: &Own<'_>, rules: &Rules) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    // The first heading of each section, by the id that it makes: headings are many, and so are sections.
    let mut first: FxHashMap<String, &str> = FxHashMap::default();
    for &(_, heading) in headings {
        let topic = own.topic(heading).map(|topic| rules.topic[topic].id.clone());
        let own_id = Some(slug(heading)).filter(|id| rules.topic.iter().all(|rule| rule.id != *id));
        for id in topic.into_iter().chain(own_id) {
            first.entry(id).or_insert(heading);
        }
    }
    for sentence in sentences {
        let section = *known.entry(sentence.section.as_str()).or_insert_with(|| {
            let title = title(&sentence.section, &first, rules);
            sections.push(Section { id: sentence.section.clone(), title, sentences: Vec::new() });
            sections.len() - 1
        });
        sections[section].sentences.push(sentence.index);
    }
    sections
}

/// A section is called as the text calls it, else as the rules do.
fn title(id: &str, first: &FxHashMap<String, &str>, rules: &Rules) -> String {
    let topic = rules.topic.iter().find(|rule| rule.id == id);
    match (first.get(id), topic) {
        (Some(heading), _) => heading.trim_end_matches(['.', ':']).to_owned(),
        (None, Some(topic)) => topic.title.clone(),
        (None, None) => OTHER_TITLE.to_owned(),
    }
}
