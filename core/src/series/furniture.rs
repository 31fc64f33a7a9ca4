//! The rules that tell what a page adds around a statement.

use serde::Deserialize;

use super::Template;
use super::table::Keyed;

/// One kind of furniture: what a page adds around a statement, and how it is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureRule {
    /// `end-mark`
    pub id: String,
    /// Shapes of a whole line.
    #[serde(default)]
    pub line: Vec<Template>,
    /// Shapes that are cut off the start of a paragraph (a dateline).
    #[serde(default)]
    pub head: Vec<Template>,
    /// Words from which on the rest of a paragraph goes, wherever in it they stand.
    #[serde(default)]
    pub tail: Vec<String>,
    /// Where on the page the shapes are furniture.
    #[serde(default)]
    pub place: Place,
    /// The lines are sentences known by their opening: what they leave open may be a clause, but no sentence more.
    #[serde(default)]
    pub known: bool,
    /// The lines may stand in the middle of a sentence, where a page ended in it.
    #[serde(default)]
    pub inside: bool,
    /// The line says that the text is made up.
    #[serde(default)]
    pub illustrative: bool,
}

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Everywhere.
    #[default]
    Anywhere,
    /// Above the first paragraph of prose.
    Top,
    /// Below the last paragraph of prose.
    Bottom,
}

impl Keyed for FurnitureRule {
    fn id(&self) -> &str {
        &self.id
    }
}
