//! How our JSON is laid out, so that a line diff of two documents says something.

use std::io::{self, Write};

use serde_json::ser::{CharEscape, Formatter};

use crate::report::escape::{is_hidden, legacy_brackets};

/// Depth down to which each entry has a line of its own: the document's fields, and the entries of its lists.
const LINED: usize = 2;

/// One line a field and one line an entry: short enough to read, and a line diff of two documents says something.
#[derive(Debug)]
pub(super) struct Lines {
    /// Depth down to which each entry has a line of its own.
    lined: usize,
    depth: usize,
    /// Whether the list or object just written had an entry.
    filled: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self { lined: LINED, depth: 0, filled: false }
    }
}

impl Lines {
    /// Everything on one line.
    pub(super) fn none() -> Self {
        Self { lined: 0, ..Self::default() }
    }

    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        if self.depth <= self.lined && self.filled {
            self.new_line(writer, self.depth - 1)?;
        }
        self.depth -= 1;
        self.filled = true;
        writer.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= self.lined {
            self.new_line(writer, self.depth)
        } else if first {
            Ok(())
        } else {
            writer.write_all(b" ")
        }
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W, depth: usize) -> io::Result<()> {
        writer.write_all(b"\n")?;
        for _ in 0..depth {
            writer.write_all(b"  ")?;
        }
        Ok(())
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        let mut brackets = legacy_brackets(fragment).peekable();
        // A runner of CI reads what stands behind `##[` as a command, in JSON too.
        let mut is_bracket = |at: usize| brackets.next_if_eq(&at).is_some();
        for (at, c) in fragment.char_indices().filter(|&(at, c)| is_hidden(c) || is_bracket(at)) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::document;

    fn check(value: &Value, expected: &str) {
        let mut bytes = Vec::new();
        document(&mut bytes, value).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, expected);
        assert_eq!(&serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn each_entry_of_a_list_has_its_line() {
        check(
            &json!({"a": [{"b": [1, 2], "c": {}}, {"b": []}], "d": [], "e": {"f": 1}}),
            "{\n  \"a\": [\n    {\"b\": [1, 2], \"c\": {}},\n    {\"b\": []}\n  ],\n  \"d\": [],\n  \"e\": {\n    \"f\": 1\n  }\n}\n",
        );
    }

    #[test]
    fn what_a_runner_would_obey_is_escaped_and_comes_back() {
        check(&json!("##[error]x ##vso[y]"), "\"##\\u005berror]x ##vso\\u005by]\"\n");
    }

    #[test]
    fn hidden_characters_are_escaped_and_come_back() {
        check(
            &json!("a\u{1b}b\u{9b}c\u{202e}d\u{feff}e\u{e0041}f\u{200b}\"서울\n"),
            "\"a\\u001bb\\u009bc\\u202ed\\ufeffe\\udb40\\udc41f\\u200b\\\"서울\\n\"\n",
        );
    }
}
