//! Subjects × editions, as many of the newest as fit.

use std::collections::BTreeSet;
use std::io::{self, Write};

use textwrap::core::display_width;

use crate::drift::{Lifeline, Timeline};
use crate::report::Layout;
use crate::report::lifelines::{Cell, clip, label, row};
use crate::report::prose::count;
use crate::report::rich::{Indent, Rich, Tone};

/// A row of the matrix.
pub(super) struct Row<'t> {
    pub line: &'t Lifeline,
    pub name: &'t str,
}

/// Widest name of a row, in columns.
const NAME: usize = 28;

/// Columns in front of a row.
const MARGIN: usize = 2;

pub(super) fn matrix(
    writer: &mut dyn Write,
    timeline: &Timeline,
    layout: &Layout,
    title: &str,
    rows: &[Row<'_>],
) -> io::Result<()> {
    writeln!(writer)?;
    if rows.is_empty() {
        return Rich::of(Tone::Strong, title).write(writer, layout, Indent::all(0));
    }
    let names = rows.iter().map(|row| display_width(row.name)).max().unwrap_or(0).clamp(8, NAME);
    let labels = labels(timeline);
    let wide = labels.iter().map(|label| display_width(label)).max().unwrap_or(1) + 1;
    let counts = "of ".len() + timeline.slots.len().to_string().len() * 2 + 1;
    let room = layout.width.saturating_sub(MARGIN + names + 2 + counts);
    let shown = (room / wide).clamp(1, timeline.slots.len());
    let first = timeline.slots.len() - shown;

    Rich::of(Tone::Strong, title).write(writer, layout, Indent::all(0))?;
    let mut head = Rich::default();
    head.pad_to(names + 1);
    for label in &labels[first..] {
        head.push(Tone::Dim, &format!("{label:>wide$}"));
    }
    head.write(writer, layout, Indent::all(MARGIN))?;
    let mut used: BTreeSet<&'static str> = BTreeSet::new();
    for Row { line, name } in rows {
        let cells = row(timeline, line);
        let mut text = Rich::of(Tone::Plain, &clip(name, names));
        text.pad_to(names + 1);
        for &cell in &cells[first..] {
            used.insert(cell.sign());
            text.push(tone(cell), &format!("{:>wide$}", cell.sign()));
        }
        let seen = line.seen().len();
        text.push(Tone::Dim, &format!("  {seen} of {}", timeline.held().count()));
        text.write(writer, layout, Indent::all(MARGIN))?;
    }
    let legend: Vec<String> =
        [Cell::First, Cell::Same, Cell::Changed, Cell::Returned, Cell::Absent, Cell::Missing]
            .into_iter()
            .filter(|cell| used.contains(cell.sign()))
            .map(|cell| format!("{} {}", cell.sign(), cell.word()))
            .collect();
    let mut note = legend.join("  ");
    if first > 0 {
        let folded = timeline.slots[..first].iter().filter(|slot| slot.held).count();
        note.push_str(&format!(
            "  ({} folded; --width and the other formats show more)",
            count(folded, "older edition", "older editions")
        ));
    }
    Rich::of(Tone::Dim, &note).write(writer, layout, Indent::all(MARGIN))
}

const fn tone(cell: Cell) -> Tone {
    match cell {
        Cell::First => Tone::New,
        Cell::Same => Tone::Plain,
        Cell::Changed => Tone::Warning,
        Cell::Returned => Tone::Note,
        Cell::Absent | Cell::Missing => Tone::Dim,
    }
}

/// Names of the columns: numbers as they are, dates by month where that tells them apart, else by day.
fn labels(timeline: &Timeline) -> Vec<String> {
    let full: Vec<&str> = (0..timeline.slots.len()).map(|slot| label(timeline, slot)).collect();
    let cut = |from: usize, to: usize| -> Vec<String> {
        full.iter()
            .map(|label| {
                let is_day = label.len() == 10 && label.as_bytes()[4] == b'-' && label.is_ascii();
                if is_day { label[from..to].to_owned() } else { clip(label, 8) }
            })
            .collect()
    };
    let months = cut(2, 7);
    let distinct: BTreeSet<&String> = months.iter().collect();
    if distinct.len() == months.len() { months } else { cut(2, 10) }
}
