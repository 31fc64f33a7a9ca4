//! `kidd check`: the gate of an archive.

use super::args::Global;
use super::ci::{Check, CheckFormat};
use super::examine::{Examined, examine};
use super::{Exit, output, terminal, workspace};
use crate::Result;
use crate::report::{self, json};

pub(super) fn run(command: &Check, global: &Global) -> Result<Exit> {
    let Examined { mut verdict, .. } = examine(&command.selection, global)?;
    if let Some(least) = command.fail_on {
        verdict.fail_on = Some(least);
    }
    if matches!(command.format, CheckFormat::Github | CheckFormat::Sarif) {
        workspace::from_the_top(&mut verdict);
    }
    output::write(command.output.file.as_deref(), |writer| match command.format {
        CheckFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            report::terminal::gate(writer, &verdict, &layout, command.explain)
        }
        CheckFormat::Github => report::github(writer, &verdict),
        CheckFormat::Markdown => report::gate_summary(writer, &verdict),
        CheckFormat::Sarif => report::sarif(writer, &verdict),
        CheckFormat::Junit => report::junit(writer, &verdict),
        CheckFormat::Json => json::gate(writer, &verdict),
    })?;
    Ok(if verdict.blocking() > 0 { Exit::GateFailed } else { Exit::Done })
}
