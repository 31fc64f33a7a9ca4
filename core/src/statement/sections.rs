//! Each sentence is filed in a canonical section.

use super::{Block, CueHit, Role, Section, Sentence, Statement};
use crate::series::{CueIndex, Rules, Scanned, SectionRule};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// What it costs to change the section between two sentences of a paragraph (no unit, like a cue's weight): a plain
/// cue alone does not cut a paragraph, two or one strong one do.
const CHANGE: f64 = 1.5;

/// What it costs less where the new sentence opens a subject of its own ("On cyber cooperation, …").
const NEW_SUBJECT: f64 = 0.75;

/// How much more a cue says among the first words of a sentence, where its subject is named (factor).
const EARLY: f64 = 1.5;

/// How many bytes of a sentence are its first words: subject, verb and the start of the object.
const EARLY_BYTES: usize = 90;

/// What a paragraph must have in cues to be filed at all (no unit); below, it is `other`.
pub(super) const MIN_WEIGHT: f64 = 1.0;

/// The section of what no cue speaks for.
pub(super) const OTHER: &str = "other";

/// How that section is called where the rules have no name for it.
pub(super) const OTHER_TITLE: &str = "Other";

/// How much a heading says about the sentences under it, as a factor on its cues (no unit); where no rules give
/// sections, as the weight shown for it.
pub(super) const HEADING: f64 = 1.0;

/// How much the topic that the title names has in every sentence (no unit, like a cue's weight): it decides where a
/// sentence has no other cue, or a weak one.
const TITLE: f64 = 1.0;

/// Files every sentence in its section: the cheapest way through each paragraph, with the cues' weights as gain and a
/// price on every change. A heading speaks for all sentences under it. The texts are those of the
/// sentences.
pub(super) fn file(statement: &mut Statement, texts: &[Scanned<'_>], rules: &Rules) {
    let headings = headings(&statement.blocks);
    let index = &*rules.cues();
    let silent = FxHashSet::default();
    let above = headings.partition_point(|&(first, _)| first == 0);
    let sentences = &mut statement.sentences;
    let last = sentences.last().map(|sentence| sentence.paragraph);
    let paragraphs: Vec<&mut [Sentence]> =
        sentences.chunk_by_mut(|one, next| one.paragraph == next.paragraph).collect();
    paragraphs.into_par_iter().for_each(|sentences| {
        let paragraph = sentences[0].paragraph;
        let place = Place {
            is_first: paragraph == 0,
            is_last: Some(paragraph) == last && paragraph > 0,
            // What stands above the text is title and page.
            heading: heading_of(&headings[above..], paragraph).map(Scanned::new),
            title: None,
            opens_once: false,
            silent: &silent,
        };
        let texts = &texts[sentences[0].index..][..sentences.len()];
        let whole = rules.paragraphs.whole;
        paragraph_of(sentences, texts, &rules.section, whole, index, &place);
    });
    statement.sections = used(sentences, rules);
}

/// The headings of the body, each with the number of the first paragraph under it.
pub(super) fn headings(blocks: &[Block]) -> Vec<(usize, &str)> {
    let mut next = 0;
    let mut found = Vec::new();
    for block in blocks {
        match (block.index, block.role) {
            (Some(index), _) => next = index + 1,
            (None, Role::Heading) => found.push((next, block.text.as_str())),
            _ => {}
        }
    }
    found
}

pub(super) fn heading_of<'a>(headings: &[(usize, &'a str)], paragraph: usize) -> Option<&'a str> {
    let count = headings.partition_point(|&(first, _)| first <= paragraph);
    headings[..count].last().map(|&(_, text)| text)
}

/// `military-operations-in-egypt`: letters and digits in lower case, hyphens between.
pub(super) fn slug(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// The sections that occur, in the order of the rules.
fn used(sentences: &[Sentence], rules: &Rules) -> Vec<Section> {
    let mut sections: Vec<Section> = rules
        .section
        .iter()
        .map(|rule| Section { id: rule.id.clone(), title: rule.title.clone(), sentences: Vec::new() })
        .collect();
    if !rules.section.iter().any(|rule| rule.id == OTHER) {
        sections.push(Section { id: OTHER.into(), title: OTHER_TITLE.into(), sentences: Vec::new() });
    }
    for sentence in sentences {
        if let Some(section) = sections.iter_mut().find(|section| section.id == sentence.section) {
            section.sentences.push(sentence.index);
        }
    }
    sections.retain(|section| !section.sentences.is_empty());
    sections
}

/// Where a paragraph stands in the text.
pub(super) struct Place<'a> {
    pub is_first: bool,
    pub is_last: bool,
    /// The heading above it.
    pub heading: Option<Scanned<'a>>,
    /// The topic that the title names, by its position.
    pub title: Option<usize>,
    /// Only the first sentence of the first paragraph opens the text.
    pub opens_once: bool,
    /// Cues that say nothing in this text, in small letters.
    pub silent: &'a FxHashSet<String>,
}

pub(super) fn paragraph_of(
    sentences: &mut [Sentence],
    texts: &[Scanned<'_>],
    table: &[SectionRule],
    as_whole: bool,
    index: &CueIndex,
    place: &Place<'_>,
) {
    let count = table.len();
    if count == 0 {
        for sentence in sentences {
            sentence.section = OTHER.to_owned();
        }
        return;
    }
    let mut gains: Vec<Vec<f64>> = Vec::with_capacity(sentences.len());
    for (position, (sentence, text)) in sentences.iter_mut().zip(texts).enumerate() {
        let opens = place.is_first && (position == 0 || !place.opens_once);
        let (gain, hits) = weigh(text, table, index, place, opens);
        sentence.cues = hits;
        gains.push(gain);
    }
    let choice = if as_whole {
        vec![whole(&gains); gains.len()]
    } else {
        way(&gains, place.opens_once, |position| opens_subject(&sentences[position].text))
    };
    // What the paragraph as a whole has for each of its sections.
    let mut runs = vec![0.0; count];
    for (&section, gain) in choice.iter().zip(&gains) {
        runs[section] += gain[section];
    }
    for (position, sentence) in sentences.iter_mut().enumerate() {
        let section = choice[position];
        let run = runs[section];
        if run < MIN_WEIGHT {
            sentence.section = OTHER.to_owned();
            continue;
        }
        let id = &table[section].id;
        sentence.section.clone_from(id);
        if gains[position][section] < MIN_WEIGHT {
            sentence.cues.push(CueHit { section: id.clone(), cue: "paragraph".into(), weight: run });
        }
        sentence.cues.sort_by(|a, b| {
            let own = |hit: &CueHit| hit.section != *id;
            own(a).cmp(&own(b)).then(b.weight.total_cmp(&a.weight)).then(a.cue.cmp(&b.cue))
        });
    }
}

/// The weight of every section in one sentence, and the cues that gave it.
fn weigh(
    text: &Scanned<'_>,
    table: &[SectionRule],
    index: &CueIndex,
    place: &Place<'_>,
    opens: bool,
) -> (Vec<f64>, Vec<CueHit>) {
    let mut gain = vec![0.0; table.len()];
    let mut hits: Vec<CueHit> = Vec::new();
    let mut push = |section: usize, cue: &str, weight: f64| {
        if weight == 0.0 {
            return;
        }
        let id = &table[section].id;
        // A cue that is repeated says no more.
        match hits.iter_mut().find(|hit| hit.section == *id && hit.cue == cue) {
            Some(hit) if hit.weight < weight => {
                gain[section] += weight - hit.weight;
                hit.weight = weight;
            }
            Some(_) => {}
            None => {
                gain[section] += weight;
                hits.push(CueHit { section: id.clone(), cue: cue.to_owned(), weight });
            }
        }
    };
    for hit in index.find(text) {
        if !place.silent.is_empty() && place.silent.contains(&hit.cue.to_lowercase()) {
            continue;
        }
        let early = if hit.start < EARLY_BYTES { EARLY } else { 1.0 };
        for &(section, weight) in hit.sections {
            push(section, hit.cue, weight * early);
        }
    }
    for hit in place.heading.iter().flat_map(|heading| index.find(heading)) {
        for &(section, weight) in hit.sections {
            push(section, "heading", weight * HEADING);
        }
    }
    for (section, rule) in table.iter().enumerate() {
        if opens {
            push(section, "first paragraph", rule.opening);
        }
        if place.is_last {
            push(section, "last paragraph", rule.closing);
        }
        if place.title == Some(section) {
            push(section, "title", TITLE);
        }
    }
    (gain, hits)
}

/// The best section for a paragraph as a whole (the first in the order of the rules among equals).
fn whole(gains: &[Vec<f64>]) -> usize {
    let mut sums = vec![0.0; gains.first().map_or(0, Vec::len)];
    for gain in gains {
        sums.iter_mut().zip(gain).for_each(|(sum, gain)| *sum += gain);
    }
    top(&sums)
}

/// The best section for each sentence of a paragraph (the first in the order of the rules among equals). Among equal ways
/// the change comes early, or `late`: what has no cue then goes on with what stands before it.
fn way(gains: &[Vec<f64>], late: bool, opens: impl Fn(usize) -> bool) -> Vec<usize> {
    let count = gains.first().map_or(0, Vec::len);
    let mut best: Vec<f64> = gains.first().cloned().unwrap_or_default();
    // For every later sentence and section: the section before it.
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(gains.len());
    for (position, gain) in gains.iter().enumerate().skip(1) {
        let price = if opens(position) { CHANGE * NEW_SUBJECT } else { CHANGE };
        let top = top(&best);
        let mut step = Vec::with_capacity(count);
        let mut next = Vec::with_capacity(count);
        for section in 0..count {
            let stay = best[section];
            let change = best[top] - price;
            let stays = if late { stay > change } else { stay >= change };
            let (value, before) = if stays { (stay, section) } else { (change, top) };
            next.push(value + gain[section]);
            step.push(before);
        }
        from.push(step);
        best = next;
    }
    let mut section = top(&best);
    let mut choice = vec![section; gains.len()];
    for position in (1..gains.len()).rev() {
        section = from[position - 1][section];
        choice[position - 1] = section;
    }
    choice
}

fn top(values: &[f64]) -> usize {
    let mut top = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[top] {
            top = index;
        }
    }
    top
}

/// "On …," and "Regarding …," name a new subject.
fn opens_subject(text: &str) -> bool {
    ["On ", "Regarding ", "Concerning ", "With regard to ", "With respect to ", "As for ", "Turning to "]
        .iter()
        .any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_way(gains: &[[f64; 3]], expected: &[usize]) {
        let gains: Vec<Vec<f64>> = gains.iter().map(|gain| gain.to_vec()).collect();
        assert_eq!(way(&gains, false, |_| false), expected, "{gains:?}");
    }

    #[test]
    fn a_sentence_without_cues_goes_with_its_neighbours() {
        check_way(&[[0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0]], &[1, 1, 1]);
    }

    #[test]
    fn a_paragraph_is_cut_between_two_subjects() {
        check_way(&[[3.0, 0.0, 0.0], [0.0, 0.0, 3.0], [0.0, 0.0, 3.0]], &[0, 2, 2]);
    }

    #[test]
    fn a_weak_cue_alone_does_not_cut() {
        check_way(&[[3.0, 0.0, 0.0], [0.0, 1.0, 0.0], [3.0, 0.0, 0.0]], &[0, 0, 0]);
    }

    #[test]
    fn headings_are_the_sections_of_a_text_without_a_series() {
        let text = "Both sides met on May 3, 2024 in Seoul to talk about the two subjects.\n\nCYBER COOPERATION\n\n\
                    They talked about it at great length and agreed to go on.\n\nSpace Cooperation\n\n\
                    They talked about that as well and agreed to go on.";
        let document = crate::source::read("text", text.as_bytes()).unwrap();
        let statement = crate::statement::read(&document, &crate::series::general().unwrap()).unwrap();
        let found: Vec<_> =
            statement.sections.iter().map(|s| (s.id.as_str(), s.sentences.as_slice())).collect();
        assert_eq!(found, [("meeting", &[0][..]), ("cyber", &[1]), ("space", &[2])]);
        assert_eq!(statement.sections[1].title, "CYBER COOPERATION");
    }
}
