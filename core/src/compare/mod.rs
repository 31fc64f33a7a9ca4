//! Two statements → [`Comparison`]: links, edits, phrases, findings.
//!
//! The way goes down the files: `token` cuts texts, `quantities` joins numbers and their units, `fold` makes equal what noise rules call equal, `bags` weighs
//! words, `links` pairs sentences (`anchors` frames long texts, `expected` says where a pair would stand), `groups` grows pairs into splits and merges, `moves` finds what left the order,
//! `edits` finds minimal spans (`seams` says where they begin and end), `phrases` and `widen` make what is quoted of them, and `assemble` puts the `model` together; `untold` lists what no
//! finding tells, `renewal` says whether nothing but dates is another.

mod acronyms;
mod align;
mod anchors;
mod assemble;
mod bags;
mod cautions;
mod chain;
mod copies;
mod counterparts;
mod edits;
mod expected;
mod findings;
mod fold;
mod groups;
mod header;
mod headings;
mod links;
mod model;
mod moves;
mod options;
mod phrases;
mod quantities;
mod renewal;
mod seams;
mod token;
mod trace;
mod unit;
mod untold;
mod widen;
mod words;

pub use align::{Alignment, Link, align};
pub use assemble::{compare, compile};
pub use copies::{Difference, copies};
pub use findings::{ClauseAt, Followed, Subjects, Watched, follow};
pub use fold::Fold;
pub use model::{
    Change, ChangeKind, Comparison, Edit, Finding, HeaderChange, HeadingChange, HeadingChangeKind, Phrase,
    PhraseKind, Precedent, Quote, SectionChange, SectionStatus, Summary,
};
pub use options::{Options, ScoreOptions};
pub(crate) use token::{Token, tokens};
pub use trace::trace;
pub use unit::Unit;
pub(crate) use words::word_key;
