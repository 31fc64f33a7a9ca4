//! The words of a clause by their work in it, and what a finding is about as a noun phrase.

use rustc_hash::FxHashSet;

use crate::series::Rules;

/// Longest subject made of a text's words, in characters: two of them and a quote fit into a wide terminal's line.
const LONGEST: usize = 60;

/// Words before an infinitive that make a phrase of their own: `combined exercises | to stay …`, but `commitment to provide`.
const COMPLETE: usize = 2;

/// Most words of an enumeration's member that a phrase runs on through.
const MEMBER: usize = 3;

/// Words behind a conjunction among which a finite verb makes a clause of them.
const SUBJECT: usize = 6;

/// The small words by which phrases are told apart, from the rules.
pub(super) struct Naming {
    /// Words that a noun phrase does not go beyond: finite verbs, relatives, subordinators.
    finite: FxHashSet<String>,
    /// Pronouns that start a clause of their own.
    pronouns: FxHashSet<String>,
    will: FxHashSet<String>,
    /// Forms of `have`, which a participle follows.
    helpers: FxHashSet<String>,
    prepositions: FxHashSet<String>,
    conjunctions: FxHashSet<String>,
    determiners: FxHashSet<String>,
    adverbs: FxHashSet<String>,
    no_adverbs: FxHashSet<String>,
    modifiers: FxHashSet<String>,
    promises: FxHashSet<String>,
    ends: FxHashSet<String>,
    /// Verbs of saying in the past.
    past: FxHashSet<String>,
}

impl Naming {
    pub fn new(rules: &Rules) -> Self {
        let grammar = &rules.grammar;
        let verbs = rules.verb.iter().flat_map(|verb| &verb.past);
        let finite = [&grammar.be, &grammar.have, &grammar.modals, &grammar.relatives];
        let finite = finite.into_iter().chain([&grammar.subordinators, &grammar.will, &grammar.would]);
        Self {
            finite: single(finite.flatten().chain(&grammar.finite).chain(verbs.clone())),
            past: single(verbs),
            pronouns: single(&rules.modifiers.subjects),
            will: single(&grammar.will),
            helpers: single(&grammar.have),
            prepositions: single(&grammar.prepositions),
            conjunctions: single(&grammar.conjunctions),
            determiners: single(&grammar.determiners),
            adverbs: single(&grammar.adverbs),
            no_adverbs: single(&grammar.no_adverbs),
            modifiers: single(&rules.modifiers.words),
            ends: single(&rules.modifiers.ends),
            promises: single(rules.promise.iter().flat_map(|promise| &promise.names)),
        }
    }

    /// Whether a word, in lower case, is a finite verb, or opens a clause.
    pub fn opens_clause(&self, word: &str) -> bool {
        self.finite.contains(word) || self.pronouns.contains(word)
    }

    /// Whether a word, in lower case, may be a noun in front of a clause: it is none of the small words, and no verb of saying.
    pub fn may_be_noun(&self, word: &str) -> bool {
        !self.finite.contains(word)
            && !self.conjunctions.contains(word)
            && !self.prepositions.contains(word)
            && !self.determiners.contains(word)
            && !self.is_adverb(word)
    }

    /// Whether a text has a noun that holds a promise (`commitment`).
    pub fn names_promise(&self, text: &str) -> bool {
        text.split_whitespace().any(|word| self.promises.contains(&bare(word)))
    }

    /// Whether a word, in lower case, stands in front of a noun phrase and is no part of it.
    pub fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Whether a word, in lower case, ends a noun phrase.
    pub fn ends_phrase(&self, word: &str) -> bool {
        self.ends.contains(word)
    }

    /// What the last verb of a text is about, else what the text starts with.
    pub fn last_object(&self, text: &str) -> Option<String> {
        let mut at = 0;
        let words: Vec<(usize, &str)> = text
            .split_inclusive(char::is_whitespace)
            .map(|word| {
                at += word.len();
                (at - word.len(), word.trim_end())
            })
            .collect();
        let opens = |number: &usize| {
            let word = bare(words[*number].1);
            let next = words.get(number + 1).map(|(_, next)| (*next, bare(next)));
            let infinitive = word == "to" && next.is_some_and(|(next, bare)| self.is_infinitive(next, &bare));
            infinitive || self.past.contains(&word)
        };
        let last = (0..words.len()).rev().find(opens);
        let behind = last.map(|number| match bare(words[number].1).as_str() {
            "to" => words[number].0,
            _ => words.get(number + 1).map_or(text.len(), |word| word.0),
        });
        behind.and_then(|start| self.noun_phrase(&text[start..])).or_else(|| self.noun_phrase(text))
    }

    /// Who is asked to do what: up to a comma, a conjunction behind enough words, or the length of a subject.
    pub fn asked(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let infinitive =
            words.iter().position(|word| *word == "to").filter(|&at| at > 0 && at + 2 < words.len())?;
        let start = words[..infinitive].iter().position(|word| !self.determiners.contains(&bare(word)))?;
        let mut length = 0;
        let mut end = start;
        for (at, word) in words.iter().enumerate().skip(start) {
            length += word.chars().count() + 1;
            let joins = at > infinitive + 2 && self.conjunctions.contains(&bare(word));
            if length > LONGEST || joins {
                break;
            }
            end = at + 1;
            if word.ends_with([',', ';', ':', '—', '–']) {
                break;
            }
        }
        let hangs = |word: &&str| {
            let word = bare(word);
            self.prepositions.contains(&word) || self.determiners.contains(&word)
        };
        let last = words[start..end].iter().rposition(|word| !hangs(word))?;
        (start + last > infinitive).then(|| trimmed(&words[start..=start + last].join(" ")))
    }

    /// What a description is of, in front of it: the subject behind the last `that`, up to its verb.
    pub fn described(&self, front: &str) -> Option<String> {
        let clause = front.rsplit(" that ").next().unwrap_or(front);
        let words: Vec<&str> = clause.split_whitespace().collect();
        let verb = words.iter().skip(1).position(|word| {
            let word = bare(word);
            self.finite.contains(&word) || self.is_past(&word)
        });
        let subject = words[..verb.map_or(words.len(), |verb| verb + 1)].join(" ");
        self.noun_phrase(&subject).filter(|phrase| !self.finite.contains(&bare(phrase)))
    }

    /// The noun phrase with which a text starts, without what leads to it (`to further strengthen its …`); nothing if
    /// no word is left.
    pub fn noun_phrase(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
        let start = self.first(&words, &bare);
        let end = self.end(&words, &bare, start)?;
        let hangs = |word: &String| {
            let word = word.as_str();
            self.prepositions.contains(word)
                || self.conjunctions.contains(word)
                || self.determiners.contains(word)
        };
        let end = start + bare[start..end].iter().rposition(|word| !hangs(word)).map_or(0, |last| last + 1);
        if bare.get(start).is_some_and(|word| self.pronouns.contains(word))
            && !self.is_subject(&bare[start..])
        {
            return None;
        }
        let phrase = trimmed(&balanced(&words[start..end].join(" ")));
        if phrase.chars().count() <= LONGEST {
            return Some(phrase).filter(|phrase| !phrase.is_empty());
        }
        let mut length = 0;
        let fits = |word: &&&str| {
            length += word.chars().count() + 1;
            length < LONGEST
        };
        let count = words[start..end].iter().take_while(fits).count().max(1);
        Some(format!("{} …", trimmed(&words[start..start + count].join(" "))))
    }

    /// Whether a pronoun has a verb behind it; without one it names nothing (`with them`).
    fn is_subject(&self, bare: &[String]) -> bool {
        bare.get(1).is_some_and(|word| self.finite.contains(word))
    }

    /// Where the noun phrase starts.
    fn first(&self, words: &[&str], bare: &[String]) -> usize {
        let mut at = 0;
        while at + 1 < words.len() {
            let word = bare[at].as_str();
            let next = bare[at + 1].as_str();
            let leads = self.determiners.contains(word)
                || self.prepositions.contains(word)
                || self.conjunctions.contains(word)
                || self.is_adverb(word)
                || self.finite.contains(word) && !self.is_past(word)
                || self.modifiers.contains(word) && self.promises.contains(next);
            // A subject and its verb (`they will continue`) lead to what is promised.
            let binds = |word: &str| self.will.contains(word);
            let is_helper = |word: &str| self.helpers.contains(word);
            match word {
                "" => at += 1,
                // `nations have made | enormous strides`, `we pledged | …`
                _ if at == 0 && is_helper(next) && at + 4 < words.len() && !leads => at += 3,
                _ if at == 0
                    && self.pronouns.contains(word)
                    && self.past.contains(next)
                    && at + 3 < words.len() =>
                {
                    at += 2
                }
                _ if self.pronouns.contains(word) && binds(next) => at += 1,
                _ if binds(word) && at + 2 < words.len() => at += 2,
                "to" if self.is_infinitive(words[at + 1], next) && at + 2 < words.len() => at += 2,
                _ if leads => at += 1,
                _ => break,
            }
        }
        at
    }

    /// One behind its last word.
    fn end(&self, words: &[&str], bare: &[String], start: usize) -> Option<usize> {
        let (mut soft, mut joined) = (None, None);
        let mut length = 0;
        for at in start..words.len() {
            let word = bare[at].as_str();
            if at > start {
                let before = bare[at - 1].as_str();
                let is_led = self.determiners.contains(before) || self.prepositions.contains(before);
                let stands_alone = !is_led;
                let next = words.get(at + 1).map(|next| (*next, bare[at + 1].as_str()));
                let infinitive = word == "to"
                    && at - start >= COMPLETE
                    && next.is_some_and(|(next, bare)| self.is_infinitive(next, bare));
                let closes = self.finite.contains(word) && stands_alone && at - start >= COMPLETE;
                if closes || infinitive {
                    return Some(at);
                }
                let is_next = |set: &FxHashSet<String>| next.is_some_and(|(_, bare)| set.contains(bare));
                if word.ends_with("ed") && stands_alone && is_next(&self.prepositions) {
                    // A participle with what hangs on it: `… | backed by`.
                    soft = Some(at);
                } else if self.prepositions.contains(word) {
                    soft = soft.filter(|&soft| soft + 1 == at && before.ends_with("ed")).or(Some(at));
                } else if self.conjunctions.contains(word) {
                    joined = Some(at);
                }
            }
            length += words[at].chars().count() + usize::from(at > start);
            if length > LONGEST {
                // One word alone says little: rather one cut in front of `and`, else one with a mark.
                let says = |at: &usize| at - start >= COMPLETE;
                return soft.filter(says).or(joined.filter(says)).or(Some(words.len()));
            }
            // Adjectives stand between commas one by one: `annual, named, multi-domain exercises`.
            let piece =
                words[start..at].iter().rposition(|word| word.ends_with(',')).map_or(0, |last| last + 1);
            let closes = words[at].ends_with([';', ':', '—', '–'])
                || words[at].ends_with(',')
                    && at + 1 - start - piece >= COMPLETE
                    && !self.is_enumerated(&words[at + 1..], &bare[at + 1..]);
            if closes {
                return Some(at + 1);
            }
        }
        (start < words.len()).then_some(words.len())
    }

    /// Whether the words behind a comma are the next member of an enumeration: `…, security, and stewardship`.
    fn is_enumerated(&self, words: &[&str], bare: &[String]) -> bool {
        let last = bare.first().is_some_and(|word| self.conjunctions.contains(word.as_str()))
            && !self.is_clause(words, bare);
        let next = words.iter().take(MEMBER).position(|word| word.ends_with(','));
        let joined = next.and_then(|at| bare.get(at + 1));
        last || joined.is_some_and(|word| self.conjunctions.contains(word.as_str()))
    }

    /// Whether the words behind a comma and a conjunction are a clause: `, and our agencies have taken …`.
    fn is_clause(&self, words: &[&str], bare: &[String]) -> bool {
        let until = words.iter().take(SUBJECT).position(|word| word.ends_with(',')).unwrap_or(SUBJECT);
        let mut near = bare.iter().zip(bare.iter().skip(1)).skip(1).take(until);
        near.any(|(word, _)| self.finite.contains(word) && !self.is_past(word))
    }

    fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word) || word.ends_with("ly") && !self.no_adverbs.contains(word)
    }

    /// Past forms qualify nouns, too (`shared commitment`).
    fn is_past(&self, word: &str) -> bool {
        word.ends_with("ed")
    }

    /// Whether the word behind `to` is a verb: small letters, and nothing that leads to a noun.
    fn is_infinitive(&self, word: &str, bare: &str) -> bool {
        word.chars().next().is_some_and(char::is_lowercase)
            && !bare.ends_with("ing")
            && !self.determiners.contains(bare)
            && !self.prepositions.contains(bare)
            && !self.modifiers.contains(bare)
            && !bare.ends_with('s')
    }
}

/// What commitments are called that name no body.
pub struct Subjects(Naming);

impl Subjects {
    /// Reads the rules' small words.
    pub fn new(rules: &Rules) -> Self {
        Self(Naming::new(rules))
    }

    /// What is promised, as a noun phrase.
    pub fn of(&self, promised: &str) -> String {
        self.0.noun_phrase(promised).unwrap_or_else(|| promised.trim().to_owned())
    }
}

/// A word in lower case without the punctuation round it.
pub(super) fn bare(word: &str) -> String {
    stripped(word).to_lowercase()
}

/// A word without the punctuation round it.
pub(super) fn stripped(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn single<'s>(names: impl IntoIterator<Item = &'s String>) -> FxHashSet<String> {
    names.into_iter().filter(|name| !name.contains(' ')).map(|name| name.to_lowercase()).collect()
}

/// Without brackets that stay open.
fn balanced(phrase: &str) -> String {
    match phrase.rfind('(').filter(|&open| !phrase[open..].contains(')')) {
        Some(open) if open > 0 => phrase[..open].trim_end().to_owned(),
        _ => phrase.to_owned(),
    }
}

/// Without punctuation at the end, but for the stop of an abbreviation (`U.S.`).
fn trimmed(phrase: &str) -> String {
    let phrase = phrase.trim().trim_end_matches([',', ';', ':', '—', '–', '”', '"', ' ']);
    let last = phrase.rsplit(' ').next().unwrap_or_default();
    let abbreviates = last.matches('.').count() > 1;
    if abbreviates { phrase.to_owned() } else { phrase.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let rules = crate::series::general().expect("the general rules are read");
        assert_eq!(Naming::new(&rules).noun_phrase(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn a_phrase_ends_before_the_next_clause() {
        check(
            "combined exercises and training to stay responsive to the rapidly changing environment",
            "combined exercises and training",
        );
        check("the trade of goods that matter most", "trade of goods");
        check("an approach that sets the highest standard", "approach that sets the highest standard");
        check(
            "any nuclear attack by the DPRK against the ROK will be met",
            "nuclear attack by the DPRK against the ROK",
        );
    }

    #[test]
    fn what_leads_to_a_phrase_is_no_part_of_it() {
        check(
            "closely together to promote peace and stability in the Indo-Pacific region, including at sea",
            "peace and stability in the Indo-Pacific region",
        );
        check("to report progress up to the Presidents", "progress up to the Presidents");
        check(
            "to the highest standards for safeguards, transparency, verification",
            "highest standards for safeguards",
        );
    }

    #[test]
    fn a_commitment_is_named_with_what_it_is_about() {
        check(
            "its unwavering commitment to the defense of the ROK, leveraging all",
            "commitment to the defense of the ROK",
        );
        check(
            "its unwavering commitment to provide extended deterrence to the ROK backed by the full range of forces",
            "commitment to provide extended deterrence to the ROK",
        );
    }

    #[test]
    fn what_is_dated_is_the_object_of_the_last_verb() {
        let rules = crate::series::general().expect("the general rules are read");
        let check = |text: &str, expected: &str| {
            assert_eq!(Naming::new(&rules).last_object(text).as_deref(), Some(expected), "{text}");
        };
        check(
            "Along with Japan, they discussed ongoing efforts to operationalize a real-time data sharing mechanism",
            "real-time data sharing mechanism",
        );
        check("The next dialogue will be held", "next dialogue");
    }

    #[test]
    fn long_phrases_are_cut_between_their_parts_or_marked() {
        check("the U.S. commitment to extended deterrence", "U.S. commitment to extended deterrence");
        check("personnel in the U.S.", "personnel in the U.S.");
        check("consultations on planning (Consultative Group, CG) and more", "consultations on planning");
        check(
            "diplomatic, security, and defense cooperation in the Indo-Pacific region, including all of it",
            "diplomatic, security, and defense cooperation",
        );
        check(
            "the highest level of nuclear safety, security, and stewardship in this endeavor",
            "highest level of nuclear safety, security, and stewardship",
        );
        check(
            "our commitment to that critical endeavor and to peace",
            "commitment to that critical endeavor",
        );
        check(
            "they will continue to deepen their close dialogue on all matters",
            "close dialogue on all matters",
        );
        check(
            "Pneumonoultramicroscopic Silicovolcanoconiosis Committee Programme Establishment Board",
            "Pneumonoultramicroscopic Silicovolcanoconiosis Committee …",
        );
    }
}
