//! vote: who votes against, and what that member would have preferred.
//!
//! A preference is not the decision: its figures and promises are told with the dissent, and nowhere else.

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Rule};
use crate::series::{Lexicon, Rules, Scanned};
use crate::{Side, Sides};

/// Most words of the names of those who voted against together.
const NAMES: usize = 12;

/// How a text tells of a vote, ready to search texts with.
pub(in crate::compare) struct Ballots {
    against: Lexicon,
    favor: Lexicon,
}

impl Ballots {
    pub fn new(rules: &Rules) -> Self {
        Self { against: Lexicon::new(&rules.votes.opposes), favor: Lexicon::new(&rules.votes.favours) }
    }

    /// Whether a text tells who voted how.
    pub fn is_in_text(&self, text: &str) -> bool {
        self.is_in(&Scanned::new(text))
    }

    /// Whether a text tells who voted how.
    pub fn is_in(&self, text: &Scanned<'_>) -> bool {
        self.against.is_within(text) || self.favor.is_within(text)
    }
}

/// One member, or several together, who voted against.
struct Dissent {
    names: String,
    span: Span,
}

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let ballots = context.rules.compiled(Ballots::new);
    let dissents = Sides::new(Side::Before, Side::After).map(|side| dissents(context, &ballots, side));
    for side in Side::BOTH {
        for dissent in dissents.of(side) {
            let again = |other: &Dissent| last(&other.names) == last(&dissent.names);
            if !dissents.of(side.other()).iter().any(again) {
                found.push(candidate(context, &ballots, side, dissent));
            }
        }
    }
}

fn dissents(context: &Context<'_>, ballots: &Ballots, side: Side) -> Vec<Dissent> {
    let sentences = &context.statement(side).sentences;
    let mut dissents = Vec::new();
    for (sentence, scanned) in sentences.iter().zip(context.scanned(side)) {
        let Some(hit) = ballots.against.find_in(scanned).next() else { continue };
        let text = &*sentence.text;
        let behind = hit.range.end + named_behind(context, &text[hit.range.end..]);
        let mut start = 0;
        let mut at = behind;
        for part in text[behind..].split("; ") {
            let from = at + (part.len() - part.strip_prefix("and ").unwrap_or(part).len());
            at += part.len() + 2;
            let end = (at - 2).min(text.len());
            let names = names(&text[from..end]);
            if names.is_empty() {
                continue;
            }
            // The first one is quoted with what says that it is a vote.
            let first = if start == 0 { 0 } else { from };
            start = end;
            let end = first + text[first..end].trim_end_matches(['.', ' ']).len();
            dissents.push(Dissent { names, span: Span::new(sentence.index, first..end) });
        }
    }
    dissents
}

/// Where the names start behind `voting against`: behind its verb (`this action was …`) or a colon.
fn named_behind(context: &Context<'_>, text: &str) -> usize {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        at += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.trim_end().ends_with(':') || context.rules.grammar.be.iter().any(|be| be == bare) {
            return at;
        }
    }
    text.len()
}

/// The names with which a text starts, up to what is said of them.
fn names(text: &str) -> String {
    let clause = text.split(", who").next().unwrap_or_default();
    let clause = clause.split(" because").next().unwrap_or_default();
    let is_name = clause.starts_with(char::is_uppercase) && clause.split_whitespace().count() <= NAMES;
    let names = clause.trim().trim_end_matches(['.', ',', ';']);
    if is_name { names.to_owned() } else { String::new() }
}

/// The surname.
fn last(names: &str) -> &str {
    names.split_whitespace().next_back().unwrap_or_default()
}

fn candidate(context: &Context<'_>, ballots: &Ballots, side: Side, dissent: &Dissent) -> Candidate {
    let across = side.other();
    let sentences = context.statement(across).sentences.iter().zip(context.scanned(across));
    let mut favor = sentences.filter(|(sentence, scanned)| {
        ballots.favor.is_within(scanned) && sentence.text.contains(last(&dissent.names))
    });
    // Who voted for in the other edition is quoted from there.
    let listed = favor.next().map(|(sentence, _)| context.whole(across, sentence.index));
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &dissent.span);
    *quote.of_mut(across) = listed.and_then(|span| context.quote(across, &span));
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(dissent.span.clone());
    Candidate {
        rule: Rule::alone(Family::Vote, side),
        subject: dissent.names.clone(),
        change: context.entry(side, dissent.span.sentence),
        quote,
        section: context.section(side, dissent.span.sentence),
        why: Vec::new(),
        spans,
        bearing: Bearing::default(),
    }
}
