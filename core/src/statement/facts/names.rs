//! Names that no rule knows, recognised by their form.

use std::ops::Range;

use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::KindRule;

/// A name that no rule knows, recognised by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Bytes of the sentence: the long form, without an acronym after it.
    pub range: Range<usize>,
    /// The long form on one line, without what stands in parentheses.
    pub long: String,
    /// What stands in parentheses after it.
    pub acronym: Option<String>,
}

/// Reads the name that ends in the head at `head` (word positions), if capitals stand before it.
pub(super) fn before_head(
    text: &str,
    words: &[Word<'_>],
    head: Range<usize>,
    kind: &KindRule,
) -> Option<Name> {
    let mut end = head.end;
    let mut last = head.start;
    let mut acronym = None;
    if let Some(between) = &kind.between {
        let small = words[..head.start].iter().rev();
        let small =
            small.take_while(|word| between.iter().any(|known| known.eq_ignore_ascii_case(word.text)));
        last = head.start - small.count();
        end = last;
        if last != head.start && acronym_at(words, head.end).is_some() {
            // `Space Cooperation table-top exercise (TTX)`: the acronym is the head's, which the name then needs.
            end = head.end;
        } else if let Some(inner) = acronym_ending(words, end) {
            acronym = Some(inner.text.to_owned());
            end -= 3;
            last = end;
        }
    } else if !words[head.clone()].iter().any(Word::is_capital) {
        return None;
    }
    let mut start = walk_back(words, last);
    start = strip(words, start, last, kind);
    let own = words[start..last].iter().any(|word| word.is_capital() && !is_party(word));
    let named = words[start..last].iter().any(Word::is_capital);
    // `U.S.-ROK combined exercises` are whichever.
    if kind.between.is_some() && !own {
        return None;
    }
    if kind.between.is_none() && acronym_at(words, end).is_none() {
        end = walk_on(words, end, own, kind);
    }
    // A party alone makes no name (`U.S. Strategy`), but a place does (`Washington Declaration`).
    // `the Working Group on Counterterrorism` has its name behind the head.
    if !own && (end == head.end || !named && start != last) {
        return None;
    }
    acronym = acronym.or_else(|| acronym_at(words, end).map(|word| word.text.to_owned()));
    acronym = acronym.filter(|acronym| !kind.acronyms.contains(acronym));
    let name = &words[start..end];
    Some(Name {
        range: name.first()?.range.start..name.last()?.range.end,
        long: long_form(text, name),
        acronym,
    })
}

/// Reads the name that stands right behind its head, in capitals throughout: `exercise—FREEDOM EDGE`.
pub(super) fn behind_head(text: &str, words: &[Word<'_>], head: usize) -> Option<Name> {
    let start = head + usize::from(words.get(head).is_some_and(|word| word.shape == Shape::Dash));
    let capitals = words.get(start..)?.iter().take_while(|word| word.is_acronym() && !is_party(word));
    let end = start + capitals.count();
    let name = words.get(start..end).filter(|name| !name.is_empty())?;
    let range = name.first()?.range.start..name.last()?.range.end;
    Some(Name { range, long: long_form(text, name), acronym: None })
}

/// Reads the name that begins at the word `at` (`USS`): the capitals that follow.
pub(super) fn after_start(text: &str, words: &[Word<'_>], at: usize) -> Option<Name> {
    let capitals =
        words[at + 1..].iter().take_while(|word| word.is_capital() && word.roles.grammar.is_none());
    let end = at + 1 + capitals.count();
    (end > at + 1).then(|| Name {
        range: words[at].range.start..words[end - 1].range.end,
        long: long_form(text, &words[at..end]),
        acronym: None,
    })
}

/// Names in small letters that an acronym behind them spells: `information-sharing arrangement (ISA)`.
pub(super) fn defined(text: &str, words: &[Word<'_>]) -> Vec<Name> {
    let mut found = Vec::new();
    for open in (1..words.len()).filter(|&at| words[at].shape == Shape::Open) {
        let Some(acronym) = acronym_at(words, open) else { continue };
        let Some(start) = spelled(words, open, acronym.text) else { continue };
        let name = &words[start..open];
        // With a capital throughout it is known by its form.
        if !name.iter().any(|word| !word.is_capital() && word.roles.grammar.is_none()) {
            continue;
        }
        let range = words[start].range.start..words[open - 1].range.end;
        found.push(Name { range, long: long_form(text, name), acronym: Some(acronym.text.to_owned()) });
    }
    found
}

/// The first of the words before `end` whose first letters, hyphenated parts counted, are the acronym's.
fn spelled(words: &[Word<'_>], end: usize, acronym: &str) -> Option<usize> {
    let mut letters: Vec<char> = acronym.chars().flat_map(char::to_lowercase).collect();
    let mut at = end;
    while !letters.is_empty() {
        at = at.checked_sub(1)?;
        let word = &words[at];
        if word.shape != Shape::Word {
            return None;
        }
        let initials: Vec<char> = word
            .text
            .split(['-', '\u{2010}', '\u{2011}', ' '])
            .filter_map(|part| part.chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        let one = initials.first().copied();
        if letters.ends_with(&initials) {
            letters.truncate(letters.len() - initials.len());
        } else if one.is_some() && letters.last().copied() == one {
            letters.pop();
        } else if !is_connector(word) {
            return None;
        }
    }
    Some(at)
}

/// The acronym in parentheses that stands at `at`.
pub(super) fn acronym_at<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w Word<'t>> {
    let mut rest = words.get(at..)?.iter().filter(|word| word.shape != Shape::Quote);
    let open = rest.next()?;
    let acronym = rest.next()?;
    let close = rest.next()?;
    (open.shape == Shape::Open && close.shape == Shape::Close && acronym.is_acronym()).then_some(acronym)
}

/// The acronym in parentheses that ends before `end`.
fn acronym_ending<'w, 't>(words: &'w [Word<'t>], end: usize) -> Option<&'w Word<'t>> {
    acronym_at(words, end.checked_sub(3)?).filter(|_| words[end - 1].shape == Shape::Close)
}

/// The long form as one would list it: on one line, without what stands in parentheses.
fn long_form(text: &str, words: &[Word<'_>]) -> String {
    let mut long = String::new();
    let mut depth = 0_usize;
    for word in words {
        match word.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Shape::Comma => long.push(','),
            _ => {
                if !long.is_empty() {
                    long.push(' ');
                }
                long.push_str(&text[word.range.clone()].split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    long
}

fn is_party(word: &Word<'_>) -> bool {
    word.roles.party.is_some() || word.compound.is_some()
}

/// Words that are never part of a name, though they may have a capital at the start of a sentence.
fn is_barrier(word: &Word<'_>) -> bool {
    word.roles.grammar.is_some()
        || word.roles.voice.is_some() && !word.possessive
        || word.roles.verb.is_some_and(|_| !word.is_capital())
        || word.roles.times.iter().any(|_| word.is_capital())
        || word.is_ordinal()
        || word.possessive && is_party(word)
        || word.text.ends_with("'s")
        || word.text.ends_with("’s")
}

/// Words that may join the parts of a name.
fn is_connector(word: &Word<'_>) -> bool {
    matches!(word.text, "of" | "for" | "and" | "on" | "the" | "&")
}

/// Whether the word at `at` joins the part of a name behind it to one before it.
fn joins(words: &[Word<'_>], at: usize) -> bool {
    let after_preposition = || at > 0 && matches!(words[at - 1].text, "of" | "for" | "on");
    let before_article = || words.get(at + 1).is_some_and(|word| word.is(Grammar::Determiner));
    match words[at].text {
        "the" => after_preposition(),
        "and" | "&" => !before_article(),
        _ => is_connector(&words[at]),
    }
}

/// The first word of the run of capitals that ends before `end`.
fn walk_back(words: &[Word<'_>], end: usize) -> usize {
    let mut start = end;
    let mut at = end;
    while at > 0 {
        at -= 1;
        let word = &words[at];
        if word.shape == Shape::Close && acronym_ending(words, at + 1).is_some() {
            at -= 2;
        } else if word.is_capital() && !is_barrier(word) {
            start = at;
        } else if word.is_number() && word.text.len() <= 2 && at + 1 == end {
            // `Freedom Shield 23`
        } else if !(word.shape == Shape::Word && joins(words, at) && at + 1 == start) {
            break;
        }
    }
    start
}

/// Takes a party, a place or the like off the front of a name, as the kind wants it.
fn strip(words: &[Word<'_>], mut start: usize, end: usize, kind: &KindRule) -> usize {
    while !kind.party
        && start + 1 < end
        && (is_party(&words[start]) || is_connector(&words[start]) || words[start].shape != Shape::Word)
    {
        start += 1;
    }
    start
}

/// The end of a name that goes on after its head (`Strategy for a Free and Open Indo-Pacific`).
fn walk_on(words: &[Word<'_>], end: usize, named: bool, kind: &KindRule) -> usize {
    let Some(preposition) = words.get(end) else { return end };
    let direct = words.get(end + 1).is_some_and(|word| word.is_capital() && !is_barrier(word));
    let mut at = match preposition.text {
        "on" | "for" | "of" if direct && !(named && preposition.text == "of") => end + 1,
        "for" | "of" | "on"
            if !named && words.get(end + 1).is_some_and(|word| word.is(Grammar::Determiner)) =>
        {
            end + 2
        }
        // `United Nations Convention on the Law of the Sea`
        "on" if !kind.convenes
            && words.get(end + 1).is_some_and(|word| word.is(Grammar::Determiner))
            && words.get(end + 2).is_some_and(|word| word.is_capital() && !is_party(word)) =>
        {
            end + 2
        }
        _ => return end,
    };
    let mut last = end;
    while let Some(word) = words.get(at) {
        if word.is_capital() && !is_barrier(word) {
            last = at + 1;
        } else if !(word.shape == Shape::Comma || joins(words, at)) || at > last + 1 {
            break;
        }
        at += 1;
    }
    last
}
