//! What a shell offers behind the names that kidd knows: editions of the archive at hand, and rules.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::builder::StyledStr;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter as _};

use crate::report::escape;
use crate::workspace::Scope;

/// Editions that begin so, by their short names where these are clear, and files.
pub(super) fn editions(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let mut found = Vec::new();
    let scope = Scope { archive: std::env::var_os("KIDD_ARCHIVE").map(Into::into), ..Scope::default() };
    // Half a command line is no place for an error: without an archive there are files only.
    if let Ok(archive) = scope.archive() {
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

/// Rules that begin so.
pub(super) fn rules(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let rules = crate::policy::known().iter().filter(|rule| rule.id.starts_with(typed.as_ref()));
    rules.map(|rule| CompletionCandidate::new(&rule.id)).collect()
}
