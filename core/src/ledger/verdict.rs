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
    /// That of an archive which could not be looked at.
    pub fn of(problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::default() }
    }

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
    /// Whether it is a file of which no line of the ledger speaks, which says nothing about what was kept.
    pub unasked: Option<Unasked>,
}

/// A file of which no line of the ledger speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    /// It stands where originals do: its line was lost, or somebody put it there.
    Original,
    /// It belongs into no archive.
    Stray,
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
