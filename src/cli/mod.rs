//! The command line: definitions and one file per command.
//!
//! A command parses nothing and decides nothing: it reads its inputs (`input`), calls the library, writes the
//! report (`output`) and says with which [`Exit`] the program ends.

mod accept;
mod add;
mod agree;
mod align;
mod args;
mod base;
mod batch;
mod branch;
mod check;
mod ci;
mod completions;
mod diff;
mod drift;
mod examine;
mod exit;
mod extract;
mod fetch;
mod gate;
mod git_driver;
mod git_setup;
mod history;
mod input;
mod intake;
mod keep;
mod labels;
mod ledger;
mod list;
mod log;
mod man;
mod net;
mod output;
mod pager;
mod policies;
mod policy;
mod reader;
mod rules;
mod run;
mod series;
mod show;
mod site;
mod terminal;
mod verify;
mod workspace;

pub use exit::Exit;
pub use run::run;
