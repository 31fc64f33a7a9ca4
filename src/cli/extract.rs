use std::io;

use super::Exit;
use super::args::Extract;
use crate::Result;
use crate::source::apart;

/// The other side of [`apart::parse`].
pub(super) fn run(command: &Extract) -> Result<Exit> {
    apart::serve(command.format, io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))?;
    Ok(Exit::Done)
}
