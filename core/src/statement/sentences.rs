//! Cuts paragraphs into sentences: a library proposes the ends, and rules take back those that an abbreviation explains.

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::ops::Range;

use memchr::memchr_iter;
use rustc_hash::FxBuildHasher;
use sentencex::languages::{English, Language as _};

use super::items;
use crate::characters::is_hidden;
use crate::series::SentenceRules;

/// A paragraph longer than this is cut into pieces before it is segmented, in bytes: the library's time is not linear
/// in the length of a paragraph. No paragraph of a statement comes near.
const MAX_PIECE: usize = 64 << 10;

/// The longest number of a footnote that hangs on a full stop, in digits.
const MAX_NOTE_DIGITS: usize = 2;

/// The shortest word before such a number, in small letters: shorter ones are abbreviations ("Fig.2").
const MIN_NOTED_LETTERS: usize = 4;

/// The shortest word before a stop without a space behind it, in small letters; a word that opens sentences must follow.
const MIN_GLUED_LETTERS: usize = 2;

/// The most grave accents of a paragraph, and apostrophes, that may be quotation marks. Behind each the library looks to the
/// end for every mark that could close it, so that many take time by their square; a statement has none, or a few.
const MAX_QUOTES: usize = 64;

/// How many words may stand before a time of day for it to open the sentence: "At 9 a.m.", "On May 3 at 11:58 p.m.".
const MAX_OPENING_WORDS: usize = 8;
/// A sentence longer than this is cut into pieces, in bytes: what is read inside one sentence, and compared inside one
/// link, takes time by the square of its length. The longest of 1,191 sentences in 49 statements has 623 bytes.
const MAX_SENTENCE: usize = 8 << 10;

/// How many bytes behind a place decide whether such a sentence is cut there: some words.
const LOOKED_AT: usize = 24;

/// Has the library compile its patterns, which it does when it first needs them and which takes it longer than a statement:
/// those that nearly every statement needs.
pub fn prepare() {
    proposed("Both sides met (in the U.S.). “They agreed.” (All of it.) They left.");
}

/// Cuts a paragraph into sentences: byte ranges, trimmed, in order. The `label` that was taken off the paragraph says which
/// numbers may follow inside it.
///
/// sentencex proposes the ends; [`Guard`] takes back those that an abbreviation explains.
pub(super) fn cut(text: &str, label: Option<&str>, rules: &SentenceRules) -> Vec<Range<usize>> {
    let guard = Guard { text, rules };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let piece = &text[start..end];
        let left = piece.len() - piece.trim_start().len();
        // What cannot be seen is no sentence, and belongs to the one before it.
        let is_seen = |c: char| !c.is_whitespace() && !is_hidden(c) && c != char::REPLACEMENT_CHARACTER;
        if let Some(last) = sentences.last_mut().filter(|_| !piece.contains(is_seen)) {
            let last: &mut Range<usize> = last;
            last.end = start + piece.trim_end().len().max(left);
        } else if left < piece.len() {
            sentences.push(start + left..start + piece.trim_end().len());
        }
    };
    let mut certain = items::starts(text, label);
    certain.extend(unspaced(text, &rules.starters));
    certain.sort_unstable();
    let mut ends = proposed(text);
    ends.extend(behind(text, &rules.mostly));
    ends.extend(behind_initials(text));
    ends.extend(behind_notes(text));
    ends.extend(behind_brackets(text));
    ends.extend(&certain);
    ends.sort_unstable();
    ends.dedup();
    for end in ends {
        if certain.binary_search(&end).is_ok() || guard.is_end(start, end) {
            push(start, end);
            start = end;
        }
    }
    push(start, text.len());
    sentences
}

/// Cuts sentences that are too long, and tells how many were.
pub(super) fn bounded(text: &str, sentences: Vec<Range<usize>>) -> (Vec<Range<usize>>, usize) {
    let long = sentences.iter().filter(|range| range.len() > MAX_SENTENCE).count();
    if long == 0 {
        return (sentences, 0);
    }
    let mut pieces = Vec::with_capacity(sentences.len());
    for range in sentences {
        let mut rest = range;
        while rest.len() > MAX_SENTENCE {
            let end = rest.start + cut_at(&text[rest.clone()]);
            let piece = text[rest.start..end].trim();
            if !piece.is_empty() {
                let start = end - text[rest.start..end].trim_start().len();
                pieces.push(start..start + piece.len());
            }
            rest.start = end;
        }
        rest.start += text[rest.clone()].len() - text[rest.clone()].trim_start().len();
        if !rest.is_empty() {
            pieces.push(rest);
        }
    }
    (pieces, long)
}

/// Where a sentence that is too long is cut: behind a semicolon if there is one in the second half of what a piece may
/// have, else behind a comma or any word. Which of several is told by the words behind it and not by its place, so that
/// both editions are cut alike where they say the same.
fn cut_at(text: &str) -> usize {
    let most = (0..=MAX_SENTENCE).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let bytes = text.as_bytes();
    let rank = |at: usize| {
        let class = match bytes[..at - 1].last() {
            Some(b';') => 0,
            Some(b',') => 1,
            _ => 2,
        };
        let words = &bytes[at..bytes.len().min(at + LOOKED_AT)];
        (class, FxBuildHasher.hash_one(words), at)
    };
    let spaces = memchr_iter(b' ', &bytes[..most]).map(|at| at + 1).filter(|&at| at > MAX_SENTENCE / 2);
    spaces.min_by_key(|&at| rank(at)).unwrap_or(most)
}

/// The ends that the library sees, in order, without the end of the text.
fn proposed(text: &str) -> Vec<usize> {
    let text = &*without_apostrophes(text);
    let text = &*without_crowds(text, '`');
    let text = &*without_crowds(text, '\'');
    let mut ends = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = piece_end(text, at);
        // Not by the name of the language: that would bring all thirty, with their lists of abbreviations, into the program.
        let found = English {}.get_sentence_boundaries(&text[at..end]);
        ends.extend(found.iter().map(|boundary| at + boundary.end_byte).filter(|&found| found < text.len()));
        at = end;
    }
    ends.dedup();
    ends
}

/// The text with a letter for each apostrophe that is no quotation mark: one inside a word, and one behind a word where
/// nothing opened a quotation. The library looks for the other mark of each, with an expression that is slow to compile
/// and to run.
fn without_apostrophes(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let is_behind = |at: usize| is_letter(at.checked_sub(1));
    let is_inside = |at: usize| is_behind(at) && is_letter(Some(at + 1));
    let opens = memchr_iter(b'\'', bytes).any(|at| !is_behind(at));
    let mut masked = String::new();
    for at in memchr_iter(b'\'', bytes).filter(|&at| is_inside(at) || (is_behind(at) && !opens)) {
        masked.push_str(&text[masked.len()..at]);
        masked.push('x');
    }
    if masked.is_empty() {
        return text.into();
    }
    masked.push_str(&text[masked.len()..]);
    masked.into()
}

/// The text with a letter for each of this mark, where more of them stand than quotation marks would.
fn without_crowds(text: &str, mark: char) -> Cow<'_, str> {
    if text.matches(mark).nth(MAX_QUOTES).is_none() {
        return text.into();
    }
    text.replace(mark, "x").into()
}

/// The places behind these abbreviations, where white space and more follow.
fn behind(text: &str, abbreviations: &[String]) -> Vec<usize> {
    let mut ends = Vec::new();
    for abbreviation in abbreviations {
        for (at, found) in text.match_indices(abbreviation.as_str()) {
            let rest = &text[at + found.len()..];
            let next = rest.trim_start();
            if next.len() < rest.len() && !next.is_empty() {
                ends.push(text.len() - next.len());
            }
        }
    }
    ends
}

/// The places behind "U.S." and the pronoun "I.", which the library takes for parts of names.
fn behind_initials(text: &str) -> impl Iterator<Item = usize> {
    memchr_iter(b'.', text.as_bytes()).filter_map(|at| {
        let is_letter = text[..at].chars().next_back().is_some_and(char::is_uppercase);
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        (is_letter && next.len() < rest.len() && next.starts_with(char::is_uppercase))
            .then(|| text.len() - next.len())
    })
}

/// The places behind a stop that lost its space: "international law.They agreed".
fn unspaced(text: &str, starters: &[String]) -> impl Iterator<Item = usize> {
    memchr_iter(b'.', text.as_bytes()).filter_map(|at| {
        let word = text[..at].bytes().rev().take_while(u8::is_ascii_lowercase).count();
        let rest = &text[at + 1..];
        let next = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
        (word >= MIN_GLUED_LETTERS
            && next.len() > 1
            && rest[next.len()..].starts_with(char::is_whitespace)
            && starters.iter().any(|starter| starter == next))
        .then_some(at + 1)
    })
}

/// The places behind a sentence in brackets of its own: "(They met twice.) All left."
fn behind_brackets(text: &str) -> Vec<usize> {
    let (mut ends, mut opening) = (Vec::new(), None);
    for (at, mark) in text.match_indices(['(', ')']) {
        if mark == "(" {
            let before = text[..at].trim_end();
            let begins = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', ')']);
            opening = begins.then_some(at);
            continue;
        }
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        let is_ended = text[..at].trim_end_matches(['”', '"']).ends_with(['.', '!', '?']);
        if opening.take().is_some()
            && is_ended
            && next.len() < rest.len()
            && next.starts_with(char::is_uppercase)
        {
            ends.push(text.len() - next.len());
        }
    }
    ends
}

/// The places behind the number of a footnote at the end of a sentence: "of Korea.1 They".
fn behind_notes(text: &str) -> impl Iterator<Item = usize> {
    memchr_iter(b'.', text.as_bytes()).filter_map(|at| {
        let word = text[..at].bytes().rev().take_while(u8::is_ascii_lowercase).count();
        let rest = &text[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let next = rest[digits..].trim_start();
        let is_spaced = next.len() < rest.len() - digits;
        ((1..=MAX_NOTE_DIGITS).contains(&digits)
            && word >= MIN_NOTED_LETTERS
            && is_spaced
            && next.starts_with(char::is_uppercase))
        .then(|| text.len() - next.len())
    })
}

/// The end of a piece: at the end of a sentence where there is one, else at white space, else anywhere.
fn piece_end(text: &str, at: usize) -> usize {
    if text.len() - at <= MAX_PIECE {
        return text.len();
    }
    let mut limit = at + MAX_PIECE;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let piece = &text[at..limit];
    let found = piece.rfind(". ").or_else(|| piece.rfind(' ')).map(|space| at + space + 1);
    found.filter(|&end| end > at).unwrap_or(limit)
}

/// What a proposed end must stand up to.
struct Guard<'a> {
    text: &'a str,
    rules: &'a SentenceRules,
}

impl Guard<'_> {
    fn is_end(&self, start: usize, end: usize) -> bool {
        let (before, after) = self.text.split_at(end);
        let piece = before[start..].trim();
        if items::is_number(piece) {
            return false;
        }
        let next = after.trim_start();
        let has_space = before.ends_with(char::is_whitespace) || next.len() < after.len();
        if !has_space && next.starts_with(char::is_alphanumeric) {
            return false;
        }
        let next_word = next.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
        if next_word.starts_with(char::is_lowercase) {
            return false;
        }
        let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let previous = before.trim_end().strip_suffix(last).unwrap_or_default().trim_end();
        // "The steps are: 1. They train."
        if previous.ends_with([':', ';']) && items::is_number(last) {
            return false;
        }
        // A closing quote or bracket behind the stop means that the sentence is over.
        if !last.ends_with('.') {
            return true;
        }
        let last = last.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
        let is_one_of = |list: &[String]| list.iter().any(|word| is_abbreviation(last, word));
        if is_one_of(&self.rules.never) {
            return false;
        }
        if is_one_of(&self.rules.numbered) {
            return match last.chars().next() {
                Some(first) if first.is_lowercase() => next_word.starts_with(char::is_uppercase),
                _ => starts_with(next_word, &self.rules.starters),
            };
        }
        if is_one_of(&self.rules.mostly) {
            return next_word.starts_with(char::is_uppercase)
                && !starts_with(next_word, &self.rules.continues)
                && !self.only_opens(piece);
        }
        // "you and I. Did you see", but "Phase I. Smith".
        if last == "I."
            && previous
                .rsplit(char::is_whitespace)
                .next()
                .is_some_and(|word| word.starts_with(char::is_lowercase))
        {
            return true;
        }
        if is_one_of(&self.rules.rarely) || is_initial(last) {
            return starts_with(next_word, &self.rules.starters);
        }
        true
    }

    /// Whether a sentence so far has only named a time or a place, and no verb.
    fn only_opens(&self, piece: &str) -> bool {
        let mut words = piece.split_whitespace().take(MAX_OPENING_WORDS + 1);
        let opens = words.next().is_some_and(|word| self.rules.opening.contains(&word.to_lowercase()));
        opens
            && words.clone().count() < MAX_OPENING_WORDS
            && !words.any(|word| word.ends_with("ed") || self.rules.finite.iter().any(|verb| verb == word))
    }
}

/// Whether a text begins with one of these words.
fn starts_with(text: &str, words: &[String]) -> bool {
    let word =
        text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).next().unwrap_or_default();
    words.iter().any(|known| known.trim_end_matches('.') == word)
}

/// `last` is the abbreviation, or ends in it behind a hyphen or slash (`ROK-U.S.`).
fn is_abbreviation(last: &str, word: &str) -> bool {
    last.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(['-', '–', '/', '‑', '—']))
}

/// `R.` of "Joseph R. Biden".
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next(), chars.next()), (Some(c), Some('.'), None) if c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_is_too_long_is_cut_at_the_same_words_on_both_sides() {
        let words =
            |range: Range<usize>| range.map(|n| format!("word{}", n * 7919 % 10_007)).collect::<Vec<_>>();
        let pieces = |text: &str| -> Vec<String> {
            let (ranges, long) = bounded(text, std::iter::once(0..text.len()).collect());
            assert_eq!(long, 1);
            assert!(ranges.iter().all(|range| range.len() <= MAX_SENTENCE));
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect()
        };
        let (old, new) = (words(0..9_000), [vec!["put".to_owned(); 40], words(0..9_000)].concat());
        let (old, new) = (old.join(" "), new.join(" "));
        let (old, new) = (pieces(&old), pieces(&new));
        assert_eq!(old.concat().replace(' ', "").len() + 40 * 3, new.concat().replace(' ', "").len());
        let alike = old.iter().filter(|piece| new.contains(piece)).count();
        assert!(alike * 10 >= old.len() * 8, "{alike} of {}", old.len());
        pieces(&"\u{1F3F4}".repeat(9_000));
        let short = || std::iter::once(0..15).collect::<Vec<_>>();
        assert_eq!(bounded("Both sides met.", short()), (short(), 0));
    }

    #[test]
    fn what_cannot_be_seen_is_no_sentence() {
        let rules = &crate::series::general().unwrap().sentences;
        for tail in ["\u{200b}", " \u{feff}", "\u{200f}", " \u{0}", "\u{ad} \u{fffd} "] {
            let text = format!("Both sides met in Seoul. They left.{tail}");
            let cut = cut(&text, None, rules);
            let whole = text.trim_end().len();
            assert_eq!(cut, [0..24, 25..whole], "{tail:?}");
        }
    }

    #[test]
    fn a_stop_that_lost_its_space_ends_a_sentence() {
        let rules = &crate::series::general().unwrap().sentences;
        let check = |text: &str, expected: &[&str]| {
            let cut: Vec<&str> = cut(text, None, rules).into_iter().map(|range| &text[range]).collect();
            assert_eq!(cut, expected);
        };
        check(
            "They upheld international law.They agreed to meet.Both left.",
            &["They upheld international law.", "They agreed to meet.", "Both left."],
        );
        check("See www.example.Org and kidd.The", &["See www.example.Org and kidd.The"]);
        check("The U.S.The two left.", &["The U.S.The two left."]);
    }

    #[test]
    fn marks_quote_a_sentence_unless_they_are_many() {
        let rules = &crate::series::general().unwrap().sentences;
        assert_eq!(cut("He said `They met. They left.` Then all left.", None, rules).len(), 2);
        let many = "Both `sides` met. ".repeat(1_000);
        assert!(!without_crowds(&many, '`').contains('`'));
        assert_eq!(cut(&many, None, rules).len(), 1_000);
    }

    #[test]
    fn apostrophes_that_quote_nothing_are_letters() {
        let check = |text: &str, expected: &str| assert_eq!(without_apostrophes(text), expected);
        check("the DPRK's threats and both sides' aims", "the DPRKxs threats and both sidesx aims");
        check("the ROK's 'new era' of the allies' aims", "the ROKxs 'new era' of the allies' aims");
        check("no mark — at all", "no mark — at all");
    }
}
