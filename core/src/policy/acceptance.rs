//! An entry of the list of findings that were let pass.

use serde::{Deserialize, Serialize};

/// One finding that was let pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The finding.
    pub id: String,
    /// Its rule.
    pub rule: String,
    /// What it is about, for a reader.
    pub subject: String,
    /// The older edition.
    pub from: String,
    /// The newer edition.
    pub to: String,
    /// sha256 of the canonical text of the sentence quoted on the older side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_sentence: Option<String>,
    /// The same on the newer side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sentence: Option<String>,
    /// Who let it pass.
    pub by: String,
    /// The day (`2026-11-24`).
    pub when: String,
    /// Why.
    pub reason: String,
    /// The line of the file, counted from 1.
    #[serde(skip)]
    pub line: usize,
}
