//! From arguments to an exit code.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use super::args::{Cli, Command};
use super::{
    Exit, accept, add, align, batch, check, completions, diff, drift, extract, fetch, git_driver, git_setup,
    ledger, list, log, man, output, policy, rules, series, show, site, verify,
};
use crate::report::escape;

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    if completions::answered(Cli::command) {
        return Exit::Done;
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => return answer(&message),
    };
    if !cli.global.no_pager && is_read(&cli.command) {
        output::page();
    }
    let done = match &cli.command {
        Command::Diff(command) => diff::run(command, &cli.global),
        Command::Show(command) => show::run(command, &cli.global),
        Command::Drift(command) => drift::run(command, &cli.global),
        Command::Series(command) => series::run(command, &cli.global),
        Command::Batch(command) => batch::run(command, &cli.global),
        Command::List(command) => list::run(command, &cli.global),
        Command::Add(command) => add::run(command, &cli.global),
        Command::Fetch(command) => fetch::run(command, &cli.global),
        Command::Log(command) => log::run(command, &cli.global),
        Command::Verify(command) => verify::run(command, &cli.global),
        Command::Ledger(command) => ledger::run(command, &cli.global),
        Command::Align(command) => align::run(command),
        Command::Extract(command) => extract::run(command),
        Command::Site(command) => site::run(command, &cli.global),
        Command::Check(command) => check::run(command, &cli.global),
        Command::Accept(command) => accept::run(command, &cli.global),
        Command::Policy(arguments) => policy::run(arguments, &cli.global),
        Command::Rules(command) => rules::run(command, &cli.global),
        Command::GitSetup(command) => git_setup::run(command, &cli.global),
        Command::Completions(command) => completions::run(command),
        Command::Man(command) => man::run(command, Cli::command()),
        Command::GitDiff(command) => git_driver::diff(command, &cli.global),
        Command::GitTextconv(command) => git_driver::textconv(command, &cli.global),
    };
    done.unwrap_or_else(|error| {
        // Nothing is left to tell anyone if standard error is gone as well.
        let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&error.to_string()));
        Exit::Trouble
    })
}

/// Whether a command's report is for reading, and may be long.
const fn is_read(command: &Command) -> bool {
    matches!(
        command,
        Command::Diff(_)
            | Command::Show(_)
            | Command::Drift(_)
            | Command::Series(_)
            | Command::List(_)
            | Command::Log(_)
            | Command::Rules(_)
    )
}

/// Help and version are answers and go to standard output; the rest is trouble with the arguments.
fn answer(message: &clap::Error) -> Exit {
    if message.kind() == ErrorKind::InvalidUtf8 {
        let _ = writeln!(
            std::io::stderr(),
            "kidd: an argument is not UTF-8, and so no name that kidd can show; rename the file, or feed it through \
             standard input: kidd diff 23 - < FILE"
        );
        return Exit::Trouble;
    }
    if message.use_stderr() {
        // One prefix for all trouble.
        let styled = message.render();
        let text = match std::io::stderr().is_terminal() {
            true => styled.ansi().to_string(),
            false => styled.to_string(),
        };
        let _ = write!(std::io::stderr(), "{}", text.replacen("error:", "kidd:", 1));
        return Exit::Trouble;
    }
    let _ = message.print();
    if message.use_stderr() { Exit::Trouble } else { Exit::Done }
}
