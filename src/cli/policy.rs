//! `kidd policy`: writes and checks the policy of a gate.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::options::Global;
use super::{Exit, output};
use crate::gate::{self, Home, beside};
use crate::policy::{FILE, TEMPLATE};
use crate::report::escape;
use crate::{Error, Result};

/// Write or look at the policy of the gate
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Write a commented kidd.toml to start from
    Init {
        /// Where [default: kidd.toml beside the archive]
        file: Option<PathBuf>,
    },
    /// Read the policy and tell whether it is right
    Check {
        /// The policy [default: kidd.toml at or above the archive]
        file: Option<PathBuf>,
    },
}

pub(super) fn run(command: &PolicyArgs, global: &Global) -> Result<Exit> {
    match &command.command {
        PolicyCommand::Init { file } => init(file.as_deref(), global),
        PolicyCommand::Check { file } => check(file.as_deref(), global),
    }
}

fn init(file: Option<&Path>, global: &Global) -> Result<Exit> {
    let path = match file {
        Some(file) => file.to_path_buf(),
        None => beside(global.scope().archive()?.root()).join(FILE),
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
            let home = Home::find(global.scope().archive()?.root());
            if !home.has_policy {
                return Err(Error::new("there is no kidd.toml at or above the archive")
                    .help("`kidd policy init` writes one to start from"));
            }
            home.policy()
        }
    };
    let policy = gate::policy(&path)?;
    let lines = policy.levels.len() + policy.overrides.len() + policy.watches.len();
    let lines = lines + policy.keeps.len() + policy.budgets.len() + policy.first_seen.len();
    told(&format!("{} is a policy; lines that decide: {lines}.", path.display()))
}

fn told(text: &str) -> Result<Exit> {
    output::write(None, |writer| writeln!(writer, "{}", escape::line(text)))?;
    Ok(Exit::Done)
}
