//! What a gate says, in words that every format shares.

use super::escape;
use super::prose::{count, list};
use super::quote::{self, shorten};
use crate::Sides;
use crate::Weight;
use crate::policy::{Decision, Judged, JudgedPair, Standing, Verdict};

/// Columns of a quote in one-line messages: as much as a log or a table shows without folding.
const QUOTE: usize = 160;

/// What a finding says, in one line: the message, the words of each side, and what earlier editions know.
pub(super) fn sentence(judged: &Judged) -> String {
    let quotes = shorten(judged.quote.as_ref().map(Option::as_deref), QUOTE);
    let quotes = quotes.map(|spans| spans.map(|spans| quote::text(&spans)));
    let quoted = match quotes {
        Sides { before: Some(before), after: Some(after) } => format!(": “{before}” → “{after}”"),
        Sides { before: Some(before), after: None } => format!("; gone: “{before}”"),
        Sides { before: None, after: Some(after) } => format!("; new: “{after}”"),
        Sides { before: None, after: None } => String::new(),
    };
    let mut characters = judged.message.chars();
    let message: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    };
    let history = judged.history.as_ref().map_or_else(String::new, |history| format!(" ({history})"));
    format!("{message}{quoted}{history}")
}

/// `kidd-23 → kidd-24`
pub(super) fn pair(pair: &JudgedPair) -> String {
    format!("{} → {}", pair.name.before, pair.name.after)
}

/// Whether the gate holds, and what it found.
pub(super) fn outcome(verdict: &Verdict) -> String {
    if verdict.fail_on.is_none() {
        // A comparison that nobody asked a gate for.
        return format!("{}.", counts(verdict));
    }
    let held = match verdict.blocking() {
        0 => "The gate holds".to_owned(),
        number => {
            let least = verdict.fail_on.map_or("error", Weight::level);
            format!("The gate does not hold: {} at or above {least}", count(number, "finding", "findings"))
        }
    };
    format!("{held}. {}.", counts(verdict))
}

/// `2 errors and 1 note, 3 accepted`
fn counts(verdict: &Verdict) -> String {
    let number = |weight| verdict.open().filter(|judged| judged.weight == weight).count();
    let levels: Vec<String> = [
        (number(Weight::Key), "error", "errors"),
        (number(Weight::Notable), "warning", "warnings"),
        (number(Weight::Minor), "note", "notes"),
    ]
    .into_iter()
    .filter(|&(number, ..)| number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    let open = if levels.is_empty() { "No findings".to_owned() } else { list(&levels) };
    let off = verdict.all().filter(|judged| judged.standing == Standing::Off).count();
    let rest = [(verdict.accepted().count(), "accepted"), (off, "turned off by the policy")];
    let rest = rest.into_iter().filter(|&(number, _)| number > 0);
    rest.fold(open, |text, (number, what)| format!("{text}, {number} {what}"))
}

/// What decided, for a reader: policy and base.
pub(super) fn decided(verdict: &Verdict) -> String {
    let policy = verdict.policy.as_ref().map_or("the rules' own levels (no kidd.toml)", String::as_str);
    match &verdict.base {
        Some(base) => format!("Held against {base}; policy: {policy}."),
        None => format!("Policy: {policy}."),
    }
}

/// Which line decided about a finding.
pub(super) fn reason(judged: &Judged, policy: Option<&str>) -> String {
    match &judged.decision {
        Decision::Line { line, what } => format!("{}:{line}: {what}", policy.unwrap_or("policy")),
        Decision::Rules => "the rules' own level".to_owned(),
        Decision::Fixed => "a fixed level".to_owned(),
    }
}

/// Who let a finding pass, when and why.
pub(super) fn acceptance(judged: &Judged) -> Option<String> {
    match &judged.standing {
        Standing::Accepted(entry) => {
            Some(format!("accepted by {} on {}: {}", entry.by, entry.when, entry.reason))
        }
        _ => None,
    }
}

/// `kidd/24.txt:14`, with nothing in it that a terminal or a log obeys.
pub(super) fn place(judged: &Judged) -> Option<String> {
    judged.place.as_ref().map(|place| escape::line(&format!("{}:{}", place.file, place.line)).into_owned())
}
