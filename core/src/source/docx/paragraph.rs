//! A paragraph in the making: its text, and what stands in it and is no text.

use super::super::paper::Ground;
use super::super::raised::{self, Raised};

/// Why something that stands in a file is no text of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Left {
    Deleted,
    Inserted,
    Hidden,
    Struck,
    FootnoteMark,
}

impl Left {
    pub const ALL: [Self; 5] =
        [Self::Deleted, Self::Inserted, Self::Hidden, Self::Struck, Self::FootnoteMark];

    pub const fn rule(self) -> &'static str {
        match self {
            Self::Deleted => "docx/deleted",
            Self::Inserted => "docx/inserted",
            Self::Hidden => "docx/hidden",
            Self::Struck => "docx/struck",
            Self::FootnoteMark => "docx/footnote-mark",
        }
    }
}

/// A paragraph up to where it has been read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub style: Option<String>,
    pub list: Option<i64>,
    pub level: Option<i64>,
    /// What is painted behind all of it.
    pub ground: Option<Ground>,
    /// It stands off the page, or in a line of no height.
    pub is_hidden: bool,
    pub lines: Vec<String>,
    pub line: String,
    /// Raised characters at the end of the line, of which it is not known yet what they are.
    raised: String,
    left: [String; Left::ALL.len()],
    pub has_plain: bool,
    /// Its label has been counted: what follows in it has none.
    pub is_counted: bool,
    /// The label of a footnote that it starts with.
    pub note: Option<String>,
}

impl Paragraph {
    /// Adds characters of the text.
    pub fn push(&mut self, text: &str, is_bold: bool) {
        self.settle();
        self.has_plain |= !is_bold && !text.trim().is_empty();
        self.line.push_str(text);
    }

    /// Adds raised characters of the text.
    pub fn push_raised(&mut self, text: &str) {
        self.raised.push_str(text);
    }

    /// Adds what is no text.
    pub fn leave(&mut self, text: &str, why: Left) {
        let before = &mut self.left[why as usize];
        if why == Left::FootnoteMark && !before.is_empty() {
            before.push(' ');
        }
        before.push_str(text);
    }

    /// Decides what the raised characters before this place are.
    pub fn settle(&mut self) {
        if self.raised.is_empty() {
            return;
        }
        let raised = std::mem::take(&mut self.raised);
        match raised::kind(&self.line, &raised) {
            Raised::Mark => {
                if self.line.trim().is_empty() && self.lines.is_empty() {
                    self.note = Some(raised.trim().to_owned());
                }
                self.leave(raised.trim(), Left::FootnoteMark);
                // White space that was raised with the number parts words all the same.
                if raised.ends_with(char::is_whitespace) {
                    self.line.push(' ');
                }
            }
            Raised::Power(power) => self.line.push_str(&power),
            Raised::Word => self.line.push_str(&raised),
        }
    }

    pub fn end_line(&mut self) {
        self.settle();
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    /// What was left out, in the order of [`Left`].
    pub fn take_left(&mut self) -> impl Iterator<Item = (Left, String)> + use<> {
        let left = std::mem::take(&mut self.left);
        let told = Left::ALL.into_iter().zip(left);
        told.map(|(why, text)| (why, text.trim().to_owned())).filter(|(_, text)| !text.is_empty())
    }

    /// Puts a paragraph in front whose mark this side does not have: both are one, set as the one with the mark.
    pub fn go_on(&mut self, mut before: Self) {
        before.settle();
        let raised = std::mem::take(&mut self.raised);
        self.lines.splice(0..0, before.lines);
        self.line.insert_str(0, &before.line);
        self.raised = raised;
        for (left, before) in self.left.iter_mut().zip(before.left) {
            if !left.is_empty() && !before.is_empty() && !before.ends_with(' ') {
                left.insert(0, ' ');
            }
            left.insert_str(0, &before);
        }
        self.has_plain |= before.has_plain;
        self.note = before.note.or(self.note.take());
    }
}
