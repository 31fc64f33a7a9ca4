//! Lines → paragraphs, over the ends of columns and pages.

use super::super::hyphens::{self, Words};
use super::super::{Block, Line, Outside, text};
use super::lines::Row;

/// From which distance of two base lines on a paragraph ends, in usual distances of the file. Paragraphs that are set
/// apart have one and a half to two; raised ordinals and footnote marks move a line by a tenth.
const APART: f64 = 1.25;

/// How far a first line must be indented, in heights of the font; one in a smaller font or after a quote is by less.
const INDENT: f64 = 0.9;

/// How much room a last line leaves at the right, as a share of the column.
const SHORT: f64 = 0.12;

/// How much two fonts of one paragraph may differ in height, as a share.
const OTHER_SIZE: f64 = 0.1;

/// Joins lines to paragraphs, over the ends of pages too. Hyphens that were taken off go to `outside`.
pub(super) fn blocks(pages: Vec<Vec<Row>>, outside: &mut Vec<Outside>) -> Vec<Block> {
    let shape = Shape::of(&pages);
    let words = Words::of(pages.iter().flatten().map(|row| row.text.as_str()));
    let mut paragraphs: Vec<Vec<Row>> = Vec::new();
    for page in pages {
        for (index, row) in page.into_iter().enumerate() {
            match paragraphs.last_mut() {
                Some(open)
                    if open.last().is_some_and(|last| {
                        // Above the last line goes on only what starts anew at the head of a column.
                        let is_new = index == 0 || row.part != last.part && row.y > last.y;
                        !if is_new { shape.ends_over_page(last, &row) } else { shape.ends(last, &row) }
                    }) =>
                {
                    open.push(row);
                }
                _ => paragraphs.push(vec![row]),
            }
        }
    }
    paragraphs.into_iter().map(|rows| block(rows, &words, outside)).collect()
}

/// How a file is set.
struct Shape {
    left: f64,
    right: f64,
    /// The usual distance of two base lines, and the usual height of the font.
    leading: f64,
    size: f64,
    /// Whether paragraphs are set apart by room between them.
    is_apart: bool,
}

impl Shape {
    fn of(pages: &[Vec<Row>]) -> Self {
        let rows = || pages.iter().flatten();
        let mut gaps: Vec<f64> = pages
            .iter()
            .flat_map(|page| page.windows(2))
            .map(|pair| pair[0].y - pair[1].y)
            .filter(|gap| *gap > 1.0)
            .collect();
        gaps.sort_by(f64::total_cmp);
        let leading = gaps.get(gaps.len() / 2).copied().unwrap_or(f64::INFINITY);
        let mut lefts: Vec<f64> = rows().map(|row| row.left).collect();
        lefts.sort_by(f64::total_cmp);
        let mut sizes: Vec<f64> = rows().map(|row| row.size).collect();
        sizes.sort_by(f64::total_cmp);
        Self {
            // Most lines are no first lines: the median stands at the margin.
            left: lefts.get(lefts.len() / 2).copied().unwrap_or(0.0),
            right: rows().map(|row| row.right).fold(0.0, f64::max),
            leading,
            size: sizes.get(sizes.len() / 2).copied().unwrap_or(1.0).max(1.0),
            is_apart: gaps.iter().filter(|gap| **gap > leading * APART).count() * 20 > gaps.len(),
        }
    }

    /// Whether a paragraph ends between two lines of one page.
    fn ends(&self, last: &Row, next: &Row) -> bool {
        let gap = last.y - next.y;
        let larger = (last.size.min(next.size) / self.size).max(1.0);
        gap > self.leading * APART * larger
            || is_other_size(last, next)
            || self.is_indented(next) && !self.is_indented(last)
            || text::is_labelled(&next.text) && ends_sentence(&last.text)
            || !self.is_apart && self.is_short(last) && ends_sentence(&last.text)
    }

    /// Whether it ends between the last line of a page and the first one of the next.
    fn ends_over_page(&self, last: &Row, next: &Row) -> bool {
        let starts = !next.text.starts_with(char::is_lowercase);
        is_other_size(last, next)
            || self.is_indented(next) && starts
            || ends_sentence(&last.text)
                && starts
                && (text::is_labelled(&next.text)
                    || self.is_short(last)
                    || self.is_apart && self.is_half_short(last))
    }

    fn is_indented(&self, row: &Row) -> bool {
        row.left - self.left > INDENT * row.size
    }

    fn is_short(&self, row: &Row) -> bool {
        self.right - row.right > SHORT * (self.right - self.left)
    }

    /// A line that leaves room for a word or two: it ends a paragraph more likely than not.
    fn is_half_short(&self, row: &Row) -> bool {
        self.right - row.right > SHORT / 2.0 * (self.right - self.left)
    }
}

fn is_other_size(last: &Row, next: &Row) -> bool {
    (last.size - next.size).abs() > OTHER_SIZE * last.size.max(next.size)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':'])
}

/// The lines of a paragraph with the words whole that were cut at their ends.
fn block(rows: Vec<Row>, words: &Words, outside: &mut Vec<Outside>) -> Block {
    let rows = rows.into_iter().map(|row| Line { number: row.number, text: row.text });
    let lines = hyphens::mend(rows, words, "pdf/hyphen", outside);
    text::block(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize, text: &str, left: f64, right: f64, y: f64) -> Row {
        Row { number, text: text.into(), left, right, y, size: 11.0, ..Row::default() }
    }

    fn texts(pages: Vec<Vec<Row>>) -> Vec<String> {
        blocks(pages, &mut Vec::new()).iter().map(|block| block.raw().replace('\n', " ")).collect()
    }

    /// Lines as wide as the page, but for those that are told to be short.
    fn page(lines: &[(&str, f64)], distance: impl Fn(usize) -> f64) -> Vec<Row> {
        let mut y = 700.0;
        let set = |(index, (text, right)): (usize, &(&str, f64))| {
            y -= distance(index);
            row(index + 1, text, 72.0, *right, y)
        };
        lines.iter().enumerate().map(set).collect()
    }

    #[test]
    fn room_between_lines_ends_a_paragraph() {
        let lines =
            [("Both sides met", 520.0), ("in Seoul.", 140.0), ("They agreed to", 515.0), ("meet.", 100.0)];
        let set = page(&lines, |index| if index == 2 { 26.0 } else { 13.0 });
        assert_eq!(texts(vec![set]), ["Both sides met in Seoul.", "They agreed to meet."]);
    }

    #[test]
    fn a_short_last_line_ends_a_paragraph_where_there_is_no_room_between_them() {
        let lines =
            [("Both sides met", 520.0), ("in Seoul.", 140.0), ("They agreed to", 515.0), ("meet.", 100.0)];
        assert_eq!(texts(vec![page(&lines, |_| 13.0)]), ["Both sides met in Seoul.", "They agreed to meet."]);
    }

    #[test]
    fn a_paragraph_goes_on_over_the_end_of_a_page() {
        let one = page(&[("Both sides met in Seoul.", 520.0), ("They reaffirmed the", 520.0)], |_| 13.0);
        let two = page(&[("goal of peace.", 200.0), ("They agreed.", 150.0)], |_| 13.0);
        assert_eq!(
            texts(vec![one, two]),
            ["Both sides met in Seoul. They reaffirmed the goal of peace.", "They agreed."]
        );
    }

    #[test]
    fn numbers_are_labels() {
        let lines = [("1. Both sides met.", 520.0), ("2. They agreed.", 515.0)];
        let found = blocks(vec![page(&lines, |_| 13.0)], &mut Vec::new());
        let labels: Vec<Option<&str>> = found.iter().map(|block| block.label.as_deref()).collect();
        assert_eq!(labels, [Some("1."), Some("2.")]);
    }

    #[test]
    fn words_that_were_cut_are_whole_again_and_told() {
        let lines = [("the coopera-", 520.0), ("tion, and cooperation", 520.0)];
        let mut outside = Vec::new();
        let found = blocks(vec![page(&lines, |_| 13.0)], &mut outside);
        assert_eq!(found[0].raw(), "the cooperation,\nand cooperation");
        assert_eq!((outside[0].rule.as_str(), outside[0].text.as_str()), ("pdf/hyphen", "coopera-tion"));
    }
}
