//! The rules of findings, with the examples that the tests hold them against.

use std::io::{self, Write};
use std::sync::LazyLock;

use serde::Deserialize;

use super::marks::weight_tone;
use crate::policy::{KnownRule, Policy, Setting};
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};

/// Columns of the longest weight and the gap behind it.
const WEIGHT: usize = 9;

/// Columns of the longest rule and the gap behind it.
const RULE: usize = WEIGHT + 25;

/// Writes one line a rule: its weight by the policy, its id, what it says.
///
/// # Errors
/// Those of the writer.
pub fn rules(
    writer: &mut dyn Write,
    rules: &[&KnownRule],
    policy: &Policy,
    layout: &Layout,
) -> io::Result<()> {
    for rule in rules {
        let mut line = match setting(rule, policy) {
            Some(Setting::Off) => Rich::of(Tone::Dim, "off"),
            Some(Setting::At(weight)) => Rich::of(weight_tone(weight), weight.word()),
            None => Rich::of(weight_tone(rule.weight), rule.weight.word()),
        };
        line.pad_to(WEIGHT).push(Tone::Strong, &rule.id);
        line.pad_to(RULE).plain(&message(rule));
        line.write(writer, layout, Indent { first: 0, rest: RULE })?;
    }
    Ok(())
}

/// Explains a rule, with an example where the tests have one.
///
/// # Errors
/// Those of the writer.
pub fn rule(writer: &mut dyn Write, rule: &KnownRule, policy: &Policy, layout: &Layout) -> io::Result<()> {
    let paragraph = |writer: &mut dyn Write, tone: Tone, text: &str| {
        Rich::of(tone, text).write(writer, layout, Indent::all(0))
    };
    paragraph(writer, Tone::Strong, &rule.id)?;
    paragraph(writer, Tone::Plain, &format!("{}.", capital(&message(rule))))?;
    paragraph(writer, Tone::Plain, &rule.help)?;
    writeln!(writer)?;
    let mut weight = format!("Weight: {} ({} to a gate)", rule.weight.word(), rule.weight.level());
    if let Some(set) = setting(rule, policy) {
        weight.push_str(&format!(
            "; {} says {}",
            policy.origin.as_deref().unwrap_or("the policy"),
            set.word()
        ));
    }
    if rule.fixed {
        weight.push_str("; no policy can change it");
    }
    paragraph(writer, Tone::Plain, &format!("{weight}."))?;
    if let Some((salience, fit)) = rule.rank {
        let text = format!(
            "Rank: {salience} (higher stands first). Fit: {fit} (of rules that explain the same words the highest is told)."
        );
        paragraph(writer, Tone::Plain, &text)?;
    }
    if let Some(example) = EXAMPLES.iter().find(|example| example.rule == rule.id) {
        writeln!(writer)?;
        paragraph(writer, Tone::Strong, "Example")?;
        for (label, tone, text) in
            [("before  ", Tone::Plain, &example.old), ("after   ", Tone::Plain, &example.new)]
        {
            let text = if text.is_empty() { "(nothing)" } else { text };
            Rich::of(tone, &format!("{label}{text}")).write(writer, layout, Indent { first: 2, rest: 10 })?;
        }
    }
    Ok(())
}

/// What a policy says of a rule wherever it fires.
fn setting(rule: &KnownRule, policy: &Policy) -> Option<Setting> {
    let family = rule.id.split_once('/').map(|(family, _)| format!("{family}/"));
    let line = policy.levels.iter().find(|line| line.rule == rule.id);
    let line = line.or_else(|| policy.levels.iter().find(|line| Some(&line.rule) == family.as_ref()));
    line.filter(|_| !rule.fixed).map(|line| line.level)
}

fn message(rule: &KnownRule) -> String {
    rule.message.replace(": {subject}", "")
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A before/after case of the tests.
#[derive(Deserialize)]
struct Example {
    rule: String,
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

#[derive(Deserialize)]
struct Examples {
    case: Vec<Example>,
}

/// The cases that the tests hold the rules against: an example that stopped being one fails there.
static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let text = include_str!("../../../tests/cases/findings.toml");
    toml::from_str::<Examples>(text).map(|file| file.case).unwrap_or_default()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_cases_of_rules() {
        assert!(EXAMPLES.len() > 20);
        for example in EXAMPLES.iter() {
            assert!(crate::policy::known().iter().any(|rule| rule.id == example.rule), "{}", example.rule);
        }
    }
}
