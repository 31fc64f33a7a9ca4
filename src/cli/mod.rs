//! The command line: definitions and one file per command.
//!
//! A command parses nothing and decides nothing: it reads its inputs ([`input`]), calls the library, writes the
//! report ([`output`]) and says with which [`Exit`] the program ends.

mod align;
mod args;
mod diff;
mod exit;
mod gate;
mod input;
mod list;
mod output;
mod run;
mod show;
mod terminal;

pub use exit::Exit;
pub use run::run;
