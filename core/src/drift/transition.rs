//! What became of the commitments of one edition in the next one.

use serde::{Deserialize, Serialize};

use crate::Fate;
use crate::compare::{ClauseAt, Comparison, follow};
use crate::series::Rules;

/// What became of the commitments of one edition in the next one at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Those that go on first, in the newer text's order.
    pub links: Vec<Link>,
}

/// What became of one commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The older clause.
    pub before: Option<ClauseAt>,
    /// The newer clause.
    pub after: Option<ClauseAt>,
    /// What happened.
    pub kind: LinkKind,
    /// What decided, as short sentences.
    pub why: Vec<String>,
    /// The newer sentence that says it was carried out.
    pub told: Option<usize>,
}

/// What can happen to a commitment between two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// Its words stayed.
    Same,
    /// Its words changed, its force did not.
    Reworded,
    /// It binds more.
    Strengthened,
    /// It binds less.
    Weakened,
    /// The newer text says that it was carried out.
    Fulfilled,
    /// Only the older edition has it.
    Dropped,
    /// Only the newer edition has it.
    New,
}

impl Transition {
    /// Boils a comparison of two successive editions down.
    pub fn of(comparison: &Comparison<'_>, rules: &Rules) -> Self {
        let links = follow(comparison, rules).into_iter().map(|followed| Link {
            before: followed.clause.before,
            after: followed.clause.after,
            kind: match followed.fate {
                None => LinkKind::Same,
                Some(Fate::Strengthened) => LinkKind::Strengthened,
                Some(Fate::Weakened) => LinkKind::Weakened,
                Some(Fate::Fulfilled) => LinkKind::Fulfilled,
                Some(Fate::Dropped) => LinkKind::Dropped,
                Some(Fate::New) => LinkKind::New,
                Some(_) => LinkKind::Reworded,
            },
            why: followed.why,
            told: followed.told,
        });
        Self { links: links.collect() }
    }
}
