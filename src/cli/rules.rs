//! `kidd rules`: what each rule of findings means.

use std::path::PathBuf;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::candidates::rules;
use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::gate::{self, Home};
use crate::policy::{KnownRule, Policy, families, known, nearest};
use crate::report::terminal as report;
use crate::{Error, Result};

/// List the rules of findings, or explain one
#[derive(Debug, Args)]
#[command(after_help = RULES_HELP)]
pub(super) struct RulesArgs {
    /// A rule (pledge/dropped) or a family (pledge/)
    #[arg(add = ArgValueCompleter::new(rules))]
    pub rule: Option<String>,
    /// The policy whose levels to show [default: kidd.toml at or above the archive]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

const RULES_HELP: &str = "\
Examples:
  kidd rules
  kidd rules pledge/
  kidd rules pledge/weakened     what it means, with an example";

pub(super) fn run(command: &RulesArgs, global: &Global) -> Result<Exit> {
    let policy = policy(command, global)?;
    let layout = terminal::layout(&command.output, global.color);
    let rules = asked(command.rule.as_deref())?;
    let one = command.rule.as_ref().is_some_and(|name| rules.iter().any(|rule| rule.id == *name));
    output::write(command.output.file.as_deref(), |writer| match rules.as_slice() {
        [rule] if one => report::rule(writer, rule, &policy, &layout),
        _ => report::rules(writer, &rules, &policy, &layout),
    })?;
    Ok(Exit::Done)
}

fn policy(command: &RulesArgs, global: &Global) -> Result<Policy> {
    if let Some(path) = &command.policy {
        return gate::policy(path);
    }
    // Rules are listed in a folder without an archive too, and in one whose ledger is damaged.
    let home = Home::find(global.scope().archive().ok().as_ref().and_then(|archive| archive.root()));
    if home.has_policy { gate::policy(&home.policy()) } else { Ok(Policy::default()) }
}

/// A rule, the rules of a family, or all.
fn asked(name: Option<&str>) -> Result<Vec<&'static KnownRule>> {
    let Some(name) = name else { return Ok(known().iter().collect()) };
    let family = format!("{}/", name.trim_end_matches(['/', '*']));
    let found: Vec<&KnownRule> =
        known().iter().filter(|rule| rule.id == name || rule.id.starts_with(&family)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let families = families();
    let names = known().iter().map(|rule| rule.id.as_str()).chain(families.iter().map(String::as_str));
    let help = nearest(name, names)
        .map_or_else(|| "`kidd rules` lists them".to_owned(), |name| format!("did you mean {name}?"));
    Err(Error::new("there is no such rule").at(name).help(help))
}
