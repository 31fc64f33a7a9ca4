//! Lines of a text: every way to end one made the same, and their numbers.

use std::borrow::Cow;

/// A form feed: a page begins behind it.
pub(super) const PAGE: char = '\u{c}';

/// Turns every way to end a line (CRLF, CR, form feed, vertical tab, the Unicode separators) into `\n`.
pub(super) fn normalise<'a>(text: &'a str) -> Cow<'a, str> {
    if !text.contains(['\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{2028}' => out.push('\n'),
            // The break of a page stays, as the first character of its line.
            PAGE => out.extend(['\n', PAGE]),
            '\u{2029}' => out.push_str("\n\n"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Where each line of a text starts, to number byte offsets.
pub(super) struct Starts(Vec<usize>);

impl Starts {
    /// Looks the line ends up once.
    pub fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The number of the line that holds a byte, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_becomes_the_same() {
        assert_eq!(normalise("a\r\nb\rc\u{c}d\u{2028}e\n"), "a\nb\nc\n\u{c}d\ne\n");
        assert!(matches!(normalise("a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn offsets_are_numbered_by_line() {
        let starts = Starts::of("a\nbc\n\nd");
        assert_eq!([0, 1, 2, 4, 5, 6, 9].map(|at| starts.line(at)), [1, 1, 2, 2, 3, 4, 4]);
    }
}
