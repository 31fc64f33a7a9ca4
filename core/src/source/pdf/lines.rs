//! Characters → lines, with raised ordinals whole and labels of footnotes taken off.

use super::super::raised::{self, Raised};
use super::glyphs::Glyph;

/// How far a character may stand above or below its line, in heights of the line's font: raised ordinals and marks of
/// footnotes stand a third to a half above it. Lines stand at least a whole height apart.
const MAX_RAISED: f64 = 0.6;

/// From which gap between two characters on there is a space, in heights of the font. Spaces have a quarter of it, and
/// kerning moves characters by a tenth at most.
const SPACE: f64 = 0.16;

/// From which height above the line on, in heights of its font, a character is raised.
const RAISED: f64 = 0.2;

/// A line of characters on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Row {
    /// Its number in the file, counted from 1.
    pub number: usize,
    pub text: String,
    /// Its left and right end and the height of its base line, in points.
    pub left: f64,
    pub right: f64,
    pub y: f64,
    /// The height of most of its characters.
    pub size: f64,
    /// The part of the page that it is of, in the order of reading: a column, or what stands above and below columns.
    pub part: usize,
    /// Labels of footnotes that stood in it.
    pub marks: Vec<String>,
    /// The label of a footnote that it starts with.
    pub note: Option<String>,
}

/// Sets the characters of a page in lines, from top to bottom.
pub(super) fn rows(glyphs: Vec<Glyph>) -> Vec<Row> {
    let mut open: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs.into_iter().filter(|glyph| glyph.size > 0.0) {
        // Text is drawn line by line: what belongs together came just before, or very rarely some lines before.
        let here = open.iter_mut().rev().take(4).find(|row| belongs(row, &glyph));
        match here {
            Some(row) => row.push(glyph),
            None => open.push(vec![glyph]),
        }
    }
    let mut rows: Vec<Row> = joined(open).into_iter().filter_map(row).collect();
    // Lines of equal height stand side by side: columns, or the two halves of a heading.
    rows.sort_by(|one, other| other.y.total_cmp(&one.y).then(one.left.total_cmp(&other.left)));
    rows
}

fn belongs(row: &[Glyph], glyph: &Glyph) -> bool {
    let (y, size) = base(row);
    (glyph.y - y).abs() <= MAX_RAISED * size.max(glyph.size)
}

/// The base line of a row and its font's height: those of most of its characters.
fn base(row: &[Glyph]) -> (f64, f64) {
    // The largest characters stand on the base line; what is raised is smaller.
    let size = row.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let on_base = row.iter().find(|glyph| glyph.size >= size * 0.95 && !glyph.text.trim().is_empty());
    on_base.or(row.first()).map_or((0.0, size), |glyph| (glyph.y, size))
}

/// Puts pieces together that were drawn at different times on one base line.
fn joined(open: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut based: Vec<(f64, f64, Vec<Glyph>)> = open
        .into_iter()
        .map(|row| {
            let (y, size) = base(&row);
            (y, size, row)
        })
        .collect();
    based.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut rows: Vec<(f64, f64, Vec<Glyph>)> = Vec::new();
    for (y, size, row) in based {
        match rows.last_mut() {
            Some((above, height, last)) if (*above - y).abs() <= MAX_RAISED / 2.0 * height.max(size) => {
                last.extend(row)
            }
            _ => rows.push((y, size, row)),
        }
    }
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn row(mut glyphs: Vec<Glyph>) -> Option<Row> {
    in_reading_order(&mut glyphs);
    let (y, size) = base(&glyphs);
    let mut text = String::new();
    let mut end = f64::NAN;
    let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut labels = Labels::default();
    let mut drawn = None;
    for glyph in &glyphs {
        let is_raised = glyph.y - y > RAISED * size && !glyph.text.trim().is_empty();
        if is_raised && (labels.open.is_empty() || glyph.x - end <= SPACE * size) {
            if labels.open.is_empty()
                && glyph.x - end > SPACE * size
                && !text.is_empty()
                && !text.ends_with(' ')
            {
                text.push(' ');
            }
            labels.open.push_str(&glyph.text);
            left = left.min(glyph.x);
            right = right.max(glyph.x + glyph.width);
            end = glyph.x + glyph.width;
            continue;
        }
        labels.settle(&mut text);
        let is_space = glyph.text.trim().is_empty();
        // A wide number reaches up to the text, which was set at a stop of its own.
        let is_behind_label = drawn != Some(glyph.drawn) && is_label(&text) && starts_text(glyph);
        drawn = Some(glyph.drawn);
        let is_apart = is_space || is_behind_label || glyph.x - end > SPACE * size;
        if is_apart && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        // Not even a no-break space ends in a word: it is a word's end here as elsewhere, but stays what it is.
        if glyph.text == "\u{a0}" {
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\u{a0}');
        } else if !is_space {
            text.push_str(&glyph.text);
            left = left.min(glyph.x);
            right = right.max(glyph.x + glyph.width);
        }
        end = glyph.x + glyph.width;
    }
    labels.settle(&mut text);
    let text = text.trim().to_owned();
    let Labels { marks, note, .. } = labels;
    (!text.is_empty()).then_some(Row { number: 0, text, left, right, y, size, part: 0, marks, note })
}

/// `12.`, `(3)`
fn is_label(text: &str) -> bool {
    let number = text.strip_suffix(['.', ')']).map(|number| number.trim_start_matches('('));
    number.is_some_and(|number| (1..=3).contains(&number.len()) && number.bytes().all(|c| c.is_ascii_digit()))
}

fn starts_text(glyph: &Glyph) -> bool {
    glyph.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
}

/// Labels of footnotes on a line.
#[derive(Default)]
struct Labels {
    /// Raised characters of which it is not known yet what they are.
    open: String,
    marks: Vec<String>,
    note: Option<String>,
}

impl Labels {
    /// Decides what the raised characters behind a text are.
    fn settle(&mut self, text: &mut String) {
        if self.open.is_empty() {
            return;
        }
        let raised = std::mem::take(&mut self.open);
        match raised::kind(text, &raised) {
            Raised::Mark if text.trim().is_empty() => self.note = Some(raised),
            Raised::Mark => self.marks.push(raised),
            Raised::Power(power) => text.push_str(&power),
            Raised::Word => text.push_str(&raised),
        }
    }
}

/// Orders the runs of a line from left to right. The characters of a run stay in the order in which they were drawn:
/// where a font does not tell their widths, their places are wrong, and only the start of a run is right.
fn in_reading_order(glyphs: &mut Vec<Glyph>) {
    let mut runs: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs.drain(..) {
        match runs.last_mut() {
            Some(run) if run[0].run == glyph.run => run.push(glyph),
            _ => runs.push(vec![glyph]),
        }
    }
    runs.sort_by(|one, other| one[0].x.total_cmp(&other[0].x));
    glyphs.extend(runs.into_iter().flatten());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let at = |(index, c): (usize, char)| Glyph {
            x: x + index as f64 * size / 2.0,
            y,
            width: size / 2.0,
            size,
            run: (x * 1000.0 + y) as usize,
            drawn: 0,
            angle: 0.0,
            text: c.to_string(),
        };
        text.chars().enumerate().map(at).collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn raised_ordinals_are_whole() {
        let mut line = glyphs("the 23", 0.0, 700.0, 12.0);
        line.extend(glyphs("rd", 36.0, 704.5, 7.0));
        line.extend(glyphs("KIDD", 46.5, 700.0, 12.0));
        line.extend(glyphs("next", 0.0, 686.0, 12.0));
        assert_eq!(texts(line), ["the 23rd KIDD", "next"]);
    }

    #[test]
    fn lines_are_read_from_top_to_bottom_whatever_the_order_they_are_drawn_in() {
        let mut page = glyphs("foot", 0.0, 30.0, 10.0);
        page.extend(glyphs("second", 0.0, 500.0, 10.0));
        page.extend(glyphs("first", 0.0, 514.0, 10.0));
        assert_eq!(texts(page), ["first", "second", "foot"]);
    }

    #[test]
    fn a_gap_is_a_space_and_kerning_is_none() {
        let mut line = glyphs("AV", 0.0, 10.0, 10.0);
        line.extend(glyphs("A", 9.2, 10.0, 10.0));
        line.extend(glyphs("b", 17.0, 10.0, 10.0));
        assert_eq!(texts(line), ["AVA b"]);
    }
}
