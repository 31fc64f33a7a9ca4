//! What a shell offers behind the names that kidd knows: editions of the archive at hand, sections, and rules.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;

use clap::builder::StyledStr;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter as _};

use crate::report::escape;
use crate::series;
use crate::workspace::Scope;

/// Editions that begin so, by their short names where these are clear, and files.
pub(super) fn editions(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let mut found = Vec::new();
    // Half a command line is no place for an error: without an archive there are files only.
    if let Ok(archive) = scope().archive() {
        let mut seen = BTreeSet::new();
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
pub(super) fn sections(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let mut known = BTreeMap::new();
    let mut take = |rules: series::Rules| {
        known.extend(rules.section.into_iter().map(|section| (section.id, section.title)));
    };
    // As for editions: what cannot be read has no completions.
    series::general().ok().into_iter().for_each(&mut take);
    if let Ok(archive) = scope().archive() {
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

/// What half a command line means: the archive of the environment, or the one at hand.
fn scope() -> Scope {
    Scope { archive: std::env::var_os("KIDD_ARCHIVE").map(Into::into), ..Scope::default() }
}

/// Rules that begin so.
pub(super) fn rules(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let rules = crate::policy::known().iter().filter(|rule| rule.id.starts_with(typed.as_ref()));
    rules.map(|rule| CompletionCandidate::new(&rule.id)).collect()
}
