//! Links between two lists of sentences as `kidd.alignment/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::phrase::{Phrase, phrase, rounded};
use crate::Sides;
use crate::compare::{self, Unit};
use crate::report::words::change_word;

/// Writes `kidd.alignment/1`. `units` are what was linked.
///
/// # Errors
/// Those of the writer.
pub fn alignment(
    writer: &mut dyn Write,
    alignment: &compare::Alignment,
    units: Sides<&[Unit<'_>]>,
) -> io::Result<()> {
    let document = Document {
        schema: "kidd.alignment/1",
        degraded: alignment.degraded,
        links: alignment.links.iter().map(|found| link(found, units)).collect(),
        removed: &alignment.removed,
        added: &alignment.added,
    };
    super::document(writer, &document)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.alignment/1")))]
    schema: &'static str,
    degraded: bool,
    links: Vec<Link<'a>>,
    removed: &'a [usize],
    added: &'a [usize],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Link<'a> {
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::change"))]
    kind: &'static str,
    moved: bool,
    #[serde(rename = "move")]
    together: Option<String>,
    from: &'a [usize],
    to: &'a [usize],
    similarity: f64,
    phrases: Vec<Phrase>,
}

fn link<'a>(link: &'a compare::Link, units: Sides<&[Unit<'_>]>) -> Link<'a> {
    let before = joined(units.before, &link.units.before);
    let after = joined(units.after, &link.units.after);
    let texts = Sides::new(before.as_str(), after.as_str());
    Link {
        kind: change_word(link.kind),
        moved: link.moved.is_some(),
        together: link.moved.map(|number| format!("m{number}")),
        from: &link.units.before,
        to: &link.units.after,
        similarity: rounded(link.similarity),
        phrases: link.phrases.iter().map(|found| phrase(found, texts)).collect(),
    }
}

fn joined(units: &[Unit<'_>], members: &[usize]) -> String {
    members.iter().map(|&unit| units[unit].text).collect::<Vec<_>>().join(" ")
}
