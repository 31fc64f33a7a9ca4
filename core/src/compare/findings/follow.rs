//! Commitments followed from one edition into the other: what the findings about them rest on, for whoever follows
//! them over more than two editions.

use serde::{Deserialize, Serialize};

use super::commitments;
use super::context::Context;
use super::promises::{self, Promise};
use super::rule::Fate;
use crate::compare::{Comparison, Fold};
use crate::series::Rules;
use crate::statement::Statement;
use crate::{Side, Sides};

/// Where one commitment (or assessment) of an edition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClauseAt {
    /// Its position in [`Statement::commitments`].
    Commitment(usize),
    /// Its position in [`Statement::assessments`].
    Assessment(usize),
}

/// What became of a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The clause on each side; one of them may be missing, never both.
    pub clause: Sides<Option<ClauseAt>>,
    /// `None` where the same words stand on both sides.
    pub fate: Option<Fate>,
    /// What decided, as short sentences.
    pub why: Vec<String>,
    /// The newer sentence that says it was carried out, where there is no newer clause.
    pub told: Option<usize>,
}

/// Follows every commitment of both editions: those that go on, in the newer text's order, then assessments that do,
/// then commitments of the older text alone, then those of the newer one alone.
pub fn follow(comparison: &Comparison<'_>, rules: &Rules) -> Vec<Followed> {
    let fold = rules.compiled(Fold::new);
    let context = Context::new(comparison, rules, &fold, None);
    let promises = promises::read(&context);
    let clause = |side: Side, index: usize| clause(context.statement(side), &promises.lists.of(side)[index]);
    let mut followed: Vec<Followed> = promises
        .pairs
        .iter()
        .map(|pair| {
            let sides = Sides::new(&promises.lists.before[pair.before], &promises.lists.after[pair.after]);
            let (fate, why) = match commitments::fate_of_pair(&context, sides) {
                Some((fate, why)) => (Some(fate), why),
                None => (None, Vec::new()),
            };
            let clause = Sides::new(clause(Side::Before, pair.before), clause(Side::After, pair.after));
            Followed { clause, fate, why, told: None }
        })
        .collect();
    for pair in &promises.quiet {
        let clause = Sides::new(clause(Side::Before, pair.before), clause(Side::After, pair.after));
        let promise = &promises.lists.before[pair.before];
        let fate = context.is_edited(Side::Before, &promise.span).then_some(Fate::Reworded);
        followed.push(Followed { clause, fate, why: Vec::new(), told: None });
    }
    for side in Side::BOTH {
        for &index in promises.alone.of(side) {
            let promise = &promises.lists.of(side)[index];
            let (fate, why, told) = commitments::fate_alone(&context, side, promise);
            let mut sides = Sides::new(None, None);
            *sides.of_mut(side) = clause(side, index);
            followed.push(Followed { clause: sides, fate: Some(fate), why, told });
        }
    }
    followed
}

/// Where a promise stands in its statement.
fn clause(statement: &Statement, promise: &Promise<'_>) -> Option<ClauseAt> {
    let list = if promise.counts { &statement.commitments } else { &statement.assessments };
    let index = list.iter().position(|known| std::ptr::eq(known, promise.commitment))?;
    Some(if promise.counts { ClauseAt::Commitment(index) } else { ClauseAt::Assessment(index) })
}
