//! Sentences as they are linked, and two of them.

use std::cmp::Ordering;

use crate::statement::Claim;

/// The section of sentences that tell who voted how: they are linked among themselves alone.
pub(super) const VOTES: &str = "votes";

/// A sentence, for linking.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'t> {
    /// Its text.
    pub text: &'t str,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// Its canonical section; empty where nothing is known.
    pub section: &'t str,
    /// What its clauses say; none where nothing is known.
    pub claims: &'t [Claim],
}

impl<'t> Unit<'t> {
    /// A text of which nothing else is known.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, paragraph: 0, section: "", claims: &[] }
    }

    /// What comes first: by the text, then by where it stands.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let key = |unit: &Self| (unit.text, unit.paragraph, unit.section);
        key(self).cmp(&key(other))
    }
}

/// A link of one unit with one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct UnitPair {
    pub before: usize,
    pub after: usize,
    /// How alike the words are; in the chain also what place and neighbours say.
    pub score: f64,
}
