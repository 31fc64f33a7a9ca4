//! ZIP archives that hold a document in parts, with limits on what they unpack to.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Error, Result};

/// All parts that are read, inflated, in bytes together: 64 MiB, as for any statement. Real files have some 100 kB.
const MAX_INFLATED: u64 = 64 << 20;

/// How many times its size in the archive a part may have. The XML of office files has 5 to 30; a bomb has 1000.
const MAX_RATIO: u64 = 200;

/// Parts smaller than this may have any ratio, in bytes: short repetitive ones exceed it without harm.
const MIN_RATED: u64 = 1 << 20;

/// Files in the archive; real ones have 10 to 100.
const MAX_FILES: usize = 10_000;

/// The ZIP archive that an office document or a book is.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MAX_FILES {
            return Err(Error::new(format!("holds more than {MAX_FILES} files: it is no statement")));
        }
        let mut package = Self { zip, left: MAX_INFLATED };
        if package.zip.has_overlapping_files().map_err(damaged)? {
            return Err(Error::new("is made to unpack to more than it holds: its parts overlap"));
        }
        Ok(package)
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether the name of a part is one of these.
    pub fn has_any(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.zip.file_names().any(|name| name.is_ok_and(|name| is_it(&name)))
    }

    /// The text of a part, whole.
    pub fn part(&mut self, name: &str) -> Result<String> {
        String::from_utf8(self.bytes(name)?)
            .map_err(|cause| Error::new(format!("is damaged: its part {name:?} is not UTF-8")).because(cause))
    }

    /// The bytes of a part, whole: its checksum is checked.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>> {
        let file = self.zip.by_name(name).map_err(|cause| match cause {
            ZipError::FileNotFound => Error::new(format!("is damaged: its part {name:?} is missing")),
            other => damaged(other),
        })?;
        let packed = file.compressed_size();
        let most = self.left.min(MIN_RATED.max(packed.saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|cause| {
            Error::new(format!("is damaged: its part {name:?} cannot be unpacked ({cause})")).because(cause)
        })?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Error::new(format!(
                "unpacks to more than {MAX_RATIO} times its size or {} MiB: it is no statement",
                MAX_INFLATED >> 20
            )));
        }
        self.left -= length;
        Ok(bytes)
    }
}

/// The name of a part in the package, named from a folder of it.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn damaged(cause: ZipError) -> Error {
    let error = match &cause {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            Error::new("is encrypted").help("save it without a password")
        }
        _ => Error::new(format!("is damaged: its ZIP archive cannot be read ({cause})")),
    };
    error.because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_from_the_folder_of_the_part_that_names_them() {
        assert_eq!(resolved("word", "footnotes.xml"), "word/footnotes.xml");
        assert_eq!(resolved("word", "/word/footnotes.xml"), "word/footnotes.xml");
        assert_eq!(resolved("word", "../custom/x.xml"), "custom/x.xml");
        assert_eq!(resolved("", "../../x.xml"), "x.xml");
    }
}
