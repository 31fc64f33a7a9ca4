//! The id behind `--section`, checked against the sections that there are.

use crate::policy::nearest;
use crate::{Error, Result};

/// The id, if one of the sections has it; an error that names the nearest if none has.
pub(super) fn checked<'s>(id: &str, sections: impl Iterator<Item = &'s str>) -> Result<String> {
    let known: Vec<&str> = sections.collect();
    if known.contains(&id) {
        return Ok(id.to_owned());
    }
    let help = match nearest(id, known.iter().copied()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("the sections are {}", known.join(", ")),
    };
    Err(Error::new(format!("--section {id}: there is no such section")).help(help))
}
