//! The tables of what says nothing when it differs, and of what always says something.

use serde::Deserialize;

use super::rules::{Keyed, Table};

/// What says nothing when it differs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoiseRules {
    /// Groups of expressions that mean the same (`["both sides", "the two sides"]`); case counts only in acronyms.
    pub same: Vec<Vec<String>>,
    /// Marks that may come and go (`,`).
    pub marks: Vec<String>,
    /// Words that may stand twice by mistake (`the the`).
    pub doubled: Vec<String>,
}

/// Expressions that are never the same, whatever the noise rules say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// `name-of-the-north`
    pub id: String,
    /// Expressions of which no two are ever folded together.
    pub words: Vec<String>,
}

/// Words that link nothing by themselves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordRules {
    /// Articles, prepositions, pronouns, auxiliaries, conjunctions.
    pub function: Vec<String>,
    /// Words of the genre's formulas (`sides`, `pledged`): two sentences that share only these are not linked.
    pub formula: Vec<String>,
    /// Words that belong to the verb before them (`up` in "follow up"): a phrase that ends with the verb takes them in.
    pub particle: Vec<String>,
    /// Words that join two modifiers (`and`).
    pub coordinator: Vec<String>,
    /// Words that stand in the place of a modifier (`that` in "that regime").
    pub determiner: Vec<String>,
}

impl Table for NoiseRules {
    fn join(&mut self, later: Self) {
        self.same.extend(later.same);
        self.marks.extend(later.marks);
        self.doubled.extend(later.doubled);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.same.len();
        self.same.retain(|group| group.first().is_none_or(|first| first != id));
        self.same.len() != count
    }
}

impl Table for WordRules {
    fn join(&mut self, later: Self) {
        self.function.extend(later.function);
        self.formula.extend(later.formula);
        self.particle.extend(later.particle);
        self.coordinator.extend(later.coordinator);
        self.determiner.extend(later.determiner);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.formula.len();
        self.formula.retain(|word| word != id);
        self.formula.len() != count
    }
}

impl Keyed for SignalRule {
    fn id(&self) -> &str {
        &self.id
    }
}
