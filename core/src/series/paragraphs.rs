//! The table of how paragraphs are filed as a whole.

use serde::Deserialize;

use super::table::Table;

/// How paragraphs are filed.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ParagraphRules {
    /// Whether a paragraph stands in one section as a whole: in a numbered communiqué each number is a subject of its
    /// own. Else a paragraph is cut where its subject changes.
    pub whole: bool,
}

impl Table for ParagraphRules {
    fn join(&mut self, later: Self) {
        self.whole |= later.whole;
    }

    fn take_out(&mut self, id: &str) -> bool {
        let was = self.whole;
        if id == "whole" {
            self.whole = false;
        }
        was != self.whole
    }
}
