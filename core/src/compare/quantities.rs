//! Numbers with their units: `$4.5 million`, `0 to 1/4 percent` and `5 km` are each one token.

use rustc_hash::FxHashMap;

use super::token::Token;
use super::words::word_key;
use crate::series::QuantityRules;

/// Units by the key of their first word, the longest first; each with the name of its group.
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    by_first: FxHashMap<String, Vec<(Vec<String>, String)>>,
    /// What stands between the ends of a range (`to`).
    between: Vec<String>,
}

/// Units that follow one another: `5 million metric tons`.
const MOST: usize = 3;

impl Units {
    pub(super) fn new(rules: &QuantityRules) -> Self {
        let mut units = Self { between: rules.between.clone(), ..Self::default() };
        for group in &rules.units {
            let Some(name) = group.first() else { continue };
            for unit in group {
                let mut words: Vec<String> = unit.split_whitespace().map(keyed).collect();
                if words.is_empty() {
                    continue;
                }
                let first = words.remove(0);
                let list = units.by_first.entry(first).or_default();
                let place = list.iter().position(|(known, _)| known.len() < words.len());
                list.insert(place.unwrap_or(list.len()), (words, name.clone()));
            }
        }
        units
    }

    /// How many tokens make the quantity that starts at the first of these, and its key. Only white space stands between
    /// them.
    pub(super) fn quantity(&self, text: &str, tokens: &[Token]) -> Option<(usize, String)> {
        let number = |at: usize| {
            let word = word(text, tokens.get(at)?)?;
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            bare.starts_with(|c: char| c.is_ascii_digit()).then_some(word)
        };
        let mut key = String::new();
        let first = number(0)?;
        let (units, name) = self.units(text, tokens, 1);
        if let Some(percent) = self.attached(first) {
            return Some((1, percent));
        }
        if units > 0 {
            word_key(first, &mut key);
            return Some((1 + units, key + &name));
        }
        let last = number(2).filter(|_| self.is_between(text, tokens.get(1)))?;
        let (units, name) = self.units(text, tokens, 3);
        let attached = self.attached(last);
        if units == 0 && attached.is_none() {
            return None;
        }
        word_key(first, &mut key);
        let mut end = String::new();
        word_key(last, &mut end);
        Some((3 + units, format!("{key}-{}", attached.unwrap_or(end + &name))))
    }

    /// The key of a number whose unit stands at it: `5%`.
    fn attached(&self, number: &str) -> Option<String> {
        let bare = number.trim_end_matches(|c: char| !c.is_alphanumeric());
        let unit = &number[bare.len()..];
        let (_, name) = self.by_first.get(unit)?.iter().find(|(rest, _)| rest.is_empty())?;
        let mut key = String::new();
        word_key(bare, &mut key);
        Some(format!("{key} {name}"))
    }

    /// How many tokens from `from` on are units, and their names, each after a space.
    fn units(&self, text: &str, tokens: &[Token], from: usize) -> (usize, String) {
        let (mut taken, mut names) = (0, String::new());
        for _ in 0..MOST {
            let rest = tokens.get(from + taken..).unwrap_or_default();
            let Some((first, following)) = rest.split_first() else { break };
            let Some(first) = raw(text, first) else { break };
            let fits = |words: &&(Vec<String>, String)| {
                following.len() >= words.0.len()
                    && words
                        .0
                        .iter()
                        .zip(following)
                        .all(|(wanted, token)| raw(text, token).as_ref() == Some(wanted))
            };
            let Some((rest, name)) = self.by_first.get(&first).and_then(|list| list.iter().find(fits)) else {
                break;
            };
            taken += 1 + rest.len();
            names.push(' ');
            names.push_str(name);
        }
        (taken, names)
    }

    fn is_between(&self, text: &str, token: Option<&Token>) -> bool {
        let Some(word) = token.and_then(|token| text.get(token.start as usize..token.end as usize)) else {
            return false;
        };
        self.between.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

fn word<'t>(text: &'t str, token: &Token) -> Option<&'t str> {
    text.get(token.start as usize..token.end as usize).filter(|_| !token.mark)
}

fn raw(text: &str, token: &Token) -> Option<String> {
    text.get(token.start as usize..token.end as usize).map(keyed)
}

fn keyed(word: &str) -> String {
    let mut key = String::new();
    word_key(word, &mut key);
    key
}
