//! Where the pages of a site stand, and how they call each other.

use super::model::Series;

/// The page of a revision, relative to the site: `editions/kidd-23.html`, for one that was replaced
/// `editions/kidd-23.r1.html`.
pub(super) fn edition(series: &Series, position: usize) -> String {
    format!("editions/{}.html", name(series, position))
}

/// The page of a pair: `pairs/kidd-22--kidd-23.html`.
pub(super) fn pair(series: &Series, before: usize, after: usize) -> String {
    format!("pairs/{}--{}.html", name(series, before), name(series, after))
}

/// `kidd-23`, for a revision that was replaced `kidd-23.r1`.
pub(super) fn name(series: &Series, position: usize) -> String {
    let Some(revision) = series.revisions.get(position) else { return String::new() };
    let id = &revision.statement.id;
    if is_newest(series, position) { id.clone() } else { format!("{id}.r{}", revision.number) }
}

/// `kidd-23`, for a revision of several `kidd-23@1`: as on the command line.
pub(super) fn label(series: &Series, position: usize) -> String {
    let Some(revision) = series.revisions.get(position) else { return String::new() };
    let id = &revision.statement.id;
    let others = series.revisions.iter().filter(|other| other.statement.id == *id).count();
    if others > 1 { format!("{id}@{}", revision.number) } else { id.clone() }
}

/// Whether no later revision replaces this one.
pub(super) fn is_newest(series: &Series, position: usize) -> bool {
    let id = |position: usize| series.revisions.get(position).map(|revision| &revision.statement.id);
    id(position) != id(position + 1)
}
