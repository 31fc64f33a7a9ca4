//! The tables by which the votes of a committee are read.

use serde::Deserialize;

use super::table::list_table;

/// How a text says who voted how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VoteRules {
    /// What opens the names of those who voted for it (`Voting for`).
    pub favours: Vec<String>,
    /// The same for those who voted against it (`Voting against`).
    pub opposes: Vec<String>,
    /// The same for those who were absent (`Absent and not voting`).
    pub absent: Vec<String>,
    /// What says behind a name that its bearer voted for somebody else (`as an alternate member`).
    pub alternate: Vec<String>,
    /// Verbs that say what a member wanted (`preferred to`).
    pub prefers: Vec<String>,
    /// Nouns for those who vote where they are only counted (`Two members preferred`).
    pub counted: Vec<String>,
    /// Verbs that say why (`believed that`, `was concerned that`).
    pub reasons: Vec<String>,
}

list_table!(VoteRules { favours, opposes, absent, alternate, prefers, counted, reasons });
