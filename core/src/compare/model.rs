//! What changed between two editions, as plain data.

use std::ops::Range;

use crate::statement::Statement;
use crate::{Rule, Sides, Weight};

/// What changed between two editions. Reports are views of this struct.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The two editions.
    pub statements: Sides<&'a Statement>,
    /// The work budget was spent: the answer is coarser than it could be, and still whole.
    pub degraded: bool,
    /// What a reader must know before he trusts the comparison, as sentences.
    pub cautions: Vec<String>,
    /// Counts of entries in [`changes`](Self::changes).
    pub summary: Summary,
    /// Fields of the header that differ.
    pub header: Vec<HeaderChange>,
    /// Headings that differ, in the newer edition's order, those that went behind.
    pub headings: Vec<HeadingChange>,
    /// The sections of both editions, in the order of the rules.
    pub sections: Vec<SectionChange>,
    /// Every sentence of both editions stands in exactly one of these. In the newer edition's order,
    /// removed ones after their predecessor.
    pub changes: Vec<Change>,
    /// What the changes mean, most important first.
    pub findings: Vec<Finding>,
    /// Nothing differs but dates: the newer edition renews the older one.
    pub renewed: bool,
}

/// Counts of entries in [`Comparison::changes`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Links whose comparison keys are equal.
    pub same: usize,
    /// Links of one sentence with one, whose words differ.
    pub reworded: usize,
    /// Sentences only in the newer edition.
    pub added: usize,
    /// Sentences only in the older edition.
    pub removed: usize,
    /// Links of one old sentence with several new ones.
    pub split: usize,
    /// Links of several old sentences with one new one.
    pub merged: usize,
    /// Entries that moved (they are counted above too).
    pub moved: usize,
    /// Entries with at least one trivial phrase.
    pub noise: usize,
}

/// What happened to the sentences of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Equal comparison keys; may hold trivial phrases.
    Same,
    /// One sentence with one, words differ.
    Reworded,
    /// Only in the newer edition.
    Added,
    /// Only in the older edition.
    Removed,
    /// One old sentence became several.
    Split,
    /// Several old sentences became one.
    Merged,
}

/// One entry of the comparison: sentences that belong together.
#[derive(Debug, Clone)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Whether it left the order of the text.
    pub moved: bool,
    /// Sentences that moved together share a group, counted from 1.
    pub move_group: Option<usize>,
    /// The newer side's section, else the older one's.
    pub section: String,
    /// Positions in each side's [`Statement::sentences`].
    pub sentences: Sides<Vec<usize>>,
    /// Share of weighted words in common, 0 to 1; 1 for `Same`, 0 for `Added` and `Removed`.
    pub similarity: f64,
    /// Changed spans, in order. Ranges are bytes of the side's sentences joined by one space.
    pub phrases: Vec<Phrase>,
}

/// What happened to the words of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhraseKind {
    /// Old words gave way to new ones.
    Replaced,
    /// Words came in.
    Inserted,
    /// Words went.
    Deleted,
}

/// The quotable change: one or more edits widened to what a person would quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What happened.
    pub kind: PhraseKind,
    /// Bytes of the side's sentences joined by one space.
    pub range: Sides<Range<usize>>,
    /// A difference that says nothing.
    pub trivial: bool,
    /// The minimal spans inside.
    pub edits: Vec<Edit>,
}

/// A minimal changed span. One side may be empty, never both. A lone mark stands with the word it touches, and the first
/// word of a sentence with what came in or went before it where that changed its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the side's sentences joined by one space.
    pub range: Sides<Range<usize>>,
}

/// A field of the header that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderChange {
    /// `venue`, `us.lead`, `us.office`, `us.acting`, …
    pub field: String,
    /// The values as written; `None` where the side has none.
    pub value: Sides<Option<String>>,
}

/// What happened to a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingChangeKind {
    /// It stands in both editions, in other words.
    Renamed,
    /// Only the newer edition has it.
    Added,
    /// Only the older edition has it.
    Removed,
    /// It left the order of the headings, and what stands under it stayed.
    Moved,
}

/// A heading that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingChange {
    /// What happened.
    pub kind: HeadingChangeKind,
    /// As written; `None` where the side has none.
    pub text: Sides<Option<String>>,
    /// The first sentence under it, by its position in the side's [`Statement::sentences`].
    pub next: Sides<Option<usize>>,
}

/// What happened to a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SectionStatus {
    /// All its entries are the same.
    Same,
    /// Some entry differs or moved.
    Changed,
    /// Only the newer edition has it.
    Added,
    /// Only the older edition has it.
    Removed,
}

/// A section of either edition.
#[derive(Debug, Clone)]
pub struct SectionChange {
    /// `cyber`
    pub id: String,
    /// `Cyber`
    pub title: String,
    /// What happened to it.
    pub status: SectionStatus,
    /// Positions in [`Comparison::changes`].
    pub changes: Vec<usize>,
}

/// A change that means something.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which rule found it.
    pub rule: Rule,
    /// How much it matters to a reader.
    pub weight: Weight,
    /// What it is about, short (`CCWG`, `ironclad commitment`).
    pub subject: String,
    /// One sentence for a person, without quotes of its own.
    pub message: String,
    /// Position in [`Comparison::changes`]: the first one concerned.
    pub change: usize,
    /// What each side says; `None` where it says nothing.
    pub quote: Sides<Option<Quote>>,
    /// The section it is filed under.
    pub section: String,
    /// Other rules that fired on the same clause, and what decided, as short sentences.
    pub why: Vec<String>,
    /// What earlier editions know of it; a comparison of two statements alone knows nothing. See
    /// [`annotate`](crate::drift::annotate).
    pub history: Option<Precedent>,
    /// Its rank, higher first; from the rules' salience. Ties keep the order of the text.
    pub salience: i32,
}

/// What earlier editions know of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedent {
    /// In words: `first time since the 19th`.
    pub told: String,
    /// Whether what the newer side says stands in none of the editions before it.
    pub first_seen: bool,
}

/// Words of one side, exactly as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Position in the side's [`Statement::sentences`]; `None` for a quote from the header.
    pub sentence: Option<usize>,
    /// The words.
    pub text: String,
}
