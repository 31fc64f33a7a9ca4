//! What the template of one edition shows.

use std::collections::BTreeSet;

use askama::Template;

use super::anchors;
use super::card::{Card, Provenance};
use super::frame::{Frame, Link};
use super::policy::Scripts;
use crate::report::prose::{paragraphs, speaker_label};
use crate::report::words::{act_word, kind_word};
use crate::statement::{Entity, Furniture, Sentence, Statement};

/// The page of one edition.
#[derive(Template)]
#[template(path = "edition.html")]
pub(super) struct Page<'s> {
    frame: Frame<'s>,
    card: Card<'s>,
    sections: Vec<SectionPart<'s>>,
    commitments: Vec<CommitmentRow<'s>>,
    entities: [(&'static str, Vec<EntityRow<'s>>); 2],
    furniture: &'s [Furniture],
}

struct SectionPart<'s> {
    anchor: String,
    title: &'s str,
    place: String,
    sentences: Vec<SentencePart<'s>>,
}

struct SentencePart<'s> {
    sentence: &'s Sentence,
    /// Who speaks, and in which session.
    said: String,
    /// What it undertakes, as short words.
    commitments: Vec<String>,
}

struct CommitmentRow<'s> {
    kind: &'static str,
    act: &'static str,
    speaker: &'s str,
    text: &'s str,
    deadline: String,
    sentence: usize,
    paragraph: usize,
}

struct EntityRow<'s> {
    entity: &'s Entity,
    kind: String,
    /// The first sentence that names it, and all paragraphs that do.
    first: Option<usize>,
    place: String,
}

impl<'s> Page<'s> {
    /// Prepares the page.
    pub(super) fn new(statement: &'s Statement, provenance: Provenance<'s>, links: &'s [Link]) -> Self {
        let card = Card::new("edition", statement, provenance);
        let title = match card.title() {
            title if title == statement.id => title.to_owned(),
            title => format!("{}: {title}", statement.id),
        };
        Self {
            frame: Frame::new(title, "text", Scripts::None, links).marked([statement]),
            card,
            sections: statement
                .sections
                .iter()
                .map(|section| SectionPart {
                    anchor: anchors::section(&section.id),
                    title: &section.title,
                    place: paragraphs(statement, &section.sentences),
                    sentences: section
                        .sentences
                        .iter()
                        .filter_map(|&index| statement.sentences.get(index))
                        .map(|sentence| sentence_part(sentence, statement))
                        .collect(),
                })
                .collect(),
            commitments: commitments(statement),
            entities: [
                ("Bodies", entities(&statement.bodies, statement)),
                ("Instruments", entities(&statement.instruments, statement)),
            ],
            furniture: &statement.furniture,
        }
    }
}

fn sentence_part<'s>(sentence: &'s Sentence, statement: &'s Statement) -> SentencePart<'s> {
    let said: Vec<&str> =
        sentence.session.as_deref().into_iter().chain(speaker_label(&sentence.speaker)).collect();
    let kinds: BTreeSet<&str> = statement
        .commitments
        .iter()
        .filter(|commitment| commitment.sentence == sentence.index)
        .map(|commitment| kind_word(commitment.kind))
        .collect();
    SentencePart {
        sentence,
        said: said.join("; "),
        commitments: kinds.into_iter().map(str::to_owned).collect(),
    }
}

fn commitments(statement: &Statement) -> Vec<CommitmentRow<'_>> {
    statement
        .commitments
        .iter()
        .filter_map(|commitment| {
            let sentence = statement.sentences.get(commitment.sentence)?;
            Some(CommitmentRow {
                kind: kind_word(commitment.kind),
                act: act_word(commitment.act),
                speaker: speaker_label(&commitment.speaker).unwrap_or("not said"),
                text: &commitment.text,
                deadline: commitment.deadline.as_ref().map_or_else(String::new, |deadline| {
                    match deadline.date {
                        Some(date) => format!("{} ({date})", deadline.text),
                        None => deadline.text.clone(),
                    }
                }),
                sentence: sentence.index,
                paragraph: sentence.paragraph + 1,
            })
        })
        .collect()
}

fn entities<'s>(entities: &'s [Entity], statement: &Statement) -> Vec<EntityRow<'s>> {
    entities
        .iter()
        .map(|entity| {
            let places: Vec<usize> = entity.mentions.iter().map(|mention| mention.sentence).collect();
            EntityRow {
                entity,
                kind: entity.kind.replace('-', " "),
                first: places.first().copied(),
                place: paragraphs(statement, &places),
            }
        })
        .collect()
}
