//! The table of stances: what a speaker makes of the object of a clause, each a rung of a ladder.

use serde::Deserialize;

use super::table::Keyed;

/// What a clause with a stance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StanceFamily {
    /// It judges: condemns, is concerned, praises.
    Assessment,
    /// It asks somebody to do something.
    Call,
    /// It promises, and says how firmly the promise stands (`ironclad`).
    Assurance,
    /// It says how things stand, on a scale that is no matter of firmness (`strong`, `solid`, `modest`).
    Description,
}

/// A rung of a ladder of stances.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StanceRule {
    /// `condemn`: the name of the rung.
    pub id: String,
    /// What a clause with it is.
    pub family: StanceFamily,
    /// The ladder: only rungs of one are compared.
    pub ladder: String,
    /// Whether comparisons look for its expressions; some are read in claims only, for they stand in clauses of every kind.
    #[serde(default = "yes")]
    pub compared: bool,
    /// Height on it (no unit; a higher one says it more strongly).
    pub level: i32,
    /// Expressions, in every form.
    pub names: Vec<String>,
}

const fn yes() -> bool {
    true
}

impl Keyed for StanceRule {
    fn id(&self) -> &str {
        &self.id
    }
}
