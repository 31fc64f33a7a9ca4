//! Completions: the shell asks kidd, which knows its own options and the editions of the archive at hand.

use clap::Args;
use clap_complete::env::{CompleteEnv, Shells};

use super::{Exit, output};
use crate::{Error, Result};

/// Print the completion script of a shell
///
/// The script asks kidd itself, so that it knows the editions of the archive at hand.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(Shells::builtins().names()))]
    pub shell: String,
}

const COMPLETIONS_HELP: &str = "\
Examples:
  kidd completions bash > ~/.local/share/bash-completion/completions/kidd
  kidd completions zsh > \"${fpath[1]}/_kidd\"
  kidd completions fish > ~/.config/fish/completions/kidd.fish";

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

/// Answers a shell that asks for completions; false where none does. `known` makes the definitions of all commands.
pub(super) fn answered(known: impl Fn() -> clap::Command) -> bool {
    if std::env::var_os(VARIABLE).is_none() {
        return false;
    }
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(known)
        .var(VARIABLE)
        .try_complete(std::env::args_os(), here.as_deref())
        .unwrap_or(false)
}
