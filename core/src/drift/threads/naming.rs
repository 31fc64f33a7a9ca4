//! What a thread is called, and what it is about.

use std::ops::Range;

use super::Weaver;
use crate::digest;
use crate::drift::edition::{Clause, Mention};

/// Hexadecimal digits of a thread's id: short enough to type, and with a thousand threads in an archive one in 30 archives
/// has two that begin alike (the birthday problem, 16⁶ ids).
const DIGITS: usize = 6;

impl Weaver<'_, '_> {
    /// A name that comes of what was promised first, so that it stays when editions are added that do not hold it: `t` and
    /// the first digits of the SHA-256 of its words. Of threads that begin alike all but the first get a number.
    pub(super) fn id(&mut self, edition: usize, clause: &Clause) -> String {
        let words = self.corpus.words[edition].get(clause.place.sentence).into_iter().flatten();
        let inside = |range: &Range<usize>| {
            let inside = words
                .clone()
                .filter(|word| range.start <= word.start as usize && word.end as usize <= range.end);
            inside.map(|word| self.corpus.vocabulary.name(word.key)).collect::<Vec<_>>().join(" ")
        };
        let promised = Some(inside(&clause.object)).filter(|words| !words.is_empty());
        let hash = digest::bytes(promised.unwrap_or_else(|| inside(&clause.place.range)).as_bytes());
        let id = format!("t{}", &hash[..DIGITS]);
        let known = self.ids.entry(id.clone()).or_default();
        *known += 1;
        if *known == 1 { id } else { format!("{id}-{known}") }
    }

    /// The body that a clause names, else the first words of what is promised.
    pub(super) fn subject(&self, edition: usize, clause: &Clause) -> String {
        let edition = self.corpus.editions[edition];
        let inside = |mention: &Mention| {
            mention.sentence == clause.place.sentence
                && clause.place.range.start <= mention.range.start
                && mention.range.end <= clause.place.range.end
        };
        let named = edition.bodies.iter().find(|body| body.mentions.iter().any(inside));
        if let Some(body) = named {
            return body.acronym.clone().unwrap_or_else(|| body.name.clone());
        }
        let sentence = edition.sentences.get(clause.place.sentence).map_or("", |sentence| &sentence.text);
        let object = sentence.get(clause.object.clone()).unwrap_or_default().trim();
        self.subjects.of(if object.is_empty() { edition.words(&clause.place) } else { object })
    }

    /// What is promised, in the clause's own words from the last word of its verb on: `share the results of the survey`.
    pub(super) fn promise(&self, edition: usize, clause: &Clause) -> String {
        let edition = self.corpus.editions[edition];
        let sentence = edition.sentences.get(clause.place.sentence).map_or("", |sentence| &sentence.text);
        let verb = clause.verb.rsplit(' ').next().unwrap_or_default();
        let start = sentence
            .get(clause.place.range.start..clause.object.start)
            .and_then(|front| front.rfind(verb))
            .map_or(clause.object.start, |at| clause.place.range.start + at);
        let promised = sentence.get(start..clause.place.range.end).unwrap_or_default();
        let promised = if clause.object.is_empty() { edition.words(&clause.place) } else { promised };
        promised.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.')).to_owned()
    }

    /// The content words of the noun phrase that names what is promised.
    pub(super) fn about(&self, edition: usize, clause: &Clause) -> Vec<u32> {
        let sentences = &self.corpus.editions[edition].sentences;
        let sentence = sentences.get(clause.place.sentence).map_or("", |sentence| &sentence.text);
        let object = sentence.get(clause.object.clone()).unwrap_or_default();
        let phrase = self.subjects.of(object);
        let phrase = phrase.trim_end_matches(" …");
        let range = match object.find(phrase) {
            Some(at) => clause.object.start + at..clause.object.start + at + phrase.len(),
            None => clause.object.clone(),
        };
        self.corpus.content(edition, clause.place.sentence, range)
    }
}
