//! What keeps git from rewriting the ends of lines in an archive: a clone must have every byte as it was taken in.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{self, Mode};
use crate::reason;
use crate::{Error, Result};

/// The file that git reads.
pub(super) const FILE: &str = ".gitattributes";

/// The line that says it, for all files of the archive.
pub const LINE: &str = "* -text";

/// The line that takes back what would change other bytes than the ends of lines.
const TAKEN_BACK: &str = "* -filter -ident -working-tree-encoding";

/// The longest such file that is read, in bytes; real ones have a few lines.
const MAX_BYTES: u64 = 1 << 20;

/// What was in the file before it was written.
#[derive(Debug)]
pub(super) struct Before {
    path: PathBuf,
    text: Option<String>,
}

impl Before {
    /// Puts the file back as it was, as far as that can be done.
    pub(super) fn restore(self) {
        match self.text {
            Some(text) => drop(disk::write(&self.path, text.as_bytes(), Mode::Replaced)),
            None => drop(fs::remove_file(&self.path)),
        }
    }
}

/// Adds the line to the archive's own file, which is made if it is missing; true if something was written.
///
/// # Errors
/// The file cannot be read or written.
pub fn keep_bytes(root: &Path) -> Result<bool> {
    written(root).map(|before| before.is_some())
}

/// The same, with what was there before.
pub(super) fn written(root: &Path) -> Result<Option<Before>> {
    let path = root.join(FILE);
    // A link leads elsewhere, and what is there is not the archive's.
    if path.is_symlink() || (is_said_above(root) && !lets_bytes_change(root)) {
        return Ok(None);
    }
    let text = read(&path)?;
    let known = text.as_deref().unwrap_or_default();
    let mut lines = String::new();
    if !says_it_last(known) {
        lines.push_str(&format!("{LINE}\n"));
    }
    if alters_bytes(known) {
        lines.push_str(&format!("{TAKEN_BACK}\n"));
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let gap = if known.is_empty() || known.ends_with('\n') { "" } else { "\n" };
    // A later line beats an earlier one, and ours are about bytes only.
    let written = disk::write(&path, format!("{known}{gap}{lines}").as_bytes(), Mode::Replaced);
    let before = Before { path, text };
    match written {
        Ok(()) => Ok(Some(before)),
        // The file may be there all the same: what failed may be to bring its folder to the disk.
        Err(error) => {
            before.restore();
            Err(error)
        }
    }
}

/// Whether the archive has the file, and it does not keep git from changing the ends of lines, or has it change more. Where
/// there is none, the archive may lie in no repository at all.
pub(super) fn lets_bytes_change(root: &Path) -> bool {
    let Ok(Some(text)) = read(&root.join(FILE)) else { return false };
    if alters_bytes(&text) {
        return true;
    }
    if says_it_last(&text) {
        return false;
    }
    // The nearer file beats the one around, where it says anything about it.
    text.lines().any(changes_ends) || !is_said_above(root)
}

/// Whether the line stands there, and none behind it takes it back.
fn says_it_last(text: &str) -> bool {
    let said = text.lines().rev().find(|line| says_it(line, &["*", "**", "/**"]) || changes_ends(line));
    said.is_some_and(|line| !changes_ends(line))
}

/// Whether a line has git write other bytes than it keeps (`filter`, `ident`, `working-tree-encoding`), and none behind it
/// takes that back.
fn alters_bytes(text: &str) -> bool {
    let alters = |line: &&str| {
        let is_asked = |word: &str| {
            let (name, _) = word.split_once('=').unwrap_or((word, ""));
            matches!(name, "filter" | "ident" | "working-tree-encoding")
        };
        !line.trim_start().starts_with('#') && words(line).skip(1).any(is_asked)
    };
    let last = text.lines().rev().find(|line| alters(line) || line.trim() == TAKEN_BACK);
    last.is_some_and(|line| line.trim() != TAKEN_BACK)
}

/// Whether a line has git change the ends of lines of some files.
fn changes_ends(line: &str) -> bool {
    let is_asked = |word: &str| {
        let (name, _) = word.split_once('=').unwrap_or((word, ""));
        matches!(name, "text" | "crlf" | "eol" | "!text")
    };
    !line.trim_start().starts_with('#') && words(line).skip(1).any(is_asked)
}

/// The words of a line as git parts them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t', '\r']).filter(|word| !word.is_empty())
}

/// Whether the folder around the archive says it already (`statements/** -text`).
fn is_said_above(root: &Path) -> bool {
    let (Some(parent), Some(name)) = (root.parent(), root.file_name()) else { return false };
    let pattern = format!("{}/**", name.to_string_lossy());
    let text = read(&parent.join(FILE)).ok().flatten().unwrap_or_default();
    text.lines().any(|line| says_it(line, &[&pattern, &format!("/{pattern}")]))
}

fn says_it(line: &str, patterns: &[&str]) -> bool {
    let mut words = words(line);
    words.next().is_some_and(|pattern| patterns.contains(&pattern))
        && words.any(|word| matches!(word, "-text" | "binary"))
}

fn read(path: &Path) -> Result<Option<String>> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => Ok(None),
        Ok(found) if found.len() > MAX_BYTES => Err(Error::new("is too long to be added to").at_path(path)),
        Ok(_) => fs::read_to_string(path).map(Some).map_err(|cause| {
            Error::new(format!("cannot be read ({})", reason(&cause))).at_path(path).because(cause)
        }),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_added_once_and_what_stands_there_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let check = |before: Option<&str>, expected: &str| {
            let root = folder.path().join("statements");
            fs::create_dir_all(&root).unwrap();
            let path = root.join(FILE);
            if let Some(text) = before {
                fs::write(&path, text).unwrap();
            }
            keep_bytes(&root).unwrap();
            assert!(!keep_bytes(&root).unwrap());
            assert_eq!(fs::read_to_string(&path).unwrap(), expected);
            fs::remove_file(path).unwrap();
        };
        check(None, "* -text\n");
        check(Some("*.pdf diff=pdf"), "*.pdf diff=pdf\n* -text\n");
        check(Some("* binary\n"), "* binary\n");
        check(Some("* text=auto\n"), "* text=auto\n* -text\n");
        check(Some("* -text\n*.txt eol=crlf\n"), "* -text\n*.txt eol=crlf\n* -text\n");
        let taken_back = format!("* -text\n*.txt ident\n{TAKEN_BACK}\n");
        check(Some("* -text\n*.txt ident\n"), &taken_back);
        check(Some("*.txt filter=x\n"), &format!("*.txt filter=x\n* -text\n{TAKEN_BACK}\n"));
    }

    #[test]
    fn a_file_that_lets_git_change_bytes_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        fs::create_dir(&root).unwrap();
        let check = |text: &str, expected: bool| {
            fs::write(root.join(FILE), text).unwrap();
            assert_eq!(lets_bytes_change(&root), expected, "{text:?}");
        };
        assert!(!lets_bytes_change(&root));
        check("* -text\n", false);
        check("* -text", false);
        check("* -te", true);
        check("", true);
        check("* -text\u{b}", true);
        check("* -text\n*.txt text eol=crlf\n", true);
        check("*.txt text\n* -text\n", false);
        check("* -text\n*.txt ident\n", true);
        check("*.txt filter=lfs -text\n* -text\n", true);
        check("* -text working-tree-encoding=UTF-16\n", true);
        check("* -text\n# *.txt ident\n*.txt -ident\n", false);
        fs::write(folder.path().join(FILE), "statements/** -text\n").unwrap();
        check("*.pdf diff=pdf\n", false);
        check("* text=auto\n", true);
    }

    #[test]
    fn nothing_is_written_where_the_folder_around_says_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("statements");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join(FILE), "statements/** -text\n").unwrap();
        assert!(!keep_bytes(&root).unwrap());
        assert!(!root.join(FILE).exists());
    }
}
