//! What the changes mean, most important first.

use std::io::{self, Write};

use super::in_order::in_order;
use super::links;
use super::marks::weight_tone;
use super::view::{Part, View};
use crate::Sides;
use crate::compare::{Comparison, Finding};
use crate::report::account::{self, Untold, finding_place, weights};
use crate::report::quote::{Span, shorten};
use crate::report::rich::{Indent, Rich, Tone};
use crate::report::topics::topics;

/// Columns in front of a quote: the number, the weight, and spaces.
const MARGIN: usize = 4;

/// From so many columns on, what a finding quotes stands on one line: two quotes of some fifty columns still say something.
const WIDE: usize = 110;

/// Columns of what stands round quotes: marks, an arrow or a word, and spaces.
const MARKS: usize = 8;

/// The column of a rule, behind the longest weight.
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
    if view.section.is_none() {
        lead(writer, comparison, view)?;
    }
    in_order(writer, &findings, |writer, at, finding| entry(writer, at + 1, finding, comparison, view))?;
    if view.section.is_some() {
        return Ok(());
    }
    untold(writer, comparison, view)
}

/// The topics of many findings, a line each, the largest first.
fn lead(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let topics = topics(comparison);
    for topic in &topics {
        let mut line = Rich::of(Tone::Strong, topic.title);
        line.push(Tone::Dim, &format!(" ({})", topic.findings.len()));
        let told: Vec<String> = topic
            .findings
            .first()
            .map(|first| first.message.clone())
            .into_iter()
            .chain(topic.counts())
            .collect();
        line.plain(&format!("  {}", told.join("; ")));
        line.write(writer, &view.layout, Indent { first: 2, rest: MARGIN })?;
    }
    if topics.is_empty() { Ok(()) } else { writeln!(writer) }
}

/// Sentences that no finding tells of and that are named, where nothing else shows them.
const OPENINGS: usize = 10;

/// What no finding tells. The changes below show it whole; the findings alone name it.
fn untold(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let most = if view.part == Part::Findings { OPENINGS } else { 0 };
    let Some((text, shown)) = account::untold(comparison, most) else { return Ok(()) };
    writeln!(writer)?;
    let end = if most > 0 { ":" } else { "." };
    Rich::of(Tone::Plain, &format!("{text}{end}")).write(writer, &view.layout, Indent::all(2))?;
    for Untold { kind, place, opening } in &shown {
        let mut line = Rich::of(Tone::Dim, kind);
        line.pad_to(KIND).plain(&format!("“{opening}”")).push(Tone::Dim, &format!("  {place}"));
        line.write(writer, &view.layout, Indent { first: MARGIN, rest: MARGIN + KIND })?;
    }
    let left = comparison.untold().len() - shown.len();
    if most > 0 && left > 0 {
        Rich::of(Tone::Dim, &format!("and {left} more")).write(writer, &view.layout, Indent::all(MARGIN))?;
    }
    Ok(())
}

/// Columns of the kind of a sentence: `reworded` and a space.
const KIND: usize = 10;

fn heading(findings: &[&Finding]) -> Rich {
    let mut text = Rich::of(Tone::Strong, "FINDINGS");
    let weights = weights(findings.iter().copied());
    text.push(Tone::Dim, &format!("  {}", weights.as_deref().unwrap_or("none")));
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
    head.push(weight_tone(finding.weight), finding.weight.word());
    head.pad_to(RULE).plain(finding.rule.id()).plain("  ").push(Tone::Strong, &finding.subject);
    head.plain("  ").push_link(
        Tone::Dim,
        &finding_place(finding, comparison),
        links::to_finding(finding, comparison, &view.links),
    );

    let quotes = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
    let whole = quoted(quotes, usize::MAX);
    let fits = head.columns() + 2 + whole.columns() <= view.layout.width;
    if view.part != Part::All && fits && finding.history.is_none() {
        head.plain("  ").append(&whole);
        return head.write(writer, &view.layout, indent);
    }
    head.write(writer, &view.layout, indent)?;
    quoted(quotes, limit(view, quotes)).write(writer, &view.layout, Indent::all(MARGIN))?;
    if let Some(history) = &finding.history {
        let history = format!("history: {}", history.told);
        Rich::of(Tone::Note, &history).write(writer, &view.layout, Indent::all(MARGIN))?;
    }
    if view.part == Part::All {
        for reason in std::iter::once(&finding.message).chain(&finding.why) {
            Rich::of(Tone::Dim, reason).write(writer, &view.layout, Indent::all(MARGIN))?;
        }
    }
    Ok(())
}

/// Columns of each quote: a wide terminal has one line for what is quoted, a narrow one two. Two lines also where one would
/// not hold all that differs.
fn limit(view: &View, quotes: Sides<Option<&str>>) -> usize {
    let room = view.layout.width - MARGIN;
    let wide = view.layout.width >= WIDE;
    let line = room.saturating_sub(MARKS) / 2;
    let differing = |limit: usize| -> usize {
        let shown = shorten(quotes, limit);
        let spans = shown.before.into_iter().chain(shown.after).flatten().filter(|span| span.differs);
        spans.map(|span| span.text.split(' ').count()).sum()
    };
    match (view.part, quotes.before.is_some() && quotes.after.is_some()) {
        (Part::All | Part::Stat, _) => usize::MAX,
        (Part::Changes | Part::Findings, true) if wide && differing(line) == differing(usize::MAX) => line,
        (Part::Changes | Part::Findings, true) => room - MARGIN,
        (Part::Changes | Part::Findings, false) if wide => room.saturating_sub(MARKS),
        // Wrapping leaves some of the second line free.
        (Part::Changes | Part::Findings, false) => room * 2 - room / 4,
    }
}

/// The quotes, shortened to about so many columns each.
fn quoted(quotes: Sides<Option<&str>>, limit: usize) -> Rich {
    let shown = shorten(quotes, limit);
    let mut text = Rich::default();
    match (&shown.before, &shown.after) {
        (Some(both), Some(_)) if quotes.before == quotes.after => {
            text.push(Tone::Dim, "both: ");
            push_quote(&mut text, both, Tone::Plain);
        }
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
