//! Editions in order → [`Timeline`]: since when do they say that.
//!
//! Every edition is boiled down to what a history needs ([`Edition`]), every successive pair to what became of its
//! commitments ([`Transition`]). Both can be kept in a cache: a timeline is made of them alone. The way goes down the files:
//! `order` puts the editions in their order and the missing ones between them, `words` numbers their words, `subjects`
//! and `phrase` see where something is named, `threads` follows commitments, `lifeline` tells what became of anything
//! that was seen, `silence` what has fallen silent, `figures` how much was kept. `history` tells the findings of any number
//! of comparisons what all earlier editions know, and asks `past` for it.
//!
//! A missing edition is a gap and no absence: of an edition that nobody holds nothing is said.

mod edition;
mod figures;
mod history;
mod lifeline;
mod model;
mod order;
mod past;
mod phrase;
mod silence;
mod subjects;
mod threads;
mod timeline;
mod transition;
mod words;

pub use edition::{Clause, Edition, Mention, Named, Promise, Sentence, Spot};
pub use history::{annotate, may_be_first_seen, told};
pub use model::{
    Drift, Figure, Kind, Lifeline, Point, Silence, Slot, Status, Step, StepKind, Thread, Timeline, Variant,
};
pub use order::Catalogued;
pub(crate) use past::nth;
pub use past::{Before, Past};
pub use silence::WINDOW;
pub use timeline::{Asked, ordered, timeline};
pub use transition::{Link, LinkKind, Transition};
