//! The command line as clap reads it: the list of commands.

use clap::{Parser, Subcommand};

use super::options::Global;
use super::{
    accept, add, align, batch, check, completions, diff, drift, extract, fetch, git_driver, git_setup,
    ledger, list, log, man, policy, rules, series, show, site, verify,
};

/// Compares and versions successive diplomatic statements.
///
/// Says what is new between two editions of a statement, what was dropped, and which words moved.
#[derive(Debug, Parser)]
#[command(name = "kidd", version, arg_required_else_help = true, after_help = HELP)]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const HELP: &str = "\
An edition is named by its number or its name (23, kidd-23), a revision of it
by kidd-23@1. Such a name beats a file's: write ./23 for a file of that name.
A lone - is standard input.

Examples:
  kidd diff 23 sample        what changed between two editions of the archive
  kidd diff 23 draft.txt     what a draft on disk changes
  kidd show 23               one edition: sections, bodies, commitments
  kidd drift ironclad        a phrase across all editions
  kidd list                  the editions of the archive
  kidd check                 the CI gate: check what changed against the policy

Exit codes: 0 done; 1 a gate that was asked for (--exit-code, --fail-on, check,
verify) failed; 2 trouble, with a message on standard error.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Diff(diff::Diff),
    Show(show::Show),
    Drift(drift::Drift),
    List(list::List),
    Add(add::Add),
    Fetch(fetch::Fetch),
    Log(log::Log),
    Verify(verify::Verify),
    Ledger(ledger::Ledger),
    Series(series::Series),
    Batch(batch::Batch),
    Align(align::Align),
    Site(site::Site),
    Extract(extract::Extract),
    Check(check::Check),
    Accept(accept::Accept),
    Policy(policy::PolicyArgs),
    Rules(rules::RulesArgs),
    GitSetup(git_setup::GitSetup),
    Completions(completions::Completions),
    Man(man::Man),
    #[command(hide = true)]
    GitDiff(git_driver::GitDiff),
    #[command(hide = true)]
    GitTextconv(git_driver::GitTextconv),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        Cli::command().debug_assert();
    }
}
