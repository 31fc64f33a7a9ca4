//! What an archive is made of: how editions are named, the lines of the ledger, the catalogue of a series.
//!
//! All of it is data that can be read anywhere; keeping it in a folder is the program's part.

mod catalog;
mod day;
mod entry;
mod listing;
mod name;
mod verdict;

pub use catalog::{Catalog, Known};
pub use entry::*;
pub use listing::Listing;
pub use name::{Name, is_id, nearest};
pub use verdict::{Problem, Severity, Unasked, Verdict};
