//! The one door to git: what is asked of a checkout runs nothing that a branch brings and changes nothing.
//!
//! A checkout may hold whatever a stranger sent. So the repository is found here, by its `.git`, and not by git, which
//! takes any folder for a repository that looks like one; revisions are named in full, so that no tag can stand in for a
//! branch; only regular files are read, and each is measured first. Of the configuration, that of the checkout's own
//! `.git` counts, for its owner wrote it, but nothing of it is run.

use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Error, Result};

mod repository;

pub use repository::{Repository, user_name};

/// The most that is read of one answer, in bytes: 64 MiB, as of any statement. A list of all files of a large
/// repository takes some ten.
const MAX_ANSWER: u64 = 64 << 20;

/// The most that is read of what git says went wrong, in bytes.
const MAX_TROUBLE: u64 = 64 << 10;

/// Where git finds no hook, no attribute and no graft.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Attributes by which git writes other bytes into a checkout than it keeps, or keeps others than stand there.
const ALTERING: &[&str] = &["filter", "ident", "working-tree-encoding", "text", "eol", "crlf"];

/// Those of them that change the ends of lines alone.
const LINES: &[&str] = &["text", "eol", "crlf"];

/// How many paths git is asked of at once: the line of a command has an end.
const MOST_PATHS: usize = 500;

/// What a file of a commit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// From the top of the repository, with slashes.
    pub path: String,
    /// What it is.
    pub kind: ObjectKind,
    id: String,
}

/// What stands under a name in a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// Another repository: a submodule.
    Submodule,
}

impl ObjectKind {
    /// As messages call it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a symbolic link",
            Self::Submodule => "a submodule",
        }
    }
}

/// A commit, and the name by which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The whole id.
    pub id: String,
    /// The full name of what was asked for: `refs/remotes/origin/main`.
    pub name: String,
    /// Full names of what else could have been meant, and was not taken.
    pub others: Vec<String>,
}

impl Repository {
    /// The commit that a revision means, or `None` where there is none.
    ///
    /// A name is looked for among the branches of other repositories (`origin/main`), then among one's own (`main`). A tag
    /// is taken only by its full name: anybody who may push a tag could call it `origin/main`.
    ///
    /// # Errors
    /// git is missing or fails, or the name is only that of a tag.
    pub fn commit(&self, reference: &str) -> Result<Option<Commit>> {
        let at = reference.find(['~', '^']).unwrap_or(reference.len());
        let (name, suffix) = reference.split_at(at);
        let is_name = !name.is_empty()
            && !name.starts_with('-')
            && !name.contains(|c: char| c.is_control() || c == ' ' || ":?*[\\".contains(c))
            && !name.contains("..")
            && !name.contains("@{");
        let is_suffix = suffix.bytes().all(|byte| matches!(byte, b'~' | b'^' | b'0'..=b'9'));
        if !is_name || !is_suffix {
            return Ok(None);
        }
        let Some((id, name, others)) = self.named(name)? else { return Ok(None) };
        // An id of full length is never read as a name.
        let commit = format!("{id}{suffix}^{{commit}}");
        let id = self.line(&["rev-parse", "--quiet", "--verify", "--end-of-options", &commit])?;
        Ok(id.map(|id| Commit { id, name: format!("{name}{suffix}"), others }))
    }

    /// The object that a name stands for, the full name, and the full names that were passed over.
    fn named(&self, name: &str) -> Result<Option<(String, String, Vec<String>)>> {
        let hex = name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex && matches!(name.len(), 40 | 64) {
            return Ok(Some((name.to_ascii_lowercase(), name.to_owned(), Vec::new())));
        }
        let name = if name == "@" { "HEAD" } else { name };
        let pseudo = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if pseudo && name.ends_with("HEAD") {
            // Only where there is such a file: else git would go on to branches and tags that are called so.
            if self.run(&["show-ref", "--verify", "--quiet", "--", name])?.is_none() {
                return Ok(None);
            }
            let id = self.line(&["rev-parse", "--quiet", "--verify", "--end-of-options", name])?;
            return Ok(id.map(|id| (id, name.to_owned(), Vec::new())));
        }
        let found = if name.starts_with("refs/") {
            self.exact(&[name.to_owned()])?
        } else {
            self.exact(&[
                format!("refs/remotes/{name}"),
                format!("refs/heads/{name}"),
                format!("refs/remotes/{name}/HEAD"),
                format!("refs/tags/{name}"),
            ])?
        };
        if hex && (7..40).contains(&name.len()) {
            return match found.as_slice() {
                [] => {
                    let id = self.line(&["rev-parse", "--quiet", "--verify", "--end-of-options", name])?;
                    Ok(id.map(|id| (id, name.to_owned(), Vec::new())))
                }
                [(_, full), ..] => Err(Error::new(format!("may be an id and is the name of {full}"))
                    .at(name)
                    .help("name it in full")),
            };
        }
        match found.as_slice() {
            [] => Ok(None),
            [(_, tag)] if tag.starts_with("refs/tags/") && tag != name => {
                Err(Error::new("is the name of a tag alone, and anybody who may push one can call it so")
                    .at(name)
                    .help(format!("name it in full if it is meant: {tag}")))
            }
            [(id, full), others @ ..] => {
                let others = others.iter().map(|(_, full)| full.clone()).collect();
                Ok(Some((id.clone(), full.clone(), others)))
            }
        }
    }

    /// Those of these full names that there are, in their order, with the object that each stands for.
    fn exact(&self, names: &[String]) -> Result<Vec<(String, String)>> {
        let mut arguments = vec!["for-each-ref", "--format=%(objectname) %(refname)", "--"];
        arguments.extend(names.iter().map(String::as_str));
        let listed = self.line(&arguments)?.unwrap_or_default();
        let known: Vec<(&str, &str)> = listed.lines().filter_map(|line| line.split_once(' ')).collect();
        let found = names.iter().filter_map(|name| {
            let (id, _) = known.iter().find(|(_, full)| full == name)?;
            Some(((*id).to_owned(), name.clone()))
        });
        Ok(found.collect())
    }

    /// The commit at which two others parted, or `None` where they have no history in common, as in a shallow clone.
    ///
    /// # Errors
    /// git is missing or fails.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>> {
        self.line(&["merge-base", one, other])
    }

    /// The bytes of a file of a commit, by its path from the top; `None` where it has none.
    ///
    /// # Errors
    /// git is missing or fails, something else stands under the name, or it is larger than `most` bytes.
    pub fn blob(&self, commit: &str, path: &str, most: u64) -> Result<Option<Vec<u8>>> {
        let Some(file) = self.listed(commit, path)? else { return Ok(None) };
        if file.kind != ObjectKind::File {
            return Err(Error::new(format!("is {}, and no file", file.kind.word())).at(path));
        }
        let size = self.line(&["cat-file", "-s", &file.id])?;
        let size: u64 = size
            .and_then(|size| size.parse().ok())
            .ok_or_else(|| Error::new("is missing from the repository, which is not whole").at(path))?;
        if size > most {
            return Err(
                Error::new(format!("has {size} bytes, and {most} are the most that are read")).at(path)
            );
        }
        self.run(&["cat-file", "blob", &file.id])?
            .map(Some)
            .ok_or_else(|| Error::new("is missing from the repository, which is not whole").at(path))
    }

    /// What stands under a path in a commit.
    ///
    /// # Errors
    /// git is missing or fails.
    pub fn listed(&self, commit: &str, path: &str) -> Result<Option<Listed>> {
        let output = self.run(&["ls-tree", "-z", "--full-tree", commit, "--", path])?.unwrap_or_default();
        Ok(lines(&output).into_iter().find(|file| file.path == path))
    }

    /// Every file, link and submodule of a commit, in the order of their names.
    ///
    /// # Errors
    /// git is missing or fails.
    pub fn files(&self, commit: &str) -> Result<Vec<Listed>> {
        Ok(lines(&self.run(&["ls-tree", "-r", "-z", "--full-tree", commit])?.unwrap_or_default()))
    }

    /// Those of these files whose bytes git changes when it checks them out, by the attributes that stand in the checkout,
    /// and the attribute that has it do so. Which lines a file has are the business of those who keep text, unless `lines`
    /// asks for them.
    ///
    /// # Errors
    /// git is missing or fails.
    pub fn altered(&self, paths: &[String], lines: bool) -> Result<Vec<(String, &'static str)>> {
        let mut found = Vec::new();
        for some in paths.chunks(MOST_PATHS) {
            let mut arguments = vec!["check-attr", "-z"];
            arguments.extend(ALTERING);
            arguments.push("--");
            arguments.extend(some.iter().map(String::as_str));
            let output = self.run(&arguments)?.unwrap_or_default();
            let words: Vec<String> = output
                .split(|&byte| byte == 0)
                .map(|word| String::from_utf8_lossy(word).into_owned())
                .collect();
            for path in words.chunks_exact(3 * ALTERING.len()) {
                let value = |name: &str| {
                    let told = path.chunks_exact(3).find(|told| told[1] == name);
                    told.map_or("unspecified", |told| told[2].as_str())
                };
                let is_set = |name: &&&str| {
                    // Only of text are the ends of lines changed.
                    let is_kept =
                        LINES.iter().any(|line| line == *name) && (!lines || value("text") == "unset");
                    !is_kept && !matches!(value(name), "unspecified" | "unset")
                };
                found.extend(ALTERING.iter().find(is_set).map(|name| (path[0].clone(), *name)));
            }
        }
        Ok(found)
    }

    /// Sets a key of the configuration of this repository.
    ///
    /// # Errors
    /// git is missing, or the configuration cannot be written.
    pub fn set_config(&self, key: &str, value: &str) -> Result<()> {
        self.run(&["config", "--local", key, value])?
            .map(drop)
            .ok_or_else(|| Error::new("has a configuration that cannot be written").at_path(self.top()))
    }

    /// What a git command prints, without its line end.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>> {
        Ok(self.run(arguments)?.map(text))
    }

    /// What a git command prints; `None` where it says no, which it does without a word.
    fn run(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
        run(self.top(), arguments)
    }
}

fn text(output: Vec<u8>) -> String {
    String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned()
}

/// What `ls-tree -z` lists: `mode type id TAB path NUL`. A path that is no text cannot be one that we look for, and is
/// shown as well as it can be.
fn lines(output: &[u8]) -> Vec<Listed> {
    let files = output.split(|&byte| byte == 0).filter_map(|line| {
        let at = line.iter().position(|&byte| byte == b'\t')?;
        let (head, path) = (std::str::from_utf8(&line[..at]).ok()?, &line[at + 1..]);
        let mut head = head.split(' ');
        let kind = match head.next()? {
            "100644" | "100755" | "100664" => ObjectKind::File,
            "040000" => ObjectKind::Folder,
            "160000" => ObjectKind::Submodule,
            _ => ObjectKind::Link,
        };
        Some(Listed { kind, id: head.nth(1)?.to_owned(), path: String::from_utf8_lossy(path).into_owned() })
    });
    files.collect()
}

/// Runs git in a folder; `None` where it says no.
fn run(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let failed = |cause: std::io::Error| {
        Error::new(format!("git cannot be run ({cause})"))
            .help("install git, or name a file instead of a revision")
            .because(cause)
    };
    let mut child = command(folder, arguments)?
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (output, trouble) = std::thread::scope(|scope| {
        let trouble = scope.spawn(move || {
            let mut trouble = Vec::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.by_ref().take(MAX_TROUBLE).read_to_end(&mut trouble);
                // Whoever writes must not wait for us.
                let _ = std::io::copy(&mut stderr, &mut std::io::sink());
            }
            trouble
        });
        let mut output = Vec::new();
        let read = stdout.map_or(Ok(0), |stdout| stdout.take(MAX_ANSWER + 1).read_to_end(&mut output));
        if output.len() as u64 > MAX_ANSWER {
            let _ = child.kill();
        }
        (read.map(|_| output), trouble.join().unwrap_or_default())
    });
    let status = child.wait().map_err(failed)?;
    let output = output.map_err(failed)?;
    if output.len() as u64 > MAX_ANSWER {
        return Err(Error::new("git answers more than 64 MiB, the most that is read").at(arguments.join(" ")));
    }
    if status.success() {
        return Ok(Some(output));
    }
    match (status.code(), text(trouble)) {
        (Some(1), trouble) if trouble.is_empty() => Ok(None),
        (_, trouble) => {
            let first = trouble.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ");
            Err(Error::new(format!("git cannot tell: {first}")).at_path(folder).help(
                "kidd asks git without fetching anything: in CI, check out the whole history (fetch-depth: 0)",
            ))
        }
    }
}

/// git, asked so that it obeys nobody but us.
fn command(folder: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(program(folder)?);
    for (variable, _) in std::env::vars_os() {
        if variable.to_string_lossy().starts_with("GIT_") {
            command.env_remove(variable);
        }
    }
    for variable in ["PAGER", "EDITOR", "VISUAL", "SSH_ASKPASS"] {
        command.env_remove(variable);
    }
    let above = folder.parent().map(Path::as_os_str).unwrap_or_default();
    command
        .envs([
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_LITERAL_PATHSPECS", "1"),
            // No way of talking to another repository has this name.
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("GIT_GRAFT_FILE", NOTHING),
            ("GIT_ATTR_NOSYSTEM", "1"),
            ("GIT_ADVICE", "0"),
            ("LC_ALL", "C"),
        ])
        .env("GIT_CEILING_DIRECTORIES", above);
    command.args(["--no-pager", "--no-replace-objects"]);
    for setting in [
        "safe.bareRepository=explicit",
        "core.fsmonitor=false",
        "core.pager=cat",
        "core.askPass=",
        "core.sshCommand=false",
        "core.alternateRefsCommand=false",
        "credential.helper=",
        "diff.external=",
        "protocol.allow=never",
        "gc.auto=0",
        "maintenance.auto=false",
        "log.showSignature=false",
        "submodule.recurse=false",
        "fetch.recurseSubmodules=false",
    ] {
        command.args(["-c", setting]);
    }
    for setting in ["core.hooksPath", "core.attributesFile"] {
        command.arg("-c").arg(format!("{setting}={NOTHING}"));
    }
    command.arg("-C").arg(folder).args(arguments);
    Ok(command)
}

/// The program: the first on the path, of its absolute folders, that does not lie in the checkout itself.
fn program(folder: &Path) -> Result<PathBuf> {
    let name: OsString = format!("git{}", std::env::consts::EXE_SUFFIX).into();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let inside = |program: &Path| {
        fs::canonicalize(program)
            .map_or(true, |program| folder != Path::new("/") && program.starts_with(folder))
    };
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file() && !inside(program))
        .ok_or_else(|| {
            Error::new("git cannot be run (it is in no folder of PATH)")
                .help("install git, or name a file instead of a revision")
        })
}

/// A path without `.` and `..`, as it is written: no link is followed.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            _ => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_files_is_read_whatever_their_names() {
        let listed = b"100644 blob aa\ta\nb\t:x\x00120000 blob bb\tlink\x00160000 commit cc\tsub\x00040000 tree dd\tt\x00";
        let found: Vec<(String, ObjectKind)> =
            lines(listed).into_iter().map(|file| (file.path, file.kind)).collect();
        assert_eq!(
            found,
            [
                ("a\nb\t:x".to_owned(), ObjectKind::File),
                ("link".to_owned(), ObjectKind::Link),
                ("sub".to_owned(), ObjectKind::Submodule),
                ("t".to_owned(), ObjectKind::Folder)
            ]
        );
    }

    #[test]
    fn a_path_is_made_plain_as_it_is_written() {
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(plain(Path::new("/..")), Path::new("/"));
    }
}
