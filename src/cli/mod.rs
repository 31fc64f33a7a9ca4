//! The command line: definitions and one file per command.
//!
//! A command parses nothing and decides nothing: it reads its inputs ([`input`]), calls the library, writes the
//! report ([`output`]) and says with which [`Exit`] the program ends.

mod align;
mod args;
mod diff;
mod exit;
#[allow(dead_code)]
mod gate;
mod input;
mod list;
#[allow(dead_code)]
mod output;
mod run;
mod show;
#[allow(dead_code)]
mod terminal;

pub use exit::Exit;
pub use run::run;
