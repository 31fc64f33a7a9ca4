//! Blocks → [`Statement`]: furniture off, header, sentences, sections, facts.

mod model;

pub use model::{
    Act, Block, Commitment, CommitmentKind, CueHit, Deadline, Delegation, Entity, Force, Furniture, Mention,
    Role, Section, Sentence, Speaker, Statement,
};
