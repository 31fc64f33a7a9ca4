//! What the two sides of a redline share: stretches of the same words, those that stayed in order and those that moved.

use std::ops::Range;

use super::script::{MARK, Paragraph, Script};
use crate::Sides;
use crate::compare::{Change, ChangeKind, Comparison, Edit, HeadingChangeKind};
use crate::report::pieces::texts;
use crate::statement::Role;

/// The same words on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    pub start: Sides<usize>,
    /// Bytes.
    pub length: usize,
}

impl Shared {
    pub fn end(&self) -> Sides<usize> {
        self.start.map(|start| start + self.length)
    }
}

/// Sentences that moved together, from one place to one place.
#[derive(Debug, Clone)]
pub(super) struct Move {
    pub range: Sides<Range<usize>>,
    /// What of them is the same on both sides.
    pub shared: Vec<Shared>,
}

/// What stayed, in the order of both texts.
pub(super) fn stayed(comparison: &Comparison<'_>, scripts: Sides<&Script>) -> Vec<Shared> {
    let mut shared = lines(comparison, scripts);
    for change in comparison.changes.iter().filter(|change| !change.moved && is_linked(change)) {
        shared.extend(linked(comparison, change, scripts));
        shared.extend(marks(change, scripts));
    }
    in_order(shared)
}

/// The marks of the paragraphs that an entry begins and ends, where it does so on both sides. The last mark of a text is
/// shared with the last one of the other only: it cannot go.
fn marks(change: &Change, scripts: Sides<&Script>) -> Vec<Shared> {
    let end = |sentences: &[usize], script: &Script| {
        let end = script.sentences.get(*sentences.last()?)?.end;
        script.is_mark(end).then_some(end)
    };
    let start = |sentences: &[usize], script: &Script| {
        let start = script.sentences.get(*sentences.first()?)?.start;
        let paragraph = script.paragraph(start)?;
        (paragraph.text == start).then(|| paragraph.range.start.checked_sub(MARK.len()))?
    };
    let is_last = |mark: usize, script: &Script| mark + MARK.len() == script.text.len();
    let places = [
        Sides::new(
            start(&change.sentences.before, scripts.before),
            start(&change.sentences.after, scripts.after),
        ),
        Sides::new(
            end(&change.sentences.before, scripts.before),
            end(&change.sentences.after, scripts.after),
        ),
    ];
    places
        .into_iter()
        .filter_map(|place| Some(Sides::new(place.before?, place.after?)))
        .filter(|place| is_last(place.before, scripts.before) == is_last(place.after, scripts.after))
        .map(|start| Shared { start, length: MARK.len() })
        .collect()
}

/// What moved. Sentences of one group that stand together on both sides are one move; others that stand together on
/// both sides, one each. What is left is told as gone and come.
pub(super) fn moved(comparison: &Comparison<'_>, scripts: Sides<&Script>) -> Vec<Move> {
    let mut groups: Vec<(Option<usize>, Vec<&Change>)> = Vec::new();
    for change in comparison.changes.iter().filter(|change| change.moved && is_linked(change)) {
        match groups.last_mut() {
            Some((group, changes)) if group.is_some() && *group == change.move_group => changes.push(change),
            _ => groups.push((change.move_group, vec![change])),
        }
    }
    let mut moves = Vec::new();
    for (_, changes) in &groups {
        match one_move(comparison, changes, scripts) {
            Some(one) => moves.push(one),
            None => {
                moves.extend(changes.iter().filter_map(|change| one_move(comparison, &[change], scripts)))
            }
        }
    }
    moves
}

fn is_linked(change: &Change) -> bool {
    !matches!(change.kind, ChangeKind::Added | ChangeKind::Removed)
}

/// Changes as one move, if their sentences stand together on both sides.
fn one_move(comparison: &Comparison<'_>, changes: &[&Change], scripts: Sides<&Script>) -> Option<Move> {
    let sentences = |side: fn(&Change) -> &Vec<usize>| -> Vec<usize> {
        changes.iter().flat_map(|change| side(change).iter().copied()).collect()
    };
    let range = |sentences: &[usize], script: &Script| {
        let together = sentences.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let (first, last) = (sentences.first()?, sentences.last()?);
        let range = script.sentences.get(*first)?.start..script.sentences.get(*last)?.end;
        together.then(|| widened(range, script))
    };
    Some(Move {
        range: Sides::new(
            range(&sentences(|change| &change.sentences.before), scripts.before)?,
            range(&sentences(|change| &change.sentences.after), scripts.after)?,
        ),
        shared: changes.iter().flat_map(|change| linked(comparison, change, scripts)).collect(),
    })
}

/// Whole paragraphs move with their labels and their marks.
fn widened(range: Range<usize>, script: &Script) -> Range<usize> {
    let (Some(first), Some(last)) = (script.paragraph(range.start), script.paragraph(range.end)) else {
        return range;
    };
    if first.text == range.start && last.mark() == range.end {
        first.range.start..last.range.end
    } else {
        range
    }
}

/// The words that the sides of an entry share.
fn linked(comparison: &Comparison<'_>, change: &Change, scripts: Sides<&Script>) -> Vec<Shared> {
    if !is_linked(change) {
        return Vec::new();
    }
    let texts = texts(comparison, change);
    let joints = Sides::new(
        joints(&change.sentences.before, scripts.before),
        joints(&change.sentences.after, scripts.after),
    );
    let mut shared = Vec::new();
    let mut at = Sides::new(0, 0);
    let end = Edit {
        range: Sides::new(texts.before.len()..texts.before.len(), texts.after.len()..texts.after.len()),
    };
    for edit in edits(change, texts.as_ref().map(String::as_str)).iter().chain([&end]) {
        let kept = Sides::new(at.before..edit.range.before.start, at.after..edit.range.after.start);
        at = Sides::new(edit.range.before.end, edit.range.after.end);
        // A phrase may begin and end with words that both sides have.
        for part in [&kept, &edit.range] {
            for one in same(texts.as_ref().map(String::as_str), part) {
                placed(one, joints.as_ref().map(Vec::as_slice), &mut shared);
            }
        }
    }
    shared
}

/// The minimal spans of all phrases. Those with a single word or a number between them are one: what changed is read at
/// once then, not in scraps.
fn edits(change: &Change, texts: Sides<&str>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for phrase in &change.phrases {
        let whole = [Edit { range: phrase.range.clone() }];
        let own = if phrase.edits.is_empty() { &whole } else { phrase.edits.as_slice() };
        for (number, edit) in own.iter().enumerate() {
            match edits.last_mut() {
                Some(last)
                    if number > 0
                        && is_scrap(texts.before, last.range.before.end..edit.range.before.start) =>
                {
                    last.range.before.end = edit.range.before.end;
                    last.range.after.end = edit.range.after.end;
                }
                _ => edits.push(edit.clone()),
            }
        }
    }
    edits
}

fn is_scrap(text: &str, between: Range<usize>) -> bool {
    let between = text.get(between).unwrap_or_default();
    between.split_whitespace().count() < 2 || between.contains(|c: char| c.is_ascii_digit())
}

/// Where the sentences of an entry begin, joined by one space, and where they stand.
fn joints(sentences: &[usize], script: &Script) -> Vec<(usize, Range<usize>)> {
    let mut offset = 0;
    sentences
        .iter()
        .filter_map(|&index| script.sentences.get(index))
        .map(|range| {
            let start = offset;
            offset += range.len() + 1;
            (start, range.clone())
        })
        .collect()
}

/// Stretches of the same text in what was kept: all of it, or what is the same at its ends.
fn same(texts: Sides<&str>, kept: &Sides<Range<usize>>) -> Vec<Shared> {
    let (Some(before), Some(after)) =
        (texts.before.get(kept.before.clone()), texts.after.get(kept.after.clone()))
    else {
        return Vec::new();
    };
    let start = Sides::new(kept.before.start, kept.after.start);
    ends(before, after)
        .into_iter()
        .map(|one| Shared {
            start: Sides::new(start.before + one.start.before, start.after + one.start.after),
            ..one
        })
        .collect()
}

/// What two texts have in common at their start and their end, in whole words.
fn ends(before: &str, after: &str) -> Vec<Shared> {
    if before == after {
        return vec![Shared { start: Sides::new(0, 0), length: before.len() }];
    }
    let mut words = 0;
    let mut start = 0;
    for (one, other) in before.split_inclusive(' ').zip(after.split_inclusive(' ')) {
        if one != other {
            break;
        }
        start += one.len();
        words += 1;
    }
    let rest = Sides::new(&before[start..], &after[start..]);
    let mut end = 0;
    for (one, other) in rest.before.rsplit(' ').zip(rest.after.rsplit(' ')) {
        let length = end + one.len() + usize::from(end > 0 || words > 0);
        if one != other || length > rest.before.len() || length > rest.after.len() {
            break;
        }
        end += one.len() + 1;
    }
    let end = end.saturating_sub(1);
    let tail = Shared { start: Sides::new(before.len() - end, after.len() - end), length: end };
    [Shared { start: Sides::new(0, 0), length: start }, tail]
        .into_iter()
        .filter(|one| one.length > 0)
        .collect()
}

/// A stretch in the joined sentences → stretches in the scripts, cut where a sentence ends on either side.
fn placed(one: Shared, joints: Sides<&[(usize, Range<usize>)]>, shared: &mut Vec<Shared>) {
    let sentence = |joints: &[(usize, Range<usize>)], position: usize| {
        let (start, range) =
            joints.get(joints.partition_point(|(start, _)| *start <= position).checked_sub(1)?)?.clone();
        let inside = position - start;
        Some((range.start + inside, range.len().saturating_sub(inside)))
    };
    let mut done = 0;
    while done < one.length {
        let (Some((before, left_before)), Some((after, left_after))) = (
            sentence(joints.before, one.start.before + done),
            sentence(joints.after, one.start.after + done),
        ) else {
            return;
        };
        let length = left_before.min(left_after).min(one.length - done);
        if length == 0 {
            // The space between two sentences, which stands in the script as whatever is there.
            done += 1;
            continue;
        }
        shared.push(Shared { start: Sides::new(before, after), length });
        done += length;
    }
}

/// Titles, headings, bylines and signatures: those of the same words, the title, and headings that were renamed.
fn lines(comparison: &Comparison<'_>, scripts: Sides<&Script>) -> Vec<Shared> {
    let own = |script: &Script| -> Vec<Paragraph> {
        let is_line = |paragraph: &&Paragraph| !matches!(paragraph.role, Role::Body | Role::Item);
        script.paragraphs.iter().filter(is_line).cloned().collect()
    };
    let lines = scripts.map(own);
    let text = |script: &Script, line: &Paragraph| script.get(&(line.text..line.mark())).to_owned();
    let mut shared = Vec::new();
    let mut pair = |before: &Paragraph, after: &Paragraph| {
        let found = ends(
            scripts.before.get(&(before.text..before.mark())),
            scripts.after.get(&(after.text..after.mark())),
        );
        shared.extend(found.into_iter().map(|one| Shared {
            start: Sides::new(before.text + one.start.before, after.text + one.start.after),
            ..one
        }));
    };
    let mut waiting: std::collections::BTreeMap<(u8, String), std::collections::VecDeque<&Paragraph>> =
        std::collections::BTreeMap::new();
    let renamed = |heading: &str| {
        comparison
            .headings
            .iter()
            .filter(|change| change.kind == HeadingChangeKind::Renamed)
            .find(|change| change.text.after.as_deref() == Some(heading))
            .and_then(|change| change.text.before.clone())
    };
    let kind = |role: Role| role as u8;
    for line in &lines.before {
        // There is one title on each side.
        let key = if line.role == Role::Title { String::new() } else { text(scripts.before, line) };
        waiting.entry((kind(line.role), key)).or_default().push_back(line);
    }
    for line in &lines.after {
        let own = if line.role == Role::Title { String::new() } else { text(scripts.after, line) };
        let found = waiting
            .get_mut(&(kind(line.role), own.clone()))
            .and_then(std::collections::VecDeque::pop_front)
            .or_else(|| waiting.get_mut(&(kind(line.role), renamed(&own)?))?.pop_front());
        if let Some(before) = found {
            pair(before, line);
        }
    }
    shared
}

/// The longest list of stretches that stand in the same order on both sides.
fn in_order(mut shared: Vec<Shared>) -> Vec<Shared> {
    shared.retain(|one| one.length > 0);
    shared.sort_unstable_by_key(|one| (one.start.after, one.start.before));
    shared.dedup_by(|next, last| next.start.after < last.end().after);
    // Patience: the stretch that ends the best list of each length, and for each stretch the one before it.
    let mut best: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(shared.len());
    for (at, one) in shared.iter().enumerate() {
        let length = best.partition_point(|&last: &usize| shared[last].start.before < one.start.before);
        previous.push(length.checked_sub(1).map(|before| best[before]));
        if length == best.len() {
            best.push(at);
        } else {
            best[length] = at;
        }
    }
    let mut chain = Vec::new();
    let mut at = best.last().copied();
    while let Some(here) = at {
        chain.push(shared[here]);
        at = previous[here];
    }
    chain.reverse();
    chain.dedup_by(|next, last| next.start.before < last.end().before);
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &[&str]) {
        let found = ends(before, after);
        let words: Vec<&str> = found.iter().map(|one| &before[one.start.before..one.end().before]).collect();
        assert_eq!(words, expected, "{before} | {after}");
        for one in &found {
            assert_eq!(before[one.start.before..one.end().before], after[one.start.after..one.end().after]);
        }
    }

    #[test]
    fn lines_share_whole_words_at_their_ends() {
        check("23rd Joint Statement", "24th Joint Statement", &["Joint Statement"]);
        check("Joint Statement of 2023", "Joint Statement of 2024", &["Joint Statement of "]);
        check("the A of B", "the C of B", &["the ", "of B"]);
        check("same", "same", &["same"]);
        check("one", "one two", &[]);
        check("a a", "a a a", &["a "]);
        check("", "x", &[]);
        check("états", "étage", &[]);
    }

    #[test]
    fn what_crosses_is_left_out() {
        let one = |before, after, length| Shared { start: Sides::new(before, after), length };
        let kept = in_order(vec![one(0, 0, 5), one(20, 10, 5), one(8, 20, 5), one(14, 30, 5)]);
        assert_eq!(kept, [one(0, 0, 5), one(8, 20, 5), one(14, 30, 5)]);
    }
}
