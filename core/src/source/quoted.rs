//! Text that a mail program quoted: `> ` before each line, once for each time that it was passed on.

/// A line quoted alone counts as quoted from so many words on; fewer may be a figure ("> 5 percent").
const MIN_WORDS: usize = 8;

/// Lines in a row that are quoted equally often, without their marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// How many times it was quoted.
    pub depth: usize,
    /// The number of its first line, counted from 1.
    pub line: usize,
    pub text: String,
}

/// Whether a text is quoted, or a part of it.
pub(super) fn is_quoted(text: &str) -> bool {
    let starts = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '*'));
    let mut lines = text.lines().filter_map(|line| {
        let (depth, rest) = unquoted(line);
        (depth > 0 && starts(rest)).then_some(rest)
    });
    let is_long = |line: &str| line.split_whitespace().nth(MIN_WORDS - 1).is_some();
    lines.next().is_some_and(|first| is_long(first) || lines.next().is_some())
}

/// Cuts a text where the number of marks changes. A blank line changes nothing.
pub(super) fn passages(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let (depth, rest) = unquoted(line);
        let is_blank = rest.trim().is_empty();
        match passages.last_mut() {
            Some(last) if last.depth == depth || is_blank => {
                last.text.push('\n');
                last.text.push_str(rest);
            }
            _ => passages.push(Passage { depth, line: number + 1, text: rest.to_owned() }),
        }
    }
    passages
}

/// How many marks a line has, and what is behind them.
fn unquoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(next) = rest.strip_prefix('>') {
        (depth, rest) = (depth + 1, next.strip_prefix(' ').unwrap_or(next));
    }
    (depth, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_cut_where_the_quoting_changes() {
        let passages = passages("FYI\n\n> Both sides\n>\n> met.\n\n> > Earlier.\n>> More.\nBye");
        let told: Vec<(usize, usize, &str)> =
            passages.iter().map(|passage| (passage.depth, passage.line, passage.text.as_str())).collect();
        assert_eq!(
            told,
            [(0, 1, "FYI\n"), (1, 3, "Both sides\n\nmet.\n"), (2, 7, "Earlier.\nMore."), (0, 9, "Bye")]
        );
    }

    #[test]
    fn a_figure_or_an_arrow_is_no_quote() {
        for text in ["", "Both sides met.", "growth\n> 5 percent", "A -> B\n> 5\n> 6", "> one word"] {
            assert!(!is_quoted(text), "{text}");
        }
        assert!(is_quoted("> Both sides\n> met."));
        assert!(is_quoted("> Both sides agreed to meet again in Seoul next year."));
    }
}
