//! The gates of `kidd diff`: what lets a script stop.

use crate::compare::{ChangeKind, Comparison, Level};
use crate::{Error, Result};

/// Every rule that a finding can have.
const RULES: &[&str] = &[
    "assurance/dropped",
    "assurance/fulfilled",
    "assurance/new",
    "assurance/reworded",
    "assurance/strengthened",
    "assurance/weakened",
    "body/dropped",
    "body/new",
    "body/renamed",
    "deadline/changed",
    "deadline/dropped",
    "deadline/new",
    "header/changed",
    "instrument/dropped",
    "instrument/new",
    "instrument/renamed",
    "item/changed",
    "item/dropped",
    "item/new",
    "modifier/gained",
    "modifier/lost",
    "phrase/changed",
    "phrase/dropped",
    "phrase/new",
    "pledge/dropped",
    "pledge/fulfilled",
    "pledge/new",
    "pledge/reworded",
    "pledge/strengthened",
    "pledge/weakened",
    "schedule/dropped",
    "schedule/fulfilled",
    "schedule/new",
    "schedule/reworded",
    "schedule/strengthened",
    "schedule/weakened",
    "section/dropped",
    "section/moved",
    "section/new",
    "speaker/changed",
    "text/hidden-character",
    "warning/dropped",
    "warning/fulfilled",
    "warning/new",
    "warning/reworded",
    "warning/strengthened",
    "warning/weakened",
];

/// What must not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gate {
    /// A finding of this level or a higher one.
    Level(Level),
    /// A finding of this rule (`pledge/dropped`).
    Rule(String),
    /// A finding of any rule of this family (`pledge/`).
    Family(String),
}

impl Gate {
    /// Reads what follows `--fail-on`; a name that is no level, rule or family of rules is an error.
    pub(super) fn parse(text: &str) -> Result<Self> {
        Self::among(text, RULES)
    }

    fn among(text: &str, rules: &[&str]) -> Result<Self> {
        let level = match text {
            "note" => Some(Level::Note),
            "warning" => Some(Level::Warning),
            "error" => Some(Level::Error),
            _ => None,
        };
        if let Some(level) = level {
            return Ok(Self::Level(level));
        }
        if rules.contains(&text) {
            return Ok(Self::Rule(text.to_owned()));
        }
        let family = text.trim_end_matches(['*', '/']);
        if rules.iter().any(|rule| rule.split('/').next() == Some(family)) {
            return Ok(Self::Family(family.to_owned()));
        }
        let families = rules.iter().filter_map(|rule| rule.split('/').next());
        let known = ["note", "warning", "error"].into_iter().chain(rules.iter().copied()).chain(families);
        Err(Error::new(format!("--fail-on {text}: there is no such rule or level")).help(
            nearest(text, known).map_or_else(
                || {
                    "give a rule (pledge/dropped), a family (pledge/) or a level (note, warning, error)"
                        .to_owned()
                },
                |name| format!("did you mean {name}?"),
            ),
        ))
    }

    /// Whether the comparison holds what this gate forbids.
    pub(super) fn fails(&self, comparison: &Comparison<'_>) -> bool {
        comparison.findings.iter().any(|finding| match self {
            Self::Level(level) => finding.level >= *level,
            Self::Rule(rule) => finding.rule == rule,
            Self::Family(family) => finding.rule.split('/').next() == Some(family),
        })
    }
}

/// Whether anything differs but noise.
pub(super) fn changed(comparison: &Comparison<'_>) -> bool {
    !comparison.header.is_empty()
        || comparison.changes.iter().any(|change| change.moved || change.kind != ChangeKind::Same)
}

/// The name that a person most likely meant, if one is near enough to be offered.
pub(super) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro-Winkler similarity, 0 to 1, below which a name is no help; by trial on mistyped rule and edition names.
    const NEAR: f64 = 0.75;
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let similarity = strsim::jaro_winkler(text, name);
        if similarity >= NEAR && best.is_none_or(|(highest, _)| similarity > highest) {
            best = Some((similarity, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_is_a_level_a_rule_or_a_family() {
        let check = |text: &str, expected: Gate| assert_eq!(Gate::parse(text).unwrap(), expected, "{text}");
        check("error", Gate::Level(Level::Error));
        check("warning", Gate::Level(Level::Warning));
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
            "--fail-on pledge/droped: there is no such rule or level; did you mean pledge/dropped?",
        );
        check("eror", "--fail-on eror: there is no such rule or level; did you mean error?");
        check(
            "",
            "--fail-on : there is no such rule or level; give a rule (pledge/dropped), a family (pledge/) or a level \
             (note, warning, error)",
        );
    }
}
