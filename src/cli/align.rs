use super::args::{Align, Global};
use super::{Exit, input};
use crate::{Error, Result};

pub(super) fn run(command: &Align, _global: &Global) -> Result<Exit> {
    let texts = input::texts(&command.old, &command.new)?;
    Err(Error::new("texts cannot be linked yet").at(texts.before.origin))
}
