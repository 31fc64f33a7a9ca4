use std::collections::HashMap;

use super::super::Outside;
use super::super::running::{is_page_number, shape};
use super::lines::Row;

/// How many lines at the head and at the foot of a page may be running ones.
const EDGE: usize = 3;

/// The longest running line, in characters. Paragraphs that end on several pages in the same words are longer or differ.
const MAX_RUNNING: usize = 120;

/// Takes off what stands at the head or foot of pages because they are pages: their numbers, and lines that several
/// of them have. Also numbers the lines of the file.
pub(super) fn take_off(pages: &mut [Vec<Row>]) -> Vec<Outside> {
    let mut number = 0;
    for row in pages.iter_mut().flatten() {
        number += 1;
        row.number = number;
    }
    let mut count: HashMap<(bool, i64, String), usize> = HashMap::new();
    for page in pages.iter() {
        for (at_head, row) in edges(page) {
            *count.entry(key(at_head, row)).or_default() += 1;
        }
    }
    let several = pages.len() > 1;
    let mut outside = Vec::new();
    for page in pages.iter_mut() {
        // A running line has only running ones between itself and the page's edge.
        let rule = |at_head: bool, row: &Row| {
            let runs = several
                && row.text.chars().count() <= MAX_RUNNING
                && count.get(&key(at_head, row)).is_some_and(|&count| count > 1);
            match () {
                () if is_page_number(&row.text) => Some("pdf/page-number"),
                () if runs => Some("pdf/running-line"),
                () => None,
            }
        };
        let head = page.iter().take(EDGE).take_while(|row| rule(true, row).is_some()).count();
        let left = page.len() - head;
        let foot =
            page.iter().rev().take(EDGE.min(left)).take_while(|row| rule(false, row).is_some()).count();
        let end = page.len() - foot;
        for (at, row) in page.iter().enumerate() {
            let found = if at < head {
                rule(true, row)
            } else if at >= end {
                rule(false, row)
            } else {
                None
            };
            outside.extend(found.map(|rule| Outside {
                rule: rule.to_owned(),
                line: row.number,
                text: row.text.clone(),
            }));
        }
        page.truncate(end);
        page.drain(..head);
    }
    outside
}

/// The lines that may be running ones, and whether they stand at the head.
fn edges(page: &[Row]) -> impl Iterator<Item = (bool, &Row)> {
    let head = page.iter().take(EDGE).map(|row| (true, row));
    head.chain(page.iter().rev().take(EDGE).map(|row| (false, row)))
}

/// Running lines have one text and one height on the page: a title that runs as a head later on is none where it is set
/// as a title.
fn key(at_head: bool, row: &Row) -> (bool, i64, String) {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
    let height = row.y.round() as i64;
    (at_head, height, shape(&row.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Row> {
        let row = |(index, text): (usize, &&str)| Row {
            number: 0,
            text: (*text).to_owned(),
            left: 72.0,
            right: 500.0,
            y: if lines.len() - index <= 2 {
                50.0 + index as f64 - lines.len() as f64
            } else {
                700.0 - index as f64 * 14.0
            },
            size: 11.0,
        };
        lines.iter().enumerate().map(row).collect()
    }

    #[test]
    fn page_numbers_and_running_lines_go_and_are_told() {
        let mut pages = vec![
            page(&["Title", "Both sides met.", "They agreed", "Press Release 12", "1"]),
            page(&["Joint Statement | page 2", "to meet", "Press Release 12", "2"]),
            page(&["Joint Statement | page 3", "again.", "Press Release 12", "3"]),
        ];
        let outside = take_off(&mut pages);
        let left: Vec<Vec<&str>> =
            pages.iter().map(|page| page.iter().map(|row| row.text.as_str()).collect()).collect();
        assert_eq!(left, [vec!["Title", "Both sides met.", "They agreed"], vec!["to meet"], vec!["again."]]);
        let told: Vec<&str> = outside.iter().map(|outside| outside.rule.as_str()).collect();
        assert_eq!(told.len(), 8, "{outside:?}");
        assert_eq!(told.iter().filter(|&&rule| rule == "pdf/page-number").count(), 3);
    }

    #[test]
    fn one_page_has_no_running_lines() {
        let mut pages = vec![page(&["Both sides met.", "Both sides met."])];
        assert!(take_off(&mut pages).is_empty());
    }
}
