//! `kidd series`: makes and measures the rules of a series.

use clap::{Args, Subcommand};

use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::archive::is_id;
use crate::policy::nearest;
use crate::report::terminal as report;
use crate::series::sketch;
use crate::workspace::Workspace;
use crate::{Error, Result, reason};

/// Make and measure the rules of a series
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Series {
    #[command(subcommand)]
    pub command: SeriesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum SeriesCommand {
    New(New),
    Check(Check),
}

/// Write a commented series.toml for a new series into the archive
#[derive(Debug, Args)]
pub(super) struct New {
    /// Its id: small letters, digits and hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// Take over the rules of a kindred series; may be repeated, the nearest kin last
    #[arg(long, value_name = "NAME")]
    pub inherits: Vec<String>,
}

/// Validate the rules of a series and measure them on its own editions
///
/// Ends with 1 where a cue speaks for two sections with the same weight, so that it decides nothing.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// A series [default: every one of the archive]
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// List everything, not only the first few
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub output: Output,
}

const HELP: &str = "\
A series needs no rules at all: sections are then the headings of the text,
bodies are found by their pattern, verbs by the general ladder.

Examples:
  kidd series new harbour                   statements/harbour/series.toml
  kidd series new mcm --inherits scm        with the rules of a kindred forum
  kidd series check ncg                     what its rules do not reach";

pub(super) fn run(command: &Series, global: &Global) -> Result<Exit> {
    match &command.command {
        SeriesCommand::New(command) => new(command, global),
        SeriesCommand::Check(command) => check(command, global),
    }
}

fn new(command: &New, global: &Global) -> Result<Exit> {
    let id = &command.id;
    if !is_id(id) {
        return Err(Error::new(format!("{id:?} is not a valid id for a series"))
            .help("use lower-case letters, digits and hyphens, 64 at most"));
    }
    let archive = global.scope().home()?;
    let root = archive.home(global.archive.as_deref());
    if archive.rules(id)?.is_some() {
        return Err(Error::new("there are rules of this series already").at(id).help(format!(
            "`kidd series check {id}` measures them; --inherits {id} takes them over under another id"
        )));
    }
    for parent in &command.inherits {
        known(parent, &archive.series())?;
    }
    let folder = root.join(id);
    let path = folder.join("series.toml");
    std::fs::create_dir_all(&folder).map_err(|cause| {
        Error::new(format!("cannot be made ({})", reason(&cause))).at_path(&folder).because(cause)
    })?;
    let text = sketch(id, &command.inherits);
    output::write(Some(&path), |writer| writer.write_all(text.as_bytes()))?;
    let said = crate::report::escape::line(&path.display().to_string()).into_owned();
    // Without an edition there is no archive at this place yet, and nothing to measure.
    let before = match archive.entries().is_empty() {
        true => format!("take editions in with `kidd add FILE --series {id}`, then "),
        false => String::new(),
    };
    output::write(None, |writer| {
        writeln!(
            writer,
            "{said}: written; {before}`kidd series check {id}` measures it on the editions of the archive"
        )
    })?;
    Ok(Exit::Done)
}

fn known(id: &str, series: &[String]) -> Result<()> {
    if series.iter().any(|known| known == id) {
        return Ok(());
    }
    let help = match nearest(id, series.iter().map(String::as_str)) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("there are {}", series.join(", ")),
    };
    Err(Error::new("there is no such series").at(id).help(help))
}

fn check(command: &Check, global: &Global) -> Result<Exit> {
    let workspace = Workspace::open(global.scope())?;
    let all = workspace.archive().series();
    let asked = match command.id.as_ref().or(global.series.as_ref()) {
        Some(id) => {
            known(id, &all)?;
            vec![id.clone()]
        }
        None => all,
    };
    let reports = asked.iter().map(|id| workspace.measure(id)).collect::<Result<Vec<_>>>()?;
    let layout = terminal::layout(&command.output, global.color);
    output::write(command.output.file.as_deref(), |writer| {
        for (number, series) in reports.iter().enumerate() {
            if number > 0 {
                writeln!(writer)?;
            }
            report::series(writer, series, &layout, command.all)?;
        }
        Ok(())
    })?;
    let undecided = reports.iter().any(|series| !series.overlaps.is_empty());
    Ok(if undecided { Exit::GateFailed } else { Exit::Done })
}
