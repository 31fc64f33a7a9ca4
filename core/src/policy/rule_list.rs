//! Every rule that a finding can have: those of comparisons and those of the gate.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Weight;
use crate::series;

/// A rule that a finding can have: those of a comparison, and those of a gate.
#[derive(Debug, Clone)]
pub struct KnownRule {
    /// `pledge/dropped`
    pub id: String,
    /// How much it matters unless a policy says otherwise.
    pub weight: Weight,
    /// One sentence; `{subject}` stands for what it is about.
    pub message: String,
    /// What it means and what to do.
    pub help: String,
    /// Rank and fit, for findings of a comparison.
    pub rank: Option<(i32, i32)>,
    /// Whether no policy can change its level.
    pub fixed: bool,
}

/// Every rule, those of comparisons first.
pub fn known() -> &'static [KnownRule] {
    &KNOWN
}

/// Every family with its slash: `pledge/`.
pub fn families() -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for rule in known() {
        let family = family(&rule.id);
        if families.last() != Some(&family) && !families.contains(&family) {
            families.push(family);
        }
    }
    families
}

/// The name that a person most likely meant, if one is near enough to be offered.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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

/// `pledge/dropped` → `pledge/`
pub(super) fn family(rule: &str) -> String {
    rule.split_once('/').map_or_else(|| rule.to_owned(), |(family, _)| format!("{family}/"))
}

/// The rule with this id.
pub(super) fn rule(id: &str) -> Option<&'static KnownRule> {
    known().iter().find(|rule| rule.id == id)
}

static KNOWN: LazyLock<Vec<KnownRule>> = LazyLock::new(|| {
    // Tests read both tables that ship; without them there would be no rule at all.
    let general = series::general().unwrap_or_default();
    let comparison = general.finding.iter().map(|row| KnownRule {
        id: row.id.to_string(),
        weight: row.weight,
        message: row.message.clone(),
        help: row.help.clone(),
        rank: Some((row.salience, row.fit)),
        fixed: false,
    });
    let gate = gate_rules().into_iter().map(|rule| KnownRule {
        id: rule.id,
        weight: rule.weight,
        message: rule.message,
        help: rule.help,
        rank: None,
        fixed: rule.fixed,
    });
    comparison.chain(gate).collect()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<GateRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GateRule {
    id: String,
    weight: Weight,
    message: String,
    help: String,
    #[serde(default)]
    fixed: bool,
}

fn gate_rules() -> Vec<GateRule> {
    toml::from_str::<File>(include_str!("rules.toml")).map(|file| file.rule).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_gate_is_read_and_no_rule_stands_there_twice() {
        toml::from_str::<File>(include_str!("rules.toml")).unwrap();
        let ids: Vec<&str> = known().iter().map(|rule| rule.id.as_str()).collect();
        for (position, id) in ids.iter().enumerate() {
            assert!(!ids[..position].contains(id), "{id}");
        }
        assert!(ids.contains(&"pledge/dropped") && ids.contains(&"archive/history"));
    }

    #[test]
    fn families_end_in_a_slash() {
        let families = families();
        assert!(families.contains(&"pledge/".to_owned()) && families.contains(&"archive/".to_owned()));
        assert_eq!(nearest("pledge/droped", ["body/new", "pledge/dropped"]), Some("pledge/dropped"));
    }
}
