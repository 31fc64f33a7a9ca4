//! Lines are read ahead, worked on by all cores at once, and answered in order.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::{Error, Result};

/// Lines that are read ahead, and lines that are worked on at once.
pub const WINDOW: usize = 32;

/// The longest line, in bytes: 8 MiB. A pair of statements has some 20 kB.
pub const MAX_LINE: usize = 8 << 20;

/// A line of the input.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextPair {
    /// Anything: it is given back with the answer.
    #[serde(default)]
    pub id: Value,
    /// The older text.
    pub from: TextSource,
    /// The newer text.
    pub to: TextSource,
}

/// One side of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum TextSource {
    /// What the command line takes: an edition or a file.
    Named(String),
    /// The text itself.
    Given(Given),
}

/// A text that stands in the line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What was published: text, Markdown or HTML.
    pub text: String,
    /// Its name, for messages and as its id.
    #[serde(default)]
    pub name: Option<String>,
}

/// A line with its number, counted from 1.
pub struct Line {
    /// Its number.
    pub number: usize,
    /// The id of the pair, as far as it could be read.
    pub id: Value,
    /// The pair, or what is wrong with the line.
    pub pair: Result<TextPair>,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Lines answered with a comparison.
    pub done: usize,
    /// Lines answered with an error.
    pub failed: usize,
}

/// An answer: bytes without a line end, and whether it is a comparison.
pub struct Answer {
    /// One line of JSON.
    pub bytes: Vec<u8>,
    /// Whether it is an error.
    pub failed: bool,
}

/// Answers every line of the input with one line, in order. Blank lines are passed over.
///
/// # Errors
/// The input cannot be read, or the output cannot be written.
pub fn run(
    input: impl Read + Send + 'static,
    output: &mut dyn Write,
    answer: &(dyn Fn(Line) -> Answer + Sync),
) -> io::Result<Count> {
    let lines = ahead(input);
    let mut count = Count::default();
    while let Ok(first) = lines.recv() {
        let mut window = vec![first?];
        while window.len() < WINDOW {
            match lines.try_recv() {
                Ok(line) => window.push(line?),
                Err(_) => break,
            }
        }
        let answers: Vec<Answer> =
            window.into_par_iter().map(|(number, bytes)| answer(read(number, bytes))).collect();
        for answer in answers {
            output.write_all(&answer.bytes)?;
            output.write_all(b"\n")?;
            if answer.failed { count.failed += 1 } else { count.done += 1 }
        }
        output.flush()?;
    }
    Ok(count)
}

/// What a line holds: its bytes, or nothing where it is too long.
type Raw = (usize, Option<Vec<u8>>);

/// Reads lines on a thread of its own, so many ahead and no more. The thread ends with the input, or when nobody
/// listens any more.
fn ahead(input: impl Read + Send + 'static) -> Receiver<io::Result<Raw>> {
    let (sender, receiver) = sync_channel(WINDOW);
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        let mut number = 0;
        loop {
            let line = next(&mut input);
            number += 1;
            let message = match line {
                Ok(None) => return,
                Ok(Some(Some(bytes))) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some(bytes)) => Ok((number, bytes)),
                Err(cause) => Err(cause),
            };
            let last = message.is_err();
            if sender.send(message).is_err() || last {
                return;
            }
        }
    });
    receiver
}

/// The next line: nothing at the end; `Some(None)` for one that is too long, which is passed over unkept.
fn next(input: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Vec::new();
    let mut length = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok((length > 0).then_some(if length > MAX_LINE { None } else { Some(line) }));
        }
        let end = memchr::memchr(b'\n', buffer);
        let part = &buffer[..end.unwrap_or(buffer.len())];
        length += part.len();
        if length <= MAX_LINE {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let taken = part.len() + usize::from(end.is_some());
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(if length > MAX_LINE { None } else { Some(line) }));
        }
    }
}

fn read(number: usize, bytes: Option<Vec<u8>>) -> Line {
    let Some(bytes) = bytes else {
        let error = Error::new(format!("is longer than {} MiB", MAX_LINE >> 20))
            .help("name files instead of giving texts of that size");
        return Line { number, id: Value::Null, pair: Err(error) };
    };
    match serde_json::from_slice::<Value>(&bytes) {
        Ok(value) => {
            let id = value.get("id").cloned().unwrap_or_default();
            Line { number, id, pair: TextPair::deserialize(value).map_err(|cause| shape(&cause)) }
        }
        Err(cause) => Line { number, id: Value::Null, pair: Err(broken(&cause)) },
    }
}

fn broken(cause: &serde_json::Error) -> Error {
    Error::new(format!("is not JSON: {}", without_line(&cause.to_string())))
        .help("give one object a line: {\"from\": …, \"to\": …}")
}

fn shape(cause: &serde_json::Error) -> Error {
    let text = cause.to_string();
    let text = if text.contains("untagged") {
        "`from` and `to` are each the name of an edition or a file, or {\"text\": …, \"name\": …}".to_owned()
    } else {
        text
    };
    Error::new(text).help("a pair has `from`, `to` and, if it is wanted back, `id`")
}

/// A message without the parser's own count of lines, which is always 1.
fn without_line(text: &str) -> String {
    text.replace(" at line 1 column", " at column")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(input: &str) -> (String, Count) {
        let mut output = Vec::new();
        let count = run(io::Cursor::new(input.to_owned()), &mut output, &|line: Line| match line.pair {
            Ok(_) => Answer { bytes: format!("{} {}", line.number, line.id).into_bytes(), failed: false },
            Err(error) => {
                Answer { bytes: format!("{} {}: {error}", line.number, line.id).into_bytes(), failed: true }
            }
        })
        .unwrap();
        (String::from_utf8(output).unwrap(), count)
    }

    #[test]
    fn answers_come_in_order_and_a_bad_line_is_not_the_end() {
        let good = |id: usize| format!("{{\"id\": {id}, \"from\": \"a\", \"to\": {{\"text\": \"b\"}}}}\n");
        let mut input: String = (1..=100).map(good).collect();
        input.push_str("\nrubbish\n{\"id\": \"x\", \"form\": \"a\", \"to\": \"b\"}\n{\"id\": 7, \"from\": 1, \"to\": \"b\"}\n");
        input.push_str(&good(104));
        let (output, count) = answered(&input);
        assert_eq!(count, Count { done: 101, failed: 3 });
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 104);
        assert!((0..100).all(|at| lines[at] == format!("{0} {0}", at + 1)));
        assert!(
            lines[100].starts_with("102 null: is not JSON: expected value at column 1"),
            "{}",
            lines[100]
        );
        assert!(lines[101].starts_with("103 \"x\": unknown field `form`"), "{}", lines[101]);
        assert!(lines[102].starts_with("104 7: `from` and `to` are each the name"), "{}", lines[102]);
        assert_eq!(lines[103], "105 104");
    }

    #[test]
    fn a_line_without_an_end_counts_and_one_that_is_too_long_is_told() {
        let long = format!("{{\"from\": \"{}\"}}\n", "x".repeat(MAX_LINE));
        let (output, count) = answered(&format!("{long}{{\"from\": \"a\", \"to\": \"b\"}}"));
        assert_eq!(count, Count { done: 1, failed: 1 });
        assert!(output.starts_with("1 null: is longer than 8 MiB"), "{output}");
        assert!(output.ends_with("2 null\n"), "{output}");
    }

    #[test]
    fn nothing_in_is_nothing_out() {
        assert_eq!(answered(""), (String::new(), Count::default()));
        assert_eq!(answered("\n \n"), (String::new(), Count::default()));
    }
}
