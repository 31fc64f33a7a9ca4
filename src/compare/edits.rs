//! Minimal changed spans inside a link. The only place that uses `similar`.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::fold::{Folded, Key};
use crate::Sides;

/// One side of a link: its units joined by one space, with the keys of all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Passage {
    pub text: String,
    pub keys: Vec<Key>,
}

impl Passage {
    /// Joins units.
    pub(super) fn new<'t>(units: impl Iterator<Item = (usize, &'t str)>, folded: &Folded) -> Self {
        let mut passage = Self::default();
        for (index, text) in units {
            if !passage.text.is_empty() {
                passage.text.push(' ');
            }
            let offset = passage.text.len() as u32;
            passage.text.push_str(text);
            let shifted = folded.unit(index).iter().map(|key| Key {
                start: key.start + offset,
                end: key.end + offset,
                ..*key
            });
            passage.keys.extend(shifted);
        }
        passage
    }

    /// The text of some keys, with what stands between them.
    pub(super) fn quote(&self, keys: &Range<usize>) -> &str {
        let bytes = self.bytes(keys);
        &self.text[bytes]
    }

    /// Bytes of some keys, with what stands between them. For none: the place after the key before.
    pub(super) fn bytes(&self, keys: &Range<usize>) -> Range<usize> {
        if keys.is_empty() {
            let place = keys.start.checked_sub(1).map_or(0, |before| self.keys[before].end as usize);
            return place..place;
        }
        self.keys[keys.start].start as usize..self.keys[keys.end - 1].end as usize
    }

    /// What stands before a key, up to the key before it.
    pub(super) fn gap(&self, key: usize) -> Range<usize> {
        let start = key.checked_sub(1).map_or(0, |before| self.keys[before].end as usize);
        start..self.keys.get(key).map_or(self.text.len(), |key| key.start as usize)
    }
}

/// A changed span, as ranges of keys. One side may be empty, never both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub keys: Sides<Range<usize>>,
}

/// The minimal changed spans between two passages, in order.
pub(super) fn spans(passages: Sides<&Passage>) -> Vec<Span> {
    let numbers = passages.map(|passage| passage.keys.iter().map(|key| key.number).collect::<Vec<_>>());
    let mut spans: Vec<Span> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &numbers.before, &numbers.after) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let keys = Sides::new(op.old_range(), op.new_range());
        match spans.last_mut() {
            Some(last)
                if last.keys.before.end == keys.before.start && last.keys.after.end == keys.after.start =>
            {
                last.keys.before.end = keys.before.end;
                last.keys.after.end = keys.after.end;
            }
            _ => spans.push(Span { keys }),
        }
    }
    spans
}
