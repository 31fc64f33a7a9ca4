//! The table of what keeps a full stop from ending a sentence.

use serde::Deserialize;

use super::rules::list_table;

/// What keeps a full stop from ending a sentence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SentenceRules {
    /// Abbreviations that never end a sentence (`Dr.`).
    pub never: Vec<String>,
    /// Abbreviations that end one only before a word of `starters` (`U.S.`).
    pub rarely: Vec<String>,
    /// Abbreviations that end one before any capital (`D.C.`) but for the words of `continues`.
    pub mostly: Vec<String>,
    /// Capitalised words that go on with what an abbreviation of `mostly` ends (`September`).
    pub continues: Vec<String>,
    /// Words that begin a sentence after such an abbreviation (`The`).
    pub starters: Vec<String>,
}

list_table!(SentenceRules { never, rarely, mostly, continues, starters });
