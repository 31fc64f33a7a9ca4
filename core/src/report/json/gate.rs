//! What a gate says as `kidd.check/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use crate::Weight;
use crate::policy::{self, Acceptance, Decision, Judged, Standing, Verdict};

/// Writes what a gate says as `kidd.check/1`.
///
/// # Errors
/// Those of the writer.
pub fn gate(writer: &mut dyn Write, verdict: &Verdict) -> io::Result<()> {
    let finding = |judged| finding(judged, verdict);
    document(
        writer,
        &Document {
            schema: "kidd.check/1",
            passed: verdict.blocking() == 0,
            fail_on: verdict.fail_on.map(Weight::level),
            policy: verdict.policy.as_deref(),
            base: verdict.base.as_deref(),
            blocking: verdict.blocking(),
            notes: &verdict.notes,
            archive: verdict.archive.iter().map(finding).collect(),
            comparisons: verdict
                .pairs
                .iter()
                .map(|pair| Comparison {
                    from: &pair.name.before,
                    to: &pair.name.after,
                    cautions: &pair.cautions,
                    findings: pair.judged.iter().map(finding).collect(),
                })
                .collect(),
        },
    )
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'v> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.check/1")))]
    schema: &'static str,
    passed: bool,
    fail_on: Option<&'static str>,
    policy: Option<&'v str>,
    base: Option<&'v str>,
    blocking: usize,
    notes: &'v [String],
    archive: Vec<Finding<'v>>,
    comparisons: Vec<Comparison<'v>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Comparison<'v> {
    from: &'v str,
    to: &'v str,
    cautions: &'v [String],
    findings: Vec<Finding<'v>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Finding<'v> {
    id: &'v str,
    fingerprint: &'v str,
    rule: &'v str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::level"))]
    level: &'static str,
    blocks: bool,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::standing"))]
    status: &'static str,
    subject: &'v str,
    message: &'v str,
    section: Option<&'v str>,
    from: Option<&'v str>,
    to: Option<&'v str>,
    history: Option<&'v str>,
    place: Option<Place<'v>>,
    from_place: Option<Place<'v>>,
    decided_by: DecidedBy<'v>,
    accepted: Option<Accepted<'v>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Place<'v> {
    file: &'v str,
    line: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DecidedBy<'v> {
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::decided_by"))]
    source: &'static str,
    line: Option<usize>,
    what: Option<&'v str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Accepted<'v> {
    by: &'v str,
    when: &'v str,
    reason: &'v str,
}

fn finding<'v>(judged: &'v Judged, verdict: &Verdict) -> Finding<'v> {
    let place = |place: &'v policy::Place| Place { file: &place.file, line: place.line };
    Finding {
        id: judged.id(),
        fingerprint: &judged.fingerprint,
        rule: &judged.rule,
        level: judged.weight.level(),
        blocks: verdict.blocks(judged),
        status: match judged.standing {
            Standing::Open => "open",
            Standing::Accepted(_) => "accepted",
            Standing::Off => "off",
        },
        subject: &judged.subject,
        message: &judged.message,
        section: judged.section.as_deref(),
        from: judged.quote.before.as_deref(),
        to: judged.quote.after.as_deref(),
        history: judged.history.as_deref(),
        place: judged.place.as_ref().map(place),
        from_place: judged.old_place.as_ref().map(place),
        decided_by: match &judged.decision {
            Decision::Rules => DecidedBy { source: "rules", line: None, what: None },
            Decision::Fixed => DecidedBy { source: "fixed", line: None, what: None },
            Decision::Line { line, what } => {
                DecidedBy { source: "policy", line: Some(*line), what: Some(what) }
            }
        },
        accepted: match &judged.standing {
            Standing::Accepted(entry) => Some(accepted(entry)),
            _ => None,
        },
    }
}

fn accepted(entry: &Acceptance) -> Accepted<'_> {
    Accepted { by: &entry.by, when: &entry.when, reason: &entry.reason }
}
