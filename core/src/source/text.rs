//! Cuts plain text into blocks: at blank lines, at labels, and where the end of a line was meant.

use super::hyphens::{self, Words};
use super::label::{self, Label};
use super::lines::{PAGE, Starts};
use super::{Block, Line, Outside, Page, Shape, running};

/// A line longer than this was not hard-wrapped, in characters: the line is a paragraph. Wrapped text ends well before.
const MAX_WRAPPED: usize = 160;

/// How much room a line must have left beside the next word before its end counts as meant, in characters. Editors
/// that break before a long token or at a no-break space leave less.
const ROOM: usize = 8;

/// A sentence that goes on over the end of a page has at least this many words on the line before it; less is a title.
const MIN_BROKEN_WORDS: usize = 5;

/// Marks with which several lines begin are bullets; one line may begin with a dash because it was wrapped there.
const DASHES: [char; 3] = ['-', '–', '—'];

/// A line, and its label where its form or its place tells one.
struct Row {
    line: Line,
    label: Option<Label>,
}

/// Reads plain text: its blocks, and what runs from page to page.
pub(super) fn page(text: &str, start: usize) -> Page {
    let first = if start == 0 { 1 } else { Starts::of(&text[..start]).line(start) };
    let mut pages: Vec<Vec<Line>> = vec![Vec::new()];
    for (index, line) in text[start..].split('\n').enumerate() {
        if line.starts_with(PAGE) {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            page.push(Line { number: first + index, text: line.trim().to_owned() });
        }
    }
    let mut outside = if pages.len() > 1 { running::take_off(&mut pages) } else { Vec::new() };
    let words =
        Words::of(pages.iter().flatten().map(|line| line.text.as_str()).filter(|text| !text.is_empty()));
    let mut blocks = Vec::new();
    for run in runs(labelled(joined(pages))) {
        cut(run, &words, &mut blocks, &mut outside);
    }
    Page { blocks, outside, ..Page::default() }
}

/// The blocks of a text that is part of a file and has no pages of its own.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    page(&text.replace(PAGE, "\n"), 0).blocks
}

/// A block of a file that counts its lists itself: its label and whether that is a bullet, if it has one. Without one, the
/// label may have been typed.
pub(super) fn counted(label: Option<(String, bool)>, is_heading: bool, lines: Vec<Line>) -> Block {
    match label {
        Some((label, is_bullet)) => {
            let shape = if is_bullet { Shape::Item } else { Shape::Paragraph };
            Block { shape, label: Some(label), lines }
        }
        None if is_heading => Block { shape: Shape::Heading, label: None, lines },
        None => block(lines),
    }
}

/// The lines of all pages, without the blank ones where a sentence goes on over the end of a page.
fn joined(pages: Vec<Vec<Line>>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for page in pages {
        let filled = |line: &&Line| !line.text.is_empty();
        let last = lines.iter().rfind(filled);
        let goes_on = last.zip(page.iter().find(filled)).is_some_and(|(last, next)| {
            let is_long = last.text.split_whitespace().count() >= MIN_BROKEN_WORDS;
            let is_small = next.text.starts_with(char::is_lowercase);
            !ends_item(&last.text) && (is_small || is_long && label::of(&next.text, true).is_none())
        });
        if goes_on {
            while lines.pop_if(|line| line.text.is_empty()).is_some() {}
            lines.extend(page.into_iter().skip_while(|line| line.text.is_empty()));
        } else {
            if !lines.is_empty() {
                lines.push(Line { number: 0, text: String::new() });
            }
            lines.extend(page);
        }
    }
    lines
}

/// Finds the labels of lines; a blank line has none.
fn labelled(lines: Vec<Line>) -> Vec<Row> {
    let mut before: Option<&str> = None;
    let mut opening: Vec<(usize, &str)> = Vec::new();
    let mut found: Vec<Option<Label>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let opens = before.is_none_or(ends_item);
        if opens && !line.text.is_empty() {
            opening.push((index, &line.text));
        }
        found.push(label::of(&line.text, opens));
        before = Some(line.text.as_str()).filter(|text| !text.is_empty());
    }
    let texts: Vec<&str> = opening.iter().map(|&(_, text)| text).collect();
    for (&(index, _), label) in opening.iter().zip(label::in_sequence(&texts)) {
        found[index] = label.or(found[index]);
    }
    lines.into_iter().zip(found).map(|(line, label)| Row { line, label }).collect()
}

/// Lines without a blank one between them.
fn runs(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for row in rows {
        if row.line.text.is_empty() {
            runs.push(std::mem::take(&mut run));
        } else {
            run.push(row);
        }
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// Cuts a run of lines into blocks.
fn cut(mut run: Vec<Row>, words: &Words, blocks: &mut Vec<Block>, outside: &mut Vec<Outside>) {
    wrapped_dashes(&mut run);
    let width = run.iter().map(|row| row.line.text.chars().count()).max().unwrap_or(0);
    let mut rows: Vec<Row> = Vec::new();
    let mut close = |rows: &mut Vec<Row>| {
        let label = rows.first().and_then(|row| row.label);
        let lines = hyphens::mend(rows.drain(..).map(|row| row.line), words, "text/hyphen", outside);
        let mut block = Block { shape: Shape::Paragraph, label: None, lines };
        if let Some(label) = label {
            label::split(&mut block, label);
        }
        blocks.push(block);
    };
    for row in run {
        if rows.last().is_some_and(|last| is_meant(&last.line.text, &row, width)) {
            close(&mut rows);
        }
        rows.push(row);
    }
    if !rows.is_empty() {
        close(&mut rows);
    }
}

/// A dash in front of small letters, on one line only and behind a sentence that has not ended, was wrapped there.
fn wrapped_dashes(run: &mut [Row]) {
    let dashed =
        |row: &Row| row.label.is_some_and(|label| label.is_bullet) && row.line.text.starts_with(DASHES);
    if run.iter().filter(|row| dashed(row)).count() != 1 {
        return;
    }
    for index in 1..run.len() {
        let rest = run[index].line.text.trim_start_matches(DASHES).trim_start();
        if dashed(&run[index])
            && rest.starts_with(char::is_lowercase)
            && !ends_item(&run[index - 1].line.text)
        {
            run[index].label = None;
        }
    }
}

/// Whether the end of a line between `line` and `next` was meant, and not made by wrapping at `width`.
fn is_meant(line: &str, next: &Row, width: usize) -> bool {
    if width > MAX_WRAPPED {
        return true;
    }
    if let Some(label) = next.label {
        // "… on September" / "18. The …" is a date that was wrapped.
        return ends_item(line) || label.is_bullet || is_heading_like(line);
    }
    let next = &next.line.text;
    let first_word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let has_room = line.chars().count() + 1 + first_word + ROOM <= width;
    has_room && (ends_sentence(line) || starts_anew(next) && is_heading_like(line))
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':'])
}

/// The end of a sentence, or of an item of a list: `…;`, `…; and`.
fn ends_item(line: &str) -> bool {
    let item = line.strip_suffix(" and").or_else(|| line.strip_suffix(" or")).unwrap_or(line);
    ends_sentence(line) || line.ends_with(';') || item.len() < line.len() && item.ends_with([';', ','])
}

fn starts_anew(line: &str) -> bool {
    line.trim_start_matches(['"', '“', '‘', '\'', '('])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '#')
}

/// A line without an end mark of which most words are capitalised.
fn is_heading_like(line: &str) -> bool {
    let mut words = 0;
    let mut capitalised = 0;
    for word in line.split_whitespace().filter(|word| word.chars().count() > 3) {
        words += 1;
        capitalised += usize::from(word.starts_with(|c: char| !c.is_lowercase()));
    }
    !line.ends_with([',', ';', '-']) && !line.starts_with(char::is_lowercase) && capitalised * 4 >= words * 3
}

/// Whether a line starts with a printed number or a bullet.
#[cfg(feature = "pdf")]
pub(super) fn is_labelled(line: &str) -> bool {
    label::of(line, true).is_some()
}

/// Takes the printed number or bullet off the first line of a paragraph.
pub(super) fn block(lines: Vec<Line>) -> Block {
    let label = lines.first().and_then(|line| label::of(&line.text, true));
    let mut block = Block { shape: Shape::Paragraph, label: None, lines };
    if let Some(label) = label {
        label::split(&mut block, label);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<String>, String, usize)> {
        page(text, 0)
            .blocks
            .into_iter()
            .map(|block| (block.label.clone(), block.raw(), block.lines[0].number))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(_, text, _)| text).collect()
    }

    #[test]
    fn blank_lines_part_blocks_and_lines_keep_their_numbers() {
        assert_eq!(
            read("Joint Statement\n\n \t\nBoth sides met.\n"),
            [(None, "Joint Statement".into(), 1), (None, "Both sides met.".into(), 4)]
        );
    }

    #[test]
    fn wrapped_lines_stay_together() {
        let text = "The two sides pledged to continue strengthening cooperation based on\n\
                    shared strategic interests. They also agreed to hold the next meeting\n\
                    in Seoul on September\n18. The leaders noted progress.";
        assert_eq!(texts(text).len(), 1, "{:?}", texts(text));
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "Both sides agreed to continue. ".repeat(8);
        assert_eq!(texts(&format!("{long}\n{long}\nShort.")).len(), 3);
    }

    #[test]
    fn a_short_line_that_ends_a_sentence_ends_a_paragraph() {
        let text = "The two sides pledged to continue strengthening cooperation based on\ninterests.\n\
                    Both sides agreed to hold the next meeting in Seoul early in the year\nand closed.";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }

    #[test]
    fn a_title_line_parts_from_the_text_under_it() {
        let text = "Immediate Release\nJoint Press Statement\nThe U.S. Department of Defense and the Ministry of\n\
                    National Defense held the dialogue in Seoul.";
        assert_eq!(texts(text).len(), 3, "{:?}", texts(text));
    }

    #[test]
    fn printed_numbers_and_bullets_become_labels() {
        let text = "1. The Secretary and the Minister met.\n2.  They agreed.\n(3) \"Both\" noted.\n\n- First item\n• Second";
        let labels: Vec<_> = read(text).into_iter().map(|(label, ..)| label.unwrap_or_default()).collect();
        assert_eq!(labels, ["1.", "2.", "(3)", "-", "•"]);
        assert_eq!(texts(text)[1], "They agreed.");
    }

    #[test]
    fn page_numbers_years_and_dashes_are_no_labels() {
        for text in ["- 12 -", "2023. The year", "-- The", "3.5 percent", "1.The"] {
            assert_eq!(read(text)[0].0, None, "{text}");
        }
    }
}
