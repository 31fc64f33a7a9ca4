//! The statements/ folder: editions, revisions, ledger.
//!
//! An [`Archive`] is a folder that reads well in git, or the one that is compiled into the program:
//!
//! ```text
//! statements/
//!   ledger.jsonl          one line a revision, each chained to the line before: see `ledger`
//!   kidd/series.toml      the rules of the series
//!   kidd/catalog.toml     every edition known, held or not: see `Catalog`
//!   kidd/23.txt           an original, byte for byte as it was published
//! ```

mod add;
mod builtin;
mod catalog;
mod day;
mod disk;
pub mod ledger;
mod listing;
mod merge;
mod name;
mod open;
mod repair;
mod resolve;
mod verify;

pub use add::{Added, Draft, add};
pub use catalog::{Catalog, Known};
pub use ledger::{Entry, Ledger};
pub use listing::Listing;
pub use merge::{First, merge, split_conflict};
pub use name::{Name, is_id};
pub use open::{Archive, FOLDER, text};
pub use repair::repair;
pub use verify::{Check, Problem, Severity, Verdict, verify, verify_built_in};
