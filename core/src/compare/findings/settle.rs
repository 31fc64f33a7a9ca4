//! One finding for each change of words: the rule that fits best is told, the others become its reasons.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::budget::Purse;
use super::candidate::{Bearing, Candidate};
use super::rule::{Family, Rule};
use super::titles::title;
use crate::compare::Finding;
use crate::series::{FindingRule, Rules};
use crate::{Side, Weight};

/// Takes out what another candidate explains better.
pub(super) fn settle(mut candidates: Vec<Candidate>, rules: &Rules, purse: &Purse) -> Vec<Candidate> {
    let known = known(rules);
    // A rule that the files do not hold is switched off.
    candidates.retain(|candidate| known.contains_key(&candidate.rule));
    let fit = |candidate: &Candidate| known[&candidate.rule].fit - candidate.bearing.yields;
    candidates.sort_by_key(|candidate| (Reverse(fit(candidate)), place(candidate), candidate.rule));

    let salience = |candidate: &Candidate| known[&candidate.rule].salience + extra(candidate);
    let mut kept: Vec<Candidate> = Vec::new();
    // Kept ones by the sentences that they explain words of.
    let mut by_sentence: FxHashMap<(Side, usize), Vec<usize>> = FxHashMap::default();
    for candidate in candidates {
        let mut near: Vec<usize> = Side::BOTH
            .into_iter()
            .flat_map(|side| candidate.spans.of(side).iter().map(move |span| (side, span.sentence)))
            .filter_map(|key| by_sentence.get(&key))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let words = candidate.spans.before.len() + candidate.spans.after.len();
        // Where that would cost too much, the same words may be told twice.
        let stands_beside = is_lone_formula(&candidate);
        let near: Vec<usize> =
            near.into_iter().filter(|&index| !(stands_beside && is_assured_anew(&kept[index]))).collect();
        if purse.pays(near.len(), words) && candidate.is_within(near.iter().map(|&index| &kept[index])) {
            let first = near.iter().copied().find(|&index| {
                Side::BOTH.into_iter().any(|side| {
                    candidate
                        .spans
                        .of(side)
                        .iter()
                        .any(|own| kept[index].spans.of(side).iter().any(|span| span.meets(own)))
                })
            });
            if let Some(first) = first {
                let reason = format!("{}: {}", candidate.rule.id(), candidate.subject);
                if candidate.bearing.is_watched {
                    // What is said of a watched formula ranks as such, whichever rule tells it.
                    let lift = salience(&candidate) - salience(&kept[first]);
                    kept[first].bearing.extra += lift.max(0);
                    kept[first].bearing.is_watched = true;
                }
                if candidate.rule != kept[first].rule && !kept[first].why.contains(&reason) {
                    kept[first].why.push(reason);
                }
            }
            continue;
        }
        let index = kept.len();
        for side in Side::BOTH {
            for span in candidate.spans.of(side) {
                by_sentence.entry((side, span.sentence)).or_default().push(index);
            }
        }
        kept.push(candidate);
    }
    kept
}

/// Whether a watched formula came or went.
fn is_lone_formula(candidate: &Candidate) -> bool {
    let alone = Side::BOTH.into_iter().any(|side| candidate.spans.of(side).is_empty());
    candidate.bearing.is_watched && candidate.rule.is_phrase() && alone
}

/// Whether an assurance or a warning stands in other words: what it lost of its formulas is told beside it.
fn is_assured_anew(candidate: &Candidate) -> bool {
    candidate.rule.is_reworded() && matches!(candidate.rule.family, Family::Assurance | Family::Warning)
}

/// The table of findings by rule.
fn known(rules: &Rules) -> FxHashMap<Rule, &FindingRule> {
    rules.finding.iter().map(|rule| (rule.id, rule)).collect()
}

/// Where a candidate stands: for ties, so that they keep the order of the text.
fn place(candidate: &Candidate) -> (usize, usize) {
    let start = |side: Side| candidate.spans.of(side).first().map(|span| span.range.start);
    (candidate.change, start(Side::After).or(start(Side::Before)).unwrap_or(0))
}

/// The findings that are told, most important first. A rule that the files do not hold is switched off.
pub(super) fn rank(kept: Vec<Candidate>, rules: &Rules) -> Vec<Finding> {
    let known = known(rules);
    let mut placed: Vec<((usize, usize), Finding)> = kept
        .into_iter()
        .filter(|candidate| known.contains_key(&candidate.rule))
        .map(|candidate| {
            let rule = known[&candidate.rule];
            let place = place(&candidate);
            let salience = rule.salience + extra(&candidate);
            let finding = Finding {
                rule: candidate.rule,
                weight: weight_of(rule, &candidate),
                message: title(
                    rules,
                    (candidate.rule, &rule.message),
                    &candidate.subject,
                    &candidate.quote,
                    &candidate.why,
                ),
                subject: candidate.subject,
                change: candidate.change,
                quote: candidate.quote,
                section: candidate.section,
                why: candidate.why,
                history: None,
                salience,
            };
            (place, finding)
        })
        .collect();
    placed.sort_by_key(|(place, finding)| {
        (Reverse(finding.weight), Reverse(finding.salience), *place, finding.rule)
    });
    placed.into_iter().map(|(_, finding)| finding).collect()
}

/// What a swap of verbs of one rung loses of its rank: it stands among the last.
const ROTATED: i32 = 40;

/// What a promise gains that holds more, or less, than it did.
const GROWN: i32 = 14;

/// What a finding of typography loses of its rank: it stands last.
const TYPOGRAPHY: i32 = 90;

fn extra(candidate: &Candidate) -> i32 {
    let rotated = candidate.bearing.is_rotated && !candidate.bearing.is_watched;
    let grown = if candidate.bearing.is_grown { GROWN } else { 0 };
    let behind = if candidate.bearing.is_typography { TYPOGRAPHY } else { 0 };
    candidate.bearing.extra + grown - behind - if rotated { ROTATED } else { 0 }
}

fn weight_of(rule: &FindingRule, candidate: &Candidate) -> Weight {
    match candidate.bearing {
        Bearing { is_watched: true, is_general: false, .. }
        | Bearing { is_grown: true, is_rotated: false, .. } => rule.watched.unwrap_or(rule.weight),
        Bearing { is_lesser: true, .. } => rule.weight.min(Weight::Notable),
        Bearing { is_rotated: true, .. }
        | Bearing { is_typography: true, .. }
        | Bearing { is_minor: true, .. } => Weight::Minor,
        _ => rule.weight,
    }
}
