//! The command line: one file per command, with its definition, and what they share.
//!
//! A command decides nothing: it calls the [`Workspace`](crate::workspace::Workspace) or the archive, writes the report
//! (`output`) and says with which [`Exit`] the program ends. `args` lists the commands, `run` calls the one that was asked
//! for, `options` has what every command takes.

mod accept;
mod add;
mod align;
mod args;
mod bar;
mod batch;
mod candidates;
mod check;
mod completions;
mod diff;
mod drift;
mod exit;
mod extract;
mod fail_on;
mod fetch;
mod git_driver;
mod git_setup;
mod ledger;
mod list;
mod log;
mod man;
mod net;
mod options;
mod output;
mod pager;
mod policy;
mod rules;
mod run;
mod section;
mod selection;
mod series;
mod show;
mod site;
mod terminal;
mod verify;

pub use exit::Exit;
pub use run::run;
