//! The tables of acts, hedges and complements of commitments.

use serde::Deserialize;

use super::table::list_table;

/// Words that tell what a commitment does.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ActRules {
    /// Goes on with something (`continue`, `maintain`).
    #[serde(rename = "continue")]
    pub goes_on: Vec<String>,
    /// Makes something larger or stronger (`further`, `strengthen`).
    pub expand: Vec<String>,
    /// Starts something (`initiate`, `new`).
    pub new: Vec<String>,
}

/// Words that take firmness from a commitment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HedgeRules {
    /// Anywhere in the clause (`as appropriate`).
    pub anywhere: Vec<String>,
    /// Between the verb and what is to be done (`efforts to`, `the need to`).
    pub before_verb: Vec<String>,
}

/// What tells the special kinds of commitments, and what looks like one and is none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CommitmentRules {
    /// What lets an infinitive count as said (`an opportunity to` reaffirm).
    pub chance: Vec<String>,
    /// Finite expressions that hold out a consequence (`will result in the end of`).
    pub warning: Vec<String>,
    /// Nouns for what can be scheduled (`meeting`, `summit`).
    pub meetings: Vec<String>,
    /// What opens a sentence that tells of an earlier promise (`When` we met, we committed to).
    pub recalled: Vec<String>,
    /// Verbs that schedule when a meeting is their object (`hold`, `co-host`).
    pub schedule: Vec<String>,
    /// Expressions that schedule when a meeting is their subject (`will be held`).
    pub scheduled: Vec<String>,
    /// What follows `will` in a prediction, unless a party is the subject (`contribute`).
    pub prediction: Vec<String>,
    /// What follows `will` in a prediction whoever is the subject (`benefit`).
    pub fact: Vec<String>,
    /// Words after `reaffirmed that … ` that make a standing promise of a promise (`remains`).
    pub standing: Vec<String>,
}

/// Expressions by which a text says that a promise of an earlier one was kept: in so many words, or by praising what was
/// to come into being or to take place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FulfilledRules {
    /// Words behind which what a promise waits for stands (`until`).
    pub awaits: Vec<String>,
    /// `as agreed at`, `following through on`
    pub cues: Vec<String>,
    /// Verbs of promises after which there is something that was not there before: `agreed to | establish`.
    pub brings: Vec<String>,
    /// Verbs that praise: `commended`.
    pub praises: Vec<String>,
    /// What is praised where something was brought about: `the signing of`.
    pub results: Vec<String>,
    /// What is praised is no result with these: `the decision to`, `upcoming`.
    pub unless: Vec<String>,
}

list_table!(ActRules { goes_on, expand, new });
list_table!(HedgeRules { anywhere, before_verb });
list_table!(CommitmentRules {
    chance,
    warning,
    meetings,
    recalled,
    schedule,
    scheduled,
    prediction,
    fact,
    standing
});
list_table!(FulfilledRules { awaits, brings, cues, praises, results, unless });
