//! `kidd.toml` → [`Policy`], with the place of what is wrong and the nearest name that would be right.

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;
use toml::de::DeTable;

use super::model::{LevelLine, Policy, Setting};
use super::nearest;
use super::tables::{
    At, BudgetTable, FirstSeenTable, KeepTable, OverrideTable, PhraseTable, a_budget, a_first_seen, a_keep,
    a_rule, a_watch, an_override,
};
use crate::{Error, Result, Weight};

/// The keys of the file itself.
const TOP: &[&str] = &[
    "policy",
    "fail-on",
    "accept-in-branch",
    "levels",
    "override",
    "phrase",
    "keep",
    "budget",
    "first-seen",
];

/// The keys of each kind of table.
const TABLES: &[(&str, &[&str])] = &[
    ("override", &["rule", "section", "body", "phrase", "level"]),
    ("phrase", &["phrase", "breach", "level"]),
    ("keep", &["pledge", "body", "level"]),
    ("budget", &["section", "changed", "level"]),
    ("first-seen", &["rule", "section", "level"]),
];

/// The most lines that a policy may have: beyond, it is a mistake or an attack.
const MAX_LINES: usize = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    policy: Spanned<u32>,
    fail_on: Option<FailOn>,
    #[serde(default)]
    accept_in_branch: bool,
    #[serde(default)]
    r#override: Vec<Spanned<OverrideTable>>,
    #[serde(default)]
    phrase: Vec<Spanned<PhraseTable>>,
    #[serde(default)]
    keep: Vec<Spanned<KeepTable>>,
    #[serde(default)]
    budget: Vec<Spanned<BudgetTable>>,
    #[serde(default)]
    first_seen: Vec<Spanned<FirstSeenTable>>,
    /// Read from the tree, which knows where each key stands.
    #[serde(default, rename = "levels")]
    _levels: IgnoredAny,
}

/// The lowest level at which a gate does not hold; a gate that never fails is none, so there is no `off`.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct FailOn(Weight);

impl TryFrom<String> for FailOn {
    type Error = String;

    fn try_from(text: String) -> std::result::Result<Self, String> {
        let unknown = || format!("unknown variant `{text}`, expected one of `note`, `warning`, `error`");
        Weight::named(&text).map(Self).ok_or_else(unknown)
    }
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// Broken TOML, a wrong version, a key, rule or level that is not known: with line, column and the nearest name.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let at = |offset: usize, message: String| placed(origin, text, offset, message);
        let located = |error: &toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(offset, error.message().trim().replace('\n', " "))
        };
        if text.lines().count() > MAX_LINES {
            return Err(at(0, format!("has more than {MAX_LINES} lines, the most that a policy may have")));
        }
        let tree = DeTable::parse(text).map_err(|error| located(&error))?;
        let levels = keys(tree.get_ref(), &at)?;
        let file: File = toml::from_str(text).map_err(|error| located(&error))?;
        if *file.policy.get_ref() != 1 {
            let message =
                format!("policy = {} is not a version that this program reads", file.policy.get_ref());
            return Err(at(file.policy.span().start, message).help("write `policy = 1`"));
        }
        let line = |offset: usize| line_column(text, offset).0;
        Ok(Self {
            origin: Some(origin.to_owned()),
            fail_on: file.fail_on.map_or(Weight::Key, |FailOn(weight)| weight),
            accept_in_branch: file.accept_in_branch,
            levels: levels
                .into_iter()
                .map(|(rule, level, offset)| LevelLine { rule, level, line: line(offset) })
                .collect(),
            overrides: each(file.r#override, |table| an_override(table, &at, &line))?,
            watches: each(file.phrase, |table| a_watch(table, &at, &line))?,
            keeps: each(file.keep, |table| a_keep(table, &at, &line))?,
            budgets: each(file.budget, |table| a_budget(table, &at, &line))?,
            first_seen: each(file.first_seen, |table| a_first_seen(table, &at, &line))?,
        })
    }

    /// Checks the sections that the policy names against those of the series that it is used on.
    ///
    /// # Errors
    /// A section that no series has, with the nearest that one has.
    pub fn check_sections(&self, sections: &[String]) -> Result<()> {
        let named = self.overrides.iter().map(|line| (line.section.as_ref(), line.line));
        let named = named.chain(self.budgets.iter().map(|line| (line.section.as_ref(), line.line)));
        let named = named.chain(self.first_seen.iter().map(|line| (line.section.as_ref(), line.line)));
        for (section, line) in named {
            let Some(section) = section.filter(|section| !sections.contains(section)) else { continue };
            let error = Error::new(format!("there is no section {section:?}"))
                .at(self.origin.clone().unwrap_or_default())
                .line(line);
            return Err(error.help(match nearest(section, sections.iter().map(String::as_str)) {
                Some(name) => format!("did you mean {name:?}?"),
                None => format!("the sections are {}", sections.join(", ")),
            }));
        }
        Ok(())
    }
}

/// Reads each table of a kind, up to the first that is wrong.
fn each<T, L>(tables: Vec<Spanned<T>>, read: impl FnMut(Spanned<T>) -> Result<L>) -> Result<Vec<L>> {
    tables.into_iter().map(read).collect()
}

/// Checks every key and reads `[levels]`, in the order of the file.
fn keys(file: &DeTable<'_>, at: At<'_>) -> Result<Vec<(String, Setting, usize)>> {
    let unknown = |key: &str, offset: usize, known: &[&str]| {
        let help = match nearest(key, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys here are {}", known.join(", ")),
        };
        at(offset, format!("there is no key `{key}`")).help(help)
    };
    let mut levels = Vec::new();
    for (key, value) in file {
        let name: &str = key.get_ref();
        if !TOP.contains(&name) {
            return Err(unknown(name, key.span().start, TOP));
        }
        if let Some((_, inner)) = TABLES.iter().find(|(table, _)| *table == name) {
            for table in value.get_ref().as_array().into_iter().flatten() {
                for (key, _) in table.get_ref().as_table().into_iter().flatten() {
                    if !inner.contains(&key.get_ref().as_ref()) {
                        return Err(unknown(key.get_ref(), key.span().start, inner));
                    }
                }
            }
        }
        if name == "levels" {
            for (key, value) in value.get_ref().as_table().into_iter().flatten() {
                a_rule(key.get_ref(), key.span().start, at)?;
                let level = value.get_ref().as_str().and_then(Setting::named).ok_or_else(|| {
                    at(value.span().start, "is no level".to_owned()).help("give off, note, warning or error")
                })?;
                levels.push((key.get_ref().to_string(), level, key.span().start));
            }
        }
    }
    levels.sort_by_key(|&(_, _, offset)| offset);
    Ok(levels)
}

/// An error at a byte of a file.
pub(super) fn placed(origin: &str, text: &str, offset: usize, message: String) -> Error {
    let (line, column) = line_column(text, offset);
    Error::new(message).at(origin).line(line).column(column)
}

/// Line and column of a byte, counted from 1.
pub(super) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    (line, before.chars().rev().take_while(|&c| c != '\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::super::{Kept, TEMPLATE};
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(
            Policy::parse("kidd.toml", text).unwrap_err().to_string(),
            format!("kidd.toml:{expected}")
        );
    }

    #[test]
    fn what_is_wrong_has_line_column_and_the_nearest_name() {
        check("policy = 1\nlevel = 3", "2:1: there is no key `level`; did you mean `levels`?");
        check(
            "policy = 1\n\n[[phrase]]\nphrase = \"ironclad\"\nbreech = [\"missing\"]",
            "5:1: there is no key `breech`; did you mean `breach`?",
        );
        check(
            "policy = 1\n[levels]\n\"pledge/droped\" = \"error\"",
            "3:1: there is no rule \"pledge/droped\"; did you mean \"pledge/dropped\"?",
        );
        check(
            "policy = 1\n[levels]\n\"pledge/dropped\" = \"fatal\"",
            "3:20: is no level; give off, note, warning or error",
        );
        check("policy = 2", "1:10: policy = 2 is not a version that this program reads; write `policy = 1`");
        check(
            "policy = 1\n[levels]\n\"archive/history\" = \"off\"",
            "3:1: the level of archive/history cannot be changed; take the line out",
        );
        check(
            "policy = 1\n[[budget]]\nchanged = 101",
            "3:11: 101 is no share of a section; give per cent, 0 to 100",
        );
        check(
            "policy = 1\n[[phrase]]\nphrase = \" - \"",
            "3:10: holds no word; give the words as they stand in the text",
        );
        check(
            "policy = 1\n[[keep]]\nlevel = \"error\"",
            "2:1: a [[keep]] has either a pledge or a body; write two of them for two things",
        );
        check(
            "policy = 1\n[[override]]\nrule = \"pledge/\"\nlevel = \"off\"",
            "2:1: an [[override]] needs a section, a body or a phrase; [levels] sets a rule everywhere",
        );
        check(
            "policy = 1\n[[first-seen]]\nphrase = \"x\"",
            "3:1: there is no key `phrase`; the keys here are rule, section, level",
        );
        check(
            "policy = 1\n[[first-seen]]\nrule = \"body/knew\"",
            "3:8: there is no rule \"body/knew\"; did you mean \"body/new\"?",
        );
        for never in ["deadline/", "body/dropped", "policy/first-seen"] {
            check(
                &format!("policy = 1\n[[first-seen]]\nrule = \"{never}\""),
                &format!(
                    "3:8: \"{never}\" never tells what is first seen; give a rule that does (\"body/new\"), a family \
                     (\"pledge/\"), or none"
                ),
            );
        }
        check(
            "policy = 1\n[[phrase]]\nphrase = \"x\"\nbreach = [\"first seen\"]",
            "4:11: unknown variant `first seen`, expected one of `missing`, `changed`, `weakened`, `first-seen`",
        );
        check("policy = 1\n[first-seen]\nrule = \"body/\"", "2:1: invalid type: map, expected a sequence");
    }

    #[test]
    fn broken_toml_and_a_missing_version_are_errors_with_a_line() {
        for text in
            ["policy = ", "x", "policy = 1\nfail-on = \"off\"", "[levels]\n", "policy = 1\n[[budget]]"]
        {
            let error = Policy::parse("kidd.toml", text).unwrap_err().to_string();
            assert!(error.starts_with("kidd.toml:"), "{error}");
        }
    }

    #[test]
    fn every_kind_of_line_is_read_with_its_place() {
        let policy = Policy::parse(
            "kidd.toml",
            "policy = 1\nfail-on = \"warning\"\n[levels]\n\"pledge/\" = \"error\"\n\"body/new\" = \"off\"\n\
             [[override]]\nrule = \"pledge/dropped\"\nsection = \"cyber\"\nlevel = \"note\"\n\
             [[phrase]]\nphrase = \"ironclad\"\n[[keep]]\nbody = \"CCWG\"\n[[budget]]\nchanged = 40\n\
             [[first-seen]]\n[[first-seen]]\nrule = \"body/\"\nsection = \"cyber\"\nlevel = \"off\"\n",
        )
        .unwrap();
        assert_eq!(policy.fail_on, Weight::Notable);
        let lines: Vec<(&str, usize)> =
            policy.levels.iter().map(|line| (line.rule.as_str(), line.line)).collect();
        assert_eq!(lines, [("pledge/", 4), ("body/new", 5)]);
        assert_eq!((policy.overrides[0].line, policy.overrides[0].level), (6, Setting::At(Weight::Minor)));
        assert_eq!((policy.watches[0].line, policy.watches[0].breach.len()), (10, 3));
        assert_eq!(policy.keeps[0].what, Kept::Body("CCWG".into()));
        assert_eq!((policy.budgets[0].line, policy.budgets[0].level), (14, Setting::At(Weight::Notable)));
        let first_seen: Vec<(usize, Setting)> =
            policy.first_seen.iter().map(|line| (line.line, line.level)).collect();
        assert_eq!(first_seen, [(16, Setting::At(Weight::Key)), (17, Setting::Off)]);
        assert_eq!(policy.first_seen[1].rule.as_deref(), Some("body/"));
    }

    #[test]
    fn an_unknown_section_is_named_once_the_series_is_known() {
        let policy =
            Policy::parse("kidd.toml", "policy = 1\n[[budget]]\nsection = \"cybr\"\nchanged = 1").unwrap();
        let error = policy.check_sections(&["cyber".into(), "space".into()]).unwrap_err().to_string();
        assert_eq!(error, "kidd.toml:2: there is no section \"cybr\"; did you mean \"cyber\"?");
        let policy = Policy::parse("kidd.toml", "policy = 1\n\n[[first-seen]]\nsection = \"spice\"").unwrap();
        let error = policy.check_sections(&["cyber".into(), "space".into()]).unwrap_err().to_string();
        assert_eq!(error, "kidd.toml:3: there is no section \"spice\"; did you mean \"space\"?");
    }

    #[test]
    fn the_template_is_a_policy_and_so_is_it_without_its_comment_marks() {
        Policy::parse("kidd.toml", TEMPLATE).unwrap();
        let bare: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_ne!(bare, TEMPLATE);
        let policy = Policy::parse("kidd.toml", &bare).unwrap();
        assert!(!policy.overrides.is_empty() && !policy.keeps.is_empty());
        assert!(!policy.budgets.is_empty() && !policy.first_seen.is_empty() && policy.asks_the_past());
    }
}
