//! Two statements → [`Comparison`]: links, edits, phrases, findings.

mod model;

pub use model::{
    Change, ChangeKind, Comparison, Edit, Finding, HeaderChange, Level, Phrase, PhraseKind, Quote,
    SectionChange, SectionStatus, Summary,
};
