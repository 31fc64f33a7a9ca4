//! What the changes mean, most important first.

use std::io::{self, Write};

use super::marks::level_tone;
use super::{Part, View};
use crate::Sides;
use crate::compare::{Comparison, Finding};
use crate::report::account::{finding_place, levels};
use crate::report::quote::{Span, shorten};
use crate::report::rich::{Indent, Rich, Tone};
use crate::report::words::level_word;

/// Columns in front of a quote: the number, the level, and spaces.
const MARGIN: usize = 4;

/// The column of a rule, behind the longest level.
const RULE: usize = MARGIN + 8;

pub(super) fn write(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let findings: Vec<&Finding> = comparison
        .findings
        .iter()
        .filter(|finding| view.section.as_ref().is_none_or(|section| finding.section == *section))
        .collect();
    writeln!(writer)?;
    heading(&findings).write(writer, &view.layout, Indent::all(0))?;
    if !findings.is_empty() {
        writeln!(writer)?;
    }
    for (number, finding) in (1..).zip(findings) {
        entry(writer, number, finding, comparison, view)?;
    }
    Ok(())
}

fn heading(findings: &[&Finding]) -> Rich {
    let mut text = Rich::of(Tone::Strong, "FINDINGS");
    let levels = levels(findings.iter().copied());
    text.push(Tone::Dim, &format!("  {}", levels.as_deref().unwrap_or("none")));
    text
}

fn entry(
    writer: &mut dyn Write,
    number: usize,
    finding: &Finding,
    comparison: &Comparison<'_>,
    view: &View,
) -> io::Result<()> {
    let indent = Indent { first: 0, rest: MARGIN };
    let mut head = Rich::of(Tone::Dim, &format!("{number:>2}"));
    head.pad_to(MARGIN);
    head.push(level_tone(finding.level), level_word(finding.level));
    head.pad_to(RULE).plain(finding.rule).plain("  ").push(Tone::Strong, &finding.subject);
    head.push(Tone::Dim, &format!("  {}", finding_place(finding, comparison)));
    head.write(writer, &view.layout, indent)?;

    let room = view.layout.width - MARGIN;
    let quotes = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
    let limit = match view.part {
        Part::All => usize::MAX,
        // Two quotes have a line each. One has two, but for what wrapping leaves free.
        Part::Changes | Part::Findings if quotes.before.is_some() && quotes.after.is_some() => room,
        Part::Changes | Part::Findings => room * 2 - room / 4,
    };
    let shown = shorten(quotes, limit);
    quoted(&shown).write(writer, &view.layout, Indent::all(MARGIN))?;
    if view.part == Part::All {
        for reason in std::iter::once(&finding.message).chain(&finding.why) {
            Rich::of(Tone::Dim, reason).write(writer, &view.layout, Indent::all(MARGIN))?;
        }
    }
    Ok(())
}

fn quoted(quotes: &Sides<Option<Vec<Span>>>) -> Rich {
    let mut text = Rich::default();
    match (&quotes.before, &quotes.after) {
        (Some(before), Some(after)) => {
            push_quote(&mut text, before, Tone::OldEdit);
            text.plain(" → ");
            push_quote(&mut text, after, Tone::NewEdit);
        }
        (Some(before), None) => {
            text.push(Tone::Dim, "gone: ");
            push_quote(&mut text, before, Tone::OldEdit);
        }
        (None, Some(after)) => {
            text.push(Tone::Dim, "new: ");
            push_quote(&mut text, after, Tone::NewEdit);
        }
        (None, None) => {}
    }
    text
}

/// A quote in quotation marks; what the other side does not have stands out.
fn push_quote(text: &mut Rich, spans: &[Span], edit: Tone) {
    text.plain("“");
    for (number, span) in spans.iter().enumerate() {
        if number > 0 {
            text.plain(" ");
        }
        text.push(if span.differs { edit } else { Tone::Plain }, &span.text);
    }
    text.plain("”");
}
