//! The changed words of a finding inside enough of their sentence to be quoted: old struck, new underlined.

use std::ops::Range;

use super::quote::{ELLIPSIS, shorten};
use super::redline::Mark;
use super::spans::{Span, marked};
use crate::compare::{Comparison, Finding, Quote};
use crate::{Side, Sides};

/// Words kept on each side of what changed: a clause, so that the line can be quoted as it stands.
const CONTEXT: usize = 9;
/// Words between two changes beyond which some are left out.
const GAP: usize = 16;
/// Words of a line beyond which its end is left out: three lines of a page.
const LONGEST: usize = 48;
/// Two quotes that share less than this part of their letters are marked whole: marks inside them would be scraps.
const SHARED: f64 = 0.5;
/// Columns of each quote where the two stand one above the other: two lines of a page.
const COLUMNS: usize = 190;

/// Words with one mark, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub mark: Mark,
    pub text: String,
}

/// Which entry each sentence is of.
pub(super) fn owners(comparison: &Comparison<'_>) -> Sides<Vec<Option<usize>>> {
    let mut owners = comparison.statements.map(|statement| vec![None; statement.sentences.len()]);
    for (position, change) in comparison.changes.iter().enumerate() {
        for side in Side::BOTH {
            for &sentence in change.sentences.of(side) {
                if let Some(owner) = owners.of_mut(side).get_mut(sentence) {
                    *owner = Some(position);
                }
            }
        }
    }
    owners
}

/// The lines of a finding: one where old and new words stand in one sentence, else the old one above the new one.
pub(super) fn excerpt(
    finding: &Finding,
    comparison: &Comparison<'_>,
    texts: &[Sides<String>],
    owners: &Sides<Vec<Option<usize>>>,
) -> Vec<Vec<Piece>> {
    in_one_line(finding, comparison, texts, owners)
        .map_or_else(|| one_above_the_other(finding), |line| vec![line])
}

/// `None` where the quotes do not stand in one entry, or that is shown whole.
fn in_one_line(
    finding: &Finding,
    comparison: &Comparison<'_>,
    texts: &[Sides<String>],
    owners: &Sides<Vec<Option<usize>>>,
) -> Option<Vec<Piece>> {
    let quotes = finding.quote.as_ref().map(Option::as_ref);
    let entry = |side: Side| {
        let sentence = quotes.of(side).as_ref()?.sentence?;
        owners.of(side).get(sentence).copied().flatten()
    };
    let entry = match (quotes.before, quotes.after) {
        (Some(_), Some(_)) => entry(Side::Before).filter(|&before| entry(Side::After) == Some(before))?,
        (Some(_), None) => entry(Side::Before)?,
        (None, Some(_)) => entry(Side::After)?,
        (None, None) => return None,
    };
    let change = comparison.changes.get(entry)?;
    let own = texts.get(entry)?;
    let own = Sides::new(own.before.as_str(), own.after.as_str());
    let spans = marked(own, &change.phrases);
    if spans.iter().all(|span| span.mark != Mark::Kept) {
        return None;
    }
    let ranges = Sides::new(
        quotes.before.and_then(|quote| place(quote, Side::Before, comparison, &change.sentences.before)),
        quotes.after.and_then(|quote| place(quote, Side::After, comparison, &change.sentences.after)),
    );
    let words = words(&spans, &ranges);
    if words.iter().all(|word| !word.inside) {
        return None;
    }
    Some(pieces(&words, &keep(&words)))
}

/// Where a quote stands in the sentences of its entry, joined by one space.
fn place(
    quote: &Quote,
    side: Side,
    comparison: &Comparison<'_>,
    sentences: &[usize],
) -> Option<Range<usize>> {
    let mut start = 0;
    for &index in sentences {
        let sentence = comparison.statements.of(side).sentences.get(index)?;
        if quote.sentence == Some(index) {
            let at = start + sentence.text.find(&quote.text)?;
            return Some(at..at + quote.text.len());
        }
        start += sentence.text.len() + 1;
    }
    None
}

/// A word, or a part of one that has a mark of its own, with the white space behind it.
struct Word<'t> {
    text: &'t str,
    mark: Mark,
    /// Whether a quote has it.
    inside: bool,
}

fn words<'t>(spans: &[Span<'t>], quotes: &Sides<Option<Range<usize>>>) -> Vec<Word<'t>> {
    let inside = inside(spans, quotes);
    let mut words = Vec::new();
    let mut at = Sides::new(0, 0);
    for (number, span) in spans.iter().enumerate() {
        for text in tokens(span.text) {
            let quoted = is_quoted(span.mark, text.len(), &mut at, quotes);
            // What says nothing, and what other findings tell, is shown as the newer edition has it.
            let (mark, inside) = match span.mark {
                Mark::Old if span.noise || !inside[number] => continue,
                Mark::New if span.noise || !inside[number] => (Mark::Kept, quoted),
                Mark::Kept => (Mark::Kept, quoted),
                // A change is told as a whole, however short the quote is.
                mark => (mark, true),
            };
            words.push(Word { text, mark, inside });
        }
    }
    words
}

/// Which spans a quote has words of; what gave way stands with what came for it.
fn inside(spans: &[Span<'_>], quotes: &Sides<Option<Range<usize>>>) -> Vec<bool> {
    let mut at = Sides::new(0, 0);
    let mut inside: Vec<bool> =
        spans.iter().map(|span| is_quoted(span.mark, span.text.len(), &mut at, quotes)).collect();
    for number in 1..spans.len() {
        if spans[number - 1].mark == Mark::Old && spans[number].mark == Mark::New {
            let either = inside[number - 1] || inside[number];
            inside[number - 1..=number].fill(either);
        }
    }
    inside
}

/// Whether so many letters with this mark stand in a quote of their side; goes on behind them.
fn is_quoted(mark: Mark, length: usize, at: &mut Sides<usize>, quotes: &Sides<Option<Range<usize>>>) -> bool {
    let mut quoted = false;
    for (side, other) in [(Side::Before, Mark::New), (Side::After, Mark::Old)] {
        if mark != other {
            let (start, end) = (*at.of(side), *at.of(side) + length);
            let quote = quotes.of(side).as_ref();
            quoted |= quote.is_some_and(|quote| start < quote.end && quote.start < end);
            *at.of_mut(side) = end;
        }
    }
    quoted
}

/// Words with the white space around them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut blank, mut filled) = (0, false, false);
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() && blank && filled {
            tokens.push(&text[start..at]);
            (start, filled) = (at, false);
        }
        blank = c.is_whitespace();
        filled |= !blank;
    }
    tokens.push(&text[start..]);
    tokens
}

/// Which words are shown: the changes inside the quotes, or the quotes where nothing in them changed, and what stands around them.
fn keep(words: &[Word<'_>]) -> Vec<bool> {
    let is_focus = |word: &Word<'_>| word.inside && word.mark != Mark::Kept;
    let changes = words.iter().any(is_focus);
    let mut keep: Vec<bool> =
        words.iter().map(|word| if changes { is_focus(word) } else { word.inside }).collect();
    let focus: Vec<usize> = (0..words.len()).filter(|&at| keep[at]).collect();
    let (Some(&first), Some(&last)) = (focus.first(), focus.last()) else { return keep };
    for pair in focus.windows(2) {
        if pair[1] - pair[0] <= GAP {
            keep[pair[0]..pair[1]].fill(true);
        } else {
            keep[pair[0]..=pair[0] + CONTEXT / 2].fill(true);
            keep[pair[1] - CONTEXT / 2..pair[1]].fill(true);
        }
    }
    // To the end of the sentence where that is near, and never into the middle of another change.
    let reach = |ends: &mut dyn Iterator<Item = usize>, keep: &mut Vec<bool>| {
        let ends: Vec<usize> = ends.collect();
        let mut taken = if ends.len() <= CONTEXT + CONTEXT / 2 { ends.len() } else { CONTEXT };
        let is_mark = |at: usize| words[at].mark != Mark::Kept;
        while taken < ends.len()
            && is_mark(ends[taken])
            && taken.checked_sub(1).is_none_or(|last| is_mark(ends[last]))
        {
            taken += 1;
        }
        ends.iter().take(taken).for_each(|&at| keep[at] = true);
    };
    reach(&mut (0..first).rev(), &mut keep);
    reach(&mut (last + 1..words.len()), &mut keep);
    let mut room = LONGEST;
    for (word, keep) in words.iter().zip(&mut keep) {
        // Half a word is none.
        let whole = word.text.ends_with(char::is_whitespace);
        *keep &= room > 0;
        room -= usize::from(*keep && whole && room > 0);
    }
    keep
}

fn pieces(words: &[Word<'_>], keep: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |mark: Mark, text: &str| match pieces.last_mut() {
        Some(last) if last.mark == mark => last.text.push_str(text),
        _ => pieces.push(Piece { mark, text: text.to_owned() }),
    };
    let mut left_out = false;
    for (at, word) in words.iter().enumerate() {
        if keep[at] {
            if left_out {
                add(Mark::Kept, "… ");
            }
            left_out = false;
            add(word.mark, word.text);
        } else {
            left_out = true;
        }
    }
    if left_out {
        // No line begins with the mark alone.
        if let Some(last) = pieces.last_mut().filter(|piece| piece.mark == Mark::Kept) {
            last.text.truncate(last.text.trim_end().len());
        }
        pieces.push(Piece { mark: Mark::Kept, text: format!("\u{a0}{ELLIPSIS}") });
    }
    pieces
}

/// Both quotes, or the one that there is. Where both say the same it is said once.
fn one_above_the_other(finding: &Finding) -> Vec<Vec<Piece>> {
    let quotes = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
    let both = quotes.before.is_some() && quotes.after.is_some();
    let same = both && quotes.before == quotes.after;
    let short = shorten(quotes, COLUMNS);
    let whole =
        both && [&short.before, &short.after].into_iter().flatten().any(|spans| shared(spans) < SHARED);
    [(Mark::Old, short.before), (Mark::New, short.after.filter(|_| !same))]
        .into_iter()
        .filter_map(|(mark, spans)| {
            let spans = spans?;
            let last = spans.len().saturating_sub(1);
            let mut pieces: Vec<Piece> = Vec::new();
            for (at, span) in spans.into_iter().enumerate() {
                let kept = same || (both && !whole && !span.differs) || span.text == ELLIPSIS;
                let mark = if kept { Mark::Kept } else { mark };
                let text = if at == last { span.text } else { span.text + " " };
                match pieces.last_mut().filter(|piece| piece.mark == mark) {
                    Some(piece) => piece.text.push_str(&text),
                    None => pieces.push(Piece { mark, text }),
                }
            }
            Some(pieces)
        })
        .collect()
}

/// How much of a quote the other one has.
fn shared(spans: &[super::quote::Span]) -> f64 {
    let letters = |shared: bool| -> usize {
        spans.iter().filter(|span| !shared || !span.differs).map(|span| span.text.len()).sum()
    };
    letters(true) as f64 / letters(false).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Options, compare};
    use crate::report::pieces::texts;
    use crate::{series, source, statement};

    /// The lines of the first finding of a rule.
    fn check(before: &str, after: &str, rule: &str, expected: &[&str]) {
        let rules = series::general().unwrap();
        let read =
            |text: &str| statement::read(&source::read("text", text.as_bytes()).unwrap(), &rules).unwrap();
        let (before, after) = (read(before), read(after));
        let comparison = compare(Sides::new(&before, &after), &rules, &Options::default());
        let texts: Vec<_> = comparison.changes.iter().map(|change| texts(&comparison, change)).collect();
        let rules: Vec<&str> = comparison.findings.iter().map(|finding| finding.rule.id()).collect();
        let finding = comparison
            .findings
            .iter()
            .find(|finding| finding.rule.id() == rule)
            .unwrap_or_else(|| panic!("{rules:?}"));
        let written = |line: &Vec<Piece>| {
            let piece = |piece: &Piece| match piece.mark {
                Mark::Kept => piece.text.clone(),
                Mark::Old => format!("[-{}-]", piece.text),
                Mark::New => format!("{{+{}+}}", piece.text),
            };
            line.iter().map(piece).collect::<String>()
        };
        let lines: Vec<String> =
            excerpt(finding, &comparison, &texts, &owners(&comparison)).iter().map(written).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn changed_words_stand_in_their_clause() {
        check(
            "At the meeting in the spring both sides discussed many matters, among them fuel, ports and pilots, and reaffirmed the goal of the complete denuclearization of the Korean Peninsula in line with what their leaders had said at the summit in the year before.",
            "At the meeting in the spring both sides discussed many matters, among them fuel, ports and pilots, and reaffirmed the goal of the denuclearization of the Korean Peninsula in line with what their leaders had said at the summit in the year before.",
            "modifier/lost",
            &[
                "… ports and pilots, and reaffirmed the goal of the[- complete-] denuclearization of the Korean Peninsula in line with what\u{a0}…",
            ],
        );
    }

    #[test]
    fn a_change_is_told_as_a_whole_where_a_quote_ends_inside_it() {
        check(
            "Both sides reaffirmed the goal of the denuclearization of the Democratic People's Republic of Korea (DPRK).",
            "Both sides reaffirmed the goal of the denuclearization of the Korean Peninsula.",
            "phrase/changed",
            &[
                "Both sides reaffirmed the goal of the denuclearization of [-the Democratic People's Republic of Korea (DPRK)-]{+the Korean Peninsula+}.",
            ],
        );
    }

    #[test]
    fn what_only_one_side_says_is_one_line() {
        check(
            "Both sides met in Oslo. The two sides pledged to train more pilots for the winter convoys.",
            "Both sides met in Oslo.",
            "pledge/dropped",
            &["[-The two sides pledged to train more pilots for the winter convoys-]"],
        );
    }
}
