//! `kidd extract`: parses one file for the program that started it.

use std::io;

use super::Exit;
use super::args::{Extract, ExtractFormat};
use crate::Result;
use crate::apart;
use crate::source::Kind;

/// The other side of [`apart::parse`].
pub(super) fn run(command: &Extract) -> Result<Exit> {
    let kind = match command.format {
        ExtractFormat::Html => Kind::Html,
        ExtractFormat::Pdf => Kind::Pdf,
        ExtractFormat::Docx => Kind::Docx,
    };
    apart::serve(kind, command.tracked.into(), io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))?;
    Ok(Exit::Done)
}
