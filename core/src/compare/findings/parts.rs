//! item: a part between marks that a sentence gained or lost whole: `, including North Korea`, `of, and lasting peace on, …`.

use std::cell::LazyCell;
use std::ops::Range;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::naming::bare;
use super::rule::{Family, Rule};
use super::words::content;
use crate::{Side, Sides};

/// Bytes that a part has at most: longer ones are clauses, and told as such.
const LONGEST: usize = 200;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    for (entry, change) in context.comparison.changes.iter().enumerate() {
        if !context.is_linked(entry) || change.phrases.iter().all(|phrase| phrase.trivial) {
            continue;
        }
        for side in Side::BOTH {
            let across = change.sentences.of(side.other());
            let across = LazyCell::new(|| {
                let sentences = &context.statement(side.other()).sentences;
                across.iter().map(|&at| content(&sentences[at].text)).collect::<Vec<_>>()
            });
            for &sentence in change.sentences.of(side) {
                let text = &context.statement(side).sentences[sentence].text;
                let parts = parts(context, text);
                // Each part is looked for among the phrases of its sentence.
                if parts.is_empty() || !context.budget.items.pays(parts.len(), change.phrases.len()) {
                    continue;
                }
                let parts = parts.into_iter().map(|range| Span::new(sentence, range));
                let alone = parts.filter(|part| is_alone(context, side, part, &across));
                found.extend(alone.filter_map(|part| candidate(context, side, entry, part)));
            }
        }
    }
}

/// Pieces between marks that start with what adds one thing to another.
fn parts(context: &Context<'_>, text: &str) -> Vec<Range<usize>> {
    let mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')');
    let mut parts = Vec::new();
    let marks: Vec<usize> = text.char_indices().filter(|(_, c)| mark(*c)).map(|(at, _)| at).collect();
    for (number, &at) in marks.iter().enumerate() {
        let start = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let end = marks.get(number + 1).copied().unwrap_or(text.len());
        let piece = &text[start..end];
        let lead = piece.len() - piece.trim_start().len();
        let whole = piece.trim().trim_end_matches('.');
        let range = start + lead..start + lead + whole.len();
        // What `and` adds is told apart only where it is put between two marks.
        let last = end == text.len();
        if (1..=LONGEST).contains(&whole.len()) && lead_in(context, whole, last).is_some() {
            parts.push(range);
        }
    }
    parts
}

/// Bytes of the words that add one thing to another, with which a piece starts.
fn lead_in(context: &Context<'_>, piece: &str, last: bool) -> Option<usize> {
    let starts = |lead: &&String| {
        let front = piece.get(..lead.len()).is_some_and(|front| front.eq_ignore_ascii_case(lead));
        front && piece[lead.len()..].starts_with(' ')
    };
    let rules = context.rules;
    let joins = rules.modifiers.joins.iter().chain(rules.grammar.conjunctions.iter().filter(|_| !last));
    let lead = joins.filter(starts).map(String::len).max()?;
    let is_clause = piece[lead..].split_whitespace().any(|word| context.naming.opens_clause(&bare(word)));
    (!is_clause).then_some(lead)
}

/// Whether every telling word of a part changed, nothing stands in its place, and the linked sentences do not say it elsewhere.
fn is_alone(context: &Context<'_>, side: Side, part: &Span, across: &[Vec<String>]) -> bool {
    let words = content(context.text(side, part));
    if words.is_empty() {
        return false;
    }
    let edits = context.edits_in(side, part);
    let edited = edits.iter().map(|edit| context.text(side, edit)).collect::<Vec<_>>().join(" ");
    if content(&edited) != words {
        return false;
    }
    let mut traced = context.trace(side, part).into_iter();
    let stands = traced.any(|span| !content(context.text(side.other(), &span)).is_empty());
    !stands && !across.iter().any(|text| words.iter().all(|word| text.binary_search(word).is_ok()))
}

fn candidate(context: &Context<'_>, side: Side, entry: usize, part: Span) -> Option<Candidate> {
    let text = context.text(side, &part);
    let lead = lead_in(context, text, false).unwrap_or_default();
    let subject = context.naming.noun_phrase(text[lead..].trim_start())?;
    let is_name = subject.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &part);
    let section = context.section(side, part.sentence);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(part);
    Some(Candidate {
        rule: Rule::alone(Family::Item, side),
        subject,
        change: entry,
        quote,
        section,
        why: vec!["the sentence around it stands".to_owned()],
        spans,
        // Who or what is named is more than a detail.
        bearing: Bearing { is_grown: is_name, ..Bearing::default() },
    })
}
