//! `kidd extract`: parses one file for the program that started it.

use std::io;

use clap::Args;

use super::Exit;
use super::options::DraftSide;
use crate::source::Kind;
use crate::{Result, apart};

/// Parse a file from standard input in this process, within limits (what kidd starts for itself)
#[derive(Debug, Args)]
#[command(hide = true)]
pub(super) struct Extract {
    /// The format of the file
    #[arg(long, value_parser = |name: &str| Kind::named(name).ok_or("no such format"))]
    pub format: Kind,
    /// Which side of a draft that keeps its changes
    #[arg(long, value_enum, default_value_t)]
    pub tracked: DraftSide,
}

/// The other side of [`apart::parse`].
pub(super) fn run(command: &Extract) -> Result<Exit> {
    let output = io::BufWriter::new(io::stdout().lock());
    apart::serve(command.format, command.tracked.into(), io::stdin().lock(), output)?;
    Ok(Exit::Done)
}
