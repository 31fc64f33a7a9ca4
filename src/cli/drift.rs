//! `kidd drift`: phrases, bodies and commitments over all editions.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::bar::Bar;
use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::drift::{Kind, Timeline};
use crate::report::csv::{self, DriftTable};
use crate::report::terminal::{self as report, DriftView};
use crate::report::{self as reports, html, json};
use crate::workspace::{Illustrative, Workspace};
use crate::{Error, Result};

/// Trace phrases, bodies, commitments and sections across all editions
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Drift {
    /// Follow these phrases, with their inflections and near variants; none: all that the rules watch
    #[arg(value_name = "PHRASE")]
    pub phrases: Vec<String>,
    /// How to show it
    #[arg(long, short, value_enum, default_value_t)]
    pub format: DriftFormat,
    /// Show these kinds alone, without figures of the whole text; may be repeated
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',', conflicts_with = "phrases")]
    pub kind: Vec<KindName>,
    /// Open one commitment: every step, what it says there, and why
    #[arg(long, value_name = "ID", conflicts_with_all = ["phrases", "kind"])]
    pub thread: Option<String>,
    /// Show everything
    #[arg(long)]
    pub all: bool,
    /// Include made-up editions
    #[arg(long)]
    pub illustrative: bool,
    /// Which table CSV holds
    #[arg(long, value_enum, value_name = "TABLE")]
    pub table: Option<TableName>,
    #[command(flatten)]
    pub output: Output,
}

const HELP: &str = "\
Editions come in the order of their dates, whatever the order of adding. One
that is known and not in the archive is a gap, not an absence.

Examples:
  kidd drift                             the whole history of the series
  kidd drift \"ironclad commitment\"       one phrase: since when, in which words
  kidd drift --kind body --all           every body, with each place
  kidd drift --thread t3f9a1c            one commitment, step by step
  kidd drift --format html -o history.html
  kidd drift --format csv --table kept   how much each pair kept, by section
  kidd drift --format json | jq '.silences[].subject'";

/// How to show a history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DriftFormat {
    /// For reading
    #[default]
    Terminal,
    /// Everything, for programs
    Json,
    /// One table for a spreadsheet
    Csv,
    /// One page for a browser: plots with the tables behind them
    Html,
    /// For a comment, a wiki, a newsletter
    Markdown,
}

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KindName {
    /// Watched phrases
    Phrase,
    /// Groups, dialogues, committees and commands
    Body,
    /// Documents, plans, exercises, meetings and assets
    Instrument,
    /// Sections
    Section,
    /// Commitments of every kind
    Commitment,
    /// Intent to act
    Pledge,
    /// Standing promises of one side
    Assurance,
    /// Consequences held out
    Warning,
    /// Meetings and dates set
    Schedule,
}

/// A table of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableName {
    /// A row for each wording in each edition (the default)
    Lifelines,
    /// A row for each step of each commitment
    Threads,
    /// A row for each section and pair of editions
    Kept,
    /// A row for each that has fallen silent
    Silent,
}

pub(super) fn run(command: &Drift, global: &Global) -> Result<Exit> {
    fits(command)?;
    let workspace = Workspace::open(global.scope())?.with_progress(Arc::new(Bar::default()));
    let series = workspace.only_series()?;
    let illustrative = if command.illustrative { Illustrative::Taken } else { Illustrative::LeftOut };
    let mut timeline = workspace.history(&series, illustrative)?.timeline(&command.phrases)?;
    if let Some(id) = &command.thread {
        known_thread(id, &timeline)?;
    }
    let kinds: Vec<Kind> = command.kind.iter().flat_map(|kind| kind.kinds()).copied().collect();
    if !kinds.is_empty() && command.format != DriftFormat::Terminal {
        timeline.retain(&kinds);
        let names: Vec<String> = command
            .kind
            .iter()
            .filter_map(ValueEnum::to_possible_value)
            .map(|name| name.get_name().to_owned())
            .collect();
        timeline.cautions.push(format!("This is a part of the history: --kind {}.", names.join(",")));
    }
    output::write(command.output.file.as_deref(), |writer| match command.format {
        DriftFormat::Terminal => {
            let view = DriftView {
                layout: terminal::layout(&command.output, global.color),
                all: command.all,
                kinds,
                thread: command.thread.clone(),
            };
            report::drift(writer, &timeline, &view)
        }
        DriftFormat::Json => json::drift(writer, &timeline),
        DriftFormat::Html => html::drift(writer, &timeline, &[], &|_, _| None),
        DriftFormat::Markdown => reports::drift_markdown(writer, &timeline),
        DriftFormat::Csv => {
            csv::drift(writer, &timeline, command.table.map_or_else(DriftTable::default, Into::into))
        }
    })?;
    Ok(Exit::Done)
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Drift) -> Result<()> {
    let shaping = [(command.all, "--all"), (command.thread.is_some(), "--thread")];
    if let Some((_, option)) = shaping.into_iter().find(|(given, _)| *given)
        && command.format != DriftFormat::Terminal
    {
        return Err(Error::new(format!("{option} applies to the terminal report only"))
            .help("leave it out: the other formats always show everything"));
    }
    if !command.kind.is_empty() && command.format == DriftFormat::Json {
        return Err(Error::new("--kind does not apply to JSON")
            .help("leave it out: JSON is always whole, and each lifeline and thread has its `kind`"));
    }
    if !command.kind.is_empty() && command.table == Some(TableName::Kept) {
        return Err(Error::new(
            "--kind cannot narrow the table of what was kept, which is of the whole text",
        )
        .help("leave it out, or give another --table"));
    }
    if command.table.is_some() && command.format != DriftFormat::Csv {
        return Err(Error::new("--table applies to CSV only").help("add --format csv, or leave it out"));
    }
    if let Some(phrase) = command.phrases.iter().find(|phrase| !phrase.contains(char::is_alphanumeric)) {
        return Err(Error::new(format!("{phrase:?} is not a phrase: there is no word in it")));
    }
    Ok(())
}

fn known_thread(id: &str, timeline: &Timeline) -> Result<()> {
    if timeline.threads.iter().any(|thread| thread.id == id) {
        return Ok(());
    }
    let help = match timeline.threads.is_empty() {
        false => "`kidd drift --kind commitment --all` shows them, each with its id",
        true => "no edition has a commitment",
    };
    Err(Error::new(format!("--thread {id}: there is no such thread")).help(help))
}

impl KindName {
    const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Phrase => &[Kind::Phrase],
            Self::Body => &[Kind::Body],
            Self::Instrument => &[Kind::Instrument],
            Self::Section => &[Kind::Section],
            Self::Commitment => &[Kind::Pledge, Kind::Assurance, Kind::Warning, Kind::Schedule],
            Self::Pledge => &[Kind::Pledge],
            Self::Assurance => &[Kind::Assurance],
            Self::Warning => &[Kind::Warning],
            Self::Schedule => &[Kind::Schedule],
        }
    }
}

impl From<TableName> for DriftTable {
    fn from(name: TableName) -> Self {
        match name {
            TableName::Lifelines => Self::Lifelines,
            TableName::Threads => Self::Threads,
            TableName::Kept => Self::Kept,
            TableName::Silent => Self::Silent,
        }
    }
}
