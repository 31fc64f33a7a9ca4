//! Which line of a policy decides about a finding.

use super::model::{Override, Policy, Setting};
use super::quoted::Words;
use super::rule_list::family;
use super::verdict::Decision;
use crate::statement::Statement;
use crate::{Side, Sides, Weight};

/// What of a finding a policy can ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub rule: &'a str,
    /// The weight that the rules give.
    pub weight: Weight,
    pub section: Option<&'a str>,
    pub quote: Sides<Option<&'a str>>,
    /// The sentences that are quoted.
    pub sentence: Sides<Option<usize>>,
    pub statements: Sides<&'a Statement>,
}

/// The level of a finding, and what decided.
pub(super) fn decide(asked: Asked<'_>, policy: &Policy) -> (Setting, Decision) {
    let decided = said(asked, policy);
    // Words that only look like those of a line make a finding graver, never lighter.
    let alike = narrowest(policy, asked, Words::may_be_in).filter(|line| line.level > decided.0);
    alike.map_or(decided, |line| (line.level, Decision::Line { line: line.line, what: describe(line) }))
}

/// What the line says that speaks of a finding in so many words.
fn said(asked: Asked<'_>, policy: &Policy) -> (Setting, Decision) {
    if let Some(line) = narrowest(policy, asked, Words::are_in) {
        return (line.level, Decision::Line { line: line.line, what: describe(line) });
    }
    let family = family(asked.rule);
    let line = policy.levels.iter().find(|line| line.rule == asked.rule);
    match line.or_else(|| policy.levels.iter().find(|line| line.rule == family)) {
        Some(line) => {
            (line.level, Decision::Line { line: line.line, what: format!("[levels] {}", line.rule) })
        }
        None => (Setting::At(asked.weight), Decision::Rules),
    }
}

/// Of the overrides that speak for a finding the last of the narrowest.
fn narrowest<'p>(policy: &'p Policy, asked: Asked<'_>, holds: Holds) -> Option<&'p Override> {
    let fitting = policy.overrides.iter().filter_map(|line| Some((width(line, asked, holds)?, line)));
    fitting.max_by_key(|&(width, line)| (width, line.line)).map(|(_, line)| line)
}

/// Whether words stand in a text.
type Holds = fn(&Words, &str) -> bool;

/// As it stands in a policy: `[[override]] pledge/, section cyber`.
pub(super) fn describe(line: &Override) -> String {
    let named = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key} {value}"));
    let parts: Vec<String> = line
        .rule
        .clone()
        .into_iter()
        .chain(named("section", &line.section))
        .chain(named("body", &line.body))
        .chain(named("phrase", &line.phrase))
        .collect();
    format!("[[override]] {}", parts.join(", "))
}

/// How narrow an override is; `None` if it does not speak for this finding. First what narrows it, then the rule.
fn width(line: &Override, asked: Asked<'_>, holds: Holds) -> Option<(usize, usize)> {
    let rule = match &line.rule {
        None => 0,
        Some(rule) if rule == asked.rule => 2,
        Some(rule) if *rule == family(asked.rule) => 1,
        Some(_) => return None,
    };
    if let Some(section) = &line.section
        && asked.section != Some(section)
    {
        return None;
    }
    if let Some(phrase) = &line.phrase {
        let words = Words::new(phrase);
        let quotes = [asked.quote.before, asked.quote.after];
        if !quotes.into_iter().flatten().any(|quote| holds(&words, quote)) {
            return None;
        }
    }
    if let Some(body) = &line.body
        && !Side::BOTH.into_iter().any(|side| names(body, asked, side))
    {
        return None;
    }
    let narrowing = [&line.section, &line.body, &line.phrase];
    Some((narrowing.into_iter().flatten().count(), rule))
}

/// Whether the sentence that is quoted on this side names the body, or the quote is its name.
fn names(body: &str, asked: Asked<'_>, side: Side) -> bool {
    let words = Words::new(body);
    if asked.quote.of(side).is_some_and(|quote| words.are_in(quote)) {
        return true;
    }
    let Some(sentence) = *asked.sentence.of(side) else { return false };
    let statement = asked.statements.of(side);
    statement
        .bodies
        .iter()
        .chain(&statement.instruments)
        .filter(|entity| words.name(entity))
        .any(|entity| entity.mentions.iter().any(|mention| mention.sentence == sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which line decides about a dropped pledge in the section on cyber, and how.
    fn check(policy: &str, expected: (Setting, Option<usize>)) {
        let policy = Policy::parse("kidd.toml", &format!("policy = 1\n{policy}")).unwrap();
        let statement = Statement::default();
        let asked = Asked {
            rule: "pledge/dropped",
            weight: Weight::Notable,
            section: Some("cyber"),
            quote: Sides::new(Some("pledged to staff the CCWG"), None),
            sentence: Sides::new(None, None),
            statements: Sides::new(&statement, &statement),
        };
        let (level, decision) = decide(asked, &policy);
        let line = match decision {
            Decision::Line { line, .. } => Some(line),
            _ => None,
        };
        assert_eq!((level, line), expected, "{policy:?}");
    }

    #[test]
    fn the_narrowest_line_decides() {
        check("", (Setting::At(Weight::Notable), None));
        check("[levels]\n\"pledge/\" = \"note\"", (Setting::At(Weight::Minor), Some(3)));
        check(
            "[levels]\n\"pledge/\" = \"note\"\n\"pledge/dropped\" = \"error\"",
            (Setting::At(Weight::Key), Some(4)),
        );
        check("[levels]\n\"pledge/new\" = \"error\"", (Setting::At(Weight::Notable), None));
        let levels = "[levels]\n\"pledge/dropped\" = \"error\"\n";
        check(
            &format!("{levels}[[override]]\nsection = \"cyber\"\nlevel = \"off\""),
            (Setting::Off, Some(4)),
        );
        check(
            &format!("{levels}[[override]]\nsection = \"space\"\nlevel = \"off\""),
            (Setting::At(Weight::Key), Some(3)),
        );
        check(&format!("{levels}[[override]]\nbody = \"CCWG\"\nlevel = \"off\""), (Setting::Off, Some(4)));
        check(
            &format!("{levels}[[override]]\nphrase = \"to staff\"\nlevel = \"off\""),
            (Setting::Off, Some(4)),
        );
        check(
            &format!("{levels}[[override]]\nphrase = \"staffing\"\nlevel = \"off\""),
            (Setting::At(Weight::Key), Some(3)),
        );
    }

    #[test]
    fn of_two_overrides_the_narrower_and_then_the_later_decides() {
        let two = |one: &str, other: &str| {
            format!("[[override]]\nlevel = \"off\"\n{one}\n[[override]]\nlevel = \"note\"\n{other}")
        };
        check(&two("section = \"cyber\"", "section = \"cyber\""), (Setting::At(Weight::Minor), Some(5)));
        check(&two("section = \"cyber\"\nbody = \"CCWG\"", "section = \"cyber\""), (Setting::Off, Some(2)));
        check(
            &two("section = \"cyber\"\nrule = \"pledge/\"", "section = \"cyber\""),
            (Setting::Off, Some(2)),
        );
        check(
            &two("section = \"cyber\"\nrule = \"pledge/\"", "section = \"cyber\"\nrule = \"pledge/dropped\""),
            (Setting::At(Weight::Minor), Some(6)),
        );
        check(
            &two("section = \"cyber\"\nrule = \"pledge/dropped\"", "section = \"cyber\"\nbody = \"CCWG\""),
            (Setting::At(Weight::Minor), Some(6)),
        );
    }
}
