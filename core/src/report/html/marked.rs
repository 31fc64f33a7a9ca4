//! Marked words as the templates take them.

use std::borrow::Cow;

use crate::report::excerpt::Piece;
use crate::report::redline::Mark;
use crate::report::spans::Span;

/// Words with one mark. White space at the ends of what went or came is not marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked<'t> {
    mark: Mark,
    /// Whether the difference says nothing.
    pub noise: bool,
    /// Whether a space stands in front of it.
    pub open: bool,
    pub text: Cow<'t, str>,
    /// Whether a space stands behind it.
    pub close: bool,
}

impl<'t> Marked<'t> {
    fn new(mark: Mark, noise: bool, text: Cow<'t, str>, follows_old: bool) -> Self {
        if mark == Mark::Kept {
            return Self { mark, noise, open: false, text, close: false };
        }
        let open =
            text.starts_with(char::is_whitespace) || (follows_old && text.starts_with(char::is_alphanumeric));
        let close = text.ends_with(char::is_whitespace);
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Self { mark, noise, open, text, close }
    }

    pub(crate) const fn is_old(&self) -> bool {
        matches!(self.mark, Mark::Old)
    }

    pub(crate) const fn is_new(&self) -> bool {
        matches!(self.mark, Mark::New)
    }
}

/// Words of an entry.
pub(super) fn spans<'t>(spans: &[Span<'t>]) -> Vec<Marked<'t>> {
    let mut last = Mark::Kept;
    spans
        .iter()
        .map(|span| {
            let follows_old = last == Mark::Old && span.mark == Mark::New;
            last = span.mark;
            Marked::new(span.mark, span.noise, Cow::Borrowed(span.text), follows_old)
        })
        .collect()
}

/// Words of a finding.
pub(super) fn pieces(pieces: Vec<Piece>) -> Vec<Marked<'static>> {
    let mut last = Mark::Kept;
    pieces
        .into_iter()
        .map(|piece| {
            let follows_old = last == Mark::Old && piece.mark == Mark::New;
            last = piece.mark;
            Marked::new(piece.mark, false, Cow::Owned(piece.text), follows_old)
        })
        .collect()
}
