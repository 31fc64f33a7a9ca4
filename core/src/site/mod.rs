//! An archive → a static site: a timeline, a page for each edition and for each successive pair, search, a feed.
//!
//! The pages work from a disk and from any sub-path of a server: every link is relative, nothing is fetched but the
//! search's own index. They depend on the archive alone, so the same archive gives the same bytes. Where they
//! are put is the caller's [`Destination`].
//!
//! To add pages that tell of the whole archive, write a file beside this one with a constant of type
//! `PageGroup` and list it in `GROUPS`: navigation, the list of our files and the writing follow.

mod comparer;
mod comparison;
mod edition;
mod feed;
mod group;
mod histories;
mod history;
mod model;
mod names;
mod pages;
mod plan;
mod search;
mod steps;
mod timeline;

use rayon::prelude::*;

use self::comparison::Written;
use self::group::PageGroup;
use self::plan::Plan;
use self::steps::Steps;
use crate::Result;

pub use model::{Destination, Extras, Pair, Progress, Revision, Series};

/// All of them, in the order of the navigation.
const GROUPS: &[PageGroup] = &[timeline::GROUP, histories::GROUP, search::GROUP, feed::GROUP];

/// Makes the site.
///
/// # Errors
/// A page cannot be written.
pub fn build(
    series: &[Series],
    extras: Extras<'_>,
    to: &dyn Destination,
    progress: &dyn Progress,
) -> Result<()> {
    let mut navigation: Vec<_> = GROUPS.iter().map(|group| (group.name, group.path)).collect();
    if extras.comparer.is_some() {
        navigation.push(comparer::LINK);
    }
    let plan = Plan::new(series, extras, navigation, progress);
    let mut paths: Vec<String> = Vec::new();
    for group in GROUPS {
        paths.push(group.path.to_owned());
        paths.extend((group.files)(&plan));
    }
    paths.extend(plan.paths());
    paths.extend(extras.comparer.map(|_| comparer::PATH.to_owned()));
    to.expect(&paths)?;
    if let Some(page) = extras.comparer {
        to.put(comparer::PATH, page)?;
    }
    let pages = Steps::new("pages", plan.pages(), progress);
    let written: Vec<Written> = plan
        .pairs
        .par_iter()
        .zip(&plan.comparisons)
        .map(|(pair, comparison)| {
            let written = comparison::write(pair, comparison, &plan, to)?;
            pages.step();
            Ok(written)
        })
        .collect::<Result<_>>()?;
    plan.revisions().collect::<Vec<_>>().par_iter().try_for_each(|&(series, position)| {
        edition::write(series, position, &plan, to)?;
        pages.step();
        Ok(())
    })?;
    GROUPS.iter().try_for_each(|group| (group.write)(&plan, &written, to))
}
