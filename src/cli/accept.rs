//! `kidd accept`: lets a finding pass the gate, with a reason.

use std::path::Path;

use super::args::Global;
use super::ci::{Accept, Selection};
use super::examine::{Examined, examine};
use super::intake::today;
use super::{Exit, output, policies};
use crate::policy::{Acceptance, Accepted, Judged, Standing, Verdict};
use crate::report::escape;
use crate::{Error, Result, Sides, git};

/// Fewer characters of an id than this name a finding by chance.
const LEAST: usize = 4;

/// How the list begins.
const HEAD: &str = "# Findings that were looked at and may pass; `kidd accept` adds to it. An entry lapses when the wording changes.
accepted = 1
";

pub(super) fn run(command: &Accept, global: &Global) -> Result<Exit> {
    if command.reason.trim().is_empty() {
        return Err(Error::new("--reason is empty").help("write why the finding may pass"));
    }
    let by = who(command)?;
    let selection = Selection {
        texts: command.old.iter().chain(&command.new).cloned().collect(),
        tracked: None,
        base: command.base.clone(),
        policy: command.policy.clone(),
    };
    let Examined { verdict, accepted: path } = examine(&selection, global)?;
    let when = command.date.unwrap_or_else(today);
    let mut entries: Vec<Acceptance> = Vec::new();
    for id in &command.findings {
        let (judged, pair) = find(&verdict, id)?;
        if entries.iter().all(|entry| entry.id != judged.id()) {
            entries.push(Acceptance::of(judged, pair, &by, when, command.reason.trim()));
        }
    }
    let known = policies::text(&path)?;
    let text = with(known.as_deref(), &entries, &path)?;
    output::write(Some(&path), |writer| writer.write_all(text.as_bytes()))?;
    output::write(None, |writer| {
        for entry in &entries {
            let line = format!("Accepted {} {}, by {}.", entry.id, entry.rule_and_subject(), entry.by);
            writeln!(writer, "{}", escape::line(&line))?;
        }
        writeln!(writer, "{}", escape::line(&format!("Written to {}.", path.display())))
    })?;
    Ok(Exit::Done)
}

/// Who lets it pass.
fn who(command: &Accept) -> Result<String> {
    let named = command.by.clone().or_else(git::user_name);
    let named = named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    named.ok_or_else(|| {
        Error::new("there is no name to record with this").help("say who accepts it with --by NAME")
    })
}

/// The finding that an id, or its first characters, names.
fn find<'v>(verdict: &'v Verdict, id: &str) -> Result<(&'v Judged, &'v Sides<String>)> {
    let wrong = |message: &str| Error::new(message).at(id);
    let all = || verdict.pairs.iter().flat_map(|pair| pair.judged.iter().map(|judged| (judged, &pair.name)));
    if id.len() < LEAST {
        return Err(wrong("is too short to name a finding").help("`kidd check` shows the ids"));
    }
    if verdict.archive.iter().any(|judged| judged.id().starts_with(id)) {
        return Err(wrong("is about the archive, the policy or the list itself, which nobody can let pass"));
    }
    let found: Vec<_> = all().filter(|(judged, _)| judged.id().starts_with(id)).collect();
    match found.as_slice() {
        [] => {
            Err(wrong("there is no such finding").help("`kidd check`, with the same options, shows the ids"))
        }
        [(judged, _)] if matches!(judged.standing, Standing::Accepted(_)) => {
            Err(wrong("is accepted already"))
        }
        [(judged, _)] if judged.standing == Standing::Off => Err(wrong("is turned off by the policy")),
        [one] => Ok(*one),
        _ => Err(wrong("names more than one finding").help("give more of the id")),
    }
}

/// The list with these entries at its end; entries of the same findings that lapsed give way.
fn with(known: Option<&str>, entries: &[Acceptance], path: &Path) -> Result<String> {
    let mut text = known.map_or_else(|| HEAD.to_owned(), str::to_owned);
    let old = Accepted::parse(&path.display().to_string(), &text)?;
    if let Some(lapsed) = old.entries.iter().find(|old| entries.iter().any(|entry| entry.id == old.id)) {
        return Err(Error::new(format!("{} stands there in other words", lapsed.id))
            .at_path(path)
            .line(lapsed.line)
            .help("take that entry out first"));
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for entry in entries {
        text.push('\n');
        text.push_str(&entry.text());
    }
    // What we write must be readable, whatever is in a name or a reason.
    Accepted::parse(&path.display().to_string(), &text)?;
    Ok(text)
}
