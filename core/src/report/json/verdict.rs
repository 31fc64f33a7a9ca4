//! What the check of an archive found as `kidd.verification/1`.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::document;
use crate::ledger::Verdict;
use crate::report::words::severity_word;

/// Writes what the check of an archive found as `kidd.verification/1`.
///
/// # Errors
/// Those of the writer.
pub fn verdict(writer: &mut dyn Write, root: Option<&Path>, verdict: &Verdict) -> io::Result<()> {
    document(
        writer,
        &Document {
            schema: "kidd.verification/1",
            archive: root.map(|root| root.display().to_string()),
            revisions: verdict.entries.len(),
            head: verdict.entries.last().map(|entry| entry.hash.as_str()),
            worst: verdict.worst().map(severity_word),
            problems: verdict
                .problems
                .iter()
                .map(|problem| Problem {
                    severity: severity_word(problem.severity),
                    place: &problem.place,
                    message: &problem.message,
                })
                .collect(),
        },
    )
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.verification/1")))]
    schema: &'static str,
    archive: Option<String>,
    revisions: usize,
    head: Option<&'a str>,
    worst: Option<&'static str>,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Problem<'a> {
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::severity"))]
    severity: &'static str,
    place: &'a str,
    message: &'a str,
}
