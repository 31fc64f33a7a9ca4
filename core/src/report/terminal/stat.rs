//! How much of each section changed: a line a section, with a bar of the words that went and came.

use std::io::{self, Write};

use textwrap::core::display_width;

use super::view::View;
use crate::Sides;
use crate::compare::{Change, ChangeKind, Comparison};
use crate::report::pieces::texts;
use crate::report::prose::count;
use crate::report::rich::{Indent, Rich, Tone};

/// Columns of the longest title that is shown whole.
const TITLE: usize = 34;

/// Columns of a bar on any terminal: more say no more.
const BAR: usize = 60;

/// A section of the table.
struct Line<'c> {
    title: &'c str,
    /// Words that went and that came.
    words: Sides<usize>,
    moved: usize,
}

pub(super) fn write(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let lines: Vec<Line<'_>> = comparison
        .sections
        .iter()
        .filter(|section| view.section.as_ref().is_none_or(|wanted| *wanted == section.id))
        .map(|section| {
            let changes: Vec<&Change> =
                section.changes.iter().filter_map(|&position| comparison.changes.get(position)).collect();
            let words = changes
                .iter()
                .map(|change| words(comparison, change))
                .fold(Sides::new(0, 0), |all: Sides<usize>, one| {
                    Sides::new(all.before + one.before, all.after + one.after)
                });
            let moved = changes.iter().filter(|change| change.moved).count();
            Line { title: &section.title, words, moved }
        })
        .filter(|line| line.words.before + line.words.after + line.moved > 0)
        .collect();
    let all = lines.iter().fold(Sides::new(0, 0), |all: Sides<usize>, line| {
        Sides::new(all.before + line.words.before, all.after + line.words.after)
    });
    let most = lines.iter().map(|line| line.words.before + line.words.after).max().unwrap_or(0);
    let titles = lines.iter().map(|line| display_width(line.title)).max().unwrap_or(0).min(TITLE);
    let figures = most.to_string().len();
    let room = view.layout.width.saturating_sub(titles + figures + 5).min(BAR);
    writeln!(writer)?;
    for line in &lines {
        let mut text = Rich::of(Tone::Plain, &cut(line.title, titles));
        text.pad_to(titles + 1).push(Tone::Dim, "| ");
        text.plain(&format!("{:>figures$} ", line.words.before + line.words.after));
        if line.words == Sides::new(0, 0) {
            text.push(Tone::Dim, &format!("{} moved", count(line.moved, "sentence", "sentences")));
        }
        let bar = bar(line.words, most, room);
        text.push(Tone::OldEdit, &"-".repeat(bar.before)).push(Tone::NewEdit, &"+".repeat(bar.after));
        text.write(writer, &view.layout, Indent::all(1))?;
    }
    let said = format!(
        "{} of {} differ: {} out (-), {} in (+), {}",
        lines.len(),
        count(comparison.sections.len(), "section", "sections"),
        count(all.before, "word", "words"),
        all.after,
        count(comparison.findings.len(), "finding", "findings"),
    );
    Rich::of(Tone::Plain, &said).write(writer, &view.layout, Indent::all(1))
}

/// The words of an entry that went and came; what moved counts as neither.
fn words(comparison: &Comparison<'_>, change: &Change) -> Sides<usize> {
    let texts = texts(comparison, change);
    let words = |text: &str| text.split_whitespace().count();
    match change.kind {
        ChangeKind::Added | ChangeKind::Removed => texts.map(|text| words(&text)),
        _ => {
            let edits =
                change.phrases.iter().filter(|phrase| !phrase.trivial).flat_map(|phrase| &phrase.edits);
            edits.fold(Sides::new(0, 0), |all, edit| {
                let own =
                    |text: &str, range: &std::ops::Range<usize>| text.get(range.clone()).map_or(0, words);
                Sides::new(
                    all.before + own(&texts.before, &edit.range.before),
                    all.after + own(&texts.after, &edit.range.after),
                )
            })
        }
    }
}

/// How long the two parts of a bar are; what is there at all has a sign at least.
fn bar(words: Sides<usize>, most: usize, room: usize) -> Sides<usize> {
    let scaled =
        |words: usize| if most <= room { words } else { (words * room / most).max(usize::from(words > 0)) };
    words.map(scaled)
}

/// A title in so many columns.
fn cut(title: &str, columns: usize) -> String {
    if display_width(title) <= columns {
        return title.to_owned();
    }
    let mut short = String::new();
    for c in title.chars() {
        if display_width(&short) + 2 > columns {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fit_and_show_whatever_is_there() {
        assert_eq!(bar(Sides::new(3, 4), 10, 20), Sides::new(3, 4));
        assert_eq!(bar(Sides::new(1, 999), 1000, 50), Sides::new(1, 49));
        assert_eq!(bar(Sides::new(0, 0), 1000, 50), Sides::new(0, 0));
    }

    #[test]
    fn long_titles_are_cut() {
        assert_eq!(cut("Extended deterrence", 19), "Extended deterrence");
        assert_eq!(cut("Extended deterrence", 10), "Extended…");
    }
}
