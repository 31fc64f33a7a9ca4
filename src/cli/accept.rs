//! `kidd accept`: lets a finding pass the gate, with a reason.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::options::Global;
use super::{Exit, output};
use crate::gate::{self, Examined, Selection};
use crate::policy::{Acceptance, Accepted, Judged, Standing, Verdict};
use crate::report::escape;
use crate::workspace::{Workspace, today};
use crate::{Error, Result, Sides, git};

/// Let findings of `kidd check` pass, with a reason
///
/// Writes who, when, why and the digests of the sentences concerned into accepted.toml. An entry lapses when either
/// sentence changes. Each finding is named: there is no way to accept everything.
#[derive(Debug, Args)]
#[command(after_help = ACCEPT_HELP)]
pub(super) struct Accept {
    /// Findings, by the ids that `kidd check` shows (or their first characters)
    #[arg(value_name = "FINDING", required = true)]
    pub findings: Vec<String>,
    /// Why they may pass
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who accepts them [default: git's user.name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// The older text, where `kidd check` was called with one
    #[arg(long, value_name = "OLD", requires = "new")]
    pub old: Option<String>,
    /// The newer text, where `kidd check` was called with one
    #[arg(long, value_name = "NEW", conflicts_with = "base")]
    pub new: Option<String>,
    /// As for `kidd check`
    #[arg(long, value_name = "REF")]
    pub base: Option<String>,
    /// As for `kidd check`
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

const ACCEPT_HELP: &str = "\
Examples:
  kidd accept 3f1c09a2b7de --reason \"moved to the ministers' communique\"
  kidd accept 3f1c 9a2b --base origin/main --reason \"agreed with the desk\"";

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
    let Examined { verdict, accepted: path } = Workspace::check(global.scope(), &selection)?;
    let when = command.date.unwrap_or_else(today);
    let mut entries: Vec<Acceptance> = Vec::new();
    for id in &command.findings {
        let (judged, pair) = find(&verdict, id)?;
        if entries.iter().all(|entry| entry.id != judged.id()) {
            entries.push(Acceptance::of(judged, pair, &by, when, command.reason.trim()));
        }
    }
    let known = gate::text(&path)?;
    let text = with(known.as_deref(), &entries, &path)?;
    output::write(Some(&path), |writer| writer.write_all(text.as_bytes()))?;
    output::write(None, |writer| {
        for entry in &entries {
            let line = format!("Accepted {}, by {}.", entry.rule_and_subject(), entry.by);
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
