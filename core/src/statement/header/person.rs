//! The name and the office of one person.

use std::ops::Range;

use super::Vocabulary;
use crate::series::Rules;

/// The longest name of a person, in words without honorifics.
const MAX_NAME_WORDS: usize = 5;

/// Small words inside the title of an office.
const LINKS: &[&str] = &["of", "for", "to", "the", "at", "and", "on"];

/// Capitalised words that begin a sentence or a date, and no name.
const NO_NAMES: &[&str] = &[
    "On",
    "In",
    "The",
    "At",
    "During",
    "For",
    "As",
    "By",
    "With",
    "After",
    "Before",
    "Following",
    "And",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Key",
    "Senior",
    "Both",
];

/// A person with the office that the text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub name: String,
    /// Without `Acting` and without the party's name before it.
    pub office: String,
    pub acting: bool,
    /// The party whose name stands with the office or behind the name.
    pub party: Option<String>,
}

/// Finds persons by the vocabulary of the rules.
pub(super) struct Reader<'a> {
    pub rules: &'a Rules,
    pub vocabulary: &'a Vocabulary,
}

/// What a word can be to a person's name or office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A word that makes an office: Secretary, Minister, Advisor.
    Office,
    /// A word of an office's field: Defense, Security, East.
    Field,
    Party,
    /// `(DASD)`
    Bracket,
    Link,
    Honorific,
    Name,
    Else,
}

#[derive(Debug, Clone)]
struct Token {
    sort: Sort,
    /// Without the punctuation behind it.
    range: Range<usize>,
    /// A comma, semicolon or dash stands behind it.
    is_cut: bool,
    /// It is the word "and".
    is_and: bool,
}

impl Reader<'_> {
    /// Every party that is named, once.
    pub fn parties(&self, text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for hit in self.vocabulary.parties.find(text) {
            if !found.iter().any(|known| *known == self.vocabulary.ids[hit.pattern]) {
                found.push(self.vocabulary.ids[hit.pattern].clone());
            }
        }
        found
    }

    /// Every person with an office in the text. They have it on the side on which the first one has it, unless there is
    /// none.
    pub fn people(&self, text: &str) -> Vec<Person> {
        let tokens = self.tokens(text);
        let names = names(&tokens);
        let before: Vec<Option<Range<usize>>> =
            names.iter().map(|name| office_before(&tokens, name.start)).collect();
        let is_before = before.first().is_some_and(Option::is_some);
        let mut found = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let before = before[index].clone();
            let behind = || office_behind(&tokens, name.end);
            let office = if is_before { before.or_else(behind) } else { behind().or(before) };
            let Some(office) = office else { continue };
            let name_text = tokens[name.start].range.start..tokens[name.end - 1].range.end;
            let duties =
                text[name_text.end..].trim_start_matches([',', ' ']).starts_with("performing the duties");
            found.push(self.person(text, name_text, span(&tokens, &office), duties));
        }
        found
    }

    fn person(&self, text: &str, name: Range<usize>, office: Range<usize>, duties: bool) -> Person {
        let written = &text[office];
        let behind = text[name.end..].trim_start();
        let behind =
            behind.strip_prefix("of the ").or_else(|| behind.strip_prefix("of ")).unwrap_or_default();
        let nation = self.vocabulary.parties.find(behind).next().filter(|hit| hit.range.start == 0);
        let party = match nation {
            Some(hit) => Some(self.vocabulary.ids[hit.pattern].clone()),
            None => self.parties(written).into_iter().next().or_else(|| {
                let hit = self.vocabulary.offices.find(written).next()?;
                Some(self.vocabulary.holders[hit.pattern].clone())
            }),
        };
        let own = self.vocabulary.parties.find(written).next().filter(|hit| hit.range.start == 0);
        let rest = own.map_or(written, |hit| written[hit.range.end..].trim_start());
        let (acting, office) = match rest.split_once(' ') {
            Some((first, rest)) if first.eq_ignore_ascii_case("acting") => (true, rest),
            _ => (duties, rest),
        };
        Person { name: text[name].to_owned(), office: office.to_owned(), acting, party }
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let parties: Vec<Range<usize>> = self.vocabulary.parties.find(text).map(|hit| hit.range).collect();
        let venues: Vec<Range<usize>> = self.vocabulary.venues.find(text).map(|hit| hit.range).collect();
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let start = at;
            at += word.len();
            let bare = word.trim_end();
            if bare.is_empty() {
                continue;
            }
            let core = bare.trim_end_matches([',', ';', ':']);
            let end = start + core.len();
            let party = parties.iter().find(|party| party.start < end && start < party.end);
            let (sort, core) = match party {
                Some(party) if !core.starts_with('(') => {
                    let has_stop = core.ends_with('.') && party.end < end;
                    (Sort::Party, if has_stop { &core[..core.len() - 1] } else { core })
                }
                _ => self.sort(core),
            };
            let sort = match sort {
                Sort::Name if venues.iter().any(|venue| venue.start < end && start < venue.end) => Sort::Else,
                // "Secretary General" is no general.
                Sort::Honorific
                    if !core.ends_with('.')
                        && tokens.last().is_some_and(|last| last.sort == Sort::Office && !last.is_cut) =>
                {
                    Sort::Office
                }
                sort => sort,
            };
            let is_dash = matches!(core, "–" | "—" | "-" | "--");
            // `Joseph R. Biden, Jr.`
            let suffixed = ["Jr", "Sr"].iter().any(|suffix| text[at..].starts_with(suffix));
            let is_cut = core.len() < bare.len() && !suffixed && !matches!(sort, Sort::Honorific) || is_dash;
            tokens.push(Token { sort, range: start..start + core.len(), is_cut, is_and: core == "and" });
        }
        tokens
    }

    fn sort<'w>(&self, word: &'w str) -> (Sort, &'w str) {
        let is_in = |list: &[String], word: &str| list.iter().any(|known| known == word);
        if is_in(&self.rules.subject.honorifics, word) {
            return (Sort::Honorific, word);
        }
        if word.starts_with('(') {
            return (if word.ends_with(')') { Sort::Bracket } else { Sort::Else }, word);
        }
        if LINKS.contains(&word) {
            return (Sort::Link, word);
        }
        let core = match word.strip_suffix('.') {
            Some(core) if core.chars().count() > 1 && core != "Jr" && core != "Sr" => core,
            _ => word,
        };
        let sort = match () {
            () if is_in(&self.rules.header.offices, core) || core == "acting" => Sort::Office,
            () if is_in(&self.rules.header.fields, core) => Sort::Field,
            () if is_name_word(core) => Sort::Name,
            () => Sort::Else,
        };
        (sort, core)
    }
}

fn is_name_word(word: &str) -> bool {
    let is_initial = word.chars().count() == 2 && word.ends_with('.');
    let is_suffix = matches!(word, "Jr." | "Jr" | "Sr." | "II" | "III" | "IV");
    let is_plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’'));
    word.starts_with(char::is_uppercase)
        && !NO_NAMES.contains(&word)
        && (is_initial || is_suffix || is_plain && word.contains(char::is_lowercase))
}

/// Runs of tokens that are names: two or more words, or one behind an honorific.
fn names(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        if tokens[start].sort != Sort::Name {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while !tokens[end - 1].is_cut && tokens.get(end).is_some_and(|token| token.sort == Sort::Name) {
            end += 1;
        }
        let is_honoured = start > 0 && tokens[start - 1].sort == Sort::Honorific;
        if end - start <= MAX_NAME_WORDS && (end - start >= 2 || is_honoured) {
            found.push(start..end);
        }
        start = end;
    }
    found
}

/// The tokens of an office right before a name; one comma and an honorific may stand between.
fn office_before(tokens: &[Token], name: usize) -> Option<Range<usize>> {
    let mut end = name;
    while end > 0 && tokens[end - 1].sort == Sort::Honorific {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && is_of_office(tokens[start - 1].sort) && (start == end || !tokens[start - 1].is_cut) {
        start -= 1;
    }
    // "… of the United States and President Yoon": what stands before "and" belongs to another name.
    for link in (start..end).filter(|&at| tokens[at].is_and) {
        if !tokens[start..link].iter().any(|token| token.sort == Sort::Office) {
            start = link + 1;
        }
    }
    office(tokens, start..end)
}

/// The tokens of an office behind a name and its comma.
fn office_behind(tokens: &[Token], name_end: usize) -> Option<Range<usize>> {
    let mut start = name_end;
    if !tokens.get(start - 1)?.is_cut {
        // "David Helvey performing the duties of Assistant Secretary of Defense"
        start += 3;
    }
    let mut end = start;
    while let Some(token) = tokens.get(end) {
        let is_field = token.sort == Sort::Name && end > start;
        if !(is_of_office(token.sort) || is_field) {
            break;
        }
        end += 1;
        if token.is_cut {
            break;
        }
    }
    // `…, and Minister Kim`: an office that a name follows is the name's.
    let named = |token: &Token| matches!(token.sort, Sort::Name | Sort::Honorific);
    if end > start && !tokens[end - 1].is_cut && tokens.get(end).is_some_and(named) {
        return None;
    }
    office(tokens, start.min(end)..end)
}

const fn is_of_office(sort: Sort) -> bool {
    matches!(sort, Sort::Office | Sort::Field | Sort::Party | Sort::Bracket | Sort::Link)
}

/// The range without small words at its ends, if it has a word that makes an office.
fn office(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let mut range = range.start..range.end.min(tokens.len());
    while !range.is_empty() && matches!(tokens[range.start].sort, Sort::Link | Sort::Bracket) {
        range.start += 1;
    }
    while !range.is_empty() && tokens[range.end - 1].sort == Sort::Link {
        range.end -= 1;
    }
    tokens.get(range.clone())?.iter().any(|token| token.sort == Sort::Office).then_some(range)
}

fn span(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].range.start..tokens[range.end - 1].range.end
}
