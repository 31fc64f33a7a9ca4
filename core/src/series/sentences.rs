//! The rules that tell where a sentence ends.

use serde::Deserialize;

use super::table::list_table;

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
    /// Abbreviations that end none before a number (`p.`), and those with a capital only before a word of `starters`.
    pub numbered: Vec<String>,
    /// Words, in small letters, that open a sentence with a time or a place: until its verb has come, an abbreviation of
    /// `mostly` ends none (`At 9 a.m. Secretary …`).
    pub opening: Vec<String>,
    /// Finite verbs, in small letters, that no other rule lists and whose form does not tell.
    pub finite: Vec<String>,
    /// Words with which a question begins, and a heading that asks one.
    pub questions: Vec<String>,
}

list_table!(SentenceRules {
    never,
    rarely,
    mostly,
    continues,
    starters,
    numbered,
    opening,
    finite,
    questions
});
