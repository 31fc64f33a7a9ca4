//! What a gate may let pass: comparison × policy → verdict.
//!
//! A [`Policy`] (`kidd.toml`) sets the level of each rule, narrowed by section, body or phrase; watches phrases; names
//! pledges and bodies that must stay; gives each section a budget of change; and says what may stand there though no
//! earlier edition has it. [`judge`] holds one comparison against
//! it. [`Accepted`] (`accepted.toml`) lists findings that somebody has looked at and let pass, with the reason.
//!
//! # Which line decides
//!
//! The first of these that speaks for a finding decides its level; `kidd check --explain` names it.
//!
//! 1. The `[[override]]` that fits and is narrowest. Each of `section`, `body` and `phrase` narrows, and a rule is
//!    narrower than its family, which is narrower than none; of two that are equally narrow, the later line.
//! 2. `[levels]`, the rule itself (`"pledge/dropped"`).
//! 3. `[levels]`, its family (`"pledge/"`).
//! 4. The level that the rules files give it.
//!
//! `off` takes a finding out of the report, not only out of the gate. What a `[[phrase]]`, a `[[keep]]`, a `[[budget]]` or
//! a `[[first-seen]]` finds has the level of that line. Findings of the archive itself (history, the policy) cannot be turned off.
//!
//! This module reads no files.

mod acceptance;
mod accepted;
mod budget;
mod changes;
mod first_seen;
mod gate_findings;
mod judge;
mod judging;
mod levels;
mod model;
mod must_stay;
mod place;
mod quoted;
mod read;
mod rule_list;
mod tables;
mod verdict;
mod watch;

pub use acceptance::Acceptance;
pub use accepted::{Accepted, Matched};
pub use changes::changes;
pub use gate_findings::tell;
pub use judge::{Judgement, judge};
pub use model::{Breach, Budget, FirstSeen, Keep, Kept, LevelLine, Override, Policy, Setting, Watch};
pub use place::Place;
pub use rule_list::{KnownRule, families, known, nearest};
pub use verdict::{Decision, Judged, JudgedPair, Standing, Verdict};

/// The text of a first `kidd.toml`, commented.
pub const TEMPLATE: &str = include_str!("template.toml");

/// The name of a policy's file.
pub const FILE: &str = "kidd.toml";

/// The name of the file with what was accepted.
pub const ACCEPTED_FILE: &str = "accepted.toml";
