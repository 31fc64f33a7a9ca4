//! Definitions of the commands that keep an archive.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use jiff::civil::Date;

use super::args::Output;
use super::completions::editions;

/// Add a statement to the archive, as it was published
///
/// The archive is the one that the other commands use; where there is none, ./statements is made. Edition, date and
/// venue come from the text; options only correct them. The same text again adds nothing, a changed text of a known
/// edition becomes its next revision and is compared with the one before at once.
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub(super) struct Add {
    /// A file, a page's address (https://…), or - for standard input
    pub source: String,
    /// The edition, where the text does not say or is wrong: 24, or 2021-03-11
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The first day of the meeting
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// The last day of a meeting of several days
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub end_date: Option<Date>,
    /// Where it was published [default: SOURCE, if it is an address]
    #[arg(long, value_name = "ADDRESS")]
    pub source_url: Option<String>,
    /// The day on which it was published in this form, or saved [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub retrieved: Option<Date>,
    /// Mark it as a made-up text in every output
    #[arg(long)]
    pub illustrative: bool,
    /// Show how it is understood, and add nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Allow an address on this machine or its network
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub output: Output,
}

const ADD_HELP: &str = "\
Examples:
  kidd add 24.txt
  kidd add page.html --source-url https://example.org/release/24
  kidd add https://example.org/release/24
  kidd add draft.md --edition 24 --dry-run     how it would be understood
  pbpaste | kidd add - --series kidd";

/// Download editions from where the catalogue says they were published
///
/// An edition that is named is asked for again even if it is held: what its publisher changed since becomes its next
/// revision. Some publishers refuse programs; the report then says what to do. Ends with 2 if an edition could not be
/// had. Only public http and https addresses are asked, without a proxy.
#[derive(Debug, Args)]
#[command(after_help = FETCH_HELP)]
pub(super) struct Fetch {
    /// Editions of the catalogue: 23, kidd-25
    #[arg(value_name = "EDITION", required_unless_present = "all")]
    pub editions: Vec<String>,
    /// Every edition that has an address and is not in the archive
    #[arg(long, conflicts_with = "editions")]
    pub all: bool,
    /// Show what is there, and add nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Allow addresses on this machine or its network
    #[arg(long)]
    pub allow_private: bool,
    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const FETCH_HELP: &str = "\
Examples:
  kidd fetch 25 26
  kidd fetch --all
  kidd list --known          what could be fetched, and from where";

/// Tell the history of one edition: its revisions and where they came from
#[derive(Debug, Args)]
#[command(after_help = LOG_HELP)]
pub(super) struct Log {
    /// An edition of the archive
    #[arg(add = ArgValueCompleter::new(editions))]
    pub edition: String,
    #[command(flatten)]
    pub output: Output,
}

const LOG_HELP: &str = "\
Examples:
  kidd log 23
  kidd diff 23@1 23@2        what a publisher changed afterwards";

/// Check that every byte of the archive is as it was taken in
///
/// Damage (an original or a line of the ledger that was altered, cut, removed or moved) ends with 1. What a run that
/// was cut off leaves behind is told apart from it: that is recoverable, concerns nothing that was kept, and ends
/// with 0 unless --strict is given.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub(super) struct Verify {
    /// The ledger must continue this one: a file, or a revision of the git repository around the archive
    #[arg(long, value_name = "REF|FILE")]
    pub against: Option<String>,
    /// Mend what is recoverable; damage is never touched
    #[arg(long)]
    pub repair: bool,
    /// Exit with 1 on what is recoverable, too
    #[arg(long)]
    pub strict: bool,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: VerifyFormat,
    #[command(flatten)]
    pub output: Output,
}

const VERIFY_HELP: &str = "\
Examples:
  kidd verify
  kidd verify --against origin/main     in CI: nothing of the base was rewritten
  kidd verify --repair                  after a crash or a full disk";

/// How to show what was checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum VerifyFormat {
    /// One line a problem
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
}

/// Work on the ledger itself (plumbing)
#[derive(Debug, Args)]
pub(super) struct Ledger {
    #[command(subcommand)]
    pub command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum LedgerCommand {
    Merge(Merge),
}

/// Join the ledgers of two branches that each added to the archive
///
/// Without files, the archive's ledger with the merge conflict that git left in it is resolved in place. The new lines
/// of one branch stay as they are, those of the other are chained to them.
#[derive(Debug, Args)]
#[command(after_help = MERGE_HELP)]
pub(super) struct Merge {
    /// Our ledger and theirs; the result goes to standard output or to --output
    #[arg(num_args = 2, value_names = ["OURS", "THEIRS"])]
    pub files: Vec<PathBuf>,
    /// Whose new lines stay as they are: take theirs when you merge the main branch into yours
    #[arg(long, value_enum, default_value_t)]
    pub first: Side,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE", requires = "files")]
    pub output: Option<PathBuf>,
}

const MERGE_HELP: &str = "\
Examples:
  git merge other || kidd ledger merge && git add statements/ledger.jsonl
  git merge main || kidd ledger merge --first theirs
  kidd ledger merge ours.jsonl theirs.jsonl -o ledger.jsonl";

/// One of the two branches of a merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    /// The branch that one is on
    #[default]
    Ours,
    /// The branch that is merged in
    Theirs,
}
