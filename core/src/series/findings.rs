//! The table of findings: weight, salience and words of each rule.

use serde::Deserialize;

use super::table::{Keyed, Table};
use crate::{Rule, Weight};

/// How a kind of finding is told and ranked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingRule {
    /// `pledge/dropped`: the pair of a family and a fate that this row makes a rule.
    pub id: Rule,
    /// How much it matters to a reader, and to a gate unless a policy says otherwise.
    pub weight: Weight,
    /// Its rank (no unit, higher first); a watched phrase or a date adds to it.
    pub salience: i32,
    /// How closely it fits a change of words (no unit): where several rules explain the same words, the highest is
    /// told and the others become its reasons.
    pub fit: i32,
    /// One sentence for a reader, without a full stop. `{subject}` stands for what it is about.
    pub message: String,
    /// What it means and what it does not, for the documentation: one to four sentences.
    #[serde(default)]
    pub help: String,
    /// Its weight where a watched formula is concerned, if another one.
    #[serde(default)]
    pub watched: Option<Weight>,
}

/// A formula whose every word is read closely.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchRule {
    /// `denuclearization`
    pub id: String,
    /// How a finding calls it.
    pub subject: String,
    /// Patterns of words and slots, the fullest first: `{modifiers}` stands for qualifying words (`[modifiers]`),
    /// `{object}` for a noun phrase, `{words}` for one to four words up to the next word of the pattern.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Wordings that take each other's place, where the formula has no slot (`ironclad commitment`).
    #[serde(default)]
    pub forms: Vec<String>,
    /// Whether any of its forms stands for the others: then only what is in no form across came or went.
    #[serde(default)]
    pub any: bool,
    /// Added to the salience of findings about it.
    #[serde(default, alias = "weight")]
    pub salience: i32,
}

/// Words that qualify a noun and are dropped or added for a reason.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModifierRules {
    /// `complete`, `verifiable`, …
    pub words: Vec<String>,
    /// Words at which a noun phrase ends (`and`, `through`, …).
    pub ends: Vec<String>,
    /// Words that are a subject by themselves (`they`, `I`): a clause starts with them.
    pub subjects: Vec<String>,
    /// Words in front of an enumeration (`including`).
    pub openers: Vec<String>,
    /// What adds one thing to another, between marks (`together with`).
    pub joins: Vec<String>,
}

/// What adds to the salience of a finding.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SalienceRules {
    /// Added where the commitment has a date.
    pub dated: i32,
    /// Matters that rank higher, whatever is said of them (`ceasefire`, `target range`).
    pub grave: Vec<String>,
    /// What makes news of a clause (`announce`, `for the first time`).
    pub news: Vec<String>,
}

impl Keyed for FindingRule {
    fn id(&self) -> &str {
        self.id.id()
    }
}

impl Keyed for WatchRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Table for ModifierRules {
    fn join(&mut self, later: Self) {
        self.words.extend(later.words);
        self.ends.extend(later.ends);
        self.subjects.extend(later.subjects);
        self.openers.extend(later.openers);
        self.joins.extend(later.joins);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.words.len();
        self.words.retain(|word| word != id);
        self.words.len() != count
    }
}

impl Table for SalienceRules {
    fn join(&mut self, later: Self) {
        if later.dated != 0 {
            self.dated = later.dated;
        }
        self.grave.extend(later.grave);
        self.news.extend(later.news);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.grave.len();
        self.grave.retain(|matter| matter != id);
        self.grave.len() != count
    }
}
