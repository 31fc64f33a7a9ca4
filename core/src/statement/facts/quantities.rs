//! Numbers with what they count: unit, currency, range, sign, scale.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::Rules;
use crate::statement::Quantity;

/// Words behind a number among which what it counts is named (`U.S. military personnel`).
const NOUN: usize = 7;

/// Words that are taken for what is counted where none of them is a plural.
const SINGULAR: usize = 2;

/// A spelled number below it is rather an article (`one of`) than a count (no unit).
const SEVERAL: f64 = 2.0;

/// Bytes before a number in which a bound stands (`no fewer than`).
const BOUND: usize = 24;

/// Years that are written as bare numbers.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// The units, bounds and signs of the rules.
pub(super) struct Units {
    /// By the words of a unit in small letters: its name, and its factor where it is a scale.
    units: FxHashMap<String, (String, Option<f64>)>,
    /// The most words of a unit.
    longest: usize,
    currencies: Vec<(String, String)>,
    between: FxHashSet<String>,
    bounds: Vec<String>,
    numbered: FxHashSet<String>,
    minus: FxHashSet<String>,
    /// What stands behind the time of day (`p.m.`).
    clock: FxHashSet<String>,
    words: FxHashMap<String, f64>,
    /// The first letters of numbers that are spelled.
    initials: Vec<u8>,
}

impl Units {
    pub(super) fn new(rules: &Rules) -> Self {
        let quantity = &rules.quantity;
        let mut units = FxHashMap::default();
        for group in &quantity.units {
            let Some(first) = group.first() else { continue };
            let factor = quantity.scales.iter().find(|scale| scale.name == *first);
            let factor = factor.map(|scale| 10_f64.powi(i32::from(scale.zeros)));
            for name in group {
                units.insert(name.to_lowercase(), (first.clone(), factor));
            }
        }
        let lower = |list: &[String]| list.iter().map(|word| word.to_lowercase()).collect();
        let mut currencies: Vec<(String, String)> = quantity
            .currencies
            .iter()
            .flat_map(|currency| currency.signs.iter().map(|sign| (sign.clone(), currency.id.to_uppercase())))
            .collect();
        // `A$` before `$`
        currencies.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        let mut bounds: Vec<String> = rules.claims.bounds.iter().map(|word| word.to_lowercase()).collect();
        bounds.sort_by_key(|bound| std::cmp::Reverse(bound.len()));
        Self {
            longest: units.keys().map(|unit: &String| unit.split(' ').count()).max().unwrap_or(1),
            units,
            currencies,
            between: lower(&quantity.between),
            bounds,
            numbered: lower(&rules.claims.numbered),
            minus: lower(&rules.claims.minus),
            clock: lower(&rules.sentences.mostly),
            initials: {
                let mut initials: Vec<u8> =
                    quantity.numbers.iter().filter_map(|number| number.name.bytes().next()).collect();
                initials.sort_unstable();
                initials.dedup();
                initials
            },
            words: quantity.numbers.iter().map(|number| (number.name.to_lowercase(), number.value)).collect(),
        }
    }

    /// The quantities of a sentence in the order of the text. Dates, years, ordinals and numbers of documents are none.
    pub(super) fn find(&self, text: &str, words: &[Word<'_>]) -> Vec<Quantity> {
        let mut found: Vec<Quantity> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.quantity(text, words, at) {
                Some((end, quantity)) => {
                    found.push(quantity);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn quantity(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, Quantity)> {
        let word = words.get(at)?;
        // Most words begin like no number, which one look at their first letter tells.
        let first = word.text.bytes().next()?;
        let fraction = !first.is_ascii() && word.text.contains(FRACTIONS);
        let digits = first.is_ascii_digit() || fraction;
        if !digits && (word.shape != Shape::Word || !self.initials.contains(&first.to_ascii_lowercase())) {
            return None;
        }
        let spelled = !digits && self.spelled(word.text).is_some();
        if !digits && !spelled || self.is_label(text, words, at) {
            return None;
        }
        let low = self.number(text, words, at)?;
        let mut start = low.range.start;
        let mut next = low.next;
        let mut upper = None;
        let mut unit = self.unit(text, words, &low);
        // `5-1/4 to 5-1/2 percent`, `2–3 percent`
        let tied = words.get(next).is_some_and(|word| self.between.contains(word.text) || word.text == "–");
        let tied = tied
            || words.get(next).is_some_and(|word| word.text == "and")
                && at.checked_sub(1).is_some_and(|last| words[last].text.eq_ignore_ascii_case("between"));
        if tied
            && unit.as_ref().is_none_or(|unit| unit.end == next)
            && let Some(high) = self
                .number(text, words, next + 1)
                .filter(|high| high.currency.is_none() || low.currency.is_some())
        {
            let of_high = self.unit(text, words, &high);
            if unit.is_none()
                || of_high
                    .as_ref()
                    .is_some_and(|of_high| unit.as_ref().is_some_and(|unit| unit.name == of_high.name))
            {
                next = high.next;
                upper = Some(high.value);
                unit = of_high;
            }
        }
        let Found { name, factor, end, .. } = match unit {
            Some(unit) => unit,
            None if low.currency.is_some() => {
                Found { name: String::new(), factor: 1.0, end: next, plural: false }
            }
            None if spelled => match self.counted(text, words, next) {
                // `five patrol boats`; of `three leaders` it is known who they are.
                Some(found)
                    if found.plural && low.value >= SEVERAL && !names_somebody(words, next, found.end) =>
                {
                    found
                }
                _ => return None,
            },
            None => {
                // A bare number of four digits is a year.
                let year = low.bare.parse::<u32>().is_ok_and(|number| YEARS.contains(&number));
                if year && upper.is_none() {
                    return None;
                }
                let grouped = low.bare.len() > 3 && text[low.range.clone()].contains(',');
                match self.counted(text, words, next) {
                    // `Northern Shield 32 involved`
                    Some(found)
                        if !found.plural && at > 1 && words[at - 1].is_capital() && low.bare.len() <= 2 =>
                    {
                        return None;
                    }
                    Some(found) => found,
                    None if grouped => Found { name: String::new(), factor: 1.0, end: next, plural: false },
                    None => return None,
                }
            }
        };
        let end = end.max(next);
        let mut sign = 1.0;
        if let Some(before) = at.checked_sub(1).map(|before| &words[before]) {
            let minus = self.minus.contains(before.text.to_lowercase().as_str())
                || before.shape == Shape::Dash
                    && before.range.end == low.range.start
                    && (at < 2 || words[at - 2].range.end < before.range.start);
            if minus {
                sign = -1.0;
                start = before.range.start;
            }
        }
        let bound = self.bound(&text[..start]);
        let last = words.get(end - 1)?.range.end.max(low.range.end);
        let unit = match (&low.currency, name.as_str()) {
            (Some(currency), "") => currency.clone(),
            (Some(currency), name) => format!("{currency} {name}"),
            (None, name) => name.to_owned(),
        };
        Some((
            end,
            Quantity {
                range: start..last,
                value: sign * low.value * factor,
                upper: upper.map(|upper| sign * upper * factor),
                unit,
                bound,
            },
        ))
    }

    /// Whether the number at `at` names a thing and counts none: `Resolution 2270`, `Article 5`, `September 18`, `23rd`,
    /// `F-35`, `G7`, `2+2`.
    fn is_label(&self, text: &str, words: &[Word<'_>], at: usize) -> bool {
        let word = &words[at];
        let before = at.checked_sub(1).map(|before| &words[before]);
        let behind = words.get(at + 1);
        let month = |word: Option<&Word<'_>>| {
            word.is_some_and(|word| !word.roles.times.is_empty() && word.is_capital())
        };
        let named = before.is_some_and(|before| self.numbered.contains(before.text.to_lowercase().as_str()));
        let glued = text[..word.range.start].ends_with(['+', '/', '-', '_', '@', '#'])
            || text[word.range.end..].starts_with(['+', '@', '_']);
        let letters = word.text.chars().next().is_some_and(char::is_alphabetic)
            && word.text.bytes().any(|byte| byte.is_ascii_digit());
        word.is_ordinal()
            || letters
            || glued
            || named
            || month(before)
            || month(behind) && word.text.len() <= 2
            || before.is_some_and(|before| before.shape == Shape::Open)
                && behind.is_some_and(|behind| behind.shape == Shape::Close)
            || word.text.contains(':')
            || behind.is_some_and(|behind| self.clock.contains(behind.text.to_lowercase().as_str()))
    }

    /// What a number is worth that is spelled. Few words begin like one, so that most cost no look-up.
    fn spelled(&self, word: &str) -> Option<f64> {
        let first = word.bytes().next()?.to_ascii_lowercase();
        if !self.initials.contains(&first) {
            return None;
        }
        self.words.get(word.to_lowercase().as_str()).copied()
    }

    /// The number that begins at the word `at`.
    fn number(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<Number> {
        let word = words.get(at)?;
        if let Some(value) = self.spelled(word.text) {
            return Some(Number {
                value,
                bare: String::new(),
                range: word.range.clone(),
                next: at + 1,
                currency: None,
            });
        }
        let core = word.text.trim_end_matches(|c: char| c.is_alphabetic() || c == '-');
        // Thousands are cut at their commas: `28,500`.
        let mut digits = core.to_owned();
        let mut next = at + 1;
        let mut end = word.range.start + core.len();
        while core.len() == word.text.len()
            && let (Some(comma), Some(group)) = (words.get(next), words.get(next + 1))
            && comma.shape == Shape::Comma
            && comma.range.start == end
            && group.range.start == comma.range.end
            && group.text.len() == 3
            && group.is_number()
        {
            digits.push_str(group.text);
            end = group.range.end;
            next += 2;
        }
        // `1,250.5` has its decimals in the last group.
        if let (Some(comma), Some(group)) = (words.get(next), words.get(next + 1))
            && comma.shape == Shape::Comma
            && comma.range.start == end
            && group.range.start == comma.range.end
            && group.text.split_once('.').is_some_and(|(whole, _)| whole.len() == 3)
            && parse(group.text).is_some()
        {
            digits.push_str(group.text);
            end = group.range.end;
            next += 2;
        }
        let value = parse(&digits)?;
        let before = &text[..word.range.start];
        let tight = before.trim_end_matches([' ', '\u{a0}']);
        let currency = self.currencies.iter().find(|(sign, _)| {
            let edge = tight.strip_suffix(sign.as_str());
            edge.is_some_and(|edge| {
                !sign.starts_with(char::is_alphabetic) || !edge.ends_with(char::is_alphanumeric)
            })
        });
        let start = currency.map_or(word.range.start, |(sign, _)| tight.len() - sign.len());
        Some(Number {
            value,
            bare: digits,
            range: start..end,
            next,
            currency: currency.map(|(_, id)| id.clone()),
        })
    }

    /// The unit behind a number, with the scale that stands before it: `million metric tons`, `%`, `-year`.
    fn unit(&self, text: &str, words: &[Word<'_>], number: &Number) -> Option<Found> {
        let behind = &text[number.range.end..];
        if behind.starts_with('%') {
            let end = words.partition_point(|word| word.range.start <= number.range.end);
            let end = end.max(number.next);
            return Some(Found { name: "%".to_owned(), factor: 1.0, end, plural: false });
        }
        let mut factor = 1.0;
        let mut end = number.next;
        let mut name = String::new();
        let mut any = false;
        // What is tied to a number (`$4.5bn`, `15-year`) stands in the same word.
        if let Some(word) = words.get(number.next - 1) {
            let tied = &text[number.range.end.min(word.range.end)..word.range.end];
            let tied = tied.trim_start_matches('-');
            if let Some((unit, scale)) =
                self.units.get(tied.to_lowercase().as_str()).filter(|_| !tied.is_empty())
            {
                any = true;
                match scale {
                    Some(scale) => factor *= scale,
                    None => name.clone_from(unit),
                }
            } else if !tied.is_empty() {
                return None;
            }
        }
        while let Some((length, unit, scale)) = self.known(words, end).filter(|_| name.is_empty()) {
            any = true;
            end += length;
            match scale {
                Some(scale) => factor *= scale,
                None => name.clone_from(unit),
            }
        }
        if !any {
            return None;
        }
        if name.is_empty() && number.currency.is_none() {
            // `33 million doses`
            if let Some(counted) = self.counted(text, words, end) {
                return Some(Found { factor, ..counted });
            }
        }
        Some(Found { name, factor, end, plural: false })
    }

    /// The longest unit of the rules at the word `at`.
    fn known(&self, words: &[Word<'_>], at: usize) -> Option<(usize, &String, Option<f64>)> {
        (1..=self.longest).rev().find_map(|length| {
            let slice = words.get(at..at + length)?;
            let joined = slice.iter().map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" ");
            self.units.get(&joined).map(|(name, factor)| (length, name, *factor))
        })
    }

    /// What a number counts that no rule knows: the noun phrase behind it. Without one it is no quantity.
    fn counted(&self, text: &str, words: &[Word<'_>], at: usize) -> Option<Found> {
        let stops = |word: &Word<'_>| {
            word.shape != Shape::Word
                || word.roles.grammar.is_some() && !word.is(Grammar::Ordinal)
                || word.roles.verb.is_some_and(|_| !word.text.ends_with("ed"))
                || word.is_number()
                || word.roles.voice.is_some() && !word.is_capital()
        };
        let rest = words.get(at..)?;
        let length = rest.iter().take(NOUN).take_while(|word| !stops(word)).count();
        // What is counted is a plural: `30 intensive field training exercises`.
        let plural = rest.iter().take(length).position(|word| {
            word.text.ends_with('s') && !word.text.ends_with("ss") && word.roles.party.is_none()
        });
        let last = at + plural.map_or(length.min(SINGULAR), |plural| plural + 1).checked_sub(1)?;
        // `9 May`, `5 p.m.`
        if words[at].roles.times.iter().any(|_| words[at].is_capital()) || words[at].text.ends_with(".m") {
            return None;
        }
        let name = text[words[at].range.start..words[last].range.end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        Some(Found { name, factor: 1.0, end: last + 1, plural: plural.is_some() })
    }

    /// What stands right before a number and bounds it.
    fn bound(&self, before: &str) -> Option<String> {
        let from =
            (before.len().saturating_sub(BOUND)..=before.len()).find(|&at| before.is_char_boundary(at))?;
        let low = before[from..].trim_end().to_lowercase();
        let ends = |bound: &&String| {
            low.strip_suffix(bound.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        self.bounds.iter().find(ends).cloned()
    }
}

/// A number with the words that make it.
struct Number {
    value: f64,
    /// Its digits, empty where it is spelled.
    bare: String,
    range: Range<usize>,
    /// The word behind it.
    next: usize,
    currency: Option<String>,
}

/// The unit of a number: its name, the factor of its scale, the word behind it.
struct Found {
    name: String,
    factor: f64,
    end: usize,
    /// What is counted is a plural.
    plural: bool,
}

/// Fractions that are one character.
const FRACTIONS: [char; 6] = ['½', '¼', '¾', '⅓', '⅔', '⅛'];

/// `28500`, `2.5`, `5-1/4`, `1/4`, `5½`
fn parse(text: &str) -> Option<f64> {
    if let Some(last) = text.chars().last().filter(|last| FRACTIONS.contains(last)) {
        let value = [0.5, 0.25, 0.75, 1.0 / 3.0, 2.0 / 3.0, 0.125]
            [FRACTIONS.iter().position(|known| *known == last)?];
        let whole = text.trim_end_matches(last).trim_end_matches('-');
        return Some(value + if whole.is_empty() { 0.0 } else { whole.parse().ok()? });
    }
    if let Some((whole, part)) = text.split_once('/') {
        let (whole, over) = match whole.rsplit_once(['-', '‑', '‐']) {
            Some((whole, over)) => (whole.parse::<u32>().ok()?, over),
            None => (0, whole),
        };
        let (over, under) = (over.parse::<u32>().ok()?, part.parse::<u32>().ok()?);
        // `2023/24` is no fraction.
        return (under > over && under <= 100).then(|| f64::from(whole) + f64::from(over) / f64::from(under));
    }
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| text.parse().ok())?
}
/// Whether the noun phrase names those who speak, or a time: `two Ministers`, `three governments`, `Six Allies`, `six months`.
fn names_somebody(words: &[Word<'_>], from: usize, to: usize) -> bool {
    words.get(from..to).unwrap_or_default().iter().any(|word| {
        let roles = word.roles;
        roles.agent.is_some()
            || roles.voice.is_some()
            || roles.office.is_some()
            || roles.party.is_some()
            || !roles.times.is_empty()
    })
}
