//! What a gate is asked to look at, and what it says.

use std::path::PathBuf;

use crate::policy::Verdict;
use crate::source::Tracked;

/// What is looked at.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Two texts to compare, or one to hold against the newest edition; without any the newest editions of each series.
    pub texts: Vec<String>,
    /// What the branch changes since this git revision, whose policy decides.
    pub base: Option<String>,
    /// The side of drafts with tracked changes that is read.
    pub tracked: Option<Tracked>,
    /// The policy, where it is not the one at or above the archive.
    pub policy: Option<PathBuf>,
}

/// What was found, and where acceptances are kept.
pub struct Examined {
    /// What was found.
    pub verdict: Verdict,
    /// The list of what was accepted.
    pub accepted: PathBuf,
}
