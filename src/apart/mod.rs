//! Parsing in a process of its own, so that a crash, a hang or a hunger for memory is an error of the one file.
//!
//! [`parse`] starts `EXTRACTOR extract --format html|pdf|docx|… --tracked new|old`, writes the file to its standard input and reads a
//! [`Page`] as JSON from its standard output. [`serve`] is the other side. The child limits itself before it reads a
//! byte: memory, computing time and stack, where the system can (Unix). The parent waits for a time by the clock and
//! takes no more than so many bytes from it, on any system.

mod child;
mod parent;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use child::serve;
pub use parent::parse;

use crate::source::{Kind, Page, Parser, Tracked};
use crate::{Error, Result};

/// The address space of the child, in bytes: 2 GiB. The largest page that is read (64 MiB of HTML) takes about 1.
const MEMORY: u64 = 2 << 30;

/// The computing time of the child, in seconds. A page takes milliseconds, 64 MiB of one some 5 seconds.
const COMPUTING: u64 = 20;

/// How long the parent waits by the clock. More than [`COMPUTING`], for a machine that is busy otherwise.
const WAITING: Duration = Duration::from_secs(60);

/// The stack of the thread that parses, in bytes: 64 MiB. Parsers of ours do not recurse; those of PDF do.
const STACK: usize = 64 << 20;

/// The longest answer of a child that is read, in bytes: 256 MiB. A page of the largest size, escaped as JSON, is less.
const ANSWER: u64 = 256 << 20;

/// A program that parses files in a process of its own.
#[derive(Debug, Clone)]
pub struct Extractor {
    /// The program, called as `EXTRACTOR extract --format FORMAT --tracked SIDE`.
    pub program: std::path::PathBuf,
}

impl Parser for Extractor {
    fn parse(&self, kind: Kind, bytes: &[u8], tracked: Tracked) -> Result<Page> {
        parse(&self.program, kind, bytes, tracked)
    }
}

/// What a child says, as JSON on its standard output.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Answer {
    Page(Page),
    Error(Refusal),
}

/// An error on its way from child to parent, without the place, which the parent knows better.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    message: String,
    help: Option<String>,
}

impl Refusal {
    fn into_error(self) -> Error {
        let error = Error::new(self.message);
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}
