//! The `kidd` program: what touches the machine round the library [`kidd_core`], which reads, compares and reports.
//!
//! [`archive`] keeps the editions, [`apart`] has files parsed in a process of its own, [`cache`] keeps what was read.
//! [`workspace`] ties them to the library: it is the one door to read, compare and follow editions. [`gate`] holds what
//! changed against a policy and asks [`git`] what was there before, [`batch`] compares many pairs, [`site`] is the folder
//! that pages go to, `fetch` gets what is published on the net, and [`cli`] is the command line.

pub mod apart;
pub mod archive;
pub mod batch;
pub mod cache;
pub mod cli;
#[cfg(feature = "fetch")]
pub mod fetch;
mod files;
pub mod gate;
pub mod git;
pub mod site;
pub mod workspace;

use kidd_core::reason;
pub use kidd_core::{
    Error, Family, Fate, Result, Rule, Side, Sides, Weight, compare, desk, digest, drift, ledger, policy,
    report, series, source, statement,
};
