//! Quotes in lists: whole where they are short, else elided where both sides agree, always with a mark.

use textwrap::core::display_width;

use crate::{Side, Sides};

/// What stands for words left out of a quote.
pub(super) const ELLIPSIS: &str = "…";

/// Context kept on each side of what differs, in words: as much as fits. The most is enough to find the place by eye,
/// the least to read what differs as a phrase.
const CONTEXTS: [usize; 4] = [4, 3, 2, 1];

/// Words that belong together in a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// The words; a mark where some were left out.
    pub text: String,
    /// Whether the other side's quote does not have them. For one-sided quotes never set.
    pub differs: bool,
}

/// One word, or the mark for words left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'w> {
    text: &'w str,
    differs: bool,
}

/// Cuts quotes into spans and shortens them to about `columns` each. Words that only one side has are kept as long as
/// they fit; if nothing of the difference would remain to be seen, both stay whole.
pub(super) fn shorten(quotes: Sides<Option<&str>>, columns: usize) -> Sides<Option<Vec<Span>>> {
    let (Some(before), Some(after)) = (quotes.before, quotes.after) else {
        return quotes.map(|quote| quote.map(|text| spans(&middle(tokens(text), columns))));
    };
    let whole = compared(before, after);
    if width(&whole.before) <= columns && width(&whole.after) <= columns {
        return whole.map(|tokens| Some(spans(&tokens)));
    }
    let fits =
        |sides: &Sides<Vec<Token<'_>>>| width(&sides.before) <= columns && width(&sides.after) <= columns;
    let [.., least] = CONTEXTS;
    let short = CONTEXTS
        .into_iter()
        .map(|context| around_differences(&whole, context))
        .find(fits)
        .unwrap_or_else(|| around_differences(&whole, least).map(|tokens| middle(tokens, columns)));
    let hides = |side: &[Token<'_>]| !side.iter().any(|token| token.differs);
    let chosen = if hides(&short.before) && hides(&short.after) && before != after { whole } else { short };
    chosen.map(|tokens| Some(spans(&tokens)))
}

/// The quote as text again.
pub(super) fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    text.split_whitespace().map(|text| Token { text, differs: false }).collect()
}

fn spans(tokens: &[Token<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for token in tokens {
        match spans.last_mut() {
            Some(last) if last.differs == token.differs => {
                last.text.push(' ');
                last.text.push_str(token.text);
            }
            _ => spans.push(Span { text: token.text.to_owned(), differs: token.differs }),
        }
    }
    spans
}

fn width(tokens: &[Token<'_>]) -> usize {
    tokens.iter().map(|token| display_width(token.text) + 1).sum::<usize>().saturating_sub(1)
}

/// Most cells of the table in which two quotes are compared: some five hundred words each. Beyond, all but their common start
/// and end differs.
const CELLS: usize = 250_000;

/// Tells the words of each quote that the other one does not have in this order.
fn compared<'w>(before: &'w str, after: &'w str) -> Sides<Vec<Token<'w>>> {
    let words = Sides::new(before, after).map(|text| text.split_whitespace().collect::<Vec<_>>());
    // Parts of words, each with the position of its word.
    let parts = words.as_ref().map(|words| {
        let parts = words.iter().enumerate().flat_map(|(at, word)| keys(word).map(move |key| (at, key)));
        parts.collect::<Vec<(usize, String)>>()
    });
    let mut differs = words.as_ref().map(|words| vec![false; words.len()]);
    let lone = lone(&parts.before, &parts.after);
    for side in Side::BOTH {
        for ((at, _), lone) in parts.of(side).iter().zip(lone.of(side)) {
            differs.of_mut(side)[*at] |= lone;
        }
    }
    let tokens = |words: &[&'w str], differs: &[bool]| -> Vec<Token<'w>> {
        words.iter().zip(differs).map(|(&text, &differs)| Token { text, differs }).collect()
    };
    Sides::new(tokens(&words.before, &differs.before), tokens(&words.after, &differs.after))
}

/// Which parts of each side are outside a longest common subsequence.
fn lone(before: &[(usize, String)], after: &[(usize, String)]) -> Sides<Vec<bool>> {
    let same = |a: &(usize, String), b: &(usize, String)| a.1 == b.1;
    let head = before.iter().zip(after).take_while(|(a, b)| same(a, b)).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| same(a, b)).count();
    let (old, new) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    let mut lone = Sides::new(vec![false; before.len()], vec![false; after.len()]);
    lone.before[head..before.len() - tail].fill(true);
    lone.after[head..after.len() - tail].fill(true);
    let width = new.len() + 1;
    if old.len().saturating_mul(width) > CELLS {
        return lone;
    }
    // Lengths of the longest common subsequences of what follows.
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            lengths[at * width + to] = if same(&old[at], &new[to]) {
                lengths[(at + 1) * width + to + 1] + 1
            } else {
                lengths[(at + 1) * width + to].max(lengths[at * width + to + 1])
            };
        }
    }
    let (mut at, mut to) = (0, 0);
    while at < old.len() && to < new.len() {
        if same(&old[at], &new[to]) {
            lone.before[head + at] = false;
            lone.after[head + to] = false;
            (at, to) = (at + 1, to + 1);
        } else if lengths[at * width + to + 1] > lengths[(at + 1) * width + to] {
            to += 1;
        } else {
            at += 1;
        }
    }
    lone
}

/// What of a word is compared: its parts between dashes and hyphens, with one form of apostrophe and without
/// the marks round it, since drafters and publishers set these as they like.
fn keys(word: &str) -> impl Iterator<Item = String> {
    word.split(['-', '‐', '‑', '–', '—'])
        .map(|part| part.replace(['’', '‘'], "'"))
        .map(|part| match part.trim_matches(|c: char| !c.is_alphanumeric()) {
            "" => part,
            bare => bare.to_owned(),
        })
        .filter(|part| !part.is_empty())
}

/// Leaves out what both quotes say, but for a little context. A side that has nothing of its own keeps the place where
/// the other one has more.
fn around_differences<'w>(sides: &Sides<Vec<Token<'w>>>, context: usize) -> Sides<Vec<Token<'w>>> {
    let head = sides.before.iter().zip(&sides.after).take_while(|(a, b)| a.text == b.text).count();
    let cut = |tokens: &[Token<'w>]| {
        let mut keep = vec![false; tokens.len()];
        let mut mark = |at: usize| {
            let (from, to) = (at.saturating_sub(context), (at + context + 1).min(tokens.len()));
            keep[from.min(to)..to].fill(true);
        };
        if tokens.iter().any(|token| token.differs) {
            tokens.iter().enumerate().filter(|(_, token)| token.differs).for_each(|(at, _)| mark(at));
        } else {
            mark(head.min(tokens.len().saturating_sub(1)));
        }
        kept(tokens, &keep)
    };
    Sides::new(cut(&sides.before), cut(&sides.after))
}

/// The words to keep, with a mark for each run left out; a run of one word is kept, since a mark is no shorter.
fn kept<'w>(tokens: &[Token<'w>], keep: &[bool]) -> Vec<Token<'w>> {
    let mut left = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let run = keep[at..].iter().take_while(|&&kept| kept == keep[at]).count();
        if keep[at] || run == 1 {
            left.extend(&tokens[at..at + run]);
        } else {
            left.push(Token { text: ELLIPSIS, differs: false });
        }
        at += run;
    }
    left
}

/// Leaves out the middle, so that about `columns` remain. A single word is never cut: what is quoted stands there.
fn middle(tokens: Vec<Token<'_>>, columns: usize) -> Vec<Token<'_>> {
    if width(&tokens) <= columns {
        return tokens;
    }
    // Two thirds in front: a clause opens with who does what.
    let (front, back) = (columns * 2 / 3, columns / 3);
    let head = fitting(tokens.iter(), front).max(1);
    let tail = fitting(tokens[head..].iter().rev(), back.saturating_sub(2));
    if head + tail + 1 >= tokens.len() {
        return tokens;
    }
    let mut short = tokens[..head].to_vec();
    short.push(Token { text: ELLIPSIS, differs: false });
    short.extend(&tokens[tokens.len() - tail..]);
    short.dedup_by(|next, last| next.text == ELLIPSIS && last.text == ELLIPSIS);
    short
}

/// How many of the words, in this order, fit into so many columns.
fn fitting<'t, 'w: 't>(tokens: impl Iterator<Item = &'t Token<'w>>, columns: usize) -> usize {
    tokens
        .scan(0, |used, token| {
            *used += display_width(token.text) + usize::from(*used > 0);
            Some(*used)
        })
        .take_while(|&used| used <= columns)
        .count()
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
        let short = shorten(Sides::new(before, after), columns).map(|quote| quote.map(|spans| text(&spans)));
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
    fn words_that_only_one_side_has_are_told_apart() {
        let quotes = Sides::new(Some("end of the Kim regime"), Some("end of that regime"));
        let spans = shorten(quotes, 40).map(|spans| {
            spans.unwrap().into_iter().filter(|span| span.differs).map(|span| span.text).collect::<Vec<_>>()
        });
        assert_eq!(spans, Sides::new(vec!["the Kim".to_owned()], vec!["that".to_owned()]));
    }

    #[test]
    fn dashes_and_quotation_marks_are_no_difference() {
        let quotes = Sides::new(
            Some("its ironclad “capabilities—including” the DPRK’s"),
            Some("its sole capabilities – including the DPRK's"),
        );
        let spans = shorten(quotes, 80).map(|spans| {
            spans.unwrap().into_iter().filter(|span| span.differs).map(|span| span.text).collect::<Vec<_>>()
        });
        assert_eq!(spans, Sides::new(vec!["ironclad".to_owned()], vec!["sole".to_owned()]));
    }

    #[test]
    fn words_that_come_again_are_told_by_their_place() {
        let quotes = Sides::new(
            Some("both sides agreed to initiate a study through the Group to develop the strategy"),
            Some(
                "as agreed at the dialogue, both sides initiated the study through the Group to develop the strategy.",
            ),
        );
        let spans = shorten(quotes, 200).map(|spans| {
            spans.unwrap().into_iter().filter(|span| span.differs).map(|span| span.text).collect::<Vec<_>>()
        });
        assert_eq!(spans.before, ["agreed to initiate a"]);
        assert_eq!(spans.after, ["as agreed at the dialogue,", "initiated the"]);
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
        let filler = (0..40).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
        for (one, other) in [
            (format!("x y {filler}"), format!("y x {filler}")),
            (filler.clone(), format!("{filler} x")),
            (format!("{filler} not {filler}"), format!("{filler} {filler}")),
        ] {
            let short = shorten(Sides::new(Some(one.as_str()), Some(other.as_str())), 20);
            assert_ne!(short.before, short.after, "{one} / {other}");
        }
    }

    #[test]
    fn one_long_quote_loses_its_middle() {
        check(
            Some("pledged to comprehensively review the results of the bilateral evaluation"),
            None,
            40,
            (Some("pledged to comprehensively … evaluation"), None),
        );
        let word = "x".repeat(100);
        check(None, Some(&word), 10, (None, Some(&word)));
    }
}
