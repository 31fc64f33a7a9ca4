use std::io;

use super::Exit;
use super::args::{Extract, ExtractFormat};
use crate::Result;
use crate::source::{Kind, apart};

/// The other side of [`apart::parse`].
pub(super) fn run(command: &Extract) -> Result<Exit> {
    let kind = match command.format {
        ExtractFormat::Html => Kind::Html,
        ExtractFormat::Pdf => Kind::Pdf,
        ExtractFormat::Docx => Kind::Docx,
        ExtractFormat::Markdown => Kind::Markdown,
    };
    apart::serve(kind, io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))?;
    Ok(Exit::Done)
}
