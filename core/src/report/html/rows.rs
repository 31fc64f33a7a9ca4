//! What the redline is made of: sections, headings, paragraphs with their notes, folds.

use rustc_hash::FxHashMap;

use super::findings::Note;
use super::marked::Marked;
use crate::compare::SectionChange;

/// The section of what fits nowhere: it has no name of its own.
pub(super) const CATCH_ALL: &str = "other";

/// What stands in the redline.
pub(super) enum FlowPart<'c> {
    /// A section of the rules begins, with its own name; the anchor where it begins for the first time.
    Section {
        anchor: Option<String>,
        title: &'c str,
    },
    /// A heading of the text.
    Heading {
        before: Option<&'c str>,
        after: Option<&'c str>,
        renamed: bool,
    },
    Row(Row<'c>),
    /// Paragraphs that did not change.
    Fold {
        told: String,
        noisy: bool,
        rows: Vec<FlowPart<'c>>,
    },
}

/// A paragraph and its notes.
pub(super) struct Row<'c> {
    /// `came`, `went`, `changed` or nothing.
    pub class: &'static str,
    pub item: bool,
    /// `¶3`, and where a click on it leads.
    pub number: Option<String>,
    pub target: Option<String>,
    pub label: Option<&'c str>,
    pub runs: Vec<RunPart<'c>>,
    pub notes: Vec<Note>,
}

/// The words of an entry in a paragraph.
pub(super) struct RunPart<'c> {
    pub id: Option<String>,
    /// The anchor of a section that begins here, inside a paragraph.
    pub section: Option<String>,
    /// Classes for the filter: what happened, and whether it moved.
    pub class: String,
    /// Whether old and new stand whole, one above the other.
    pub whole: bool,
    pub words: Vec<Marked<'c>>,
    /// Numbers of findings behind the first words, and the words behind these, and so on.
    pub rest: Vec<(Vec<Reference>, Vec<Marked<'c>>)>,
    /// The other end of a move: `moved to ¶5`.
    pub link: Option<(String, String)>,
}

/// The number of a finding at its words.
#[derive(Clone)]
pub(super) struct Reference {
    pub number: usize,
    pub weight: &'static str,
    pub anchor: String,
}

/// The sections by their ids.
pub(super) type Sections<'c> = FxHashMap<&'c str, &'c SectionChange>;
