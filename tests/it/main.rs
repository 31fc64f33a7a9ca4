//! Tests of the whole, one module a concern.

// A test that cannot go on should stop; helpers outside #[test] functions are not seen by the setting for tests.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod absence;
mod apart;
mod archive;
#[cfg(unix)]
mod attacks;
mod breaches;
mod circles;
mod claims;
mod commands;
mod counterparts;
mod desk;
mod disguises;
mod docs;
mod drift;
mod edited;
#[cfg(unix)]
mod evasions;
mod facts;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "fetch")]
mod fetch_bounds;
mod filed;
mod files;
mod findings;
mod fixture;
mod formats;
mod fuzz_seeds;
mod gate;
mod hostile;
mod hostile_history;
mod json;
mod meaning;
mod model;
#[path = "../../fuzz/mutate.rs"]
mod mutate;
mod office;
mod packaging;
mod pages;
#[cfg(unix)]
mod paging;
#[cfg(unix)]
mod places;
mod plain;
#[cfg(unix)]
mod prebuilt;
mod properties;
mod pull_requests;
mod reading;
mod readme;
mod redline;
mod reference;
mod reports;
mod repository;
mod schemas;
mod silence;
mod site;
mod strangers;
mod telling;
mod threads;
mod tutorials;
mod workspace;
