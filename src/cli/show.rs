use super::args::{Global, Show, ShowFormat};
use super::{Exit, input, output, terminal};
use crate::report::terminal::Detail;
use crate::report::{self, json};
use crate::{Error, Result};

pub(super) fn run(command: &Show, global: &Global) -> Result<Exit> {
    fits(command)?;
    let statement = input::statement(&command.edition, global)?;
    let section = command.section.as_deref().map(|id| input::section_of(id, &statement)).transpose()?;
    output::write(command.output.file.as_deref(), |writer| match command.format {
        ShowFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let detail = Detail { layout, furniture: command.all, reasons: command.explain, section };
            report::terminal::statement(writer, &statement, &detail)
        }
        ShowFormat::Json => json::statement(writer, &statement),
        ShowFormat::Text => report::text(writer, &statement),
    })?;
    Ok(Exit::Done)
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Show) -> Result<()> {
    let shaping =
        [(command.all, "--all"), (command.explain, "--explain"), (command.section.is_some(), "--section")];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != ShowFormat::Terminal => {
            Err(Error::new(format!("{option} shapes the terminal's report only"))
                .help("leave it out: the other formats are always whole"))
        }
        _ => Ok(()),
    }
}
