//! Options that every command takes, and how outputs and drafts are named.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::report::Layout;
use crate::source::Tracked;
use crate::workspace::Scope;

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

impl Global {
    /// What the options name.
    pub(super) fn scope(&self) -> Scope {
        Scope { archive: self.archive.clone(), series: self.series.clone() }
    }
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

/// Which side of a Word or RTF file with tracked changes is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DraftSide {
    /// As if all changes were rejected
    Old,
    /// As if all were accepted
    #[default]
    New,
}

impl From<DraftSide> for Tracked {
    fn from(side: DraftSide) -> Self {
        match side {
            DraftSide::Old => Self::Old,
            DraftSide::New => Self::New,
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
