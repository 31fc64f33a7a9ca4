//! Plain text is cut into blocks: at blank lines, and where the end of a line was meant.

use super::lines::Starts;
use super::{Block, Line, Shape};

/// A line longer than this was not hard-wrapped, in characters: the line is a paragraph. Wrapped text ends well before.
const MAX_WRAPPED: usize = 160;

/// How much room a line must have left beside the next word before its end counts as meant, in characters. Editors
/// that break before a long token or at a no-break space leave less.
const ROOM: usize = 8;

/// The longest printed number of a paragraph, in digits; four would take years for numbers.
const MAX_LABEL_DIGITS: usize = 3;

/// Bullets, as the first character of a line with a space behind it.
const BULLETS: &[char] = &['•', '·', '●', '○', '▪', '◦', '‣', '■', '□', '-', '*', '–', '—', 'o'];

/// Cuts plain text into blocks: at blank lines, and where a line end in between was meant.
pub(super) fn blocks(text: &str, start: usize) -> Vec<Block> {
    let first = if start == 0 { 1 } else { Starts::of(&text[..start]).line(start) };
    let mut blocks = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    for (index, line) in text[start..].split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            cut(&mut run, &mut blocks);
        } else {
            run.push(Line { number: first + index, text: line.to_owned() });
        }
    }
    cut(&mut run, &mut blocks);
    blocks
}

/// Cuts a run of lines without a blank one between them.
fn cut(run: &mut Vec<Line>, blocks: &mut Vec<Block>) {
    let width = run.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
    let mut lines: Vec<Line> = Vec::new();
    for line in run.drain(..) {
        if lines.last().is_some_and(|last| is_meant(&last.text, &line.text, width)) {
            blocks.push(block(std::mem::take(&mut lines)));
        }
        lines.push(line);
    }
    if !lines.is_empty() {
        blocks.push(block(lines));
    }
}

/// Whether the end of a line between `line` and `next` was meant, and not made by wrapping at `width`.
fn is_meant(line: &str, next: &str, width: usize) -> bool {
    if width > MAX_WRAPPED {
        return true;
    }
    let ended = ends_sentence(line);
    if let Some(label) = label(next) {
        // "… on September" / "18. The …" is a date that was wrapped.
        return ended || label.is_bullet || is_heading_like(line);
    }
    let first_word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let has_room = line.chars().count() + 1 + first_word + ROOM <= width;
    has_room && (ended || starts_anew(next) && is_heading_like(line))
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':'])
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
    label(line).is_some()
}

struct Label {
    length: usize,
    is_bullet: bool,
}

/// `12. `, `(3) `, `4) ` or a bullet before a capital, a quote or a digit.
fn label(line: &str) -> Option<Label> {
    let open = usize::from(line.starts_with('('));
    let digits = line[open..].bytes().take_while(u8::is_ascii_digit).count();
    let (length, is_bullet) = if digits > 0 {
        let close = line[open + digits..].chars().next()?;
        if digits > MAX_LABEL_DIGITS || !(close == ')' || close == '.' && open == 0) {
            return None;
        }
        (open + digits + 1, false)
    } else {
        let first = line.chars().next().filter(|first| BULLETS.contains(first))?;
        (first.len_utf8(), true)
    };
    let rest = &line[length..];
    let text = rest.trim_start();
    let is_spaced = rest.len() > text.len();
    let is_text =
        text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '\'' | '('));
    // "- 12 -" is a page number, "18. of" is the end of a date.
    let goes_on = text.starts_with(char::is_lowercase) && !is_bullet;
    let is_page =
        is_bullet && text.trim_end_matches(['-', '–', '—']).trim().bytes().all(|c| c.is_ascii_digit());
    (is_spaced && is_text && !goes_on && !is_page).then_some(Label { length, is_bullet })
}

/// Takes the printed number or bullet off the first line of a paragraph.
pub(super) fn block(mut lines: Vec<Line>) -> Block {
    let Some(found) = lines.first().and_then(|line| label(&line.text)) else {
        return Block { shape: Shape::Paragraph, label: None, lines };
    };
    let text = &mut lines[0].text;
    let rest = text[found.length..].trim_start().to_owned();
    text.truncate(found.length);
    let printed = std::mem::replace(text, rest);
    // A numbered paragraph is a paragraph; a bullet makes an item.
    let shape = if found.is_bullet { Shape::Item } else { Shape::Paragraph };
    Block { shape, label: Some(printed), lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<String>, String, usize)> {
        blocks(text, 0)
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
