//! The gates of `kidd diff`: what lets a script stop.

use crate::compare::{Comparison, Rule};
pub(super) use crate::policy::nearest;
use crate::{Error, Result, Weight};

/// What must not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gate {
    /// A finding of this weight or a heavier one.
    Weight(Weight),
    /// A finding of this rule (`pledge/dropped`).
    Rule(String),
    /// A finding of any rule of this family (`pledge/`).
    Family(String),
}

impl Gate {
    /// Reads what follows `--fail-on`; a name that is no weight, rule or family of rules is an error.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let rules: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        if let Some(weight) = Weight::named(text) {
            return Ok(Self::Weight(weight));
        }
        if rules.contains(&text) {
            return Ok(Self::Rule(text.to_owned()));
        }
        let family = text.trim_end_matches(['*', '/']);
        if rules.iter().any(|rule| rule.split('/').next() == Some(family)) {
            return Ok(Self::Family(family.to_owned()));
        }
        let families = rules.iter().filter_map(|rule| rule.split('/').next());
        let weights = Weight::ALL.into_iter().flat_map(|weight| [weight.word(), weight.level()]);
        let known = weights.chain(rules.iter().copied()).chain(families);
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
            Self::Rule(rule) => finding.rule == rule,
            Self::Family(family) => finding.rule.split('/').next() == Some(family),
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
        check("pledge/dropped", Gate::Rule("pledge/dropped".into()));
        check("pledge/", Gate::Family("pledge".into()));
        check("pledge/*", Gate::Family("pledge".into()));
        check("warning/", Gate::Family("warning".into()));
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
