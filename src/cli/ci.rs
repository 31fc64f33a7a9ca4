//! Definitions of the commands for gates, CI and the tools around them.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::Shells;
use jiff::civil::Date;

use super::args::{Output, Side};
use super::completions::{editions, rules};
use crate::Weight;

/// The CI gate: check what changed against the policy
///
/// Without arguments the newest edition of each series against the one before (made-up editions only where there are no
/// two others); with one, the newest edition against that text; with two, these. With --base exactly what a branch
/// changes in the archive: added editions and revisions are compared, and what was kept must be as it was.
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub(super) struct Check {
    #[command(flatten)]
    pub selection: Selection,
    /// The least weight that fails the gate, by either name (minor is note, notable warning, key error)
    /// [default: that of the policy, else key]
    #[arg(long, value_name = "LEVEL", value_parser = weights())]
    pub fail_on: Option<Weight>,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: CheckFormat,
    /// Show for each finding which line of the policy decided
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub output: Output,
}

const CHECK_HELP: &str = "\
Ends with 1 if the gate does not hold: a finding at or above --fail-on that
nobody accepted.

Examples:
  kidd check                                 the newest edition against the one before
  kidd check draft.txt                       a draft against the newest edition
  kidd check --base origin/main              in CI: what a branch changes
  kidd check --base origin/main --format github
  kidd check 23 sample --fail-on notable --explain
  kidd check --format sarif -o kidd.sarif";

/// What is looked at.
#[derive(Debug, Clone, Args)]
pub(super) struct Selection {
    /// Two texts to compare, or one to compare with the newest edition
    #[arg(value_name = "TEXT", num_args = 0..=2, add = ArgValueCompleter::new(editions))]
    pub texts: Vec<String>,
    /// What the branch changes since this git revision, whose policy decides
    #[arg(long, value_name = "REF", conflicts_with = "texts")]
    pub base: Option<String>,
    /// Read Word files with tracked changes as if all were rejected (old) or accepted (new, the default)
    #[arg(long, value_enum, value_name = "SIDE", requires = "texts")]
    pub tracked: Option<Side>,
    /// The policy [default: kidd.toml at or above the archive]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// Reads a weight of findings by either of its names.
fn weights() -> impl TypedValueParser<Value = Weight> {
    let value = |weight: Weight, help: &'static str| {
        PossibleValue::new(weight.word()).alias(weight.level()).help(help)
    };
    let values = [
        value(Weight::Minor, "Any finding"),
        value(Weight::Notable, "Notable and key findings"),
        value(Weight::Key, "Key findings"),
    ];
    PossibleValuesParser::new(values).try_map(|name| Weight::named(&name).ok_or("is no weight"))
}

/// How to show what a gate says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For reading
    #[default]
    Terminal,
    /// Annotations, for the log of a GitHub workflow
    Github,
    /// For a step summary or a comment
    Markdown,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, which GitLab and others show
    Junit,
    /// Everything, for programs
    Json,
}

/// Let findings of `kidd check` pass, with a reason
///
/// Writes who, when, why and the digests of the sentences concerned into accepted.toml. An entry lapses when either
/// sentence changes. Each finding is named: there is no way to accept everything.
#[derive(Debug, Args)]
#[command(after_help = ACCEPT_HELP)]
pub(super) struct Accept {
    /// Findings, by the ids that `kidd check` shows (or their first characters)
    #[arg(value_name = "FINDING", required = true)]
    pub findings: Vec<String>,
    /// Why they may pass
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who accepts them [default: git's user.name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// The older text, where `kidd check` was called with one
    #[arg(long, value_name = "OLD", requires = "new")]
    pub old: Option<String>,
    /// The newer text, where `kidd check` was called with one
    #[arg(long, value_name = "NEW", conflicts_with = "base")]
    pub new: Option<String>,
    /// As for `kidd check`
    #[arg(long, value_name = "REF")]
    pub base: Option<String>,
    /// As for `kidd check`
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

const ACCEPT_HELP: &str = "\
Examples:
  kidd accept 3f1c09a2b7de --reason \"moved to the ministers' communique\"
  kidd accept 3f1c 9a2b --base origin/main --reason \"agreed with the desk\"";

/// Write or look at the policy of the gate
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Write a commented kidd.toml to start from
    Init {
        /// Where [default: kidd.toml beside the archive]
        file: Option<PathBuf>,
    },
    /// Read the policy and tell whether it is right
    Check {
        /// The policy [default: kidd.toml at or above the archive]
        file: Option<PathBuf>,
    },
}

/// List the rules of findings, or explain one
#[derive(Debug, Args)]
#[command(after_help = RULES_HELP)]
pub(super) struct RulesArgs {
    /// A rule (pledge/dropped) or a family (pledge/)
    #[arg(add = ArgValueCompleter::new(rules))]
    pub rule: Option<String>,
    /// The policy whose levels to show [default: kidd.toml at or above the archive]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

const RULES_HELP: &str = "\
Examples:
  kidd rules
  kidd rules pledge/
  kidd rules pledge/weakened     what it means, with an example";

/// Print the completion script of a shell
///
/// The script asks kidd itself, so that it knows the editions of the archive at hand.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(Shells::builtins().names()))]
    pub shell: String,
}

const COMPLETIONS_HELP: &str = "\
Examples:
  kidd completions bash > ~/.local/share/bash-completion/completions/kidd
  kidd completions zsh > \"${fpath[1]}/_kidd\"
  kidd completions fish > ~/.config/fish/completions/kidd.fish";

/// Write manual pages
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder, as ~/.local/share/man/man1; it is made if missing
    pub folder: PathBuf,
}

/// Let git show statements with kidd: git diff, log -p, show
///
/// Sets diff.kidd.command (git diff, and whatever is called with --ext-diff) and diff.kidd.textconv (git log -p, git
/// show, git diff --no-ext-diff) for the repository, and adds the archive's statements to its .gitattributes.
#[derive(Debug, Args)]
#[command(after_help = GIT_SETUP_HELP)]
pub(super) struct GitSetup {
    /// Print the lines instead of writing them
    #[arg(long)]
    pub print: bool,
}

const GIT_SETUP_HELP: &str = "\
Examples:
  kidd git-setup
  git diff                   what a statement says otherwise, word by word
  git diff --no-ext-diff     a line diff of one sentence a line
  git log -p statements/     the same, over the history";

/// What git calls with seven arguments or more for each file (plumbing)
#[derive(Debug, Args)]
pub(super) struct GitDiff {
    /// path old-file old-hex old-mode new-file new-hex new-mode [new-path what]
    #[arg(num_args = 1.., allow_hyphen_values = true, trailing_var_arg = true)]
    pub arguments: Vec<std::ffi::OsString>,
}

/// What git calls to show a statement as text (plumbing)
#[derive(Debug, Args)]
pub(super) struct GitTextconv {
    /// The file
    #[arg(allow_hyphen_values = true)]
    pub file: PathBuf,
}
