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
mod attributes;
mod builtin;
mod disk;
mod listing;
mod merge;
mod open;
mod repair;
mod resolve;
mod shelf;
mod verify;

pub use kidd_core::ledger::{
    self, Catalog, Entry, Known, Ledger, Listing, Name, Problem, Severity, Unasked, Verdict, is_id,
};

pub use add::{Added, Draft, add};
pub use attributes::{LINE as ATTRIBUTES, keep_bytes};
pub use merge::{First, merge, split_conflict};
pub use open::{Archive, FOLDER, text};
pub use repair::repair;
pub use verify::{Check, verify, verify_built_in};
