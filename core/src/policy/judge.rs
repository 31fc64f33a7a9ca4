//! A comparison held against a policy.

use std::collections::BTreeMap;

use super::judging::Judging;
use super::model::Policy;
use super::verdict::{Judged, JudgedPair};
use super::{budget, first_seen, must_stay, watch};
use crate::compare::Comparison;
use crate::drift::Before;
use crate::statement::Statement;
use crate::{Sides, digest};

/// What a gate says that was asked what is first seen, and knows no more than the comparison does.
const NO_PAST: &str = "With fewer than two earlier editions at hand, what the older edition does not have counts as first seen.";

/// What a policy makes of one comparison.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// What was found. Nothing is accepted yet.
    pub pair: JudgedPair,
    /// Lines of the policy whose words stand in neither edition: line, and what stands there.
    pub unused: Vec<(usize, String)>,
}

/// Holds a comparison against a policy. `files` says in which files the editions stand, where they stand in one; `past` are
/// the editions before the newer side, where there are any.
pub fn judge(
    comparison: &Comparison<'_>,
    policy: &Policy,
    files: Sides<Option<&str>>,
    past: Option<&Before<'_>>,
) -> Judgement {
    let mut judging = Judging::new(comparison, files, past);
    for finding in &comparison.findings {
        judging.finding(finding, policy);
    }
    watch::find(&mut judging, policy);
    must_stay::find(&mut judging, policy);
    budget::find(&mut judging, policy);
    first_seen::find(&mut judging, policy);
    let mut judged = judging.judged;
    seal(&mut judged, comparison.statements);
    let mut cautions = comparison.cautions.clone();
    if policy.asks_the_past() && !past.is_some_and(Before::are_telling) {
        cautions.push(NO_PAST.to_owned());
    }
    Judgement {
        pair: JudgedPair {
            name: comparison.statements.map(|statement| statement.id.clone()),
            cautions,
            judged,
        },
        unused: judging.unused,
    }
}

/// Gives each its fingerprint: of the editions, the rule and the words quoted, so that nothing else moves it. Where two
/// are the same in all of this, the second is the second.
fn seal(judged: &mut [Judged], statements: Sides<&Statement>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for judged in judged {
        let quote = judged.quote.as_ref().map(|quote| quote.as_deref().map(digest::fold));
        let subject = if quote == Sides::new(None, None) { judged.subject.as_str() } else { "" };
        // JSON keeps the parts apart whatever is in them.
        let parts = [
            Some("kidd.finding/1"),
            Some(statements.before.id.as_str()),
            Some(statements.after.id.as_str()),
            Some(judged.rule.as_str()),
            Some(subject),
            quote.before.as_deref(),
            quote.after.as_deref(),
        ];
        let key = serde_json::to_string(&parts).unwrap_or_default();
        let number = seen.entry(key.clone()).or_default();
        *number += 1;
        judged.fingerprint = match *number {
            1 => digest::bytes(key.as_bytes()),
            number => digest::bytes(format!("{key}#{number}").as_bytes()),
        };
    }
}
