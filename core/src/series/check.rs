//! What may be wrong in a rules file beyond its syntax, found with its place.

use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The heaviest that a cue or sign may be (no unit): beyond, one expression drowns a whole text.
const MAX_WEIGHT: f64 = 100.0;

/// The longest id or label of a party, in bytes: it is kept with every sentence that the party says.
pub(crate) const LONGEST: usize = 40;

/// Bytes of what a label puts behind an adjective (` side`).
const SIDE: usize = 5;

/// What is wrong in a rules file, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub message: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// Finds what the types of the rules let pass: two entries with one id, ids that are no ids, blank expressions, weights
/// that weigh nothing or everything.
pub(super) fn check(file: &DeTable<'_>) -> Result<(), Fault> {
    for (name, value) in file {
        if let Some(entries) = value.get_ref().as_array() {
            ids(name.get_ref(), entries)?;
            if name.get_ref() == "finding" {
                entries.iter().try_for_each(old_words)?;
            }
        }
        walk(name.get_ref(), value)?;
        if let Some(entries) = value.get_ref().as_array() {
            match name.get_ref().as_ref() {
                "stance" => ladders(entries)?,
                "verb" => verbs(entries)?,
                "party" => parties(entries)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// No two rungs of a ladder have one height, each has one where its ladder has an order, and no cue speaks for two stances.
fn ladders(entries: &[Spanned<DeValue<'_>>]) -> Result<(), Fault> {
    let mut rungs: FxHashMap<(&str, &str), &str> = FxHashMap::default();
    let mut cues: FxHashMap<String, &str> = FxHashMap::default();
    for entry in entries {
        let Some(stance) = entry.get_ref().as_table() else { continue };
        let Some(id) = get(stance, "id").and_then(|id| id.get_ref().as_str()) else { continue };
        let ladder = get(stance, "ladder").and_then(|ladder| ladder.get_ref().as_str());
        let Some(level) = get(stance, "level") else {
            let message =
                format!("the rung {id:?} has no `level`: a ladder is an order, and a scale is one too");
            return Err(Fault { message, span: entry.span() });
        };
        if let (Some(ladder), DeValue::Integer(height)) = (ladder, level.get_ref())
            && let Some(other) = rungs.insert((ladder, height.as_str()), id)
        {
            return Err(Fault { message: one_height(other, id, ladder), span: level.span() });
        }
        for (text, span) in texts(stance, "names") {
            if let Some(other) = cues.insert(text.to_lowercase(), id).filter(|other| *other != id) {
                return Err(Fault { message: two_stances(text, other, id), span });
            }
        }
    }
    Ok(())
}

/// What is said of two rungs of one height.
pub(super) fn one_height(one: &str, other: &str, ladder: &str) -> String {
    format!("{one:?} and {other:?} have one height on the ladder {ladder:?}: give one of them another")
}

/// What is said of a cue that is of two stances.
pub(super) fn two_stances(cue: &str, one: &str, other: &str) -> String {
    format!("{cue:?} speaks for two stances, {one:?} and {other:?}: keep it in one")
}

/// The texts of a list, and where each stands.
fn texts<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = (&'t str, Range<usize>)> {
    let list = get(table, key).and_then(|list| list.get_ref().as_array());
    list.into_iter().flatten().filter_map(|text| Some((text.get_ref().as_str()?, text.span())))
}

/// No form of a verb stands on two rungs.
fn verbs(entries: &[Spanned<DeValue<'_>>]) -> Result<(), Fault> {
    let mut known: FxHashMap<String, &str> = FxHashMap::default();
    for entry in entries {
        let Some(verb) = entry.get_ref().as_table() else { continue };
        let Some(id) = get(verb, "id").and_then(|id| id.get_ref().as_str()) else { continue };
        for form in ["past", "present", "gerund", "state"] {
            for (text, span) in texts(verb, form) {
                if let Some(other) = known.insert(text.to_lowercase(), id).filter(|other| *other != id) {
                    let message =
                        format!("{text:?} stands on two rungs, {other:?} and {id:?}: keep it on one");
                    return Err(Fault { message, span });
                }
            }
        }
    }
    Ok(())
}

/// No party is a member of itself, and its id and adjective are short enough to be kept with every sentence.
fn parties(entries: &[Spanned<DeValue<'_>>]) -> Result<(), Fault> {
    for entry in entries {
        let Some(party) = entry.get_ref().as_table() else { continue };
        let Some(id) = get(party, "id").and_then(|id| id.get_ref().as_str()) else { continue };
        for key in ["id", "adjective"] {
            let Some(text) = get(party, key) else { continue };
            if text.get_ref().as_str().is_some_and(|text| text.len() + SIDE > LONGEST) {
                let message = format!("`{key}` is longer than {} bytes", LONGEST - SIDE);
                return Err(Fault { message, span: text.span() });
            }
        }
        let members = get(party, "members").and_then(|members| members.get_ref().as_array());
        if let Some(member) =
            members.into_iter().flatten().find(|member| member.get_ref().as_str() == Some(id))
        {
            let message = format!("the party {id:?} is its own member");
            return Err(Fault { message, span: member.span() });
        }
    }
    Ok(())
}

/// Where in a file the value stands that `path` leads to, as in `["finding", "3", "id"]`; nowhere is the start.
pub(super) fn find(text: &str, path: &[&str]) -> Range<usize> {
    let Ok(file) = DeTable::parse(text) else { return 0..0 };
    let mut table = file.get_ref();
    let mut span = 0..0;
    let mut steps = path.iter();
    while let Some(step) = steps.next() {
        let Some(mut value) = get(table, step) else { return span };
        span = value.span();
        while let Some(entries) = value.get_ref().as_array() {
            let entry = steps.next().and_then(|index| entries.get(index.parse::<usize>().ok()?));
            let Some(entry) = entry else { return span };
            value = entry;
            span = value.span();
        }
        let Some(inner) = value.get_ref().as_table() else { return span };
        table = inner;
    }
    span
}

fn get<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
}

/// Every entry of a table has an id of its own.
fn ids(table: &str, entries: &[Spanned<DeValue<'_>>]) -> Result<(), Fault> {
    let mut seen: Vec<&str> = Vec::new();
    for entry in entries {
        let Some(id) = entry.get_ref().as_table().and_then(|entry| get(entry, "id")) else { continue };
        let Some(name) = id.get_ref().as_str() else { continue };
        if seen.contains(&name) {
            return Err(Fault {
                message: format!("two entries of [[{table}]] have the id {name:?}"),
                span: id.span(),
            });
        }
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/');
        if name.is_empty() || !name.chars().all(is_id) {
            let message = format!("{name:?} is no id: small letters, digits and hyphens make one");
            return Err(Fault { message, span: id.span() });
        }
        seen.push(name);
    }
    Ok(())
}

/// What rules of findings were once written with: a level, and a number as their weight.
fn old_words(entry: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
    for (name, value) in entry.get_ref().as_table().into_iter().flatten() {
        let message = match name.get_ref().as_ref() {
            "level" => "`level` is `weight` now: key, notable or minor".to_owned(),
            "weight" if value.get_ref().as_integer().is_some() => {
                "`weight` is key, notable or minor; the number is `salience`".to_owned()
            }
            _ => continue,
        };
        return Err(Fault { message, span: name.span() });
    }
    Ok(())
}

fn walk(name: &str, value: &Spanned<DeValue<'_>>) -> Result<(), Fault> {
    match value.get_ref() {
        DeValue::Array(entries) => entries.iter().try_for_each(|entry| walk(name, entry)),
        DeValue::Table(table) => table.iter().try_for_each(|(name, value)| walk(name.get_ref(), value)),
        DeValue::String(text) if text.trim().is_empty() => {
            Err(Fault { message: format!("`{name}` has an expression that is blank"), span: value.span() })
        }
        DeValue::Float(weight) => weigh(name, weight.as_str(), value.span()),
        DeValue::Integer(weight) if matches!(name, "weight" | "salience") => {
            weigh(name, weight.as_str(), value.span())
        }
        _ => Ok(()),
    }
}

fn weigh(name: &str, number: &str, span: Range<usize>) -> Result<(), Fault> {
    let weight: f64 = number.replace('_', "").parse().unwrap_or(f64::NAN);
    if !weight.is_finite() || weight.abs() > MAX_WEIGHT {
        let message = format!("`{name} = {number}` is no weight: give a number up to {MAX_WEIGHT}");
        return Err(Fault { message, span });
    }
    Ok(())
}
