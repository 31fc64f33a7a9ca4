//! An edition boiled down to what a history needs of it.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::compare::Watched;
use crate::series::Rules;
use crate::statement::{Commitment, CommitmentKind, Entity, Statement};

/// What a history needs of a statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Edition {
    /// `kidd-23`
    pub id: String,
    /// The series whose rules read it.
    pub series: Option<String>,
    /// The number of the edition.
    pub ordinal: Option<u32>,
    /// The first day of the meeting.
    pub date: Option<Date>,
    /// The title, or an empty string.
    pub title: String,
    /// Hex sha256 of the bytes as published.
    pub sha256: String,
    /// A made-up text.
    pub illustrative: bool,
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
    /// Canonical sections that occur: id, title, and the positions of their sentences.
    pub sections: Vec<(String, String, Vec<usize>)>,
    /// Standing groups, dialogues, committees and commands.
    pub bodies: Vec<Named>,
    /// Documents, strategies, plans, exercises, meetings and assets.
    pub instruments: Vec<Named>,
    /// Watched formulas, in the order of the text.
    pub spots: Vec<Spot>,
    /// Undertakings, in the order of the text.
    pub commitments: Vec<Clause>,
    /// What comes near one and is none.
    pub assessments: Vec<Clause>,
}

/// A sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sentence {
    /// As published.
    pub text: String,
    /// The paragraph, counted from 0.
    pub paragraph: usize,
    /// The id of its section.
    pub section: String,
}

/// A body or an instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Named {
    /// Stable across editions.
    pub key: String,
    /// The long form where the text has one, else the rules', else the acronym.
    pub name: String,
    /// `CCWG`
    pub acronym: Option<String>,
    /// A kind of the rules.
    pub kind: String,
    /// Where it is named.
    pub mentions: Vec<Mention>,
}

/// Words of a sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mention {
    /// Position in the sentences.
    pub sentence: usize,
    /// Bytes of the sentence.
    pub range: Range<usize>,
}

/// A watched formula.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Spot {
    /// The id of its rule.
    pub watch: String,
    /// Where it stands.
    pub place: Mention,
}

/// An undertaking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Clause {
    /// Where it stands.
    pub place: Mention,
    /// What is promised: bytes of the sentence.
    pub object: Range<usize>,
    /// `pledge`, `assurance`, `warning`, `schedule` or `assessment`.
    pub kind: Promise,
    /// The verb as written.
    pub verb: String,
}

/// The kinds of commitments, as they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Promise {
    /// Intent to act.
    Pledge,
    /// A standing promise of one side.
    Assurance,
    /// A consequence held out.
    Warning,
    /// A meeting or a date set.
    Schedule,
    /// None of these.
    Assessment,
}

impl Edition {
    /// Boils a statement down.
    pub fn of(statement: &Statement, rules: &Rules) -> Self {
        let watched = Watched::new(rules);
        let spots = statement.sentences.iter().flat_map(|sentence| {
            watched.find(&sentence.text).into_iter().map(|(watch, range)| Spot {
                watch: rules.watch[watch].id.clone(),
                place: Mention { sentence: sentence.index, range },
            })
        });
        Self {
            id: statement.id.clone(),
            series: statement.series.clone(),
            ordinal: statement.ordinal,
            date: statement.date,
            title: statement.title.clone(),
            sha256: statement.sha256.clone(),
            illustrative: statement.illustrative,
            spots: spots.collect(),
            sentences: statement
                .sentences
                .iter()
                .map(|sentence| Sentence {
                    text: sentence.text.clone(),
                    paragraph: sentence.paragraph,
                    section: sentence.section.clone(),
                })
                .collect(),
            sections: statement
                .sections
                .iter()
                .map(|section| (section.id.clone(), section.title.clone(), section.sentences.clone()))
                .collect(),
            bodies: statement.bodies.iter().map(named).collect(),
            instruments: statement.instruments.iter().map(named).collect(),
            commitments: statement.commitments.iter().map(clause).collect(),
            assessments: statement.assessments.iter().map(clause).collect(),
        }
    }

    /// The words that stand in a place, as published.
    pub fn words(&self, place: &Mention) -> &str {
        self.sentences
            .get(place.sentence)
            .and_then(|sentence| sentence.text.get(place.range.clone()))
            .unwrap_or_default()
    }
}

fn named(entity: &Entity) -> Named {
    Named {
        key: entity.key.clone(),
        name: entity.name.clone(),
        acronym: entity.acronym.clone(),
        kind: entity.kind.clone(),
        mentions: entity
            .mentions
            .iter()
            .map(|mention| Mention { sentence: mention.sentence, range: mention.range.clone() })
            .collect(),
    }
}

fn clause(commitment: &Commitment) -> Clause {
    Clause {
        place: Mention { sentence: commitment.sentence, range: commitment.range.clone() },
        object: commitment.object.clone(),
        kind: match commitment.kind {
            CommitmentKind::Pledge => Promise::Pledge,
            CommitmentKind::Assurance => Promise::Assurance,
            CommitmentKind::Warning => Promise::Warning,
            CommitmentKind::Schedule => Promise::Schedule,
            CommitmentKind::Assessment => Promise::Assessment,
        },
        verb: commitment.verb.clone(),
    }
}
