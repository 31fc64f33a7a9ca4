//! The command line: definitions and one file per command.
//!
//! A command parses nothing and decides nothing: it reads its inputs (`input`), calls the library, writes the
//! report (`output`) and says with which [`Exit`] the program ends.

mod add;
mod align;
mod args;
mod diff;
mod drift;
mod exit;
mod extract;
mod fetch;
mod gate;
mod history;
mod input;
mod intake;
mod keep;
mod ledger;
mod list;
mod log;
mod net;
mod output;
mod reader;
mod run;
mod show;
mod site;
mod terminal;
mod verify;

pub use exit::Exit;
pub use run::run;
