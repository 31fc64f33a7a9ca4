//! Results that can be had again, kept in the user's cache folder: safe to delete, never wrong.
//!
//! An entry's name is a hash of all that its content depends on: the program's own source (so that no entry outlives an
//! upgrade), the rules, and the bytes of the statements. Its content carries a hash of itself and of its name: what was moved, damaged or half
//! written is as good as not there. Nothing here ever fails: without a folder, a right, or space, results are made anew.
//!
//! The folder is `kidd` in the user's cache folder (`~/.cache` on Linux, `~/Library/Caches` on a Mac, `%LOCALAPPDATA%` on
//! Windows), or what `KIDD_CACHE` names; `KIDD_CACHE=off` keeps nothing.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{digest, files};

/// The environment variable that names the folder.
pub const VARIABLE: &str = "KIDD_CACHE";

/// What an entry starts with: the version of the format.
const HEAD: &[u8] = b"kidd cache 2\n";

/// The largest entry that is read, in bytes. An edition takes some twenty kilobytes.
const MAX_BYTES: u64 = 256 << 20;

/// A place for results.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// The name of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A name for a result of this kind that depends on these parts, and on the program.
    pub fn new<'p>(kind: &'p str, parts: impl IntoIterator<Item = &'p str>) -> Self {
        let mut all = String::from(env!("KIDD_BUILD"));
        for part in std::iter::once(kind).chain(parts) {
            // The length keeps parts apart that would otherwise run together.
            all.push_str(&format!("\n{}:", part.len()));
            all.push_str(part);
        }
        Self(digest::bytes(all.as_bytes()))
    }
}

impl Cache {
    /// The user's.
    pub fn user() -> Self {
        match std::env::var_os(VARIABLE) {
            Some(folder) if folder.is_empty() || folder == "off" => Self::default(),
            Some(folder) => Self::at(PathBuf::from(folder)),
            None => Self {
                folder: etcetera::base_strategy::choose_native_strategy()
                    .ok()
                    .map(|base| base.cache_dir().join("kidd")),
            },
        }
    }

    /// In this folder, which is made when something is put there.
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// The folder, if anything is kept.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The result of this name, if it is there and whole.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let path = self.path(key)?;
        let file = fs::metadata(&path).ok().filter(|file| file.is_file() && file.len() <= MAX_BYTES)?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.len()).ok()?);
        std::io::Read::read_to_end(&mut std::io::Read::take(files::open(&path).ok()?, MAX_BYTES), &mut bytes)
            .ok()?;
        let rest = bytes.strip_prefix(HEAD)?;
        let (seal, payload) = rest.split_at_checked(64)?;
        if sealed(key, payload).as_bytes() != seal {
            return None;
        }
        postcard::from_bytes(payload).ok()
    }

    /// Keeps a result under this name, as a whole or not at all.
    pub fn put<T: Serialize>(&self, key: &Key, value: &T) {
        let Some(path) = self.path(key) else { return };
        let Ok(payload) = postcard::to_stdvec(value) else { return };
        // A result that cannot be kept is made anew next time.
        let _ = store(&path, key, &payload);
    }

    fn path(&self, key: &Key) -> Option<PathBuf> {
        let (first, rest) = key.0.split_at(2);
        Some(self.folder.as_ref()?.join(first).join(rest))
    }
}

/// What vouches for an entry: a hash of its content and of the name that it was kept under, so that no entry is taken for
/// another one.
fn sealed(key: &Key, payload: &[u8]) -> String {
    digest::bytes(&[key.0.as_bytes(), payload].concat())
}

fn store(path: &Path, key: &Key, payload: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".kidd-").tempfile_in(folder)?;
    file.write_all(HEAD)?;
    file.write_all(sealed(key, payload).as_bytes())?;
    file.write_all(payload)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_file(folder: &Path) -> PathBuf {
        let inner = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let files: Vec<PathBuf> = fs::read_dir(inner).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }

    #[test]
    fn what_was_put_comes_back_and_only_under_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().join("deep/kidd"));
        let key = Key::new("edition", ["a", "bc"]);
        assert_eq!(cache.get::<Vec<String>>(&key), None);
        cache.put(&key, &vec!["x".to_owned(), "ü".to_owned()]);
        assert_eq!(cache.get::<Vec<String>>(&key), Some(vec!["x".to_owned(), "ü".to_owned()]));
        for other in [Key::new("edition", ["ab", "c"]), Key::new("pair", ["a", "bc"])] {
            assert_ne!(key, other);
            assert_eq!(cache.get::<Vec<String>>(&other), None);
        }
    }

    #[test]
    fn a_damaged_entry_is_as_good_as_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        let key = Key::new("edition", ["a"]);
        cache.put(&key, &"the whole text".to_owned());
        let path = only_file(folder.path());
        let whole = fs::read(&path).unwrap();
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(cache.get::<String>(&key), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            fs::write(&path, bytes).unwrap();
            assert_eq!(cache.get::<String>(&key), None, "bit at {at}");
        }
        cache.put(&key, &"again".to_owned());
        assert_eq!(cache.get::<String>(&key), Some("again".to_owned()));
    }

    #[test]
    fn an_entry_that_was_moved_to_another_name_is_as_good_as_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_path_buf());
        let (one, other) = (Key::new("edition", ["a"]), Key::new("edition", ["b"]));
        cache.put(&one, &"of a".to_owned());
        let (from, to) = (cache.path(&one).unwrap(), cache.path(&other).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
        assert_eq!(cache.get::<String>(&one), Some("of a".to_owned()));
        assert_eq!(cache.get::<String>(&other), None);
    }

    #[test]
    fn without_a_folder_nothing_is_kept_and_nothing_fails() {
        let cache = Cache::default();
        let key = Key::new("edition", ["a"]);
        cache.put(&key, &1_u32);
        assert_eq!(cache.get::<u32>(&key), None);
        let file = tempfile::NamedTempFile::new().unwrap();
        let cache = Cache::at(file.path().to_path_buf());
        cache.put(&key, &1_u32);
        assert_eq!(cache.get::<u32>(&key), None);
    }
}
