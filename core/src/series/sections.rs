//! The table of canonical sections and their cues.

use serde::Deserialize;

use super::table::Keyed;

/// One canonical section of a series.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionRule {
    /// `extended-deterrence`
    pub id: String,
    /// `Extended deterrence`
    pub title: String,
    /// What speaks for the section in every sentence of the first paragraph (no unit, like a cue's weight).
    #[serde(default)]
    pub opening: f64,
    /// The same for the last paragraph.
    #[serde(default)]
    pub closing: f64,
    /// What speaks for the section.
    #[serde(default)]
    pub cues: Vec<Cue>,
}

/// A word or expression that speaks for a section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The expression; matched on whole words, case counts only in acronyms.
    pub text: String,
    /// How much it says (no unit; 1 is a plain cue).
    pub weight: f64,
}

impl Keyed for SectionRule {
    fn id(&self) -> &str {
        &self.id
    }
}
