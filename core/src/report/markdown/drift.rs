//! A history for a comment, a wiki, a newsletter.

use std::io::{self, Write};

use super::text::{plain, verbatim};
use crate::drift::{Kind, Lifeline, StepKind, Timeline, WINDOW};
use crate::report::lifelines::{
    Cell, clip, editions, kind_word, label, percent, points_in, row, span, standing, step_word,
};

/// Columns of a matrix that a page of Markdown has room for: the newest ones.
const COLUMNS: usize = 24;

/// Columns of a quote.
const QUOTE: usize = 240;

/// Writes a history as Markdown: matrices, commitments, what has fallen silent, how much was kept.
///
/// # Errors
/// Those of the writer.
pub fn drift(writer: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    writeln!(writer, "# {}: its history\n", plain(&timeline.title))?;
    writeln!(writer, "{}.", plain(&editions(timeline)))?;
    for caution in &timeline.cautions {
        writeln!(writer, "\n> {}", plain(caution))?;
    }
    let asked = timeline.lifelines.iter().any(|line| line.asked);
    for (kind, title) in [
        (Kind::Phrase, "Phrases"),
        (Kind::Body, "Bodies"),
        (Kind::Instrument, "Instruments"),
        (Kind::Section, "Sections"),
    ] {
        let lines = timeline.lifelines.iter().filter(|line| line.kind == kind && (line.asked || !asked));
        let lines: Vec<&Lifeline> = lines.collect();
        if !lines.is_empty() {
            matrix(writer, timeline, title, &lines)?;
        }
    }
    if asked {
        return Ok(());
    }
    commitments(writer, timeline)?;
    silences(writer, timeline)?;
    kept(writer, timeline)
}

fn matrix(writer: &mut dyn Write, timeline: &Timeline, title: &str, lines: &[&Lifeline]) -> io::Result<()> {
    let first = timeline.slots.len().saturating_sub(COLUMNS);
    let slots = first..timeline.slots.len();
    writeln!(writer, "\n## {title}\n")?;
    let heads: Vec<String> = slots.clone().map(|slot| plain(label(timeline, slot))).collect();
    writeln!(writer, "| | {} | |", heads.join(" | "))?;
    writeln!(writer, "|---|{}---|", ":-:|".repeat(heads.len()))?;
    for line in lines {
        let cells: Vec<&str> = row(timeline, line)[slots.clone()].iter().map(|cell| sign(*cell)).collect();
        let (name, note) = (plain(&line.subject), plain(&standing(timeline, line)));
        writeln!(writer, "| **{name}** | {} | {note} |", cells.join(" | "))?;
    }
    writeln!(
        writer,
        "\n● first, ○ as before, ◆ in other words, ◇ again, – absent, ? not at hand{}.",
        if first > 0 { "; older editions are left out here" } else { "" }
    )?;
    for line in lines.iter().filter(|line| line.asked) {
        writeln!(writer, "\n### {}\n", plain(&line.subject))?;
        for run in crate::report::lifelines::runs(timeline, line) {
            let wording = run.point.wording.as_deref().unwrap_or_default();
            let text = clip(run.point.text.as_deref().unwrap_or_default(), QUOTE);
            writeln!(
                writer,
                "- {}: **{}** — “{}”",
                plain(&span(timeline, run.first, run.last)),
                plain(wording),
                plain(&text)
            )?;
        }
    }
    Ok(())
}

const fn sign(cell: Cell) -> &'static str {
    match cell {
        Cell::First => "●",
        Cell::Same => "○",
        Cell::Changed => "◆",
        Cell::Returned => "◇",
        Cell::Absent => "–",
        Cell::Missing => "?",
    }
}

/// Commitments to which something happened of late.
fn commitments(writer: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    let held: Vec<usize> = timeline.held().collect();
    let recent = held[held.len().saturating_sub(WINDOW)..].first().copied().unwrap_or(0);
    let threads: Vec<_> = timeline
        .threads
        .iter()
        .filter(|thread| {
            thread.steps.last().is_some_and(|step| step.slot >= recent)
                && thread.steps.iter().any(|step| !matches!(step.kind, StepKind::Made | StepKind::Continued))
        })
        .collect();
    if threads.is_empty() {
        return Ok(());
    }
    writeln!(writer, "\n## Commitments that changed\n")?;
    for thread in threads {
        let mut steps: Vec<(StepKind, usize, usize)> = Vec::new();
        for step in &thread.steps {
            match steps.last_mut() {
                Some((StepKind::Continued, _, last)) if step.kind == StepKind::Continued => *last = step.slot,
                _ => steps.push((step.kind, step.slot, step.slot)),
            }
        }
        let steps: Vec<String> = steps
            .into_iter()
            .map(|(kind, first, last)| format!("{} {}", step_word(kind), span(timeline, first, last)))
            .collect();
        let text = thread.steps.iter().rev().find(|step| !step.text.is_empty());
        writeln!(
            writer,
            "- {} {} **{}**: {} — “{}”",
            verbatim(&thread.id),
            kind_word(thread.kind),
            plain(&thread.subject),
            plain(&steps.join(", ")),
            plain(&clip(text.map_or("", |step| &step.text), QUOTE))
        )?;
    }
    Ok(())
}

fn silences(writer: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    if timeline.silences.is_empty() {
        return Ok(());
    }
    writeln!(writer, "\n## Silent in the newest edition\n")?;
    for silence in &timeline.silences {
        let line = &timeline.lifelines[silence.lifeline];
        let note = format!(
            "in {} of the last {}, last in {}",
            silence.seen,
            silence.of,
            label(timeline, silence.last)
        );
        let point = points_in(line, silence.last).first().and_then(|point| point.text.as_deref());
        writeln!(
            writer,
            "- {} **{}**, {} — “{}”",
            kind_word(line.kind),
            plain(&line.subject),
            plain(&note),
            plain(&clip(point.unwrap_or(&silence.text), QUOTE))
        )?;
    }
    Ok(())
}

fn kept(writer: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    let first = timeline.drift.len().saturating_sub(COLUMNS / 2);
    let pairs = &timeline.drift[first..];
    if pairs.is_empty() {
        return Ok(());
    }
    writeln!(writer, "\n## Words kept\n")?;
    let heads: Vec<String> = pairs
        .iter()
        .map(|pair| plain(&format!("{} → {}", label(timeline, pair.before), label(timeline, pair.after))))
        .collect();
    writeln!(writer, "| | {} |", heads.join(" | "))?;
    writeln!(writer, "|---|{}", "--:|".repeat(heads.len()))?;
    let cells: Vec<String> = pairs.iter().map(|pair| percent(pair.whole.kept)).collect();
    writeln!(writer, "| **Whole text** | {} |", cells.join(" | "))?;
    for (number, (_, title)) in timeline.sections.iter().enumerate() {
        let cells: Vec<String> =
            pairs.iter().map(|pair| percent(pair.sections[number].and_then(|figure| figure.kept))).collect();
        writeln!(writer, "| {} | {} |", plain(title), cells.join(" | "))?;
    }
    Ok(())
}
