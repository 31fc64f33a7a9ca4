//! The tables by which title, date, venue and heads of delegation are known.

use serde::Deserialize;

use super::table::list_table;

/// How title, byline, date, venue and heads of delegation are known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HeaderRules {
    /// Words of which a title has one (`joint statement`).
    pub titles: Vec<String>,
    /// Who publishes: a line above the text that says just this is the byline.
    pub bylines: Vec<String>,
    /// A line above the text that starts so addresses a letter (`Dear`).
    pub salutations: Vec<String>,
    /// A line that starts so closes a letter; names follow.
    pub closings: Vec<String>,
    /// Verbs of the sentence that says when and where a meeting was held.
    pub meeting: Vec<String>,
    /// What a meeting is called, and how it is held (`summit`, `virtual`).
    pub gatherings: Vec<String>,
    /// Places that need no pattern to be known (`the Pentagon`).
    pub venues: Vec<String>,
    /// Names of the forum, before which its ordinal stands (`Integrated Defense Dialogue`).
    pub forums: Vec<String>,
    /// Words that make a title an office (`Secretary`, `Minister`).
    pub offices: Vec<String>,
    /// Other words of which titles of offices are made, and names of persons are not (`Defense`, `Policy`).
    pub fields: Vec<String>,
    /// Verbs by which somebody leads a delegation.
    pub leads: Vec<String>,
    /// Verbs by which somebody receives a guest at home (`welcomed`).
    pub receives: Vec<String>,
    /// Offices of heads of state or government (`President`).
    pub summit_offices: Vec<String>,
    /// Words in the title of what heads of state or government say (`leaders`).
    pub summit_titles: Vec<String>,
}

list_table!(HeaderRules {
    titles,
    bylines,
    salutations,
    gatherings,
    closings,
    meeting,
    venues,
    forums,
    offices,
    fields,
    leads,
    receives,
    summit_offices,
    summit_titles
});
