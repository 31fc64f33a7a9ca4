//! Which archive a command works on, and which series it reads with.

use std::path::{Path, PathBuf};

use crate::Result;
use crate::archive::Archive;

/// What a command line, or whoever calls, names: everything else is found from the working directory.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The folder of the archive; without one the nearest at or above the working directory, else the one in the program.
    pub archive: Option<PathBuf>,
    /// The series whose rules read every text, whatever the text says.
    pub series: Option<String>,
}

impl Scope {
    /// The archive that is meant.
    ///
    /// # Errors
    /// There is none where one is named, or it cannot be read.
    pub fn archive(&self) -> Result<Archive> {
        let here = here();
        Ok(Archive::find(self.archive.as_deref(), &here)?.seen_from(&here))
    }

    /// The archive for its rules; its ledger may be too damaged to be read, and then the rules in the program do.
    pub fn archive_or_empty(&self) -> Archive {
        self.archive().unwrap_or_else(|_| Archive::empty())
    }

    /// The archive that something is added to; where there is none yet, an empty one.
    ///
    /// # Errors
    /// There is one that cannot be read.
    pub fn home(&self) -> Result<Archive> {
        match &self.archive {
            Some(folder) if !Archive::is_at(folder) => Ok(Archive::empty()),
            _ => {
                let archive = self.archive()?;
                Ok(if archive.root().is_none() { Archive::empty() } else { archive })
            }
        }
    }

    /// The ledger of the archive, which may be damaged.
    ///
    /// # Errors
    /// The archive is the one in the program, or there is none where one is named.
    pub fn ledger_path(&self) -> Result<PathBuf> {
        let here = here();
        let path = Archive::ledger_path(self.archive.as_deref(), &here)?;
        Ok(path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(path))
    }
}

/// The working directory; where there is none, there is nothing above it either.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}
