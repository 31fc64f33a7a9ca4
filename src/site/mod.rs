//! An archive → a static site: a timeline, a page for each edition and for each successive pair, search, a feed.
//!
//! The pages work from a disk and from any sub-path of a server: every link is relative, nothing is fetched but the
//! search's own index. They depend on the archive alone, so the same archive gives the same bytes. [`Folder`] is the
//! place where they are written: pages that did not change are left alone, and nothing is touched that is not ours.

mod edition;
mod feed;
mod folder;
mod history;
mod names;
mod pair;
mod parts;
mod search;
mod timeline;

use rayon::prelude::*;

pub use folder::{Count, Folder};

use self::pair::{Made, Pair};
use crate::Result;
use crate::drift::Known;
use crate::series::Rules;
use crate::statement::Statement;

/// A series with all that is kept of it.
pub struct Series {
    /// `kidd`
    pub id: String,
    /// How it is called in prose.
    pub title: String,
    /// The rules by which its editions are compared.
    pub rules: Rules,
    /// Editions that are known of, held or not.
    pub known: Vec<Known>,
    /// Every revision of every edition, by date; an edition's revisions stand together, the newest last.
    pub revisions: Vec<Revision>,
}

/// One published text of an edition.
pub struct Revision {
    /// Counted from 1.
    pub number: u32,
    /// What it says.
    pub statement: Statement,
    /// Where it was published.
    pub source: Option<String>,
}

/// A pair of revisions that was asked for: their positions in [`Series::revisions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The position of their series.
    pub series: usize,
    /// The older one's position.
    pub before: usize,
    /// The newer one's position.
    pub after: usize,
}

/// Where the site is while it is made: how many of its pages are done.
pub trait Progress: Sync {
    /// One more page is done.
    fn step(&self, done: usize, all: usize);
}

/// Makes the site.
///
/// # Errors
/// A page cannot be written.
pub fn build(series: &[Series], asked: &[Asked], folder: &Folder, progress: &dyn Progress) -> Result<()> {
    let plan = Plan::new(series, asked);
    folder.expect(&plan.paths())?;
    let all = plan.pages();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let step = || {
        let number = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        progress.step(number, all);
    };
    let made: Vec<Made> = plan
        .pairs
        .par_iter()
        .map(|pair| {
            let made = pair::write(pair, &plan, folder)?;
            step();
            Ok(made)
        })
        .collect::<Result<_>>()?;
    plan.revisions().collect::<Vec<_>>().par_iter().try_for_each(|&(series, position)| {
        edition::write(series, position, &plan, folder)?;
        step();
        Ok(())
    })?;
    parts::PARTS.iter().try_for_each(|part| (part.write)(&plan, &made, folder))
}

/// What there is to make.
struct Plan<'s> {
    series: &'s [Series],
    pairs: Vec<Pair>,
    /// By series; none where there is nothing to tell.
    histories: Vec<Option<history::History>>,
}

impl<'s> Plan<'s> {
    fn new(series: &'s [Series], asked: &[Asked]) -> Self {
        let mut pairs = Vec::new();
        for (number, one) in series.iter().enumerate() {
            pairs.extend(pair::successive(number, one));
        }
        for asked in asked {
            let Asked { series, before, after } = *asked;
            if !pairs.iter().any(|pair| (pair.series, pair.before, pair.after) == (series, before, after)) {
                pairs.push(Pair { series, before, after, kind: pair::Kind::Asked });
            }
        }
        Self { series, pairs, histories: series.iter().map(history::of).collect() }
    }

    /// The positions of all revisions: of their series, and in it.
    fn revisions(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.series
            .iter()
            .enumerate()
            .flat_map(|(number, series)| (0..series.revisions.len()).map(move |position| (number, position)))
    }

    fn pages(&self) -> usize {
        self.pairs.len() + self.series.iter().map(|series| series.revisions.len()).sum::<usize>()
    }

    /// Every file of the site, relative to its folder.
    fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for part in parts::PARTS {
            paths.push(part.path.to_owned());
            paths.extend((part.files)(self));
        }
        paths.extend(self.pairs.iter().map(|pair| pair.path(self)));
        paths.extend(
            self.revisions().map(|(series, position)| names::edition(&self.series[series], position)),
        );
        paths
    }
}
