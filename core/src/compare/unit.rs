//! Sentences as they are linked, and two of them.

/// A sentence, for linking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit<'t> {
    /// Its text.
    pub text: &'t str,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// Its canonical section; empty where nothing is known.
    pub section: &'t str,
}

/// A link of one unit with one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct UnitPair {
    pub before: usize,
    pub after: usize,
    /// How alike the words are; in the chain also what place and neighbours say.
    pub score: f64,
}
