//! The table of languages that are not read, and of the words by which each is told.

use serde::Deserialize;

use super::table::Keyed;

/// A language that is not read, and how a text shows that it is in it: by words that nearly every sentence has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageRule {
    /// `french`
    pub id: String,
    /// As a message names it: `French`.
    pub name: String,
    /// Articles, prepositions, forms of *to be*, in small letters. Those that English has too speak for neither.
    pub words: Vec<String>,
}

impl Keyed for LanguageRule {
    fn id(&self) -> &str {
        &self.id
    }
}
