//! The archive that is part of the program, so that the shipped editions are at hand anywhere.

/// A file of the statements/ folder: its path there and its bytes.
type File = (&'static str, &'static [u8]);

macro_rules! shipped {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../statements/", $path)))),*]
    };
}

/// Every file that ships but the ledger. A test holds it against the folder.
const FILES: &[File] = shipped![
    "fomc/catalog.toml",
    "fomc/series.toml",
    "kidd/23.txt",
    "kidd/catalog.toml",
    "kidd/sample.txt",
    "kidd/series.toml",
    "leaders/series.toml",
    "ncg/series.toml",
    "scm/series.toml",
    "summit/series.toml",
];

/// The ledger that ships.
pub(super) const LEDGER: &str = include_str!("../../statements/ledger.jsonl");

/// The bytes of a file that ships.
pub(super) fn file(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(known, _)| *known == path).map(|(_, bytes)| *bytes)
}

/// A text file that ships.
pub(super) fn text(path: &str) -> Option<&'static str> {
    file(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

/// The series that have rules in the program, in the order of their ids.
pub(super) fn series() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(path, _)| path.strip_suffix("/series.toml"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_program_holds_every_file_of_the_statements_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("statements");
        let mut found: Vec<String> = Vec::new();
        for series in fs::read_dir(&root).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
            for file in fs::read_dir(series.path()).unwrap() {
                let path = file.unwrap().path();
                found.push(path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
        found.sort();
        assert_eq!(found, FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>());
    }
}
