//! What a person would quote: changed spans widened and joined.

use std::ops::Range;

use super::edits::{Passage, Span, spans};
use super::model::{Edit, Phrase, PhraseKind};
use super::words::{Kind, Words};
use crate::Sides;

/// An equal stretch of at most this many words between two changed spans is part of the phrase, if they are function
/// words or marks.
const ISLAND: usize = 3;
/// A link that keeps less than this share of its words is shown whole, old then new.
const KEPT: f64 = 0.25;

/// The phrases of a link, in order. Outside their edits both passages are equal byte for byte.
pub(super) fn phrases(passages: Sides<&Passage>, words: &Words) -> Vec<Phrase> {
    let spans = spans(passages);
    let noise = noise(passages, &spans);
    let (trivial, telling): (Vec<Span>, Vec<Span>) =
        spans.into_iter().partition(|span| is_trivial(passages, span, words));
    let mut drafts = join(passages, telling, words);
    for draft in &mut drafts {
        widen(passages, draft, words);
    }
    if too_little_kept(passages, &drafts, words) {
        let spans = drafts.drain(..).flat_map(|draft| draft.spans).collect();
        let keys = passages.map(|passage| 0..passage.keys.len());
        drafts.push(Draft { keys, spans, trivial: false });
    }
    let mut drafts = overlapping_joined(drafts);
    for span in trivial {
        absorb(&mut drafts, span);
    }
    let mut phrases: Vec<Phrase> = drafts.iter().map(|draft| draft.finish(passages)).collect();
    add_noise(&mut phrases, noise);
    phrases
}

/// A phrase in the making, as ranges of keys.
#[derive(Debug, Clone)]
struct Draft {
    keys: Sides<Range<usize>>,
    spans: Vec<Span>,
    trivial: bool,
}

impl Draft {
    fn finish(&self, passages: Sides<&Passage>) -> Phrase {
        let range = bytes(passages, &self.keys);
        let edits = self.spans.iter().map(|span| Edit { range: bytes(passages, &span.keys) }).collect();
        let kind = if range.before.is_empty() {
            PhraseKind::Inserted
        } else if range.after.is_empty() {
            PhraseKind::Deleted
        } else {
            PhraseKind::Replaced
        };
        Phrase { kind, range, trivial: self.trivial, edits }
    }
}

fn bytes(passages: Sides<&Passage>, keys: &Sides<Range<usize>>) -> Sides<Range<usize>> {
    Sides::new(passages.before.bytes(&keys.before), passages.after.bytes(&keys.after))
}

fn is_trivial(passages: Sides<&Passage>, span: &Span, words: &Words) -> bool {
    let loose = |passage: &Passage, range: &Range<usize>| {
        passage.keys[range.clone()].iter().all(|key| words.kind(key.number) == Kind::Loose)
    };
    if loose(passages.before, &span.keys.before) && loose(passages.after, &span.keys.after) {
        return true;
    }
    let letters = |passage: &Passage, range: &Range<usize>| -> String {
        passage.quote(range).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    // "table-top" and "table top": the same letters.
    let (one, other) =
        (letters(passages.before, &span.keys.before), letters(passages.after, &span.keys.after));
    !one.is_empty() && one == other
}

fn join(passages: Sides<&Passage>, spans: Vec<Span>, words: &Words) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for span in spans {
        let Some(last) = drafts.last_mut() else {
            drafts.push(Draft { keys: span.keys.clone(), spans: vec![span], trivial: false });
            continue;
        };
        let island = &passages.before.keys[last.keys.before.end..span.keys.before.start];
        let weak = |kind: Kind| matches!(kind, Kind::Function | Kind::Mark | Kind::Loose);
        if island.len() <= ISLAND && island.iter().all(|key| weak(words.kind(key.number))) {
            last.keys.before.end = span.keys.before.end;
            last.keys.after.end = span.keys.after.end;
            last.spans.push(span);
        } else {
            drafts.push(Draft { keys: span.keys.clone(), spans: vec![span], trivial: false });
        }
    }
    drafts
}

/// Takes in the head noun of a changed modifier and the particle of a changed verb.
fn widen(passages: Sides<&Passage>, draft: &mut Draft, words: &Words) {
    let following = passages.before.keys.get(draft.keys.before.end);
    if passages.after.keys.get(draft.keys.after.end).is_none() {
        return;
    }
    let Some(following) = following else { return };
    let changed_last = [
        passages.before.keys[draft.keys.before.clone()].last(),
        passages.after.keys[draft.keys.after.clone()].last(),
    ];
    let ends_in_content = changed_last
        .into_iter()
        .flatten()
        .any(|key| matches!(words.kind(key.number), Kind::Content | Kind::Formula));
    if ends_in_content && words.kind(following.number) == Kind::Content {
        draft.keys.before.end += 1;
        draft.keys.after.end += 1;
    }
}

fn too_little_kept(passages: Sides<&Passage>, drafts: &[Draft], words: &Words) -> bool {
    if drafts.len() < 2 {
        return false;
    }
    let telling = |passage: &Passage, range: Range<usize>| {
        passage.keys[range]
            .iter()
            .filter(|key| matches!(words.kind(key.number), Kind::Content | Kind::Formula))
            .count()
    };
    let whole = telling(passages.before, 0..passages.before.keys.len())
        + telling(passages.after, 0..passages.after.keys.len());
    let changed: usize = drafts
        .iter()
        .flat_map(|draft| &draft.spans)
        .map(|span| {
            telling(passages.before, span.keys.before.clone())
                + telling(passages.after, span.keys.after.clone())
        })
        .sum();
    ((whole - changed) as f64) < KEPT * whole as f64
}

fn overlapping_joined(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.last_mut() {
            Some(last)
                if last.keys.before.end > draft.keys.before.start
                    || last.keys.after.end > draft.keys.after.start =>
            {
                last.keys.before.end = last.keys.before.end.max(draft.keys.before.end);
                last.keys.after.end = last.keys.after.end.max(draft.keys.after.end);
                last.spans.extend(draft.spans);
            }
            _ => joined.push(draft),
        }
    }
    joined
}

/// Puts a trivial span into the phrase around it, or makes one of its own.
fn absorb(drafts: &mut Vec<Draft>, span: Span) {
    let place = drafts.partition_point(|draft| {
        draft.keys.before.end <= span.keys.before.start && draft.keys.after.end <= span.keys.after.start
    });
    match drafts.get_mut(place) {
        Some(draft)
            if !draft.trivial
                && draft.keys.before.start <= span.keys.before.start
                && draft.keys.after.start <= span.keys.after.start =>
        {
            let at = draft.spans.partition_point(|other| {
                other.keys.before.start < span.keys.before.start
                    || other.keys.after.start < span.keys.after.start
            });
            draft.spans.insert(at, span);
        }
        _ => drafts.insert(place, Draft { keys: span.keys.clone(), spans: vec![span], trivial: true }),
    }
}

/// Differences in the bytes of what is equal by its keys: spelling, white space. Those that touch are one.
fn noise(passages: Sides<&Passage>, spans: &[Span]) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = Sides::new(0, 0);
    let ends = passages.map(|passage| passage.keys.len());
    let last = Span { keys: Sides::new(ends.before..ends.before, ends.after..ends.after) };
    for span in spans.iter().chain([&last]) {
        let first = at.before;
        while at.before < span.keys.before.start {
            let keys = Sides::new(at.before..at.before + 1, at.after..at.after + 1);
            let own = bytes(passages, &keys);
            if at.before > first || (at.before == 0 && at.after == 0) {
                let gaps = Sides::new(passages.before.gap(at.before), passages.after.gap(at.after));
                push_different(passages, gaps, &own, &mut found);
            }
            push_different(passages, own.clone(), &own, &mut found);
            at = keys.map(|range| range.end);
        }
        at = Sides::new(span.keys.before.end, span.keys.after.end);
    }
    found
}

/// Notes a difference. White space alone cannot be quoted, so that the phrase takes in `next`, the word after it.
fn push_different(
    passages: Sides<&Passage>,
    edit: Sides<Range<usize>>,
    next: &Sides<Range<usize>>,
    found: &mut Vec<Phrase>,
) {
    if passages.before.text[edit.before.clone()] == passages.after.text[edit.after.clone()] {
        return;
    }
    let range = Sides::new(edit.before.start..next.before.end, edit.after.start..next.after.end);
    match found.last_mut() {
        Some(last)
            if last.range.before.end >= range.before.start && last.range.after.end >= range.after.start =>
        {
            last.range.before.end = range.before.end;
            last.range.after.end = range.after.end;
            last.edits.push(Edit { range: edit });
        }
        _ => {
            let edits = vec![Edit { range: edit }];
            found.push(Phrase { kind: PhraseKind::Replaced, range, trivial: true, edits });
        }
    }
}

/// Files noise under the phrase around it, or as trivial phrases of its own.
fn add_noise(phrases: &mut Vec<Phrase>, noise: Vec<Phrase>) {
    for found in noise {
        let place = phrases.partition_point(|phrase| {
            phrase.range.before.end <= found.range.before.start
                && phrase.range.after.end <= found.range.after.start
        });
        match phrases.get_mut(place) {
            Some(phrase)
                if overlap(&phrase.range.before, &found.range.before)
                    || overlap(&phrase.range.after, &found.range.after) =>
            {
                phrase.range = Sides::new(
                    hull(&phrase.range.before, &found.range.before),
                    hull(&phrase.range.after, &found.range.after),
                );
                for edit in found.edits {
                    let at = phrase.edits.partition_point(|other| {
                        other.range.before.start < edit.range.before.start
                            || other.range.after.start < edit.range.after.start
                    });
                    phrase.edits.insert(at, edit);
                }
            }
            _ => phrases.insert(place, found),
        }
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}
