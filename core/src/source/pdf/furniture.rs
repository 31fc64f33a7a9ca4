//! Running heads and feet, and numbers of pages.

use std::collections::HashMap;

use super::super::Outside;
use super::super::running::{is_page_number, shape};
use super::lines::Row;

/// How many lines at the head and at the foot of a page may be running ones.
const EDGE: usize = 3;

/// The longest running line, in characters. Paragraphs that end on several pages in the same words are longer or differ.
const MAX_RUNNING: usize = 120;

/// Running lines of more words, and those that end like a sentence, stand apart from the text: pages may start, or end, in the same words.
const MAX_CLOSE: usize = 6;

/// From which distance to the text on a line stands apart, in usual distances of the page's lines.
const APART: f64 = 1.2;

/// From which distance on one that only one page has stands apart, likewise.
const ALONE: f64 = 1.5;

/// Takes off what stands at the head or foot of pages because they are pages: their numbers, and lines that several
/// of them have. Also numbers the lines of the file.
pub(super) fn take_off(pages: &mut [Vec<Row>]) -> Vec<Outside> {
    let mut number = 0;
    for page in pages.iter_mut() {
        for row in page.iter_mut() {
            number += 1;
            row.number = number;
        }
        // Head and foot are where they are on the paper, in whatever order columns are read.
        page.sort_by(|one, other| other.y.total_cmp(&one.y));
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
        let apart = APART * leading(page);
        let is_close = |row: &Row, next: Option<&Row>| {
            let words = row.text.split_whitespace().count();
            (words > MAX_CLOSE || row.text.ends_with(['.', ',', ';']))
                && next.is_some_and(|next| (row.y - next.y).abs() <= apart)
        };
        let mut head = page.iter().take(EDGE).take_while(|row| rule(true, row).is_some()).count();
        while head > 0 && is_close(&page[head - 1], page.get(head)) {
            head -= 1;
        }
        let left = page.len() - head;
        let mut foot =
            page.iter().rev().take(EDGE.min(left)).take_while(|row| rule(false, row).is_some()).count();
        while foot > 0
            && page.len() > foot
            && is_close(&page[page.len() - foot], page.get(page.len() - foot - 1))
        {
            foot -= 1;
        }
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
        page.sort_by_key(|row| row.number);
    }
    single(pages, &mut outside);
    outside
}

/// Takes lines off that only one page has at its head or foot, where they would cut a sentence that goes on over the
/// end of the page: the sentence is open before them and goes on behind them, and they stand apart from both.
fn single(pages: &mut [Vec<Row>], outside: &mut Vec<Outside>) {
    let is_open =
        |row: &Row| !row.text.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?', ':', ';']);
    let goes_on = |row: &Row| row.text.starts_with(char::is_lowercase);
    let is_apart = |one: &Row, other: &Row, page: &[Row]| (one.y - other.y).abs() > ALONE * leading(page);
    let may_run = |row: &Row| is_open(row) && !goes_on(row) && row.text.chars().count() <= MAX_RUNNING;
    let mut take = |row: Row| {
        outside.push(Outside { rule: "pdf/running-line".to_owned(), line: row.number, text: row.text });
    };
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some(page), Some(next)) = (before.last_mut(), after.first_mut()) else { continue };
        if let ([.., text, foot], [first, ..]) = (page.as_slice(), next.as_slice())
            && goes_on(first)
            && is_open(text)
            && may_run(foot)
            && is_apart(text, foot, page)
        {
            page.pop().into_iter().for_each(&mut take);
        }
        if let ([.., last], [head, text, ..]) = (page.as_slice(), next.as_slice())
            && is_open(last)
            && may_run(head)
            && goes_on(text)
            && is_apart(head, text, next)
        {
            take(next.remove(0));
        }
    }
}

/// The usual distance of two lines of a page.
fn leading(page: &[Row]) -> f64 {
    let mut gaps: Vec<f64> =
        page.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|gap| *gap > 1.0).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
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
            ..Row::default()
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
    fn a_line_that_one_page_has_goes_where_it_would_cut_a_sentence() {
        let check = |last: &str, head: &str, first: &str, expected: usize| {
            let mut pages = vec![
                page(&["Title", "Both sides", "met in", "Seoul and", last, "Annex", "- 1 -"]),
                page(&["x", "x", "again", "in the year", "of it", "- 2 -"]),
            ];
            // The head stands two lines above the text.
            pages[1][0].text = head.to_owned();
            pages[1][0].y += 28.0;
            pages[1][1].text = first.to_owned();
            pages[0].remove(5);
            take_off(&mut pages);
            assert_eq!(pages[1].len(), expected, "{last} | {head} | {first}");
        };
        check("agreed to", "Northern Dialogue", "meet", 5);
        check("agreed to", "Northern Dialogue", "Meet", 6);
        check("left.", "Northern Dialogue", "meet", 6);
        check("agreed to", "meet.", "meet", 6);
    }

    #[test]
    fn one_page_has_no_running_lines() {
        let mut pages = vec![page(&["Both sides met.", "Both sides met."])];
        assert!(take_off(&mut pages).is_empty());
    }
}
