//! `kidd policy`: writes and checks the policy of a gate.

use std::path::{Path, PathBuf};

use super::args::Global;
use super::ci::PolicyCommand;
use super::policies::{self, Home, beside};
use super::{Exit, input, output};
use crate::policy::{FILE, TEMPLATE};
use crate::report::escape;
use crate::{Error, Result};

pub(super) fn run(command: &PolicyCommand, global: &Global) -> Result<Exit> {
    match command {
        PolicyCommand::Init { file } => init(file.as_deref(), global),
        PolicyCommand::Check { file } => check(file.as_deref(), global),
    }
}

fn init(file: Option<&Path>, global: &Global) -> Result<Exit> {
    let path = match file {
        Some(file) => file.to_path_buf(),
        None => beside(input::archive(global)?.root()).join(FILE),
    };
    if path.symlink_metadata().is_ok() {
        return Err(Error::new("is there already").at_path(path).help("edit it, or name another file"));
    }
    output::write(Some(&path), |writer| writer.write_all(TEMPLATE.as_bytes()))?;
    told(&format!("Wrote {}. `kidd rules` lists the rules that it can set.", path.display()))
}

fn check(file: Option<&Path>, global: &Global) -> Result<Exit> {
    let path: PathBuf = match file {
        Some(file) => file.to_path_buf(),
        None => {
            let home = Home::find(input::archive(global)?.root());
            if !home.has_policy {
                return Err(Error::new("there is no kidd.toml at or above the archive")
                    .help("`kidd policy init` writes one to start from"));
            }
            home.policy()
        }
    };
    let policy = policies::policy(&path)?;
    let lines = policy.levels.len() + policy.overrides.len() + policy.watches.len();
    let lines = lines + policy.keeps.len() + policy.budgets.len() + policy.first_seen.len();
    told(&format!("{} is a policy; lines that decide: {lines}.", path.display()))
}

fn told(text: &str) -> Result<Exit> {
    output::write(None, |writer| writeln!(writer, "{}", escape::line(text)))?;
    Ok(Exit::Done)
}
