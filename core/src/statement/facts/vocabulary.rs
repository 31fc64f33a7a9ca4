//! Every expression of the rules that tells something about a clause, found in one pass.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::series::{Lexicon, Rules, Voice};
use crate::statement::Act;

/// Every expression of the rules that tells something about a clause, found in one pass.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    pub(super) lexicon: Lexicon,
    /// In step with the expressions of the lexicon.
    pub(super) roles: Vec<Roles>,
}

/// What an expression can be. One expression may be several things; its place in the clause decides.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    pub grammar: Option<Grammar>,
    /// Positions in the tables of the rules.
    pub party: Option<usize>,
    pub office: Option<usize>,
    pub voice: Option<Voice>,
    pub agent: Option<Agent>,
    pub honorific: bool,
    pub place: bool,
    pub verb: Option<(usize, Form)>,
    pub promise: Option<usize>,
    pub complement: Option<usize>,
    pub act: Option<Act>,
    pub hedge: Option<Hedge>,
    pub chance: bool,
    pub warning: bool,
    pub recalled: bool,
    pub scheduled: bool,
    pub schedules: bool,
    pub meeting: bool,
    pub prediction: bool,
    pub fact: bool,
    pub standing: bool,
    pub times: Vec<usize>,
    /// It ends as adverbs do and is none (`supply`).
    pub no_adverb: bool,
}

impl Roles {
    /// Whether the word is more than a word in `-ly` could be.
    pub(super) const fn is_known(&self) -> bool {
        self.no_adverb || self.grammar.is_some() || self.verb.is_some() || self.complement.is_some()
    }
}

/// A small word's part in the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    Adverb,
    Be,
    Conjunction,
    Determiner,
    Have,
    Modal,
    Ordinal,
    Preposition,
    Relative,
    Subordinator,
    Will,
    Would,
}

/// Who acts for a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agent {
    Plain,
    Leaders,
}

/// The form of a verb of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Past,
    Present,
    Gerund,
    State,
}

/// Where a hedge has to stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    Anywhere,
    BeforeVerb,
}

/// The roles of a word that no rule knows.
pub(super) static NO_ROLES: Roles = Roles {
    grammar: None,
    party: None,
    office: None,
    voice: None,
    agent: None,
    honorific: false,
    place: false,
    verb: None,
    promise: None,
    complement: None,
    act: None,
    hedge: None,
    chance: false,
    warning: false,
    recalled: false,
    scheduled: false,
    schedules: false,
    meeting: false,
    prediction: false,
    fact: false,
    standing: false,
    times: Vec::new(),
    no_adverb: false,
};

impl Vocabulary {
    pub(super) fn new(rules: &Rules) -> Self {
        // Growing step by step would copy what is known again and again.
        let mut builder = Builder {
            expressions: Vec::with_capacity(EXPRESSIONS),
            roles: Vec::with_capacity(EXPRESSIONS),
            known: FxHashMap::with_capacity_and_hasher(EXPRESSIONS, FxBuildHasher),
        };
        builder.grammar(rules);
        builder.speakers(rules);
        builder.verbs(rules);
        builder.undertakings(rules);
        for (index, rule) in rules.time.iter().enumerate() {
            builder.add(&rule.names, |roles| roles.times.push(index));
        }
        Self { lexicon: Lexicon::new(&builder.expressions), roles: builder.roles }
    }
}

/// Room for so many at first; more are taken in all the same.
const EXPRESSIONS: usize = 2048;

struct Builder<'r> {
    expressions: Vec<&'r str>,
    roles: Vec<Roles>,
    known: FxHashMap<Cow<'r, str>, usize>,
}

impl<'r> Builder<'r> {
    fn add(&mut self, names: &'r [String], set: impl Fn(&mut Roles)) {
        for name in names {
            let index = *self.known.entry(key(name)).or_insert(self.roles.len());
            if index == self.roles.len() {
                self.expressions.push(name);
                self.roles.push(Roles::default());
            }
            set(&mut self.roles[index]);
        }
    }

    fn grammar(&mut self, rules: &'r Rules) {
        let grammar = &rules.grammar;
        // Where a word stands in several lists, the first decides.
        for (names, part) in [
            (&grammar.will, Grammar::Will),
            (&grammar.would, Grammar::Would),
            (&grammar.modals, Grammar::Modal),
            (&grammar.relatives, Grammar::Relative),
            (&grammar.conjunctions, Grammar::Conjunction),
            (&grammar.determiners, Grammar::Determiner),
            (&grammar.prepositions, Grammar::Preposition),
            (&grammar.be, Grammar::Be),
            (&grammar.have, Grammar::Have),
            (&grammar.subordinators, Grammar::Subordinator),
            (&grammar.ordinals, Grammar::Ordinal),
            (&grammar.adverbs, Grammar::Adverb),
        ] {
            self.add(names, |roles| roles.grammar = roles.grammar.or(Some(part)));
        }
        self.add(&grammar.no_adverbs, |roles| roles.no_adverb = true);
    }

    fn speakers(&mut self, rules: &'r Rules) {
        for (index, rule) in rules.party.iter().enumerate() {
            self.add(&rule.names, |roles| roles.party = Some(index));
        }
        for rule in &rules.speaker {
            self.add(&rule.names, |roles| roles.voice = Some(rule.voice));
        }
        for (index, rule) in rules.office.iter().enumerate() {
            self.add(&rule.names, |roles| roles.office = Some(index));
        }
        self.add(&rules.subject.agents, |roles| roles.agent = Some(Agent::Plain));
        self.add(&rules.subject.leaders, |roles| roles.agent = Some(Agent::Leaders));
        // A place that has a party's name in its own is no party.
        self.add(&rules.subject.places, |roles| roles.place = true);
        self.add(&rules.subject.honorifics, |roles| roles.honorific = true);
    }

    fn verbs(&mut self, rules: &'r Rules) {
        for (index, rule) in rules.verb.iter().enumerate() {
            for (names, form) in [
                (&rule.past, Form::Past),
                (&rule.present, Form::Present),
                (&rule.gerund, Form::Gerund),
                (&rule.state, Form::State),
            ] {
                self.add(names, |roles| roles.verb = Some((index, form)));
            }
        }
        for (index, rule) in rules.promise.iter().enumerate() {
            self.add(&rule.names, |roles| roles.promise = Some(index));
        }
        for (index, rule) in rules.complement.iter().enumerate() {
            self.add(&rule.names, |roles| roles.complement = Some(index));
        }
    }

    fn undertakings(&mut self, rules: &'r Rules) {
        self.add(&rules.act.new, |roles| roles.act = Some(Act::New));
        self.add(&rules.act.expand, |roles| roles.act = Some(Act::Expand));
        self.add(&rules.act.goes_on, |roles| roles.act = Some(Act::Continue));
        self.add(&rules.hedges.anywhere, |roles| roles.hedge = Some(Hedge::Anywhere));
        self.add(&rules.hedges.before_verb, |roles| roles.hedge = Some(Hedge::BeforeVerb));
        let commitment = &rules.commitment;
        self.add(&commitment.chance, |roles| roles.chance = true);
        self.add(&commitment.recalled, |roles| roles.recalled = true);
        self.add(&commitment.warning, |roles| roles.warning = true);
        self.add(&commitment.scheduled, |roles| roles.scheduled = true);
        self.add(&commitment.schedule, |roles| roles.schedules = true);
        self.add(&commitment.meetings, |roles| roles.meeting = true);
        self.add(&commitment.prediction, |roles| roles.prediction = true);
        self.add(&commitment.fact, |roles| roles.fact = true);
        self.add(&commitment.standing, |roles| roles.standing = true);
    }
}

/// Expressions that differ in case alone are one, unless they are acronyms.
fn key(name: &str) -> Cow<'_, str> {
    let acronym = |word: &str| !word.chars().any(char::is_lowercase) && word.len() > 1;
    let is_low = !name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if is_low || name.split([' ', '-']).any(acronym) { name.into() } else { name.to_lowercase().into() }
}
