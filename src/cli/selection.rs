//! What `kidd check` and its kin look at, as the command line names it.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::candidates::editions;
use super::options::DraftSide;
use crate::gate::Selection;

/// What is looked at.
#[derive(Debug, Clone, Args)]
pub(super) struct SelectionArgs {
    /// Two texts to compare, or one to compare with the newest edition
    #[arg(value_name = "TEXT", num_args = 0..=2, add = ArgValueCompleter::new(editions))]
    pub texts: Vec<String>,
    /// What the branch changes since this git revision, whose policy decides
    #[arg(long, value_name = "REF", conflicts_with = "texts")]
    pub base: Option<String>,
    /// Read Word files with tracked changes as if all were rejected (old) or accepted (new, the default)
    #[arg(long, value_enum, value_name = "SIDE", requires = "texts")]
    pub tracked: Option<DraftSide>,
    /// The policy [default: kidd.toml at or above the archive]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

impl From<&SelectionArgs> for Selection {
    fn from(named: &SelectionArgs) -> Self {
        Self {
            texts: named.texts.clone(),
            base: named.base.clone(),
            tracked: named.tracked.map(Into::into),
            policy: named.policy.clone(),
        }
    }
}
