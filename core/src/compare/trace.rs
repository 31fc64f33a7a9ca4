//! Where the words of one side went.

use std::ops::Range;

use super::model::{Change, Edit};
use crate::{Side, Sides};

/// The bytes of the other side that correspond to `range`, bytes of `side`'s sentences joined by one space.
///
/// A bound inside an edit goes to the same bound of the edit on the other side, so that the answer is the narrowest
/// range that holds all that became of the words. `None` if nothing is left of them, or the change has no other side.
#[must_use]
pub fn trace(change: &Change, side: Side, range: Range<usize>) -> Option<Range<usize>> {
    if change.sentences.before.is_empty() || change.sentences.after.is_empty() {
        return None;
    }
    let edits = change.phrases.iter().flat_map(|phrase| &phrase.edits).map(|edit| seen_from(side, edit));
    // The shift of what is equal, up to the edit that comes next.
    let (mut start, mut end) = (None, None);
    let mut shift = 0_isize;
    let moved = |at: usize, shift: isize| at.saturating_add_signed(shift);
    for Sides { before: here, after: there } in edits {
        // A bound that touches an edit from outside stays outside.
        if start.is_none() && (range.start < here.end || (range.start == here.start && here.is_empty())) {
            start = Some(if range.start < here.start { moved(range.start, shift) } else { there.start });
        }
        if end.is_none() && range.end <= here.end {
            end = Some(if range.end <= here.start { moved(range.end, shift) } else { there.end });
        }
        if start.is_some() && end.is_some() {
            break;
        }
        shift = there.end as isize - here.end as isize;
        // An insertion stands after the word before it; where there is none, before the space that follows.
        if here == (0..0) {
            shift += 1;
        } else if there == (0..0) {
            shift -= 1;
        }
    }
    let start = start.unwrap_or_else(|| moved(range.start, shift));
    let end = end.unwrap_or_else(|| moved(range.end, shift));
    (start < end).then_some(start..end)
}

fn seen_from(side: Side, edit: &Edit) -> Sides<Range<usize>> {
    match side {
        Side::Before => edit.range.clone(),
        Side::After => edit.range.clone().swap(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{ChangeKind, Phrase, PhraseKind};

    const OLD: &str = "its ironclad commitment to the defense of the ROK";
    const NEW: &str = "its unwavering commitment to the full defense of";

    fn change() -> Change {
        let edit = |before, after| Edit { range: Sides::new(before, after) };
        let phrase = |edit: Edit| Phrase {
            kind: PhraseKind::Replaced,
            range: edit.range.clone(),
            trivial: false,
            edits: vec![edit],
        };
        Change {
            kind: ChangeKind::Reworded,
            moved: false,
            move_group: None,
            section: String::new(),
            sentences: Sides::new(vec![0], vec![0]),
            similarity: 0.5,
            phrases: vec![
                phrase(edit(4..12, 4..14)),
                phrase(edit(30..30, 33..37)),
                phrase(edit(41..49, 48..48)),
            ],
        }
    }

    #[track_caller]
    fn check(side: Side, words: &str, expected: Option<&str>) {
        let (here, there) = if side == Side::Before { (OLD, NEW) } else { (NEW, OLD) };
        let start = here.find(words).unwrap();
        let found = trace(&change(), side, start..start + words.len());
        assert_eq!(found.map(|range| &there[range]), expected, "{words}");
    }

    #[test]
    fn equal_words_are_found_again() {
        check(Side::Before, "commitment to", Some("commitment to"));
        check(Side::After, "commitment to", Some("commitment to"));
        check(Side::Before, "its", Some("its"));
        check(Side::Before, "defense of", Some("defense of"));
    }

    #[test]
    fn changed_words_lead_to_what_they_became() {
        check(Side::Before, "ironclad commitment", Some("unwavering commitment"));
        check(Side::After, "wavering", Some("ironclad"));
        check(Side::Before, "the defense", Some("the full defense"));
    }

    #[test]
    fn words_that_are_gone_lead_nowhere() {
        check(Side::Before, "ROK", None);
        check(Side::After, "full", None);
    }
}
