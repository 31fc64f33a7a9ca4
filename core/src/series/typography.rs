//! Quotes, dashes and spaces made plain, with the way back to the text as it was.

use std::ops::Range;

use crate::characters::is_plain;

/// A text with its typography made plain, and the way back to the text as it was.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    original: &'a str,
    /// `None` where nothing had to be folded.
    text: Option<String>,
    /// `(folded, original)`: from this byte of the folded text on, bytes run in step with the original's.
    steps: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        if is_plain(original) {
            return Self { original, text: None, steps: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut steps = vec![(0, 0)];
        let mut in_space = false;
        let mut at = 0;
        while let Some(c) = original[at..].chars().next() {
            let step = (text.len(), at);
            let is_new = |&(folded, old): &(usize, usize)| step.0 - folded != step.1 - old;
            let marks = original.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_graphic()).count();
            let plain = plain(c);
            at += marks.max(c.len_utf8());
            if plain == ' ' && in_space {
                continue;
            }
            in_space = plain == ' ';
            if steps.last().is_none_or(is_new) {
                steps.push(step);
            }
            if marks > 0 { text.push_str(&original[step.1..at]) } else { text.push(plain) }
        }
        Self { original, text: Some(text), steps }
    }

    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(self.original)
    }

    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.text.is_none() {
            return range;
        }
        let back = |at: usize| {
            let step = self.steps.partition_point(|&(folded, _)| folded <= at) - 1;
            let (folded, old) = self.steps[step];
            old + (at - folded)
        };
        // The end is found from the last character, which may be longer in the original.
        let last = self.text()[range.clone()].char_indices().next_back().map_or(0, |(at, _)| at);
        let last = back(range.start + last);
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        back(range.start)..last + width
    }
}

/// The plain form of a character: one of white space, quotes, hyphens and stops.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
