//! Text of a statement inside Markdown: it stays text.
//!
//! Signs of Markdown are escaped by a backslash. That does not help against what a platform makes of plain words after
//! Markdown is done: mentions, issue numbers, commits, addresses, emoji. A word that could become one of these stands
//! as code, which platforms leave alone.

use std::borrow::Cow;

use crate::report::escape;
use crate::report::quote::Span;
use crate::report::redline::{Mark, Stretch};

/// Hex digits from which platforms take a word for a commit.
const COMMIT: usize = 7;

/// Text that stays text anywhere in a line, in a cell of a table too.
pub(super) fn plain(text: &str) -> String {
    let text = escape::line(text);
    let mut shown = String::with_capacity(text.len() + text.len() / 16);
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if is_active(bare) {
            code(&mut shown, bare);
        } else {
            signs(&mut shown, bare);
        }
        shown.push_str(&word[bare.len()..]);
    }
    shown
}

/// Text in code: an id, a digest.
pub(super) fn verbatim(text: &str) -> String {
    let mut shown = String::new();
    code(&mut shown, &escape::line(text));
    shown
}

/// Marked text: ~~what went~~ **what came**. Noise stands as its newer words.
pub(super) fn redline(stretches: &[Stretch<'_>]) -> String {
    let mut line = String::new();
    let mut open = false;
    for stretch in stretches {
        let text: String = stretch.parts.iter().map(|part| part.text).collect();
        if stretch.follows_old {
            line.push(' ');
            open = false;
        }
        match stretch.mark {
            Mark::Kept => {
                let text = plain(&text);
                space(&mut line, &mut open, &text);
                line.push_str(&text);
            }
            Mark::Old => marked(&mut line, &mut open, &text, "~~"),
            Mark::New => marked(&mut line, &mut open, &text, "**"),
        }
    }
    line
}

/// A quote; what the other side does not have is marked.
pub(super) fn quote(spans: &[Span], sign: &str) -> String {
    let mut line = String::new();
    let mut open = false;
    for (number, span) in spans.iter().enumerate() {
        if number > 0 {
            line.push(' ');
            open = false;
        }
        if span.differs {
            marked(&mut line, &mut open, &span.text, sign);
        } else {
            line.push_str(&plain(&span.text));
        }
    }
    line
}

/// Signs count only at the edge of a word: where text begins or ends with punctuation inside a word, a space helps.
fn marked(line: &mut String, open: &mut bool, text: &str, sign: &str) {
    let shown = plain(text.trim());
    if shown.is_empty() {
        return;
    }
    space(line, open, &shown);
    let inside_word = line.chars().next_back().is_some_and(|c| !c.is_whitespace());
    if inside_word && (!starts_a_word(&shown) || line.ends_with(['*', '~'])) {
        line.push(' ');
    }
    line.push_str(sign);
    line.push_str(&shown);
    line.push_str(sign);
    *open = !shown.ends_with(char::is_alphanumeric);
}

/// The space behind marked text that ended with punctuation, if a word follows.
fn space(line: &mut String, open: &mut bool, next: &str) {
    if *open && starts_a_word(next) {
        line.push(' ');
    }
    *open = false;
}

fn starts_a_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

/// Whether a platform could make something of a word after Markdown is done.
fn is_active(word: &str) -> bool {
    let lower: Cow<'_, str> = if word.is_ascii() && !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    };
    let digit_follows = |sign: &str| {
        lower
            .match_indices(sign)
            .any(|(at, _)| lower[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_hex = |run: &&str| {
        run.len() >= COMMIT
            && run.bytes().all(|byte| byte.is_ascii_hexdigit())
            && run.bytes().any(|byte| byte.is_ascii_digit())
            && run.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    word.contains('@')
        || lower.contains("://")
        || lower.contains("www.")
        || lower.contains("mailto:")
        || digit_follows("#")
        || digit_follows("gh-")
        || digit_follows("!")
        || is_emoji(word)
        || lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| is_hex(&run))
}

/// `:smile:`
fn is_emoji(word: &str) -> bool {
    let mut colons = word.match_indices(':').map(|(at, _)| at);
    let (Some(first), Some(last)) = (colons.next(), colons.next_back()) else { return false };
    last > first + 1
}

/// A code span. A backtick or a bar would end it, or the cell that it stands in; they stand outside.
fn code(shown: &mut String, text: &str) {
    for (number, run) in text.split_inclusive(['`', '|']).enumerate() {
        let bare = run.trim_end_matches(['`', '|']);
        if !bare.is_empty() {
            if number > 0 {
                shown.push(' ');
            }
            shown.push('`');
            shown.push_str(bare);
            shown.push('`');
        }
        for sign in run[bare.len()..].chars() {
            shown.push('\\');
            shown.push(sign);
        }
    }
}

fn signs(shown: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '&'
                | '~'
                | '|'
                | '#'
                | '$'
                | '^'
                | '='
                | '{'
                | '}'
                | '!'
        ) {
            shown.push('\\');
        }
        shown.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::redline::Part;

    #[test]
    fn signs_of_markdown_are_escaped() {
        assert_eq!(plain("a *b* _c_ [d](e) <f> | g ~h~"), r"a \*b\* \_c\_ \[d\](e) \<f\> \| g \~h\~");
        assert_eq!(plain("¥ U.S.-ROK (“KIDD”), 5% – 70th; etc."), "¥ U.S.-ROK (“KIDD”), 5% – 70th; etc.");
        assert_eq!(plain("two\nlines"), "two lines");
    }

    #[test]
    fn words_that_a_platform_would_make_something_of_stand_as_code() {
        for word in [
            "@octocat",
            "octo/cat#12",
            "https://a.b",
            "WWW.a.b",
            "x@a.b",
            "GH-12",
            "9fceb02d",
            ":smile:",
            "!12",
        ] {
            assert_eq!(plain(&format!("see {word} there")), format!("see `{word}` there"));
        }
        for word in ["20230918", "facade", "Allies:", "9:30", "C#", "and/or"] {
            assert!(!plain(word).contains('`'), "{word}");
        }
    }

    #[test]
    fn code_does_not_end_early() {
        assert_eq!(plain("@a`b|c"), r"`@a`\` `b`\| `c`");
    }

    #[test]
    fn marks_that_would_not_count_inside_a_word_get_a_space() {
        let stretch = |mark, text, follows_old| Stretch {
            mark,
            noise: false,
            follows_old,
            parts: vec![Part { text, edit: false }],
        };
        let line = [
            stretch(Mark::Kept, "meeting", false),
            stretch(Mark::Old, ", and the leaders", false),
            stretch(Mark::New, ". The leaders", true),
            stretch(Mark::Kept, " will. (", false),
            stretch(Mark::New, "as needed.)", false),
            stretch(Mark::Kept, "so", false),
        ];
        assert_eq!(
            redline(&line),
            "meeting ~~, and the leaders~~ **. The leaders** will. (**as needed.)** so"
        );
    }
}
