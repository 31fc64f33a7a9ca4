//! An archive → a static site: a timeline, a page for each edition and for each successive pair, search, a feed.
//!
//! The pages work from a disk and from any sub-path of a server: every link is relative, nothing is fetched but the
//! search's own index. They depend on the archive alone, so the same archive gives the same bytes. Where they
//! are put is the caller's [`Destination`].

mod edition;
mod feed;
mod history;
mod names;
mod pair;
mod parts;
mod search;
mod timeline;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::history::{Held, History};
use self::pair::{Made, Pair};
use crate::compare::{Comparison, Options, compare};
use crate::drift::{Catalogued, annotate};
use crate::series::Rules;
use crate::statement::Statement;
use crate::{Error, Result, Sides};

/// A series with all that is kept of it.
pub struct Series {
    /// `kidd`
    pub id: String,
    /// How it is called in prose.
    pub title: String,
    /// The rules by which its editions are compared.
    pub rules: Rules,
    /// Editions that are known of, held or not.
    pub known: Vec<Catalogued>,
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

/// Where the pages of a site are put: a folder, or memory.
pub trait Destination: Sync {
    /// Says which files will be put, before the first of them is.
    ///
    /// # Errors
    /// Something that is not ours stands where a file must go.
    fn expect(&self, paths: &[String]) -> Result<()>;

    /// Puts a file under its path, relative to the top of the site.
    ///
    /// # Errors
    /// It cannot be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()>;
}

/// A page that cannot be made.
fn unmade(path: &str, cause: &dyn std::fmt::Display) -> Error {
    Error::new(format!("cannot be made ({cause})")).at(path)
}

/// Where the site is while it is made.
pub trait Progress: Sync {
    /// One more of what there is to do (`comparing`, `pages`) is done.
    fn step(&self, what: &str, done: usize, all: usize);
}

/// Counts the steps of one kind of work.
struct Steps<'p> {
    what: &'static str,
    all: usize,
    done: AtomicUsize,
    progress: &'p dyn Progress,
}

impl<'p> Steps<'p> {
    fn new(what: &'static str, all: usize, progress: &'p dyn Progress) -> Self {
        Self { what, all, done: AtomicUsize::new(0), progress }
    }

    fn step(&self) {
        self.progress.step(self.what, self.done.fetch_add(1, Ordering::Relaxed) + 1, self.all);
    }
}

/// Makes the site.
///
/// # Errors
/// A page cannot be written.
pub fn build(
    series: &[Series],
    asked: &[Asked],
    to: &dyn Destination,
    progress: &dyn Progress,
) -> Result<()> {
    let plan = Plan::new(series, asked, progress);
    to.expect(&plan.paths())?;
    let pages = Steps::new("pages", plan.pages(), progress);
    let made: Vec<Made> = plan
        .pairs
        .par_iter()
        .zip(&plan.comparisons)
        .map(|(pair, comparison)| {
            let made = pair::write(pair, comparison, &plan, to)?;
            pages.step();
            Ok(made)
        })
        .collect::<Result<_>>()?;
    plan.revisions().collect::<Vec<_>>().par_iter().try_for_each(|&(series, position)| {
        edition::write(series, position, &plan, to)?;
        pages.step();
        Ok(())
    })?;
    parts::PARTS.iter().try_for_each(|part| (part.write)(&plan, &made, to))
}

/// Compares each pair once, and lets its findings say what the editions before know of them.
fn compared<'s>(
    series: &'s [Series],
    pairs: &[Pair],
    held: &[Held],
    progress: &dyn Progress,
) -> Vec<Comparison<'s>> {
    let pasts: Vec<_> = series.iter().zip(held).map(|(series, held)| held.past(series)).collect();
    let steps = Steps::new("comparing", pairs.len(), progress);
    let compared = pairs.par_iter().map(|pair| {
        let series = &series[pair.series];
        let sides = Sides::new(pair.before, pair.after).map(|at| &series.revisions[at].statement);
        let mut comparison = compare(sides, &series.rules, &Options::default());
        annotate(&mut comparison, &pasts[pair.series]);
        steps.step();
        comparison
    });
    compared.collect()
}

/// What there is to make.
struct Plan<'s> {
    series: &'s [Series],
    pairs: Vec<Pair>,
    /// What changed in each pair, with what the editions before know of it.
    comparisons: Vec<Comparison<'s>>,
    /// By series; none where there is nothing to tell.
    histories: Vec<Option<History>>,
}

impl<'s> Plan<'s> {
    fn new(series: &'s [Series], asked: &[Asked], progress: &dyn Progress) -> Self {
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
        let held: Vec<Held> = series.iter().map(Held::of).collect();
        let comparisons = compared(series, &pairs, &held, progress);
        let histories = series.iter().zip(held).enumerate().map(|(number, (one, held))| {
            let of = |(pair, comparison): (&Pair, _)| {
                (pair.series == number).then_some(((pair.before, pair.after), comparison))
            };
            held.history(one, &pairs.iter().zip(&comparisons).filter_map(of).collect())
        });
        let histories = histories.collect();
        Self { series, pairs, comparisons, histories }
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
