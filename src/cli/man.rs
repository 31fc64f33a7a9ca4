//! `kidd man`: writes manual pages.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::{Exit, output};
use crate::{Error, Result, reason};

/// Write manual pages
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder, as ~/.local/share/man/man1; it is made if missing
    pub folder: PathBuf,
}

/// `known` are the definitions of all commands.
pub(super) fn run(command: &Man, known: clap::Command) -> Result<Exit> {
    let failed = |cause: std::io::Error| {
        Error::new(format!("cannot be written ({})", reason(&cause))).at_path(&command.folder).because(cause)
    };
    fs::create_dir_all(&command.folder).map_err(failed)?;
    let mut all = known.name("kidd");
    all.build();
    pages(&all, "kidd", command)?;
    Ok(Exit::Done)
}

/// Writes the page of a command and those of the commands in it.
fn pages(known: &clap::Command, name: &str, command: &Man) -> Result<()> {
    // clap wants names that live as long as the program; there are as many as there are commands.
    let static_name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    let page = clap_mangen::Man::new(known.clone().name(static_name).bin_name(name.replace('-', " ")));
    output::write(Some(&command.folder.join(format!("{name}.1"))), |writer| page.render(writer))?;
    for inner in known.get_subcommands().filter(|inner| !inner.is_hide_set() && inner.get_name() != "help") {
        pages(inner, &format!("{name}-{}", inner.get_name()), command)?;
    }
    Ok(())
}
