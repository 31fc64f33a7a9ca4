//! What a gate says, as the summary of a step in CI.

use std::io::{self, Write};

use super::text::{plain, verbatim};
use crate::Weight;
use crate::policy::{Judged, Verdict};
use crate::report::gate::{acceptance, decided, outcome, pair, sentence};

/// Findings of one comparison that are listed: a summary of a step may have 1 MiB, and nobody reads more.
const LISTED: usize = 200;

/// Writes what a gate says as the summary of a step.
///
/// # Errors
/// Those of the writer.
pub fn gate_summary(writer: &mut dyn Write, verdict: &Verdict) -> io::Result<()> {
    let sign = if verdict.blocking() > 0 { "❌" } else { "✅" };
    writeln!(writer, "## {sign} kidd check\n\n{}  \n{}", plain(&outcome(verdict)), plain(&decided(verdict)))?;
    for note in &verdict.notes {
        writeln!(writer, "\n> {}", plain(note))?;
    }
    if !verdict.archive.is_empty() {
        group(writer, "Archive and policy", &verdict.archive, verdict)?;
    }
    for known in &verdict.pairs {
        group(writer, &pair(known), &known.judged, verdict)?;
        for caution in &known.cautions {
            writeln!(writer, "\n> {}", plain(caution))?;
        }
    }
    let accepted: Vec<&Judged> = verdict.accepted().collect();
    if !accepted.is_empty() {
        writeln!(writer, "\n### Accepted\n")?;
        for judged in accepted.iter().take(LISTED) {
            let reason = acceptance(judged).unwrap_or_default();
            writeln!(writer, "- {} {}: {}", verbatim(&judged.rule), plain(&judged.subject), plain(&reason))?;
        }
        cut(writer, accepted.len())?;
    }
    Ok(())
}

fn group(writer: &mut dyn Write, title: &str, judged: &[Judged], verdict: &Verdict) -> io::Result<()> {
    let open: Vec<&Judged> =
        verdict.open().filter(|one| judged.iter().any(|known| std::ptr::eq(*one, known))).collect();
    writeln!(writer, "\n### {}\n", plain(title))?;
    if open.is_empty() {
        return writeln!(writer, "No findings.");
    }
    writeln!(writer, "| | level | finding | where | id |\n|---|---|---|---|---|")?;
    let mut sorted = open.clone();
    sorted.sort_by_key(|judged| std::cmp::Reverse(judged.weight));
    for judged in sorted.iter().take(LISTED) {
        let sign = match (verdict.blocks(judged), judged.weight) {
            (true, _) => "❌",
            (false, Weight::Minor) => "ℹ️",
            (false, _) => "⚠️",
        };
        let place = judged.place.as_ref().map(|place| verbatim(&format!("{}:{}", place.file, place.line)));
        writeln!(
            writer,
            "| {sign} | {} | {}<br>{} | {} | {} |",
            judged.weight.level(),
            verbatim(&judged.rule),
            plain(&sentence(judged)),
            place.unwrap_or_default(),
            verbatim(judged.id()),
        )?;
    }
    cut(writer, open.len())
}

fn cut(writer: &mut dyn Write, number: usize) -> io::Result<()> {
    match number.checked_sub(LISTED).filter(|&left| left > 0) {
        Some(left) => writeln!(writer, "\n**{left} more are left out here; `kidd check` lists them.**"),
        None => Ok(()),
    }
}
