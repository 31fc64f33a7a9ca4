//! What the template of a comparison shows beside each other: the sections, and in each what changed.

use super::anchors::{Anchors, origin};
use super::findings::Note;
use super::marked::{self, Marked};
use crate::compare::{Change, ChangeKind, Comparison, SectionChange};
use crate::report::account::{group_sizes, place, section_status, what_happened};
use crate::report::prose::paragraphs;
use crate::report::spans::{cut, marked, one_side};
use crate::report::words::change_word;
use crate::{Side, Sides};

/// A section of the page.
pub(super) struct SectionPart<'c> {
    pub anchor: String,
    pub title: &'c str,
    pub status: String,
    /// How much of its words changed, in percent of both sides.
    pub share: usize,
    pub items: Vec<Item<'c>>,
}

/// What stands in a section, in the order of the newer edition.
pub(super) enum Item<'c> {
    /// A change.
    Entry(Entry<'c>),
    /// Entries that did not change, folded away, and how many of them hold noise.
    Fold { noise: usize, entries: Vec<Entry<'c>> },
    /// Where an entry stood that moved.
    Stub { anchor: String, target: String, place: String, to: String, text: &'c str },
}

/// Sentences that belong together.
pub(super) struct Entry<'c> {
    /// Its place on this side of the page, and in the redline.
    pub anchor: String,
    pub target: String,
    /// Classes for the filter: what happened, and whether it moved.
    pub kinds: String,
    pub place: String,
    pub what: String,
    /// Each side by sentence; empty where the side has none.
    pub cells: [Cell<'c>; 2],
    pub findings: Vec<Note>,
    /// The anchor of the place where it stood, if it moved.
    pub origin: Option<String>,
}

/// One side of an entry.
pub(super) struct Cell<'c> {
    pub side: &'static str,
    pub place: String,
    pub sentences: Vec<Vec<Marked<'c>>>,
}

impl Entry<'_> {
    /// The rules of its findings, for the filter.
    pub(super) fn rules(&self) -> String {
        self.findings.iter().map(|link| link.rule).collect::<Vec<_>>().join(" ")
    }
}

/// What all sections are made from.
pub(super) struct Material<'c> {
    pub comparison: &'c Comparison<'c>,
    /// Both sides of each entry, joined: what its stretches borrow from.
    pub texts: &'c [Sides<String>],
    /// The anchor of each entry.
    pub anchors: Vec<String>,
    /// The notes of each entry.
    pub findings: Vec<Vec<Note>>,
}

/// The anchors of all entries, made of their sentences.
pub(super) fn anchors(texts: &[Sides<String>], anchors: &mut Anchors) -> Vec<String> {
    texts.iter().map(|texts| anchors.of("c", &[&texts.before, &texts.after])).collect()
}

/// All sections, in the order of the rules.
pub(super) fn sections<'c>(material: &Material<'c>) -> Vec<SectionPart<'c>> {
    let groups = group_sizes(material.comparison);
    material.comparison.sections.iter().map(|section| one(section, material, &groups)).collect()
}

fn one<'c>(section: &'c SectionChange, material: &Material<'c>, groups: &[usize]) -> SectionPart<'c> {
    let stubs = stubs(section, material);
    let behind = |place: Option<usize>| {
        stubs
            .iter()
            .filter(move |(behind, _)| *behind == place)
            .filter_map(|&(_, moved)| stub(moved, material))
    };
    let mut items: Vec<Item<'c>> = behind(None).collect();
    for &position in &section.changes {
        let Some(change) = material.comparison.changes.get(position) else { continue };
        let Some(entry) = entry(position, change, material, groups) else { continue };
        if change.kind == ChangeKind::Same && !change.moved {
            fold(&mut items, entry, !change.phrases.is_empty());
        } else {
            items.push(Item::Entry(entry));
        }
        items.extend(behind(Some(position)));
    }
    SectionPart {
        anchor: beside(&super::anchors::section(&section.id)),
        title: &section.title,
        status: section_status(section.status, 0),
        share: share(section, material),
        items,
    }
}

/// Adds to the fold in front of it, if there is one.
fn fold<'c>(items: &mut Vec<Item<'c>>, entry: Entry<'c>, has_noise: bool) {
    let more = usize::from(has_noise);
    match items.last_mut() {
        Some(Item::Fold { noise, entries }) => {
            *noise += more;
            entries.push(entry);
        }
        _ => items.push(Item::Fold { noise: more, entries: vec![entry] }),
    }
}

fn entry<'c>(
    position: usize,
    change: &'c Change,
    material: &Material<'c>,
    groups: &[usize],
) -> Option<Entry<'c>> {
    let own = material.texts.get(position)?;
    let texts = Sides::new(own.before.as_str(), own.after.as_str());
    let spans = match change.kind {
        ChangeKind::Added | ChangeKind::Removed => marked(texts, &[]),
        _ => marked(texts, &change.phrases),
    };
    let cell = |name, side: Side| {
        let statement = material.comparison.statements.of(side);
        let sentences = change.sentences.of(side);
        let lengths: Vec<usize> =
            sentences.iter().filter_map(|&index| Some(statement.sentences.get(index)?.text.len())).collect();
        let own = one_side(&spans, side);
        let cut = if own.is_empty() { vec![] } else { cut(&own, side, &lengths) };
        Cell {
            side: name,
            place: paragraphs(statement, sentences),
            sentences: cut.iter().map(|sentence| marked::spans(sentence)).collect(),
        }
    };
    let target = material.anchors.get(position)?.clone();
    let anchor = beside(&target);
    Some(Entry {
        kinds: kinds(change),
        place: place(material.comparison, change),
        what: what_happened(change, groups),
        cells: [cell("Old", Side::Before), cell("New", Side::After)],
        findings: material.findings.get(position).cloned().unwrap_or_default(),
        origin: change.moved.then(|| origin(&anchor)),
        anchor,
        target,
    })
}

/// The anchor of an entry where both sides stand beside each other.
fn beside(anchor: &str) -> String {
    format!("side-{anchor}")
}

fn kinds(change: &Change) -> String {
    match (change.kind, change.moved) {
        (ChangeKind::Same, true) => "moved".to_owned(),
        (ChangeKind::Same, false) if !change.phrases.is_empty() => "same noisy".to_owned(),
        (kind, true) => format!("{} moved", change_word(kind)),
        (kind, false) => change_word(kind).to_owned(),
    }
}

/// The old places of moved entries in one section: each with the entry that it comes behind, which holds the nearest
/// sentence of the section in front of it that did not move; `None` at the section's head.
fn stubs(section: &SectionChange, material: &Material<'_>) -> Vec<(Option<usize>, usize)> {
    let comparison = material.comparison;
    let old = &comparison.statements.before.sentences;
    let first = |change: &Change| change.sentences.before.first().copied();
    let is_here = |sentence: usize| old.get(sentence).is_some_and(|sentence| sentence.section == section.id);
    let mut moved: Vec<(usize, usize)> = (0..)
        .zip(&comparison.changes)
        .filter(|(_, change)| change.moved)
        .filter_map(|(position, change)| {
            Some((first(change).filter(|&sentence| is_here(sentence))?, position))
        })
        .collect();
    if moved.is_empty() {
        return Vec::new();
    }
    moved.sort_unstable();
    let mut stayed: Vec<(usize, usize)> = section
        .changes
        .iter()
        .filter_map(|&position| Some((position, comparison.changes.get(position)?)))
        .filter(|(_, change)| !change.moved)
        .filter_map(|(position, change)| Some((first(change)?, position)))
        .collect();
    stayed.sort_unstable();
    moved
        .into_iter()
        .map(|(sentence, position)| {
            let behind = stayed.partition_point(|&(stayed, _)| stayed < sentence);
            (behind.checked_sub(1).and_then(|last| stayed.get(last)).map(|&(_, position)| position), position)
        })
        .collect()
}

fn stub<'c>(position: usize, material: &Material<'c>) -> Option<Item<'c>> {
    let change = material.comparison.changes.get(position)?;
    let anchor = beside(material.anchors.get(position)?);
    let sides = material.comparison.statements;
    Some(Item::Stub {
        anchor: origin(&anchor),
        target: anchor,
        place: paragraphs(sides.before, &change.sentences.before),
        to: paragraphs(sides.after, &change.sentences.after),
        text: &material.texts.get(position)?.before,
    })
}

/// How much of a section's text changed, in percent: characters in marked phrases, and those of sentences that came,
/// went or moved, of all characters of both sides.
fn share(section: &SectionChange, material: &Material<'_>) -> usize {
    let (mut marked, mut all) = (0, 0);
    for &position in &section.changes {
        let (Some(change), Some(texts)) =
            (material.comparison.changes.get(position), material.texts.get(position))
        else {
            continue;
        };
        let length = texts.before.len() + texts.after.len();
        all += length;
        marked += match change.kind {
            ChangeKind::Added | ChangeKind::Removed => length,
            _ if change.moved => length,
            _ => change
                .phrases
                .iter()
                .filter(|phrase| !phrase.trivial)
                .map(|phrase| phrase.range.before.len() + phrase.range.after.len())
                .sum(),
        };
    }
    if all == 0 { 0 } else { (marked * 100).div_ceil(all).min(100) }
}
