//! Section by section, the sentences that changed.

use std::io::{self, Write};

use super::in_order::in_order;
use super::marks::{Marking, marked, whole};
use super::side_by_side;
use super::view::{Columns, Part, View};
use crate::Sides;
use crate::compare::{Change, ChangeKind, Comparison, SectionChange, SectionStatus};
use crate::report::account::{group_sizes, place, section_status, what_happened};
use crate::report::pieces::{is_whole, texts};
use crate::report::redline::{Mark, Noise};
use crate::report::rich::{Indent, Rich, Tone};

/// Columns in front of a sentence.
const MARGIN: usize = 4;

pub(super) fn write(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let groups = group_sizes(comparison);
    let mut unchanged = Vec::new();
    let mut any = false;
    for section in &comparison.sections {
        if view.section.as_ref().is_some_and(|wanted| *wanted != section.id) {
            continue;
        }
        any = true;
        if section.status == SectionStatus::Same && view.part != Part::All && view.section.is_none() {
            unchanged.push(format!("{} ({})", section.title, section.changes.len()));
            continue;
        }
        writeln!(writer)?;
        one(writer, section, comparison, view, &groups)?;
    }
    if !unchanged.is_empty() {
        writeln!(writer)?;
        let mut text = Rich::of(Tone::Dim, "Sections without a change (sentences): ");
        text.plain(&unchanged.join(", "));
        text.write(writer, &view.layout, Indent { first: 0, rest: MARGIN })?;
    }
    if let (false, Some(section)) = (any, &view.section) {
        writeln!(writer)?;
        Rich::of(Tone::Plain, &format!("Neither edition has a sentence in the section {section}.")).write(
            writer,
            &view.layout,
            Indent::all(0),
        )?;
    }
    Ok(())
}

fn one(
    writer: &mut dyn Write,
    section: &SectionChange,
    comparison: &Comparison<'_>,
    view: &View,
    groups: &[usize],
) -> io::Result<()> {
    let entries: Vec<&Change> =
        section.changes.iter().filter_map(|&position| comparison.changes.get(position)).collect();
    let is_shown =
        |change: &Change| view.part == Part::All || change.moved || change.kind != ChangeKind::Same;
    let hidden = entries.iter().filter(|change| !is_shown(change)).count();

    let mut heading = Rich::of(Tone::Strong, &section.title.to_uppercase());
    heading.push(Tone::Dim, &format!("  {}", section_status(section.status, hidden)));
    heading.write(writer, &view.layout, Indent { first: 0, rest: MARGIN })?;
    let shown: Vec<&Change> = entries.into_iter().filter(|change| is_shown(change)).collect();
    in_order(writer, &shown, |writer, at, change| {
        if at > 0 {
            writeln!(writer)?;
        }
        label(change, comparison, groups).write(writer, &view.layout, Indent { first: 2, rest: MARGIN })?;
        sentences(writer, change, comparison, view)
    })
}

/// `¶5 → ¶6  moved together with 2 others (move 1), reworded`
fn label(change: &Change, comparison: &Comparison<'_>, groups: &[usize]) -> Rich {
    let mut text = Rich::of(Tone::Note, &place(comparison, change));
    text.push(Tone::Dim, &format!("  {}", what_happened(change, groups)));
    text
}

fn sentences(
    writer: &mut dyn Write,
    change: &Change,
    comparison: &Comparison<'_>,
    view: &View,
) -> io::Result<()> {
    let texts = texts(comparison, change);
    let texts = Sides::new(texts.before.as_str(), texts.after.as_str());
    let noise = if view.part == Part::All { Noise::Marked } else { Noise::Silent };
    if view.columns == Columns::Two {
        return side_by_side::write(writer, change, texts, noise, &view.layout);
    }
    let marking = Marking { colour: view.layout.colour, noise };
    let inside = match change.kind {
        ChangeKind::Added | ChangeKind::Removed => None,
        _ if is_whole(texts, &change.phrases) => None,
        _ => marked(texts, &change.phrases, marking),
    };
    let paragraphs = match inside {
        Some(text) => vec![text],
        // Sentences that share too little are shown whole, one after the other.
        None => [(texts.before, Mark::Old), (texts.after, Mark::New)]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, side)| whole(text, side, view.layout.colour))
            .collect(),
    };
    for paragraph in paragraphs {
        paragraph.write(writer, &view.layout, Indent::all(MARGIN))?;
    }
    Ok(())
}
