//! What a reader must know of how a file was read, before he trusts its text.

use serde::{Deserialize, Serialize};

/// Something about a file that its text alone does not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
#[non_exhaustive]
pub enum Caution {
    /// The file is a draft that keeps its changes.
    TrackedChanges {
        /// Insertions, deletions and moves.
        count: usize,
        /// People who made them.
        authors: usize,
        /// Whether the text is as if all changes were accepted, and not as if all were rejected.
        accepted: bool,
    },
    /// Sentences longer than any of a statement, which were cut into pieces: what is told of them is coarser.
    LongSentences {
        /// Number of them.
        count: usize,
    },
    /// Remarks in the margin, which are not read.
    Comments {
        /// Number of remarks.
        count: usize,
    },
    /// Places that could not be decoded, and stand as U+FFFD.
    Undecoded {
        /// Number of places.
        count: usize,
    },
    /// Pages that are pictures, with their text behind them as a machine recognised it.
    TextLayer {
        /// Number of such pages.
        pages: usize,
    },
    /// A line of front matter that is not valid.
    FrontMatter {
        /// Its number in the original, counted from 1.
        line: usize,
        /// Whether what stands behind the colon was taken as it is; else the field was left out.
        taken: bool,
    },
    /// Styles of a page of which nobody can tell without a browser whether they hide words.
    Styles {
        /// What was not understood of each: a selector, a condition, a declaration.
        rules: Vec<String>,
    },
    /// Files that hang on a mail, which are not read.
    Attachments {
        /// Their names.
        names: Vec<String>,
    },
    /// Paragraphs in another language beside the English text, which are not read.
    Language {
        /// `Korean`
        language: String,
        /// Number of paragraphs and headings.
        count: usize,
    },
}

/// The most names of attachments that a caution lists.
const SHOWN: usize = 3;

impl Caution {
    /// The caution as a clause without its subject: `is a draft with 14 tracked changes by 2 authors, …`.
    pub fn clause(&self) -> String {
        let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        match self {
            Self::TrackedChanges { count, authors, accepted } => format!(
                "is a draft with {} by {}, read as if all were {}",
                counted(*count, "tracked change"),
                counted(*authors, "author"),
                if *accepted { "accepted" } else { "rejected" }
            ),
            Self::Comments { count } => {
                let were = if *count == 1 { "was" } else { "were" };
                format!("has {} in the margin, which {were} not read", counted(*count, "comment"))
            }
            Self::Undecoded { count } => {
                format!("has {} that cannot be decoded, shown as U+FFFD", counted(*count, "place"))
            }
            Self::TextLayer { pages } => format!(
                "has {} that {} a picture; its text is what a machine recognised, and may hold errors",
                counted(*pages, "page"),
                if *pages == 1 { "is" } else { "are each" }
            ),
            Self::FrontMatter { line, taken: true } => {
                format!("has front matter that is not valid in line {line}, which was read as plain text")
            }
            Self::FrontMatter { line, taken: false } => {
                format!("has front matter that is not valid in line {line}; that field was left out")
            }
            Self::Attachments { names } => {
                let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
                let more = names.len().saturating_sub(SHOWN);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let (count, verb) =
                    (counted(names.len(), "attachment"), if names.len() == 1 { "was" } else { "were" });
                format!("is a mail with {count}, which {verb} not read: {}{more}", shown.join(", "))
            }
            Self::Styles { rules } => {
                let shown: Vec<&str> = rules.iter().take(SHOWN).map(String::as_str).collect();
                let more = rules.len().saturating_sub(SHOWN);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!(
                    "may show other words than these, by styles that only a browser can tell: {}{more}",
                    shown.join(", ")
                )
            }
            Self::LongSentences { count } => {
                format!("has {} of more than 8 kB, cut into pieces", counted(*count, "sentence"))
            }
            Self::Language { language, count } => {
                let verb = if *count == 1 { "was" } else { "were" };
                format!("has {} in {language}, which {verb} not read", counted(*count, "paragraph"))
            }
        }
    }
}
