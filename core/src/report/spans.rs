//! Both sides of a text as words that stayed, went or came: the least that has to be marked.

use std::ops::Range;

use super::pieces::is_whole;
use super::redline::Mark;
use crate::compare::Phrase;
use crate::{Side, Sides};

/// A sentence that keeps less than this share of its longer side's letters is shown whole, old above new: a reader would have to put
/// it together. By eye on successive statements of central banks and alliances.
const KEPT: f64 = 0.3;

/// Letters of a word between two numbers that makes a range of them (`0 to 1/4`).
const BETWEEN: usize = 3;

/// Words with one mark. Kept and new ones together are the newer text byte for byte, kept and old ones the older text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'t> {
    pub mark: Mark,
    /// Whether the difference says nothing.
    pub noise: bool,
    pub text: &'t str,
}

/// Both sides of a linked text with the least that has to be marked: numbers are marked as a whole, and so are texts that
/// share too little.
pub(super) fn marked<'t>(texts: Sides<&'t str>, phrases: &[Phrase]) -> Vec<Span<'t>> {
    // The smallest spans where the words between them are equal, else the phrases.
    let found = differences(texts, phrases, true).or_else(|| differences(texts, phrases, false));
    found
        .map(|differences| spans(texts, &differences))
        .filter(|spans| !is_whole(texts, phrases) && !shares_little(texts, spans))
        .unwrap_or_else(|| whole(texts))
}

/// One side of marked words.
pub(super) fn one_side<'t>(spans: &[Span<'t>], side: Side) -> Vec<Span<'t>> {
    let absent = absent(side);
    spans.iter().filter(|span| span.mark != absent).copied().collect()
}

/// The mark of the words that a side does not have.
const fn absent(side: Side) -> Mark {
    match side {
        Side::Before => Mark::New,
        Side::After => Mark::Old,
    }
}

/// Cuts words where the sentences of one side end, which are joined by one space.
pub(super) fn cut<'t>(spans: &[Span<'t>], side: Side, lengths: &[usize]) -> Vec<Vec<Span<'t>>> {
    let absent = absent(side);
    let mut pieces = vec![Vec::new()];
    let mut lengths = lengths.iter().copied();
    let mut left = lengths.next().unwrap_or(usize::MAX);
    for span in spans {
        let mut text = span.text;
        while span.mark != absent && text.len() > left && text.is_char_boundary(left) {
            let (own, next) = text.split_at(left);
            push(&mut pieces, Span { text: own, ..*span });
            pieces.push(Vec::new());
            left = lengths.next().unwrap_or(usize::MAX);
            text = next.strip_prefix(' ').unwrap_or(next);
        }
        if span.mark != absent {
            left = left.saturating_sub(text.len());
        }
        push(&mut pieces, Span { text, ..*span });
    }
    pieces
}

fn push<'t>(pieces: &mut [Vec<Span<'t>>], span: Span<'t>) {
    if let (Some(last), false) = (pieces.last_mut(), span.text.is_empty()) {
        last.push(span);
    }
}

fn whole<'t>(texts: Sides<&'t str>) -> Vec<Span<'t>> {
    [(Mark::Old, texts.before), (Mark::New, texts.after)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(mark, text)| Span { mark, noise: false, text })
        .collect()
}

fn shares_little(texts: Sides<&str>, spans: &[Span<'_>]) -> bool {
    let kept: usize = spans.iter().filter(|span| span.mark == Mark::Kept).map(|span| span.text.len()).sum();
    let telling = spans.iter().any(|span| span.mark != Mark::Kept && !span.noise);
    telling && (kept as f64) < KEPT * texts.before.len().max(texts.after.len()) as f64
}

/// Words that differ.
#[derive(Debug, Clone)]
struct Difference {
    range: Sides<Range<usize>>,
    noise: bool,
    /// Which phrase they are quoted in.
    phrase: usize,
}

/// What differs, in order, with nothing but equal text between; `None` if the phrases do not fit the texts.
fn differences(texts: Sides<&str>, phrases: &[Phrase], smallest: bool) -> Option<Vec<Difference>> {
    let mut list = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        let of = |range: &Sides<Range<usize>>| Difference {
            range: range.clone(),
            noise: phrase.trivial,
            phrase: number,
        };
        if smallest && !phrase.edits.is_empty() {
            list.extend(phrase.edits.iter().map(|edit| of(&edit.range)));
        } else {
            list.push(of(&phrase.range));
        }
    }
    space_out(texts, &mut list)?;
    widen_numbers(texts, &mut list);
    Some(joined(texts, list))
}

/// Gives the white space that only one side has to the difference beside it.
fn space_out(texts: Sides<&str>, list: &mut [Difference]) -> Option<()> {
    let mut at = Sides::new(0, 0);
    for next in 0..=list.len() {
        let end = match list.get(next) {
            Some(difference) => difference.range.as_ref().map(|range| range.start),
            None => texts.map(str::len),
        };
        let gap = Sides::new(texts.before.get(at.before..end.before)?, texts.after.get(at.after..end.after)?);
        if gap.before != gap.after {
            let bare = gap.map(str::trim);
            if bare.before != bare.after {
                return None;
            }
            let lead = gap.map(|gap| gap.len() - gap.trim_start().len());
            let tail = gap.map(|gap| gap.trim_start().len() - gap.trim().len());
            if gap.before.get(..lead.before) != gap.after.get(..lead.after) {
                let last = list.get_mut(next.checked_sub(1)?)?;
                last.range.before.end += lead.before;
                last.range.after.end += lead.after;
            }
            let trail = Sides::new(
                &gap.before[gap.before.len() - tail.before..],
                &gap.after[gap.after.len() - tail.after..],
            );
            if trail.before != trail.after {
                let first = list.get_mut(next)?;
                first.range.before.start -= tail.before;
                first.range.after.start -= tail.after;
            }
        }
        if let Some(difference) = list.get(next) {
            at = difference.range.as_ref().map(|range| range.end);
        }
    }
    Some(())
}

/// Widens each difference that touches a number to all of it, with the other end of its range.
fn widen_numbers(texts: Sides<&str>, list: &mut [Difference]) {
    let numbers = texts.map(numbers);
    for number in 0..list.len() {
        let floor = number
            .checked_sub(1)
            .and_then(|last| list.get(last))
            .map_or(Sides::new(0, 0), |last| last.range.as_ref().map(|range| range.end));
        let ceiling = list
            .get(number + 1)
            .map_or(texts.map(str::len), |next| next.range.as_ref().map(|range| range.start));
        let Some(difference) = list.get_mut(number).filter(|difference| !difference.noise) else { continue };
        // What one side takes in is equal text, so that the other takes in as much.
        for side in Side::BOTH {
            let range = difference.range.of(side).clone();
            let Some(own) = touching(numbers.of(side), &range) else { continue };
            let room = Sides::new(
                difference.range.before.start - floor.before,
                ceiling.before - difference.range.before.end,
            );
            let more = Sides::new(
                range.start.saturating_sub(own.start).min(room.before),
                own.end.saturating_sub(range.end).min(room.after),
            );
            for side in Side::BOTH {
                difference.range.of_mut(side).start -= more.before;
                difference.range.of_mut(side).end += more.after;
            }
        }
    }
}

/// The numbers of a text, those of a range in one (`0 to 1/4`, `10–20`).
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut last_word: Option<Range<usize>> = None;
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let start =
            at + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$').len());
        let end = at + word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%').len();
        at += word.len()
            + text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        if start >= end {
            continue;
        }
        let is_number = text[start..end].trim_start_matches('$').starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            let blank = |from: usize, to: usize| {
                from < to && text.get(from..to).is_some_and(|gap| gap.trim().is_empty())
            };
            let in_range = last_word.as_ref().zip(numbers.last()).is_some_and(|(word, number)| {
                word.len() <= BETWEEN && blank(number.end, word.start) && blank(word.end, start)
            });
            match numbers.last_mut().filter(|_| in_range) {
                Some(number) => number.end = end,
                None => numbers.push(start..end),
            }
        }
        last_word = Some(start..end);
    }
    numbers
}

/// The number that a range cuts into or takes in, or several of them.
fn touching(numbers: &[Range<usize>], range: &Range<usize>) -> Option<Range<usize>> {
    let from = numbers.partition_point(|number| number.end <= range.start);
    let mut touched = numbers[from..]
        .iter()
        .take_while(|number| number.start < range.end || (range.is_empty() && number.start < range.start));
    let first = touched.next()?;
    Some(first.start..touched.last().unwrap_or(first).end)
}

/// Joins differences that touch, and those of one phrase with a single word between: nobody reads scraps.
fn joined(texts: Sides<&str>, list: Vec<Difference>) -> Vec<Difference> {
    let mut joined: Vec<Difference> = Vec::new();
    for next in list {
        if let Some(last) = joined.last_mut() {
            let gap = texts.after.get(last.range.after.end..next.range.after.start).unwrap_or_default();
            let empty = |range: &Range<usize>| range.is_empty();
            let only = |side: Side| empty(last.range.of(side)) && empty(next.range.of(side));
            let replaces = !Side::BOTH.into_iter().any(only);
            let words = gap.split_whitespace().count();
            let near = last.phrase == next.phrase && replaces && words <= 1;
            if last.noise == next.noise && (gap.is_empty() || (gap.trim().is_empty() && replaces) || near) {
                last.range.before.end = next.range.before.end;
                last.range.after.end = next.range.after.end;
                last.phrase = next.phrase;
                continue;
            }
        }
        joined.push(next);
    }
    joined
}

fn spans<'t>(texts: Sides<&'t str>, differences: &[Difference]) -> Vec<Span<'t>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for Difference { range, noise, .. } in differences {
        let kept = texts.after.get(at..range.after.start);
        let (old, new) = (texts.before.get(range.before.clone()), texts.after.get(range.after.clone()));
        for (mark, noise, text) in
            [(Mark::Kept, false, kept), (Mark::Old, *noise, old), (Mark::New, *noise, new)]
        {
            spans.push(Span { mark, noise, text: text.unwrap_or_default() });
        }
        at = range.after.end;
    }
    spans.push(Span { mark: Mark::Kept, noise: false, text: texts.after.get(at..).unwrap_or_default() });
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// Marked words as tests write them.
#[cfg(test)]
pub(super) fn written(spans: &[Span<'_>]) -> String {
    let word = |span: &Span<'_>| match span.mark {
        Mark::Kept => span.text.to_owned(),
        Mark::Old => format!("[-{}-]", span.text),
        Mark::New => format!("{{+{}+}}", span.text),
    };
    spans.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_sentences_end() {
        let spans = [
            Span { mark: Mark::Kept, noise: false, text: "One" },
            Span { mark: Mark::Old, noise: false, text: ", which" },
            Span { mark: Mark::New, noise: false, text: ". It" },
            Span { mark: Mark::Kept, noise: false, text: " goes." },
        ];
        let pieces = |side, lengths: &[usize]| {
            cut(&spans, side, lengths).iter().map(|piece| written(piece)).collect::<Vec<_>>()
        };
        assert_eq!(pieces(Side::After, &[4, 8]), ["One[-, which-]{+.+}", "{+It+} goes."]);
        assert_eq!(pieces(Side::Before, &[16]), ["One[-, which-]{+. It+} goes."]);
    }

    #[test]
    fn numbers_are_found_with_their_ranges() {
        let found =
            |text: &'static str| numbers(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("at 0 to 1/4 percent, 5% and $1.5 million"), ["0 to 1/4", "5% and $1.5"]);
        assert_eq!(found("in 2023. By 2024, of three"), ["2023", "2024"]);
        assert!(found("no number here — or there").is_empty());
    }
}
