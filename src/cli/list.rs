use super::Exit;
use super::args::{Global, List};
use crate::{Error, Result};

pub(super) fn run(_command: &List, _global: &Global) -> Result<Exit> {
    Err(Error::new("the archive cannot be read yet"))
}
