//! What follows `--fail-on` of `kidd diff`: the findings that let a script stop.

use crate::compare::Comparison;
use crate::policy::known;
use crate::policy::nearest;
use crate::{Error, Family, Result, Rule, Weight};

/// What must not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gate {
    /// A finding of this weight or a heavier one.
    Weight(Weight),
    /// A finding of this rule (`pledge/dropped`).
    Rule(Rule),
    /// A finding of any rule of this family (`pledge/`).
    Family(Family),
}

impl Gate {
    /// Reads what follows `--fail-on`; a name that is no weight, rule or family of rules is an error.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let rules: Vec<Rule> = known().iter().filter_map(|rule| Rule::named(&rule.id)).collect();
        if let Some(weight) = Weight::named(text) {
            return Ok(Self::Weight(weight));
        }
        if let Some(rule) = rules.iter().find(|rule| rule.id() == text) {
            return Ok(Self::Rule(*rule));
        }
        let family = text.trim_end_matches(['*', '/']);
        if let Some(rule) = rules.iter().find(|rule| rule.family.word() == family) {
            return Ok(Self::Family(rule.family));
        }
        let families = rules.iter().map(|rule| rule.family.word());
        let weights = Weight::ALL.into_iter().flat_map(|weight| [weight.word(), weight.level()]);
        let known = weights.chain(rules.iter().map(|rule| rule.id())).chain(families);
        Err(Error::new(format!("--fail-on {text}: there is no such rule or weight")).help(
            nearest(text, known).map_or_else(
                || {
                    "give a rule (pledge/dropped), a family (pledge/) or a weight (key, notable, minor)"
                        .to_owned()
                },
                |name| format!("did you mean {name}?"),
            ),
        ))
    }

    /// Whether the comparison holds what this gate forbids.
    pub(super) fn fails(&self, comparison: &Comparison<'_>) -> bool {
        comparison.findings.iter().any(|finding| match self {
            Self::Weight(weight) => finding.weight >= *weight,
            Self::Rule(rule) => finding.rule == *rule,
            Self::Family(family) => finding.rule.family == *family,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_is_a_weight_a_rule_or_a_family() {
        let check = |text: &str, expected: Gate| assert_eq!(Gate::parse(text).unwrap(), expected, "{text}");
        check("key", Gate::Weight(Weight::Key));
        check("minor", Gate::Weight(Weight::Minor));
        check("error", Gate::Weight(Weight::Key));
        check("warning", Gate::Weight(Weight::Notable));
        check("pledge/dropped", Gate::Rule(Rule::new(Family::Pledge, crate::Fate::Dropped)));
        check("pledge/", Gate::Family(Family::Pledge));
        check("pledge/*", Gate::Family(Family::Pledge));
        check("warning/", Gate::Family(Family::Warning));
    }

    #[test]
    fn an_unknown_gate_names_the_nearest() {
        let check =
            |text: &str, expected: &str| assert_eq!(Gate::parse(text).unwrap_err().to_string(), expected);
        check(
            "pledge/droped",
            "--fail-on pledge/droped: there is no such rule or weight; did you mean pledge/dropped?",
        );
        check("eror", "--fail-on eror: there is no such rule or weight; did you mean error?");
        check(
            "",
            "--fail-on : there is no such rule or weight; give a rule (pledge/dropped), a family (pledge/) or a weight \
             (key, notable, minor)",
        );
    }
}
