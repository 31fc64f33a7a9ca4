//! One finding for each change of words: the rule that fits best is told, the others become its reasons.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use crate::Side;
use crate::compare::{Finding, Level};
use crate::series::{FindingRule, LevelName, Rules};

pub(super) fn settle(mut candidates: Vec<Candidate>, rules: &Rules) -> Vec<Finding> {
    let known: FxHashMap<&str, &FindingRule> =
        rules.finding.iter().map(|rule| (rule.id.as_str(), rule)).collect();
    // A rule that the files do not hold is switched off.
    candidates.retain(|candidate| known.contains_key(candidate.rule.id()));
    let fit = |candidate: &Candidate| known[candidate.rule.id()].fit - candidate.yields;
    candidates.sort_by_key(|candidate| (Reverse(fit(candidate)), place(candidate), candidate.rule));

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
        if candidate.is_within(near.iter().map(|&index| &kept[index])) {
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
    rank(kept, &known)
}

/// Where a candidate stands: for ties, so that they keep the order of the text.
fn place(candidate: &Candidate) -> (usize, usize) {
    let start = |side: Side| candidate.spans.of(side).first().map(|span| span.range.start);
    (candidate.change, start(Side::After).or(start(Side::Before)).unwrap_or(0))
}

fn rank(kept: Vec<Candidate>, known: &FxHashMap<&str, &FindingRule>) -> Vec<Finding> {
    let mut placed: Vec<((usize, usize), Finding)> = kept
        .into_iter()
        .map(|candidate| {
            let rule = known[candidate.rule.id()];
            let place = place(&candidate);
            let finding = Finding {
                rule: candidate.rule.id(),
                level: level(rule.level),
                message: rule.message.replace("{subject}", &candidate.subject),
                subject: candidate.subject,
                change: candidate.change,
                quote: candidate.quote,
                section: candidate.section,
                why: candidate.why,
                weight: rule.weight + candidate.extra,
            };
            (place, finding)
        })
        .collect();
    placed.sort_by_key(|(place, finding)| (Reverse(finding.weight), *place, finding.rule));
    placed.into_iter().map(|(_, finding)| finding).collect()
}

const fn level(name: LevelName) -> Level {
    match name {
        LevelName::Note => Level::Note,
        LevelName::Warning => Level::Warning,
        LevelName::Error => Level::Error,
    }
}
