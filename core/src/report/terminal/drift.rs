//! A dialogue's history: matrices, the pledge ledger, what has fallen silent, how much was kept.

use std::io::{self, Write};

use textwrap::core::display_width;

use super::drift_ledger::{ledger, opened};
use super::drift_matrix::{Row, matrix};
use super::drift_view::{DriftView, quoted};
use crate::drift::{Figure, Kind, Lifeline, Timeline};
use crate::report::lifelines::{
    clip, editions, kind_word, label, percent, runs, span, standing, variant_word,
};
use crate::report::prose::count;
use crate::report::rich::{Indent, Rich, Tone};

/// Wordings of a lifeline beyond which those in the middle are folded.
const RUNS: usize = 12;

/// Pairs of editions beyond which the older ones are folded.
const PAIRS: usize = 12;

/// Columns of a bar.
const BAR: usize = 20;

/// Writes a history.
///
/// # Errors
/// Those of the writer.
pub fn drift(writer: &mut dyn Write, timeline: &Timeline, view: &DriftView) -> io::Result<()> {
    let mut head = Rich::of(Tone::Strong, &timeline.title);
    head.push(Tone::Dim, &format!("  {}", editions(timeline)));
    head.write(writer, &view.layout, Indent { first: 0, rest: 2 })?;
    if !timeline.cautions.is_empty() {
        writeln!(writer)?;
    }
    for caution in &timeline.cautions {
        let mut text = Rich::of(Tone::Warning, "! ");
        text.plain(caution);
        text.write(writer, &view.layout, Indent { first: 2, rest: 4 })?;
    }
    if let Some(id) = &view.thread {
        for thread in timeline.threads.iter().filter(|thread| thread.id == *id) {
            writeln!(writer)?;
            opened(writer, timeline, thread, view)?;
        }
        return Ok(());
    }
    let asked: Vec<&Lifeline> = timeline.lifelines.iter().filter(|line| line.asked).collect();
    if !asked.is_empty() {
        matrix(writer, timeline, &view.layout, "PHRASES", &rows(&asked))?;
        return asked.iter().try_for_each(|line| {
            writeln!(writer)?;
            followed(writer, timeline, line, view)
        });
    }
    let wanted = |kind: Kind| view.kinds.is_empty() || view.kinds.contains(&kind);
    for (kind, title) in [
        (Kind::Phrase, "WATCHED PHRASES"),
        (Kind::Body, "BODIES"),
        (Kind::Instrument, "INSTRUMENTS"),
        (Kind::Section, "SECTIONS"),
    ] {
        if wanted(kind) {
            group(writer, timeline, view, kind, title)?;
        }
    }
    let promises = [Kind::Pledge, Kind::Assurance, Kind::Warning, Kind::Schedule];
    if promises.into_iter().any(wanted) {
        ledger(writer, timeline, view)?;
    }
    if view.kinds.is_empty() {
        silences(writer, timeline, view)?;
        kept(writer, timeline, view)?;
    }
    Ok(())
}

fn rows<'t>(lines: &[&'t Lifeline]) -> Vec<Row<'t>> {
    lines.iter().map(|line| Row { line, name: &line.subject }).collect()
}

/// The matrix of one kind. What stands in one edition alone is counted unless all is wanted.
fn group(
    writer: &mut dyn Write,
    timeline: &Timeline,
    view: &DriftView,
    kind: Kind,
    title: &str,
) -> io::Result<()> {
    /// Held editions up to which nothing is folded: a matrix of so few columns is short.
    const FEW: usize = 2;
    let lines: Vec<&Lifeline> = timeline.lifelines.iter().filter(|line| line.kind == kind).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let whole = view.all || timeline.held().count() <= FEW;
    let shown: Vec<&Lifeline> =
        lines.iter().copied().filter(|line| whole || line.first != line.last).collect();
    matrix(writer, timeline, &view.layout, title, &rows(&shown))?;
    if shown.len() < lines.len() {
        let folded = lines.len() - shown.len();
        let note = format!(
            "{} in one edition alone; --all lists {}.",
            count(folded, "stands", "stand"),
            if folded == 1 { "it" } else { "them" }
        );
        Rich::of(Tone::Dim, &note).write(writer, &view.layout, Indent::all(2))?;
    }
    if view.all {
        for line in shown {
            writeln!(writer)?;
            followed(writer, timeline, line, view)?;
        }
    }
    Ok(())
}

/// One lifeline with each wording and the sentence behind it.
fn followed(
    writer: &mut dyn Write,
    timeline: &Timeline,
    line: &Lifeline,
    view: &DriftView,
) -> io::Result<()> {
    let layout = &view.layout;
    let mut head = Rich::of(Tone::Strong, &line.subject);
    head.push(Tone::Dim, &format!("  {}, {}", kind_word(line.kind), standing(timeline, line)));
    head.write(writer, layout, Indent { first: 0, rest: 2 })?;
    let runs = runs(timeline, line);
    let spans: Vec<String> = runs.iter().map(|run| span(timeline, run.first, run.last)).collect();
    let margin = 2 + spans.iter().map(|span| display_width(span)).max().unwrap_or(0) + 2;
    let margin = margin.min(layout.width / 2);
    let folded = if view.all { 0 } else { runs.len().saturating_sub(RUNS) };
    for (number, (run, span)) in runs.iter().zip(&spans).enumerate() {
        // The first few say how it began, the last ones where it stands.
        if number == RUNS / 3 && folded > 0 {
            let note = format!("… {}; --all shows them", count(folded, "more wording", "more wordings"));
            Rich::of(Tone::Dim, &note).write(writer, layout, Indent::all(2))?;
        }
        if (RUNS / 3..RUNS / 3 + folded).contains(&number) {
            continue;
        }
        let mut text = Rich::of(Tone::Plain, span);
        text.pad_to(margin - 2);
        text.push(Tone::Strong, run.point.wording.as_deref().unwrap_or_default());
        let mut notes: Vec<String> = Vec::new();
        notes.extend(run.point.variant.map(|variant| variant_word(variant).to_owned()));
        if run.editions > 1 {
            notes.push(count(run.editions, "edition", "editions"));
        }
        if run.point.count > 1 {
            notes.push(format!("{} times", run.point.count));
        }
        if !notes.is_empty() {
            text.push(Tone::Dim, &format!("  {}", notes.join(", ")));
        }
        text.write(writer, layout, Indent { first: 2, rest: margin })?;
        if matches!(line.kind, Kind::Pledge | Kind::Assurance | Kind::Warning | Kind::Schedule) {
            continue;
        }
        let sentence = run.point.text.as_deref().unwrap_or_default();
        let wording = run.point.wording.as_deref().unwrap_or_default();
        quoted(writer, (sentence, wording), layout, margin, view.all)?;
    }
    if line.gone {
        let next = timeline.held().find(|&slot| slot > line.last);
        let text = next.map_or_else(String::new, |slot| format!("{}  gone", label(timeline, slot)));
        Rich::of(Tone::Warning, &text).write(writer, layout, Indent::all(2))?;
    }
    Ok(())
}

fn silences(writer: &mut dyn Write, timeline: &Timeline, view: &DriftView) -> io::Result<()> {
    let Some(newest) = timeline.held().next_back() else { return Ok(()) };
    if timeline.held().count() < 3 {
        return Ok(());
    }
    writeln!(writer)?;
    let mut head = Rich::of(Tone::Strong, "SILENT");
    let all = timeline.silences.len();
    let note = if all == 0 {
        format!("  nothing that most recent editions have is missing in {}", label(timeline, newest))
    } else {
        format!("  in most recent editions, not in {}", label(timeline, newest))
    };
    head.push(Tone::Dim, &note);
    head.write(writer, &view.layout, Indent::all(0))?;
    for silence in &timeline.silences {
        let line = &timeline.lifelines[silence.lifeline];
        let mut text = Rich::of(Tone::Strong, &line.subject);
        text.push(
            Tone::Dim,
            &format!(
                "  {}, in {} of the last {}, last in {}",
                kind_word(line.kind),
                silence.seen,
                silence.of,
                label(timeline, silence.last)
            ),
        );
        text.write(writer, &view.layout, Indent { first: 2, rest: 4 })?;
        if view.all || !matches!(line.kind, Kind::Section) {
            quoted(writer, (&silence.text, &silence.wording), &view.layout, 4, view.all)?;
        }
    }
    Ok(())
}

/// How much each pair kept, and the newest pair by section.
fn kept(writer: &mut dyn Write, timeline: &Timeline, view: &DriftView) -> io::Result<()> {
    let Some(newest) = timeline.drift.last() else { return Ok(()) };
    writeln!(writer)?;
    let mut head = Rich::of(Tone::Strong, "KEPT");
    head.push(
        Tone::Dim,
        "  share of the older words that stayed, of the newer ones that are new; rare words count more",
    );
    head.write(writer, &view.layout, Indent { first: 0, rest: 2 })?;
    let shown = if view.all { timeline.drift.len() } else { timeline.drift.len().min(PAIRS) };
    let folded = timeline.drift.len() - shown;
    if folded > 0 {
        let note = format!("… {}; --all shows them", count(folded, "older pair", "older pairs"));
        Rich::of(Tone::Dim, &note).write(writer, &view.layout, Indent::all(2))?;
    }
    let pairs: Vec<(String, Figure)> = timeline.drift[folded..]
        .iter()
        .map(|drift| {
            (format!("{} → {}", label(timeline, drift.before), label(timeline, drift.after)), drift.whole)
        })
        .collect();
    bars(writer, &pairs, view)?;
    writeln!(writer)?;
    let heading =
        format!("{} → {} by section", label(timeline, newest.before), label(timeline, newest.after));
    Rich::of(Tone::Strong, &heading).write(writer, &view.layout, Indent::all(0))?;
    let sections: Vec<(String, Figure)> = timeline
        .sections
        .iter()
        .zip(&newest.sections)
        .filter_map(|((_, title), figure)| figure.map(|figure| (title.clone(), figure)))
        .collect();
    bars(writer, &sections, view)
}

fn bars(writer: &mut dyn Write, rows: &[(String, Figure)], view: &DriftView) -> io::Result<()> {
    let widest = rows.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
    let names = widest.min(view.layout.width.saturating_sub(BAR + 28)).max(8);
    for (name, figure) in rows {
        let mut text = Rich::of(Tone::Plain, &clip(name, names));
        text.pad_to(names + 2);
        let filled = figure.kept.map_or(0, |kept| (kept * BAR as f64).round() as usize);
        text.plain(&"█".repeat(filled)).push(Tone::Dim, &"·".repeat(BAR - filled.min(BAR)));
        text.pad_to(names + 2 + BAR + 2).plain(&format!("kept {:>5}", percent(figure.kept)));
        text.plain(&format!("  new {:>5}", percent(figure.new)));
        text.write(writer, &view.layout, Indent::all(2))?;
    }
    Ok(())
}
