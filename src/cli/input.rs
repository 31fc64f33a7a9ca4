//! Arguments → bytes → statements.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::args::Global;
use super::gate::nearest;
use super::output::reason;
use crate::archive::{Archive, Entry, Name};
use crate::compare::Comparison;
use crate::statement::Statement;
use crate::{Error, Result, Sides, plain};

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
    /// What the archive knows of it, if it is an edition of the archive.
    pub edition: Option<Entry>,
}

/// The id of a section of either edition, which is named by its id or its title.
pub(super) fn section(name: &str, comparison: &Comparison<'_>) -> Result<String> {
    known_section(
        name,
        comparison.sections.iter().map(|section| (section.id.as_str(), section.title.as_str())),
    )
}

/// The id of a section of one edition, which is named by its id or its title.
pub(super) fn section_of(name: &str, statement: &Statement) -> Result<String> {
    known_section(
        name,
        statement.sections.iter().map(|section| (section.id.as_str(), section.title.as_str())),
    )
}

fn known_section<'s>(name: &str, known: impl Iterator<Item = (&'s str, &'s str)>) -> Result<String> {
    let sections: Vec<(&str, &str)> = known.collect();
    let id = name.trim();
    let by_id = sections.iter().find(|(known, _)| *known == id);
    let by_title = || sections.iter().find(|(_, title)| title.to_lowercase() == id.to_lowercase());
    if let Some((id, _)) = by_id.or_else(by_title) {
        return Ok((*id).to_owned());
    }
    let known: Vec<&str> = sections.iter().map(|(id, _)| *id).collect();
    let help = match nearest(&id.to_lowercase().replace(' ', "-"), known.iter().copied()) {
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

pub(super) fn one_stdin(old: &str, new: &str) -> Result<()> {
    if old == STDIN && new == STDIN {
        return Err(Error::new("standard input can be one of the two texts, not both")
            .help("name a file or an edition for the other"));
    }
    Ok(())
}

/// The archive that the command works on.
pub(super) fn archive(global: &Global) -> Result<Archive> {
    // Without a working directory there is nothing above it either.
    let here = std::env::current_dir().unwrap_or_default();
    Ok(Archive::find(global.archive.as_deref(), &here)?.seen_from(&here))
}

/// The archive that a command adds to; where there is none yet, an empty one.
pub(super) fn home(global: &Global) -> Result<Archive> {
    match &global.archive {
        Some(folder) if !Archive::is_at(folder) => Ok(Archive::empty()),
        _ => {
            let archive = archive(global)?;
            Ok(if archive.root().is_none() { Archive::empty() } else { archive })
        }
    }
}

/// The ledger of the archive that the command works on, which may be damaged; an error for the one in the program.
pub(super) fn ledger_path(global: &Global) -> Result<PathBuf> {
    let here = std::env::current_dir().unwrap_or_default();
    let path = Archive::ledger_path(global.archive.as_deref(), &here)?;
    Ok(path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(path))
}

/// An edition's name beats a file's; a path with a separator is never an edition.
pub(super) fn find(argument: &str, global: &Global, archive: &Archive) -> Result<Input> {
    if Name::parse(argument).is_none() {
        return text(argument);
    }
    let series = global.series.as_deref();
    match archive.lookup(argument, series)? {
        Some(entry) => {
            Ok(Input { origin: entry.id.clone(), bytes: archive.read(entry)?, edition: Some(entry.clone()) })
        }
        None if Path::new(argument).symlink_metadata().is_ok() => text(argument),
        None => Err(archive.unknown(argument, series)),
    }
}

pub(super) fn text(argument: &str) -> Result<Input> {
    if argument == STDIN {
        return read(STDIN, io::stdin().lock());
    }
    let path = Path::new(argument);
    let failed = |cause: io::Error| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at(argument).because(cause)
    };
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(Error::new("is a folder, not a statement").at(argument).help("name a file in it"));
    }
    read(argument, plain::open(path).map_err(failed)?)
}

fn read(origin: &str, from: impl Read) -> Result<Input> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|cause| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at(origin).because(cause)
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have").at(origin));
    }
    Ok(Input { origin: origin.to_owned(), bytes, edition: None })
}

/// A path with slashes, without a `./` in front.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}
