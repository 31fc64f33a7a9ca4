//! How much text is read as one statement. At these limits a comparison of two stays within 512 MiB of memory, as far as
//! inputs made to be hard show (`benches/peers.py`).

use crate::{Error, Result};

/// The longest text, in bytes: 9.6 MB. A statement has some 9 kB; this is a thousand of them.
pub const MAX_TEXT: usize = 9_600_000;

/// The most lines of a text, filled or blank.
pub const MAX_LINES: usize = 250_000;

/// The most words and marks of a text. 9.6 MB of English have some 1.8 million; of what has more for its length (`a b c`,
/// half tags, rows of punctuation) nearly every character is one, and each takes some 40 bytes while texts are compared.
pub const MAX_WORDS: usize = 2_500_000;

/// The most sentences, and the most blocks, of a text.
pub const MAX_SENTENCES: usize = 60_000;

/// The most clauses that say or promise something, and the most bodies and instruments, of a text: two for each sentence.
pub const MAX_FACTS: usize = 120_000;

/// Refuses a text that is too long, or has too many lines.
///
/// # Errors
/// Says which limit it is, and what to do.
pub fn text(text: &str) -> Result<()> {
    length(text.len())?;
    lines(memchr::memchr_iter(b'\n', text.as_bytes()).count())
}

/// Refuses a text of so many bytes.
///
/// # Errors
/// The same.
pub fn length(bytes: usize) -> Result<()> {
    if bytes > MAX_TEXT { Err(refusal("9.6 MB of text")) } else { Ok(()) }
}

/// Refuses so many lines.
///
/// # Errors
/// The same.
pub fn lines(count: usize) -> Result<()> {
    if count > MAX_LINES { Err(refusal("250,000 lines")) } else { Ok(()) }
}

/// Refuses texts of more words and marks together.
///
/// # Errors
/// The same.
pub fn words<'t>(texts: impl Iterator<Item = &'t str>) -> Result<()> {
    if texts.map(parts).sum::<usize>() > MAX_WORDS {
        Err(refusal("2,500,000 words and marks"))
    } else {
        Ok(())
    }
}

/// The words and marks that a comparison will cut a text into, or a few more: runs of letters and digits, each character of
/// a script without spaces, and each mark but those of which a run is one.
fn parts(text: &str) -> usize {
    #[derive(PartialEq)]
    enum Before {
        Space,
        Letter,
        Mark(char),
    }
    let mut before = Before::Space;
    let starts = text.chars().filter(|&c| {
        let (now, is_part) = match c {
            '\0'..=' ' => (Before::Space, false),
            '.' | '-' | '*' | '_' | '=' | '#' => (Before::Mark(c), before != Before::Mark(c)),
            '!'..='/' | ':'..='@' | '['..='`' | '{'..='\u{7f}' => (Before::Mark(c), true),
            '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'.. => (Before::Space, true),
            '\u{80}'.. if !c.is_alphanumeric() => (Before::Mark(c), true),
            _ => (Before::Letter, before != Before::Letter),
        };
        before = now;
        is_part
    });
    starts.count()
}

/// Refuses so many sentences or blocks.
///
/// # Errors
/// The same.
pub fn sentences(count: usize) -> Result<()> {
    if count > MAX_SENTENCES { Err(refusal("60,000 sentences")) } else { Ok(()) }
}

/// Refuses so many clauses, or so many bodies and instruments.
///
/// # Errors
/// The same.
pub fn facts(clauses: usize, names: usize) -> Result<()> {
    match () {
        () if clauses > MAX_FACTS => Err(refusal("120,000 clauses")),
        () if names > MAX_FACTS => Err(refusal("120,000 names of bodies and instruments")),
        () => Ok(()),
    }
}

fn refusal(limit: &str) -> Error {
    Error::new(format!("has more than {limit}, the most that one statement may have"))
        .help("cut the file into the statements that it holds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_at_the_limit_is_read_and_what_is_beyond_is_refused() {
        let check = |result: Result<()>, expected: &str| {
            let said = result.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{said}");
        };
        check(text(&"a".repeat(MAX_TEXT)), "");
        check(text(&"a".repeat(MAX_TEXT + 1)), "has more than 9.6 MB of text");
        check(text(&"\n".repeat(MAX_LINES)), "");
        check(text(&"\n".repeat(MAX_LINES + 1)), "has more than 250,000 lines");
        check(words(["a ".repeat(MAX_WORDS).as_str()].into_iter()), "");
        check(words(["a ".repeat(MAX_WORDS).as_str(), "b"].into_iter()), "has more than 2,500,000 words");
        assert_eq!(parts("Both sides' (U.S.) café ... 1,500 !?"), 16);
        assert_eq!(parts("`````` “““ 北韓核 한국은 ======"), 6 + 3 + 3 + 1 + 1);
        check(sentences(MAX_SENTENCES), "");
        check(sentences(MAX_SENTENCES + 1), "has more than 60,000 sentences");
        check(facts(MAX_FACTS, MAX_FACTS), "");
        check(facts(MAX_FACTS + 1, 0), "has more than 120,000 clauses");
        check(facts(0, MAX_FACTS + 1), "has more than 120,000 names");
    }
}
