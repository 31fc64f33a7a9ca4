use std::ffi::OsString;
use std::io::Write as _;

use clap::Parser as _;

use super::args::{Cli, Command};
use super::{Exit, add, align, diff, drift, extract, fetch, ledger, list, log, show, site, verify};
use crate::report::escape;

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return answer(&message),
    };
    let done = match &cli.command {
        Command::Diff(command) => diff::run(command, &cli.global),
        Command::Show(command) => show::run(command, &cli.global),
        Command::Drift(command) => drift::run(command, &cli.global),
        Command::List(command) => list::run(command, &cli.global),
        Command::Add(command) => add::run(command, &cli.global),
        Command::Fetch(command) => fetch::run(command, &cli.global),
        Command::Log(command) => log::run(command, &cli.global),
        Command::Verify(command) => verify::run(command, &cli.global),
        Command::Ledger(command) => ledger::run(command, &cli.global),
        Command::Align(command) => align::run(command, &cli.global),
        Command::Extract(command) => extract::run(command),
        Command::Site(command) => site::run(command, &cli.global),
    };
    done.unwrap_or_else(|error| {
        // Nothing is left to tell anyone if standard error is gone as well.
        let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&error.to_string()));
        Exit::Trouble
    })
}

/// Help and version are answers and go to standard output; the rest is trouble with the arguments.
fn answer(message: &clap::Error) -> Exit {
    let _ = message.print();
    if message.use_stderr() { Exit::Trouble } else { Exit::Done }
}
