//! The actors of a statement: every state, organisation and person that it names, by any name.

use rustc_hash::FxHashMap;

use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::{PartyKind, PartyRule, Rules};
use crate::statement::{Actor, ActorKind, Entity, Mention, Sentence, Statement};

/// The longest name of a person, in words without office and honorific.
const LONGEST: usize = 5;

/// Fills in the actors, and who of them is named in each claim.
pub(super) fn read(
    statement: &mut Statement,
    sentences: &[Sentence],
    words: &[Vec<Word<'_>>],
    organisations: Vec<Entity>,
    rules: &Rules,
) {
    let mut found =
        Actors { rules, list: Vec::new(), parties: FxHashMap::default(), persons: FxHashMap::default() };
    for head in &statement.delegations {
        found.expect(&head.lead);
    }
    // `Two members` are nobody by name.
    let named =
        |name: &str| name.split(' ').next_back().is_some_and(|last| last.starts_with(char::is_uppercase));
    for vote in statement.votes.iter().filter(|vote| named(&vote.name)) {
        found.expect(&vote.name);
    }
    let mut others = found.organisations(organisations, sentences.len());
    let claims = &mut statement.claims;
    let mut next = 0;
    for (sentence, words) in sentences.iter().zip(words) {
        let mut named = found.sentence(sentence.index, words);
        named.append(&mut others[sentence.index]);
        named.sort_by_key(|&(_, at)| at);
        while let Some(claim) = claims.get_mut(next).filter(|claim| claim.sentence <= sentence.index) {
            next += 1;
            for &(actor, _) in named.iter().filter(|(_, at)| claim.whole.contains(at)) {
                if !claim.parties.contains(&actor) {
                    claim.parties.push(actor);
                }
            }
        }
    }
    statement.actors = found.finish(&mut statement.claims);
}

struct Actors<'r> {
    rules: &'r Rules,
    list: Vec<Actor>,
    /// By the position of a party.
    parties: FxHashMap<usize, usize>,
    /// Persons by each part of their names that is no initial; none where two persons have it.
    persons: FxHashMap<String, Option<usize>>,
}

impl Actors<'_> {
    /// Knows a person that the header or a vote names, before it is met in the text.
    fn expect(&mut self, name: &str) {
        if !name.trim().is_empty() && self.known(name).is_none() {
            self.person(name.to_owned());
        }
    }

    /// Takes in the organisations that are known by the form of their names; for each sentence, those that it names, with
    /// the byte where the name begins.
    fn organisations(&mut self, organisations: Vec<Entity>, sentences: usize) -> Vec<Vec<(usize, usize)>> {
        let mut named = vec![Vec::new(); sentences];
        let known = |name: &str| {
            let parties = self.rules.party.iter().filter(|party| party.kind != PartyKind::State);
            parties.flat_map(|party| &party.names).any(|party| name.ends_with(party.as_str()))
        };
        let organisations: Vec<Entity> =
            organisations.into_iter().filter(|entity| !known(&entity.name)).collect();
        for entity in organisations {
            for mention in &entity.mentions {
                if let Some(here) = named.get_mut(mention.sentence) {
                    here.push((self.list.len(), mention.range.start));
                }
            }
            self.list.push(Actor {
                key: entity.key,
                name: entity.name,
                kind: ActorKind::Organisation,
                mentions: entity.mentions,
            });
        }
        named
    }

    /// Who is named in a sentence, each with the byte where the name begins.
    fn sentence(&mut self, sentence: usize, words: &[Word<'_>]) -> Vec<(usize, usize)> {
        let mut named = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let mut end = at + 1;
            if let Some((actor, last)) = self.titled(words, at).or_else(|| self.alone(words, at)) {
                let range = words[at].range.start..words[last - 1].range.end;
                named.push((actor, range.start));
                self.list[actor].mentions.push(Mention { sentence, range });
                end = last;
            } else {
                for party in word.compound().iter().copied().chain(word.roles.party) {
                    // In small letters a name is another word (`turkey`), and `US$` is money.
                    let is_money = words
                        .get(end)
                        .is_some_and(|next| next.text == "$" && next.range.start == word.range.end);
                    if is_money || !word.is_capital() && !word.text.starts_with("the ") {
                        continue;
                    }
                    let actor = self.party(party, word.text);
                    named.push((actor, word.range.start));
                    self.list[actor].mentions.push(Mention { sentence, range: word.range.clone() });
                }
            }
            at = end;
        }
        named
    }

    fn party(&mut self, party: usize, written: &str) -> usize {
        if let Some(&known) = self.parties.get(&party) {
            return known;
        }
        let rule = &self.rules.party[party];
        self.list.push(Actor {
            key: rule.id.clone(),
            name: called(rule, written),
            kind: match rule.kind {
                PartyKind::State => ActorKind::State,
                PartyKind::Group => ActorKind::Group,
                PartyKind::Organisation | PartyKind::Office => ActorKind::Organisation,
            },
            mentions: Vec::new(),
        });
        self.parties.insert(party, self.list.len() - 1);
        self.list.len() - 1
    }

    /// A person behind an office or an honorific: `President Yoon Suk Yeol`, `Prime Minister of Japan Kishida Fumio`.
    fn titled(&mut self, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
        let word = &words[at];
        if !word.is_capital() || word.roles.office.is_none() && !word.roles.honorific {
            return None;
        }
        let mut start = at;
        while words.get(start).is_some_and(|word| {
            word.roles.office.is_some() || word.roles.honorific || word.shape == Shape::Stop
        }) {
            // `the Defence Ministers' Meeting`
            if words[start].possessive {
                return None;
            }
            start += 1;
        }
        // `President of the Philippines Ferdinand Marcos`
        let mut of = start;
        if words.get(of).is_some_and(|word| word.text == "of") {
            of += 1;
            of += usize::from(words.get(of).is_some_and(|word| word.is(Grammar::Determiner)));
            if words.get(of).is_some_and(|word| word.roles.party.is_some()) {
                start = of + 1;
            }
        }
        let end = name_end(words, start);
        if end == start {
            return None;
        }
        let name = joined(words, start, end);
        let actor = match self.known(&name) {
            Some(known) => known,
            None => self.person(name),
        };
        // What stands before the name is walked over again, for the party in it.
        (start == at + 1 || words[at..start].iter().all(|word| word.roles.party.is_none()))
            .then_some((actor, end))
    }

    /// A person who is known, by the whole name or the last part of it.
    fn alone(&mut self, words: &[Word<'_>], at: usize) -> Option<(usize, usize)> {
        let word = &words[at];
        if !word.is_capital() || word.roles.party.is_some() || !self.persons.contains_key(word.text) {
            return None;
        }
        let end = name_end(words, at);
        if end == at {
            return None;
        }
        self.known(&joined(words, at, end)).map(|actor| (actor, end))
    }

    /// The person who has every part of a name.
    fn known(&self, name: &str) -> Option<usize> {
        let mut parts = parts(name);
        let first = self.persons.get(parts.next()?).copied().flatten()?;
        parts.all(|part| self.persons.get(part).is_some_and(|known| *known == Some(first))).then_some(first)
    }

    fn person(&mut self, name: String) -> usize {
        let index = self.list.len();
        for part in parts(&name) {
            self.persons
                .entry(part.to_owned())
                .and_modify(|known| *known = known.filter(|known| *known == index))
                .or_insert(Some(index));
        }
        let key: Vec<String> = parts(&name).map(str::to_lowercase).collect();
        self.list.push(Actor { key: key.join("-"), name, kind: ActorKind::Person, mentions: Vec::new() });
        index
    }

    /// The actors that are named, in the order of first mention; the claims get their places.
    fn finish(self, claims: &mut [crate::statement::Claim]) -> Vec<Actor> {
        let mut order: Vec<usize> =
            (0..self.list.len()).filter(|&at| !self.list[at].mentions.is_empty()).collect();
        order.sort_by_key(|&at| {
            (self.list[at].mentions[0].sentence, self.list[at].mentions[0].range.start, at)
        });
        let mut places = vec![0; self.list.len()];
        for (place, &at) in order.iter().enumerate() {
            places[at] = place;
        }
        for claim in claims {
            for party in &mut claim.parties {
                *party = places[*party];
            }
        }
        let mut list: Vec<Option<Actor>> = self.list.into_iter().map(Some).collect();
        order.into_iter().filter_map(|at| list[at].take()).collect()
    }
}

/// A state is called by its name, whatever form stands first.
fn called(rule: &PartyRule, written: &str) -> String {
    match rule.kind {
        PartyKind::State => {
            let own = rule.names.iter().find(|name| Some(*name) != rule.adjective.as_ref());
            rule.title.as_ref().or(own).or(rule.names.first()).cloned().unwrap_or_default()
        }
        _ => written.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The end of the name that begins at the word `start`: capitals, initials with their stops, `Jr.`
fn name_end(words: &[Word<'_>], start: usize) -> usize {
    let mut end = start;
    let mut at = start;
    while at < words.len() && at - start < 2 * LONGEST {
        let word = &words[at];
        let initial = word.text.chars().count() == 1 && word.is_capital();
        let suffix = matches!(word.text, "Jr" | "Sr" | "II" | "III");
        let small = matches!(word.text, "de" | "van" | "von" | "bin" | "al" | "da" | "della");
        if initial && words.get(at + 1).is_some_and(|next| next.shape == Shape::Stop) {
            at += 2;
            continue;
        }
        let plain = word.is_capital()
            && word.roles.grammar.is_none()
            && word.roles.verb.is_none()
            && word.roles.voice.is_none()
            && word.roles.party.is_none()
            && word.roles.agent.is_none()
            && word.roles.office.is_none()
            && word.compound.is_none()
            && word.roles.times.is_empty()
            && !word.is_acronym();
        if !(plain || suffix || small && end > start) {
            break;
        }
        at += 1;
        if !small {
            end = at;
        }
        if word.possessive {
            break;
        }
    }
    end
}

fn joined(words: &[Word<'_>], start: usize, end: usize) -> String {
    let mut name = String::new();
    for word in &words[start..end] {
        if !name.is_empty() && word.shape == Shape::Word {
            name.push(' ');
        }
        name.push_str(word.text.trim_end_matches("'s").trim_end_matches("’s"));
    }
    name
}

/// The parts of a name by which a person is known again.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '.', ','])
        .filter(|part| part.chars().count() > 1 && !matches!(*part, "Jr" | "Sr" | "II" | "III"))
}
