//! Paragraphs as they grow, and the page that they make.

use super::super::{Block, Line, Outside, Page, Shape, text};

/// The longest bold text that is a heading and not a paragraph set in bold, in characters; as in web pages.
const MAX_BOLD_HEADING: usize = 140;

/// How text is shown, and what was done to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub is_struck: bool,
    pub is_bold: bool,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub label: String,
    lines: Vec<String>,
    line: String,
    left_out: [String; RULES.len()],
    has_plain: bool,
}

/// Why words of a paragraph are no text.
const RULES: [&str; 3] = ["rtf/hidden", "rtf/struck", "rtf/deleted"];

impl Paragraph {
    /// Appends text with each run of white space as one space.
    pub fn push(&mut self, c: char, seen: Seen) {
        let into = match seen {
            Seen { is_deleted: true, .. } => &mut self.left_out[2],
            Seen { is_hidden: true, .. } => &mut self.left_out[0],
            Seen { is_struck: true, .. } => &mut self.left_out[1],
            _ => {
                self.has_plain |= !seen.is_bold && !c.is_whitespace();
                &mut self.line
            }
        };
        match c {
            ' ' | '\t' if into.is_empty() || into.ends_with(' ') => {}
            '\t' => into.push(' '),
            c => into.push(c),
        }
    }

    /// Whether a break here ends the paragraph: one behind a sentence does, and a second one.
    pub fn is_ended(&self) -> bool {
        let line = self.line.trim_end();
        line.is_empty() || line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?'])
    }

    pub fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    /// Puts what there is on the page: as text, or as what stands beside it.
    pub fn end(&mut self, page: &mut Page, beside: Option<&str>, is_styled: bool) {
        self.end_line();
        let done = std::mem::take(self);
        let last = page.blocks.last().and_then(|block| block.lines.last()).map_or(0, |line| line.number);
        let mut tell = |rule: &str, text: &str| {
            if !text.trim().is_empty() {
                page.outside.push(Outside {
                    rule: rule.to_owned(),
                    line: last + 1,
                    text: text.trim().to_owned(),
                });
            }
        };
        RULES.iter().zip(&done.left_out).for_each(|(rule, text)| tell(rule, text));
        if done.lines.is_empty() {
            return;
        }
        if let Some(rule) = beside {
            tell(rule, &done.lines.join("\n"));
            return;
        }
        let length: usize = done.lines.iter().map(|line| line.chars().count()).sum();
        let is_sentence = done.lines.last().is_some_and(|line| line.ends_with(['.', '!', '?']));
        let is_heading = is_styled || !done.has_plain && length <= MAX_BOLD_HEADING && !is_sentence;
        let lines = (last + 1..).zip(done.lines).map(|(number, text)| Line { number, text }).collect();
        let label = done.label.trim();
        page.blocks.push(match label {
            "" if is_heading => Block { shape: Shape::Heading, label: None, lines },
            "" => text::block(lines),
            label => {
                let is_bullet = !label.contains(char::is_alphanumeric);
                let shape = if is_bullet { Shape::Item } else { Shape::Paragraph };
                Block { shape, label: Some(label.to_owned()), lines }
            }
        });
    }
}
