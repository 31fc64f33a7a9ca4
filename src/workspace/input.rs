//! Names → the bytes that they mean: a file, standard input, or an edition of an archive.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::archive::{Archive, Entry, Name};
use crate::{Error, Result, files, reason};

/// The largest input read, in bytes: 64 MiB. A statement has some 15 kB; beyond this it is a mistake or an attack.
const MAX_BYTES: u64 = 64 << 20;

/// The name that means standard input.
const STDIN: &str = "-";

/// Bytes as published, and what is known of them from outside.
#[derive(Debug, Clone)]
pub struct Input {
    /// For messages: the path as given, `-`, or the edition.
    pub origin: String,
    /// What was published.
    pub bytes: Vec<u8>,
    /// What the archive knows of it, if it is an edition of the archive.
    pub edition: Option<Entry>,
}

impl Input {
    /// Bytes of which nothing more is known.
    pub fn new(origin: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { origin: origin.into(), bytes, edition: None }
    }

    /// An edition that an archive keeps.
    ///
    /// # Errors
    /// It is missing or was altered.
    pub fn kept(archive: &Archive, entry: &Entry) -> Result<Self> {
        Ok(Self { edition: Some(entry.clone()), ..Self::new(&entry.id, archive.read(entry)?) })
    }

    /// What a name means: an edition's name beats a file's, and a path with a separator is never an edition.
    ///
    /// # Errors
    /// There is neither, or it cannot be read.
    pub fn find(name: &str, archive: &Archive, series: Option<&str>) -> Result<Self> {
        if Name::parse(name).is_none() {
            return Self::read(name);
        }
        match archive.lookup(name, series)? {
            Some(entry) => Self::kept(archive, entry),
            None if Path::new(name).symlink_metadata().is_ok() => Self::read(name),
            None => Err(archive.unknown(name, series)),
        }
    }

    /// A file, or standard input for `-`.
    ///
    /// # Errors
    /// It is missing, no plain file, cannot be read, or is larger than a statement may be.
    pub fn read(name: &str) -> Result<Self> {
        if name == STDIN {
            return read(STDIN, io::stdin().lock());
        }
        let path = Path::new(name);
        let failed = |cause: io::Error| {
            Error::new(format!("cannot be read ({})", reason(&cause))).at(name).because(cause)
        };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            return Err(Error::new("is a folder, not a statement").at(name).help("name a file in it"));
        }
        read(name, files::open(path).map_err(failed)?)
    }
}

/// Refuses standard input as both of two texts.
///
/// # Errors
/// Both are `-`.
pub fn one_stdin(old: &str, new: &str) -> Result<()> {
    if old == STDIN && new == STDIN {
        return Err(Error::new("standard input can be one of the two texts, not both")
            .help("name a file or an edition for the other"));
    }
    Ok(())
}

fn read(origin: &str, from: impl Read) -> Result<Input> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|cause| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at(origin).because(cause)
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have").at(origin));
    }
    Ok(Input::new(origin, bytes))
}
