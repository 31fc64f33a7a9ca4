//! The signs by which a text shows its series.

use serde::Deserialize;

/// How a text shows that it is of a series.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DetectRules {
    /// The sum of weights from which on a text is of the series (no unit).
    pub threshold: Option<f64>,
    /// Expressions that speak for the series (or, below zero, against it) in the title.
    pub title: Vec<Sign>,
    /// The same for the first sentences of the text.
    pub opening: Vec<Sign>,
    /// The same for the whole text.
    pub body: Vec<Sign>,
}

/// An expression that speaks for or against a series.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The expression; matched on whole words, case counts only in acronyms.
    pub text: String,
    /// How much it says (no unit; the threshold is its measure).
    pub weight: f64,
}
