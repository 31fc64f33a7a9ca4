//! Blocks → [`Statement`]: furniture off, header, sentences, sections, facts.

mod coverage;
pub mod facts;
mod furniture;
mod header;
mod items;
mod languages;
mod model;
mod paragraph;
mod party;
mod prose;
mod read;
mod roles;
mod sections;
mod sentences;
mod sessions;
mod topics;

pub use coverage::{Coverage, Overlap, Rungless, coverage, overlaps};
pub use model::{
    Act, Actor, ActorKind, Ballot, Block, Claim, ClaimKind, Commitment, CommitmentKind, CueHit, Deadline,
    Delegation, Entity, Force, Furniture, Mention, Quantity, Role, Section, Sentence, Speaker, Statement,
    Vote,
};
pub use party::Party;
pub use read::{compile, read, read_text};
pub use sentences::prepare;
