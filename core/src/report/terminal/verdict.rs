//! What the check of an archive found, one line a problem.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::ledger::{Severity, Verdict};
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};
use crate::report::words::severity_word;

/// Columns of the longest severity and the gap behind it.
const SEVERITY: usize = 13;

/// Writes one line a problem, and a summary.
///
/// # Errors
/// Those of the writer.
pub fn verdict(writer: &mut dyn Write, verdict: &Verdict, layout: &Layout) -> io::Result<()> {
    for problem in &verdict.problems {
        let mut line = Rich::of(tone(problem.severity), severity_word(problem.severity));
        line.pad_to(SEVERITY).push(Tone::Strong, &problem.place).plain(": ").plain(&problem.message);
        line.write(writer, layout, Indent { first: 0, rest: SEVERITY })?;
    }
    Rich::of(Tone::Plain, &summary(verdict)).write(writer, layout, Indent::all(0))?;
    match verdict.entries.last() {
        Some(last) => {
            Rich::of(Tone::Dim, &format!("head {}", last.hash)).write(writer, layout, Indent::all(0))
        }
        None => Ok(()),
    }
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Note => Tone::Note,
        Severity::Recoverable => Tone::Warning,
        Severity::Damage => Tone::Error,
    }
}

fn summary(verdict: &Verdict) -> String {
    let count = |severity| verdict.problems.iter().filter(|problem| problem.severity == severity).count();
    match (count(Severity::Damage), count(Severity::Recoverable)) {
        (0, 0) => {
            let editions: BTreeSet<&str> = verdict.entries.iter().map(|entry| entry.id.as_str()).collect();
            format!("whole: revisions {}, editions {}", verdict.entries.len(), editions.len())
        }
        (0, recoverable) => format!(
            "nothing that was kept is concerned; recoverable: {recoverable}, which `kidd verify --repair` mends"
        ),
        (damage, recoverable) => format!("damaged: {damage}; recoverable: {recoverable}"),
    }
}
