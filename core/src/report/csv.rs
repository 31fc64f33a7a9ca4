//! A timeline, and the findings of a comparison, as tables for a spreadsheet.
//!
//! Commas, quotes and line breaks are quoted as RFC 4180 has it. A cell that a spreadsheet would take for a formula (it
//! starts with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, as OWASP advises against CSV
//! injection: the text of a statement comes from anywhere.

use std::borrow::Cow;
use std::io::{self, Write};

use super::account::finding_section;
use super::escape;
use super::lifelines::{kind_word, status_word, step_word, variant_word};
use super::prose::paragraphs;
use crate::compare::{Comparison, Quote};
use crate::drift::Timeline;
use crate::statement::Statement;

/// Which table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DriftTable {
    /// One row a point of a lifeline.
    #[default]
    Lifelines,
    /// One row a step of a commitment.
    Threads,
    /// One row a section and pair of editions, and one a pair.
    Kept,
    /// One row for each that has fallen silent.
    Silent,
}

/// Writes one table with a line of names.
///
/// # Errors
/// Those of the writer.
pub fn drift(writer: &mut dyn Write, timeline: &Timeline, table: DriftTable) -> io::Result<()> {
    let mut table_writer = csv::WriterBuilder::new().from_writer(writer);
    let mut put = |cells: &[&str]| -> io::Result<()> {
        let cells = cells.iter().map(|cell| safe(cell).into_owned());
        table_writer.write_record(cells).map_err(cause)
    };
    match table {
        DriftTable::Lifelines => lifelines(timeline, &mut put)?,
        DriftTable::Threads => threads(timeline, &mut put)?,
        DriftTable::Kept => kept(timeline, &mut put)?,
        DriftTable::Silent => silent(timeline, &mut put)?,
    }
    table_writer.flush()
}

/// Writes the findings of a comparison, one row each, most important first, with a line of names.
///
/// # Errors
/// Those of the writer.
pub fn findings(writer: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let mut table_writer = csv::WriterBuilder::new().from_writer(writer);
    let mut put = |cells: &[&str]| -> io::Result<()> {
        let cells = cells.iter().map(|cell| safe(cell).into_owned());
        table_writer.write_record(cells).map_err(cause)
    };
    put(&[
        "number",
        "weight",
        "rule",
        "subject",
        "section",
        "from",
        "from_place",
        "to",
        "to_place",
        "message",
        "history",
        "from_edition",
        "to_edition",
    ])?;
    let sides = comparison.statements;
    for (number, finding) in (1..).zip(&comparison.findings) {
        let [before, after] = [&finding.quote.before, &finding.quote.after];
        put(&[
            &number.to_string(),
            finding.weight.word(),
            finding.rule.id(),
            &finding.subject,
            finding_section(finding, comparison).unwrap_or_default(),
            words(before),
            &place(sides.before, before),
            words(after),
            &place(sides.after, after),
            &finding.message,
            finding.history.as_ref().map_or("", |history| &history.told),
            &sides.before.id,
            &sides.after.id,
        ])?;
    }
    table_writer.flush()
}

fn words(quote: &Option<Quote>) -> &str {
    quote.as_ref().map_or("", |quote| &quote.text)
}

/// `¶5`, or `header`; nothing where a side says nothing.
fn place(statement: &Statement, quote: &Option<Quote>) -> String {
    match quote.as_ref().map(|quote| quote.sentence) {
        Some(Some(sentence)) => paragraphs(statement, &[sentence]),
        Some(None) => "header".to_owned(),
        None => String::new(),
    }
}

type Put<'p> = &'p mut dyn FnMut(&[&str]) -> io::Result<()>;

/// The trouble of the writer itself: a pipe that was closed early is one, and no fault.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that no spreadsheet runs and no terminal obeys.
fn safe(cell: &str) -> Cow<'_, str> {
    let shown = escape::line(cell);
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs { Cow::Owned(format!("'{shown}")) } else { shown }
}

fn lifelines(timeline: &Timeline, put: Put<'_>) -> io::Result<()> {
    put(&[
        "kind", "subject", "lifeline", "edition", "date", "held", "status", "wording", "variant", "count",
        "sentence", "text",
    ])?;
    for line in &timeline.lifelines {
        for point in &line.points {
            let slot = &timeline.slots[point.slot];
            put(&[
                kind_word(line.kind),
                &line.subject,
                &line.id,
                &slot.id,
                &slot.date.map(|date| date.to_string()).unwrap_or_default(),
                if slot.held { "true" } else { "false" },
                status_word(point.status),
                point.wording.as_deref().unwrap_or_default(),
                point.variant.map_or("", variant_word),
                &point.count.to_string(),
                &number(point.sentence),
                point.text.as_deref().unwrap_or_default(),
            ])?;
        }
    }
    Ok(())
}

fn threads(timeline: &Timeline, put: Put<'_>) -> io::Result<()> {
    put(&[
        "thread", "kind", "subject", "edition", "date", "step", "changed", "into", "sentence", "text", "why",
    ])?;
    for thread in &timeline.threads {
        for step in &thread.steps {
            let slot = &timeline.slots[step.slot];
            put(&[
                &thread.id,
                kind_word(thread.kind),
                &thread.subject,
                &slot.id,
                &slot.date.map(|date| date.to_string()).unwrap_or_default(),
                step_word(step.kind),
                if step.changed { "true" } else { "false" },
                step.other.as_deref().unwrap_or_default(),
                &number(step.sentence),
                &step.text,
                &step.why.join("; "),
            ])?;
        }
    }
    Ok(())
}

fn kept(timeline: &Timeline, put: Put<'_>) -> io::Result<()> {
    put(&["from", "to", "section", "title", "kept", "new"])?;
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| format!("{share:.3}"));
    for pair in &timeline.drift {
        let (from, to) = (&timeline.slots[pair.before].id, &timeline.slots[pair.after].id);
        put(&[from, to, "", "whole text", &share(pair.whole.kept), &share(pair.whole.new)])?;
        for ((id, title), figure) in timeline.sections.iter().zip(&pair.sections) {
            if let Some(figure) = figure {
                put(&[from, to, id, title, &share(figure.kept), &share(figure.new)])?;
            }
        }
    }
    Ok(())
}

fn silent(timeline: &Timeline, put: Put<'_>) -> io::Result<()> {
    put(&["kind", "subject", "lifeline", "seen", "of", "last", "wording", "text"])?;
    for silence in &timeline.silences {
        let line = &timeline.lifelines[silence.lifeline];
        put(&[
            kind_word(line.kind),
            &line.subject,
            &line.id,
            &silence.seen.to_string(),
            &silence.of.to_string(),
            &timeline.slots[silence.last].id,
            &silence.wording,
            &silence.text,
        ])?;
    }
    Ok(())
}

fn number(number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_drives_a_terminal() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(safe(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(safe("plain, “quoted” text"), "plain, “quoted” text");
        assert_eq!(safe("a\u{1b}[2Jb\u{202e}"), "aU+001B[2JbU+202E");
    }
}
