//! The clauses of a sentence, by what it claims: what one finding tells, and what is looked for in the other edition.

use std::ops::Range;

use crate::statement::{Claim, ClaimKind};

/// Bytes that a clause has at least: shorter ones say nothing by themselves and stay with their neighbour.
const SHORTEST: usize = 45;

/// Bytes that a clause has at most together with one that is too short: what a reader takes in at once.
const LONGEST: usize = 320;

/// A clause as bytes of its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Without the marks at its ends.
    pub range: Range<usize>,
    /// Where what it is about begins: behind the words by which it is promised, judged or asked for.
    pub matter: usize,
}

/// The clauses of a sentence, in order.
pub(super) fn cut(text: &str, claims: &[Claim]) -> Vec<Part> {
    let mut clauses: Vec<Part> = Vec::with_capacity(claims.len());
    for claim in claims {
        let start = clauses.last().map_or(0, |last| last.range.end);
        let end = claim.whole.end.max(start);
        match clauses.last_mut() {
            Some(Part { range: last, .. })
                if (last.len() < SHORTEST || end - start < SHORTEST) && end - last.start <= LONGEST =>
            {
                last.end = end;
            }
            _ => {
                let matter = if claim.kind == ClaimKind::Description { start } else { claim.object.start };
                clauses.push(Part { range: start..end, matter });
            }
        }
    }
    match clauses.last_mut() {
        Some(last) => last.range.end = text.len(),
        None => clauses.push(Part { range: 0..text.len(), matter: 0 }),
    }
    for clause in &mut clauses {
        clause.range = trimmed(text, clause.range.clone());
    }
    clauses
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–');
    let start = range.start + (part.len() - part.trim_start().len());
    let part = part.trim_end_matches(mark);
    // The stop of the sentence; that of an abbreviation (`U.S.`) stays.
    let last = part.rsplit(char::is_whitespace).next().unwrap_or_default();
    let stop = last.ends_with('.') && last.matches('.').count() == 1;
    let end = range.start + part.len() - usize::from(stop);
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{series, statement};

    #[track_caller]
    fn check(text: &str, parts: &[&str]) {
        let opening = "The ministers met in Seoul.";
        let rules = series::general().unwrap();
        let statement = statement::read_text("text", &format!("{opening}\n\n{text}\n"), &rules).unwrap();
        let claims: Vec<Claim> = statement.claims.into_iter().filter(|claim| claim.sentence == 1).collect();
        let cut: Vec<&str> = cut(text, &claims).into_iter().map(|part| &text[part.range]).collect();
        assert_eq!(cut, parts);
    }

    #[test]
    fn a_clause_is_what_one_verb_says() {
        check(
            "The ministers condemned the launches of the last two months, and they called on all states to do the same.",
            &[
                "The ministers condemned the launches of the last two months",
                "and they called on all states to do the same",
            ],
        );
        check(
            "The ministers reviewed the progress of their working groups and pledged to meet again before the end of the year.",
            &[
                "The ministers reviewed the progress of their working groups",
                "and pledged to meet again before the end of the year",
            ],
        );
    }

    #[test]
    fn an_enumeration_and_a_short_tail_are_not_cut_off() {
        check(
            "The ministers discussed shipping, fisheries, and search and rescue in the northern waters.",
            &["The ministers discussed shipping, fisheries, and search and rescue in the northern waters"],
        );
        check("We met and agreed to go on.", &["We met and agreed to go on"]);
    }
}
