//! What the newer edition has and no edition before. Where no edition before is known, what may be first seen is.

use super::judging::{Breached, Judging};
use super::model::{FirstSeen, Policy};
use super::rule_list::family;
use crate::compare::{Finding, Precedent};
use crate::drift;

/// What is said where nothing is known of the past.
pub(super) const UNKNOWN: &str = "no earlier edition is at hand that could have it";

pub(super) fn find(judging: &mut Judging<'_>, policy: &Policy) {
    let comparison = judging.comparison;
    for finding in &comparison.findings {
        let Some(history) = history(judging, finding).filter(|history| history.first_seen) else { continue };
        let Some(line) = narrowest(&policy.first_seen, finding) else { continue };
        let quote = finding.quote.as_ref().map(Option::as_ref);
        judging.breach(Breached {
            rule: "policy/first-seen",
            level: line.level,
            line: line.line,
            what: describe(line),
            subject: finding.subject.clone(),
            sentence: quote.map(|quote| quote.and_then(|quote| quote.sentence)),
            quote: quote.map(|quote| quote.map(|quote| quote.text.as_str())),
            change: finding.change,
            section: Some(&finding.section),
            history: Some(history.told),
        });
    }
}

/// What was told of a finding; where too few editions are at hand for that, what they say all the same.
fn history(judging: &Judging<'_>, finding: &Finding) -> Option<Precedent> {
    if finding.history.is_some() {
        return finding.history.clone();
    }
    match judging.past {
        Some(past) => drift::told(finding, judging.comparison.statements, past),
        None => drift::may_be_first_seen(finding.rule)
            .then(|| Precedent { told: UNKNOWN.to_owned(), first_seen: true }),
    }
}

/// As it stands in a policy: `[[first-seen]] body/, section cyber`.
pub(super) fn describe(line: &FirstSeen) -> String {
    let section = line.section.as_ref().map(|section| format!("section {section}"));
    let parts: Vec<String> = line.rule.clone().into_iter().chain(section).collect();
    format!("[[first-seen]] {}", parts.join(", ")).trim_end().to_owned()
}

/// The line that speaks for a finding, chosen as among overrides: the narrowest, of two that are equally narrow the later.
fn narrowest<'p>(lines: &'p [FirstSeen], finding: &Finding) -> Option<&'p FirstSeen> {
    let width = |line: &FirstSeen| {
        let rule = match line.rule.as_deref() {
            None => 0,
            Some(rule) if rule == finding.rule.id() => 2,
            Some(rule) if rule == family(finding.rule.id()) => 1,
            Some(_) => return None,
        };
        let here = line.section.as_ref().is_none_or(|section| *section == finding.section);
        here.then_some((usize::from(line.section.is_some()), rule))
    };
    let fitting = lines.iter().filter_map(|line| Some((width(line)?, line)));
    fitting.max_by_key(|&(width, line)| (width, line.line)).map(|(_, line)| line)
}
