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
    /// Remarks in the margin, which are not read.
    Comments {
        /// Number of remarks.
        count: usize,
    },
    /// A line of front matter that could not be read, and was left out.
    FrontMatter {
        /// Its number in the original, counted from 1.
        line: usize,
    },
    /// Sentences longer than any of a statement, which were cut into pieces: what is told of them is coarser.
    LongSentences {
        /// Number of them.
        count: usize,
    },
}

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
                format!("has {} in the margin, which were not read", counted(*count, "comment"))
            }
            Self::FrontMatter { line } => {
                format!("has front matter that cannot be read in line {line}; that line was left out")
            }
            Self::LongSentences { count } => {
                format!("has {} of more than 8 kB, cut into pieces", counted(*count, "sentence"))
            }
        }
    }
}
