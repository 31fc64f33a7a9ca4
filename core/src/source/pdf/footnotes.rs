//! Footnotes at the foot of a page, in the middle of a sentence that goes on behind them.

use std::collections::BTreeSet;

use super::super::Outside;
use super::lines::Row;

/// How much smaller than the text a footnote is set, as a share of its font.
const SMALLER: f64 = 0.94;

/// Takes footnotes off: smaller lines at the foot of a page or column, from the first on that starts with a label.
pub(super) fn take_off(pages: &mut [Vec<Row>], outside: &mut Vec<Outside>) {
    let usual = usual(pages);
    let mut labels: BTreeSet<String> = BTreeSet::new();
    for page in pages.iter_mut() {
        for row in page.iter() {
            labels.extend(row.marks.iter().flat_map(|mark| each(mark)));
            outside.extend(row.marks.iter().map(|mark| Outside {
                rule: "pdf/footnote-mark".to_owned(),
                line: row.number,
                text: mark.clone(),
            }));
        }
        let mut rest: Vec<Row> = Vec::with_capacity(page.len());
        for part in std::mem::take(page).chunk_by(|one, other| one.part == other.part) {
            let small = part.iter().rev().take_while(|row| row.size < usual * SMALLER).count();
            let foot = part.len() - small;
            let starts = |row: &Row| {
                let first = row.text.split_whitespace().next().unwrap_or_default();
                row.note.is_some() || labels.contains(first.trim_end_matches(['.', ')']))
            };
            let first = part[foot..].iter().position(starts).map_or(part.len(), |at| foot + at);
            rest.extend_from_slice(&part[..first]);
            for note in part[first..].chunk_by(|_, next| !starts(next)) {
                let label = note[0].note.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
                let lines: Vec<&str> = note.iter().map(|row| row.text.as_str()).collect();
                outside.push(Outside {
                    rule: "pdf/footnote".to_owned(),
                    line: note[0].number,
                    text: format!("{label}{}", lines.join("\n")),
                });
            }
        }
        // A line that starts with a raised label and is no footnote keeps it.
        for row in &mut rest {
            if let Some(label) = row.note.take() {
                row.text = format!("{label} {}", row.text);
            }
        }
        *page = rest;
    }
}

/// The height of the font that most of the text is set in.
fn usual(pages: &[Vec<Row>]) -> f64 {
    let mut sizes: Vec<(f64, usize)> =
        pages.iter().flatten().map(|row| (row.size, row.text.chars().count())).collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut passed = 0;
    let middle = sizes.iter().find(|(_, count)| {
        passed += count;
        passed > half
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// `1, 2` → `1`, `2`
fn each(mark: &str) -> impl Iterator<Item = String> {
    mark.split([',', ' ', '-', '–']).filter(|label| !label.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize, text: &str, size: f64, mark: Option<&str>, note: Option<&str>) -> Row {
        let own = |label: Option<&str>| label.map(str::to_owned);
        Row {
            number,
            text: text.into(),
            size,
            marks: own(mark).into_iter().collect(),
            note: own(note),
            ..Row::default()
        }
    }

    fn check(page: Vec<Row>, expected: &[&str], told: &[&str]) {
        let mut pages = vec![page];
        let mut outside = Vec::new();
        take_off(&mut pages, &mut outside);
        assert_eq!(pages[0].iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), expected);
        let notes = outside.iter().filter(|outside| outside.rule == "pdf/footnote");
        assert_eq!(notes.map(|outside| outside.text.as_str()).collect::<Vec<_>>(), told);
    }

    #[test]
    fn footnotes_go_and_are_told() {
        let long = "Both sides reaffirmed their commitment to the defense of the Republic";
        check(
            vec![
                row(1, long, 11.0, Some("1"), None),
                row(2, "The treaty of 1953, signed in", 8.0, None, Some("1")),
                row(3, "Washington.", 8.0, None, None),
            ],
            &[long],
            &["1 The treaty of 1953, signed in\nWashington."],
        );
        check(
            vec![row(1, long, 11.0, Some("1"), None), row(2, "1 The treaty of 1953.", 8.0, None, None)],
            &[long],
            &["1 The treaty of 1953."],
        );
    }

    #[test]
    fn small_print_without_a_label_is_text() {
        let long = "Both sides reaffirmed their commitment to the defense of the Republic";
        check(
            vec![row(1, long, 11.0, None, None), row(2, "1 This is the first annex.", 8.0, None, None)],
            &[long, "1 This is the first annex."],
            &[],
        );
    }
}
