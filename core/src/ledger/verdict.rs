//! What the check of an archive found.

use super::Entry;

/// What the check of an archive found.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Revisions that the ledger lists and that could be read.
    pub entries: Vec<Entry>,
    /// What is wrong, in the order of the ledger, then of the names.
    pub problems: Vec<Problem>,
}

impl Verdict {
    /// The worst that was found.
    pub fn worst(&self) -> Option<Severity> {
        self.problems.iter().map(|problem| problem.severity).max()
    }
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file, with the line where it is the ledger.
    pub place: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the archive is whole.
    Note,
    /// What a run that was cut off leaves: no kept revision is concerned, and `repair` mends it.
    Recoverable,
    /// Something that was kept is altered, cut, missing or swapped.
    Damage,
}
