//! Writing so that a crash at any moment leaves either the old state or the new one.
//!
//! A file is written under a temporary name beside its place, brought to the disk, and only then renamed; the folder
//! is brought to the disk after that, for until then the new name may be forgotten.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::{Error, Result};

/// How temporary files start; `kidd verify --repair` removes those that a crash left behind.
pub(super) const TEMPORARY: &str = ".kidd-";

/// How the file that announces a line of the ledger ends; it starts as temporary files do.
pub(super) const ANNOUNCED: &str = ".line";

/// Whether a file that is already there may be replaced, and whether it may be changed later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// An original: never replaced, written once, read-only from then on.
    Original,
    /// A file of ours that grows: the ledger.
    Replaced,
}

/// Writes a whole file and brings it to the disk, its name included.
pub(super) fn write(path: &Path, bytes: &[u8], mode: Mode) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    write_in(folder, path, bytes, mode).map_err(|cause| failed(path, cause))?;
    sync(folder)
}

fn write_in(folder: &Path, path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The user's umask takes from it, as for any new file.
        builder.permissions(fs::Permissions::from_mode(if mode == Mode::Original { 0o444 } else { 0o666 }));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match mode {
        Mode::Original => file.persist_noclobber(path),
        Mode::Replaced => file.persist(path),
    }
    .map_err(|failed| failed.error)?;
    Ok(())
}

/// Makes a folder and brings its name to the disk; true if it was not there.
pub(super) fn make_folder(path: &Path) -> Result<bool> {
    match fs::create_dir(path) {
        Ok(()) => {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            sync(parent.unwrap_or(Path::new(".")))?;
            Ok(true)
        }
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && path.is_dir() && !path.is_symlink() => {
            Ok(false)
        }
        Err(cause) => Err(failed(path, cause)),
    }
}

/// Brings the names in a folder to the disk.
pub(super) fn sync(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|cause| failed(folder, cause))?;
    }
    Ok(())
}

/// Held while an archive is written to, or read as a whole; others wait.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held for its lock, which goes with it")] File);

impl Lock {
    /// For writing: alone.
    pub(super) fn exclusive(root: &Path) -> Result<Self> {
        Self::with(root, File::lock)
    }

    /// For reading: beside other readers.
    pub(super) fn shared(root: &Path) -> Result<Self> {
        Self::with(root, File::lock_shared)
    }

    /// The folder itself is locked, so that no lock file lies about; where folders cannot be, a file in it.
    fn with(root: &Path, lock: impl Fn(&File) -> io::Result<()>) -> Result<Self> {
        // The archive may be the working directory itself.
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let file = if cfg!(unix) {
            File::open(root)
        } else {
            File::options().create(true).append(true).open(root.join(".lock"))
        };
        let locked = file.and_then(|file| lock(&file).map(|()| file));
        locked
            .map(Self)
            .map_err(|cause| Error::new(format!("cannot be locked ({cause})")).at_path(root).because(cause))
    }
}

fn failed(path: &Path, cause: io::Error) -> Error {
    Error::new(format!("cannot be written ({cause})")).at_path(path).because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_is_never_replaced_and_cannot_be_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("23.txt");
        write(&path, b"first", Mode::Original).unwrap();
        assert!(write(&path, b"second", Mode::Original).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_of_ours_is_replaced_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        write(&path, b"first and long", Mode::Replaced).unwrap();
        write(&path, b"second", Mode::Replaced).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
    }

    #[test]
    fn a_folder_is_made_once_and_a_file_in_its_place_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kidd");
        assert!(make_folder(&path).unwrap());
        assert!(!make_folder(&path).unwrap());
        fs::write(folder.path().join("scg"), "").unwrap();
        assert!(make_folder(&folder.path().join("scg")).is_err());
    }
}
