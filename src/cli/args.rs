//! The command line as clap reads it: global options and the list of commands.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::completions::{editions, sections};
use super::{batch, ci, drift, keep, series};
use crate::report::Layout;
use crate::source::{Kind, Tracked};

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

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// The archive: a folder with editions and a ledger [default: ./statements or above, else the one built in]
    #[arg(long, global = true, value_name = "DIR", env = "KIDD_ARCHIVE", hide_env_values = true)]
    pub archive: Option<PathBuf>,
    /// Read with the rules of this series, whatever the text says
    #[arg(long, global = true, value_name = "NAME")]
    pub series: Option<String>,
    /// When to use colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,
    /// Show a long report without a pager (KIDD_PAGER, else PAGER, else less; on a terminal only)
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal; NO_COLOR, CLICOLOR_FORCE and TERM=dumb are honoured
    #[default]
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Changes are marked [-old-]{+new+} instead
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Diff(Diff),
    Show(Show),
    Drift(drift::Drift),
    List(List),
    Add(keep::Add),
    Fetch(keep::Fetch),
    Log(keep::Log),
    Verify(keep::Verify),
    Ledger(keep::Ledger),
    Series(series::Series),
    Batch(batch::Batch),
    Align(Align),
    Site(Site),
    Extract(Extract),
    Check(ci::Check),
    Accept(ci::Accept),
    Policy(ci::PolicyArgs),
    Rules(ci::RulesArgs),
    GitSetup(ci::GitSetup),
    Completions(ci::Completions),
    Man(ci::Man),
    #[command(hide = true)]
    GitDiff(ci::GitDiff),
    #[command(hide = true)]
    GitTextconv(ci::GitTextconv),
}

/// Show what changed between two editions
#[derive(Debug, Args)]
#[command(after_help = DIFF_HELP)]
pub(super) struct Diff {
    /// The older text: an edition, a file, or - for standard input
    #[arg(add = ArgValueCompleter::new(editions))]
    pub old: String,
    /// The newer text: an edition, a file, or - for standard input
    #[arg(add = ArgValueCompleter::new(editions), required_unless_present = "tracked")]
    pub new: Option<String>,
    /// Read Word and RTF files with tracked changes as if all were rejected (old) or accepted (new, the default); with one
    /// file and no side, compare what stood before its changes with what stands after them
    #[arg(long, value_enum, value_name = "SIDE", num_args = 0..=1)]
    pub tracked: Option<Option<Side>>,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// Exit with 1 if anything changed but trivial differences
    #[arg(long)]
    pub exit_code: bool,
    /// Exit with 1 if there is a finding of this rule (pledge/dropped), family (pledge/) or weight (minor, notable,
    /// key) or above; may be repeated
    #[arg(long, value_name = "RULE|LEVEL", value_delimiter = ',')]
    pub fail_on: Vec<String>,
    /// Show unchanged text and trivial differences too
    #[arg(long)]
    pub all: bool,
    /// Show the findings alone
    #[arg(long, conflicts_with = "all")]
    pub findings: bool,
    /// Show how much of each section changed, a line each
    #[arg(long, conflicts_with_all = ["all", "findings"])]
    pub stat: bool,
    /// Show changed sentences in two columns, from 120 columns of the terminal on
    #[arg(long, short = 'y', conflicts_with_all = ["findings", "stat"])]
    pub side_by_side: bool,
    /// Show one section alone, by its id or its title
    #[arg(long, value_name = "SECTION", add = ArgValueCompleter::new(sections))]
    pub section: Option<String>,
    /// Compare two publishers' copies of one edition word for word: every other word is shown, typography is not
    #[arg(long, conflicts_with_all = ["all", "findings", "stat", "side_by_side", "section", "fail_on", "max_bytes"])]
    pub as_copies: bool,
    /// Keep Markdown within this many bytes, 1000 or more, and say what was left out; 65536 fits a comment on GitHub
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<usize>,
    #[command(flatten)]
    pub output: Output,
}

const DIFF_HELP: &str = "\
Examples:
  kidd diff 23 sample
  kidd diff 23 draft.txt --findings      what an analyst would tell an editor
  kidd diff 23 sample --section cyber    one section, word by word
  kidd diff 23 sample --stat             how much of each section changed
  kidd diff 23 sample --side-by-side     old on the left, new on the right
  kidd diff 23 sample --format brief     ten lines to paste into a message
  kidd diff 23 sample --format html -o report.html
  kidd diff 23 sample --format docx -o redline.docx
  kidd diff 23 sample --format markdown --max-bytes 65536
  kidd diff 23 sample --format json -o out.json
  curl -s URL | kidd diff 23 -           a page that is not in the archive
  kidd diff 23 reposted.html --as-copies is it the same text, word for word?
  kidd diff draft.docx --tracked         what the tracked changes of a draft do
  kidd diff 23 draft.docx --tracked old  a draft as it stood before its changes
  kidd diff 23 sample --fail-on pledge/dropped
                                         ends with 1 if a pledge is gone";

/// How to show a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For reading: findings first, then the changed sentences by section
    #[default]
    Terminal,
    /// At most ten plain lines to paste into a message
    Brief,
    /// One page for a browser or a mail: inline and side by side
    Html,
    /// A Word file: the older text with tracked changes, findings as comments
    Docx,
    /// For a comment, a wiki, a newsletter
    Markdown,
    /// The findings as a table for a spreadsheet
    Csv,
    /// Everything, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations, for the log of a GitHub workflow
    Github,
}

/// Show one edition by section, with its bodies and commitments
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(super) struct Show {
    /// An edition, a file, or - for standard input
    #[arg(add = ArgValueCompleter::new(editions))]
    pub edition: String,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: ShowFormat,
    /// List what was taken off the page as well
    #[arg(long)]
    pub all: bool,
    /// Show which cues and rules decided
    #[arg(long)]
    pub explain: bool,
    /// Show one section alone, by its id or its title
    #[arg(long, value_name = "SECTION", add = ArgValueCompleter::new(sections))]
    pub section: Option<String>,
    /// Read a Word or RTF file with tracked changes as if all were rejected (old) or accepted (new, the default)
    #[arg(long, value_enum, value_name = "SIDE", conflicts_with = "original")]
    pub tracked: Option<Side>,
    /// Write what was published, byte for byte
    #[arg(long, conflicts_with_all = ["format", "all", "explain", "section"])]
    pub original: bool,
    #[command(flatten)]
    pub output: Output,
}

const SHOW_HELP: &str = "\
Examples:
  kidd show 23
  kidd show kidd-23@1 --explain             why each sentence stands where it stands
  kidd show 23 --section extended-deterrence
  kidd show statement.md --format text      the clean text, without the page around it
  kidd show draft.docx --tracked old        as it stood before its tracked changes
  kidd show 23 --original -o 23.txt
  kidd show 23 --format json | jq '.commitments[].text'";

/// How to show a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// For reading, by section
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
    /// The clean text
    Text,
}

/// List the editions of the archive
#[derive(Debug, Args)]
#[command(after_help = LIST_HELP)]
pub(super) struct List {
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: ListFormat,
    /// List the editions that are known but not held, too
    #[arg(long)]
    pub known: bool,
    #[command(flatten)]
    pub output: Output,
}

const LIST_HELP: &str = "\
Examples:
  kidd list
  kidd list --archive ~/statements
  kidd list --known      also what could be taken in, and from where
  kidd list --format json | jq -r '.revisions[].sha256'";

/// How to show the archive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// One line a revision
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
}

/// Make a static site of the archive: a timeline, every edition, what changed, search, a feed
#[derive(Debug, Args)]
#[command(after_help = SITE_HELP)]
pub(super) struct Site {
    /// The folder of the site: a new one, an empty one, or one that kidd made before
    pub out: PathBuf,
    /// A pair that does not follow each other, for a page of its own; may be repeated
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub pair: Vec<String>,
}

impl Site {
    /// The pairs that were asked for.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pair.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str()))
    }
}

const SITE_HELP: &str = "\
The pages work from a disk and from any folder of a server. Pages that did not
change are left alone, and so is every file that kidd did not make.

Examples:
  kidd site public
  kidd site public --pair 19 23      what changed over several editions, too
  kidd site public --series kidd     one series of the archive";

/// Link two texts of one sentence a line (plumbing)
///
/// A blank line stands between paragraphs. Positions are counted from 0 over the lines that are not blank.
#[derive(Debug, Args)]
#[command(after_help = ALIGN_HELP)]
pub(super) struct Align {
    /// The older text: a file, or - for standard input
    pub old: String,
    /// The newer text: a file, or - for standard input
    pub new: String,
    /// How to write it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: AlignFormat,
    #[command(flatten)]
    pub output: Output,
}

const ALIGN_HELP: &str = "\
Examples:
  kidd align old.txt new.txt
  kidd align old.txt new.txt | jq '.links[] | select(.moved)'";

/// How to write an alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// Links, and what has none
    #[default]
    Json,
}

/// Parse a file from standard input in this process, within limits (what kidd starts for itself)
#[derive(Debug, Args)]
#[command(hide = true)]
pub(super) struct Extract {
    /// The format of the file
    #[arg(long, value_parser = |name: &str| Kind::named(name).ok_or("no such format"))]
    pub format: Kind,
    /// Which side of a draft that keeps its changes
    #[arg(long, value_enum, default_value_t)]
    pub tracked: Side,
}

/// Which side of a Word or RTF file with tracked changes is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Side {
    /// As if all changes were rejected
    Old,
    /// As if all were accepted
    #[default]
    New,
}

impl From<Side> for Tracked {
    fn from(side: Side) -> Self {
        match side {
            Side::Old => Self::Old,
            Side::New => Self::New,
        }
    }
}

/// Where the result goes.
#[derive(Debug, Clone, Args)]
pub(super) struct Output {
    /// Write to this file instead of standard output; it is replaced as a whole or not at all
    #[arg(long = "output", short = 'o', value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Wrap at this many columns, 40 to 200 [default: COLUMNS, else the terminal's width, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = columns)]
    pub width: Option<usize>,
}

impl Output {
    /// Whether it goes to standard output: no file is named, or a lone hyphen.
    pub(super) fn is_stdout(&self) -> bool {
        self.file.as_deref().is_none_or(|file| file == Path::new("-"))
    }
}

/// Columns that a report can be read in.
fn columns(text: &str) -> Result<usize, String> {
    let (least, most) = (Layout::MIN_WIDTH, Layout::MAX_WIDTH);
    match text.parse() {
        Ok(columns) if (least..=most).contains(&columns) => Ok(columns),
        _ => Err(format!("give a number of columns from {least} to {most}")),
    }
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
