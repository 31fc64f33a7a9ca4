//! `kidd batch`: many pairs, a comparison a line.

use std::io::{Read, Write as _};
use std::path::PathBuf;

use clap::Args;

use super::options::Global;
use super::{Exit, output};
use crate::batch::{self, Count};
use crate::workspace::Workspace;
use crate::{Error, Result, files, reason};

/// Compare many pairs: one JSON object a line in, one comparison a line out
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Batch {
    /// Pairs, one a line [default: -, standard input]
    #[arg(default_value = "-", hide_default_value = true, value_name = "FILE")]
    pub input: String,
    /// Exit with 1 if any line was answered with an error
    #[arg(long)]
    pub exit_code: bool,
    /// Write to this file instead of standard output; it is replaced as a whole or not at all
    #[arg(long = "output", short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const HELP: &str = "\
A line is {\"id\": …, \"from\": SIDE, \"to\": SIDE}. A side is an edition or a file
as on the command line, or {\"text\": …, \"name\": …}. Answers come in the order of
the input: kidd.comparison/2 with \"line\" and \"pair\" (the id) added, or
kidd.error/1 for a line that is wrong, which is not the end. docs/batch.md shows
it under GNU parallel and Spark.

Examples:
  kidd batch pairs.ndjson > comparisons.ndjson
  kidd batch < pairs.ndjson | jq -c 'select(.findings | length > 3) | .pair'";

pub(super) fn run(command: &Batch, global: &Global) -> Result<Exit> {
    let workspace = Workspace::open(global.scope())?;
    let from: Box<dyn Read + Send> = match command.input.as_str() {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(files::open(std::path::Path::new(path)).map_err(|cause| {
            Error::new(format!("cannot be read ({})", reason(&cause))).at(path).because(cause)
        })?),
    };
    let mut count = Count::default();
    output::write(command.output.as_deref(), |writer| {
        count = batch::run(from, writer, &|line| workspace.answer(line))?;
        Ok(())
    })?;
    if count.failed > 0 {
        let noun = if count.failed == 1 { "line was" } else { "lines were" };
        let text = format!(
            "kidd: {} of {} {noun} answered with an error\n",
            count.failed,
            count.done + count.failed
        );
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    Ok(if command.exit_code && count.failed > 0 { Exit::GateFailed } else { Exit::Done })
}
