//! Acronyms that a text introduces: "Nuclear Consultative Group (NCG)".

use super::words::{Key, Kind, Words};

/// A long form and the acronym that the text gives it, as keys.
pub(super) struct Definition {
    pub long: Vec<u32>,
    pub short: u32,
}

/// Every definition in one unit. `brackets` tells which tokens are acronyms in brackets.
pub(super) fn defined(text: &str, keys: &[Key], brackets: &[bool], words: &Words) -> Vec<Definition> {
    let mut found = Vec::new();
    for at in (1..keys.len()).filter(|&at| brackets[at]) {
        let acronym = &text[keys[at].start as usize + 1..keys[at].end as usize - 1];
        let first =
            by_initials(text, &keys[..at], acronym, words).or_else(|| by_letters(text, &keys[..at], acronym));
        if let Some(first) = first {
            let long = keys[first..at].iter().map(|key| key.number).collect();
            found.push(Definition { long, short: keys[at].number });
        }
    }
    found
}

/// The longest form that is looked for, in words.
const REACH: usize = 40;

/// The first word of the long form, where each letter of the acronym is a word's initial; function words may be left
/// out of the acronym.
fn by_initials(text: &str, before: &[Key], acronym: &str, words: &Words) -> Option<usize> {
    let mut rest = acronym.strip_suffix('s').unwrap_or(acronym);
    let mut at = before.len();
    while !rest.is_empty() {
        if before.len() - at > REACH {
            return None;
        }
        at = at.checked_sub(1)?;
        let key = &before[at];
        let word = &text[key.start as usize..key.end as usize];
        let number = word.bytes().all(|b| b.is_ascii_digit());
        // A compound may give one initial or one a part: "Counter-Missile", "Conventional-Nuclear".
        let initials: String = word.split('-').filter_map(|part| part.chars().next()).collect();
        rest = if let Some(left) = rest.strip_suffix(word).filter(|_| number) {
            left
        } else if let Some(left) = strip_suffix_fold(rest, &initials) {
            left
        } else if let Some(left) = strip_suffix_fold(rest, &initials[..initials.chars().next()?.len_utf8()]) {
            left
        } else if words.kind(key.number) == Kind::Function && at + 1 < before.len() {
            rest
        } else {
            return None;
        };
    }
    (before.len() - at >= 2).then_some(at)
}

fn strip_suffix_fold<'s>(text: &'s str, suffix: &str) -> Option<&'s str> {
    let place = text.len().checked_sub(suffix.len())?;
    let tail = text.get(place..)?;
    (!suffix.is_empty() && tail.eq_ignore_ascii_case(suffix)).then(|| &text[..place])
}

/// The first word of the long form, where the acronym's letters stand in order in it and the first one starts a word
/// ("tabletop exercise (TTX)"; the rule of Schwartz and Hearst).
fn by_letters(text: &str, before: &[Key], acronym: &str) -> Option<usize> {
    let letters: Vec<u8> = acronym.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if letters.len() < 3 {
        return None;
    }
    let reach = (letters.len() + 5).min(2 * letters.len());
    let mut left = letters.len();
    for (back, key) in before.iter().rev().take(reach).enumerate() {
        let word = &text.as_bytes()[key.start as usize..key.end as usize];
        if !word[0].is_ascii_alphanumeric() {
            return None;
        }
        for place in (0..word.len()).rev() {
            let wanted = letters[left - 1];
            if word[place].eq_ignore_ascii_case(&wanted) && (left > 1 || place == 0) {
                left -= 1;
                if left == 0 {
                    return (back >= 1).then(|| before.len() - 1 - back);
                }
            }
        }
    }
    None
}
