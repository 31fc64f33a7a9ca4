//! Both sides of a redline in one line: what stayed, and between it what went and what came.

use std::ops::Range;

use super::matching::{Move, Shared, moved, stayed};
use super::script::Script;
use crate::Sides;
use crate::compare::Comparison;

/// What a tracked change does to a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands in both texts.
    Kept,
    /// It went.
    Deleted,
    /// It came.
    Inserted,
    /// It went, and came elsewhere.
    MovedFrom,
    /// It came from elsewhere.
    MovedTo,
}

/// A stretch of one or both scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub fate: Fate,
    /// Its bytes on each side that has it.
    pub range: Sides<Option<Range<usize>>>,
    /// The move that it is a part of, counted from 0; edits inside a move belong to it, too.
    pub unit: Option<usize>,
}

/// Merges both scripts: the pieces that are not deleted or moved away are the newer one, those that are not inserted or
/// moved here the older one, both whole and in order.
pub(super) fn merged(comparison: &Comparison<'_>, scripts: Sides<&Script>) -> Vec<Piece> {
    let moves = moved(comparison, scripts);
    let sides = Sides::new(
        Mover::new(&moves, |one| one.range.before.clone(), |shared| shared.start.before),
        Mover::new(&moves, |one| one.range.after.clone(), |shared| shared.start.after),
    );
    let mut stream = Stream { scripts, movers: sides, pieces: Vec::new(), at: Sides::new(0, 0) };
    for shared in stayed(comparison, scripts) {
        stream.gap(shared.start, false);
        stream.keep(shared);
    }
    stream.gap(scripts.map(|script| script.text.len()), true);
    stream.pieces
}

struct Stream<'s> {
    scripts: Sides<&'s Script>,
    movers: Sides<Mover>,
    pieces: Vec<Piece>,
    at: Sides<usize>,
}

impl Stream<'_> {
    fn keep(&mut self, shared: Shared) {
        let end = shared.end();
        if shared.length > 0 {
            self.pieces.push(Piece {
                fate: Fate::Kept,
                range: Sides::new(Some(shared.start.before..end.before), Some(shared.start.after..end.after)),
                unit: None,
            });
        }
        self.at = end;
    }

    /// What stands up to the next kept stretch: white space and paragraph marks stay where both sides have them.
    fn gap(&mut self, end: Sides<usize>, is_last: bool) {
        // The last mark of a file cannot go: there it is the end that stays, elsewhere the start.
        let start = self.at;
        let mut tail = if is_last { self.glue_before(start, end) } else { 0 };
        let head = self.glue_behind(start, end.map(|end| end - tail));
        let inner = start.map(|start| start + head);
        if !is_last {
            tail = self.glue_before(inner, end);
        }
        let rest = Sides::new(inner.before..end.before - tail, inner.after..end.after - tail);
        self.keep(Shared { start, length: head });
        if self.scripts.before.get(&rest.before) == self.scripts.after.get(&rest.after) {
            self.keep(Shared { start: inner, length: rest.before.len() });
        } else {
            let went = self.movers.before.cut(rest.before.clone());
            self.pieces.extend(went.into_iter().map(|(range, unit, moved)| Piece {
                fate: if moved { Fate::MovedFrom } else { Fate::Deleted },
                range: Sides::new(Some(range), None),
                unit,
            }));
            let came = self.movers.after.cut(rest.after.clone());
            self.pieces.extend(came.into_iter().map(|(range, unit, moved)| Piece {
                fate: if moved { Fate::MovedTo } else { Fate::Inserted },
                range: Sides::new(None, Some(range)),
                unit,
            }));
        }
        self.keep(Shared { start: Sides::new(rest.before.end, rest.after.end), length: tail });
    }

    /// How many bytes of the same white space both sides have from a place on.
    fn glue_behind(&self, start: Sides<usize>, end: Sides<usize>) -> usize {
        let mut length = 0;
        let rest = self.rest(start, end);
        for (one, other) in rest.before.chars().zip(rest.after.chars()) {
            if one != other || !one.is_whitespace() || !self.agree(start.map(|start| start + length)) {
                break;
            }
            length += one.len_utf8();
        }
        length
    }

    /// How many bytes of the same white space both sides have up to a place.
    fn glue_before(&self, start: Sides<usize>, end: Sides<usize>) -> usize {
        let mut length = 0;
        let rest = self.rest(start, end);
        for (one, other) in rest.before.chars().rev().zip(rest.after.chars().rev()) {
            let next = length + one.len_utf8();
            if one != other || !one.is_whitespace() || !self.agree(end.map(|end| end - next)) {
                break;
            }
            length = next;
        }
        length
    }

    fn rest(&self, start: Sides<usize>, end: Sides<usize>) -> Sides<&str> {
        Sides::new(
            self.scripts.before.get(&(start.before..end.before)),
            self.scripts.after.get(&(start.after..end.after)),
        )
    }

    /// Whether both places end a paragraph, or neither does.
    fn agree(&self, place: Sides<usize>) -> bool {
        self.scripts.before.is_mark(place.before) == self.scripts.after.is_mark(place.after)
    }
}

/// The moves of one side, in its order.
struct Mover {
    /// Bytes, the move, and whether the words stand on the other side, too.
    stretches: Vec<(Range<usize>, usize, bool)>,
}

impl Mover {
    fn new(moves: &[Move], range: impl Fn(&Move) -> Range<usize>, start: impl Fn(&Shared) -> usize) -> Self {
        let mut stretches = Vec::new();
        for (unit, one) in moves.iter().enumerate() {
            let range = range(one);
            let mut shared: Vec<Range<usize>> =
                one.shared.iter().map(|shared| start(shared)..start(shared) + shared.length).collect();
            shared.sort_unstable_by_key(|range| range.start);
            let mut at = range.start;
            for own in shared.into_iter().filter(|own| own.start >= range.start && own.end <= range.end) {
                if own.start < at {
                    continue;
                }
                stretches.push((at..own.start, unit, false));
                at = own.end;
                stretches.push((own, unit, true));
            }
            stretches.push((at..range.end, unit, false));
        }
        stretches.retain(|(range, ..)| !range.is_empty());
        stretches.sort_unstable_by_key(|(range, ..)| range.start);
        Self { stretches }
    }

    /// Cuts what went or came into what moved and what did not.
    fn cut(&self, range: Range<usize>) -> Vec<(Range<usize>, Option<usize>, bool)> {
        let mut parts = Vec::new();
        let mut at = range.start;
        let first = self.stretches.partition_point(|(own, ..)| own.end <= range.start);
        for (own, unit, moved) in &self.stretches[first..] {
            if own.start >= range.end {
                break;
            }
            let (start, end) = (own.start.max(at), own.end.min(range.end));
            parts.push((at..start, None, false));
            parts.push((start..end, Some(*unit), *moved));
            at = end;
        }
        parts.push((at..range.end, None, false));
        parts.retain(|(range, ..)| !range.is_empty());
        parts
    }
}
