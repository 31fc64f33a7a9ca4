//! For whom a statement speaks, where the rules of its series do not say so.

use super::super::Delegation;
use super::Vocabulary;

/// What a title is about stands behind one of these: the parties there are no sides (`Joint Statement on Ukraine`).
const ABOUT: &[&str] = &[" on ", " regarding ", " about ", " concerning ", " against "];

/// The sides by the title, by the heads of delegation, or else by the sentence that tells of the meeting: ids of parties
/// in the order in which they are named.
pub(super) fn sides(
    title: &str,
    opening: &[&str],
    delegations: &[Delegation],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let low = title.to_ascii_lowercase();
    let about = ABOUT.iter().filter_map(|word| low.find(word)).min().unwrap_or(title.len());
    let mut sides = Vec::new();
    add(&mut sides, parties(&title[..about], vocabulary));
    add(&mut sides, delegations.iter().map(|head| head.party.clone()).filter(|party| party != "other"));
    if sides.len() < 2 && !sides.iter().any(|side| vocabulary.speaks_alone(side)) {
        let first = first_sentence(opening);
        // What they met about stands behind the verb; who met stands before it, or beside it.
        let end = vocabulary.meeting.find(first).next().map_or(0, |verb| verb.range.start);
        add(&mut sides, parties(&first[..end], vocabulary));
    }
    if sides.is_empty() {
        // `At its meeting today, the Policy Board decided`
        let offices = parties(first_sentence(opening), vocabulary).into_iter();
        add(&mut sides, offices.filter(|party| vocabulary.is_office(party)).take(1));
    }
    // An institution speaks for itself: `the Governing Council of the Central Bank`.
    if sides.iter().all(|side| vocabulary.is_institution(side)) {
        sides.truncate(1);
    }
    sides
}

fn first_sentence<'o>(opening: &[&'o str]) -> &'o str {
    opening.first().copied().unwrap_or_default()
}

fn add(sides: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for party in more {
        if !sides.contains(&party) {
            sides.push(party);
        }
    }
}

fn parties(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    vocabulary.parties.find(text).map(|hit| vocabulary.ids[hit.pattern].clone()).collect()
}
