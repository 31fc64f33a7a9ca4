//! What a site is made of, and where its pages go.

use std::sync::Arc;

use crate::drift::{self, Catalogued};
use crate::series::Rules;
use crate::statement::Statement;
use crate::{Error, Result};

/// A series with all that is kept of it.
pub struct Series {
    /// `kidd`
    pub id: String,
    /// How it is called in prose.
    pub title: String,
    /// The rules by which its editions are compared.
    pub rules: Arc<Rules>,
    /// Editions that are known of, held or not.
    pub known: Vec<Catalogued>,
    /// The published editions in their order, each by its newest revision, as a history needs them.
    pub editions: Vec<drift::Edition>,
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

/// A pair of revisions: their positions in [`Series::revisions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The position of their series.
    pub series: usize,
    /// The older one's position.
    pub before: usize,
    /// The newer one's position.
    pub after: usize,
}

/// What a site shows beside the archive.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'e> {
    /// Pairs that do not follow each other, for a page each.
    pub pairs: &'e [Pair],
    /// The page that compares two texts in a browser: it goes into the site as it is, and every page leads to it.
    pub comparer: Option<&'e [u8]>,
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

/// How far a long piece of work is.
pub trait Progress: Send + Sync {
    /// One more of what there is to do (`comparing`, `pages`) is done.
    fn step(&self, what: &str, done: usize, all: usize);

    /// All is done.
    fn end(&self) {}
}

/// A page that cannot be made.
pub(super) fn unmade(path: &str, cause: &dyn std::fmt::Display) -> Error {
    Error::new(format!("cannot be made ({cause})")).at(path)
}
