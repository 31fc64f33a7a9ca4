//! The table of how the sessions of a meeting are named.

use serde::Deserialize;

use super::table::list_table;

/// How the session that a paragraph reports on is named.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionRules {
    /// Words before a session's name at the start of a sentence (`During the`).
    pub openers: Vec<String>,
    /// Words that end a session's name and make one of capitalised words before them (`session`).
    pub nouns: Vec<String>,
    /// Sessions that are known by name.
    pub names: Vec<String>,
    /// Starts of sentences that leave the session (`In conclusion`).
    pub closers: Vec<String>,
}

list_table!(SessionRules { openers, nouns, names, closers });
