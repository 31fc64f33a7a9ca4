//! Where results go: standard output, or a file that is replaced as a whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::pager::Paged;
use crate::git::Repository;
use crate::{Error, Result, reason};

/// Folders of devices, where the other end of a pipe is there already: `-o >(gzip)`.
const DEVICES: &[&str] = &["/dev", "/proc"];

/// Whether this command's report is for reading: only such a one may come through a pager.
static IS_PAGED: OnceLock<()> = OnceLock::new();

/// Lets what goes to the terminal come through a pager.
pub(super) fn page() {
    // Said twice it says the same.
    let _ = IS_PAGED.set(());
}

/// Writes a report to `file`, or to standard output where there is none.
///
/// A reader that closes the pipe early has read enough: that is success.
pub(super) fn write(
    file: Option<&Path>,
    report: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    // As elsewhere on the command line, a lone hyphen is the standard stream.
    match file.filter(|path| *path != Path::new("-")) {
        Some(path) => checked(path).and_then(|()| {
            to_file(path, report).map_err(|cause| {
                let error = Error::new(format!("cannot be written ({})", reason(&cause))).at_path(path);
                match remedy(cause.kind()) {
                    Some(remedy) => error.help(remedy).because(cause),
                    None => error.because(cause),
                }
            })
        }),
        None => match to_stdout(report) {
            Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(format!("cannot be written ({})", reason(&cause)))
                    .at("standard output")
                    .because(cause))
            }
            _ => Ok(()),
        },
    }
}

/// Refuses a place that would hold the program up or that is not where it seems to be: a pipe that nobody may ever read,
/// and what lies in the checkout by its name and elsewhere by a symbolic link, for a branch can bring such a link.
///
/// # Errors
/// It is one of these.
pub(super) fn checked(path: &Path) -> Result<()> {
    if is_pipe(path) && !DEVICES.iter().any(|folder| path.starts_with(folder)) {
        return Err(Error::new("is a pipe, which would be waited for")
            .at_path(path)
            .help("use standard output"));
    }
    let Ok(Some(repository)) = Repository::around(Path::new(".")) else { return Ok(()) };
    let Ok(Some(_)) = repository.inside(path) else { return Ok(()) };
    let beside = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?.join(path.file_name()?))
    };
    // What is not there yet is made in its folder; a folder that is not there is told when it is written to.
    let Some(real) = fs::canonicalize(path).ok().or_else(beside) else { return Ok(()) };
    let rest = real.strip_prefix(repository.top());
    if rest.is_ok_and(|rest| !rest.starts_with(".git")) {
        return Ok(());
    }
    Err(Error::new("leads out of the checkout by a symbolic link")
        .at_path(path)
        .help("name the file itself, or a place that is no link"))
}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    fs::metadata(path).is_ok_and(|known| known.file_type().is_fifo())
}

#[cfg(not(unix))]
const fn is_pipe(_: &Path) -> bool {
    false
}

/// What helps against trouble with an output file.
const fn remedy(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::NotFound => Some("make its folder first"),
        io::ErrorKind::IsADirectory => Some("name a file in this folder"),
        io::ErrorKind::NotADirectory => Some("a part of its path is a file: name another place"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some("name a place that you may write to")
        }
        io::ErrorKind::StorageFull => Some("make room, or name another place"),
        _ => None,
    }
}

fn to_stdout(report: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if let Some(mut paged) = IS_PAGED.get().and_then(|()| Paged::new()) {
        let written = report(&mut BufWriter::new(&mut paged));
        // A pager that was left early still has the terminal until it ends.
        return paged.finish().and(written);
    }
    let mut writer = BufWriter::new(io::stdout().lock());
    report(&mut writer)?;
    writer.flush()
}

fn to_file(path: &Path, report: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link keeps pointing where it points; a device or a pipe cannot be replaced and is written to.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let known = fs::metadata(&target).ok();
    if let Some(known) = &known
        && !known.is_file()
    {
        let mut writer = BufWriter::new(fs::OpenOptions::new().write(true).open(&target)?);
        report(&mut writer)?;
        return writer.flush();
    }
    let mut file = temporary_beside(&target)?;
    {
        let mut writer = BufWriter::new(&mut file);
        report(&mut writer)?;
        writer.flush()?;
    }
    if let Some(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|failed| failed.error)?;
    Ok(())
}

fn temporary_beside(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kidd-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As for any new file: the user's umask takes from it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        fs::write(&path, "old and long").unwrap();
        write(Some(&path), |writer| writer.write_all(b"new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["out.txt"]);
    }

    #[test]
    fn a_report_that_fails_leaves_the_old_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        fs::write(&path, "old").unwrap();
        let error = write(Some(&path), |writer| {
            writer.write_all(b"half")?;
            Err(io::Error::other("Disk on fire"))
        })
        .unwrap_err();
        assert!(error.to_string().ends_with("out.txt: cannot be written (disk on fire)"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["out.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_keeps_pointing_where_it_points() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("real.txt"), folder.path().join("link.txt"));
        fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(Some(&link), |writer| writer.write_all(b"new")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write(Some(Path::new("no/such/folder/out.txt")), |_| Ok(())).unwrap_err();
        assert!(error.to_string().starts_with("no/such/folder/out.txt: cannot be written (no such file"));
    }
}
