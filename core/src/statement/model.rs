//! What one edition says, as plain data.

use std::ops::Range;

use jiff::civil::Date;

use super::Party;
use crate::source::Caution;

/// What one edition says: its header, its sentences by section, and the facts in them.
///
/// All indices are positions in this struct's own vectors; all byte ranges are ranges of
/// [`clean_text`](Self::clean_text).
#[derive(Debug, Clone, Default)]
pub struct Statement {
    /// `kidd-23`, `scg-2021-03-11`, or for a file outside an archive its name.
    pub id: String,
    /// The series whose rules read this text; `None` where only the general rules did.
    pub series: Option<String>,
    /// The ordinal of the edition, where the text or its title gives one.
    pub ordinal: Option<u32>,
    /// The title as published, or an empty string.
    pub title: String,
    /// The first day of the meeting, else the day of the statement.
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    pub end_date: Option<Date>,
    /// Where the meeting was held, as written (`Seoul`, `Washington, D.C.`).
    pub venue: Option<String>,
    /// For whom the statement speaks: ids of parties, by the series, else by title and opening.
    pub sides: Vec<String>,
    /// Heads of delegation, in the order of the text.
    pub delegations: Vec<Delegation>,
    /// Hex sha256 of the bytes as published.
    pub sha256: String,
    /// Hex sha256 of the canonical text (see [`digest`](crate::digest)).
    pub text_sha256: String,
    /// A text made up to show how the tool works. Every output says so.
    pub illustrative: bool,
    /// Where the text came from, for messages and reports (a path, `-`, an edition).
    pub origin: String,
    /// What a reader must know of how the file was read.
    pub cautions: Vec<Caution>,
    /// What was taken off the page, with the rule that took it.
    pub furniture: Vec<Furniture>,
    /// The body as published but for furniture, decoding and unwrapping; paragraphs end in `\n\n`.
    pub clean_text: String,
    /// Title, byline, paragraphs, … in the order of the text.
    pub blocks: Vec<Block>,
    /// Every sentence of every body block, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// The sections of the series that occur, in the order of the rules.
    pub sections: Vec<Section>,
    /// Standing groups, dialogues, committees and commands that are named.
    pub bodies: Vec<Entity>,
    /// Documents, strategies, plans, exercises, meetings and assets that are named.
    pub instruments: Vec<Entity>,
    /// Undertakings, in the order of the text.
    pub commitments: Vec<Commitment>,
    /// Praise, predictions and assessments: kept apart, never reported as commitments.
    pub assessments: Vec<Commitment>,
    /// What each clause says, in the order of the text; the commitments are among them.
    pub claims: Vec<Claim>,
    /// Every state, organisation and person that is named, in the order of first mention.
    pub actors: Vec<Actor>,
    /// How the members of a committee voted.
    pub votes: Vec<Vote>,
}

impl Statement {
    /// The claims of each sentence, in their order.
    pub fn claims_by_sentence(&self) -> impl Iterator<Item = &[Claim]> {
        let mut rest = self.claims.as_slice();
        (0..self.sentences.len()).map(move |sentence| {
            let own = rest.iter().take_while(|claim| claim.sentence == sentence).count();
            let (own, others) = rest.split_at(own);
            rest = others;
            own
        })
    }
}

/// The head of one side's delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// `us`, `rok`, … : a party id of the rules.
    pub party: String,
    /// The person, as written.
    pub lead: String,
    /// The office, as written, without `Acting`.
    pub office: Option<String>,
    /// Whether the text calls the head acting.
    pub acting: bool,
}

/// A piece of the page that is not the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// The text taken off, as decoded.
    pub text: String,
    /// The id of the rule that took it.
    pub rule: String,
    /// Its first line in the original, counted from 1.
    pub line: usize,
}

/// What a block is to the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The statement's title.
    Title,
    /// Who published it.
    Byline,
    /// A heading inside the text.
    Heading,
    /// A paragraph of the body.
    Body,
    /// An item of a list; part of the body.
    Item,
    /// Names under the text.
    Signature,
}

/// A paragraph, title, heading, list item, … of the page.
#[derive(Debug, Clone)]
pub struct Block {
    /// The paragraph number, counted from 0; only body blocks have one.
    pub index: Option<usize>,
    /// What it is.
    pub role: Role,
    /// A printed number or bullet (`12.`), which is no part of the text.
    pub label: Option<String>,
    /// Its first line in the original, counted from 1.
    pub line: usize,
    /// The text; for body blocks it equals `clean_text[range]`.
    pub text: String,
    /// Bytes of the clean text; `None` for blocks that are not body.
    pub range: Option<Range<usize>>,
}

/// One sentence of the body.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Position in [`Statement::sentences`].
    pub index: usize,
    /// The paragraph it stands in, counted from 0.
    pub paragraph: usize,
    /// The id of its canonical section.
    pub section: String,
    /// The session named for it (`Security Policy Initiative`).
    pub session: Option<String>,
    /// Who says it.
    pub speaker: Speaker,
    /// The first date or term it sets.
    pub deadline: Option<Deadline>,
    /// The text as published, white space kept, trimmed at both ends.
    pub text: String,
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// The line of the original on which it starts, counted from 1.
    pub line: usize,
    /// Cues that decided the section, strongest first.
    pub cues: Vec<CueHit>,
}

/// One reason why a sentence stands in its section.
#[derive(Debug, Clone, PartialEq)]
pub struct CueHit {
    /// The section the cue speaks for.
    pub section: String,
    /// The cue as it stands in the rules, or `paragraph` / `heading` for inherited weight.
    pub cue: String,
    /// Its weight (no unit; compared within one sentence only).
    pub weight: f64,
}

/// The use of a canonical section in one statement.
#[derive(Debug, Clone)]
pub struct Section {
    /// `cyber`
    pub id: String,
    /// `Cyber`
    pub title: String,
    /// Positions in [`Statement::sentences`].
    pub sentences: Vec<usize>,
}

/// Who speaks in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Speaker {
    /// Both sides, or all parties.
    Joint,
    /// One party alone.
    Party(Party),
    /// The leaders, Presidents, principals, ministers.
    Leaders,
    /// Someone else who is named.
    Other,
    /// The sentence does not say.
    #[default]
    Unattributed,
}

impl Speaker {
    /// Whether somebody speaks for itself and for nobody else.
    pub const fn is_alone(self) -> bool {
        matches!(self, Self::Party(_) | Self::Other)
    }
}

/// A body or an instrument, with every place where it is named.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The id of the rule that knows it, or a key made of its name: stable across editions.
    pub key: String,
    /// The long form where the text has one, else the rules', else the acronym.
    pub name: String,
    /// `CCWG`
    pub acronym: Option<String>,
    /// `working-group`, `dialogue`, `exercise`, … : a kind of the rules.
    pub kind: String,
    /// Whether the text itself calls it new (`newly established`).
    pub established: bool,
    /// Where it is named, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// One place where an entity is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Position in [`Statement::sentences`].
    pub sentence: usize,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
}

/// What a commitment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommitmentKind {
    /// Intent to act.
    Pledge,
    /// A standing promise of one side.
    Assurance,
    /// A consequence held out.
    Warning,
    /// A meeting or a date set.
    Schedule,
    /// No commitment: praise, prediction, assessment. Stands in [`Statement::assessments`] only.
    Assessment,
}

/// What a commitment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Starts something.
    New,
    /// Makes something that exists larger or stronger.
    Expand,
    /// Goes on with something.
    Continue,
    /// Says again what was promised before.
    Reaffirm,
}

/// How firmly a commitment binds. A place on ladders, never a score.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Force {
    /// The rung of the verb on its ladder (`will`, `pledge`, `discuss`, …), an id of the rules.
    pub rung: String,
    /// The height of that rung; higher is firmer. Comparable within one ladder.
    pub level: i32,
    /// The rung of the complement (`execute`, `progress`, `explore`, …), where the rules know it.
    pub complement: Option<String>,
    /// The height of the complement's rung.
    pub complement_level: Option<i32>,
    /// Hedges in the clause (`efforts to`, `as appropriate`), in the order of the text.
    pub hedges: Vec<String>,
}

/// One undertaking (or, in [`Statement::assessments`], what looks like one and is none).
#[derive(Debug, Clone)]
pub struct Commitment {
    /// Position in [`Statement::sentences`].
    pub sentence: usize,
    /// Bytes of the sentence's text: the clause, subject included where it has one.
    pub range: Range<usize>,
    /// What it is.
    pub kind: CommitmentKind,
    /// Who undertakes it.
    pub speaker: Speaker,
    /// The verb as written (`pledged to continue`).
    pub verb: String,
    /// What it does.
    pub act: Act,
    /// How firmly.
    pub force: Force,
    /// The clause as written.
    pub text: String,
    /// Bytes of the sentence's text: what is promised, without subject and verb.
    pub object: Range<usize>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// The id of the rule that found it.
    pub rule: String,
}

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimKind {
    /// Intent to act.
    Pledge,
    /// A standing promise of one side.
    Assurance,
    /// A consequence held out.
    Warning,
    /// A meeting or a date set.
    Schedule,
    /// A judgement: condemnation, concern, praise, importance.
    Assessment,
    /// It asks somebody to act.
    Call,
    /// It says how things are, were or are expected to be.
    Description,
}

impl ClaimKind {
    /// As JSON, reports and the names of rules write it: `pledge`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pledge => "pledge",
            Self::Assurance => "assurance",
            Self::Warning => "warning",
            Self::Schedule => "schedule",
            Self::Assessment => "assessment",
            Self::Call => "call",
            Self::Description => "description",
        }
    }
}

/// What one clause says. Ranges are bytes of the sentence's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Position in [`Statement::sentences`].
    pub sentence: usize,
    /// The clause, subject included where it has one.
    pub range: Range<usize>,
    /// The clause with what leads on to it: what is named there is named in it.
    pub whole: Range<usize>,
    /// What it is.
    pub kind: ClaimKind,
    /// Who says it.
    pub speaker: Speaker,
    /// What the speaker makes of the object: a rung of the rules (`condemn`, `pledge`).
    pub stance: String,
    /// The ladder on which the rung stands.
    pub ladder: String,
    /// The height of the rung; comparable within one ladder.
    pub level: i32,
    /// Whether it says that it is not so.
    pub negated: bool,
    /// Whether it tells of what was said at an earlier time.
    pub narrated: bool,
    /// Whether it holds only if something else does.
    pub conditional: bool,
    /// Words that say how much or how firmly, in the order of the text, in small letters.
    pub degrees: Vec<String>,
    /// The verb.
    pub verb: Range<usize>,
    /// What it is about, without subject and verb.
    pub object: Range<usize>,
    /// Who is named in it: positions in [`Statement::actors`], each once.
    pub parties: Vec<usize>,
    /// What is counted or measured in it.
    pub quantities: Vec<Quantity>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// The id of the rule that found it.
    pub rule: String,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// Its value, scale and sign included; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The unit (`%`, `USD`), or what is counted (`U.S. personnel`).
    pub unit: String,
    /// What bounds it (`at least`).
    pub bound: Option<String>,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// A state, or a territory that is named like one.
    State,
    /// Several states together.
    Group,
    /// An organisation, an authority, an armed group, an institution.
    Organisation,
    /// A person.
    Person,
}

/// A state, organisation or person, with every place where it is named by any of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The id of the party, or a key made of the name: stable across editions.
    pub key: String,
    /// How it is called first, as written on one line.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Where it is named, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// How somebody voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ballot {
    /// For the decision.
    For,
    /// Against it.
    Against,
    /// Not there, or without a vote.
    Absent,
}

/// The vote of one member of a committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Position in [`Statement::sentences`].
    pub sentence: usize,
    /// The name in full.
    pub name: String,
    /// The office behind the name (`Chair`).
    pub office: Option<String>,
    /// How.
    pub ballot: Ballot,
    /// What the member wanted instead.
    pub preference: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whether the member voted in another's place.
    pub alternate: bool,
}

/// A date or term that a sentence sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// As written (`early next year`).
    pub text: String,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// Resolved against the statement's date: the last day of the term; `None` where it cannot be resolved.
    pub date: Option<Date>,
}
