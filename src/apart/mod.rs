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

/// The address space of the child for a file of up to [`LARGE`], in bytes, beside what the program and the stack take:
/// 448 MiB, so that it stays below 512 MiB.
const MEMORY: u64 = 448 << 20;

/// The computing time of the child for a file of up to [`LARGE`], in seconds: half of what any command may take.
const COMPUTING: u64 = if cfg!(debug_assertions) { SLOW } else { 5 };

/// The same for a program that was built to be debugged, which is much slower.
const SLOW: u64 = 40;

/// A larger file gets more of both in proportion, in bytes: 10 MB.
const LARGE: u64 = 10_000_000;

/// The most of it for any file, in bytes: 2 GiB. 64 MiB of HTML take about 1.
const MOST_MEMORY: u64 = 2 << 30;

/// A limit for a file of so many bytes.
const fn scaled(limit: u64, bytes: u64) -> u64 {
    if bytes <= LARGE { limit } else { limit * bytes.div_ceil(LARGE / 16) / 16 }
}

/// How long the parent waits by the clock. More than [`COMPUTING`], for a machine that is busy otherwise.
const WAITING: Duration = Duration::from_secs(60);

/// The stack of the thread that parses, in bytes: 64 MiB. Parsers of ours do not recurse; those of PDF do.
const STACK: usize = 64 << 20;

/// The longest answer of a child that is read, in bytes: 128 MiB. As much text as a statement may have, and as much that
/// was left out, are less, escaped as JSON.
const ANSWER: u64 = 128 << 20;

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
enum Reply {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_file_gets_more_in_proportion_and_none_gets_nothing() {
        let check = |bytes: u64, expected: u64| assert_eq!(scaled(5, bytes), expected, "{bytes}");
        check(0, 5);
        check(LARGE, 5);
        check(2 * LARGE, 10);
        check(64 << 20, 33);
    }
}
