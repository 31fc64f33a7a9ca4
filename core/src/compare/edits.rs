//! Minimal changed spans inside a link. The only place that uses `similar`.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::anchors;
use super::fold::Folded;
use super::seams;
use super::words::{Key, Kind, Words};
use crate::Sides;

/// What differs between two lists of words, in their order; neighbours are one change.
pub(super) fn changed(words: Sides<&[&str]>) -> Vec<Sides<Range<usize>>> {
    let ops = capture_diff_slices(Algorithm::Myers, words.before, words.after);
    let changed = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let mut ranges: Vec<Sides<Range<usize>>> = Vec::new();
    for op in changed {
        let (old, new) = (op.old_range(), op.new_range());
        match ranges.last_mut() {
            Some(last) if last.before.end == old.start && last.after.end == new.start => {
                (last.before.end, last.after.end) = (old.end, new.end);
            }
            _ => ranges.push(Sides::new(old, new)),
        }
    }
    ranges
}

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

    /// What each key is worth when it is kept: several words that stand for one are worth as many.
    fn worth(&self, words: &Words) -> Vec<i32> {
        let worth = |key: &Key| {
            let spaces = self.text[key.start as usize..key.end as usize].matches(' ').count();
            seams::worth(words.kind(key.number), 1 + spaces)
        };
        self.keys.iter().map(worth).collect()
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
    /// What changed.
    pub keys: Sides<Range<usize>>,
    /// What a person marks: also the word that a lone mark touches, and the word after what came in or went at the
    /// start of a sentence, if it gained or lost its capital.
    pub marked: Sides<Range<usize>>,
}

/// Up to so many pairs of words the spans are minimal whatever the passages have in common.
const EXACT: usize = 1 << 16;
/// Longer passages are searched as a whole where they differ in at most this many words.
const DISTANCE: usize = 512;

/// The changed spans between two passages, in order, and whether they are coarser than minimal ones: passages of more
/// than a few hundred words that have little in common are framed by the stretches that stand once in either.
pub(super) fn spans(passages: Sides<&Passage>, words: &Words) -> (Vec<Span>, bool) {
    let numbers = passages.map(|passage| passage.keys.iter().map(|key| key.number).collect::<Vec<_>>());
    let numbers = Sides::new(&numbers.before[..], &numbers.after[..]);
    let worth = passages.map(|passage| passage.worth(words));
    let worth = Sides::new(&worth.before[..], &worth.after[..]);
    let whole = Sides::new(0..numbers.before.len(), 0..numbers.after.len());
    let mut spans = Vec::new();
    if near(numbers, &whole) {
        minimal(numbers, worth, &whole, &mut spans);
        slid(&mut spans, numbers, words);
        mark(&mut spans, passages, words);
        return (spans, false);
    }
    let mut coarse = false;
    let sizes = Sides::new(numbers.before.len(), numbers.after.len());
    let runs = anchors::runs(numbers, EXACT);
    for gap in anchors::gaps(&runs, sizes) {
        if near(numbers, &gap) {
            minimal(numbers, worth, &gap, &mut spans);
        } else {
            coarse = true;
            push(&mut spans, gap);
        }
    }
    mark(&mut spans, passages, words);
    (spans, coarse)
}

/// Whether exact search of a block is cheap.
fn near(numbers: Sides<&[u32]>, block: &Sides<Range<usize>>) -> bool {
    let area = block.before.len().saturating_mul(block.after.len());
    area <= EXACT || anchors::near(numbers, block, DISTANCE)
}

fn minimal(numbers: Sides<&[u32]>, worth: Sides<&[i32]>, block: &Sides<Range<usize>>, spans: &mut Vec<Span>) {
    let (old, new) = (&numbers.before[block.before.clone()], &numbers.after[block.after.clone()]);
    if old.len().saturating_mul(new.len()) <= EXACT {
        let mut at = Sides::new(block.before.start, block.after.start);
        let worth = Sides::new(&worth.before[block.before.clone()], &worth.after[block.after.clone()]);
        let kept = seams::kept(Sides::new(old, new), worth).into_iter();
        let kept = kept.map(|(i, j)| (i + block.before.start, j + block.after.start));
        for (i, j) in kept.chain([(block.before.end, block.after.end)]) {
            if at.before < i || at.after < j {
                push(spans, Sides::new(at.before..i, at.after..j));
            }
            at = Sides::new(i + 1, j + 1);
        }
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let shifted = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        let keys = Sides::new(
            shifted(op.old_range(), block.before.start),
            shifted(op.new_range(), block.after.start),
        );
        push(spans, keys);
    }
}

/// Slides the spans that have words on one side only to where they read as phrases. Spans stay apart.
fn slid(spans: &mut [Span], numbers: Sides<&[u32]>, words: &Words) {
    let mut from = Sides::new(0, 0);
    for index in 0..spans.len() {
        let to = spans.get(index + 1).map_or(numbers.map(<[u32]>::len), |next| {
            next.keys.as_ref().map(|range| range.start.saturating_sub(1))
        });
        let keys = &mut spans[index].keys;
        let by = match (keys.before.is_empty(), keys.after.is_empty()) {
            (false, true) => seams::slide(numbers.before, &keys.before, &(from.before..to.before), words),
            (true, false) => seams::slide(numbers.after, &keys.after, &(from.after..to.after), words),
            _ => 0,
        };
        for range in [&mut keys.before, &mut keys.after] {
            *range = range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
        }
        // At least one kept word stays between two spans.
        from = keys.as_ref().map(|range| range.end + 1);
    }
}

/// Takes in what a person marks along with a change. Spans stay apart.
fn mark(spans: &mut [Span], passages: Sides<&Passage>, words: &Words) {
    let mut from = Sides::new(0, 0);
    for index in 0..spans.len() {
        let to = spans.get(index + 1).map_or(passages.map(|passage| passage.keys.len()), |next| {
            next.keys.as_ref().map(|range| range.start.saturating_sub(1))
        });
        let Span { keys, marked } = &mut spans[index];
        marked.clone_from(keys);
        let before = Sides::new(keys.before.start.checked_sub(1), keys.after.start.checked_sub(1));
        let after = Sides::new(keys.before.end, keys.after.end);
        let room_before = keys.before.start > from.before && keys.after.start > from.after;
        let room_after = after.before < to.before && after.after < to.after;
        if keys.before.start == 0 && keys.after.start == 0 {
            if room_after && gained_or_lost_its_capital(passages, after) {
                (marked.before.end, marked.after.end) = (after.before + 1, after.after + 1);
            }
        } else if room_before
            && let Sides { before: Some(before), after: Some(after) } = before
            && is_marks(passages, keys, words)
            && is_word(passages.before, before, words)
            && touches(passages, keys)
            && !encloses(passages, keys)
        {
            (marked.before.start, marked.after.start) = (before, after);
        }
        // At least one kept word stays between two spans.
        from = marked.as_ref().map(|range| range.end + 1);
    }
}

/// Whether a kept word is written with a capital on one side only.
fn gained_or_lost_its_capital(passages: Sides<&Passage>, at: Sides<usize>) -> bool {
    let one = passages.before.quote(&(at.before..at.before + 1));
    let other = passages.after.quote(&(at.after..at.after + 1));
    one != other && one.eq_ignore_ascii_case(other)
}

fn is_word(passage: &Passage, at: usize, words: &Words) -> bool {
    !matches!(words.kind(passage.keys[at].number), Kind::Mark | Kind::Loose)
}

fn is_marks(passages: Sides<&Passage>, keys: &Sides<Range<usize>>, words: &Words) -> bool {
    keys.before.clone().all(|at| !is_word(passages.before, at, words))
        && keys.after.clone().all(|at| !is_word(passages.after, at, words))
}

/// Whether marks stand at the word before them without a space, on each side that has any.
fn touches(passages: Sides<&Passage>, keys: &Sides<Range<usize>>) -> bool {
    let at =
        |passage: &Passage, range: &Range<usize>| range.is_empty() || passage.gap(range.start).is_empty();
    at(passages.before, &keys.before) && at(passages.after, &keys.after)
}

/// A bracket or quotation mark belongs to what it encloses, not to the word before it.
fn encloses(passages: Sides<&Passage>, keys: &Sides<Range<usize>>) -> bool {
    let marks = passages.before.quote(&keys.before).chars().chain(passages.after.quote(&keys.after).chars());
    marks.into_iter().any(|mark| "()[]{}\"'“”‘’«»".contains(mark))
}

/// Adds a span; one that touches the span before it on both sides becomes part of it.
fn push(spans: &mut Vec<Span>, keys: Sides<Range<usize>>) {
    match spans.last_mut() {
        Some(last)
            if last.keys.before.end == keys.before.start && last.keys.after.end == keys.after.start =>
        {
            last.keys.before.end = keys.before.end;
            last.keys.after.end = keys.after.end;
        }
        _ => spans.push(Span { marked: keys.clone(), keys }),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::fold::Fold;
    use super::super::unit::Unit;
    use super::*;
    use crate::series;

    /// Two sentences, cut into words.
    pub(in super::super) fn sentences(before: &str, after: &str) -> (Sides<Passage>, Words) {
        let unit = |text| [Unit::new(text)];
        let fold = Fold::new(&series::general().unwrap());
        let (folded, words) = fold.texts(Sides::new(&unit(before), &unit(after)));
        let passage = |text, folded| Passage::new([(0, text)].into_iter(), folded);
        (Sides::new(passage(before, &folded.before), passage(after, &folded.after)), words)
    }

    /// The marked spans, each as "older words → newer words".
    #[track_caller]
    fn check(before: &str, after: &str, expected: &[&str]) {
        let (Sides { before, after }, words) = sentences(before, after);
        let (spans, _) = spans(Sides::new(&before, &after), &words);
        let quoted = |span: &Span| {
            format!("{} → {}", before.quote(&span.marked.before), after.quote(&span.marked.after))
        };
        assert_eq!(spans.iter().map(quoted).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_run_does_not_end_in_a_function_word_where_it_need_not() {
        check(
            "people rely on other people in their family in order to travel",
            "people rely on other people in order to travel",
            &["in their family → "],
        );
        check(
            "the evaluation of systems, the transition of commands",
            "the evaluation of systems, the verification of plans, and the transition of commands",
            &[" → the verification of plans, and"],
        );
        check(
            "They focus on the road.",
            "They focus on the road, and nobody else is on the road.",
            &[" → , and nobody else is on the road"],
        );
        check("France, New Zealand, Norway, Sweden", "France, Norway, Sweden", &["New Zealand, → "]);
    }

    #[test]
    fn a_comma_alone_does_not_hold_two_changes_apart() {
        check(
            "Once they took control of cars, there was chaos everywhere",
            "Once they became distracted, it looked like chaos everywhere",
            &["took control of cars, there was → became distracted, it looked like"],
        );
    }

    #[test]
    fn what_stands_for_several_words_is_kept_rather_than_one_word() {
        check(
            "Both sides also agreed to initiate a joint study",
            "As agreed before, both sides initiated the joint study",
            &[" → As agreed before,", "also agreed to initiate a → initiated the"],
        );
    }

    #[test]
    fn a_lone_mark_is_marked_with_its_word_but_for_what_encloses() {
        check("a free and open region where all", "a free and open region: where all", &["region → region:"]);
        check("of a new era of peace", "of a “new era” of peace", &[" → “", " → ”"]);
        check("Public Law 107-40) as informed", "Public Law 107-40 as informed", &[") → "]);
    }

    #[test]
    fn the_first_word_is_marked_where_it_lost_its_capital() {
        check("The NCG met", "Since then, the NCG met", &["The → Since then, the"]);
        check("Then the NCG met", "The NCG met", &["Then the → The"]);
        check("Then the NCG met", "Today the NCG met", &["Then → Today"]);
    }
}
