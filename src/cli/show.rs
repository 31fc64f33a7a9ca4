use super::args::{Global, Show};
use super::{Exit, input};
use crate::Result;

pub(super) fn run(command: &Show, global: &Global) -> Result<Exit> {
    let _statement = input::statement(&command.edition, global)?;
    Ok(Exit::Done)
}
