//! Commitments followed through a history: those to which something happened, or one with every step.

use std::io::{self, Write};

use super::drift_view::{DriftView, quoted};
use crate::drift::{StepKind, Thread, Timeline, WINDOW};
use crate::report::lifelines::{kind_word, label, span, step_word};
use crate::report::prose::count;
use crate::report::rich::{Indent, Rich, Tone};

/// Columns of a thread's id and the space behind it.
const ID: usize = 9;

/// The pledge ledger: threads to which something happened; the others are counted.
pub(super) fn ledger(writer: &mut dyn Write, timeline: &Timeline, view: &DriftView) -> io::Result<()> {
    let wanted = |thread: &&Thread| view.kinds.is_empty() || view.kinds.contains(&thread.kind);
    let threads: Vec<&Thread> = timeline.threads.iter().filter(wanted).collect();
    writeln!(writer)?;
    let mut head = Rich::of(Tone::Strong, "COMMITMENTS");
    head.push(Tone::Dim, &format!("  {}", count(threads.len(), "thread", "threads")));
    head.write(writer, &view.layout, Indent::all(0))?;
    let steady = |thread: &Thread| {
        thread.steps.iter().all(|step| matches!(step.kind, StepKind::Made | StepKind::Continued))
    };
    // What ended before the recent editions is history's business, not today's.
    let held: Vec<usize> = timeline.held().collect();
    let recent = held[held.len().saturating_sub(WINDOW)..].first().copied().unwrap_or(0);
    let over = |thread: &Thread| thread.steps.last().is_some_and(|step| step.slot < recent);
    let (mut made, mut continued, mut ended) = (0, 0, 0);
    let mut folded = "";
    for thread in threads {
        if !view.all && (over(thread) || steady(thread)) {
            folded = &thread.id;
            if over(thread) {
                ended += 1;
            } else if thread.steps.len() == 1 {
                made += 1;
            } else {
                continued += 1;
            }
            continue;
        }
        if view.all {
            writeln!(writer)?;
            opened(writer, timeline, thread, view)?;
        } else {
            entry(writer, timeline, thread, view)?;
        }
    }
    let mut rest = Vec::new();
    if continued > 0 {
        rest.push(format!("{} unweakened", count(continued, "goes on", "go on")));
    }
    if made > 0 {
        let newest = if timeline.held().count() > 1 { "in the newest edition" } else { "in the one edition" };
        rest.push(format!("{} made {newest}", count(made, "is", "are")));
    }
    if ended > 0 {
        rest.push(format!("{} before {}", count(ended, "ended", "ended"), label(timeline, recent)));
    }
    if !rest.is_empty() {
        let note = format!("{}; --all opens every thread, --thread {folded} one.", rest.join(", "));
        Rich::of(Tone::Dim, &note).write(writer, &view.layout, Indent::all(2))?;
    }
    Ok(())
}

fn entry(writer: &mut dyn Write, timeline: &Timeline, thread: &Thread, view: &DriftView) -> io::Result<()> {
    let mut text = Rich::of(Tone::Dim, &thread.id);
    text.pad_to(ID).push(Tone::Dim, kind_word(thread.kind)).plain("  ").push(Tone::Strong, &thread.subject);
    text.plain("  ");
    for (number, (words, tone)) in steps(timeline, thread).into_iter().enumerate() {
        if number > 0 {
            text.plain(", ");
        }
        text.push(tone, &words);
    }
    text.write(writer, &view.layout, Indent { first: 2, rest: 2 + ID })?;
    let last = thread.steps.iter().rev().find(|step| !step.text.is_empty());
    quoted(writer, (last.map_or("", |step| &step.text), ""), &view.layout, 2 + ID, false)
}

/// `made 19`, `continued 20–22`, …: steps of a kind in a row are one.
fn steps(timeline: &Timeline, thread: &Thread) -> Vec<(String, Tone)> {
    let mut parts: Vec<(StepKind, usize, usize, Option<&str>)> = Vec::new();
    for step in &thread.steps {
        match parts.last_mut() {
            Some((kind, _, last, _)) if *kind == step.kind && *kind == StepKind::Continued => {
                *last = step.slot;
            }
            _ => parts.push((step.kind, step.slot, step.slot, step.other.as_deref())),
        }
    }
    parts
        .into_iter()
        .map(|(kind, first, last, other)| {
            let into = other.map_or_else(String::new, |other| format!(" into {other}"));
            (format!("{} {}{into}", step_word(kind), span(timeline, first, last)), step_tone(kind))
        })
        .collect()
}

const fn step_tone(kind: StepKind) -> Tone {
    match kind {
        StepKind::Dropped => Tone::Error,
        StepKind::Weakened => Tone::Warning,
        StepKind::Strengthened | StepKind::Returned | StepKind::Fulfilled => Tone::Note,
        StepKind::Made | StepKind::Continued | StepKind::Merged => Tone::Plain,
    }
}

/// A thread with every step, what it says there, and why.
pub(super) fn opened(
    writer: &mut dyn Write,
    timeline: &Timeline,
    thread: &Thread,
    view: &DriftView,
) -> io::Result<()> {
    let mut head = Rich::of(Tone::Dim, &thread.id);
    head.pad_to(ID).push(Tone::Dim, kind_word(thread.kind)).plain("  ").push(Tone::Strong, &thread.subject);
    head.write(writer, &view.layout, Indent { first: 0, rest: ID })?;
    for step in &thread.steps {
        let mut text = Rich::of(Tone::Plain, label(timeline, step.slot));
        text.plain("  ").push(step_tone(step.kind), step_word(step.kind));
        if let Some(other) = &step.other {
            text.plain(" into ").push(Tone::Strong, other);
        }
        if step.kind == StepKind::Continued && step.changed {
            text.push(Tone::Dim, ", reworded");
        }
        if !step.why.is_empty() {
            text.push(Tone::Dim, &format!("  {}", step.why.join("; ")));
        }
        text.write(writer, &view.layout, Indent { first: 2, rest: 5 })?;
        if step.changed || step.kind == StepKind::Made {
            quoted(writer, (&step.text, ""), &view.layout, 5, true)?;
        }
    }
    Ok(())
}
