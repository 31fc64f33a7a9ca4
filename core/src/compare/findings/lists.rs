//! Enumerations in a sentence: `A, B, and C`, with or without `including` in front.

use std::ops::Range;

use super::naming::{Naming, bare};

/// Members that make an enumeration.
const LEAST: usize = 3;

/// Marks between the members of an enumeration, and marks between enumerations.
const COMMAS: &[char] = &[',', '—', '–'];
const SEMICOLONS: &[char] = &[';'];

/// Byte ranges of the members of each enumeration of a sentence, in order; enumerations inside a member come after it.
///
/// An enumeration is a run of pieces between commas, or between semicolons, whose last piece starts with `and` or `or`. Where
/// a word of `openers` (`including`) stands in front, the first member starts behind it. Without one it starts behind the
/// last word that is no part of a noun phrase. What starts with a verb or a subject is a clause and no member.
pub(super) fn find(sentence: &str, openers: &[String], naming: &Naming) -> Vec<Vec<Range<usize>>> {
    let segments = pieces(sentence, 0..sentence.len(), SEMICOLONS);
    let mut lists = Vec::new();
    enumerations(sentence, &segments, openers, naming, &mut lists);
    for segment in segments {
        let pieces = pieces(sentence, segment, COMMAS);
        enumerations(sentence, &pieces, openers, naming, &mut lists);
    }
    lists
}

fn enumerations(
    sentence: &str,
    pieces: &[Range<usize>],
    openers: &[String],
    naming: &Naming,
    lists: &mut Vec<Vec<Range<usize>>>,
) {
    let mut from = 0;
    for last in 1..pieces.len() {
        let Some(length) = conjunction(&sentence[pieces[last].clone()]) else { continue };
        let member = pieces[last].start + length..pieces[last].end;
        let mut members = vec![until_clause(sentence, member, naming)];
        for piece in pieces[from..last].iter().rev() {
            let text = &sentence[piece.clone()];
            let opener = behind(text, |word| openers.iter().any(|known| known.eq_ignore_ascii_case(word)));
            if let Some(cut) = opener {
                members.push(piece.start + cut..piece.end);
                break;
            }
            if conjunction(text).is_some() {
                break;
            }
            if text.split_whitespace().any(|word| naming.opens_clause(&bare(word))) {
                let leads = |word: &str| {
                    let word = word.to_lowercase();
                    naming.opens_clause(&word) || naming.ends_phrase(&word)
                };
                members.extend(behind(text, leads).map(|cut| piece.start + cut..piece.end));
                break;
            }
            // What a sentence starts with before its first verb is no member: `In conclusion, …`.
            if piece.start > 0 {
                members.push(piece.clone());
            }
        }
        members.reverse();
        from = last + 1;
        let members: Vec<_> =
            members.into_iter().map(|member| without_lead(sentence, member, naming)).collect();
        if members.len() >= LEAST && members.iter().all(|member| !member.is_empty()) {
            lists.push(members);
        }
    }
}

/// The last member without the clause that may follow; empty where it is a clause itself.
fn until_clause(sentence: &str, member: Range<usize>, naming: &Naming) -> Range<usize> {
    let text = &sentence[member.clone()];
    let mut at = 0;
    for (number, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        if naming.opens_clause(&bare(word)) {
            let end = if number == 0 { 0 } else { text[..at].trim_end().len() };
            return member.start..member.start + end;
        }
        at += word.len();
    }
    member
}

/// A member without the prepositions in front (`including on guidelines`).
fn without_lead(sentence: &str, member: Range<usize>, naming: &Naming) -> Range<usize> {
    let mut start = member.start;
    for word in sentence[member.clone()].split_inclusive(char::is_whitespace) {
        if start + word.len() >= member.end || !naming.is_preposition(&bare(word)) {
            break;
        }
        start += word.len();
    }
    start..member.end
}

/// Pieces of a part of a sentence between marks that stand in no parentheses, trimmed.
fn pieces(sentence: &str, part: Range<usize>, marks: &[char]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (part.start, 0_usize);
    for (at, character) in sentence[part.clone()].char_indices().map(|(at, c)| (part.start + at, c)) {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            mark if marks.contains(&mark) && depth == 0 && !is_in_number(sentence, at) => {
                push(&mut pieces, sentence, start..at);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    push(&mut pieces, sentence, start..part.end);
    pieces
}

fn is_in_number(sentence: &str, at: usize) -> bool {
    let bytes = sentence.as_bytes();
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn push(pieces: &mut Vec<Range<usize>>, sentence: &str, range: Range<usize>) {
    let text = &sentence[range.clone()];
    let kept = text.trim().trim_end_matches(['.', '”', '"']);
    if !kept.is_empty() {
        let start = range.start + (text.len() - text.trim_start().len());
        pieces.push(start..start + kept.len());
    }
}

fn conjunction(piece: &str) -> Option<usize> {
    ["and ", "or ", "as well as "].iter().find(|word| piece.starts_with(*word)).map(|word| word.len())
}

/// Where the text behind the last of these words starts; nothing if none is there.
fn behind(piece: &str, is_one: impl Fn(&str) -> bool) -> Option<usize> {
    let mut at = 0;
    let mut found = None;
    for word in piece.split_inclusive(char::is_whitespace) {
        at += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if at < piece.len() && is_one(bare) {
            found = Some(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: &[&[&str]]) {
        let rules = crate::series::general().expect("the general rules are read");
        let lists = find(sentence, &rules.modifiers.openers, &Naming::new(&rules));
        let found: Vec<Vec<&str>> =
            lists.iter().map(|list| list.iter().map(|range| &sentence[range.clone()]).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn members_behind_an_opener_are_whole() {
        check(
            "The leaders noted progress this year, including the evaluation of capabilities and systems, the transition of commands, and the assessment of the environment.",
            &[&[
                "the evaluation of capabilities and systems",
                "the transition of commands",
                "the assessment of the environment",
            ]],
        );
    }

    #[test]
    fn dashes_bound_an_enumeration() {
        check(
            "capabilities—including nuclear, conventional, and missile defense capabilities—and reiterated it",
            &[&["nuclear", "conventional", "missile defense capabilities"]],
        );
    }

    #[test]
    fn a_comma_alone_makes_none() {
        check("Held on September 18, 2023, in Seoul, it was long.", &[]);
    }

    #[test]
    fn without_an_opener_the_first_member_starts_behind_the_verb() {
        check(
            "In conclusion, leaders assessed that it contributed to reaffirming the cohesion of the Alliance, bolstering coordination, and strengthening the posture.",
            &[&[
                "reaffirming the cohesion of the Alliance",
                "bolstering coordination",
                "strengthening the posture",
            ]],
        );
    }

    #[test]
    fn clauses_are_no_members() {
        check(
            "To this effect, they assessed that it improved capabilities, and that the exercise was held.",
            &[],
        );
        check("In March, the two sides met, and they discussed it.", &[]);
    }

    #[test]
    fn semicolons_part_members_that_hold_commas() {
        check(
            "They noted progress, including on guidelines; exercises, simulations, and training; and risk reduction.",
            &[
                &["guidelines", "exercises, simulations, and training", "risk reduction"],
                &["exercises", "simulations", "training"],
            ],
        );
    }
}
