//! `kidd git-setup`: has git show statements as kidd does.

use std::path::Path;

use clap::Args;

use super::options::Global;
use super::{Exit, output};
use crate::gate;
use crate::git::Repository;
use crate::report::escape;
use crate::source::Kind;
use crate::{Error, Result, archive};

/// Let git show statements with kidd: git diff, log -p, show
///
/// Sets diff.kidd.command (git diff, and whatever is called with --ext-diff) and diff.kidd.textconv (git log -p, git
/// show, git diff --no-ext-diff) for the repository, and adds the archive's statements to its .gitattributes.
#[derive(Debug, Args)]
#[command(after_help = GIT_SETUP_HELP)]
pub(super) struct GitSetup {
    /// Print the lines instead of writing them
    #[arg(long)]
    pub print: bool,
}

const GIT_SETUP_HELP: &str = "\
Examples:
  kidd git-setup
  git diff                   what a statement says otherwise, word by word
  git diff --no-ext-diff     a line diff of one sentence a line
  git log -p statements/     the same, over the history";

/// The endings of originals that an archive holds, beside those that it gives them itself.
const MORE_ENDINGS: &[&str] = &["htm"];

/// The line above ours in a .gitattributes.
const MARK: &str = "# `kidd git-setup`: statements are shown by kidd (git diff, log -p, show)";

pub(super) fn run(command: &GitSetup, global: &Global) -> Result<Exit> {
    let opened = global.scope().archive()?;
    let root = opened.root().ok_or_else(|| {
        Error::new("there is no archive here whose statements git could show").help("name one with --archive")
    })?;
    let program = program();
    let settings = [
        ("diff.kidd.command", format!("{program} git-diff")),
        ("diff.kidd.textconv", format!("{program} git-textconv")),
        // What a statement reads as depends on rules that may change, so git must not keep it.
        ("diff.kidd.cachetextconv", "false".to_owned()),
    ];
    let repository = Repository::around(if root.as_os_str().is_empty() { Path::new(".") } else { root })?
        .ok_or_else(|| Error::new("is in no git repository").at_path(root).help("`git init` makes one"))?;
    let prefix = repository.inside(root)?.unwrap_or_default();
    let prefix = if prefix.is_empty() { prefix } else { format!("{prefix}/") };
    let attributes: Vec<String> =
        endings().map(|ending| format!("/{}*/*.{ending} diff=kidd", quoted(&prefix))).collect();
    if command.print {
        output::write(None, |writer| {
            for (key, value) in &settings {
                writeln!(
                    writer,
                    "{}",
                    escape::line(&format!("git config --local {key} '{}'", value.replace('\'', "'\\''")))
                )?;
            }
            writeln!(writer, "\n# .gitattributes at the top of the repository")?;
            attributes.iter().try_for_each(|line| writeln!(writer, "{}", escape::line(line)))?;
            writeln!(writer, "\n# .gitattributes in the archive")?;
            writeln!(writer, "{}", archive::ATTRIBUTES)
        })?;
        return Ok(Exit::Done);
    }
    for (key, value) in &settings {
        repository.set_config(key, value)?;
    }
    let path = repository.top().join(".gitattributes");
    let known = gate::text(&path)?.unwrap_or_default();
    let missing: Vec<&String> =
        attributes.iter().filter(|line| known.lines().all(|known| known.trim() != line.as_str())).collect();
    if !missing.is_empty() {
        let mut text = known.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !known.contains(MARK) {
            text.push_str(&format!("{MARK}\n"));
        }
        for line in missing {
            text.push_str(&format!("{line}\n"));
        }
        output::write(Some(&path), |writer| writer.write_all(text.as_bytes()))?;
    }
    archive::keep_bytes(root)?;
    output::write(None, |writer| {
        writeln!(
            writer,
            "git shows the statements of this archive with kidd now: git diff, git log -p, git show."
        )?;
        writeln!(
            writer,
            "The setting is this clone's; commit .gitattributes, and let others run `kidd git-setup` too."
        )
    })?;
    Ok(Exit::Done)
}

/// Endings of originals, those of text first.
fn endings() -> impl Iterator<Item = &'static str> {
    Kind::all().map(Kind::ending).chain(MORE_ENDINGS.iter().copied())
}

/// How git calls this program: by its name where the path leads to it, else by its place.
fn program() -> String {
    let own = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let first = std::env::split_paths(&path).map(|folder| folder.join("kidd")).find(|file| file.is_file());
    let first = first.and_then(|file| std::fs::canonicalize(file).ok());
    match own {
        Some(own) if first.as_deref() != Some(own.as_path()) => shell(&own),
        _ => "kidd".to_owned(),
    }
}

/// A path as one word of a shell.
fn shell(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

/// A folder in a pattern of .gitattributes, where signs of patterns and spaces have a meaning.
fn quoted(prefix: &str) -> String {
    prefix.chars().map(|c| if c.is_whitespace() || "*?[]\\\"".contains(c) { '?' } else { c }).collect()
}
