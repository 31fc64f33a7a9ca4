//! Where changed spans begin and end: the heaviest common words of two short sequences, with few seams.
//!
//! A shortest edit script leaves much open: which of several equal words is kept, and where a run of new words is said
//! to begin when it could begin a word earlier. It also keeps a comma between two replaced clauses for the comma's
//! sake. What people mark by hand decided the weights (see `docs/figures.md`).

use std::ops::Range;

use super::words::{Kind, Words};
use crate::Sides;

/// What an equal word is worth. Words are never given up for fewer seams, save four at a time.
const WORD: i32 = 10;
/// What an equal mark is worth: less than a seam, so that a comma alone does not hold two changes apart. Between a
/// third of a seam and all of it nothing changes on essays edited by hand.
const MARK: i32 = 2;
/// What each changed span costs, in the same unit: of two ways to keep as many words the one with fewer spans is taken.
/// From 0.3 to 0.5 words the same spans come out on essays; at 0.9 the score falls by half a point.
const SEAM: i32 = 3;

/// The equal pairs to keep between two sequences, in order; `worth` says what each is worth. Takes time and memory in proportion to the product of what
/// is left of the lengths when equal ends are off.
pub(super) fn kept(numbers: Sides<&[u32]>, worth: Sides<&[i32]>) -> Vec<(usize, usize)> {
    let Sides { before: old, after: new } = numbers;
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let inner = Sides::new(head..old.len() - tail, head..new.len() - tail);
    let one = old[inner.before.clone()].iter().zip(&worth.before[inner.before]).collect::<Vec<_>>();
    let other = new[inner.after.clone()].iter().zip(&worth.after[inner.after]).collect::<Vec<_>>();
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(heaviest(&one, &other).into_iter().map(|(i, j)| (i + head, j + head)));
    pairs.extend((0..tail).map(|at| (old.len() - tail + at, new.len() - tail + at)));
    pairs
}

/// How a cell was reached, two bits for each of the states "ends with an equal pair" and "inside a span".
mod way {
    pub(super) const FROM_SPAN: u8 = 1;
    pub(super) const OPENED: u8 = 2;
    pub(super) const DOWN: u8 = 4;
}

/// Far below any sum of weights.
const NEVER: i32 = i32::MIN / 2;

fn heaviest(one: &[(&u32, &i32)], other: &[(&u32, &i32)]) -> Vec<(usize, usize)> {
    if one.is_empty() || other.is_empty() {
        return Vec::new();
    }
    let width = other.len() + 1;
    let mut ways = vec![0_u8; (one.len() + 1) * width];
    // Sums of the row above and of this one, by state.
    let mut equal = vec![NEVER; width];
    let mut span = vec![NEVER; width];
    for i in 0..=one.len() {
        let row = i.checked_sub(1).map(|row| one[row]);
        let mut diagonal = (NEVER, NEVER);
        for j in 0..width {
            let above = (equal[j], span[j]);
            let mut way = 0;
            equal[j] = match (row, j.checked_sub(1).map(|column| other[column])) {
                (None, None) => 0,
                (Some((one, here)), Some((other, there))) if one == other => {
                    way |= if diagonal.1 > diagonal.0 { way::FROM_SPAN } else { 0 };
                    diagonal.0.max(diagonal.1) + here.min(there)
                }
                _ => NEVER,
            };
            // Staying in a span is cheaper than opening one; of ways as good the one along the newer side is taken, so
            // that what is kept stands as early as it can.
            let left = if j > 0 { (equal[j - 1] - SEAM, span[j - 1]) } else { (NEVER, NEVER) };
            let down = if i > 0 { (above.0 - SEAM, above.1) } else { (NEVER, NEVER) };
            let (across, below) = (left.0.max(left.1), down.0.max(down.1));
            span[j] = across.max(below);
            if below > across {
                way |= way::DOWN | if down.0 > down.1 { way::OPENED } else { 0 };
            } else if left.0 > left.1 {
                way |= way::OPENED;
            }
            ways[i * width + j] = way;
            diagonal = above;
        }
    }
    let (mut i, mut j) = (one.len(), other.len());
    let mut inside = span[j] > equal[j];
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        let way = ways[i * width + j];
        if inside {
            inside = way & way::OPENED == 0;
            if way & way::DOWN == 0 { j -= 1 } else { i -= 1 }
        } else {
            inside = way & way::FROM_SPAN != 0;
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        }
    }
    pairs.reverse();
    pairs
}

/// What a kept key that stands for so many words is worth.
pub(super) const fn worth(kind: Kind, words: usize) -> i32 {
    match kind {
        Kind::Mark | Kind::Loose => MARK,
        Kind::Content | Kind::Formula | Kind::Function => WORD * words as i32,
    }
}

/// Slides a run of words that came in or went along equal words to where it reads as a phrase: from mark to mark where
/// it can, and not ending in a function word ("in their family", not "their family in"). Of equally good places the
/// last is taken. `room` are the keys it may use.
pub(super) fn slide(keys: &[u32], run: &Range<usize>, room: &Range<usize>, words: &Words) -> isize {
    let start = (room.start..run.start).rev().zip((room.start..run.end).rev());
    let left = start.take_while(|&(from, to)| keys[from] == keys[to]).count() as isize;
    let right = (run.start..room.end).zip(run.end..room.end).take_while(|&(from, to)| keys[from] == keys[to]);
    let right = right.count() as isize;
    let moved = |by: isize| run.start.saturating_add_signed(by)..run.end.saturating_add_signed(by);
    (-left..=right).max_by_key(|&by| border(keys, &moved(by), words)).unwrap_or(0)
}

/// How well a run begins and ends.
fn border(keys: &[u32], run: &Range<usize>, words: &Words) -> i32 {
    let kind = |place: Option<usize>| place.and_then(|place| keys.get(place)).map(|&key| words.kind(key));
    let mark = |place| kind(place).is_none_or(|kind| matches!(kind, Kind::Mark | Kind::Loose));
    let (first, last) = (run.start, run.end - 1);
    let begins = mark(first.checked_sub(1)) || mark(Some(first));
    let ends = mark(Some(last)) || mark(Some(run.end));
    let broken = kind(Some(last)) == Some(Kind::Function);
    i32::from(begins) + i32::from(ends) - i32::from(broken)
}
