//! `kidd man`: writes manual pages.

use std::fs;

use clap::CommandFactory as _;

use super::args::Cli;
use super::ci::Man;
use super::output::reason;
use super::{Exit, output};
use crate::{Error, Result};

pub(super) fn run(command: &Man) -> Result<Exit> {
    let failed = |cause: std::io::Error| {
        Error::new(format!("cannot be written ({})", reason(&cause))).at_path(&command.folder).because(cause)
    };
    fs::create_dir_all(&command.folder).map_err(failed)?;
    let mut all = Cli::command().name("kidd");
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
