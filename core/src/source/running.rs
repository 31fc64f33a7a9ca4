//! Tells what runs from page to page: page numbers, and the lines at the head and foot of several pages.

use std::collections::HashMap;

use super::{Line, Outside};

/// How many lines at the head and at the foot of a page may be running ones.
const EDGE: usize = 3;

/// The longest running line, in characters. Paragraphs that end on several pages in the same words are longer or differ.
const MAX_RUNNING: usize = 120;

/// Takes the page numbers and running lines off pages of plain text, of which blank lines are empty ones.
pub(super) fn take_off(pages: &mut [Vec<Line>]) -> Vec<Outside> {
    let mut count: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        for (at_head, line) in edges(page) {
            *count.entry((at_head, shape(&page[line].text))).or_default() += 1;
        }
    }
    let mut outside = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let mut taken = Vec::new();
        for head in [true, false] {
            for (_, line) in edges(page).filter(|&(at_head, _)| at_head == head) {
                let text = &page[line].text;
                // The title of the first page may run as a head later on.
                let runs = !(head && number == 0)
                    && text.chars().count() <= MAX_RUNNING
                    && count.get(&(head, shape(text))).is_some_and(|&count| count > 1);
                let rule = match () {
                    () if is_page_number(text) => "text/page-number",
                    () if runs => "text/running-line",
                    () => break,
                };
                taken.push((line, rule));
            }
        }
        taken.sort_unstable();
        taken.dedup_by_key(|(line, _)| *line);
        for (line, rule) in taken {
            let text = std::mem::take(&mut page[line].text);
            outside.push(Outside { rule: rule.to_owned(), line: page[line].number, text });
        }
    }
    outside
}

/// The lines of a page that may be running ones, from its edges inwards, and whether they stand at the head.
fn edges(page: &[Line]) -> impl Iterator<Item = (bool, usize)> {
    let filled = (0..page.len()).filter(|&line| !page[line].text.is_empty());
    let head: Vec<(bool, usize)> = filled.clone().take(EDGE).map(|line| (true, line)).collect();
    let foot: Vec<(bool, usize)> = filled.rev().take(EDGE).map(|line| (false, line)).collect();
    head.into_iter().chain(foot)
}

/// A line with its numbers taken for equal: they count pages.
pub(super) fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !shape.ends_with('0') {
                shape.push('0');
            }
        } else {
            shape.push(c);
        }
    }
    shape
}

/// `2`, `- 2 -`, `Page 2 of 3`, `2/3`, `iv`.
pub(super) fn is_page_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-–—|[]()".contains(c)).to_ascii_lowercase();
    let mut words = 0;
    let mut has_number = false;
    for word in text.split(|c: char| c.is_whitespace() || c == '/') {
        words += 1;
        let is_number = !word.is_empty() && word.len() <= 4 && word.bytes().all(|c| c.is_ascii_digit());
        let is_roman = !word.is_empty() && word.len() <= 5 && word.bytes().all(|c| b"ivx".contains(&c));
        has_number |= is_number || is_roman && words == 1;
        if !(is_number || is_roman || ["page", "p.", "of"].contains(&word)) {
            return false;
        }
    }
    has_number && words <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Line> {
        lines.iter().map(|text| Line { number: 1, text: (*text).to_owned() }).collect()
    }

    #[test]
    fn heads_and_numbers_of_pages_go_and_the_title_stays() {
        let mut pages = vec![
            page(&["Joint Statement", "", "Both sides agreed", "", "Page 1 of 2"]),
            page(&["Joint Statement", "", "to meet.", "", "Page 2 of 2"]),
        ];
        let outside = take_off(&mut pages);
        let left: Vec<Vec<&str>> = pages
            .iter()
            .map(|page| page.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect())
            .collect();
        assert_eq!(left, [vec!["Joint Statement", "Both sides agreed"], vec!["to meet."]]);
        assert_eq!(outside.len(), 3, "{outside:?}");
    }

    #[test]
    fn text_that_only_looks_like_a_number_stays() {
        for text in
            ["In 2023", "12.", "1. The two sides met.", "of", "page", "2023 2024 2025 2026 2027", "mix"]
        {
            assert!(!is_page_number(text), "{text}");
        }
        for text in ["2", "- 2 -", "Page 2 of 3", "2/3", "iv", "[4]"] {
            assert!(is_page_number(text), "{text}");
        }
    }
}
