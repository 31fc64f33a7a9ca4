//! Quotes in lists: whole where they are short, else elided where both sides agree, always with a mark.

use rustc_hash::FxHashMap;
use textwrap::core::display_width;

use crate::Sides;

/// What stands for words left out of a quote.
pub(super) const ELLIPSIS: &str = "…";

/// Words of context kept on each side of what differs, in words; enough to find the place by eye.
const CONTEXT: usize = 4;

/// Shortens quotes to about `columns` each. Words that only one side has are kept as long as they fit; if nothing
/// of the difference would remain to be seen, both stay whole.
pub(super) fn shorten(quotes: Sides<Option<&str>>, columns: usize) -> Sides<Option<String>> {
    match (quotes.before, quotes.after) {
        (Some(before), Some(after)) if display_width(before) > columns || display_width(after) > columns => {
            let short = around_differences(before, after).map(|text| middle(&text, columns));
            if short.before == short.after && before != after {
                return Sides::new(Some(before.to_owned()), Some(after.to_owned()));
            }
            short.map(Some)
        }
        _ => quotes.map(|quote| quote.map(|text| middle(text, columns))),
    }
}

/// Leaves out what both quotes say, but for a little context.
fn around_differences(before: &str, after: &str) -> Sides<String> {
    let old: Vec<&str> = before.split_whitespace().collect();
    let new: Vec<&str> = after.split_whitespace().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shortest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(shortest).take_while(|(a, b)| a == b).count();
    let (old_inside, new_inside) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let cut = |words: &[&str], inside: &[&str], other: &[&str]| {
        let mut known = counts(other);
        let mut keep = vec![false; words.len()];
        let mut mark = |at: usize| {
            let (from, to) = (at.saturating_sub(CONTEXT), (at + CONTEXT + 1).min(words.len()));
            keep[from..to].fill(true);
        };
        let mut differs = false;
        for (offset, word) in inside.iter().enumerate() {
            match known.get_mut(word).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => {
                    mark(head + offset);
                    differs = true;
                }
            }
        }
        // Nothing of its own on this side: what matters is the place where the other side has more.
        if !differs {
            (head..head + inside.len()).for_each(&mut mark);
            mark(head.min(words.len().saturating_sub(1)));
        }
        kept(words, &keep)
    };
    Sides::new(cut(&old, old_inside, new_inside), cut(&new, new_inside, old_inside))
}

fn counts<'w>(words: &[&'w str]) -> FxHashMap<&'w str, usize> {
    let mut counts = FxHashMap::default();
    for word in words {
        *counts.entry(*word).or_insert(0) += 1;
    }
    counts
}

/// The words to keep, with a mark for each run left out; a run of one word is kept, since a mark is no shorter.
fn kept(words: &[&str], keep: &[bool]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = keep[at..].iter().take_while(|&&kept| kept == keep[at]).count();
        if keep[at] || run == 1 {
            parts.extend(&words[at..at + run]);
        } else {
            parts.push(ELLIPSIS);
        }
        at += run;
    }
    parts.join(" ")
}

/// Leaves out the middle, so that at most `columns` remain.
fn middle(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    // Two thirds in front: a clause opens with who does what.
    let (front, back) = (columns * 2 / 3, columns / 3);
    let head = fitting(words.iter(), front);
    let tail = fitting(words[head..].iter().rev(), back.saturating_sub(2));
    if head == 0 || head + tail >= words.len() {
        return cut(text, columns);
    }
    let mut short = words[..head].join(" ");
    short.push(' ');
    short.push_str(ELLIPSIS);
    if tail > 0 {
        short.push(' ');
        short.push_str(&words[words.len() - tail..].join(" "));
    }
    short
}

/// How many of the words, in this order, fit into so many columns.
fn fitting<'w>(words: impl Iterator<Item = &'w &'w str>, columns: usize) -> usize {
    words
        .scan(0, |used, word| {
            *used += display_width(word) + usize::from(*used > 0);
            Some(*used)
        })
        .take_while(|&used| used <= columns)
        .count()
}

/// Text without words to choose from is cut.
fn cut(text: &str, columns: usize) -> String {
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        if used > columns {
            break;
        }
        short.push(c);
    }
    short.push_str(ELLIPSIS);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        before: Option<&str>,
        after: Option<&str>,
        columns: usize,
        expected: (Option<&str>, Option<&str>),
    ) {
        let short = shorten(Sides::new(before, after), columns);
        assert_eq!((short.before.as_deref(), short.after.as_deref()), expected);
    }

    #[test]
    fn short_quotes_stay_whole() {
        check(
            Some("ironclad commitment"),
            Some("commitment"),
            40,
            (Some("ironclad commitment"), Some("commitment")),
        );
    }

    #[test]
    fn what_differs_is_kept_and_what_both_say_is_left_out() {
        check(
            Some("one two three four five six seven eight nine ten eleven twelve thirteen fourteen"),
            Some("one two three four five six seven EIGHT nine ten eleven twelve thirteen fourteen"),
            60,
            (
                Some("… four five six seven eight nine ten eleven twelve …"),
                Some("… four five six seven EIGHT nine ten eleven twelve …"),
            ),
        );
    }

    #[test]
    fn differences_far_apart_are_both_kept() {
        check(
            Some(
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
            ),
            Some("one 2 three four five six seven eight nine ten eleven twelve thirteen fourteen 15 sixteen"),
            80,
            (
                Some("one two three four five six … eleven twelve thirteen fourteen fifteen sixteen"),
                Some("one 2 three four five six … eleven twelve thirteen fourteen 15 sixteen"),
            ),
        );
    }

    #[test]
    fn a_difference_is_never_left_out_silently() {
        let words = |first: &str| format!("{first} a b c d e f g h i j k l m n o p q r s t u v w x y z");
        let (before, after) = (words("x y"), words("y x"));
        let short = shorten(Sides::new(Some(before.as_str()), Some(after.as_str())), 20);
        assert_ne!(short.before, short.after);
    }

    #[test]
    fn one_long_quote_loses_its_middle() {
        check(
            Some("pledged to comprehensively review the results of the bilateral evaluation"),
            None,
            40,
            (Some("pledged to comprehensively … evaluation"), None),
        );
        check(None, Some(&"x".repeat(100)), 10, (None, Some("xxxxxxxxx…")));
    }

    #[test]
    fn a_quote_that_grew_at_its_end_shows_the_end() {
        check(
            Some("one two three four five six seven eight nine ten"),
            Some("one two three four five six seven eight nine ten eleven"),
            50,
            (Some("… six seven eight nine ten"), Some("… seven eight nine ten eleven")),
        );
    }
}
