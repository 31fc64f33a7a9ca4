//! Where a sentence is cut into clauses: what one finding tells, and what is looked for in the other edition.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::series::Rules;

/// Bytes that a clause has at least: shorter ones say nothing by themselves and stay with their neighbour.
const SHORTEST: usize = 45;

/// Bytes that a clause has at most, as long as it has a comma to be cut at: what a reader takes in at once.
const LONGEST: usize = 320;

/// Bytes that either part has at least where a long clause is cut at a comma.
const PART: usize = 80;

/// Words behind a comma and a conjunction among which a finite verb makes a clause of them (`, and our experts met`).
const SUBJECT: usize = 4;

/// The words by which clauses are told apart, from the rules.
#[derive(Debug, Default)]
pub struct Cutter {
    conjunctions: FxHashSet<String>,
    openers: FxHashSet<String>,
    subjects: FxHashSet<String>,
    finite: FxHashSet<String>,
    adverbs: FxHashSet<String>,
}

impl Cutter {
    pub fn new(rules: &Rules) -> Self {
        let grammar = &rules.grammar;
        let lower = |words: &mut dyn Iterator<Item = &String>| -> FxHashSet<String> {
            words.filter_map(|words| words.split_whitespace().next()).map(str::to_lowercase).collect()
        };
        let verbs = rules.verb.iter().flat_map(|verb| verb.past.iter().chain(&verb.state));
        let stances = rules.stance.iter().filter(|stance| stance.compared).flat_map(|stance| &stance.names);
        let helpers = [&grammar.be, &grammar.have, &grammar.will, &grammar.would];
        Self {
            conjunctions: lower(&mut grammar.conjunctions.iter()),
            openers: lower(&mut grammar.subordinators.iter().filter(|words| !words.contains(' '))),
            subjects: lower(&mut rules.modifiers.subjects.iter()),
            finite: lower(&mut verbs.chain(stances).chain(helpers.into_iter().flatten())),
            adverbs: lower(&mut grammar.adverbs.iter()),
        }
    }

    /// The clauses of a sentence as ranges of its bytes, in order, without the marks and conjunctions between them.
    pub fn cut(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut bounds = vec![0];
        for (number, word) in words.iter().enumerate().skip(1) {
            let before = &text[words[number - 1].clone()];
            let parted = before.ends_with([';', ':', '—', '–']) || matches!(before, "-" | "--");
            let comma = before.ends_with(',');
            if parted || self.opens(text, &words[number..], comma) {
                bounds.push(word.start);
            }
        }
        bounds.push(text.len());
        let mut clauses: Vec<Range<usize>> = Vec::new();
        for part in bounds.windows(2) {
            let part = part[0]..part[1];
            match clauses.last_mut() {
                Some(last)
                    if (last.len() < SHORTEST || part.len() < SHORTEST)
                        && part.end - last.start <= LONGEST =>
                {
                    last.end = part.end;
                }
                _ => clauses.push(part),
            }
        }
        clauses
            .into_iter()
            .flat_map(|clause| shortened(text, clause))
            .map(|part| trimmed(text, part))
            .collect()
    }

    /// Whether a clause starts with these words.
    fn opens(&self, text: &str, words: &[Range<usize>], comma: bool) -> bool {
        let bare = |number: usize| words.get(number).map(|range| bare(&text[range.clone()]));
        let Some(first) = bare(0) else { return false };
        if !self.conjunctions.contains(&first) {
            return comma && self.openers.contains(&first);
        }
        let skipped = (1..words.len())
            .find(|&number| bare(number).is_none_or(|word| !self.is_adverb(&word)))
            .unwrap_or(words.len());
        let Some(next) = bare(skipped) else { return false };
        self.subjects.contains(&next)
            || self.finite.contains(&next)
            || comma
                && (skipped..skipped + SUBJECT)
                    .filter_map(bare)
                    .any(|word| self.finite.contains(&word) && !word.ends_with("ing"))
    }

    fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word) || word.ends_with("ly")
    }
}

/// A clause that is too long, cut at the last comma that leaves both parts long enough.
fn shortened(text: &str, clause: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut rest = clause;
    while rest.len() > LONGEST {
        let commas = text[rest.clone()].match_indices(", ").map(|(at, _)| rest.start + at + 2);
        let (start, end) = (rest.start, rest.end);
        let fits = |at: &usize| (PART..=LONGEST).contains(&(at - start)) && end - at >= PART;
        let Some(at) = commas.filter(fits).last() else { break };
        parts.push(rest.start..at);
        rest.start = at;
    }
    parts.push(rest);
    parts
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

fn words(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let length = word.trim_end().len();
        if length > 0 {
            words.push(at..at + length);
        }
        at += word.len();
    }
    words
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series;

    #[track_caller]
    fn check(text: &str, parts: &[&str]) {
        let cutter = Cutter::new(&series::general().unwrap());
        let cut: Vec<&str> = cutter.cut(text).into_iter().map(|range| &text[range]).collect();
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
