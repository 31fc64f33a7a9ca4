//! A block's lines become one paragraph.

use crate::source::Line;

/// A paragraph in one piece, and where its lines started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    /// The text; white space inside the lines is kept.
    pub text: String,
    /// Byte of the text and number of the line, for each line.
    starts: Vec<(usize, usize)>,
}

impl Joined {
    /// The line of the original that holds a byte.
    pub fn line(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|&(start, _)| start <= at);
        self.starts[..index].last().or(self.starts.first()).map_or(1, |&(_, number)| number)
    }
}

/// Unwraps the lines of a block.
///
/// A line end becomes a space, but for a word that was cut at its hyphen or dash, and for an ordinal whose letters a
/// converter put on a line of their own (`the 55` / `th` / `SCM`).
pub(super) fn join(lines: &[Line]) -> Joined {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    let mut starts = Vec::with_capacity(lines.len());
    for line in lines {
        if !text.is_empty() && !is_glued(&text, &line.text) {
            text.push(' ');
        }
        starts.push((text.len(), line.number));
        text.push_str(&line.text);
    }
    Joined { text, starts }
}

fn is_glued(before: &str, after: &str) -> bool {
    if ["st", "nd", "rd", "th"].contains(&after) {
        return before.ends_with(|c: char| c.is_ascii_digit());
    }
    let mut back = before.chars().rev();
    let (last, previous) = (back.next(), back.next());
    let is_tied = previous.is_some_and(char::is_alphanumeric);
    // "U.S.-" / "ROK" too.
    let is_tied_by_stop = previous == Some('.') && after.starts_with(char::is_uppercase);
    match last {
        // "short-" / "and long-term" keeps its space.
        Some('-' | '\u{2010}' | '\u{2011}') => {
            let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            (is_tied || is_tied_by_stop) && !["and", "or", "to"].contains(&word)
        }
        Some('—') => is_tied && !after.starts_with('—'),
        _ => after.starts_with('—') && after.chars().nth(1).is_some_and(|c| !c.is_whitespace()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &str) {
        let lines: Vec<Line> =
            lines.iter().enumerate().map(|(i, text)| Line { number: i + 1, text: (*text).into() }).collect();
        assert_eq!(join(&lines).text, expected);
    }

    #[test]
    fn line_ends_become_spaces() {
        check(&["the two sides", "agreed."], "the two sides agreed.");
        check(&["agreed.  They", "met"], "agreed.  They met");
    }

    #[test]
    fn words_cut_at_a_hyphen_or_dash_are_whole_again() {
        check(&["a multi-", "layered plan"], "a multi-layered plan");
        check(&["short-", "and long-term"], "short- and long-term");
        check(&["the U.S.-", "ROK Alliance"], "the U.S.-ROK Alliance");
        check(&["capabilities—", "including"], "capabilities—including");
        check(&["capabilities", "—including"], "capabilities —including".replace(" —", "—").as_str());
        check(&["Alliance –", "a partnership"], "Alliance – a partnership");
    }

    #[test]
    fn ordinals_are_whole_again() {
        check(&["the 55", "th", "SCM"], "the 55th SCM");
    }

    #[test]
    fn every_byte_knows_its_line() {
        let lines = [(3, "ab"), (4, "cd")].map(|(number, text)| Line { number, text: text.into() });
        let joined = join(&lines);
        assert_eq!([0, 1, 2, 3, 4].map(|at| joined.line(at)), [3, 3, 3, 4, 4]);
    }
}
