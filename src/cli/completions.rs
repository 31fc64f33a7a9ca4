//! Completions: the shell asks kidd, which knows its own options and the editions of the archive at hand.

use clap::CommandFactory as _;
use clap::builder::StyledStr;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter as _};
use clap_complete::env::{CompleteEnv, Shells};

use super::args::Cli;
use super::ci::Completions;
use super::{Exit, output};
use crate::archive::Archive;
use crate::{Error, Result, report::escape, series};

/// The variable by which a shell's script asks for completions.
const VARIABLE: &str = "KIDD_COMPLETE";

pub(super) fn run(command: &Completions) -> Result<Exit> {
    let shells = Shells::builtins();
    let shell = shells
        .completer(&command.shell)
        .ok_or_else(|| Error::new("is not a shell that kidd knows").at(&command.shell))?;
    output::write(None, |writer| shell.write_registration(VARIABLE, "kidd", "kidd", "kidd", writer))?;
    Ok(Exit::Done)
}

/// Answers a shell that asks for completions; false where none does.
pub(super) fn answered() -> bool {
    if std::env::var_os(VARIABLE).is_none() {
        return false;
    }
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(Cli::command)
        .var(VARIABLE)
        .try_complete(std::env::args_os(), here.as_deref())
        .unwrap_or(false)
}

/// Editions that begin so, by their short names where these are clear, and files.
pub(super) fn editions(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let mut found = Vec::new();
    let here = std::env::current_dir().unwrap_or_default();
    // Half a command line is no place for an error: without an archive there are files only.
    if let Ok(archive) =
        Archive::find(std::env::var_os("KIDD_ARCHIVE").as_deref().map(std::path::Path::new), &here)
    {
        let mut seen = std::collections::BTreeSet::new();
        for entry in archive.entries() {
            for name in [entry.short(), &entry.id] {
                if name.starts_with(typed.as_ref()) && seen.insert(name.to_owned()) {
                    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
                    let help = StyledStr::from(escape::line(&format!("{} {date}", entry.id)).into_owned());
                    found.push(CompletionCandidate::new(name).help(Some(help)));
                }
            }
        }
    }
    found.extend(PathCompleter::file().complete(current));
    found
}

/// Sections that begin so, of every series that the archive at hand has rules for.
pub(super) fn sections(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let here = std::env::current_dir().unwrap_or_default();
    let folder = std::env::var_os("KIDD_ARCHIVE");
    let mut known = std::collections::BTreeMap::new();
    let mut take = |rules: series::Rules| {
        known.extend(rules.section.into_iter().map(|section| (section.id, section.title)));
    };
    // As for editions: what cannot be read has no completions.
    series::general().ok().into_iter().for_each(&mut take);
    if let Ok(archive) = Archive::find(folder.as_deref().map(std::path::Path::new), &here) {
        let files = archive.series().into_iter().filter_map(|name| archive.rules(&name).ok().flatten());
        files.filter_map(|file| series::load(&file, &|name| archive.rules(name)).ok()).for_each(&mut take);
    }
    let fitting = known.into_iter().filter(|(id, _)| id.starts_with(typed.as_ref()));
    fitting
        .map(|(id, title)| {
            CompletionCandidate::new(id).help(Some(StyledStr::from(escape::line(&title).into_owned())))
        })
        .collect()
}

/// Rules that begin so.
pub(super) fn rules(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let rules = crate::policy::known().iter().filter(|rule| rule.id.starts_with(typed.as_ref()));
    rules.map(|rule| CompletionCandidate::new(&rule.id)).collect()
}
