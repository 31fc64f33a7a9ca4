//! The folder of a site: what is ours in it, and what must be left alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use kidd_core::site::Destination;
use kidd_core::{Error, Result, digest, reason};

use crate::files;

/// The list of our files with their digests, as `sha256sum --check` reads it.
const MANIFEST: &str = "site.sha256";

/// Stands for the digest of a file that is about to be written.
const PENDING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A folder with a site that we made, or one that is empty or not there yet.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Our files from before, with their digests.
    before: BTreeMap<String, String>,
    /// Those that were put since.
    now: Mutex<Put>,
}

#[derive(Debug, Default)]
struct Put {
    files: BTreeMap<String, String>,
    count: FileCount,
}

/// How many files there are, and what happened to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileCount {
    /// Written, because they are new or changed.
    pub written: usize,
    /// Left alone, because they are the same.
    pub same: usize,
    /// Removed, because the archive does not give them any more.
    pub removed: usize,
    /// All bytes of the site.
    pub bytes: u64,
}

impl Folder {
    /// Opens the folder of a site, and makes it if need be.
    ///
    /// # Errors
    /// It holds something and no site of ours, or cannot be read.
    pub fn open(root: &Path) -> Result<Self> {
        let at = |cause: io::Error| {
            Error::new(format!("cannot be used ({})", reason(&cause)))
                .at_path(root)
                .help("name a folder that you may write to")
                .because(cause)
        };
        match fs::metadata(root) {
            Ok(known) if !known.is_dir() => {
                return Err(Error::new("is not a folder").at_path(root).help("name a folder for the site"));
            }
            Ok(_) => {}
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => fs::create_dir_all(root).map_err(at)?,
            Err(cause) => return Err(at(cause)),
        }
        let manifest = root.join(MANIFEST);
        let before = match text(&manifest) {
            Ok(text) => parse(&text).ok_or_else(|| {
                Error::new("is damaged: it does not list a site that kidd made")
                    .at_path(&manifest)
                    .help("name an empty folder")
            })?,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                if fs::read_dir(root).map_err(at)?.next().is_some() {
                    return Err(Error::new("holds files that kidd did not make")
                        .at_path(root)
                        .help("name an empty folder or a new one"));
                }
                BTreeMap::new()
            }
            Err(cause) => return Err(at(cause)),
        };
        Ok(Self { root: root.to_path_buf(), before, now: Mutex::default() })
    }

    /// Removes our files of before that were not put again, but for those that somebody changed, and closes the list.
    ///
    /// # Errors
    /// A file cannot be removed, or the list cannot be written.
    pub fn close(self) -> Result<FileCount> {
        let Put { files, mut count } =
            self.now.lock().map(|mut now| std::mem::take(&mut *now)).unwrap_or_default();
        for (path, digest) in self.before.iter().filter(|(path, _)| !files.contains_key(*path)) {
            let place = self.root.join(path);
            let ours = fs::symlink_metadata(&place).is_ok_and(|known| known.is_file())
                && files::read(&place).is_ok_and(|bytes| digest::bytes(&bytes) == *digest);
            if ours {
                fs::remove_file(&place).map_err(|cause| self.failed(path, &cause))?;
                count.removed += 1;
            }
        }
        let list = manifest(&files);
        if text(&self.root.join(MANIFEST)).map_or(true, |old| old != list) {
            self.write(MANIFEST, list.as_bytes())?;
        }
        Ok(count)
    }

    /// Trouble with a file of the site.
    fn failed(&self, path: &str, cause: &dyn std::fmt::Display) -> Error {
        Error::new(format!("cannot be written ({})", reason(cause))).at_path(self.root.join(path))
    }

    /// Writes a file as a whole or not at all.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let failed = |cause: io::Error| self.failed(path, &cause);
        let place = self.root.join(path);
        let folder = place.parent().unwrap_or(&self.root);
        if folder != self.root {
            match fs::symlink_metadata(folder) {
                Ok(known) if known.is_dir() => {}
                Ok(_) => {
                    return Err(Error::new("is not a folder that kidd made")
                        .at_path(folder)
                        .help("move it away"));
                }
                Err(_) => fs::create_dir_all(folder).map_err(failed)?,
            }
        }
        let mut file = tempfile::Builder::new();
        file.prefix(".kidd-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As for any new file: the user's umask takes from it.
            file.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = file.tempfile_in(folder).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.persist(&place).map_err(|cause| failed(cause.error))?;
        Ok(())
    }
}

impl Destination for Folder {
    /// Lists the files that will be put, before the first of them is: after a crash they are known to be ours.
    fn expect(&self, paths: &[String]) -> Result<()> {
        for path in paths.iter().filter(|path| !self.before.contains_key(*path)) {
            if self.root.join(path).symlink_metadata().is_ok() {
                return Err(Error::new("was not made by kidd, and a page of the site must go there")
                    .at_path(self.root.join(path))
                    .help("move it away, or name another folder"));
            }
        }
        let mut files = self.before.clone();
        for path in paths {
            files.entry(path.clone()).or_insert_with(|| PENDING.to_owned());
        }
        self.write(MANIFEST, manifest(&files).as_bytes())
    }

    /// Puts a file, unless it is there with these bytes.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let digest = digest::bytes(bytes);
        let there = fs::symlink_metadata(self.root.join(path)).is_ok_and(|known| known.is_file())
            && files::read(&self.root.join(path)).is_ok_and(|old| old == bytes);
        if !there {
            self.write(path, bytes)?;
        }
        if let Ok(mut now) = self.now.lock() {
            now.files.insert(path.to_owned(), digest);
            now.count.bytes += bytes.len() as u64;
            if there {
                now.count.same += 1;
            } else {
                now.count.written += 1;
            }
        }
        Ok(())
    }
}

fn manifest(files: &BTreeMap<String, String>) -> String {
    files.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
}

/// The files of a list; `None` if it is no list of ours. A path never leads out of the folder.
fn parse(text: &str) -> Option<BTreeMap<String, String>> {
    text.lines()
        .map(|line| {
            let (digest, path) = line.split_once("  ")?;
            let plain = |part: &str| {
                !part.is_empty()
                    && !part.starts_with('.')
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
            };
            let is_ours = digest.len() == 64
                && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
                && path.split('/').all(plain);
            is_ours.then(|| (path.to_owned(), digest.to_owned()))
        })
        .collect()
}

/// The text of a file of the site's own.
fn text(path: &Path) -> io::Result<String> {
    String::from_utf8(files::read(path)?).map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts these files as a site; says what happened.
    fn made(root: &Path, files: &[(&str, &str)]) -> Result<FileCount> {
        let folder = Folder::open(root)?;
        folder.expect(&files.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>())?;
        for (path, text) in files {
            folder.put(path, text.as_bytes())?;
        }
        folder.close()
    }

    fn numbers(count: FileCount) -> [usize; 3] {
        [count.written, count.same, count.removed]
    }

    #[test]
    fn only_what_changed_is_written_and_what_is_gone_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("new/site");
        let first = made(&site, &[("index.html", "one"), ("pairs/a--b.html", "two")]).unwrap();
        assert_eq!(numbers(first), [2, 0, 0]);
        let time = |path: &str| fs::metadata(site.join(path)).unwrap().modified().unwrap();
        let before = time("index.html");
        let second = made(&site, &[("index.html", "one"), ("pairs/a--c.html", "three")]).unwrap();
        assert_eq!(numbers(second), [1, 1, 1]);
        assert_eq!(time("index.html"), before);
        assert!(!site.join("pairs/a--b.html").exists());
    }

    #[test]
    fn a_folder_that_is_not_ours_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("thesis.doc"), "precious").unwrap();
        let error = made(root.path(), &[("index.html", "one")]).unwrap_err();
        assert!(error.to_string().contains("holds files that kidd did not make"), "{error}");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        let file = root.path().join("thesis.doc");
        assert!(Folder::open(&file).unwrap_err().to_string().contains("is not a folder"));
    }

    #[test]
    fn what_somebody_else_put_or_changed_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        made(root.path(), &[("index.html", "one"), ("a.html", "a"), ("b.html", "b")]).unwrap();
        fs::write(root.path().join("CNAME"), "example.org").unwrap();
        fs::write(root.path().join("a.html"), "changed by hand").unwrap();
        let count = made(root.path(), &[("index.html", "one")]).unwrap();
        assert_eq!(numbers(count), [0, 1, 1]);
        assert!(root.path().join("CNAME").exists() && root.path().join("a.html").exists());
        fs::write(root.path().join("c.html"), "mine").unwrap();
        let error = made(root.path(), &[("index.html", "one"), ("c.html", "c")]).unwrap_err();
        assert!(error.to_string().contains("c.html: was not made by kidd"), "{error}");
        assert_eq!(fs::read_to_string(root.path().join("c.html")).unwrap(), "mine");
    }

    #[test]
    fn after_a_crash_the_site_can_be_made_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::open(root.path()).unwrap();
        folder.expect(&["index.html".to_owned(), "a.html".to_owned()]).unwrap();
        folder.put("a.html", b"half").unwrap();
        drop(folder);
        assert_eq!(numbers(made(root.path(), &[("index.html", "one"), ("a.html", "a")]).unwrap()), [2, 0, 0]);
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_is_refused() {
        let root = tempfile::tempdir().unwrap();
        for path in ["../x", "/etc/passwd", "a/../../x", ".git/config", "a\\b"] {
            fs::write(root.path().join(MANIFEST), format!("{PENDING}  {path}\n")).unwrap();
            assert!(Folder::open(root.path()).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_points_elsewhere_is_not_written_into() {
        let root = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        made(root.path(), &[("index.html", "one")]).unwrap();
        std::os::unix::fs::symlink(other.path(), root.path().join("pairs")).unwrap();
        assert!(made(root.path(), &[("index.html", "one"), ("pairs/a.html", "a")]).is_err());
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }
}
