//! What a site has beside its editions and pairs: single pages and groups of pages that tell of the whole archive.
//!
//! To add one, write a file beside this one with a constant of type [`Part`] and
//! list it in [`PARTS`]: navigation, the list of our files and the writing follow.

use super::pair::Made;
use super::{Destination, Plan, feed, history, search, timeline};
use crate::Result;
use crate::report::html::Link;

/// A page, or a page with others that belong to it.
pub(super) struct Part {
    /// Its name in the navigation that every page has.
    pub name: &'static str,
    /// Its place, relative to the site: where the navigation leads.
    pub path: &'static str,
    /// The other files that it writes, relative to the site. Letters, digits, hyphens and dots only.
    pub files: fn(&Plan<'_>) -> Vec<String>,
    /// Writes all of them, when the pages of editions and pairs are written.
    pub write: fn(&Plan<'_>, &[Made], &dyn Destination) -> Result<()>,
}

/// All of them, in the order of the navigation.
pub(super) const PARTS: &[Part] = &[timeline::PART, history::PART, search::PART, feed::PART];

/// For a part that is one page.
pub(super) fn no_more(_: &Plan<'_>) -> Vec<String> {
    Vec::new()
}

/// The navigation; `up` leads from the page to the site's folder (`../`, or nothing).
pub(super) fn links(up: &str) -> Vec<Link> {
    PARTS
        .iter()
        .map(|part| Link {
            text: part.name.to_owned(),
            address: format!("{up}{}", part.path),
            relation: None,
        })
        .collect()
}
