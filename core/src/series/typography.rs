//! Quotes, dashes and spaces made plain, with the way back to the text as it was.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use super::spelling::respelled;
use super::vocabulary::is_word_of_the_rules;
use crate::characters::{base, is_hidden, is_plain};

/// A text with its typography and spelling made plain, and the way back to the text as it was.
///
/// What cannot be seen is left out, ligatures are spelled out, accents are taken off, British words are spelled as American
/// ones, and a hyphen inside a word that the rules know without goes: it is the mark of a line's end.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    original: &'a str,
    /// What can be seen of it; `None` where nothing had to be folded.
    typography: Option<Layer>,
    /// That, as an American writes it without line ends; `None` where nothing had to be folded.
    spelling: Option<Layer>,
}

/// A text made of another one.
#[derive(Debug, Default)]
struct Layer {
    text: String,
    /// In the order of the text; every byte of it is in one.
    segments: Vec<Segment>,
}

/// A part of a layer, up to the next one.
#[derive(Debug)]
struct Segment {
    /// Where it starts in the layer.
    folded: usize,
    /// What it stands for in the text below.
    below: Range<usize>,
    /// Whether its bytes are those of the text below.
    is_copy: bool,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let typography = if is_plain(original) { None } else { Some(Layer::of_typography(original)) };
        let visible = typography.as_ref().map_or(original, |layer| &layer.text);
        let mut patches = respelled(visible);
        patches.extend(line_ends(visible).map(|at| (at..at + 1, "")));
        let spelling = if patches.is_empty() { None } else { Some(Layer::of_patches(visible, patches)) };
        Self { original, typography, spelling }
    }

    pub(super) fn text(&self) -> &str {
        let layer = self.spelling.as_ref().or(self.typography.as_ref());
        layer.map_or(self.original, |layer| &layer.text)
    }

    /// The text as it was given.
    pub(super) const fn source(&self) -> &'a str {
        self.original
    }

    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let layers = [self.spelling.as_ref(), self.typography.as_ref()];
        layers.into_iter().flatten().fold(range, |range, layer| layer.below(range))
    }
}

impl Layer {
    fn of_typography(below: &str) -> Self {
        let mut layer = Self { text: String::with_capacity(below.len()), segments: Vec::new() };
        let mut at = 0;
        while let Some(c) = below[at..].chars().next() {
            let copied = below.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_graphic()).count();
            let range = at..at + copied.max(c.len_utf8());
            at = range.end;
            match c {
                _ if copied > 0 => layer.copy(below, range),
                c if c.is_whitespace() => match layer.segments.last_mut() {
                    // White space in a row is one space.
                    Some(last) if layer.text.ends_with(' ') => last.below.end = range.end,
                    _ => layer.push(range, " "),
                },
                '‘' | '’' | 'ʼ' | '‛' | '′' => layer.push(range, "'"),
                '“' | '”' | '„' | '‟' | '″' => layer.push(range, "\""),
                '\u{2010}' | '\u{2011}' => layer.push(range, "-"),
                c if is_hidden(c) => {}
                c => match base(c) {
                    Some(letters) => layer.push(range, letters.as_str()),
                    None => layer.copy(below, range),
                },
            }
        }
        layer
    }

    /// Puts other letters in the place of some; the patches do not meet.
    fn of_patches(below: &str, mut patches: Vec<(Range<usize>, &str)>) -> Self {
        patches.sort_by_key(|(range, _)| range.start);
        let mut layer = Self { text: String::with_capacity(below.len()), segments: Vec::new() };
        let mut at = 0;
        for (range, letters) in patches {
            layer.copy(below, at..range.start);
            layer.push(range.clone(), letters);
            at = range.end;
        }
        layer.copy(below, at..below.len());
        layer
    }

    /// Takes in bytes as they are.
    fn copy(&mut self, below: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        match self.segments.last_mut() {
            Some(last) if last.is_copy && last.below.end == range.start => last.below.end = range.end,
            _ => self.segments.push(Segment { folded: self.text.len(), below: range.clone(), is_copy: true }),
        }
        self.text.push_str(&below[range]);
    }

    /// Takes in what stands for some bytes.
    fn push(&mut self, below: Range<usize>, letters: &str) {
        if !letters.is_empty() {
            self.segments.push(Segment { folded: self.text.len(), below, is_copy: false });
            self.text.push_str(letters);
        }
    }

    fn below(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return range;
        }
        let segment = |at: usize| {
            let index = self.segments.partition_point(|segment| segment.folded <= at);
            self.segments.get(index.saturating_sub(1))
        };
        let start = segment(range.start).map_or(range.start, |segment| {
            segment.below.start + if segment.is_copy { range.start - segment.folded } else { 0 }
        });
        let end = segment(range.end - 1).map_or(range.end, |segment| {
            if segment.is_copy {
                segment.below.start + (range.end - segment.folded)
            } else {
                segment.below.end
            }
        });
        start..end
    }
}

/// A text with its typography and spelling made plain.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let Folded { typography, spelling, .. } = Folded::new(text);
    spelling.or(typography).map_or(Cow::Borrowed(text), |layer| Cow::Owned(layer.text))
}

/// Hyphens inside words that the rules write without: `commit-ment`, where a line ended.
fn line_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr_iter(b'-', bytes).filter(move |&at| {
        let before = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let after = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let part_of_more = |byte: Option<&u8>| byte.is_some_and(|&byte| byte == b'-' || !byte.is_ascii());
        before >= PART
            && after >= PART
            && !part_of_more(bytes.get(at + 1 + after))
            && !part_of_more((at - before).checked_sub(1).and_then(|at| bytes.get(at)))
            && {
                let joined = [&text[at - before..at], &text[at + 1..at + 1 + after]].concat();
                is_word_of_the_rules(&joined.to_ascii_lowercase())
            }
    })
}

/// Letters of a word that a line's end leaves on either side at least.
const PART: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(original: &str, expected: &str) {
        let folded = Folded::new(original);
        assert_eq!(folded.text(), expected);
        for (at, c) in folded.text().char_indices() {
            let range = folded.original(at..at + c.len_utf8());
            assert!(!original[range.clone()].is_empty(), "{original:?} {range:?}");
        }
        assert_eq!(folded.original(0..expected.len()), 0..original.len(), "{original:?}");
    }

    #[test]
    fn typography_and_spelling_are_plain() {
        check("pled\u{ad}ged to", "pledged to");
        check("of\u{fb01}cial e\u{301}lan", "official elan");
        check("the  defence\u{a0}programme", "the defense program");
        check("their iron\u{200b}clad commit-ment", "their ironclad commitment");
        check("Chargé d’affaires", "Charge d'affaires");
        check("a multi-layered plan", "a multi-layered plan");
        check("국방부 met", "국방부 met");
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "they re\u{ad}cognised the pro\u{200b}grammes.";
        let folded = Folded::new(text);
        let at = folded.text().find("programs").unwrap();
        assert_eq!(&text[folded.original(at..folded.text().len() - 1)], "pro\u{200b}grammes");
    }
}
