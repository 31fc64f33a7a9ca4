//! Words of a policy, found in a text whatever its case, dashes and kinds of quotation marks.

use std::ops::Range;

use crate::digest;
use crate::statement::{Entity, Statement};

/// Words to look for.
#[derive(Debug)]
pub(super) struct Words {
    folded: String,
    /// How many runs of letters and digits they are.
    runs: usize,
}

impl Words {
    pub(super) fn new(text: &str) -> Self {
        let text = trimmed(text);
        Self { folded: fold(text), runs: runs(text).len() }
    }

    /// Where they stand first.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let runs = runs(text);
        runs.windows(self.runs.max(1))
            .map(|window| window[0].start..window[window.len() - 1].end)
            .find(|range| fold(&text[range.clone()]) == self.folded)
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether a body or an instrument is called so.
    pub(super) fn name(&self, entity: &Entity) -> bool {
        let is = |text: &str| fold(trimmed(text)) == self.folded;
        is(&entity.name) || is(&entity.key) || entity.acronym.as_deref().is_some_and(is)
    }
}

/// The first body or instrument of this name.
pub(super) fn entity<'s>(statement: &'s Statement, words: &Words) -> Option<&'s Entity> {
    statement.bodies.iter().chain(&statement.instruments).find(|entity| words.name(entity))
}

fn fold(text: &str) -> String {
    digest::fold(text).to_lowercase()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Runs of letters and digits; a soft hyphen does not end one.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (open && c == '\u{ad}');
        match runs.last_mut() {
            Some(last) if inside && open => last.end = at + c.len_utf8(),
            _ if inside => runs.push(at..at + c.len_utf8()),
            _ => {}
        }
        open = inside;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, text: &str, expected: Option<&str>) {
        assert_eq!(Words::new(words).find(text).map(|range| &text[range]), expected, "{words} in {text}");
    }

    #[test]
    fn whole_words_are_found_whatever_their_case_and_dashes() {
        check("ironclad commitment", "its Ironclad  commitment to", Some("Ironclad  commitment"));
        check("long-standing", "a long–standing alliance", Some("long–standing"));
        check("the ROK's defense", "of the ROK’s defense.", Some("the ROK’s defense"));
        check("ironclad", "ironcladness and iron clad", None);
        check("U.S.", "the U.S. side", Some("U.S"));
        check("“alliance”", "an alliance", Some("alliance"));
        check("ironclad", "its iron\u{ad}clad word", Some("iron\u{ad}clad"));
        check("a b", "", None);
    }
}
