//! What every edition names: watched phrases, bodies, instruments, sections.

use rustc_hash::FxHashMap;

use super::edition::{Edition, Mention, Named};
use super::lifeline::{Sighting, Subject, lifeline};
use super::model::{Kind, Lifeline, Slot};
use super::words::Corpus;
use crate::series::Rules;

/// The lifelines of all that the rules watch and the statements name. `places` are the editions' slots.
pub(super) fn subjects(
    corpus: &mut Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
    rules: &Rules,
) -> Vec<Lifeline> {
    let mut lines = watched(corpus, places, slots, rules);
    lines.extend(named(corpus, places, slots, Kind::Body));
    lines.extend(named(corpus, places, slots, Kind::Instrument));
    lines
}

fn watched(corpus: &mut Corpus<'_>, places: &[usize], slots: &[Slot], rules: &Rules) -> Vec<Lifeline> {
    let editions = corpus.editions.clone();
    let lines = rules.watch.iter().filter_map(|rule| {
        let mut seen = Vec::new();
        for (edition, &slot) in editions.iter().zip(places) {
            for spot in edition.spots.iter().filter(|spot| spot.watch == rule.id) {
                seen.push(sighting(corpus, edition, slot, &spot.place));
            }
        }
        let subject = Subject {
            id: format!("phrase/{}", rule.id),
            name: rule.subject.clone(),
            kind: Kind::Phrase,
            asked: false,
        };
        lifeline(subject, seen, slots)
    });
    lines.collect()
}

fn sighting(corpus: &mut Corpus<'_>, edition: &Edition, slot: usize, place: &Mention) -> Sighting {
    let wording = edition.words(place).to_owned();
    Sighting {
        slot,
        sentence: place.sentence,
        key: key(corpus, &wording),
        text: edition.sentences[place.sentence].text.clone(),
        wording,
        variant: None,
    }
}

/// Equal for words that differ in case and typography alone.
pub(super) fn key(corpus: &mut Corpus<'_>, words: &str) -> String {
    let read = corpus.vocabulary.read(words);
    read.iter().map(|word| corpus.vocabulary.name(word.key)).collect::<Vec<_>>().join(" ")
}

/// By the stable key of each entity. A body's wording is its name; its acronym alone says nothing new.
fn named(corpus: &Corpus<'_>, places: &[usize], slots: &[Slot], kind: Kind) -> Vec<Lifeline> {
    let list = |edition: &Edition| -> Vec<Named> {
        if kind == Kind::Body { edition.bodies.clone() } else { edition.instruments.clone() }
    };
    let mut order: Vec<String> = Vec::new();
    let mut seen: FxHashMap<String, (Vec<Sighting>, String)> = FxHashMap::default();
    for (edition, &slot) in corpus.editions.iter().zip(places) {
        for entity in list(edition) {
            let Some(first) = entity.mentions.first() else { continue };
            let Some(sentence) = edition.sentences.get(first.sentence) else { continue };
            let entry = seen.entry(entity.key.clone()).or_insert_with(|| {
                order.push(entity.key.clone());
                (Vec::new(), String::new())
            });
            let wording = entity.name.clone();
            let acronym = entity.acronym.as_ref().is_some_and(|acronym| *acronym == wording);
            // The name is known already where only the acronym stands.
            let key = match entry.0.last() {
                Some(last) if acronym => last.key.clone(),
                _ => wording.to_lowercase(),
            };
            entry.1 = entity.acronym.clone().unwrap_or_else(|| entity.name.clone());
            for _ in &entity.mentions {
                entry.0.push(Sighting {
                    slot,
                    sentence: first.sentence,
                    wording: wording.clone(),
                    key: key.clone(),
                    text: sentence.text.clone(),
                    variant: None,
                });
            }
        }
    }
    let folder = if kind == Kind::Body { "body" } else { "instrument" };
    let lines = order.into_iter().filter_map(|entity| {
        let (sightings, name) = seen.remove(&entity)?;
        let subject = Subject { id: format!("{folder}/{entity}"), name, kind, asked: false };
        lifeline(subject, sightings, slots)
    });
    lines.collect()
}

/// The lifelines of the sections; a section's wording is its length, and it changes where any word of it does.
pub(super) fn sections(
    corpus: &mut Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
    known: &[(String, String)],
) -> Vec<Lifeline> {
    let editions = corpus.editions.clone();
    let lines = known.iter().filter_map(|(id, title)| {
        let mut seen = Vec::new();
        for (edition, &slot) in editions.iter().zip(places) {
            let Some((_, _, sentences)) = edition.sections.iter().find(|(own, ..)| own == id) else {
                continue;
            };
            let Some(&first) = sentences.first() else { continue };
            let texts: Vec<&str> =
                sentences.iter().filter_map(|&at| Some(edition.sentences.get(at)?.text.as_str())).collect();
            let whole = texts.join(" ");
            let count = texts.len();
            seen.push(Sighting {
                slot,
                sentence: first,
                wording: format!("{count} {}", if count == 1 { "sentence" } else { "sentences" }),
                key: key(corpus, &whole),
                text: texts.first().map_or_else(String::new, |text| (*text).to_owned()),
                variant: None,
            });
        }
        let subject =
            Subject { id: format!("section/{id}"), name: title.clone(), kind: Kind::Section, asked: false };
        lifeline(subject, seen, slots)
    });
    lines.collect()
}
