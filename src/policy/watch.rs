//! Watched phrases: missing, changed, weakened.

use super::judge::{Breached, Judging};
use super::model::{Breach, Policy, Watch};
use super::quoted::Words;
use crate::compare::{ChangeKind, Comparison};
use crate::statement::Statement;
use crate::{Side, Sides};

pub(super) fn find(judging: &mut Judging<'_>, policy: &Policy) {
    for watch in &policy.watches {
        one(judging, watch);
    }
}

fn one(judging: &mut Judging<'_>, watch: &Watch) {
    let words = Words::new(&watch.phrase);
    let comparison = judging.comparison;
    let old = holding(comparison.statements.before, &words);
    let new = holding(comparison.statements.after, &words);
    let what = format!("[[phrase]] {}", watch.phrase);
    if old.is_empty() && new.is_empty() {
        judging.unused.push((watch.line, what));
        return;
    }
    let asked = |breach| watch.breach.contains(&breach);
    let mut told: Vec<usize> = Vec::new();
    for &sentence in &old {
        let change = judging.entry(Side::Before, sentence);
        let Some(entry) = comparison.changes.get(change) else { continue };
        if entry.sentences.after.iter().any(|index| new.contains(index)) {
            continue;
        }
        let breach = if new.is_empty() && asked(Breach::Missing) {
            Breach::Missing
        } else if asked(Breach::Changed) && !matches!(entry.kind, ChangeKind::Removed | ChangeKind::Same) {
            Breach::Changed
        } else {
            continue;
        };
        // A phrase that is nowhere is missing once, however often it stood there.
        if breach == Breach::Missing && !told.is_empty() {
            told.push(sentence);
            continue;
        }
        told.push(sentence);
        let before = text(comparison.statements.before, sentence);
        let instead = instead(comparison, change, sentence, &words);
        judging.breach(Breached {
            rule: match breach {
                Breach::Missing => "policy/phrase-missing",
                _ => "policy/phrase-changed",
            },
            level: watch.level,
            line: watch.line,
            what: what.clone(),
            subject: watch.phrase.clone(),
            sentence: Sides::new(Some(sentence), instead.map(|(sentence, _)| sentence)),
            quote: Sides::new(words.find(before).map(|range| &before[range]), instead.map(|(_, text)| text)),
            change,
            section: Some(&entry.section),
        });
    }
    if asked(Breach::Weakened) {
        weakened(judging, watch, &words, &told);
    }
}

/// Findings that take from a commitment, or from a qualifying word, which has the phrase.
fn weakened(judging: &mut Judging<'_>, watch: &Watch, words: &Words, told: &[usize]) {
    let comparison = judging.comparison;
    for finding in &comparison.findings {
        let Some(quote) = &finding.quote.before else { continue };
        let takes = finding.rule.ends_with("/weakened")
            || (finding.rule.ends_with("/dropped") && is_commitment(finding.rule))
            || finding.rule == "modifier/lost";
        let already = quote.sentence.is_some_and(|sentence| told.contains(&sentence));
        if !takes || already || !words.are_in(&quote.text) {
            continue;
        }
        let after = finding.quote.after.as_ref();
        judging.breach(Breached {
            rule: "policy/phrase-weakened",
            level: watch.level,
            line: watch.line,
            what: format!("[[phrase]] {}", watch.phrase),
            subject: watch.phrase.clone(),
            sentence: Sides::new(quote.sentence, after.and_then(|quote| quote.sentence)),
            quote: Sides::new(Some(&quote.text), after.map(|quote| quote.text.as_str())),
            change: finding.change,
            section: Some(&finding.section),
        });
    }
}

fn is_commitment(rule: &str) -> bool {
    ["pledge/", "assurance/", "warning/", "schedule/"].iter().any(|family| rule.starts_with(family))
}

/// The sentences that hold the words.
fn holding(statement: &Statement, words: &Words) -> Vec<usize> {
    let holding = statement.sentences.iter().filter(|sentence| words.are_in(&sentence.text));
    holding.map(|sentence| sentence.index).collect()
}

fn text(statement: &Statement, sentence: usize) -> &str {
    statement.sentences.get(sentence).map_or("", |sentence| sentence.text.as_str())
}

/// What the newer edition says where the words stood: the changed phrase that took their place, else the sentence.
fn instead<'c>(
    comparison: &'c Comparison<'_>,
    change: usize,
    sentence: usize,
    words: &Words,
) -> Option<(usize, &'c str)> {
    let entry = comparison.changes.get(change)?;
    let (&first, more) = entry.sentences.after.split_first()?;
    let whole = text(comparison.statements.after, first);
    // Ranges of phrases are those of the joined sentences; only where there is one on each side are they the sentence's.
    if !more.is_empty() || entry.sentences.before.len() != 1 {
        return Some((first, whole));
    }
    let range = words.find(text(comparison.statements.before, sentence))?;
    let phrase = entry
        .phrases
        .iter()
        .filter(|phrase| !phrase.trivial)
        .find(|phrase| phrase.range.before.start < range.end && range.start < phrase.range.before.end);
    let replacement = phrase.and_then(|phrase| whole.get(phrase.range.after.clone()));
    Some((first, replacement.filter(|text| !text.trim().is_empty()).unwrap_or(whole)))
}
