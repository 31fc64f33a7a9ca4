//! Files of the machine: only plain ones are opened, for what is a pipe or a device would have a reader wait, perhaps for
//! ever; and paths are shown with slashes on every system.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Where a shell puts what it hands over as if it were a file: `kidd diff <(curl …) 24`. Somebody writes to these.
#[cfg(unix)]
const HANDED_OVER: &[&str] = &["/dev/fd/", "/dev/stdin", "/proc/self/fd/"];

/// Opens a file for reading; a folder, a named pipe, a socket or a device is an error at once.
pub fn open(path: &Path) -> io::Result<File> {
    plain(path, &fs::metadata(path)?)?;
    let file = File::open(path)?;
    // It may have become something else in between.
    plain(path, &file.metadata()?)?;
    Ok(file)
}

fn plain(path: &Path, known: &fs::Metadata) -> io::Result<()> {
    if known.is_file() || is_handed_over(path) {
        return Ok(());
    }
    let what = if known.is_dir() { "it is a folder" } else { "it is a pipe or a device, and no file" };
    Err(io::Error::new(io::ErrorKind::InvalidInput, what))
}

#[cfg(unix)]
fn is_handed_over(path: &Path) -> bool {
    path.to_str().is_some_and(|path| HANDED_OVER.iter().any(|place| path.starts_with(place)))
}

#[cfg(not(unix))]
fn is_handed_over(_: &Path) -> bool {
    false
}

/// The bytes of a file, opened so.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut open(path)?, &mut bytes)?;
    Ok(bytes)
}

/// A path with slashes, without a `./` in front.
pub fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}
