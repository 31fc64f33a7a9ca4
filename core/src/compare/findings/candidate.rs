//! A finding before it is settled which of several that explain the same words is told.

use super::context::Span;
use super::rule::Rule;
use crate::compare::Quote;
use crate::{Side, Sides};

/// A finding before it is settled which of several that explain the same words is told.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub rule: Rule,
    /// What it is about, short.
    pub subject: String,
    /// The entry concerned.
    pub change: usize,
    pub quote: Sides<Option<Quote>>,
    pub section: String,
    /// What decided, as short sentences.
    pub why: Vec<String>,
    /// The words that it explains, on each side; none for what is about no words (a section that moved).
    pub spans: Sides<Vec<Span>>,
    pub bearing: Bearing,
}

/// How a candidate stands to the others.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bearing {
    /// Added to the salience of its rule.
    pub extra: i32,
    /// Taken from the fit of its rule, where another rule names the same thing more exactly.
    pub yields: i32,
    /// It concerns a watched formula.
    pub is_watched: bool,
    /// Verbs of one rung took each other's place, and nothing else changed: a minor finding.
    pub is_rotated: bool,
    /// It says how the text was typeset, not what it says: a minor finding at the end.
    pub is_typography: bool,
    /// Its words tell little: a minor finding, whatever its rule.
    pub is_minor: bool,
}

impl Candidate {
    /// Whether this one explains words, and every word that it explains is explained by another one, too.
    pub fn is_within<'a>(&self, others: impl Iterator<Item = &'a Self> + Clone) -> bool {
        let explained = |side: Side| {
            self.spans.of(side).iter().all(|own| {
                others.clone().any(|other| other.spans.of(side).iter().any(|span| span.meets(own)))
            })
        };
        let words = self.spans.before.len() + self.spans.after.len();
        words > 0 && Side::BOTH.into_iter().all(explained)
    }
}
