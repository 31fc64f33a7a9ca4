//! Tests of the whole, one module a concern.

// A test that cannot go on should stop; helpers outside #[test] functions are not seen by the setting for tests.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commands;
mod fixture;
mod json;
mod reports;
