//! The rules of findings as the finders use them.

pub use crate::rule::{Family, Fate, Rule};

use crate::Side;
use crate::statement::CommitmentKind;

/// The family of a commitment of this kind; assessments count as pledges.
pub(super) const fn family(kind: CommitmentKind) -> Family {
    match kind {
        CommitmentKind::Pledge | CommitmentKind::Assessment => Family::Pledge,
        CommitmentKind::Assurance => Family::Assurance,
        CommitmentKind::Warning => Family::Warning,
        CommitmentKind::Schedule => Family::Schedule,
    }
}

impl Rule {
    /// The rule for a clause that turned into its opposite; `None` is no commitment.
    pub(super) const fn reversed(kind: Option<CommitmentKind>) -> Self {
        let family = match kind {
            None | Some(CommitmentKind::Assessment) => Family::Text,
            Some(kind) => family(kind),
        };
        Self::new(family, Fate::Reversed)
    }

    /// Whether it tells of a promise that only this side makes.
    pub(super) fn is_promise_on(self, side: Side) -> bool {
        self.family.is_promise() && self.fate == Fate::alone(side)
    }

    /// The rule for the same promise in other words, where this one tells of one that is new or dropped.
    pub(super) const fn reworded(self) -> Option<Self> {
        match self.fate {
            Fate::New | Fate::Dropped if self.family.is_promise() => {
                Some(Self::new(self.family, Fate::Reworded))
            }
            _ => None,
        }
    }

    /// Whether it tells of a name or a member of a list, which is a part of what its clause says.
    pub(super) const fn is_detail(self) -> bool {
        matches!(self.family, Family::Instrument | Family::Item)
    }

    /// Whether it tells of a whole section, whose clauses are told as well.
    pub(super) const fn is_section(self) -> bool {
        matches!(self.family, Family::Section)
    }

    /// Whether it tells of a body.
    pub(super) const fn is_body(self) -> bool {
        matches!(self.family, Family::Body)
    }

    /// Whether it tells of a formula.
    pub(super) const fn is_phrase(self) -> bool {
        matches!(self.family, Family::Phrase)
    }

    /// Whether it tells that a promise stands in other words.
    pub(super) const fn is_reworded(self) -> bool {
        matches!(self.fate, Fate::Reworded)
    }
}
