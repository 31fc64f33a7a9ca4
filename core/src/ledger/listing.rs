//! What an archive holds, and what it knows of.

use std::path::PathBuf;

use super::{Entry, Known};

/// What an archive holds, and what it knows of and does not hold.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    /// The archive's folder; `None` for the one that is part of the program.
    pub root: Option<PathBuf>,
    /// The revisions, by series and date, the newest edition last.
    pub revisions: Vec<&'a Entry>,
    /// Editions of the catalogues whose text is not held, by id.
    pub known: Vec<(String, Known)>,
}
