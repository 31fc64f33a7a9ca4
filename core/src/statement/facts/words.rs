//! The words, expressions and marks of one sentence.

use std::ops::Range;

use super::vocabulary::{Grammar, NO_ROLES, Roles, Vocabulary};
use crate::characters::is_hidden;
use crate::series::Scanned;

/// A word, an expression of the rules or a mark of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    pub text: &'t str,
    pub shape: Shape,
    pub roles: &'t Roles,
    /// Ends in `'s` or `s'`.
    pub possessive: bool,
    /// Parties tied together (`U.S.-ROK`), by their positions in the rules: an adjective, never a subject.
    /// In a box, since few words have any and a long text has millions of words.
    #[expect(
        clippy::box_collection,
        reason = "a third of the size of a vector, in a struct of which there are millions"
    )]
    pub compound: Option<Box<Vec<usize>>>,
}

/// What a [`Word`] looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    Comma,
    /// `;` or `:`
    Break,
    Open,
    Close,
    Dash,
    Quote,
    Stop,
}

impl Word<'_> {
    pub(super) fn compound(&self) -> &[usize] {
        self.compound.as_deref().map_or(&[], Vec::as_slice)
    }

    pub(super) fn is(&self, grammar: Grammar) -> bool {
        self.roles.grammar == Some(grammar)
    }

    pub(super) fn is_capital(&self) -> bool {
        self.shape == Shape::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// `55th`
    pub(super) fn is_ordinal(&self) -> bool {
        let digits = self.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty()
            && matches!(&self.text[digits.len()..], "st" | "nd" | "rd" | "th")
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Two capitals or more and no small letter: `NCG`, `UFS23`.
    pub(super) fn is_acronym(&self) -> bool {
        /// Bytes; the longest in the genre is USINDOPACOM.
        const LONGEST: usize = 14;
        self.shape == Shape::Word
            && self.text.len() <= LONGEST
            && self.text.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
            && !self.text.chars().any(char::is_lowercase)
    }

    /// Adverbs, by list or by their ending.
    pub(super) fn is_adverb(&self) -> bool {
        self.is(Grammar::Adverb)
            || (!self.roles.is_known() && self.text.ends_with("ly") && !self.is_capital())
    }
}

/// Cuts a sentence into words and marks, and joins the words of each expression that the rules know.
pub(super) fn words<'t>(text: &'t str, scanned: &Scanned<'_>, vocabulary: &'t Vocabulary) -> Vec<Word<'t>> {
    let raw = cut(text);
    let mut words: Vec<Word<'t>> = Vec::with_capacity(raw.len());
    let mut hits = vocabulary.lexicon.find_in(scanned).peekable();
    let mut next = 0;
    while next < raw.len() {
        let (range, shape) = raw[next].clone();
        while hits.next_if(|hit| hit.range.start < range.start).is_some() {}
        let mut word = Word {
            text: &text[range.clone()],
            range: range.clone(),
            shape,
            roles: &NO_ROLES,
            possessive: false,
            compound: None,
        };
        next += 1;
        if let Some(hit) = hits.next_if(|hit| hit.range.start == range.start) {
            let mut through = hit.range.end;
            let mut parties: Vec<usize> = vocabulary.roles[hit.pattern].party.into_iter().collect();
            // `U.S.-Republic of Korea` is tied together, party by party.
            while !parties.is_empty()
                && text[through..].starts_with(['-', '\u{2010}', '\u{2011}', '/', '–'])
                && let Some(tied) = hits.next_if(|hit| text[through..hit.range.start].chars().count() == 1)
            {
                match vocabulary.roles[tied.pattern].party {
                    Some(party) => parties.push(party),
                    None => parties.clear(),
                }
                through = tied.range.end;
            }
            let last = raw[next - 1..].iter().take_while(|(range, _)| range.start < through).count();
            let end = raw[next + last - 2].0.end.max(through);
            let rest = &text[through..end];
            if !matches!(rest, "" | "'s" | "’s" | "'" | "’") {
                while hits.next_if(|hit| hit.range.start < range.end).is_some() {}
            } else if parties.len() > 1 || through == hit.range.end {
                next += last - 1;
                word.range.end = end;
                word.text = &text[range.start..through];
                word.possessive = !rest.is_empty();
                if through == hit.range.end {
                    word.roles = &vocabulary.roles[hit.pattern];
                } else {
                    word.compound = Some(Box::new(parties));
                }
            }
        }
        words.push(word);
    }
    words
}

fn cut(text: &str) -> Vec<(Range<usize>, Shape)> {
    let bytes = text.as_bytes();
    let mut cuts = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_alphanumeric() {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            while let Some(c) = text[at..].chars().next().filter(|&c| c != ' ') {
                let next = text[at + c.len_utf8()..].chars().next();
                let inside = matches!(c, '-' | '\'' | '’' | '.' | '/' | '&' | '\u{2010}' | '\u{2011}');
                if !(c.is_alphanumeric()
                    || (!c.is_ascii() && is_hidden(c))
                    || (inside && next.is_some_and(char::is_alphanumeric))
                    || (c == '.' && text[start..at].contains('.'))
                    || (c == '.' && next == Some('-'))
                    || (matches!(c, '\'' | '’') && text[start..at].ends_with('s')))
                {
                    break;
                }
                at += c.len_utf8();
            }
            cuts.push((start..at, Shape::Word));
            continue;
        }
        let shape = match c {
            ',' => Shape::Comma,
            ';' | ':' => Shape::Break,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '-' | '–' | '—' => Shape::Dash,
            '.' | '!' | '?' => Shape::Stop,
            c if c.is_whitespace() || is_hidden(c) => continue,
            _ => Shape::Quote,
        };
        cuts.push((start..at, shape));
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series;

    fn check(text: &str, expected: &[&str]) {
        let vocabulary = Vocabulary::new(&series::general().unwrap());
        let words = words(text, &Scanned::new(text), &vocabulary);
        let found: Vec<&str> = words.iter().map(|word| word.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_compounds_are_one_word() {
        check("the U.S. side, and", &["the", "U.S.", "side", ",", "and"]);
        check("the ROK-U.S. Alliance.", &["the", "ROK-U.S.", "Alliance", "."]);
        check("U.S.-ROK-Japan (KIDD)", &["U.S.-ROK-Japan", "(", "KIDD", ")"]);
        check("the U.S.", &["the", "U.S."]);
    }

    #[test]
    fn expressions_of_the_rules_are_one_word() {
        check("both sides noted", &["both sides", "noted"]);
        check("the United States’ unwavering", &["the", "United States", "unwavering"]);
        check("the DPRK's efforts to", &["the", "DPRK", "efforts to"]);
        check("capabilities—including", &["capabilities", "—", "including"]);
    }

    #[test]
    fn parties_tied_together_are_known() {
        let rules = series::general().unwrap();
        let vocabulary = Vocabulary::new(&rules);
        let ids = |text: &str| -> Vec<String> {
            words(text, &Scanned::new(text), &vocabulary)[0]
                .compound()
                .iter()
                .map(|&party| rules.party[party].id.clone())
                .collect()
        };
        assert_eq!(ids("ROK-U.S.-Japan"), ["rok", "us", "japan"]);
        assert_eq!(ids("U.S.-Republic of Korea (ROK)"), ["us", "rok"]);
        assert_eq!(ids("U.S.-led"), [""; 0]);
    }
}
