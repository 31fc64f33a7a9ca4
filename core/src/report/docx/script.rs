//! One side of a redline as one text: every paragraph with its label, and a mark at its end.

use std::ops::Range;

use crate::statement::{Role, Statement};

/// What ends a paragraph in a [`Script`].
pub(super) const MARK: &str = "\n";

/// What stands between a label and its text.
const AFTER_LABEL: &str = "\t";

/// A whole statement as one text. All positions in a redline are bytes of it.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// Title, headings, paragraphs and signatures, each ended by [`MARK`].
    pub text: String,
    /// The paragraphs, in order; together they are the whole text.
    pub paragraphs: Vec<Paragraph>,
    /// Where each sentence stands.
    pub sentences: Vec<Range<usize>>,
}

/// A paragraph of a script.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// Its bytes, the mark at the end included.
    pub range: Range<usize>,
    /// Where its text begins behind the label.
    pub text: usize,
    pub role: Role,
}

impl Paragraph {
    /// Whether it has a printed number or bullet.
    pub fn has_label(&self) -> bool {
        self.text > self.range.start
    }

    /// Where its mark stands.
    pub fn mark(&self) -> usize {
        self.range.end - MARK.len()
    }
}

impl Script {
    pub fn new(statement: &Statement) -> Self {
        let mut script = Self::default();
        // The paragraphs of the body by their bytes in the clean text, with where these stand here.
        let mut body: Vec<(Range<usize>, usize)> = Vec::new();
        for block in &statement.blocks {
            let start = script.text.len();
            if let Some(label) = &block.label {
                script.text.push_str(label);
                script.text.push_str(AFTER_LABEL);
            }
            let text = script.text.len();
            script.text.push_str(&block.text);
            script.text.push_str(MARK);
            script.paragraphs.push(Paragraph { range: start..script.text.len(), text, role: block.role });
            body.extend(block.range.clone().map(|range| (range, text)));
        }
        script.sentences = statement
            .sentences
            .iter()
            .map(|sentence| {
                let at = body.partition_point(|(range, _)| range.end < sentence.range.end);
                body.get(at).map_or(0..0, |(range, text)| {
                    let start = text + sentence.range.start.saturating_sub(range.start);
                    start..start + sentence.text.len()
                })
            })
            .collect();
        script
    }

    /// The words at a range; nothing for one that does not fit.
    pub fn get(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The paragraph that a position stands in.
    pub fn paragraph(&self, position: usize) -> Option<&Paragraph> {
        self.paragraphs.get(self.paragraphs.partition_point(|paragraph| paragraph.range.end <= position))
    }

    /// The first paragraph mark in a range.
    pub fn next_mark(&self, range: &Range<usize>) -> Option<usize> {
        self.paragraph(range.start).map(Paragraph::mark).filter(|mark| *mark < range.end)
    }

    /// Whether the character at a position ends a paragraph.
    pub fn is_mark(&self, position: usize) -> bool {
        self.paragraph(position).is_some_and(|paragraph| paragraph.mark() == position)
    }
}
