//! A comparison as `kidd.comparison/2`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::phrase::{Phrase, phrase, rounded};
use super::{document, on_one_line};
use crate::Sides;
use crate::compare::{self, Comparison};
use crate::report::pieces::texts;
use crate::report::words::{change_word, heading_word, status_word};
use crate::statement::Statement;

/// Writes a comparison as `kidd.comparison/2`.
///
/// # Errors
/// Those of the writer.
pub fn comparison(writer: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    document(writer, &Document::of(comparison))
}

/// Writes a comparison on one line, with the line of the input and the id of the pair, and no line end.
///
/// # Errors
/// Those of the writer.
pub fn batch(
    writer: &mut dyn Write,
    line: usize,
    pair: &Value,
    comparison: &Comparison<'_>,
) -> io::Result<()> {
    on_one_line(writer, &Answer { document: Document::of(comparison), line, pair })
}

/// Writes what is wrong with a line of the input, on one line without its end.
///
/// # Errors
/// Those of the writer.
pub fn batch_error(writer: &mut dyn Write, line: usize, pair: &Value, error: &str) -> io::Result<()> {
    on_one_line(writer, &Problem { schema: "kidd.error/1", line, pair, error })
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Answer<'c> {
    #[serde(flatten)]
    document: Document<'c>,
    line: usize,
    pair: &'c Value,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Problem<'c> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.error/1")))]
    schema: &'static str,
    line: usize,
    pair: &'c Value,
    error: &'c str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'c> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.comparison/2")))]
    schema: &'static str,
    from: Edition<'c>,
    to: Edition<'c>,
    degraded: bool,
    cautions: &'c [String],
    summary: Summary,
    header: Vec<HeaderChange<'c>>,
    headings: Vec<Heading<'c>>,
    sections: Vec<Section<'c>>,
    changes: Vec<Change<'c>>,
    findings: Vec<Finding<'c>>,
    untold: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Edition<'c> {
    id: &'c str,
    series: Option<&'c str>,
    title: &'c str,
    date: Option<String>,
    end_date: Option<String>,
    venue: Option<&'c str>,
    sha256: &'c str,
    text_sha256: &'c str,
    illustrative: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Summary {
    same: usize,
    reworded: usize,
    added: usize,
    removed: usize,
    split: usize,
    merged: usize,
    moved: usize,
    noise: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct HeaderChange<'c> {
    field: &'c str,
    from: Option<&'c str>,
    to: Option<&'c str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Heading<'c> {
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::heading"))]
    kind: &'static str,
    from: Option<&'c str>,
    to: Option<&'c str>,
    from_sentence: Option<usize>,
    to_sentence: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Section<'c> {
    id: &'c str,
    title: &'c str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::section_status"))]
    status: &'static str,
    changes: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Change<'c> {
    id: String,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::change"))]
    kind: &'static str,
    moved: bool,
    r#move: Option<String>,
    section: &'c str,
    from: Vec<Sentence<'c>>,
    to: Vec<Sentence<'c>>,
    similarity: f64,
    phrases: Vec<Phrase>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Sentence<'c> {
    sentence: usize,
    paragraph: usize,
    section: &'c str,
    text: &'c str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Finding<'c> {
    rule: &'c str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::weight"))]
    weight: &'static str,
    subject: &'c str,
    message: &'c str,
    change: String,
    from: Option<&'c str>,
    to: Option<&'c str>,
    from_sentence: Option<usize>,
    to_sentence: Option<usize>,
    section: &'c str,
    why: &'c [String],
    history: Option<&'c str>,
    first_seen: Option<bool>,
}

impl<'c> Document<'c> {
    fn of(comparison: &'c Comparison<'c>) -> Self {
        let compare::Summary { same, reworded, added, removed, split, merged, moved, noise } =
            comparison.summary;
        Self {
            schema: "kidd.comparison/2",
            from: edition(comparison.statements.before),
            to: edition(comparison.statements.after),
            degraded: comparison.degraded,
            cautions: &comparison.cautions,
            summary: Summary { same, reworded, added, removed, split, merged, moved, noise },
            header: comparison.header.iter().map(header_change).collect(),
            headings: comparison.headings.iter().map(heading).collect(),
            sections: comparison.sections.iter().map(section).collect(),
            changes: comparison
                .changes
                .iter()
                .enumerate()
                .map(|(position, change)| entry(position, change, comparison))
                .collect(),
            findings: comparison.findings.iter().map(finding).collect(),
            untold: comparison.untold().into_iter().map(change_id).collect(),
        }
    }
}

/// The id of the entry at a position: ids are counted from 1, as people count.
fn change_id(position: usize) -> String {
    format!("c{}", position + 1)
}

fn edition(statement: &Statement) -> Edition<'_> {
    Edition {
        id: &statement.id,
        series: statement.series.as_deref(),
        title: &statement.title,
        date: statement.date.map(|date| date.to_string()),
        end_date: statement.end_date.map(|date| date.to_string()),
        venue: statement.venue.as_deref(),
        sha256: &statement.sha256,
        text_sha256: &statement.text_sha256,
        illustrative: statement.illustrative,
    }
}

fn header_change(change: &compare::HeaderChange) -> HeaderChange<'_> {
    HeaderChange {
        field: &change.field,
        from: change.value.before.as_deref(),
        to: change.value.after.as_deref(),
    }
}

fn heading(heading: &compare::HeadingChange) -> Heading<'_> {
    Heading {
        kind: heading_word(heading.kind),
        from: heading.text.before.as_deref(),
        to: heading.text.after.as_deref(),
        from_sentence: heading.next.before,
        to_sentence: heading.next.after,
    }
}

fn section(section: &compare::SectionChange) -> Section<'_> {
    Section {
        id: &section.id,
        title: &section.title,
        status: status_word(section.status),
        changes: section.changes.iter().map(|&position| change_id(position)).collect(),
    }
}

fn entry<'c>(position: usize, change: &'c compare::Change, comparison: &'c Comparison<'c>) -> Change<'c> {
    let phrases = if change.phrases.is_empty() {
        Vec::new()
    } else {
        let texts = texts(comparison, change);
        let texts = Sides::new(texts.before.as_str(), texts.after.as_str());
        change.phrases.iter().map(|known| phrase(known, texts)).collect()
    };
    Change {
        id: change_id(position),
        kind: change_word(change.kind),
        moved: change.moved,
        r#move: change.move_group.map(|group| format!("m{group}")),
        section: &change.section,
        from: sentences(comparison.statements.before, &change.sentences.before),
        to: sentences(comparison.statements.after, &change.sentences.after),
        similarity: rounded(change.similarity),
        phrases,
    }
}

fn sentences<'c>(statement: &'c Statement, positions: &[usize]) -> Vec<Sentence<'c>> {
    positions
        .iter()
        .filter_map(|&position| statement.sentences.get(position))
        .map(|sentence| Sentence {
            sentence: sentence.index,
            paragraph: sentence.paragraph,
            section: &sentence.section,
            text: &sentence.text,
            start: sentence.range.start,
            end: sentence.range.end,
        })
        .collect()
}

fn finding(finding: &compare::Finding) -> Finding<'_> {
    let (from, to) = (finding.quote.before.as_ref(), finding.quote.after.as_ref());
    Finding {
        rule: finding.rule.id(),
        weight: finding.weight.word(),
        subject: &finding.subject,
        message: &finding.message,
        change: change_id(finding.change),
        from: from.map(|quote| quote.text.as_str()),
        to: to.map(|quote| quote.text.as_str()),
        from_sentence: from.and_then(|quote| quote.sentence),
        to_sentence: to.and_then(|quote| quote.sentence),
        section: &finding.section,
        why: &finding.why,
        history: finding.history.as_ref().map(|history| history.told.as_str()),
        first_seen: finding.history.as_ref().map(|history| history.first_seen),
    }
}
