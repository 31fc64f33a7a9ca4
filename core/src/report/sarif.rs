//! SARIF 2.1.0, which code scanning reads.
//!
//! Addresses are relative to `%SRCROOT%`, which is where the command runs or the checkout around it, and percent-encoded. A result's fingerprint is that
//! of the finding: it stays the same as long as editions, rule and quoted words do. What was accepted is suppressed.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::gate::{acceptance, outcome, sentence};
use super::json::document;
use crate::policy::{Judged, KnownRule, Place, Standing, Verdict, known};

/// What need not be encoded in a path of an address (RFC 3986).
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// Writes what a gate says as a SARIF log with one run.
///
/// # Errors
/// Those of the writer.
pub fn sarif(writer: &mut dyn Write, verdict: &Verdict) -> io::Result<()> {
    let told: Vec<&Judged> = verdict.all().filter(|judged| judged.standing != Standing::Off).collect();
    let rules: Vec<&KnownRule> =
        known().iter().filter(|rule| told.iter().any(|judged| judged.rule == rule.id)).collect();
    let results = told.iter().map(|judged| result(judged, &rules)).collect();
    let notes = verdict.notes.iter().chain(verdict.pairs.iter().flat_map(|pair| &pair.cautions)).cloned();
    let notifications =
        notes.chain([outcome(verdict)]).map(|text| Notification { level: "note", message: Text { text } });
    document(
        writer,
        &Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "kidd",
                        version: env!("CARGO_PKG_VERSION"),
                        rules: rules.iter().map(|rule| descriptor(rule)).collect(),
                    },
                },
                column_kind: "unicodeCodePoints",
                original_uri_base_ids: Bases {
                    root: Base {
                        description: Text {
                            text: "where kidd ran, or the top of the checkout around it".into(),
                        },
                    },
                },
                invocations: [Invocation {
                    execution_successful: true,
                    tool_execution_notifications: notifications.collect(),
                }],
                results,
            }],
        },
    )
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    original_uri_base_ids: Bases,
    invocations: [Invocation; 1],
    results: Vec<ResultOf<'a>>,
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "%SRCROOT%")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    default_configuration: Configuration,
    help: Text,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOf<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "kidd/v1")]
    kidd: &'a str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
}

fn result<'a>(judged: &'a Judged, rules: &[&KnownRule]) -> ResultOf<'a> {
    let location = |place: &Place| Location { id: None, physical_location: physical(place), message: None };
    let related =
        judged.old_place.as_ref().filter(|place| judged.place.as_ref() != Some(*place)).map(|place| {
            Location {
                id: Some(1),
                message: Some(Text { text: "the older edition".into() }),
                ..location(place)
            }
        });
    let suppression = acceptance(judged).map(|justification| Suppression {
        kind: "external",
        status: "accepted",
        justification,
    });
    ResultOf {
        rule_id: &judged.rule,
        rule_index: rules.iter().position(|rule| rule.id == judged.rule),
        level: judged.weight.level(),
        message: Text { text: format!("{}: {}", judged.subject, sentence(judged)) },
        locations: judged.place.iter().map(location).collect(),
        related_locations: related.into_iter().collect(),
        partial_fingerprints: Fingerprints { kidd: &judged.fingerprint },
        suppressions: suppression.into_iter().collect(),
    }
}

fn physical(place: &Place) -> Physical {
    Physical { artifact_location: artifact(&place.file), region: Region { start_line: place.line.max(1) } }
}

/// A path as an address: relative ones to the root, absolute ones as they are.
fn artifact(file: &str) -> Artifact {
    let encoded = utf8_percent_encode(file, PATH).to_string();
    if file.starts_with('/') {
        return Artifact { uri: format!("file://{encoded}"), uri_base_id: None };
    }
    Artifact { uri: encoded, uri_base_id: Some("%SRCROOT%") }
}

fn descriptor(rule: &KnownRule) -> Descriptor<'_> {
    let message = rule.message.replace(": {subject}", "");
    Descriptor {
        id: &rule.id,
        short_description: Text { text: rule.id.replace(['/', '-'], " ") },
        full_description: Text { text: format!("{}.", capital(&message)) },
        default_configuration: Configuration { level: rule.weight.level() },
        help: Text { text: rule.help.clone() },
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        let check = |file: &str, expected: &str| assert_eq!(artifact(file).uri, expected);
        check("statements/kidd/23.txt", "statements/kidd/23.txt");
        check("a b%/ü#?.txt", "a%20b%25/%C3%BC%23%3F.txt");
        check("c:evil\n", "c%3Aevil%0A");
        check("/tmp/x y", "file:///tmp/x%20y");
    }
}
