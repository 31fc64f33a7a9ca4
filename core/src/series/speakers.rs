//! The tables of parties and of the subjects that speak for them.

use serde::Deserialize;

use super::table::{Keyed, list_table};

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A state, or a territory that is named like one.
    #[default]
    State,
    /// Several states that speak together (`G7`).
    Group,
    /// An organisation, an authority, an armed group.
    Organisation,
    /// An institution or office that makes statements (`the Committee`).
    Office,
}

/// A state or other party that can speak for itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyRule {
    /// `us`, `rok`, `japan`
    pub id: String,
    /// What it is.
    #[serde(default)]
    pub kind: PartyKind,
    /// Its names and adjectives (`United States`, `U.S.`, `American`).
    pub names: Vec<String>,
    /// How it is called in lists, where its first name is not that.
    #[serde(default)]
    pub title: Option<String>,
    /// How its delegation is called (`Israeli`), and what is not a state in one or two words.
    #[serde(default)]
    pub adjective: Option<String>,
    /// Where its government sits: places, never the party itself.
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Parties of which a group consists.
    #[serde(default)]
    pub members: Vec<String>,
    /// Statements speak about it, never for it: what it `will` do is no commitment.
    #[serde(default)]
    pub silent: bool,
}

/// Who a subject speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// All parties together.
    Joint,
    /// Presidents, ministers, principals together.
    Leaders,
    /// Whoever spoke last (`they`).
    Last,
}

/// Expressions that name a speaker without naming a party.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakerRule {
    /// `both-sides`
    pub id: String,
    /// Who is meant.
    pub voice: Voice,
    /// The expressions, each a whole subject (`both sides`, `they`).
    pub names: Vec<String>,
}

/// An office: alone or before a person's name it is a subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRule {
    /// `secretary-of-defense`
    pub id: String,
    /// The party whose office it is, where there is only one.
    #[serde(default)]
    pub party: Option<String>,
    /// Whether several of them are leaders who speak as such.
    #[serde(default)]
    pub leaders: bool,
    /// Names that mean the same office, however formal.
    #[serde(default)]
    pub same: Vec<String>,
    /// The titles (`Secretary of Defense`).
    pub names: Vec<String>,
}

/// Words that make a subject of a party's name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectRules {
    /// `side`, `delegation`, `forces`: who acts for a party.
    pub agents: Vec<String>,
    /// `leaders`, `Presidents`: the same, speaking as leaders.
    pub leaders: Vec<String>,
    /// Places that are named after a party and are none (`South China Sea`).
    pub places: Vec<String>,
    /// How a text may call those for whom it speaks, where its title does (`Troika`, `Pact`): with a capital.
    pub groups: Vec<String>,
    /// What acts for a party whose name stands before it with an `'s`: `Department`, with a capital.
    pub organs: Vec<String>,
    /// Expressions for both sides (`the parties`), which are others where a group speaks of a conflict.
    pub pairs: Vec<String>,
    /// `Mr.`, `Dr.`
    pub honorifics: Vec<String>,
}

impl Keyed for PartyRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Keyed for SpeakerRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Keyed for OfficeRule {
    fn id(&self) -> &str {
        &self.id
    }
}

list_table!(SubjectRules { agents, leaders, honorifics, organs, pairs, places, groups });
