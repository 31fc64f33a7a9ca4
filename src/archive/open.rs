//! Opens an archive: a folder, or the one that is part of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::{Catalog, Entry, Ledger, builtin, is_id, ledger};
use crate::series::RulesFile;
use crate::{Error, Result, digest, files};

/// The name of an archive's folder, looked for at and above the working directory.
pub const FOLDER: &str = "statements";

/// The largest file of an archive that is read, in bytes: 64 MiB, as for any statement.
const MAX_BYTES: u64 = 64 << 20;

/// Editions with their originals: a folder, or the archive that is part of the program.
#[derive(Debug, Clone)]
pub struct Archive {
    root: Option<PathBuf>,
    ledger: Ledger,
    /// Rules of series that take the place of the folder's; `None` for those that are part of the program.
    pinned: BTreeMap<String, Option<RulesFile>>,
    /// Catalogues that take the place of the folder's.
    catalogs: Option<BTreeMap<String, RulesFile>>,
}

impl Archive {
    /// The archive that is part of the program.
    ///
    /// # Errors
    /// Never with the ledger that ships; a test reads it.
    pub fn built_in() -> Result<Self> {
        let ledger = Ledger::parse(&shipped(ledger::FILE), builtin::LEDGER)?;
        Ok(Self { root: None, ledger, pinned: BTreeMap::new(), catalogs: None })
    }

    /// An archive without editions, with the rules and catalogues that are part of the program.
    pub fn empty() -> Self {
        Self { root: None, ledger: Ledger::default(), pinned: BTreeMap::new(), catalogs: None }
    }

    /// Whether there is an archive in this folder, or in its `statements` folder.
    pub fn is_at(folder: &Path) -> bool {
        ledger_in(folder).is_ok()
    }

    /// The archive in this folder, or in its `statements` folder.
    ///
    /// # Errors
    /// There is no ledger, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = ledger_in(folder)?;
        let text = text(&path)?;
        let ledger = Ledger::parse(&path.display().to_string(), &text)?;
        Ok(Self {
            root: path.parent().map(Path::to_path_buf),
            ledger,
            pinned: BTreeMap::new(),
            catalogs: None,
        })
    }

    /// The archive that a command works on: the one that was named, else the nearest statements/ folder with a ledger
    /// at or above `from`, else the one that is part of the program.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn find(named: Option<&Path>, from: &Path) -> Result<Self> {
        match (named, nearest(from)) {
            (Some(folder), _) => Self::open(folder),
            (None, Some(root)) => Self::open(&root),
            (None, None) => Self::built_in(),
        }
    }

    /// Where the ledger is that [`find`](Self::find) would read, whether or not it can be read.
    ///
    /// # Errors
    /// The folder that was named has none, or the archive is the one that is part of the program.
    pub fn ledger_path(named: Option<&Path>, from: &Path) -> Result<PathBuf> {
        match (named, nearest(from)) {
            (Some(folder), _) => ledger_in(folder),
            (None, Some(root)) => Ok(root.join(ledger::FILE)),
            (None, None) => Err(Error::new("there is no archive here").help("name one with --archive")),
        }
    }

    /// The same archive with its folder named relative to the working directory where it lies in it, which reads better.
    #[must_use]
    pub fn seen_from(mut self, here: &Path) -> Self {
        self.root = self.root.map(|root| root.strip_prefix(here).map(Path::to_path_buf).unwrap_or(root));
        self
    }

    /// The folder; `None` for the archive that is part of the program.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Every revision of every edition, in the order in which they were taken in.
    pub fn entries(&self) -> &[Entry] {
        &self.ledger.entries
    }

    /// The bytes of an original, checked against the ledger.
    ///
    /// # Errors
    /// The file is missing, a symbolic link, too large, or not what was taken in.
    pub fn read(&self, entry: &Entry) -> Result<Vec<u8>> {
        let bytes = match &self.root {
            Some(root) => {
                let path = root.join(&entry.file);
                no_links(root, &entry.file)?;
                read(&path)?
            }
            None => builtin::file(&entry.file)
                .ok_or_else(|| Error::new("is missing from the program").at(shipped(&entry.file)))?
                .to_vec(),
        };
        if digest::bytes(&bytes) == entry.sha256 {
            return Ok(bytes);
        }
        Err(Error::new(format!("is not what the ledger has as {}: the file was altered", entry.name()))
            .at(self.place(&entry.file))
            .help("`kidd verify` names all damage"))
    }

    /// The rules of a series: the archive's own, else those that are part of the program.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn rules(&self, series: &str) -> Result<Option<RulesFile>> {
        match self.pinned.get(series) {
            Some(Some(file)) => Ok(Some(file.clone())),
            Some(None) => Ok(shipped_text(&format!("{series}/series.toml"))),
            None => self.text_of(series, "series.toml"),
        }
    }

    /// The same archive, read by the rules of an earlier state: for each series its file, or `None` for the rules that
    /// are part of the program.
    #[must_use]
    pub fn pinned(mut self, rules: BTreeMap<String, Option<RulesFile>>) -> Self {
        self.pinned = rules;
        self
    }

    /// The same archive with the catalogues of an earlier state; a series that has none there has that of the program.
    #[must_use]
    pub fn catalogued(mut self, catalogs: BTreeMap<String, RulesFile>) -> Self {
        self.catalogs = Some(catalogs);
        self
    }

    /// Whether rules of this series are part of the program.
    pub fn ships(series: &str) -> bool {
        builtin::series().any(|known| known == series)
    }

    /// The path of an original, from where the command runs; for the archive in the program, from the project's top.
    pub fn path(&self, entry: &Entry) -> String {
        match &self.root {
            Some(root) => root.join(&entry.file).display().to_string(),
            None => format!("{FOLDER}/{}", entry.file),
        }
    }

    /// The catalogue of a series: the archive's own, else the one that is part of the program.
    ///
    /// # Errors
    /// The file is there and cannot be read, or is broken.
    pub fn catalog(&self, series: &str) -> Result<Option<Catalog>> {
        let file = match &self.catalogs {
            Some(catalogs) => {
                catalogs.get(series).cloned().or_else(|| shipped_text(&format!("{series}/catalog.toml")))
            }
            None => self.text_of(series, "catalog.toml")?,
        };
        file.map(|file| Catalog::parse(&file.origin, &file.text)).transpose()
    }

    /// The series that have rules or editions here, or rules in the program, in the order of their ids.
    pub fn series(&self) -> Vec<String> {
        let mut found: BTreeSet<String> = builtin::series().map(str::to_owned).collect();
        found.extend(self.entries().iter().map(|entry| entry.series().to_owned()));
        found.extend(self.pinned.keys().cloned());
        if let Some(folders) = self.root.as_ref().and_then(|root| fs::read_dir(root).ok()) {
            for folder in folders.flatten() {
                let name = folder.file_name().to_string_lossy().into_owned();
                if is_id(&name) && folder.path().join("series.toml").is_file() {
                    found.insert(name);
                }
            }
        }
        found.into_iter().collect()
    }

    /// Whether the archive keeps this series: it has an edition of it, or rules or a catalogue of its own for it.
    pub fn keeps(&self, series: &str) -> bool {
        let own = |root: &PathBuf| {
            is_id(series)
                && ["series.toml", "catalog.toml"].iter().any(|file| root.join(series).join(file).is_file())
        };
        self.entries().iter().any(|entry| entry.series() == series) || self.root.as_ref().is_some_and(own)
    }

    /// Where a file of the archive is, for messages.
    pub(super) fn place(&self, file: &str) -> String {
        self.root.as_ref().map_or_else(|| shipped(file), |root| root.join(file).display().to_string())
    }

    fn text_of(&self, series: &str, file: &str) -> Result<Option<RulesFile>> {
        if !is_id(series) {
            return Ok(None);
        }
        let file = format!("{series}/{file}");
        if let Some(root) = &self.root {
            let path = root.join(&file);
            if path.symlink_metadata().is_ok() {
                no_links(root, &file)?;
                let text = text(&path)?;
                return Ok(Some(RulesFile { origin: path.display().to_string(), text: text.into() }));
            }
        }
        Ok(shipped_text(&file))
    }
}

fn shipped_text(file: &str) -> Option<RulesFile> {
    builtin::text(file).map(|text| RulesFile { origin: shipped(file), text: text.into() })
}

/// How messages call a file that is part of the program.
fn shipped(file: &str) -> String {
    format!("{FOLDER}/{file} (built in)")
}

/// The nearest archive at or above a folder.
fn nearest(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FOLDER)).find(|root| has_ledger(root))
}

/// The ledger of the archive in this folder, or in its `statements` folder.
fn ledger_in(folder: &Path) -> Result<PathBuf> {
    let inner = folder.join(FOLDER);
    let root = [folder, &inner].into_iter().find(|root| has_ledger(root)).ok_or_else(|| {
        let problem =
            if folder.is_dir() { "is no archive: it has no ledger.jsonl" } else { "is not a folder" };
        Error::new(problem).at_path(folder).help("`kidd add` makes an archive")
    })?;
    Ok(root.join(ledger::FILE))
}

fn has_ledger(root: &Path) -> bool {
    root.join(ledger::FILE).symlink_metadata().is_ok()
}

/// A link could lead out of the archive, and git would keep the link and not the text.
pub(super) fn no_links(root: &Path, file: &str) -> Result<()> {
    let mut path = root.to_path_buf();
    for part in file.split('/') {
        path.push(part);
        if path.is_symlink() {
            return Err(Error::new("is a symbolic link, which an archive does not follow")
                .at_path(path)
                .help("put the file itself in its place"));
        }
    }
    Ok(())
}

/// The text of a file of an archive's own: a ledger, rules, a catalogue.
///
/// # Errors
/// There is no such file, it is none, too large, or no text.
pub fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|cause| Error::new("is not UTF-8 text").at_path(path).because(cause))
}

/// The bytes of a file, if it is not too large.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |cause: io::Error| {
        let problem = if cause.kind() == io::ErrorKind::NotFound {
            "is missing".to_owned()
        } else {
            format!("cannot be read ({cause})")
        };
        Error::new(problem).at_path(path).because(cause)
    };
    let mut bytes = Vec::new();
    let file = files::open(path).map_err(failed)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new("is larger than 64 MiB, the most that one statement may have").at_path(path));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with the shipped archive in it.
    fn copy() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
        fs::create_dir_all(folder.path().join("statements/kidd")).unwrap();
        for file in ["ledger.jsonl", "kidd/23.txt", "kidd/sample.txt"] {
            fs::copy(from.join(file), folder.path().join(FOLDER).join(file)).unwrap();
        }
        folder
    }

    #[test]
    fn the_archive_that_ships_is_whole() {
        let archive = Archive::built_in().unwrap();
        let mut prev: Option<&str> = None;
        for entry in archive.entries() {
            assert_eq!(entry.prev.as_deref(), prev, "{}", entry.name());
            assert_eq!(entry.clone().sealed(prev), *entry, "{}", entry.name());
            archive.read(entry).unwrap();
            assert_eq!(entry.canon, digest::CANON);
            prev = Some(&entry.hash);
        }
        let text: String = archive.entries().iter().map(|entry| entry.line() + "\n").collect();
        assert_eq!(text, builtin::LEDGER);
        assert_eq!(archive.series(), ["fomc", "kidd", "leaders", "ncg", "scm", "summit"]);
        for series in archive.series() {
            let catalog = archive.catalog(&series).unwrap();
            assert!(catalog.is_none_or(|catalog| catalog.series == series));
        }
    }

    #[test]
    fn the_nearest_statements_folder_is_found_and_else_the_one_in_the_program() {
        let folder = copy();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        let statements = folder.path().join(FOLDER);
        assert_eq!(Archive::find(None, &deep).unwrap().root(), Some(statements.as_path()));
        assert_eq!(
            Archive::find(Some(&statements), Path::new("/")).unwrap().root(),
            Some(statements.as_path())
        );
        assert_eq!(
            Archive::find(Some(folder.path()), Path::new("/")).unwrap().root(),
            Some(statements.as_path())
        );
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(Archive::find(None, empty.path()).unwrap().root(), None);
        let error = Archive::find(Some(empty.path()), &deep).unwrap_err().to_string();
        assert!(error.contains("is no archive: it has no ledger.jsonl"), "{error}");
    }

    #[test]
    fn rules_that_the_folder_lacks_come_from_the_program() {
        let folder = copy();
        let archive = Archive::open(folder.path()).unwrap();
        assert!(archive.rules("kidd").unwrap().unwrap().origin.contains("built in"));
        fs::write(folder.path().join("statements/kidd/series.toml"), "rules = 1\nname = \"own\"").unwrap();
        assert!(archive.rules("kidd").unwrap().unwrap().text.contains("own"));
        assert!(archive.rules("none").unwrap().is_none());
        assert!(archive.rules("../..").unwrap().is_none());
        assert_eq!(archive.series(), ["fomc", "kidd", "leaders", "ncg", "scm", "summit"]);
    }

    #[test]
    fn an_original_that_was_altered_or_is_missing_is_not_read() {
        let folder = copy();
        let archive = Archive::open(folder.path()).unwrap();
        let path = folder.path().join("statements/kidd/23.txt");
        fs::write(&path, "x").unwrap();
        let error = archive.read(&archive.entries()[0]).unwrap_err().to_string();
        assert!(error.contains("kidd/23.txt: is not what the ledger has as kidd-23@1"), "{error}");
        fs::remove_file(&path).unwrap();
        let error = archive.read(&archive.entries()[0]).unwrap_err().to_string();
        assert!(error.ends_with("kidd/23.txt: is missing"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = copy();
        let archive = Archive::open(folder.path()).unwrap();
        let (path, away) = (folder.path().join("statements/kidd/23.txt"), folder.path().join("away.txt"));
        fs::rename(&path, &away).unwrap();
        std::os::unix::fs::symlink(&away, &path).unwrap();
        let error = archive.read(&archive.entries()[0]).unwrap_err().to_string();
        assert!(error.contains("is a symbolic link"), "{error}");
    }
}
