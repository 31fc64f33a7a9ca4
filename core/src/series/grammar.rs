//! The tables of small words by which clauses are told apart.

use serde::Deserialize;

use super::table::list_table;

/// The small words of the language, by which clauses are told apart.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GrammarRules {
    /// `also`, `further`, … : what may stand between a subject and its verb. Words in `-ly` need no entry.
    pub adverbs: Vec<String>,
    /// Forms of `be`.
    pub be: Vec<String>,
    /// What joins equals: `and`, `but`, `or`.
    pub conjunctions: Vec<String>,
    /// Articles and possessives.
    pub determiners: Vec<String>,
    /// Verbs that open a clause behind `and` and that no other list has (`expects`).
    pub finite: Vec<String>,
    /// Forms of `have`.
    pub have: Vec<String>,
    /// Modal verbs that bind no one: `may`, `could`.
    pub modals: Vec<String>,
    /// Words in `-ly` that are no adverbs (`supply`).
    pub no_adverbs: Vec<String>,
    /// `first`, `annual`: they count editions of a thing and are no part of its name.
    pub ordinals: Vec<String>,
    /// Words that open a phrase and never a name.
    pub prepositions: Vec<String>,
    /// What opens a relative clause: `which`, `who`.
    pub relatives: Vec<String>,
    /// What opens a subordinate clause: `while`, `so that`.
    pub subordinators: Vec<String>,
    /// `will` and `shall`.
    pub will: Vec<String>,
    /// `would`: `will` in reported speech, a prediction elsewhere.
    pub would: Vec<String>,
}

list_table!(GrammarRules {
    adverbs,
    be,
    finite,
    have,
    conjunctions,
    determiners,
    modals,
    no_adverbs,
    ordinals,
    prepositions,
    relatives,
    subordinators,
    will,
    would
});
