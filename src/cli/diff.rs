//! `kidd diff`: what changed between two editions or files.

use std::io::IsTerminal as _;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::bar::Bar;
use super::candidates::{editions, sections};
use super::fail_on::Gate;
use super::options::{DraftSide, Global, Output};
use super::{Exit, output, section, terminal};
use crate::compare::{self, Comparison};
use crate::gate;
use crate::policy::{Policy, Verdict, judge};
use crate::report::html::{self, Provenance};
use crate::report::terminal::{Columns, Part, View, file_link};
use crate::report::{self, Limit, json};
use crate::statement::Statement;
use crate::workspace::Workspace;
use crate::{Error, Result, Sides, desk, files};

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
    pub tracked: Option<Option<DraftSide>>,
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

pub(super) fn run(command: &Diff, global: &Global) -> Result<Exit> {
    fits(command, global)?;
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
    let sections = || comparison.sections.iter().map(|section| (section.id.as_str(), section.title.as_str()));
    let section = command.section.as_deref().map(|name| section::checked(name, sections())).transpose()?;

    output::write(command.output.file.as_deref(), |writer| match command.format {
        DiffFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let links = match terminal::takes_links(&command.output, &layout) {
                true => names(command).map(|argument| link(&workspace, argument)),
                false => Sides::default(),
            };
            let columns = if command.side_by_side { Columns::Two } else { Columns::One };
            let view = View { layout, part: part(command), section, columns, links };
            report::terminal::comparison(writer, &comparison, &view)
        }
        DiffFormat::Brief => report::brief(writer, &comparison),
        DiffFormat::Html => {
            let known = |statement| Provenance { source: workspace.published(statement), page: None };
            html::comparison(writer, &comparison, comparison.statements.map(known), &[])
        }
        DiffFormat::Docx => report::docx(writer, &comparison),
        DiffFormat::Markdown => report::markdown(writer, &comparison, Limit { bytes: command.max_bytes }),
        DiffFormat::Csv => report::csv::findings(writer, &comparison),
        DiffFormat::Json => json::comparison(writer, &comparison),
        DiffFormat::Sarif => report::sarif(writer, &judged(command, &workspace, &comparison)),
        DiffFormat::Github => report::github(writer, &judged(command, &workspace, &comparison)),
    })?;
    Ok(verdict(command, &gates, &comparison))
}

/// Both texts, or both sides of one draft.
fn statements(command: &Diff, workspace: &Workspace) -> Result<Sides<Statement>> {
    match (&command.new, command.tracked) {
        (Some(new), None | Some(Some(_))) => {
            let mut statements = workspace.statements(&command.old, new)?;
            desk::tell_apart(&mut statements, names(command));
            Ok(statements)
        }
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

/// The address of the file that an argument names; nothing for standard input and what only the program has.
fn link(workspace: &Workspace, argument: &str) -> Option<String> {
    let path = std::fs::canonicalize(workspace.file(argument)?).ok()?;
    Some(file_link(&files::slashed(&path)))
}

/// Two copies of one text; a gate fails on any other word.
fn copies(command: &Diff, global: &Global, statements: Sides<&Statement>) -> Result<Exit> {
    if command.format != DiffFormat::Terminal {
        return Err(Error::new("--as-copies works in the terminal report only").help("leave --format out"));
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
fn fits(command: &Diff, global: &Global) -> Result<()> {
    let shaping = [
        (command.all, "--all"),
        (command.findings, "--findings"),
        (command.stat, "--stat"),
        (command.side_by_side, "--side-by-side"),
        (command.section.is_some(), "--section"),
    ];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != DiffFormat::Terminal => {
            return Err(Error::new(format!("{option} applies to the terminal report only"))
                .help("leave it out: the other formats always show everything"));
        }
        _ => {}
    }
    let to_terminal = command.output.is_stdout() && std::io::stdout().is_terminal();
    if command.format == DiffFormat::Docx && to_terminal {
        return Err(Error::new("a Word file cannot be shown in a terminal")
            .help("name a file for it: --format docx -o redline.docx"));
    }
    if command.side_by_side {
        let width = terminal::layout(&command.output, global.color).width;
        if width < Columns::LEAST_FOR_TWO {
            return Err(Error::new(format!(
                "--side-by-side needs {} columns, and there are {width}",
                Columns::LEAST_FOR_TWO
            ))
            .help("widen the terminal, give --width, or leave the option out"));
        }
    }
    match command.max_bytes {
        Some(_) if command.format != DiffFormat::Markdown => {
            Err(Error::new("--max-bytes applies to Markdown only")
                .help("add --format markdown, or leave it out"))
        }
        Some(bytes) if bytes < Limit::LEAST => {
            Err(Error::new(format!("--max-bytes {bytes} is too little to say what was left out"))
                .help(format!("give {} or more", Limit::LEAST)))
        }
        _ => Ok(()),
    }
}

const fn part(command: &Diff) -> Part {
    if command.stat {
        Part::Stat
    } else if command.all {
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
