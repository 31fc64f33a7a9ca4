//! Files read as the program reads them: what needs a large library is parsed in a process of its own.

use std::path::PathBuf;

use kidd::apart::Extractor;
use kidd::source::{self, Document, Options, Tracked};

/// Reads a file with this program as the parser.
pub fn read(origin: &str, bytes: &[u8]) -> kidd::Result<Document> {
    read_tracked(origin, bytes, Tracked::default())
}

/// Reads one side of a file that keeps its changes.
pub fn read_tracked(origin: &str, bytes: &[u8], tracked: Tracked) -> kidd::Result<Document> {
    let extractor = Extractor { program: PathBuf::from(env!("CARGO_BIN_EXE_kidd")) };
    source::read_with(origin, bytes, &Options { parser: Some(&extractor), tracked })
}
