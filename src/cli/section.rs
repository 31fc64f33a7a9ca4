//! The id behind `--section`, checked against the sections that there are.

use crate::policy::nearest;
use crate::{Error, Result};

/// The id of the section that is named by its id or its title; an error that names the nearest if there is none.
pub(super) fn checked<'s>(name: &str, sections: impl Iterator<Item = (&'s str, &'s str)>) -> Result<String> {
    let sections: Vec<(&str, &str)> = sections.collect();
    let id = name.trim();
    let by_id = sections.iter().find(|(known, _)| *known == id);
    let by_title = || sections.iter().find(|(_, title)| title.to_lowercase() == id.to_lowercase());
    if let Some((id, _)) = by_id.or_else(by_title) {
        return Ok((*id).to_owned());
    }
    let known: Vec<&str> = sections.iter().map(|(id, _)| *id).collect();
    let help = match nearest(&id.to_lowercase().replace(' ', "-"), known.iter().copied()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("the sections are {}", known.join(", ")),
    };
    Err(Error::new(format!("--section {id}: there is no such section")).help(help))
}
