//! vote: who votes against, and what that member would have preferred.
//!
//! A preference is not the decision: its figures and promises are told with the dissent, and nowhere else.

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Rule};
use crate::statement::{Ballot, Statement};
use crate::{Side, Sides};

/// Whether a sentence tells who voted how.
pub(in crate::compare) fn tells_votes(statement: &Statement, sentence: usize) -> bool {
    statement.votes.binary_search_by_key(&sentence, |vote| vote.sentence).is_ok()
}

/// One member, or several together, who voted against.
struct Dissent {
    names: String,
    span: Span,
}

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let dissents = Sides::new(Side::Before, Side::After).map(|side| dissents(context.statement(side)));
    for side in Side::BOTH {
        for dissent in dissents.of(side) {
            let again = |other: &Dissent| last(&other.names) == last(&dissent.names);
            if !dissents.of(side.other()).iter().any(again) {
                found.push(candidate(context, side, dissent));
            }
        }
    }
}

fn dissents(statement: &Statement) -> Vec<Dissent> {
    let mut dissents = Vec::new();
    for votes in statement.votes.chunk_by(|one, next| one.sentence == next.sentence) {
        let text = &*statement.sentences[votes[0].sentence].text;
        let mut at = 0;
        let starts: Vec<usize> = votes
            .iter()
            .map(|vote| {
                at += text[at..].find(&vote.name).unwrap_or(0);
                at
            })
            .collect();
        let mut is_first = true;
        for (number, vote) in votes.iter().enumerate().filter(|(_, vote)| vote.ballot == Ballot::Against) {
            // The first one is quoted with what says that it is a vote.
            let start = if is_first { 0 } else { starts[number] };
            is_first = false;
            let end = starts.get(number + 1).copied().unwrap_or(text.len());
            let told = text[start..end.max(start)].trim_end();
            let told = told.strip_suffix("and").unwrap_or(told);
            let length = told.trim_end_matches(['.', ';', ',', ' ']).len();
            dissents.push(Dissent {
                names: vote.name.clone(),
                span: Span::new(vote.sentence, start..start + length),
            });
        }
    }
    dissents
}

/// The surname.
fn last(names: &str) -> &str {
    names.split_whitespace().next_back().unwrap_or_default()
}

fn candidate(context: &Context<'_>, side: Side, dissent: &Dissent) -> Candidate {
    let across = side.other();
    let mut votes = context.statement(across).votes.iter();
    let favor = votes.find(|vote| vote.ballot == Ballot::For && last(&vote.name) == last(&dissent.names));
    // Who voted for in the other edition is quoted from there.
    let listed = favor.map(|vote| context.whole(across, vote.sentence));
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
