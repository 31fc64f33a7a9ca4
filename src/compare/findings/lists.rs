//! Enumerations in a sentence: `A, B, and C`, with or without `including` in front.

use std::ops::Range;

/// Members that make an enumeration.
const LEAST: usize = 3;

/// Byte ranges of the members of each enumeration of a sentence, in order.
///
/// An enumeration is a run of pieces between commas or semicolons whose last piece starts with `and` or `or`. Where a word of
/// `openers` (`including`) stands in front, the first member starts behind it. Without one nobody can say where it
/// starts, so it starts behind the last of `ends` (words that end a noun phrase).
pub(super) fn find(sentence: &str, openers: &[String], ends: &[String]) -> Vec<Vec<Range<usize>>> {
    let pieces = pieces(sentence);
    let mut lists = Vec::new();
    let mut from = 0;
    for last in 1..pieces.len() {
        let Some(length) = conjunction(&sentence[pieces[last].clone()]) else { continue };
        let mut members: Vec<Range<usize>> = Vec::new();
        members.push(pieces[last].start + length..pieces[last].end);
        let mut at = last;
        while at > from {
            at -= 1;
            let piece = &pieces[at];
            let text = &sentence[piece.clone()];
            if let Some(cut) = behind(text, openers) {
                members.push(piece.start + cut..piece.end);
                break;
            }
            if at == from || conjunction(text).is_some() {
                let cut = behind(text, ends).unwrap_or(0);
                members.push(piece.start + cut..piece.end);
                break;
            }
            members.push(piece.clone());
        }
        members.reverse();
        from = last + 1;
        if members.len() >= LEAST {
            lists.push(members);
        }
    }
    lists
}

/// Pieces between commas and semicolons that stand in no parentheses, trimmed.
fn pieces(sentence: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, character) in sentence.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' | '—' | '–' if depth == 0 && !is_in_number(sentence, at) => {
                push(&mut pieces, sentence, start..at);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    push(&mut pieces, sentence, start..sentence.len());
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

/// Where the text behind the last of these words starts.
fn behind(piece: &str, words: &[String]) -> Option<usize> {
    let mut at = 0;
    let mut found = None;
    for word in piece.split_inclusive(char::is_whitespace) {
        at += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if at < piece.len() && words.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
            found = Some(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: &[&[&str]]) {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let lists = find(sentence, &words(&["including"]), &words(&["in", "and", "to"]));
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
}
