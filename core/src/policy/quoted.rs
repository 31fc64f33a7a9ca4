//! Words of a policy, found in a text whatever its case, dashes and kinds of quotation marks.

use std::ops::Range;

use crate::statement::{Entity, Statement};
use crate::{digest, lookalike};

/// Words to look for.
#[derive(Debug)]
pub(super) struct Words {
    folded: String,
    /// The first run of them, where it is of letters that have no other form than their case.
    first: Option<String>,
    /// How many runs of letters and digits they are.
    runs: usize,
    /// How they look.
    shape: String,
}

impl Words {
    pub(super) fn new(text: &str) -> Self {
        let text = trimmed(text);
        let shape = lookalike::runs(text).into_iter().map(|run| lookalike::shape(&text[run])).collect();
        let own = runs(text);
        let first = own.first().map(|run| &text[run.clone()]).filter(|run| run.is_ascii()).map(str::to_owned);
        Self { folded: fold(text), first, runs: own.len(), shape }
    }

    /// Where they stand first.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let runs = runs(text);
        // Folding each stretch of a long text takes long, and most begin with another word.
        let may_be = |window: &&[Range<usize>]| {
            let run = &text[window[0].clone()];
            !run.is_ascii() || self.first.as_ref().is_none_or(|first| first.eq_ignore_ascii_case(run))
        };
        runs.windows(self.runs.max(1))
            .filter(may_be)
            .map(|window| window[0].start..window[window.len() - 1].end)
            .find(|range| fold(&text[range.clone()]) == self.folded)
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Where they stand, or what a reader would take for them: in letters that look like theirs, cut by hyphens, spaces or
    /// what cannot be seen. For what must not come in unseen; what must stay has to stand there as it is.
    pub(super) fn find_alike(&self, text: &str) -> Option<Range<usize>> {
        if let Some(range) = self.find(text) {
            return Some(range);
        }
        if self.shape.is_empty() {
            return None;
        }
        let runs: Vec<(Range<usize>, String)> = lookalike::runs(text)
            .into_iter()
            .map(|run| (run.clone(), lookalike::shape(&text[run])))
            .filter(|(_, shape)| !shape.is_empty())
            .collect();
        (0..runs.len()).find_map(|start| {
            let mut rest = self.shape.as_str();
            for (range, shape) in &runs[start..] {
                rest = rest.strip_prefix(shape.as_str())?;
                if rest.is_empty() {
                    return Some(runs[start].0.start..range.end);
                }
            }
            None
        })
    }

    /// Whether they stand there, or what a reader would take for them.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.find_alike(text).is_some()
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
    fn what_looks_like_them_is_found_where_nothing_may_slip_through() {
        let check = |words: &str, text: &str, expected: Option<&str>| {
            let found = Words::new(words).find_alike(text).map(|range| &text[range]);
            assert_eq!(found, expected, "{words} in {text}");
        };
        check("nuclear sharing", "on nuclеar sharing now", Some("nuclеar sharing"));
        check("nuclear sharing", "on ｎｕｃｌｅａｒ-sharing now", Some("ｎｕｃｌｅａｒ-sharing"));
        check("nuclear sharing", "on nu\u{2d7}clear\u{2800}sharing", Some("nu\u{2d7}clear\u{2800}sharing"));
        check("nuclear sharing", "on NUCLEAR\u{301} 𝘴𝘩𝘢𝘳𝘪𝘯𝘨.", Some("NUCLEAR\u{301} 𝘴𝘩𝘢𝘳𝘪𝘯𝘨"));
        check("long-range", "a longrange one", Some("longrange"));
        check("Indo-Pacific", "the lndo‐Pacific", Some("lndo‐Pacific"));
        check("nuclear sharing", "nuclear shearing", None);
        check("nuclear sharing", "unnuclear sharing", None);
        check("핵공유", "한미 핵 공유", Some("핵 공유"));
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
