//! A changed text as stretches of words that stayed, went or came: what every report for people paints.

use std::ops::Range;

use super::pieces::{Piece, pieces};
use crate::Sides;
use crate::compare::Phrase;

/// What happened to the words of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// They stand in both editions, or differ in a way that is not shown.
    Kept,
    /// They went.
    Old,
    /// They came.
    New,
}

/// Words with one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch<'t> {
    pub mark: Mark,
    /// Whether the difference says nothing.
    pub noise: bool,
    /// Whether it came for the words right in front of it: a painter without signs of its own sets a space between.
    pub follows_old: bool,
    /// The words, cut where a minimal edit begins or ends.
    pub parts: Vec<Part<'t>>,
}

/// Words inside a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'t> {
    pub text: &'t str,
    /// Whether they are the minimal edit, or what it was widened by.
    pub edit: bool,
}

/// What becomes of differences that say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noise {
    /// The newer words stand as if they had been kept.
    Silent,
    /// They are marked like any other difference, and told apart by [`Stretch::noise`].
    Marked,
}

impl<'t> Stretch<'t> {
    pub(super) fn kept(text: &'t str) -> Self {
        Self { mark: Mark::Kept, noise: false, follows_old: false, parts: vec![Part { text, edit: false }] }
    }

    /// A whole text as one change: a sentence that came or went, or that shares too little to be marked inside.
    pub(super) fn whole(text: &'t str, mark: Mark) -> Self {
        Self { mark, noise: false, follows_old: false, parts: vec![Part { text, edit: false }] }
    }

    fn is_open(&self) -> bool {
        self.parts.last().is_some_and(|part| part.text.ends_with(char::is_whitespace))
    }
}

/// Both editions of a text in one line: the newer one, with what went in front of what came. `None` if the
/// phrases do not fit the texts.
pub(super) fn inline<'t>(
    texts: Sides<&'t str>,
    phrases: &'t [Phrase],
    noise: Noise,
) -> Option<Vec<Stretch<'t>>> {
    let mut line = Line::default();
    for piece in pieces(texts, phrases)? {
        match piece {
            Piece::Kept(text) => line.keep(text),
            Piece::Changed(phrase) if phrase.trivial && noise == Noise::Silent => {
                line.keep(&texts.after[phrase.range.after.clone()]);
            }
            Piece::Changed(phrase) => line.change(texts, phrase),
        }
    }
    Some(line.stretches)
}

/// A text in the making.
#[derive(Default)]
struct Line<'t> {
    stretches: Vec<Stretch<'t>>,
    /// A deletion took the space between two words.
    space_due: bool,
}

impl<'t> Line<'t> {
    fn push(&mut self, stretch: Stretch<'t>) {
        if stretch.parts.iter().any(|part| !part.text.is_empty()) {
            let after_old = self.stretches.last().is_some_and(|last| last.mark == Mark::Old);
            let follows_old = after_old && stretch.mark == Mark::New;
            self.stretches.push(Stretch { follows_old, ..stretch });
        }
    }

    fn keep(&mut self, text: &'t str) {
        self.space(text);
        self.push(Stretch::kept(text));
    }

    fn is_open(&self) -> bool {
        self.stretches.last().is_none_or(Stretch::is_open)
    }

    /// The gap that a deletion left between two words.
    fn space(&mut self, next: &str) {
        if self.space_due && !self.is_open() && next.starts_with(char::is_alphanumeric) {
            self.push(Stretch::kept(" "));
        }
        self.space_due = false;
    }

    fn change(&mut self, texts: Sides<&'t str>, phrase: &Phrase) {
        let old = trimmed(texts.before, &phrase.range.before);
        let new = trimmed(texts.after, &phrase.range.after);
        let noise = phrase.trivial;
        self.push(Stretch::kept(&texts.after[phrase.range.after.start..new.start]));
        if !old.is_empty() {
            let spaced = texts.before[..old.start].ends_with(char::is_whitespace);
            if (spaced || self.space_due) && !self.is_open() {
                self.push(Stretch::kept(" "));
            }
            self.space_due = false;
            let edits: Vec<_> = phrase.edits.iter().map(|edit| edit.range.before.clone()).collect();
            let parts = parts(texts.before, old.clone(), &edits);
            self.push(Stretch { mark: Mark::Old, noise, follows_old: false, parts });
        }
        if !new.is_empty() {
            self.space(&texts.after[new.clone()]);
            let edits: Vec<_> = phrase.edits.iter().map(|edit| edit.range.after.clone()).collect();
            let parts = parts(texts.after, new.clone(), &edits);
            self.push(Stretch { mark: Mark::New, noise, follows_old: false, parts });
        }
        self.push(Stretch::kept(&texts.after[new.end..phrase.range.after.end]));
        self.space_due = new.is_empty() && texts.before[old.end..].starts_with(char::is_whitespace);
    }
}

/// The words of a range, cut where minimal edits begin and end.
fn parts<'t>(text: &'t str, range: Range<usize>, edits: &[Range<usize>]) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    for edit in edits {
        let (start, end) = (edit.start.max(at), edit.end.min(range.end));
        // An edit outside the phrase, or one that cuts a character, is not worth a mark of its own.
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else { continue };
        parts.push(Part { text: before, edit: false });
        parts.push(Part { text: inside, edit: true });
        at = end;
    }
    parts.push(Part { text: &text[at..range.end], edit: false });
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}
