//! Watched phrases: missing, changed, weakened, first seen.

use super::first_seen;
use super::judging::{Breached, Judging};
use super::model::{Breach, Policy, Watch};
use super::quoted::Words;
use crate::compare::{ChangeKind, Comparison, Phrase};
use crate::statement::Statement;
use crate::{Family, Fate, Side, Sides};

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
    let asked = |breach| watch.breach.contains(&breach);
    if let (true, [], Some(first)) = (asked(Breach::FirstSeen), old.as_slice(), alike(comparison, &words)) {
        is_first_seen(judging, watch, &words, first);
    }
    if old.is_empty() && new.is_empty() {
        // What is watched for the day it comes is in no edition until then.
        if !asked(Breach::FirstSeen) {
            judging.unused.push((watch.line, what));
        }
        return;
    }
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
            history: None,
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
        let takes = match finding.rule.fate {
            Fate::Weakened => true,
            Fate::Dropped => finding.rule.family.is_promise(),
            fate => finding.rule.family == Family::Modifier && fate == Fate::Lost,
        };
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
            history: finding.history.as_ref().map(|history| history.told.clone()),
        });
    }
}

/// Words that the newer edition has, here first, and no edition before.
fn is_first_seen(judging: &mut Judging<'_>, watch: &Watch, words: &Words, sentence: usize) {
    let past = judging.past.map(|past| (past.editions(), past.all()));
    let editions = past.iter().flat_map(|(editions, _)| editions.iter());
    let mut sentences = editions.flat_map(|edition| &edition.sentences);
    if sentences.any(|sentence| words.are_in(&sentence.text)) {
        return;
    }
    let comparison = judging.comparison;
    let change = judging.entry(Side::After, sentence);
    let text = text(comparison.statements.after, sentence);
    judging.breach(Breached {
        rule: "policy/phrase-first-seen",
        level: watch.level,
        line: watch.line,
        what: format!("[[phrase]] {}", watch.phrase),
        subject: watch.phrase.clone(),
        sentence: Sides::new(None, Some(sentence)),
        quote: Sides::new(None, words.find_alike(text).map(|range| &text[range])),
        change,
        section: comparison.changes.get(change).map(|change| change.section.as_str()),
        history: Some(
            past.map_or_else(|| first_seen::UNKNOWN.to_owned(), |(_, all)| format!("never before, in {all}")),
        ),
    });
}

/// The sentences that hold the words.
fn holding(statement: &Statement, words: &Words) -> Vec<usize> {
    let holding = statement.sentences.iter().filter(|sentence| words.are_in(&sentence.text));
    holding.map(|sentence| sentence.index).collect()
}

/// The first sentence of the newer edition that holds the words, or what a reader would take for them.
fn alike(comparison: &Comparison<'_>, words: &Words) -> Option<usize> {
    let mut sentences = comparison.statements.after.sentences.iter();
    sentences.find(|sentence| words.may_be_in(&sentence.text)).map(|sentence| sentence.index)
}

fn text(statement: &Statement, sentence: usize) -> &str {
    statement.sentences.get(sentence).map_or("", |sentence| sentence.text.as_str())
}

/// What the newer edition says where the words stood: what took the place of the whole of them, else the sentence.
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
    let place = there(&entry.phrases, range.start, false)..there(&entry.phrases, range.end, true);
    let replacement = whole.get(place).map(str::trim).filter(|text| !text.is_empty());
    Some((first, replacement.unwrap_or(whole)))
}

/// Where in the newer sentence the start or the end of words of the older one stands: what stands between two changed
/// phrases is the same on both sides.
fn there(phrases: &[Phrase], at: usize, end: bool) -> usize {
    let passed = |phrase: &&Phrase| {
        let before = &phrase.range.before;
        if end { before.start < at } else { before.start <= at }
    };
    match phrases.iter().rfind(passed).map(|phrase| &phrase.range) {
        None => at,
        Some(Sides { before, after }) if at > before.end || (at == before.end && !end) => {
            after.end + (at - before.end)
        }
        Some(Sides { after, .. }) => {
            if end {
                after.end
            } else {
                after.start
            }
        }
    }
}
