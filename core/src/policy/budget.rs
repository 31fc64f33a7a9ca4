//! How much of a section changed.

use super::judging::{Breached, Judging};
use super::model::Policy;
use crate::compare::{Change, ChangeKind, Comparison};
use crate::statement::Statement;
use crate::{Side, Sides};

pub(super) fn find(judging: &mut Judging<'_>, policy: &Policy) {
    let comparison = judging.comparison;
    for budget in &policy.budgets {
        for section in &comparison.sections {
            let own = budget.section.as_ref();
            // A budget for each section gives way to that of one.
            let has_its_own =
                || policy.budgets.iter().any(|other| other.section.as_ref() == Some(&section.id));
            if own.map_or_else(has_its_own, |id| *id != section.id) {
                continue;
            }
            let Some(share) = changed(comparison, &section.changes) else { continue };
            if share <= f64::from(budget.changed) {
                continue;
            }
            let what = match own {
                Some(id) => format!("[[budget]] {id}, {} %", budget.changed),
                None => format!("[[budget]] {} %", budget.changed),
            };
            judging.breach(Breached {
                rule: "policy/budget",
                level: budget.level,
                line: budget.line,
                what,
                subject: format!("{}: {share:.0} %, allowed {} %", section.title, budget.changed),
                sentence: Sides::new(None, first(comparison, &section.changes)),
                quote: Sides::new(None, None),
                change: section.changes.first().copied().unwrap_or(0),
                section: Some(&section.id),
                history: None,
            });
        }
    }
}

/// Words that went and words that came, in per cent of the words of both editions; `None` for a section without words.
fn changed(comparison: &Comparison<'_>, changes: &[usize]) -> Option<f64> {
    let (mut changed, mut all) = (0, 0);
    for change in changes.iter().filter_map(|&position| comparison.changes.get(position)) {
        for side in Side::BOTH {
            let text = joined(comparison.statements.of(side), change.sentences.of(side));
            all += words(&text);
            changed += words_changed(change, side, &text);
        }
    }
    (all > 0).then(|| f64::from(changed) * 100.0 / f64::from(all))
}

fn words_changed(change: &Change, side: Side, text: &str) -> u32 {
    match change.kind {
        ChangeKind::Added | ChangeKind::Removed => words(text),
        ChangeKind::Same => 0,
        _ => {
            let spans = change.phrases.iter().filter(|phrase| !phrase.trivial);
            let edits = spans.flat_map(|phrase| &phrase.edits);
            edits.filter_map(|edit| text.get(edit.range.of(side).clone())).map(words).sum()
        }
    }
}

fn words(text: &str) -> u32 {
    text.split_whitespace().map(|_| 1).sum()
}

fn joined(statement: &Statement, sentences: &[usize]) -> String {
    let texts = sentences.iter().filter_map(|&index| statement.sentences.get(index));
    texts.map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The first sentence of the section in the newer edition.
fn first(comparison: &Comparison<'_>, changes: &[usize]) -> Option<usize> {
    changes
        .iter()
        .filter_map(|&position| comparison.changes.get(position)?.sentences.after.first())
        .copied()
        .min()
}
