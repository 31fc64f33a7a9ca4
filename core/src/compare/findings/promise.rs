//! A clause that promises something, and where its parts stand.

use super::context::Span;
use crate::statement::{Commitment, Deadline};

/// A clause that promises or, as an assessment, comes near it.
pub(super) struct Promise<'c> {
    pub commitment: &'c Commitment,
    pub span: Span,
    pub entry: usize,
    /// A commitment, not an assessment.
    pub counts: bool,
    /// The content words of its object.
    pub words: Vec<String>,
}

impl<'c> Promise<'c> {
    /// From the subject to where the object starts.
    pub fn head(&self) -> Span {
        Span::new(
            self.span.sentence,
            self.span.range.start..self.commitment.object.start.max(self.span.range.start),
        )
    }

    pub fn object(&self) -> Span {
        Span::new(self.span.sentence, self.commitment.object.clone())
    }

    pub const fn deadline(&self) -> Option<&'c Deadline> {
        self.commitment.deadline.as_ref()
    }
}
