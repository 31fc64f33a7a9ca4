//! Characters that must not reach a reader raw: controls that drive a terminal, marks that turn the direction of
//! text, and characters that cannot be seen.
//!
//! A statement comes from anywhere. Without this a page could move the cursor over what was printed before, or show
//! words in another order than they stand. People see such a character as `U+202E`; JSON escapes it as `\u202e`.
//!
//! A log of a CI runner is read by a program too: a line that starts with `::` is a command to GitHub's, and so is
//! `##[` anywhere in a line (`##vso[` to Azure's). A bracket behind such signs, and a colon that starts such a line,
//! are spelled out in the same way.

use std::borrow::Cow;

pub use crate::characters::is_hidden;
use crate::characters::is_visible_ascii;

/// What stands for a colon that would start a command.
pub(crate) const COLON: &str = "U+003A";

/// Text on one line, for people: what must not be shown raw stands as `U+XXXX`, line breaks and tabs become spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    legacy(replaced(text, |c| matches!(c, '\n' | '\r' | '\t') || is_hidden(c)))
}

/// Text for a document of XML, which no runner of commands reads: it keeps its line breaks and tabs. The two characters
/// that XML forbids and that are no controls are spelled out, too.
pub fn document(text: &str) -> Cow<'_, str> {
    replaced(text, |c| !matches!(c, '\n' | '\t') && (is_hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}')))
}

/// Text that keeps its line breaks and tabs.
pub fn lines(text: &str) -> Cow<'_, str> {
    let shown = legacy(replaced(text, |c| !matches!(c, '\n' | '\t') && is_hidden(c)));
    if !shown.lines().any(is_command) {
        return shown;
    }
    let lines = shown.split_inclusive('\n').map(|line| match line.find("::") {
        Some(at) if is_command(line) => format!("{}{COLON}{}", &line[..at], &line[at + 1..]),
        _ => line.to_owned(),
    });
    Cow::Owned(lines.collect())
}

/// Where in a text a bracket stands that makes a command of an older form of what precedes it.
pub(crate) fn legacy_brackets(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('[').map(|(at, _)| at).filter(|&at| {
        let before = &text.as_bytes()[..at];
        let vso = before.len().checked_sub(3).filter(|&from| before[from..].eq_ignore_ascii_case(b"vso"));
        before[..vso.unwrap_or(at)].ends_with(b"##")
    })
}

fn legacy(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'#', text.as_bytes()).is_none() || legacy_brackets(&text).next().is_none() {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut start = 0;
    for at in legacy_brackets(&text) {
        shown.push_str(&text[start..at]);
        shown.push_str("U+005B");
        start = at + 1;
    }
    shown.push_str(&text[start..]);
    Cow::Owned(shown)
}

/// Whether a runner would take the line for a command.
fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

fn replaced(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if is_visible_ascii(text) || !text.contains(&unwanted) {
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
    fn what_a_runner_would_obey_is_spelled_out() {
        assert_eq!(
            line("a ##[error]b ##vso[task.x]c ##VSO[y] #[z] ## [w]"),
            "a ##U+005Berror]b ##vsoU+005Btask.x]c ##VSOU+005By] #[z] ## [w]"
        );
        assert_eq!(line("###[x]"), "###U+005Bx]");
        assert_eq!(lines("a::b\n  ::error::c\n::d"), "a::b\n  U+003A:error::c\nU+003A:d");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(line("Seoul — 서울 — “quoted”\u{a0}text"), Cow::Borrowed(_)));
    }
}
