//! `kidd batch`: many pairs, a comparison a line.

use std::io::{Read, Write as _};
use std::path::PathBuf;
use std::sync::Mutex;

use clap::Args;

use super::args::Global;
use super::input::{self, Input};
use super::reader::Reader;
use super::{Exit, output};
use crate::archive::Archive;
use crate::batch::{self, Answer, Count, Line, Pair, Text};
use crate::report::json;
use crate::{Error, Result, Sides, plain};

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
    let pool = Pool { archive: input::archive(global)?, global, readers: Mutex::new(Vec::new()) };
    let from: Box<dyn Read + Send> = match command.input.as_str() {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(plain::open(std::path::Path::new(path)).map_err(|cause| {
            Error::new(format!("cannot be read ({})", output::reason(&cause))).at(path).because(cause)
        })?),
    };
    let mut count = Count::default();
    output::write(command.output.as_deref(), |writer| {
        count = batch::run(from, writer, &|line| pool.answer(line))?;
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

/// Readers for as many threads as ask at once; each loads the rules of a series once.
struct Pool<'g> {
    archive: Archive,
    global: &'g Global,
    readers: Mutex<Vec<Reader<'g>>>,
}

impl Pool<'_> {
    fn answer(&self, line: Line) -> Answer {
        let Line { number, id, pair } = line;
        let outcome = pair.and_then(|pair| self.compared(number, &pair));
        match outcome {
            Ok(bytes) => Answer { bytes, failed: false },
            Err(error) => {
                let mut bytes = Vec::new();
                // Writing to memory cannot fail.
                let _ = json::batch_error(&mut bytes, number, &id, &error.to_string());
                Answer { bytes, failed: true }
            }
        }
    }

    fn compared(&self, line: usize, pair: &Pair) -> Result<Vec<u8>> {
        let known = self.readers.lock().ok().and_then(|mut readers| readers.pop());
        let mut reader = known.unwrap_or_else(|| Reader::of(self.archive.clone(), self.global));
        let answer = self.answered(line, pair, &mut reader);
        if let Ok(mut readers) = self.readers.lock() {
            readers.push(reader);
        }
        answer
    }

    fn answered(&self, line: usize, pair: &Pair, reader: &mut Reader<'_>) -> Result<Vec<u8>> {
        let before = self.input(&pair.from, "from")?;
        let after = self.input(&pair.to, "to")?;
        let statements = Sides::new(reader.read(&before)?.0, reader.read(&after)?.0);
        let comparison = reader.compared(statements.as_ref())?;
        let mut bytes = Vec::new();
        json::batch(&mut bytes, line, &pair.id, &comparison)
            .map_err(|cause| Error::new("the answer cannot be written").because(cause))?;
        Ok(bytes)
    }

    fn input(&self, text: &Text, side: &str) -> Result<Input> {
        match text {
            Text::Named(name) if name == "-" => {
                Err(Error::new("standard input holds the pairs and is no side of one").at(side))
            }
            Text::Named(name) => input::find(name, self.global, &self.archive),
            Text::Given(given) => Ok(Input {
                origin: given.name.clone().unwrap_or_else(|| side.to_owned()),
                bytes: given.text.clone().into_bytes(),
                edition: None,
            }),
        }
    }
}
