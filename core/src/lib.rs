//! `kidd-core` reads diplomatic statements and says what changed between two of them.
//!
//! It is pure: bytes and values come in, results go out. It opens no file, starts no process and asks no clock, so that
//! the same input gives the same output anywhere, in a browser too.
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
//! [`policy`] says which changes may pass, for CI. [`ledger`] is what an archive of editions is made of, [`site`] makes
//! the pages of one, and [`digest`] hashes them. A [`desk`] ties the stages together for a program of any kind.
//!
//! # Two texts compared
//!
//! ```
//! use kidd_core::{Sides, compare, series, statement};
//!
//! let rules = series::general()?;
//! let old = statement::read_text("old", "Both sides reaffirmed their ironclad commitment to the defense of Korea.", &rules)?;
//! let new = statement::read_text("new", "Both sides reaffirmed their commitment to the defense of Korea.", &rules)?;
//! let comparison = compare::compare(Sides::new(&old, &new), &rules, &compare::Options::default());
//! assert!(comparison.findings.iter().any(|finding| finding.message.contains("ironclad")));
//! # Ok::<(), kidd_core::Error>(())
//! ```

pub mod characters;
pub mod compare;
mod dates;
pub mod desk;
pub mod digest;
pub mod drift;
mod error;
pub mod ledger;
pub mod lookalike;
pub mod policy;
pub mod report;
mod rule;
pub mod series;
mod sides;
pub mod site;
pub mod source;
pub mod statement;
mod weight;

pub use error::{Error, Result, reason};
pub use rule::{Family, Fate, Rule};
pub use sides::{Side, Sides};
pub use weight::Weight;

/// The example of the README, for it to be tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
