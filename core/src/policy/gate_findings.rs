//! Findings of the gate about the archive, the policy, and what was accepted.

use super::model::Policy;
use super::rule_list;
use super::verdict::{Decision, Judged, Standing};
use super::{Place, rule_list::family};
use crate::{Sides, Weight, digest};

/// Tells what a gate found beside a comparison: about the archive, the policy, or what was accepted.
///
/// `rule` is one of those of the gate; its weight is that of the rules, or of `[levels]` where a policy may change it.
pub fn tell(rule: &'static str, subject: impl Into<String>, place: Option<Place>, policy: &Policy) -> Judged {
    let subject = subject.into();
    let known = rule_list::rule(rule);
    let own = known.map_or(Weight::Key, |known| known.weight);
    let line = policy.levels.iter().find(|line| line.rule == rule);
    let line = line.or_else(|| policy.levels.iter().find(|line| line.rule == family(rule)));
    let line = line.filter(|_| known.is_some_and(|known| !known.fixed));
    let (weight, decision) = match line {
        Some(line) => {
            (line.level.weight(), Decision::Line { line: line.line, what: format!("[levels] {}", line.rule) })
        }
        None if known.is_some_and(|known| known.fixed) => (Some(own), Decision::Fixed),
        None => (Some(own), Decision::Rules),
    };
    let message = known.map_or("{subject}", |known| known.message.as_str()).replace("{subject}", &subject);
    let key = serde_json::to_string(&["kidd.finding/1", rule, &subject]).unwrap_or_default();
    Judged {
        fingerprint: digest::bytes(key.as_bytes()),
        rule: rule.to_owned(),
        weight: weight.unwrap_or(Weight::Minor),
        subject,
        message,
        section: None,
        quote: Sides::new(None, None),
        place,
        old_place: None,
        sentence: Sides::new(None, None),
        history: None,
        decision,
        standing: if weight.is_none() { Standing::Off } else { Standing::Open },
    }
}
