use super::args::{Diff, Global};
use super::{Exit, input};
use crate::Result;

pub(super) fn run(command: &Diff, global: &Global) -> Result<Exit> {
    let _statements = input::statements(&command.old, &command.new, global)?;
    Ok(Exit::Done)
}
