//! Arguments → bytes → statements.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::args::Global;
use super::gate::nearest;
use super::output::reason;
use crate::compare::Comparison;
use crate::statement::Statement;
use crate::{Error, Result, Sides};

/// The largest input read, in bytes: 64 MiB. A statement has some 15 kB; beyond this it is a mistake or an attack.
const MAX_BYTES: u64 = 64 << 20;

/// The argument that means standard input.
const STDIN: &str = "-";

/// Bytes as published, and what is known of them from outside.
pub(super) struct Input {
    /// For messages: the path as given, `-`, or the edition.
    pub origin: String,
    /// What was published.
    pub bytes: Vec<u8>,
}

/// Reads what an argument names as a statement.
pub(super) fn statement(argument: &str, global: &Global) -> Result<Statement> {
    let _ = &global.series;
    let input = find(argument, global)?;
    Err(Error::new(format!("{} bytes read, but statements cannot be read yet", input.bytes.len()))
        .at(input.origin))
}

/// Reads both sides of a comparison.
pub(super) fn statements(old: &str, new: &str, global: &Global) -> Result<Sides<Statement>> {
    one_stdin(old, new)?;
    Ok(Sides::new(statement(old, global)?, statement(new, global)?))
}

/// Compares both sides.
pub(super) fn compared(_statements: Sides<&Statement>) -> Result<Comparison<'_>> {
    Err(Error::new("statements cannot be compared yet"))
}

/// The id of a section of either edition, checked.
pub(super) fn section(id: &str, comparison: &Comparison<'_>) -> Result<String> {
    known_section(id, comparison.sections.iter().map(|section| section.id.as_str()))
}

/// The id of a section of one edition, checked.
pub(super) fn section_of(id: &str, statement: &Statement) -> Result<String> {
    known_section(id, statement.sections.iter().map(|section| section.id.as_str()))
}

fn known_section<'s>(id: &str, known: impl Iterator<Item = &'s str>) -> Result<String> {
    let known: Vec<&str> = known.collect();
    if known.contains(&id) {
        return Ok(id.to_owned());
    }
    let help = match nearest(id, known.iter().copied()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("the sections are {}", known.join(", ")),
    };
    Err(Error::new(format!("--section {id}: there is no such section")).help(help))
}

/// Reads two files (or one file and standard input) that are no editions.
pub(super) fn texts(old: &str, new: &str) -> Result<Sides<Input>> {
    one_stdin(old, new)?;
    Ok(Sides::new(text(old)?, text(new)?))
}

fn one_stdin(old: &str, new: &str) -> Result<()> {
    if old == STDIN && new == STDIN {
        return Err(Error::new("standard input can be one of the two texts, not both")
            .help("name a file or an edition for the other"));
    }
    Ok(())
}

/// An edition's name beats a file's; a path with a separator is never an edition.
fn find(argument: &str, _global: &Global) -> Result<Input> {
    text(argument)
}

fn text(argument: &str) -> Result<Input> {
    if argument == STDIN {
        return read(STDIN, io::stdin().lock());
    }
    let path = Path::new(argument);
    let failed = |cause: io::Error| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at(argument).because(cause)
    };
    // Opening a pipe or a device is fine, reading a folder is not, and says so only here on every system.
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(Error::new("is a folder, not a statement").at(argument).help("name a file in it"));
    }
    read(argument, fs::File::open(path).map_err(failed)?)
}

fn read(origin: &str, from: impl Read) -> Result<Input> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|cause| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at(origin).because(cause)
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have").at(origin));
    }
    Ok(Input { origin: origin.to_owned(), bytes })
}
