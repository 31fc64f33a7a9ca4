//! Plots as inline SVG, each with the table behind it. They are drawn in shades of one colour and in shapes, so that they
//! can be read in print and by whoever does not see colours; a screen reader is sent to the table.

use crate::drift::{Lifeline, Timeline};
use crate::report::lifelines::{Cell, clip, label, percent, row};

/// Width of the names of rows, in user units (pixels at the usual size).
const NAMES: usize = 300;
/// Width of a whole plot, which its columns share: that of the page.
const PLOT: usize = 1160;
/// Width of a column: an edition's name stands upright in the least, and in the most the eye still follows a row.
const COLUMN: std::ops::RangeInclusive<usize> = 22..=120;
/// Height of a row.
const ROW: usize = 20;
/// Letters of a name that fit in its column.
const LETTERS: usize = 46;

/// Lifelines as a strip chart.
pub(super) struct Strip {
    pub caption: String,
    pub width: usize,
    pub height: usize,
    pub names: usize,
    /// Width of a column.
    pub column: usize,
    pub columns: Vec<Column>,
    /// Where missing editions stand: left edges.
    pub missing: Vec<usize>,
    pub rows: Vec<StripRow>,
    /// The table: names of the columns as they are read.
    pub heads: Vec<String>,
}

/// The name of a column.
pub(super) struct Column {
    pub x: usize,
    pub y: usize,
    pub text: String,
}

/// A lifeline.
pub(super) struct StripRow {
    pub name: String,
    pub short: String,
    pub y: usize,
    pub text_y: usize,
    /// From and to.
    pub bars: Vec<(usize, usize)>,
    pub marks: Vec<Mark>,
    /// Words of the cells.
    pub cells: Vec<&'static str>,
}

/// A sign on a bar.
pub(super) struct Mark {
    pub class: &'static str,
    /// The corners of the sign.
    pub points: String,
}

/// Sections × pairs, the darker the less was kept.
pub(super) struct Heat {
    pub width: usize,
    pub height: usize,
    pub columns: Vec<Column>,
    pub rows: Vec<HeatRow>,
    pub heads: Vec<String>,
}

/// A section.
pub(super) struct HeatRow {
    pub name: String,
    pub short: String,
    pub text_y: usize,
    pub cells: Vec<HeatCell>,
}

/// A section in a pair.
pub(super) struct HeatCell {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    /// 0.00 to 1.00; `None` where there is nothing.
    pub shade: Option<String>,
    pub text: String,
}

pub(super) fn strip(timeline: &Timeline, lines: &[&Lifeline], caption: &str) -> Strip {
    let heads: Vec<String> = (0..timeline.slots.len()).map(|slot| label(timeline, slot).to_owned()).collect();
    let head = head_height(&heads);
    let width = column(heads.len());
    let middle = |slot: usize| NAMES + slot * width + width / 2;
    let rows = lines.iter().enumerate().map(|(number, line)| {
        let y = head + number * ROW + ROW / 2;
        let cells = row(timeline, line);
        let mut bars: Vec<(usize, usize)> = Vec::new();
        let mut marks = Vec::new();
        for (slot, cell) in cells.iter().enumerate() {
            let x = middle(slot);
            match cell {
                Cell::Absent | Cell::Missing => continue,
                Cell::First => marks.push(Mark { class: "first", points: square(x, y) }),
                Cell::Changed => marks.push(Mark { class: "changed", points: diamond(x, y) }),
                Cell::Returned => marks.push(Mark { class: "first", points: square(x, y) }),
                Cell::Same => {}
            }
            // What is missing in between does not end a bar.
            let open = slot > 0
                && !bars.is_empty()
                && cells[..slot].iter().rev().find(|cell| **cell != Cell::Missing) != Some(&Cell::Absent);
            match bars.last_mut().filter(|_| open) {
                Some(bar) => bar.1 = x + width / 2 - 3,
                None => bars.push((x - (width / 2 - 3), x + width / 2 - 3)),
            }
        }
        StripRow {
            name: line.subject.clone(),
            short: clip(&line.subject, LETTERS),
            y,
            text_y: y + 4,
            bars,
            marks,
            cells: cells.into_iter().map(Cell::word).collect(),
        }
    });
    Strip {
        caption: caption.to_owned(),
        width: NAMES + timeline.slots.len() * width,
        column: width,
        height: head + lines.len() * ROW,
        names: head,
        columns: columns(&heads, head, width),
        missing: (0..timeline.slots.len())
            .filter(|&slot| !timeline.slots[slot].held)
            .map(|slot| NAMES + slot * width)
            .collect(),
        rows: rows.collect(),
        heads,
    }
}

pub(super) fn heat(timeline: &Timeline) -> Option<Heat> {
    if timeline.drift.is_empty() {
        return None;
    }
    let heads: Vec<String> = timeline
        .drift
        .iter()
        .map(|pair| format!("{} → {}", label(timeline, pair.before), label(timeline, pair.after)))
        .collect();
    let shown: Vec<String> =
        timeline.drift.iter().map(|pair| label(timeline, pair.after).to_owned()).collect();
    let head = head_height(&shown);
    let own = column(shown.len());
    let cell = |number: usize, column: usize, kept: Option<f64>| HeatCell {
        x: NAMES + column * own,
        y: head + number * ROW,
        width: own - 2,
        height: ROW - 2,
        shade: kept.map(|kept| format!("{:.2}", 1.0 - kept)),
        text: percent(kept),
    };
    let mut rows = vec![HeatRow {
        name: "Whole text".to_owned(),
        short: "Whole text".to_owned(),
        text_y: head + ROW / 2 + 4,
        cells: timeline
            .drift
            .iter()
            .enumerate()
            .map(|(column, pair)| cell(0, column, pair.whole.kept))
            .collect(),
    }];
    for (number, (_, title)) in timeline.sections.iter().enumerate() {
        rows.push(HeatRow {
            name: title.clone(),
            short: clip(title, LETTERS),
            text_y: head + (number + 1) * ROW + ROW / 2 + 4,
            cells: timeline
                .drift
                .iter()
                .enumerate()
                .map(|(column, pair)| {
                    cell(number + 1, column, pair.sections[number].and_then(|figure| figure.kept))
                })
                .collect(),
        });
    }
    let columns = shown.into_iter().enumerate().map(|(column, text)| Column {
        x: NAMES + column * own + own / 2 - 1,
        y: head - 6,
        text,
    });
    Some(Heat {
        width: NAMES + timeline.drift.len() * own,
        height: head + rows.len() * ROW,
        columns: columns.collect(),
        rows,
        heads,
    })
}

/// Names of columns stand upright: as high as the longest.
fn head_height(heads: &[String]) -> usize {
    let longest = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0);
    longest.clamp(2, 16) * 8 + 12
}

/// The width of each of so many columns.
fn column(columns: usize) -> usize {
    ((PLOT - NAMES) / columns.max(1)).clamp(*COLUMN.start(), *COLUMN.end())
}

fn columns(heads: &[String], head: usize, width: usize) -> Vec<Column> {
    heads
        .iter()
        .enumerate()
        .map(|(slot, text)| Column { x: NAMES + slot * width + width / 2, y: head - 6, text: clip(text, 16) })
        .collect()
}

fn diamond(x: usize, y: usize) -> String {
    format!("{x},{} {},{y} {x},{} {},{y}", y - 7, x + 7, y + 7, x - 7)
}

fn square(x: usize, y: usize) -> String {
    format!("{0},{2} {1},{2} {1},{3} {0},{3}", x - 5, x + 5, y - 5, y + 5)
}
