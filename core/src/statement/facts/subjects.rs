//! Subjects of clauses, and whom they speak for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::phrases::skip_adverbs;
use super::vocabulary::{Agent, Grammar};
use super::voices::Voices;
use super::words::{Shape, Word};
use crate::series::{Rules, Voice};
use crate::statement::{Speaker, Statement};

/// Words that can be the subject of a clause, and whom they speak for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// Word positions.
    pub words: Range<usize>,
    pub who: Who,
}

/// Whom a subject speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Speaker(Speaker),
    /// `they`: whoever spoke together last; `he`, `she`: whoever spoke alone last.
    Last {
        several: bool,
    },
    /// A party for which the statement does not speak.
    Silent,
}

/// Whom the persons named so far speak for, by each part of their names: family names stand first or last. Offices are
/// kept beside them, none where two parties have one (`the Presidents`).
#[derive(Debug, Default)]
pub(super) struct Persons(FxHashMap<String, Option<usize>>, FxHashMap<String, Option<usize>>);

impl Persons {
    /// The heads of delegation, whom the header names.
    pub(super) fn of(statement: &Statement, rules: &Rules) -> Self {
        let mut persons = Self::default();
        for delegation in &statement.delegations {
            let party = rules.party.iter().position(|party| party.id == delegation.party);
            for part in delegation.lead.split_whitespace() {
                persons.0.insert(part.to_owned(), party);
            }
        }
        persons
    }
}

/// Finds every expression that can be a subject, from left to right; no two overlap.
pub(super) fn subjects(
    words: &[Word<'_>],
    rules: &Rules,
    voices: &Voices<'_>,
    persons: &mut Persons,
) -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match list(words, at, rules, voices, persons) {
            Some(subject) => {
                at = subject.words.end;
                subjects.push(subject);
            }
            None => at += 1,
        }
    }
    subjects
}

/// One member of a list of subjects.
#[derive(Debug)]
struct Unit {
    end: usize,
    voice: Option<(Voice, bool)>,
    parties: Vec<usize>,
    /// Persons and offices; 2 for a plural.
    persons: usize,
    leaders: bool,
}

/// `the United States, Japan, and the Republic of Korea`
fn list(
    words: &[Word<'_>],
    start: usize,
    rules: &Rules,
    voices: &Voices<'_>,
    persons: &mut Persons,
) -> Option<Subject> {
    let mut units = vec![unit(words, start, rules, voices, persons)?];
    let mut accepted = 1;
    let adjunct = opens_adjunct(words, start);
    loop {
        let end = units[units.len() - 1].end;
        let comma = words.get(end).is_some_and(|word| word.shape == Shape::Comma);
        if comma && adjunct {
            break;
        }
        let and = end + usize::from(comma);
        let joined = words.get(and).is_some_and(|word| word.is(Grammar::Conjunction) || word.text == "&");
        let next = and + usize::from(joined);
        // `the defense of Japan and the ROK and the leaders discussed`: a second `and` joins clauses.
        if next == end || (joined && accepted > 1) {
            break;
        }
        match unit(words, next, rules, voices, persons) {
            Some(unit) => units.push(unit),
            None => break,
        }
        let apposed = units.len() == 2 && comma && words[start].text.eq_ignore_ascii_case("we");
        if joined || apposed {
            accepted = units.len();
        }
    }
    units.truncate(accepted);
    let end = units[units.len() - 1].end;
    // `We, the Ministers of Kenya and Norway`
    let ours = units.len() > 1 && words[start].text.eq_ignore_ascii_case("we");
    let who = if ours { Who::Speaker(voices.together()) } else { who(&units, voices) };
    Some(Subject { words: start..end, who })
}

/// Whether the words hang on a preposition that opens the clause: in `Along with Japan, the U.S. and the ROK`, the comma
/// ends the adjunct.
fn opens_adjunct(words: &[Word<'_>], start: usize) -> bool {
    let Some(preposition) = start.checked_sub(1) else { return false };
    words[preposition].is(Grammar::Preposition)
        && preposition.checked_sub(1).is_none_or(|last| words[last].shape != Shape::Word)
}

fn who(units: &[Unit], voices: &Voices<'_>) -> Who {
    let mut named: Vec<usize> = units.iter().flat_map(|unit| unit.parties.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    let spoken = units.iter().filter_map(|unit| unit.voice).collect::<Vec<_>>();
    let leaders = units.iter().any(|unit| unit.leaders);
    let persons: usize = units.iter().map(|unit| unit.persons).sum();
    if let [(Voice::Last, several)] = spoken[..] {
        return Who::Last { several };
    }
    let as_leaders = persons > 1
        || (leaders && named.len() != 1)
        || spoken.iter().any(|(voice, _)| *voice == Voice::Leaders);
    let speaker = if as_leaders {
        Speaker::Leaders
    } else if !spoken.is_empty() {
        voices.together()
    } else if named.len() > 1 {
        Speaker::Joint
    } else if let [party] = named[..] {
        if voices.is_silent(party) {
            return Who::Silent;
        }
        voices.party(party)
    } else {
        Speaker::Other
    };
    Who::Speaker(speaker)
}

fn unit(
    words: &[Word<'_>],
    start: usize,
    rules: &Rules,
    voices: &Voices<'_>,
    persons: &mut Persons,
) -> Option<Unit> {
    let word = words.get(start)?;
    // `It will keep rates restrictive`, said by the one for whom the text speaks.
    let opens = start.checked_sub(1).is_none_or(|last| words[last].shape == Shape::Comma);
    // `It deplored the loss of life`, said by the Council.
    let says = || {
        let next = skip_adverbs(words, start + 1);
        let helps =
            |word: &&Word<'_>| word.is(Grammar::Have) || word.is(Grammar::Will) || word.text == "does";
        let verb = if words.get(next).filter(helps).is_some() { skip_adverbs(words, next + 1) } else { next };
        !voices.own.is_empty()
            && start == 0
            && words.get(verb).is_some_and(|word| {
                word.roles.verb.is_some()
                    || verb == next && word.text.ends_with("ed") && word.roles.grammar.is_none()
            })
    };
    if opens && word.text == "It" && !voices.together().is_alone() && says() {
        let voice = Some((Voice::Joint, true));
        return Some(Unit { end: start + 1, voice, parties: vec![], persons: 0, leaders: false });
    }
    if opens && word.text.eq_ignore_ascii_case("it") && voices.together().is_alone() {
        let voice = Some((Voice::Last, false));
        return Some(Unit { end: start + 1, voice, parties: vec![], persons: 0, leaders: false });
    }
    if let Some(voice) = word.roles.voice.filter(|_| !word.possessive) {
        let several = !word.text.eq_ignore_ascii_case("he") && !word.text.eq_ignore_ascii_case("she");
        let end = start + 1;
        // `members of the armed groups`, `Two members`
        let counted = start.checked_sub(1).is_some_and(|last| is_count(&words[last], rules));
        let is_of_others = word.text.eq_ignore_ascii_case("members") && counted
            || word.text.eq_ignore_ascii_case("members")
                && words.get(end).is_some_and(|word| word.text == "of")
                && !words[end..].iter().take(3).any(|word| voices.own.iter().any(|own| own == word.text));
        // Where a group speaks, the parties are those that it speaks about.
        let is_pair =
            voices.is_defined && rules.subject.pairs.iter().any(|pair| pair.eq_ignore_ascii_case(word.text));
        if is_of_others || is_pair && voices.sides.len() != 2 {
            return None;
        }
        // `both the United States and Japan`, `the two National Security Advisors`
        if let Some(unit) = unit_after_article(words, end, rules, voices, persons).filter(|_| several) {
            return Some(unit);
        }
        return Some(Unit {
            end,
            voice: Some((voice, several)),
            parties: vec![],
            persons: 0,
            leaders: false,
        });
    }
    unit_after_article(words, start, rules, voices, persons)
}

fn unit_after_article(
    words: &[Word<'_>],
    start: usize,
    rules: &Rules,
    voices: &Voices<'_>,
    persons: &mut Persons,
) -> Option<Unit> {
    let mut at = start;
    while words.get(at).is_some_and(|word| may_open(word, rules)) {
        at += 1;
    }
    let word = words.get(at)?;
    // `the Troika`, where the text itself is the Troika's
    if at > start
        && let Some(group) = own_group(words, at, voices)
    {
        let voice = Some((Voice::Joint, true));
        return Some(Unit { end: group + 1, voice, parties: vec![], persons: 0, leaders: false });
    }
    let mut parties = word.compound().to_vec();
    parties.extend(word.roles.party);
    if !parties.is_empty() {
        return party(words, at, parties, rules, persons);
    }
    if word.roles.office.is_some() || word.roles.honorific {
        return Some(office(words, at, Vec::new(), rules, persons));
    }
    if word.roles.agent == Some(Agent::Leaders) {
        return Some(Unit { end: at + 1, voice: None, parties, persons: 0, leaders: true });
    }
    if let Some(leaders) = leaders_ahead(words, at) {
        return Some(Unit { end: leaders + 1, voice: None, parties, persons: 0, leaders: true });
    }
    let known = persons.0.get(word.text).filter(|_| word.is_capital() && !word.possessive)?;
    Some(Unit {
        end: at + 1,
        voice: None,
        parties: known.iter().copied().collect(),
        persons: 1,
        leaders: false,
    })
}

/// Where the word stands by which the text calls those together for whom it speaks: `the Council`, `the Supreme Council`.
fn own_group(words: &[Word<'_>], from: usize, voices: &Voices<'_>) -> Option<usize> {
    /// Words of a longer name before it.
    const AHEAD: usize = 2;
    if voices.own.is_empty() {
        return None;
    }
    let is_own = |word: &Word<'_>| {
        word.is_capital() && !word.possessive && voices.own.iter().any(|own| own == word.text)
    };
    let plain = |word: &&Word<'_>| {
        word.is_capital()
            && word.roles.grammar.is_none()
            && word.roles.party.is_none()
            && word.compound.is_none()
    };
    let ahead = words.get(from..)?.iter().take(AHEAD).take_while(|word| plain(word) && !is_own(word)).count();
    let group = from + ahead;
    let ends = !words.get(group + 1).is_some_and(Word::is_capital);
    words.get(group).is_some_and(|word| is_own(word) && ends).then_some(group)
}

/// Where the leaders stand whom a name describes (`NCG Principals`).
fn leaders_ahead(words: &[Word<'_>], from: usize) -> Option<usize> {
    let plain = |word: &&Word<'_>| word.is_capital() && !word.possessive && word.roles.grammar.is_none();
    let names = words[from..].iter().take_while(|word| plain(word) && word.roles.agent.is_none()).count();
    let leads = |word: &Word<'_>| word.roles.agent == Some(Agent::Leaders) && !word.possessive;
    words.get(from + names).filter(|word| names > 0 && names <= 2 && leads(word)).map(|_| from + names)
}

/// A number, in figures or spelled.
fn is_count(word: &Word<'_>, rules: &Rules) -> bool {
    let spelled =
        |word: &str| rules.quantity.numbers.iter().any(|number| number.name.eq_ignore_ascii_case(word));
    word.is_number() || word.shape == Shape::Word && spelled(word.text)
}

/// Articles, numbers and `acting` before a name.
fn may_open(word: &Word<'_>, rules: &Rules) -> bool {
    word.is(Grammar::Determiner)
        || word.roles.times.iter().any(|&time| rules.time[time].number.is_some())
        || word.text.eq_ignore_ascii_case("acting")
}

/// A party, the organisation or the persons that go with its name, and who acts for it.
fn party(
    words: &[Word<'_>],
    start: usize,
    parties: Vec<usize>,
    rules: &Rules,
    persons: &mut Persons,
) -> Option<Unit> {
    let compound = words[start].compound.is_some();
    if !words[start].possessive
        && let Some(more) = in_parentheses(words, start + 1)
        && let Some(office_at) = words.get(more).filter(|word| word.roles.office.is_some()).map(|_| more)
    {
        return Some(office(words, office_at, parties, rules, persons));
    }
    if let Some(next) = words.get(start + 1)
        && (next.roles.office.is_some() || next.roles.honorific)
    {
        return Some(office(words, start + 1, parties, rules, persons));
    }
    // `India's Department of Space`
    let organ =
        words.get(start + 1).is_some_and(|word| rules.subject.organs.iter().any(|organ| organ == word.text));
    if words[start].possessive && !organ {
        return None;
    }
    let mut end = start + 1;
    let mut leaders = false;
    let mut acts = false;
    while let Some(word) = words.get(end) {
        if let Some(after) = in_parentheses(words, end).filter(|&after| after > end) {
            end = after;
        } else if word.roles.agent.is_some() && !word.possessive {
            leaders |= word.roles.agent == Some(Agent::Leaders);
            acts = true;
            end += 1;
        } else if acts && words[end - 1].is_capital() && word.is_capital() && word.roles.party.is_some() {
            // `U.S. Forces Korea`
            end += 1;
        } else if let Some(agent) = agent_ahead(words, end) {
            end = agent;
        } else if !acts && word.is_capital() && word.roles.grammar.is_none() && word.roles.verb.is_none() {
            end += 1;
        } else if word.text == "of" && words.get(end + 1).is_some_and(Word::is_capital) && end > start + 1 {
            end += 2;
        } else {
            break;
        }
    }
    // `U.S.-ROK` is an adjective: alone it speaks for no one.
    (!compound || acts).then_some(Unit { end, voice: None, parties, persons: 0, leaders })
}

/// Where the agent stands that a few plain words precede (`defense and foreign affairs officials`).
fn agent_ahead(words: &[Word<'_>], from: usize) -> Option<usize> {
    /// Words; longer runs are other phrases.
    const AHEAD: usize = 4;
    let plain = |word: &&Word<'_>| {
        word.shape == Shape::Word
            && !word.is_capital()
            && word.roles.verb.is_none()
            && (word.roles.grammar.is_none() || word.text == "and")
            && word.roles.agent.is_none()
    };
    let run = words[from..].iter().take(AHEAD).take_while(plain).count();
    let agent = words.get(from + run)?;
    let parties_follow = words[from..from + run].iter().any(|word| word.roles.party.is_some());
    (run > 0 && agent.roles.agent.is_some() && !parties_follow && words[from].text != "and")
        .then_some(from + run)
}

/// After `(ROK)`, if that stands at `at`; else `at`.
fn in_parentheses(words: &[Word<'_>], at: usize) -> Option<usize> {
    let open = words.get(at)?.shape == Shape::Open;
    let close = words.get(at + 2).is_some_and(|word| word.shape == Shape::Close);
    Some(if open && close { at + 3 } else { at })
}

/// An office or an honorific with the names behind it.
fn office(
    words: &[Word<'_>],
    start: usize,
    mut parties: Vec<usize>,
    rules: &Rules,
    persons: &mut Persons,
) -> Unit {
    let mut end = start;
    let mut plural = false;
    let mut leaders = false;
    while let Some(word) = words.get(end)
        && (word.roles.office.is_some() || word.roles.honorific)
        && !(word.possessive && end > start)
    {
        if let Some(rule) = word.roles.office.map(|office| &rules.office[office]) {
            leaders |= rule.leaders;
            plural |= word.text.ends_with('s');
            let of = rule.party.as_deref();
            parties.extend(rules.party.iter().position(|party| Some(party.id.as_str()) == of));
        }
        end = in_parentheses(words, end + 1).unwrap_or(end + 1);
    }
    let last_office =
        words[start..end].iter().rev().find(|word| word.roles.office.is_some()).map(|word| word.text);
    if let Some((party, name)) = of_party(words, end).filter(|_| parties.is_empty()) {
        // `the President of the Republic of Zambia, Dr. Grace Nkemelu`
        parties.push(party);
        end = name;
    }
    let names = words[end..].iter().take_while(|word| is_name(word)).count();
    end += names;
    let named = end - names..end;
    // `Foreign Minister Lena Brandt of Austria`
    if names > 0 && parties.is_empty() && words.get(end).is_some_and(|word| word.text == "of") {
        let article = words.get(end + 1).is_some_and(|word| word.is(Grammar::Determiner));
        let at = end + 1 + usize::from(article);
        if let Some(party) = words.get(at).filter(|word| !word.possessive).and_then(|word| word.roles.party) {
            parties.push(party);
            end = at + 1;
        }
    }
    for name in &words[named] {
        match parties[..] {
            [party] => {
                persons.0.insert(name.text.to_owned(), Some(party));
            }
            _ => {
                let known = persons.0.entry(name.text.to_owned()).or_default();
                parties.extend(*known);
            }
        }
    }
    parties.dedup();
    if let (Some(office), false) = (last_office, plural) {
        match parties[..] {
            [party] => {
                let known = persons.1.entry(office.to_owned()).or_insert(Some(party));
                *known = known.filter(|&known| known == party);
            }
            // `The President underlined`, where the text has one president.
            [] => parties.extend(persons.1.get(office).copied().flatten()),
            _ => {}
        }
    }
    Unit { end, voice: None, parties, persons: if plural { 2 } else { 1 }, leaders: leaders && plural }
}

/// The party behind an office and `of`, with the first word of the name that follows: a comma and an honorific may stand
/// between.
fn of_party(words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
    /// Words of a state's full name before its short one (`the Republic of`).
    const FULL: usize = 5;
    words.get(at).filter(|word| word.text == "of")?;
    let rest = words.get(at + 1..)?;
    let ahead = rest.iter().take(FULL).take_while(|word| {
        word.roles.party.is_none() && (word.is_capital() || word.text == "of" || word.is(Grammar::Determiner))
    });
    let at = at + 1 + ahead.count();
    let party = words.get(at).filter(|word| !word.possessive)?.roles.party?;
    let comma = usize::from(words.get(at + 1).is_some_and(|word| word.shape == Shape::Comma));
    let mut name = at + 1 + comma;
    while words.get(name).is_some_and(|word| word.roles.honorific || word.shape == Shape::Stop) {
        name += 1;
    }
    words.get(name).is_some_and(is_name).then_some((party, name))
}

fn is_name(word: &Word<'_>) -> bool {
    (word.is_capital() || word.text == "de" || word.text == "van")
        && word.roles.grammar.is_none()
        && word.roles.verb.is_none()
        && word.roles.voice.is_none()
        && word.roles.party.is_none()
        && word.roles.times.is_empty()
        && !word.possessive
}
