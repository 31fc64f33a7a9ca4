//! The `kidd` program: what touches the machine round the library [`kidd_core`], which reads, compares and reports.
//!
//! [`archive`] keeps the editions, [`git`] is asked what they were, [`apart`] has files parsed in a process of its own,
//! `fetch` gets what is published on the net, [`cache`] keeps what was read, [`batch`] compares many pairs, [`site`]
//! writes all of an archive for a browser, and [`cli`] ties it all to the command line.

pub mod apart;
pub mod archive;
pub mod batch;
pub mod cache;
pub mod cli;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod git;
mod plain;
pub mod site;

use kidd_core::reason;
pub use kidd_core::{
    Error, Family, Fate, Result, Rule, Side, Sides, Weight, compare, digest, drift, ledger, policy, report,
    series, source, statement,
};
