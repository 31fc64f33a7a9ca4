//! What the newer edition has and no edition before.

use super::judging::{Breached, Judging};
use super::model::{FirstSeen, Policy};
use super::rule_list::family;
use crate::compare::Finding;

pub(super) fn find(judging: &mut Judging<'_>, policy: &Policy) {
    let comparison = judging.comparison;
    for finding in &comparison.findings {
        let Some(history) = finding.history.as_ref().filter(|history| history.first_seen) else { continue };
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
            history: Some(history.told.clone()),
        });
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
