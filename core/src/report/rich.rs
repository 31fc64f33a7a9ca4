//! Text with tones, wrapped before it is coloured.
//!
//! Everything that a report for the terminal prints goes through [`Rich::push`], which escapes it, and
//! [`Rich::write`], which measures the plain text and paints last: escape sequences never count as columns.

use std::io::{self, Write};
use std::ops::Range;

use colored::Colorize as _;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, core::display_width};

use super::{Layout, escape};
use crate::characters::is_visible_ascii;

/// What a stretch of text is to the reader. Each differs from the others by more than its hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Dim,
    /// Words that went, and the minimal edit inside them.
    Old,
    OldEdit,
    /// Words that came, and the minimal edit inside them.
    New,
    NewEdit,
    Error,
    Warning,
    Note,
}

/// Text for the terminal: one paragraph, as many lines as it takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Rich {
    text: String,
    /// Tones in order, each with the byte at which it ends.
    runs: Vec<(usize, Tone)>,
    /// What leads somewhere, in order, with its address.
    links: Vec<(Range<usize>, String)>,
}

/// What stands before the first line of a paragraph, and before its other lines. Spaces and signs, never words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    pub first: usize,
    pub rest: usize,
}

impl Indent {
    /// The same before every line.
    pub(super) const fn all(columns: usize) -> Self {
        Self { first: columns, rest: columns }
    }
}

impl Rich {
    /// A paragraph of one tone.
    pub(super) fn of(tone: Tone, text: &str) -> Self {
        let mut rich = Self::default();
        rich.push(tone, text);
        rich
    }

    /// Appends text of a statement, of a rule or of ours; what must not be shown raw is spelled out.
    pub(super) fn push(&mut self, tone: Tone, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.text.push_str(&escape::line(text));
            match self.runs.last_mut() {
                Some((end, last)) if *last == tone => *end = self.text.len(),
                _ => self.runs.push((self.text.len(), tone)),
            }
        }
        self
    }

    /// Appends plain text.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        self.push(Tone::Plain, text)
    }

    /// Appends text that leads to an address, where there is one and the terminal takes links.
    pub(super) fn push_link(&mut self, tone: Tone, text: &str, address: Option<String>) -> &mut Self {
        let start = self.text.len();
        self.push(tone, text);
        self.links.extend(address.map(|address| (start..self.text.len(), address)));
        self
    }

    /// Appends spaces up to a column (counted from the paragraph's start), at least one.
    pub(super) fn pad_to(&mut self, column: usize) -> &mut Self {
        let spaces = column.saturating_sub(self.columns()).max(1);
        self.plain(&" ".repeat(spaces))
    }

    /// Appends a text as it is.
    pub(super) fn append(&mut self, other: &Self) -> &mut Self {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|&(end, tone)| (start + end, tone)));
        let links = other.links.iter();
        self.links.extend(links.map(|(range, to)| (range.start + start..range.end + start, to.clone())));
        self
    }

    /// The columns that the text takes on one line.
    pub(super) fn columns(&self) -> usize {
        if is_visible_ascii(&self.text) { self.text.len() } else { display_width(&self.text) }
    }

    /// Writes the paragraph, wrapped and coloured as the layout says.
    pub(super) fn write(&self, writer: &mut dyn Write, layout: &Layout, indent: Indent) -> io::Result<()> {
        for (number, line) in self.lines(layout.width, indent).into_iter().enumerate() {
            let margin = if number == 0 { indent.first } else { indent.rest };
            write!(writer, "{:margin$}", "")?;
            let mut line = line;
            if self.text[line.clone()].starts_with("::") {
                // A CI runner would take such a line for a command, wherever the text was wrapped.
                writer.write_all(escape::COLON.as_bytes())?;
                line.start += 1;
            }
            self.paint(writer, layout.colour, line)?;
            writer.write_all(b"\n")?;
        }
        Ok(())
    }

    /// The paragraph as lines of a column, each with how many columns it takes.
    pub(super) fn column(&self, width: usize, colour: bool) -> io::Result<Vec<(Vec<u8>, usize)>> {
        let line = |line: Range<usize>| {
            let columns = display_width(&self.text[line.clone()]);
            let mut bytes = Vec::new();
            self.paint(&mut bytes, colour, line)?;
            Ok((bytes, columns))
        };
        self.lines(width, Indent::all(0)).into_iter().map(line).collect()
    }

    fn lines(&self, width: usize, indent: Indent) -> Vec<Range<usize>> {
        /// Bytes that a column takes at most where no marks ride on letters.
        const LONGEST_COLUMN: usize = 3;
        /// Columns below which a line holds no sensible text any more.
        const LEAST: usize = 20;
        let first = width.saturating_sub(indent.first).max(LEAST);
        // What fits needs no place to break; looking for places takes longer than all the rest.
        if self.text.len() <= first * LONGEST_COLUMN
            && self.text.ends_with(|c| c != ' ')
            && self.columns() <= first
        {
            return std::iter::once(0..self.text.len()).collect();
        }
        let rest = width.saturating_sub(indent.rest).max(LEAST);
        let words = break_words(self.words(), first.min(rest));
        let mut lines = Vec::new();
        let mut end = 0;
        for words in wrap_first_fit(&words, &[first as f64, rest as f64]) {
            let start = end;
            end += words.iter().map(|word| word.word.len() + word.whitespace.len()).sum::<usize>();
            let trailing = words.last().map_or(0, |word| word.whitespace.len());
            lines.push(start..end - trailing);
        }
        lines
    }

    /// The pieces between which a line may break: where Unicode allows it, but never after an opening mark.
    fn words(&self) -> Vec<Word<'_>> {
        let mut words = Vec::new();
        let (mut start, mut end) = (0, 0);
        for word in WordSeparator::UnicodeBreakProperties.find_words(&self.text) {
            end += word.word.len() + word.whitespace.len();
            let open = word.whitespace.is_empty()
                && (self.text[..end].ends_with("[-") || self.text[..end].ends_with("{+"));
            if !open {
                words.push(Word::from(&self.text[start..end]));
                start = end;
            }
        }
        if start < end {
            words.push(Word::from(&self.text[start..end]));
        }
        words
    }

    fn paint(&self, writer: &mut dyn Write, colour: bool, line: Range<usize>) -> io::Result<()> {
        if !colour {
            return writer.write_all(&self.text.as_bytes()[line]);
        }
        let first = self.runs.partition_point(|&(end, _)| end <= line.start);
        let mut start = line.start;
        let mut runs = self.runs[first..].iter().peekable();
        while let Some(&&(end, tone)) = runs.peek() {
            if start >= line.end {
                break;
            }
            if start >= end {
                runs.next();
                continue;
            }
            let mut end = end.min(line.end);
            let link = self.links.iter().find(|(range, _)| range.end > start && range.start < end);
            // A link is painted as a piece of its own.
            let address = match link {
                Some((range, _)) if range.start > start => {
                    end = range.start;
                    None
                }
                Some((range, address)) => {
                    end = end.min(range.end);
                    Some(address)
                }
                None => None,
            };
            let piece = &self.text[start..end];
            if let Some(address) = address {
                write!(writer, "\u{1b}]8;;{address}\u{1b}\\")?;
            }
            match tone {
                Tone::Plain => writer.write_all(piece.as_bytes())?,
                _ => write!(writer, "{}", styled(tone, piece))?,
            }
            if address.is_some() {
                writer.write_all(b"\x1b]8;;\x1b\\")?;
            }
            start = end;
        }
        Ok(())
    }
}

/// The colours are the sixteen that a terminal's theme adjusts to its background; faint and yellow text is kept to
/// labels.
fn styled(tone: Tone, text: &str) -> colored::ColoredString {
    match tone {
        Tone::Plain => text.normal(),
        Tone::Strong => text.bold(),
        Tone::Dim => text.dimmed(),
        Tone::Old => text.red().strikethrough(),
        Tone::OldEdit => text.red().strikethrough().bold(),
        Tone::New => text.green().underline(),
        Tone::NewEdit => text.green().underline().bold(),
        Tone::Error => text.red().bold(),
        Tone::Warning => text.yellow().bold(),
        Tone::Note => text.blue(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rich: &Rich, width: usize, indent: Indent, colour: bool, expected: &str) {
        let mut bytes = Vec::new();
        // The switch of the colour library is global; plain text never asks for it.
        colored::control::set_override(true);
        rich.write(&mut bytes, &Layout { width, colour }, indent).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn lines_wrap_at_the_width_in_columns_not_in_bytes() {
        let rich = Rich::of(Tone::Plain, "확장억제 공약은 철통같다고 재확인했다 — ironclad");
        check(
            &rich,
            24,
            Indent { first: 0, rest: 2 },
            false,
            "확장억제 공약은 철통같다\n  고 재확인했다 —\n  ironclad\n",
        );
    }

    #[test]
    fn colour_takes_no_columns_and_ends_with_the_line() {
        let mut rich = Rich::default();
        rich.plain("their ").push(Tone::Old, "ironclad commitment").plain(" to defend");
        check(&rich, 20, Indent::all(0), false, "their ironclad\ncommitment to defend\n");
        check(
            &rich,
            20,
            Indent::all(0),
            true,
            "their \u{1b}[9;31mironclad\u{1b}[0m\n\u{1b}[9;31mcommitment\u{1b}[0m to defend\n",
        );
    }

    #[test]
    fn a_mark_is_not_torn_from_its_word() {
        let rich = Rich::of(Tone::Plain, "0123456789 012345 [-old words-] {+new+}.");
        check(&rich, 20, Indent::all(0), false, "0123456789 012345\n[-old words-]\n{+new+}.\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        let rich = Rich::of(Tone::Plain, &"x".repeat(50));
        check(&rich, 20, Indent::all(0), false, &format!("{0}\n{0}\n{1}\n", "x".repeat(20), "x".repeat(10)));
    }

    #[test]
    fn nothing_hidden_gets_through() {
        check(&Rich::of(Tone::Plain, "a\u{1b}[31mb\nc"), 60, Indent::all(0), false, "aU+001B[31mb c\n");
    }
}
