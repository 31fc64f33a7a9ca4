//! The tables by which the claims of a clause are read.

use serde::Deserialize;

use super::table::list_table;

/// What marks a clause, beside its verb and its stance.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimRules {
    /// What makes a clause hold only if something else does (`if`, `unless`).
    pub conditions: Vec<String>,
    /// What opens a clause that holds on its own beside the main one (`while`).
    pub contrasts: Vec<String>,
    /// Words that say how much or how firmly (`strongly`, `somewhat`).
    pub degrees: Vec<String>,
    /// What a sentence that ends in a colon announces, if its items are things to be done (`following actions`).
    pub lists: Vec<String>,
    /// Headings under which items are things to be done (`Next steps`).
    pub headings: Vec<String>,
    /// Whose promise a noun of promising is, where nobody says it in a verb (`our shared determination to`).
    pub own: Vec<String>,
    /// Subjects that turn what is said into its opposite (`neither side`, `no country`).
    pub nobody: Vec<String>,
    /// What stands before a number and bounds it (`at least`).
    pub bounds: Vec<String>,
    /// What stands before a number that is no quantity (`Resolution`, `Article`).
    pub numbered: Vec<String>,
    /// Words that turn a number's sign (`minus`).
    pub minus: Vec<String>,
    /// Finite verbs that say nothing and bind nobody (`reached`, `reflects`): a clause has one.
    pub verbs: Vec<String>,
    /// Verbs with which an item of a list of actions begins, beside those of the ladder of complements (`Submit`).
    pub imperatives: Vec<String>,
    /// Participles that say how the subject feels and not what is done to it (`concerned`).
    pub feelings: Vec<String>,
    /// What opens a condition that is put as a question is, at the start of a sentence (`Should supplies fail,`).
    pub inverted: Vec<String>,
}

list_table!(ClaimRules {
    conditions,
    contrasts,
    degrees,
    lists,
    headings,
    own,
    nobody,
    bounds,
    numbered,
    minus,
    verbs,
    imperatives,
    feelings,
    inverted
});
