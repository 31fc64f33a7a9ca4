//! `kidd extract`: parses one file for the program that started it.

use std::io;

use super::Exit;
use super::args::Extract;
use crate::{Result, apart};

/// The other side of [`apart::parse`].
pub(super) fn run(command: &Extract) -> Result<Exit> {
    let output = io::BufWriter::new(io::stdout().lock());
    apart::serve(command.format, command.tracked.into(), io::stdin().lock(), output)?;
    Ok(Exit::Done)
}
