//! Blocks → [`Statement`]: furniture off, header, sentences, sections, facts.

mod coverage;
pub mod facts;
mod furniture;
mod header;
mod items;
mod languages;
mod model;
mod paragraph;
mod prose;
mod read;
mod roles;
mod sections;
mod sentences;
mod sessions;

pub use coverage::{Coverage, Overlap, Rungless, coverage, overlaps};
pub use model::{
    Act, Block, Commitment, CommitmentKind, CueHit, Deadline, Delegation, Entity, Force, Furniture, Mention,
    Role, Section, Sentence, Speaker, Statement,
};
pub use read::{compile, read, read_text};
pub use sentences::prepare;
