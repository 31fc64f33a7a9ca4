//! `kidd` compares and versions successive diplomatic statements.
//!
//! The modules, in the order in which the data goes:
//!
//! 1. [`source`] turns the bytes that were published into blocks of text with their lines.
//! 2. [`series`] holds the rules of a series: sections, cues, verbs, bodies, furniture. Rules are data.
//! 3. [`statement`] turns blocks into a [`Statement`](statement::Statement): what the text says.
//! 4. [`compare`] turns two statements into a [`Comparison`](compare::Comparison): what changed.
//! 5. [`drift`] turns an ordered list of editions into a [`Timeline`](drift::Timeline): since when they say that.
//! 6. [`report`] shows a comparison, a statement or a timeline: terminal, brief, HTML, Markdown, JSON, CSV. It decides no facts.
//!
//! [`policy`] says which changes may pass, for CI.
//!
//! [`archive`] keeps the editions, [`site`] shows all of them to a browser, [`digest`] hashes them, [`git`] is asked what they were, `fetch` gets what is published on the net, [`cli`] ties it all to the command line.

pub mod archive;
pub mod batch;
pub mod cache;
mod characters;
pub mod cli;
pub mod compare;
pub mod digest;
pub mod drift;
mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod git;
mod lookalike;
mod plain;
pub mod policy;
pub mod report;
pub mod series;
mod sides;
pub mod site;
pub mod source;
pub mod statement;

pub use error::{Error, Result};
pub use sides::{Side, Sides};
