//! Characters that must not reach a reader raw: controls that drive a terminal, marks that turn the direction of
//! text, and characters that cannot be seen.
//!
//! A statement comes from anywhere. Without this a page could move the cursor over what was printed before, or show
//! words in another order than they stand. People see such a character as `U+202E`; JSON escapes it as `\u202e`.

use std::borrow::Cow;

pub use crate::characters::is_hidden;

/// Text on one line, for people: what must not be shown raw stands as `U+XXXX`, line breaks and tabs become spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    replaced(text, |c| matches!(c, '\n' | '\r' | '\t') || is_hidden(c))
}

/// Text that keeps its line breaks and tabs.
pub fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| !matches!(c, '\n' | '\t') && is_hidden(c))
}

fn replaced(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&unwanted) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            _ if !unwanted(c) => shown.push(c),
            '\n' | '\r' | '\t' => shown.push(' '),
            _ => shown.push_str(&format!("U+{:04X}", u32::from(c))),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drives_or_deceives_a_terminal_is_spelled_out() {
        assert_eq!(line("a\u{1b}[2Jb"), "aU+001B[2Jb");
        assert_eq!(line("a\u{9b}2Jb"), "aU+009B2Jb");
        assert_eq!(line("Kim\u{202e}regime"), "KimU+202Eregime");
        assert_eq!(line("no\u{200b}tice\u{ad}"), "noU+200BticeU+00AD");
        assert_eq!(line("two\r\nlines\tone"), "two  lines one");
        assert_eq!(lines("two\nlines\u{7}"), "two\nlinesU+0007");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(line("Seoul — 서울 — “quoted”\u{a0}text"), Cow::Borrowed(_)));
    }
}
