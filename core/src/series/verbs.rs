//! The table of verbs of saying, each a rung of a ladder.

use serde::Deserialize;

use super::table::Keyed;

/// What saying it with this verb makes of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Binds the speaker to what follows: `pledged to`, `agreed that … will`.
    Commits,
    /// Says again what binds already: `reaffirmed its commitment`, `reiterated that … will`.
    Restates,
    /// States something, which binds only where a party `will` do it: `noted that`.
    Asserts,
    /// Binds no one: `discussed`, `welcomed`.
    Speaks,
}

/// What a clause is that does not bind, by its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerbFamily {
    /// It says what is or was.
    #[default]
    Description,
    /// It judges.
    Assessment,
    /// It asks somebody to act.
    Call,
}

/// A verb of saying: a rung of the ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerbRule {
    /// `pledge`: the name of the rung.
    pub id: String,
    /// Height on the ladder (no unit; equal heights are as firm as each other).
    pub level: i32,
    /// What it makes of a clause.
    pub manner: Manner,
    /// What a clause with it is that does not bind.
    #[serde(default)]
    pub family: VerbFamily,
    /// Whether a thing can be its object (`pledged support`).
    #[serde(default)]
    pub takes_noun: bool,
    /// Whether the authors do it where its passive names nobody (`Officials were tasked to`).
    #[serde(default)]
    pub passive: bool,
    /// Finite forms that are nothing else (`pledged`).
    #[serde(default)]
    pub past: Vec<String>,
    /// Forms that may be nouns or infinitives too (`pledge`); they count right after a subject only.
    #[serde(default)]
    pub present: Vec<String>,
    /// `-ing` forms; they count after a subject and a comma.
    #[serde(default)]
    pub gerund: Vec<String>,
    /// States that bind (`remain committed`), after a subject.
    #[serde(default)]
    pub state: Vec<String>,
}

/// A rung of the ladder of complements: how much is promised to be done.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplementRule {
    /// `execute`
    pub id: String,
    /// Height on the ladder (no unit).
    pub level: i32,
    /// Verbs in every form that may follow, and nouns that say the same (`consultations`).
    pub names: Vec<String>,
}

/// A noun that holds a promise (`commitment`, `resolve`): restating it restates the promise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseRule {
    /// `commitment`: the name of the rung.
    pub id: String,
    /// Height on the ladder of verbs.
    pub level: i32,
    /// Its forms.
    pub names: Vec<String>,
}

impl Keyed for VerbRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Keyed for ComplementRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Keyed for PromiseRule {
    fn id(&self) -> &str {
        &self.id
    }
}
