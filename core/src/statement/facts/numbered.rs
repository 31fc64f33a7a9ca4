//! Resolutions by their numbers: each number is one instrument, however the text writes it.

use super::names::Name;
use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::{KindRule, PartyKind, PartyRule};

/// A resolution that a text names.
pub(super) struct Numbered {
    pub name: Name,
    /// The same for every way to write it.
    pub key: String,
}

/// The resolutions of a sentence: `UN Security Council Resolutions 1718 and 2397`, `Resolution 76/300 of the General Assembly`.
pub(super) fn find(text: &str, words: &[Word<'_>], kind: &KindRule, parties: &[PartyRule]) -> Vec<Numbered> {
    let mut found = Vec::new();
    // Few words have a number behind them, which is asked first.
    let numbered = |head: &usize| words[head + 1].text.starts_with(|c: char| c.is_ascii_digit());
    for head in (0..words.len().saturating_sub(1)).filter(numbered) {
        let is_head =
            kind.numbered.iter().any(|head_word| head_word.eq_ignore_ascii_case(last_word(words[head].text)));
        if !is_head || words[head].possessive {
            continue;
        }
        let numbers = numbers(words, head + 1);
        let Some(last) = numbers.last().copied() else { continue };
        // `House Resolution 12` is of another house.
        let before = head.checked_sub(1).map(|before| &words[before]);
        let ahead = before.and_then(|word| organ(word, parties));
        if ahead.is_none()
            && before.is_some_and(|word| word.is_capital() && word.roles.grammar.is_none())
            && head > 1
        {
            continue;
        }
        let organ = ahead.or_else(|| behind(words, last + 1).and_then(|word| organ(word, parties)));
        let start = if ahead.is_some() { head - 1 } else { head };
        for (index, &at) in numbers.iter().enumerate() {
            let number = words[at].text;
            let from = if index == 0 { start } else { at };
            let long = match organ {
                Some(organ) => format!("{organ} Resolution {number}"),
                None => format!("Resolution {number}"),
            };
            let range = words[from].range.start..words[at].range.end;
            let key = format!("resolution-{}", number.replace('/', "-"));
            if text.get(range.clone()).is_some() {
                found.push(Numbered { name: Name { range, long, acronym: None }, key });
            }
        }
    }
    found
}

/// `UN Security Council Resolution` may be one expression.
fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// The words with numbers behind a head: `1718, 1874 and 2397`, `76/300`.
fn numbers(words: &[Word<'_>], from: usize) -> Vec<usize> {
    let is_number = |word: &Word<'_>| {
        word.text.len() >= 2
            && word.text.starts_with(|c: char| c.is_ascii_digit())
            && word.text.chars().all(|c| c.is_ascii_digit() || c == '/')
            && !word.text.ends_with('/')
    };
    let mut found = Vec::new();
    let mut at = from;
    while let Some(word) = words.get(at) {
        if is_number(word) {
            found.push(at);
        } else if !(!found.is_empty() && (word.shape == Shape::Comma || word.is(Grammar::Conjunction))) {
            break;
        }
        at += 1;
    }
    found
}

/// What stands behind `of` or `of the`.
fn behind<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w Word<'t>> {
    words.get(at).filter(|word| word.text == "of")?;
    let article = words.get(at + 1).is_some_and(|word| word.is(Grammar::Determiner));
    words.get(at + 1 + usize::from(article))
}

/// The organ that passes resolutions, by its first name.
fn organ<'r>(word: &Word<'_>, parties: &'r [PartyRule]) -> Option<&'r str> {
    let party = parties.get(word.roles.party?)?;
    let passes = matches!(party.kind, PartyKind::Organisation | PartyKind::Group);
    party.names.first().filter(|_| passes).map(String::as_str)
}
