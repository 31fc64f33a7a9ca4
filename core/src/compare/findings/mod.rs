//! What the changes mean: [`find`] looks at what both editions say along the links, rule by rule, settles which of
//! several rules that explain the same words is told, and ranks.
//!
//! Each finder works the same from both sides: what is new seen from the newer edition is dropped seen from the older.

mod budget;
mod candidate;
mod commitments;
mod context;
mod cover;
mod deadlines;
mod disguised;
mod entities;
mod follow;
mod formula;
mod fulfilment;
mod header;
mod headings;
mod hidden;
mod items;
mod lists;
mod modifiers;
mod naming;
mod promise;
mod promises;
mod results;
mod reversals;
mod rule;
mod sections;
mod settle;
mod speakers;
mod stances;
mod titles;
mod votes;
mod watched;
mod words;

pub use follow::{ClauseAt, Followed, follow};
pub use formula::Watched;
pub use naming::Subjects;
pub(super) use votes::Ballots;

use super::counterparts::Read;
use super::{Comparison, Finding, Fold};
use crate::series::Rules;

/// The findings of a comparison, most important first, and whether they are coarser than they could be.
pub(super) fn find(
    comparison: &Comparison<'_>,
    rules: &Rules,
    fold: &Fold,
    read: Option<&Read>,
) -> (Vec<Finding>, bool) {
    let context = context::Context::new(comparison, rules, fold, read);
    let (mut found, further) = rayon::join(
        || {
            let mut found = Vec::new();
            hidden::find(&context, &mut found);
            reversals::find(&context, &mut found);
            disguised::find(&context, &mut found);
            watched::find(&context, &mut found);
            modifiers::find(&context, &mut found);
            entities::find(&context, &mut found);
            items::find(&context, &mut found);
            sections::find(&context, &mut found);
            header::find(&context, &mut found);
            headings::find(&context, &mut found);
            votes::find(&context, &mut found);
            found
        },
        || {
            let promises = promises::read(&context);
            let mut found = Vec::new();
            speakers::find(&context, &promises, &mut found);
            commitments::find(&context, &promises, &mut found);
            deadlines::find(&context, &promises, &mut found);
            found
        },
    );
    found.extend(further);
    let kept = settle::settle(found, rules, &context.budget.candidates);
    let ranked = settle::rank(cover::complete(&context, kept), rules);
    (ranked, context.budget.is_spent())
}
