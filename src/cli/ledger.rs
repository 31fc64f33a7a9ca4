//! `kidd ledger merge`: joins two ledgers.

use super::args::Global;
use super::keep::{Ledger, LedgerCommand, Merge, Side};
use super::{Exit, input, output};
use crate::archive::{self, First};
use crate::{Result, Sides};

pub(super) fn run(command: &Ledger, global: &Global) -> Result<Exit> {
    match &command.command {
        LedgerCommand::Merge(command) => merge(command, global),
    }
}

fn merge(command: &Merge, global: &Global) -> Result<Exit> {
    let first = match command.first {
        Side::Ours => First::Ours,
        Side::Theirs => First::Theirs,
    };
    if let [ours, theirs] = command.files.as_slice() {
        let ledgers = Sides::new(archive::text(ours)?, archive::text(theirs)?);
        let merged = archive::merge(Sides::new(&ledgers.before, &ledgers.after), first)?;
        output::write(command.output.as_deref(), |writer| writer.write_all(merged.as_bytes()))?;
        return Ok(Exit::Done);
    }
    let path = input::ledger_path(global)?;
    let ledgers = archive::split_conflict(&archive::text(&path)?).map_err(|error| error.at_path(&path))?;
    let merged = archive::merge(Sides::new(&ledgers.before, &ledgers.after), first)?;
    output::write(Some(&path), |writer| writer.write_all(merged.as_bytes()))?;
    Ok(Exit::Done)
}
