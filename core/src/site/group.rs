//! What a site has beside its editions and pairs: single pages, and groups of pages that tell of the whole archive.

use super::comparison::Written;
use super::model::Destination;
use super::plan::Plan;
use crate::Result;

/// A page, or a page with others that belong to it.
pub(super) struct PageGroup {
    /// Its name in the navigation that every page has.
    pub name: &'static str,
    /// Its place, relative to the site: where the navigation leads.
    pub path: &'static str,
    /// The other files that it writes, relative to the site. Letters, digits, hyphens and dots only.
    pub files: fn(&Plan<'_>) -> Vec<String>,
    /// Writes all of them, when the pages of editions and pairs are written.
    pub write: fn(&Plan<'_>, &[Written], &dyn Destination) -> Result<()>,
}

/// For a group that is one page.
pub(super) fn no_more(_: &Plan<'_>) -> Vec<String> {
    Vec::new()
}
