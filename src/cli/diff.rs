//! `kidd diff`: what changed between two editions or files.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::bar::Bar;
use super::candidates::editions;
use super::fail_on::Gate;
use super::options::{DraftSide, Global, Output};
use super::{Exit, output, section, terminal};
use crate::compare::{self, Comparison};
use crate::gate;
use crate::policy::{Policy, Verdict, judge};
use crate::report::html::{self, Provenance};
use crate::report::terminal::{Part, View};
use crate::report::{self, Limit, json};
use crate::statement::Statement;
use crate::workspace::Workspace;
use crate::{Error, Result, Sides};

/// Tell what changed between two editions
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
    pub tracked: Option<Option<DraftSide>>,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// End with 1 if anything changed but noise
    #[arg(long)]
    pub exit_code: bool,
    /// End with 1 if there is a finding of this rule (pledge/dropped), family (pledge/) or weight (minor, notable,
    /// key) or above; may be repeated
    #[arg(long, value_name = "RULE|LEVEL", value_delimiter = ',')]
    pub fail_on: Vec<String>,
    /// Show unchanged text and noise too
    #[arg(long)]
    pub all: bool,
    /// Show the findings alone
    #[arg(long, conflicts_with = "all")]
    pub findings: bool,
    /// Show one section alone
    #[arg(long, value_name = "ID")]
    pub section: Option<String>,
    /// Hold two publishers' copies of one edition against each other: every other word is told, how it is set is not
    #[arg(long, conflicts_with_all = ["all", "findings", "section", "fail_on", "max_bytes"])]
    pub as_copies: bool,
    /// Keep Markdown within this many bytes, 1000 or more, and tell what was left out; 65536 suits a comment
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
  kidd diff 23 sample --format brief     ten lines to paste into a message
  kidd diff 23 sample --format html -o report.html
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
    /// For a comment, a wiki, a newsletter
    Markdown,
    /// Everything, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations, for the log of a GitHub workflow
    Github,
}

pub(super) fn run(command: &Diff, global: &Global) -> Result<Exit> {
    fits(command)?;
    let gates: Vec<Gate> = command.fail_on.iter().map(|text| Gate::parse(text)).collect::<Result<_>>()?;
    let tracked = command.tracked.flatten().map(Into::into);
    let workspace =
        Workspace::open(global.scope())?.with_tracked(tracked).with_progress(Arc::new(Bar::default()));
    let statements = statements(command, &workspace)?;
    if command.as_copies {
        return copies(command, global, statements.as_ref());
    }
    let mut comparison = workspace.compare(statements.as_ref())?;
    workspace.recall(&mut comparison);
    let sections = || comparison.sections.iter().map(|section| section.id.as_str());
    let section = command.section.as_deref().map(|id| section::checked(id, sections())).transpose()?;

    output::write(command.output.file.as_deref(), |writer| match command.format {
        DiffFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let view = View { layout, part: part(command), section };
            report::terminal::comparison(writer, &comparison, &view)
        }
        DiffFormat::Brief => report::brief(writer, &comparison),
        DiffFormat::Html => {
            let known = |statement| Provenance { source: workspace.published(statement), page: None };
            html::comparison(writer, &comparison, comparison.statements.map(known), &[])
        }
        DiffFormat::Markdown => report::markdown(writer, &comparison, Limit { bytes: command.max_bytes }),
        DiffFormat::Json => json::comparison(writer, &comparison),
        DiffFormat::Sarif => report::sarif(writer, &judged(command, &workspace, &comparison)),
        DiffFormat::Github => report::github(writer, &judged(command, &workspace, &comparison)),
    })?;
    Ok(verdict(command, &gates, &comparison))
}

/// Both texts, or both sides of one draft.
fn statements(command: &Diff, workspace: &Workspace) -> Result<Sides<Statement>> {
    match (&command.new, command.tracked) {
        (Some(new), None | Some(Some(_))) => workspace.statements(&command.old, new),
        (None, Some(None)) => workspace.draft_sides(&command.old),
        (Some(_), Some(None)) => {
            Err(Error::new("--tracked without a side compares the two sides of one draft")
                .help("name one file, or add the side to read: --tracked old, --tracked new"))
        }
        // The definition of the arguments lets a text be missing only beside --tracked.
        (None, _) => Err(Error::new("one side of one draft has nothing to be compared with")
            .help("name the newer text, or leave the side out to compare both sides of the draft")),
    }
}

/// The names of both texts, as they were given.
fn names(command: &Diff) -> Sides<&str> {
    Sides::new(&command.old, command.new.as_deref().unwrap_or(&command.old))
}

/// Two copies of one text; a gate fails on any other word.
fn copies(command: &Diff, global: &Global, statements: Sides<&Statement>) -> Result<Exit> {
    if command.format != DiffFormat::Terminal {
        return Err(Error::new("--as-copies has the terminal's report only").help("leave --format out"));
    }
    let differences = compare::copies(statements);
    output::write(command.output.file.as_deref(), |writer| {
        report::terminal::copies(
            writer,
            names(command),
            statements,
            &differences,
            &terminal::layout(&command.output, global.color),
        )
    })?;
    Ok(if command.exit_code && !differences.is_empty() { Exit::GateFailed } else { Exit::Done })
}

/// The findings as a gate tells them: by the rules' own levels, for a comparison alone has no policy.
fn judged(command: &Diff, workspace: &Workspace, comparison: &Comparison<'_>) -> Verdict {
    let files = names(command).map(|argument| workspace.file(argument));
    let pair = judge(comparison, &Policy::default(), files.as_ref().map(Option::as_deref), None).pair;
    let notes = report::untold_line(comparison).into_iter().collect();
    let mut verdict = Verdict { pairs: vec![pair], notes, ..Verdict::default() };
    gate::from_the_top(&mut verdict);
    verdict
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Diff) -> Result<()> {
    let shaping =
        [(command.all, "--all"), (command.findings, "--findings"), (command.section.is_some(), "--section")];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != DiffFormat::Terminal => {
            return Err(Error::new(format!("{option} shapes the terminal's report only"))
                .help("leave it out: the other formats are always whole"));
        }
        _ => {}
    }
    match command.max_bytes {
        Some(_) if command.format != DiffFormat::Markdown => {
            Err(Error::new("--max-bytes shapes Markdown only").help("add --format markdown, or leave it out"))
        }
        Some(bytes) if bytes < Limit::LEAST => {
            Err(Error::new(format!("--max-bytes {bytes} is too little to say what was left out"))
                .help(format!("give {} or more", Limit::LEAST)))
        }
        _ => Ok(()),
    }
}

const fn part(command: &Diff) -> Part {
    if command.all {
        Part::All
    } else if command.findings {
        Part::Findings
    } else {
        Part::Changes
    }
}

/// The gates hold for the whole comparison, whatever part of it is shown.
fn verdict(command: &Diff, gates: &[Gate], comparison: &Comparison<'_>) -> Exit {
    let failed =
        (command.exit_code && comparison.is_changed()) || gates.iter().any(|gate| gate.fails(comparison));
    if failed { Exit::GateFailed } else { Exit::Done }
}
