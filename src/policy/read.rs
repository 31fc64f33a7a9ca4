//! `kidd.toml` → [`Policy`], with the place of what is wrong and the nearest name that would be right.

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::model::{Breach, Budget, Keep, Kept, LevelLine, Override, Policy, Setting, Watch};
use super::{families, known, nearest};
use crate::compare::Level;
use crate::{Error, Result};

/// The keys of the file itself.
const TOP: &[&str] = &["policy", "fail-on", "levels", "override", "phrase", "keep", "budget"];

/// The keys of each kind of table.
const TABLES: &[(&str, &[&str])] = &[
    ("override", &["rule", "section", "body", "phrase", "level"]),
    ("phrase", &["phrase", "breach", "level"]),
    ("keep", &["pledge", "body", "level"]),
    ("budget", &["section", "changed", "level"]),
];

/// The longest phrase that can be watched, in bytes.
const MAX_PHRASE: usize = 300;

/// The most lines that a policy may have: beyond, it is a mistake or an attack.
const MAX_LINES: usize = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    policy: Spanned<u32>,
    fail_on: Option<FailOn>,
    #[serde(default)]
    r#override: Vec<Spanned<OverrideTable>>,
    #[serde(default)]
    phrase: Vec<Spanned<PhraseTable>>,
    #[serde(default)]
    keep: Vec<Spanned<KeepTable>>,
    #[serde(default)]
    budget: Vec<Spanned<BudgetTable>>,
    /// Read from the tree, which knows where each key stands.
    #[serde(default, rename = "levels")]
    _levels: IgnoredAny,
}

/// The lowest level at which a gate does not hold; a gate that never fails is none, so there is no `off`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FailOn {
    Note,
    Warning,
    Error,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideTable {
    rule: Option<Spanned<String>>,
    section: Option<String>,
    body: Option<String>,
    phrase: Option<Spanned<String>>,
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseTable {
    phrase: Spanned<String>,
    #[serde(default = "all_breaches")]
    breach: Vec<Breach>,
    #[serde(default = "error")]
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepTable {
    pledge: Option<Spanned<String>>,
    body: Option<Spanned<String>>,
    #[serde(default = "error")]
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetTable {
    section: Option<String>,
    changed: Spanned<u32>,
    #[serde(default = "warning")]
    level: Setting,
}

fn all_breaches() -> Vec<Breach> {
    vec![Breach::Missing, Breach::Changed, Breach::Weakened]
}

const fn error() -> Setting {
    Setting::Error
}

const fn warning() -> Setting {
    Setting::Warning
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
            fail_on: match file.fail_on {
                Some(FailOn::Note) => Level::Note,
                Some(FailOn::Warning) => Level::Warning,
                Some(FailOn::Error) | None => Level::Error,
            },
            levels: levels
                .into_iter()
                .map(|(rule, level, offset)| LevelLine { rule, level, line: line(offset) })
                .collect(),
            overrides: file
                .r#override
                .into_iter()
                .map(|table| an_override(table, &at, &line))
                .collect::<Result<_>>()?,
            watches: file
                .phrase
                .into_iter()
                .map(|table| a_watch(table, &at, &line))
                .collect::<Result<_>>()?,
            keeps: file.keep.into_iter().map(|table| a_keep(table, &at, &line)).collect::<Result<_>>()?,
            budgets: file
                .budget
                .into_iter()
                .map(|table| a_budget(table, &at, &line))
                .collect::<Result<_>>()?,
        })
    }

    /// Checks the sections that the policy names against those of the series that it is used on.
    ///
    /// # Errors
    /// A section that no series has, with the nearest that one has.
    pub fn check_sections(&self, sections: &[String]) -> Result<()> {
        let named = self.overrides.iter().map(|line| (line.section.as_ref(), line.line));
        let named = named.chain(self.budgets.iter().map(|line| (line.section.as_ref(), line.line)));
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

type At<'a> = &'a dyn Fn(usize, String) -> Error;
type Line<'a> = &'a dyn Fn(usize) -> usize;

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
                let level = setting(value.get_ref()).ok_or_else(|| {
                    at(value.span().start, "is no level".to_owned()).help("give off, note, warning or error")
                })?;
                levels.push((key.get_ref().to_string(), level, key.span().start));
            }
        }
    }
    levels.sort_by_key(|&(_, _, offset)| offset);
    Ok(levels)
}

fn setting(value: &DeValue<'_>) -> Option<Setting> {
    match value.as_str()? {
        "off" => Some(Setting::Off),
        "note" => Some(Setting::Note),
        "warning" => Some(Setting::Warning),
        "error" => Some(Setting::Error),
        _ => None,
    }
}

/// A rule or a family that a policy may set.
fn a_rule(name: &str, offset: usize, at: At<'_>) -> Result<()> {
    let rules = known();
    if let Some(rule) = rules.iter().find(|rule| rule.id == name) {
        return if rule.fixed {
            Err(at(offset, format!("the level of {name} cannot be changed")).help("take the line out"))
        } else {
            Ok(())
        };
    }
    let families = families();
    if families.iter().any(|family| family == name) {
        return Ok(());
    }
    let names = rules.iter().map(|rule| rule.id.as_str()).chain(families.iter().map(String::as_str));
    let help = match nearest(name, names) {
        Some(name) => format!("did you mean {name:?}?"),
        None => "`kidd rules` lists them".to_owned(),
    };
    Err(at(offset, format!("there is no rule {name:?}")).help(help))
}

fn an_override(table: Spanned<OverrideTable>, at: At<'_>, line: Line<'_>) -> Result<Override> {
    let offset = table.span().start;
    let OverrideTable { rule, section, body, phrase, level } = table.into_inner();
    if let Some(rule) = &rule {
        a_rule(rule.get_ref(), rule.span().start, at)?;
    }
    if let Some(phrase) = &phrase {
        a_phrase(phrase, at)?;
    }
    if section.is_none() && body.is_none() && phrase.is_none() {
        return Err(at(offset, "an [[override]] needs a section, a body or a phrase".to_owned())
            .help("[levels] sets a rule everywhere"));
    }
    Ok(Override {
        rule: rule.map(Spanned::into_inner),
        phrase: phrase.map(Spanned::into_inner),
        section,
        body,
        level,
        line: line(offset),
    })
}

fn a_watch(table: Spanned<PhraseTable>, at: At<'_>, line: Line<'_>) -> Result<Watch> {
    let offset = table.span().start;
    let PhraseTable { phrase, breach, level } = table.into_inner();
    a_phrase(&phrase, at)?;
    if breach.is_empty() {
        return Err(at(offset, "a [[phrase]] without a breach watches nothing".to_owned())
            .help("give missing, changed or weakened, or take `breach` out for all three"));
    }
    Ok(Watch { phrase: phrase.into_inner(), breach, level, line: line(offset) })
}

fn a_keep(table: Spanned<KeepTable>, at: At<'_>, line: Line<'_>) -> Result<Keep> {
    let offset = table.span().start;
    let KeepTable { pledge, body, level } = table.into_inner();
    let what = match (pledge, body) {
        (Some(pledge), None) => {
            a_phrase(&pledge, at)?;
            Kept::Pledge(pledge.into_inner())
        }
        (None, Some(body)) => {
            a_phrase(&body, at)?;
            Kept::Body(body.into_inner())
        }
        _ => {
            return Err(at(offset, "a [[keep]] has either a pledge or a body".to_owned())
                .help("write two of them for two things"));
        }
    };
    Ok(Keep { what, level, line: line(offset) })
}

fn a_budget(table: Spanned<BudgetTable>, at: At<'_>, line: Line<'_>) -> Result<Budget> {
    let offset = table.span().start;
    let BudgetTable { section, changed, level } = table.into_inner();
    if *changed.get_ref() > 100 {
        let message = format!("{} is no share of a section", changed.get_ref());
        return Err(at(changed.span().start, message).help("give per cent, 0 to 100"));
    }
    Ok(Budget { section, changed: changed.into_inner(), level, line: line(offset) })
}

fn a_phrase(phrase: &Spanned<String>, at: At<'_>) -> Result<()> {
    let text = phrase.get_ref();
    if !text.contains(char::is_alphanumeric) {
        return Err(at(phrase.span().start, "holds no word".to_owned())
            .help("give the words as they stand in the text"));
    }
    if text.len() > MAX_PHRASE {
        return Err(at(phrase.span().start, format!("is longer than {MAX_PHRASE} bytes"))
            .help("give the words that matter"));
    }
    Ok(())
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
    use super::super::TEMPLATE;
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
             [[phrase]]\nphrase = \"ironclad\"\n[[keep]]\nbody = \"CCWG\"\n[[budget]]\nchanged = 40\n",
        )
        .unwrap();
        assert_eq!(policy.fail_on, Level::Warning);
        let lines: Vec<(&str, usize)> =
            policy.levels.iter().map(|line| (line.rule.as_str(), line.line)).collect();
        assert_eq!(lines, [("pledge/", 4), ("body/new", 5)]);
        assert_eq!((policy.overrides[0].line, policy.overrides[0].level), (6, Setting::Note));
        assert_eq!((policy.watches[0].line, policy.watches[0].breach.len()), (10, 3));
        assert_eq!(policy.keeps[0].what, Kept::Body("CCWG".into()));
        assert_eq!((policy.budgets[0].line, policy.budgets[0].level), (14, Setting::Warning));
    }

    #[test]
    fn an_unknown_section_is_named_once_the_series_is_known() {
        let policy =
            Policy::parse("kidd.toml", "policy = 1\n[[budget]]\nsection = \"cybr\"\nchanged = 1").unwrap();
        let error = policy.check_sections(&["cyber".into(), "space".into()]).unwrap_err().to_string();
        assert_eq!(error, "kidd.toml:2: there is no section \"cybr\"; did you mean \"cyber\"?");
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
        assert!(!policy.overrides.is_empty() && !policy.keeps.is_empty() && !policy.budgets.is_empty());
    }
}
