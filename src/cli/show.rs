//! `kidd show`: one edition by section.

use std::io::IsTerminal as _;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::candidates::{editions, sections};
use super::options::{DraftSide, Global, Output};
use super::{Exit, output, section, terminal};
use crate::report::terminal::Detail;
use crate::report::{self, json};
use crate::workspace::Workspace;
use crate::{Error, Result};

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
    pub tracked: Option<DraftSide>,
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

pub(super) fn run(command: &Show, global: &Global) -> Result<Exit> {
    fits(command)?;
    let workspace = Workspace::open(global.scope())?.with_tracked(command.tracked.map(Into::into));
    if command.original {
        return original(command, &workspace);
    }
    let statement = workspace.statement(&command.edition)?;
    let sections = || statement.sections.iter().map(|section| (section.id.as_str(), section.title.as_str()));
    let section = command.section.as_deref().map(|name| section::checked(name, sections())).transpose()?;
    output::write(command.output.file.as_deref(), |writer| match command.format {
        ShowFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let detail = Detail { layout, furniture: command.all, reasons: command.explain, section };
            report::terminal::statement(writer, &statement, &detail)
        }
        ShowFormat::Json => json::statement(writer, &statement),
        ShowFormat::Text => report::text(writer, &statement),
    })?;
    Ok(Exit::Done)
}

/// What was published, byte for byte; on a terminal what it must not get raw is spelled out.
fn original(command: &Show, workspace: &Workspace) -> Result<Exit> {
    let input = workspace.find(&command.edition)?;
    let to_terminal = command.output.is_stdout() && std::io::stdout().is_terminal();
    output::write(command.output.file.as_deref(), |writer| {
        if to_terminal {
            writer.write_all(report::escape::lines(&String::from_utf8_lossy(&input.bytes)).as_bytes())
        } else {
            writer.write_all(&input.bytes)
        }
    })?;
    Ok(Exit::Done)
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Show) -> Result<()> {
    let shaping =
        [(command.all, "--all"), (command.explain, "--explain"), (command.section.is_some(), "--section")];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != ShowFormat::Terminal => {
            Err(Error::new(format!("{option} applies to the terminal report only"))
                .help("leave it out: the other formats always show everything"))
        }
        _ => Ok(()),
    }
}
