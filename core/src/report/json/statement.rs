//! A statement as `kidd.statement/2`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use crate::report::words::{act_word, actor_word, ballot_word, kind_word, role_word, speaker_word};
use crate::statement::{self, Statement};

/// Writes a statement as `kidd.statement/2`.
///
/// # Errors
/// Those of the writer.
pub fn statement(writer: &mut dyn Write, statement: &Statement) -> io::Result<()> {
    document(writer, &Document::of(statement))
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'s> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.statement/2")))]
    schema: &'static str,
    id: &'s str,
    series: Option<&'s str>,
    ordinal: Option<u32>,
    title: &'s str,
    date: Option<String>,
    end_date: Option<String>,
    venue: Option<&'s str>,
    sha256: &'s str,
    text_sha256: &'s str,
    illustrative: bool,
    cautions: Vec<String>,
    sides: &'s [String],
    delegations: Vec<Delegation<'s>>,
    furniture: Vec<Furniture<'s>>,
    blocks: Vec<Block<'s>>,
    sections: Vec<Section<'s>>,
    sentences: Vec<Sentence<'s>>,
    bodies: Vec<Entity<'s>>,
    instruments: Vec<Entity<'s>>,
    actors: Vec<Actor<'s>>,
    claims: Vec<Claim<'s>>,
    votes: Vec<Vote<'s>>,
    commitments: Vec<Commitment<'s>>,
    assessments: Vec<Commitment<'s>>,
    clean_text: &'s str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Delegation<'s> {
    party: &'s str,
    lead: &'s str,
    office: Option<&'s str>,
    acting: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Furniture<'s> {
    text: &'s str,
    rule: &'s str,
    line: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Block<'s> {
    index: Option<usize>,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::role"))]
    role: &'static str,
    label: Option<&'s str>,
    line: usize,
    text: &'s str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Section<'s> {
    id: &'s str,
    title: &'s str,
    sentences: &'s [usize],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Sentence<'s> {
    index: usize,
    paragraph: usize,
    section: &'s str,
    session: Option<&'s str>,
    speaker: &'s str,
    deadline: Option<Deadline<'s>>,
    text: &'s str,
    start: usize,
    end: usize,
    line: usize,
    cues: Vec<Cue<'s>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Deadline<'s> {
    text: &'s str,
    date: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Cue<'s> {
    section: &'s str,
    cue: &'s str,
    weight: f64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Entity<'s> {
    name: &'s str,
    acronym: Option<&'s str>,
    kind: &'s str,
    established: bool,
    sentences: Vec<usize>,
    key: &'s str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Commitment<'s> {
    sentence: usize,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::claim"))]
    kind: &'static str,
    speaker: &'s str,
    verb: &'s str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::act"))]
    act: &'static str,
    force: Force<'s>,
    text: &'s str,
    start: usize,
    end: usize,
    deadline: Option<Deadline<'s>>,
    rule: &'s str,
}

/// A state, organisation or person that is named.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Actor<'s> {
    key: &'s str,
    name: &'s str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::actor"))]
    kind: &'static str,
    sentences: Vec<usize>,
    mentions: Vec<Mention>,
}

/// Where it is named: bytes of the sentence.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Mention {
    sentence: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Claim<'s> {
    sentence: usize,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::claim"))]
    kind: &'static str,
    speaker: &'s str,
    stance: &'s str,
    ladder: &'s str,
    level: i32,
    negated: bool,
    narrated: bool,
    conditional: bool,
    degrees: &'s [String],
    object: &'s str,
    parties: Vec<&'s str>,
    quantities: Vec<Quantity<'s>>,
    text: &'s str,
    start: usize,
    end: usize,
    deadline: Option<Deadline<'s>>,
    rule: &'s str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Quantity<'s> {
    text: &'s str,
    value: f64,
    upper: Option<f64>,
    unit: &'s str,
    bound: Option<&'s str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Vote<'s> {
    sentence: usize,
    name: &'s str,
    office: Option<&'s str>,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::ballot"))]
    vote: &'static str,
    preference: Option<&'s str>,
    reason: Option<&'s str>,
    alternate: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Force<'s> {
    rung: &'s str,
    level: i32,
    complement: Option<&'s str>,
    complement_level: Option<i32>,
    hedges: &'s [String],
}

impl<'s> Document<'s> {
    fn of(statement: &'s Statement) -> Self {
        Self {
            schema: "kidd.statement/2",
            id: &statement.id,
            series: statement.series.as_deref(),
            ordinal: statement.ordinal,
            title: &statement.title,
            date: statement.date.map(|date| date.to_string()),
            end_date: statement.end_date.map(|date| date.to_string()),
            venue: statement.venue.as_deref(),
            sha256: &statement.sha256,
            text_sha256: &statement.text_sha256,
            illustrative: statement.illustrative,
            cautions: statement.cautions.iter().map(|caution| caution.clause()).collect(),
            sides: &statement.sides,
            delegations: statement.delegations.iter().map(delegation).collect(),
            furniture: statement.furniture.iter().map(furniture).collect(),
            blocks: statement.blocks.iter().map(block).collect(),
            sections: statement.sections.iter().map(section).collect(),
            sentences: statement.sentences.iter().map(sentence).collect(),
            bodies: statement.bodies.iter().map(entity).collect(),
            instruments: statement.instruments.iter().map(entity).collect(),
            actors: statement.actors.iter().map(actor).collect(),
            claims: statement.claims.iter().filter_map(|found| claim(found, statement)).collect(),
            votes: statement.votes.iter().map(vote).collect(),
            commitments: statement.commitments.iter().map(commitment).collect(),
            assessments: statement.assessments.iter().map(commitment).collect(),
            clean_text: &statement.clean_text,
        }
    }
}

fn delegation(delegation: &statement::Delegation) -> Delegation<'_> {
    Delegation {
        party: &delegation.party,
        lead: &delegation.lead,
        office: delegation.office.as_deref(),
        acting: delegation.acting,
    }
}

fn furniture(furniture: &statement::Furniture) -> Furniture<'_> {
    Furniture { text: &furniture.text, rule: &furniture.rule, line: furniture.line }
}

fn block(block: &statement::Block) -> Block<'_> {
    Block {
        index: block.index,
        role: role_word(block.role),
        label: block.label.as_deref(),
        line: block.line,
        text: &block.text,
    }
}

fn section(section: &statement::Section) -> Section<'_> {
    Section { id: &section.id, title: &section.title, sentences: &section.sentences }
}

fn sentence(sentence: &statement::Sentence) -> Sentence<'_> {
    Sentence {
        index: sentence.index,
        paragraph: sentence.paragraph,
        section: &sentence.section,
        session: sentence.session.as_deref(),
        speaker: speaker_word(&sentence.speaker),
        deadline: sentence.deadline.as_ref().map(deadline),
        text: &sentence.text,
        start: sentence.range.start,
        end: sentence.range.end,
        line: sentence.line,
        cues: sentence
            .cues
            .iter()
            .map(|hit| Cue { section: &hit.section, cue: &hit.cue, weight: hit.weight })
            .collect(),
    }
}

fn deadline(deadline: &statement::Deadline) -> Deadline<'_> {
    Deadline { text: &deadline.text, date: deadline.date.map(|date| date.to_string()) }
}

fn entity(entity: &statement::Entity) -> Entity<'_> {
    let mut sentences: Vec<usize> = entity.mentions.iter().map(|mention| mention.sentence).collect();
    sentences.dedup();
    Entity {
        name: &entity.name,
        acronym: entity.acronym.as_deref(),
        kind: &entity.kind,
        established: entity.established,
        sentences,
        key: &entity.key,
    }
}

fn actor(actor: &statement::Actor) -> Actor<'_> {
    let mut sentences: Vec<usize> = actor.mentions.iter().map(|mention| mention.sentence).collect();
    sentences.dedup();
    let mentions = actor.mentions.iter().map(|mention| Mention {
        sentence: mention.sentence,
        start: mention.range.start,
        end: mention.range.end,
    });
    Actor {
        key: &actor.key,
        name: &actor.name,
        kind: actor_word(actor.kind),
        sentences,
        mentions: mentions.collect(),
    }
}

fn claim<'s>(claim: &'s statement::Claim, statement: &'s Statement) -> Option<Claim<'s>> {
    let text = &statement.sentences.get(claim.sentence)?.text;
    let parties = claim.parties.iter().filter_map(|&party| statement.actors.get(party));
    let quantity = |found: &'s statement::Quantity| Quantity {
        text: &text[found.range.clone()],
        value: found.value,
        upper: found.upper,
        unit: &found.unit,
        bound: found.bound.as_deref(),
    };
    Some(Claim {
        sentence: claim.sentence,
        kind: claim.kind.name(),
        speaker: speaker_word(&claim.speaker),
        stance: &claim.stance,
        ladder: &claim.ladder,
        level: claim.level,
        negated: claim.negated,
        narrated: claim.narrated,
        conditional: claim.conditional,
        degrees: &claim.degrees,
        object: &text[claim.object.clone()],
        parties: parties.map(|actor| actor.key.as_str()).collect(),
        quantities: claim.quantities.iter().map(quantity).collect(),
        text: &text[claim.range.clone()],
        start: claim.range.start,
        end: claim.range.end,
        deadline: claim.deadline.as_ref().map(deadline),
        rule: &claim.rule,
    })
}

fn vote(vote: &statement::Vote) -> Vote<'_> {
    Vote {
        sentence: vote.sentence,
        name: &vote.name,
        office: vote.office.as_deref(),
        vote: ballot_word(vote.ballot),
        preference: vote.preference.as_deref(),
        reason: vote.reason.as_deref(),
        alternate: vote.alternate,
    }
}

fn commitment(commitment: &statement::Commitment) -> Commitment<'_> {
    let force = &commitment.force;
    Commitment {
        sentence: commitment.sentence,
        kind: kind_word(commitment.kind),
        speaker: speaker_word(&commitment.speaker),
        verb: &commitment.verb,
        act: act_word(commitment.act),
        force: Force {
            rung: &force.rung,
            level: force.level,
            complement: force.complement.as_deref(),
            complement_level: force.complement_level,
            hedges: &force.hedges,
        },
        text: &commitment.text,
        start: commitment.range.start,
        end: commitment.range.end,
        deadline: commitment.deadline.as_ref().map(deadline),
        rule: &commitment.rule,
    }
}
