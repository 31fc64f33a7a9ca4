//! What a gate says, for the terminal.

use std::io::{self, Write};

use super::marks::weight_tone;
use crate::policy::{Judged, Standing, Verdict};
use crate::report::Layout;
use crate::report::gate::{acceptance, decided, outcome, pair, reason, sentence};
use crate::report::rich::{Indent, Rich, Tone};

/// Columns of the longest level and the gap behind it.
const LEVEL: usize = 9;

/// Writes what a gate says; `explain` adds which line of the policy decided, and what it turned off.
///
/// # Errors
/// Those of the writer.
pub fn gate(writer: &mut dyn Write, verdict: &Verdict, layout: &Layout, explain: bool) -> io::Result<()> {
    let policy = verdict.policy.as_deref();
    let mut first = true;
    let mut heading = |writer: &mut dyn Write, title: &str| {
        if !std::mem::take(&mut first) {
            writeln!(writer)?;
        }
        Rich::of(Tone::Strong, title).write(writer, layout, Indent::all(0))
    };
    if verdict.archive.iter().any(|judged| shown(judged, explain)) {
        heading(writer, "ARCHIVE AND POLICY")?;
        for judged in verdict.archive.iter().filter(|judged| shown(judged, explain)) {
            entry(writer, judged, layout, explain.then_some(policy))?;
        }
    }
    for known in &verdict.pairs {
        heading(writer, &pair(known))?;
        for caution in &known.cautions {
            Rich::of(Tone::Dim, caution).write(writer, layout, Indent::all(0))?;
        }
        if !known.judged.iter().any(|judged| shown(judged, explain)) {
            Rich::of(Tone::Plain, "No findings.").write(writer, layout, Indent::all(0))?;
        }
        for judged in known.judged.iter().filter(|judged| shown(judged, explain)) {
            entry(writer, judged, layout, explain.then_some(policy))?;
        }
    }
    if !verdict.archive.is_empty() || !verdict.pairs.is_empty() {
        writeln!(writer)?;
    }
    for note in &verdict.notes {
        Rich::of(Tone::Plain, note).write(writer, layout, Indent::all(0))?;
    }
    Rich::of(Tone::Dim, &decided(verdict)).write(writer, layout, Indent::all(0))?;
    let tone = if verdict.blocking() > 0 { Tone::Error } else { Tone::Strong };
    Rich::of(tone, &outcome(verdict)).write(writer, layout, Indent::all(0))
}

fn shown(judged: &Judged, explain: bool) -> bool {
    explain || judged.standing != Standing::Off
}

fn entry(
    writer: &mut dyn Write,
    judged: &Judged,
    layout: &Layout,
    explain: Option<Option<&str>>,
) -> io::Result<()> {
    let mut head = match &judged.standing {
        Standing::Off => Rich::of(Tone::Dim, "off"),
        Standing::Accepted(_) => Rich::of(Tone::Dim, "accepted"),
        Standing::Open => Rich::of(weight_tone(judged.weight), judged.weight.level()),
    };
    head.pad_to(LEVEL).plain(&judged.rule).plain("  ").push(Tone::Strong, &judged.subject);
    head.push(Tone::Dim, &format!("  [{}]", judged.id()));
    head.write(writer, layout, Indent { first: 0, rest: LEVEL })?;
    let below = |writer: &mut dyn Write, tone: Tone, text: &str| {
        Rich::of(tone, text).write(writer, layout, Indent::all(LEVEL))
    };
    // What concerns the archive says it all in its subject.
    if judged.section.is_some() {
        below(writer, Tone::Plain, &sentence(judged))?;
    }
    if let Some(place) = &judged.place {
        let mut text = format!("{}:{}", place.file, place.line);
        if let Some(old) = judged.old_place.as_ref().filter(|old| *old != place) {
            text = format!("{text}, was {}:{}", old.file, old.line);
        }
        below(writer, Tone::Dim, &text)?;
    }
    if let Some(text) = acceptance(judged) {
        below(writer, Tone::Plain, &text)?;
    }
    if let Some(policy) = explain {
        let level = if judged.standing == Standing::Off { "off" } else { judged.weight.level() };
        below(writer, Tone::Dim, &format!("{level} by {}", reason(judged, policy)))?;
    }
    Ok(())
}
