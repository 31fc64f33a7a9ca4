//! What `kidd check` and `kidd accept` look at: comparisons held against the policy of the archive, or of a branch's base.
//!
//! [`Workspace::check`] is the door. `here` compares editions and texts as they lie in the folder, `branch` what a branch
//! changes in an archive, with `base` for what git has of its base and `agree` for what an added edition says of itself.
//! `judging` holds each comparison against the policy, and `policy_files` finds and reads it.

mod against;
mod agree;
mod base;
mod branch;
mod checkout;
mod here;
mod judging;
mod policy_files;
mod selection;

pub use against::{Against, against};
pub use checkout::from_the_top;
pub use policy_files::{Home, beside, policy, text};
pub use selection::{Examined, Selection};

use crate::Result;
use crate::workspace::{Scope, Workspace};

impl Workspace {
    /// Compares what the selection names and holds it against the policy and what was accepted.
    ///
    /// # Errors
    /// A text, an edition, the policy or the list of what was accepted cannot be read; git cannot tell the base.
    pub fn check(scope: Scope, selection: &Selection) -> Result<Examined> {
        match &selection.base {
            Some(reference) => branch::examine(reference, selection, &scope),
            None => here::examine(selection, scope),
        }
    }
}
