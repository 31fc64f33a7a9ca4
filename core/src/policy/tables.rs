//! The tables of a policy: what each may hold, and what is wrong with it.

use serde::Deserialize;
use toml::Spanned;

use super::model::{Breach, Budget, FirstSeen, Keep, Kept, Override, Setting, Watch};
use super::rule_list::family;
use super::{families, known, nearest};
use crate::drift::may_be_first_seen;
use crate::{Error, Result, Rule, Weight};

/// The longest phrase that can be watched, in bytes.
const MAX_PHRASE: usize = 300;

/// Makes an error at a byte of the file.
pub(super) type At<'a> = &'a dyn Fn(usize, String) -> Error;

/// The line of a byte.
pub(super) type Line<'a> = &'a dyn Fn(usize) -> usize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideTable {
    rule: Option<Spanned<String>>,
    section: Option<String>,
    body: Option<String>,
    phrase: Option<Spanned<String>>,
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseTable {
    phrase: Spanned<String>,
    #[serde(default = "all_breaches")]
    breach: Vec<Breach>,
    #[serde(default = "error")]
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeepTable {
    pledge: Option<Spanned<String>>,
    body: Option<Spanned<String>>,
    #[serde(default = "error")]
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BudgetTable {
    section: Option<String>,
    changed: Spanned<u32>,
    #[serde(default = "warning")]
    level: Setting,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirstSeenTable {
    rule: Option<Spanned<String>>,
    section: Option<String>,
    #[serde(default = "error")]
    level: Setting,
}

/// What is watched unless a line says so: what can be told from two texts alone.
fn all_breaches() -> Vec<Breach> {
    vec![Breach::Missing, Breach::Changed, Breach::Weakened]
}

const fn error() -> Setting {
    Setting::At(Weight::Key)
}

const fn warning() -> Setting {
    Setting::At(Weight::Notable)
}

pub(super) fn an_override(table: Spanned<OverrideTable>, at: At<'_>, line: Line<'_>) -> Result<Override> {
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

pub(super) fn a_watch(table: Spanned<PhraseTable>, at: At<'_>, line: Line<'_>) -> Result<Watch> {
    let offset = table.span().start;
    let PhraseTable { phrase, breach, level } = table.into_inner();
    a_phrase(&phrase, at)?;
    if breach.is_empty() {
        return Err(at(offset, "a [[phrase]] without a breach watches nothing".to_owned())
            .help("give missing, changed or weakened, or take `breach` out for all three"));
    }
    Ok(Watch { phrase: phrase.into_inner(), breach, level, line: line(offset) })
}

pub(super) fn a_keep(table: Spanned<KeepTable>, at: At<'_>, line: Line<'_>) -> Result<Keep> {
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

pub(super) fn a_budget(table: Spanned<BudgetTable>, at: At<'_>, line: Line<'_>) -> Result<Budget> {
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

pub(super) fn a_first_seen(table: Spanned<FirstSeenTable>, at: At<'_>, line: Line<'_>) -> Result<FirstSeen> {
    let offset = table.span().start;
    let FirstSeenTable { rule, section, level } = table.into_inner();
    if let Some(rule) = &rule {
        a_rule(rule.get_ref(), rule.span().start, at)?;
        let name = rule.get_ref();
        let fits = |known: &&super::KnownRule| known.id == *name || family(&known.id) == *name;
        if !known().iter().filter(fits).filter_map(|known| Rule::named(&known.id)).any(may_be_first_seen) {
            return Err(at(rule.span().start, format!("{name:?} never tells what is first seen"))
                .help("give a rule that does (\"body/new\"), a family (\"pledge/\"), or none"));
        }
    }
    Ok(FirstSeen { rule: rule.map(Spanned::into_inner), section, level, line: line(offset) })
}

/// A rule or a family that a policy may set.
pub(super) fn a_rule(name: &str, offset: usize, at: At<'_>) -> Result<()> {
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
