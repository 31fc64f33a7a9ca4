//! Section by section, the sentences that changed.

use std::io::{self, Write};

use super::marks::{Marking, Side, marked, whole};
use super::{Part, View};
use crate::Sides;
use crate::compare::{Change, ChangeKind, Comparison, SectionChange, SectionStatus};
use crate::report::pieces::{is_whole, texts};
use crate::report::prose::{count, paragraphs};
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

/// How many entries moved together, by group.
fn group_sizes(comparison: &Comparison<'_>) -> Vec<usize> {
    let mut sizes = Vec::new();
    for group in comparison.changes.iter().filter_map(|change| change.move_group) {
        // Groups are counted from 1 and there are no more of them than entries.
        if group > sizes.len() && group <= comparison.changes.len() {
            sizes.resize(group, 0);
        }
        if let Some(size) = group.checked_sub(1).and_then(|position| sizes.get_mut(position)) {
            *size += 1;
        }
    }
    sizes
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
    heading.push(Tone::Dim, &format!("  {}", status(section.status, hidden)));
    heading.write(writer, &view.layout, Indent { first: 0, rest: MARGIN })?;
    for (number, change) in entries.into_iter().filter(|change| is_shown(change)).enumerate() {
        if number > 0 {
            writeln!(writer)?;
        }
        label(change, comparison, groups).write(writer, &view.layout, Indent { first: 2, rest: MARGIN })?;
        sentences(writer, change, comparison, view)?;
    }
    Ok(())
}

fn status(status: SectionStatus, hidden: usize) -> String {
    let word = match status {
        SectionStatus::Same => "unchanged",
        SectionStatus::Changed => "changed",
        SectionStatus::Added => "new section",
        SectionStatus::Removed => "section gone",
    };
    match hidden {
        0 => word.to_owned(),
        _ => format!("{word}; {} not shown", count(hidden, "unchanged sentence", "unchanged sentences")),
    }
}

/// `¶5 → ¶6  moved with 2 others (move 1), reworded`
fn label(change: &Change, comparison: &Comparison<'_>, groups: &[usize]) -> Rich {
    let sides = comparison.statements;
    let before = paragraphs(sides.before, &change.sentences.before);
    let after = paragraphs(sides.after, &change.sentences.after);
    let kind = match change.kind {
        ChangeKind::Same => None,
        ChangeKind::Reworded => Some("reworded".to_owned()),
        ChangeKind::Added => Some("added".to_owned()),
        ChangeKind::Removed => Some("removed".to_owned()),
        ChangeKind::Split => Some(format!("split into {} sentences", change.sentences.after.len())),
        ChangeKind::Merged => Some(format!("{} sentences merged into one", change.sentences.before.len())),
    };
    let moved = change.moved.then(|| {
        let companions = change
            .move_group
            .and_then(|group| groups.get(group.checked_sub(1)?))
            .map_or(0, |size| size.saturating_sub(1));
        match (change.move_group, companions) {
            (Some(group), 1..) => {
                format!("moved together with {} (move {group})", count(companions, "other", "others"))
            }
            _ => "moved".to_owned(),
        }
    });
    let words: Vec<String> = moved.into_iter().chain(kind).collect();
    let words = if words.is_empty() { "unchanged".to_owned() } else { words.join(", ") };
    let place = match (before.as_str(), after.as_str()) {
        (one, "") | ("", one) => one.to_owned(),
        (before, after) if before == after && !change.moved => after.to_owned(),
        (before, after) => format!("{before} → {after}"),
    };
    let mut text = Rich::of(Tone::Note, &place);
    text.push(Tone::Dim, &format!("  {words}"));
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
    let marking = Marking { colour: view.layout.colour, noise: view.part == Part::All };
    let inside = match change.kind {
        ChangeKind::Added | ChangeKind::Removed => None,
        _ if is_whole(texts, &change.phrases) => None,
        _ => marked(texts, &change.phrases, marking),
    };
    let paragraphs = match inside {
        Some(text) => vec![text],
        // Sentences that share too little are shown whole, one after the other.
        None => [(texts.before, Side::Old), (texts.after, Side::New)]
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
