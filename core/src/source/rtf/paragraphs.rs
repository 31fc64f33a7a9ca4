//! Paragraphs as they grow, and the page that they make.

use super::super::paper::{Ground, PAPER, Rgb};
use super::super::raised::{self, Raised};
use super::super::{Block, Line, Outside, Page, Shape, headings, text};

/// How text is shown, and what was done to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub is_inserted: bool,
    pub is_struck: bool,
    pub is_bold: bool,
    pub is_raised: bool,
    /// The colour of the letters; none where the program chooses one that is seen.
    pub color: Option<Rgb>,
    /// What is behind the letters, where that is not the paragraph's ground.
    pub ground: Option<Ground>,
    /// Too small, too narrow or too close for anybody to read.
    pub is_tiny: bool,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub label: String,
    lines: Vec<String>,
    line: String,
    /// Raised characters at the end of `line`, of which it is not yet known what they are.
    raised: String,
    left_out: [String; RULES.len()],
    has_plain: bool,
    /// What is behind all of it; a table may have any ground.
    pub ground: Option<Ground>,
}

/// Why words of a paragraph are no text.
const RULES: [&str; 5] = ["rtf/hidden", "rtf/struck", "rtf/deleted", "rtf/inserted", "rtf/footnote-mark"];

impl Paragraph {
    /// Appends text with each run of white space as one space.
    pub fn push(&mut self, c: char, seen: Seen) {
        if c == '\u{ad}' {
            // Where a word may be cut is no part of it.
            return;
        }
        let ground = seen.ground.or(self.ground).unwrap_or(Ground::Plain(PAPER));
        let is_hidden = seen.is_hidden || seen.is_tiny || ground.hides(seen.color);
        let is_text = !(seen.is_deleted || seen.is_inserted || is_hidden || seen.is_struck);
        if is_text && seen.is_raised {
            return self.raised.push(c);
        }
        if is_text {
            self.settle();
        }
        let into = match seen {
            Seen { is_deleted: true, .. } => &mut self.left_out[2],
            Seen { is_inserted: true, .. } => &mut self.left_out[3],
            _ if is_hidden => &mut self.left_out[0],
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

    /// Decides what the raised characters before this place are.
    fn settle(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        match raised::kind(&self.line, &raised) {
            Raised::Mark => {
                let told = &mut self.left_out[4];
                if !told.is_empty() {
                    told.push(' ');
                }
                told.push_str(raised.trim());
                // White space that was raised with the number parts words all the same.
                if raised.ends_with(char::is_whitespace) {
                    self.line.push(' ');
                }
            }
            Raised::Power(power) => self.line.push_str(&power),
            Raised::Word => self.line.push_str(&raised),
        }
    }

    /// Whether a break here ends the paragraph: one behind a sentence does, and a second one.
    pub fn is_ended(&mut self) -> bool {
        self.settle();
        let line = self.line.trim_end();
        line.is_empty() || line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?'])
    }

    pub fn end_line(&mut self) {
        self.settle();
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    /// Puts what there is on the page: as text, or as what stands beside it.
    pub fn end(&mut self, page: &mut Page, beside: Option<&str>, is_styled: bool) {
        self.end_line();
        let ground = self.ground;
        let done = std::mem::replace(self, Self { ground, ..Self::default() });
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
        let is_heading = headings::is_heading(&done.lines, is_styled, !done.has_plain);
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
