//! Bodies and instruments that the rules know by name.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::established::Cues;
use super::names::{self, Name, acronym_at};
use super::numbered;
use super::words::{Shape, Word};
use crate::series::{EntityRule, Family, KindRule, Lexicon, PartyRule, Rules, Scanned};
use crate::source::bounds;
use crate::statement::{Entity, Mention, Sentence};

/// What the rules know of bodies and instruments, ready to be found.
pub(super) struct Catalogue<'r> {
    kinds: &'r [KindRule],
    parties: &'r [PartyRule],
    rules: &'r [EntityRule],
    index: &'r Index,
}

/// What is named, by family.
#[derive(Default)]
pub(super) struct Entities {
    pub bodies: Vec<Entity>,
    pub instruments: Vec<Entity>,
    pub organisations: Vec<Entity>,
}

/// The names of the rules, compiled.
pub(super) struct Index {
    /// The forms of all rules, in one list.
    forms: Lexicon,
    /// In step with `forms`: the rule.
    owners: Vec<usize>,
    /// Heads and starts of all kinds.
    heads: Lexicon,
    /// In step with `heads`: the kind, and whether it is a start.
    kind_of: Vec<(usize, bool)>,
    cues: Cues,
    /// Names and acronyms of rules, folded.
    by_name: FxHashMap<String, usize>,
}

/// An entity while its mentions are collected.
struct Draft {
    key: String,
    rule: Option<usize>,
    name: Option<String>,
    acronym: Option<String>,
    kind: usize,
    established: bool,
    mentions: Vec<Mention>,
}

/// What one sentence holds of what the rules know and of names by their form.
struct Seen {
    /// With the rule of each.
    forms: Vec<(Range<usize>, usize)>,
    names: Vec<Called>,
}

/// A name by its form, with what the rules know of it.
struct Called {
    kind: usize,
    name: Name,
    key: String,
    /// The rule that has this name.
    rule: Option<usize>,
    /// The rule that has its acronym, where none has its name.
    by_acronym: Option<usize>,
    /// The rule whose name stands at its end.
    inside: Option<usize>,
}

/// The entities of a text while they are collected, those of the rules first.
#[derive(Default)]
struct Drafts {
    list: Vec<Draft>,
    /// The first of each kind and key.
    by_key: FxHashMap<(usize, String), usize>,
    /// The first without a rule of each kind and acronym.
    by_acronym: FxHashMap<(usize, String), usize>,
}

impl Drafts {
    fn add(&mut self, draft: Draft) {
        self.by_key.entry((draft.kind, draft.key.clone())).or_insert(self.list.len());
        self.list.push(draft);
        self.know(self.list.len() - 1);
    }

    /// Takes in another mention of an entity by name.
    fn call(&mut self, index: usize, name: &Name) {
        let draft = &mut self.list[index];
        draft.acronym = draft.acronym.take().or_else(|| name.acronym.clone());
        draft.name.get_or_insert_with(|| name.long.clone());
        self.know(index);
    }

    /// See [`with_acronym`].
    fn widen(
        &mut self,
        words: &[Word<'_>],
        range: Range<usize>,
        index: usize,
        kind: Option<&KindRule>,
    ) -> Range<usize> {
        let range = with_acronym(words, range, &mut self.list[index], kind);
        self.know(index);
        range
    }

    /// An acronym that an entity has got can be looked up; it never gets another.
    fn know(&mut self, index: usize) {
        let draft = &self.list[index];
        if let (None, Some(acronym)) = (draft.rule, &draft.acronym) {
            let first = self.by_acronym.entry((draft.kind, acronym.clone())).or_insert(index);
            *first = index.min(*first);
        }
    }

    /// The first that has the key or the acronym.
    fn find(&self, called: &Called) -> Option<usize> {
        let key = self.by_key.get(&(called.kind, called.key.clone()));
        let acronym = called.name.acronym.as_ref();
        let acronym = acronym.and_then(|acronym| self.by_acronym.get(&(called.kind, acronym.clone())));
        key.into_iter().chain(acronym).min().copied()
    }
}

impl Index {
    pub(super) fn new(rules: &Rules) -> Self {
        let mut forms: Vec<&str> = Vec::new();
        let mut owners = Vec::new();
        let mut by_name = FxHashMap::default();
        for (index, rule) in rules.entity.iter().enumerate() {
            for form in std::iter::once(&rule.name).chain(&rule.acronym).chain(&rule.aliases) {
                forms.push(form);
                owners.push(index);
                by_name.entry(fold(form)).or_insert(index);
            }
        }
        let mut heads: Vec<&str> = Vec::new();
        let mut kind_of = Vec::new();
        for (index, kind) in rules.kind.iter().enumerate() {
            heads.extend(kind.heads.iter().map(String::as_str));
            kind_of.extend(kind.heads.iter().map(|_| (index, false)));
            heads.extend(kind.starts.iter().map(String::as_str));
            kind_of.extend(kind.starts.iter().map(|_| (index, true)));
        }
        Self {
            forms: Lexicon::new(forms),
            owners,
            heads: Lexicon::new(heads),
            kind_of,
            cues: Cues::new(&rules.established),
            by_name,
        }
    }
}

impl<'r> Catalogue<'r> {
    pub(super) fn new(rules: &'r Rules, index: &'r Index) -> Self {
        Self { kinds: &rules.kind, parties: &rules.party, rules: &rules.entity, index }
    }

    /// Bodies, instruments and organisations, each in the order of their first mention.
    pub(super) fn entities(
        &self,
        sentences: &[Sentence],
        scanned: &[Scanned<'_>],
        words: &[Vec<Word<'_>>],
    ) -> Entities {
        let seen: Vec<Seen> = sentences
            .par_iter()
            .zip(scanned)
            .zip(words)
            .map(|((sentence, scanned), words)| self.seen(&sentence.text, scanned, words))
            .collect();
        let mut drafts = self.drafts(&seen, sentences, words);
        self.mentions(&mut drafts, seen, sentences, scanned, words);
        let mut drafts = drafts.list;
        drafts.retain(|draft| !draft.mentions.is_empty());
        drafts.sort_by_key(|draft| (draft.mentions[0].sentence, draft.mentions[0].range.start));
        let mut found = Entities::default();
        for draft in drafts {
            let Some(kind) = self.kinds.get(draft.kind) else { continue };
            match kind.family {
                Family::Body => found.bodies.push(self.finish(draft)),
                Family::Instrument => found.instruments.push(self.finish(draft)),
                Family::Organisation => found.organisations.push(self.finish(draft)),
            }
        }
        found
    }

    /// What one sentence holds, whatever the others do.
    fn seen(&self, text: &str, scanned: &Scanned<'_>, words: &[Word<'_>]) -> Seen {
        Seen {
            forms: self
                .index
                .forms
                .find_in(scanned)
                .map(|hit| (hit.range, self.index.owners[hit.pattern]))
                .collect(),
            names: self.named(words, scanned, text),
        }
    }

    /// Everything that the text defines: by rule first, then by form.
    fn drafts(&self, seen: &[Seen], sentences: &[Sentence], words: &[Vec<Word<'_>>]) -> Drafts {
        let mut drafts = Drafts::default();
        for (index, rule) in self.rules.iter().enumerate() {
            drafts.add(Draft {
                key: rule.id.clone(),
                rule: Some(index),
                name: None,
                acronym: None,
                kind: self.kinds.iter().position(|kind| kind.id == rule.kind).unwrap_or(usize::MAX),
                established: false,
                mentions: Vec::new(),
            });
        }
        for ((words, seen), sentence) in words.iter().zip(seen).zip(sentences) {
            for (range, rule) in &seen.forms {
                let draft = &mut drafts.list[*rule];
                let form = &sentence.text[range.clone()];
                if draft.name.is_none() && form.contains(char::is_whitespace) {
                    draft.name = Some(form.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                if draft.acronym.is_none() {
                    with_acronym(words, range.clone(), draft, self.kinds.get(draft.kind));
                }
            }
            for called in &seen.names {
                match self.same(&drafts, called) {
                    Some(index) => drafts.call(index, &called.name),
                    // The text is refused for so many: see [`read`](crate::statement::read).
                    None if drafts.list.len() > self.rules.len() + bounds::MAX_FACTS => {}
                    None => drafts.add(Draft {
                        key: called.key.clone(),
                        rule: None,
                        name: Some(called.name.long.clone()),
                        acronym: called.name.acronym.clone(),
                        kind: called.kind,
                        established: false,
                        mentions: Vec::new(),
                    }),
                }
            }
        }
        drafts
    }

    /// The names in one sentence, by their form.
    fn named(&self, words: &[Word<'_>], scanned: &Scanned<'_>, text: &str) -> Vec<Called> {
        let mut found = Vec::new();
        for hit in self.index.heads.find_in(scanned) {
            let (kind, is_start) = self.index.kind_of[hit.pattern];
            let start = words.partition_point(|word| word.range.end <= hit.range.start);
            let end = words.partition_point(|word| word.range.start < hit.range.end);
            let name = if is_start {
                names::after_start(text, words, start)
            } else {
                let rule = &self.kinds[kind];
                names::before_head(text, words, start..end, rule)
                    .or_else(|| rule.between.as_ref().and_then(|_| names::behind_head(text, words, end)))
            };
            found.extend(name.map(|name| self.called(kind, name, text)));
        }
        for name in names::defined(text, words) {
            let kind = self.kinds.iter().position(|kind| {
                kind.common.iter().any(|head| name.long.to_lowercase().ends_with(&head.to_lowercase()))
            });
            let is_new = |kind: &usize| {
                found.iter().all(|known: &Called| known.kind != *kind || known.name.range != name.range)
            };
            if let Some(kind) = kind.filter(is_new) {
                found.push(self.called(kind, name, text));
            }
        }
        for (kind, rule) in self.kinds.iter().enumerate().filter(|(_, rule)| !rule.numbered.is_empty()) {
            found.extend(numbered::find(text, words, rule, self.parties).into_iter().map(|found| Called {
                kind,
                name: found.name,
                key: found.key,
                rule: None,
                by_acronym: None,
                inside: None,
            }));
        }
        found
    }

    fn called(&self, kind: usize, name: Name, text: &str) -> Called {
        let rule = self.index.by_name.get(&fold(&name.long)).copied();
        let of_acronym = || self.index.by_name.get(&fold(name.acronym.as_deref()?)).copied();
        let by_acronym = if rule.is_none() { of_acronym() } else { None };
        let inside = self.index.forms.find(&text[name.range.clone()]).last().and_then(|hit| {
            let end = name.range.start + hit.range.end;
            let is_last = text[end..name.range.end].chars().all(|c| !c.is_alphabetic());
            is_last.then(|| self.index.owners[hit.pattern])
        });
        let key = self.key(kind, &name.long);
        Called { kind, name, key, rule, by_acronym, inside }
    }

    /// The draft that a name belongs to: by its name, by its acronym, or by a rule's name at its end.
    fn same(&self, drafts: &Drafts, called: &Called) -> Option<usize> {
        let of_kind = |rule: &usize| drafts.list[*rule].kind == called.kind;
        called
            .rule
            .or_else(|| called.by_acronym.filter(of_kind))
            .or_else(|| called.inside.filter(of_kind))
            .or_else(|| drafts.find(called))
    }

    /// Finds every mention of every draft.
    fn mentions(
        &self,
        drafts: &mut Drafts,
        seen: Vec<Seen>,
        sentences: &[Sentence],
        scanned: &[Scanned<'_>],
        words: &[Vec<Word<'_>>],
    ) {
        let mut forms: Vec<String> = Vec::new();
        let mut owners: Vec<usize> = Vec::new();
        for (index, draft) in drafts.list.iter().enumerate() {
            for form in draft.name.iter().chain(&draft.acronym) {
                forms.push(form.clone());
                owners.push(index);
            }
        }
        let lexicon = Lexicon::new(&forms);
        for (((words, seen), sentence), scanned) in words.iter().zip(seen).zip(sentences).zip(scanned) {
            let mut hits = seen.forms;
            hits.extend(lexicon.find_in(scanned).map(|hit| (hit.range, owners[hit.pattern])));
            for called in seen.names {
                let owner = self.same(drafts, &called);
                hits.extend(owner.map(|owner| (called.name.range, owner)));
            }
            hits.extend(words.iter().filter_map(|word| Some((word.range.clone(), self.dated(word)?))));
            if hits.is_empty() {
                continue;
            }
            hits.sort_by_key(|(range, owner)| (range.start, std::cmp::Reverse(range.end), *owner));
            let cues = self.index.cues.find(scanned);
            let mut free = 0;
            for (range, owner) in hits {
                if range.start < free {
                    continue;
                }
                let kind = self.kinds.get(drafts.list[owner].kind);
                let range = drafts.widen(words, range, owner, kind);
                free = range.end;
                let established = cues.established(&sentence.text, words, &range);
                let draft = &mut drafts.list[owner];
                draft.established |= established;
                draft.mentions.push(Mention { sentence: sentence.index, range });
            }
        }
    }

    /// A key made of a name, which editions agree on: of exercises without what kind of exercise it is.
    fn key(&self, kind: usize, name: &str) -> String {
        let kind = &self.kinds[kind];
        let Some(between) = &kind.between else { return fold(name).replace(' ', "-") };
        let says_kind =
            |word: &&str| between.iter().chain(&kind.heads).any(|known| known.eq_ignore_ascii_case(word));
        let own: Vec<&str> = name.split(' ').filter(|word| !says_kind(word)).collect();
        fold(&own.join(" ")).replace(' ', "-")
    }

    /// The rule whose acronym stands with a year (`UFS23`).
    fn dated(&self, word: &Word<'_>) -> Option<usize> {
        let base = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let year = word.text.len() - base.len();
        (year == 2 && word.is_acronym()).then(|| self.index.by_name.get(&fold(base)).copied()).flatten()
    }

    fn finish(&self, draft: Draft) -> Entity {
        let rule = draft.rule.map(|rule| &self.rules[rule]);
        let acronym = draft.acronym.or_else(|| rule.and_then(|rule| rule.acronym.clone()));
        Entity {
            key: draft.key,
            name: draft
                .name
                .or_else(|| rule.map(|rule| rule.name.clone()))
                .or_else(|| acronym.clone())
                .unwrap_or_default(),
            acronym,
            kind: self.kinds.get(draft.kind).map(|kind| kind.id.clone()).unwrap_or_default(),
            established: draft.established,
            mentions: draft.mentions,
        }
    }
}

/// Widens a mention over a number and over the acronym in parentheses that follows it, which it learns unless it is the
/// kind's.
fn with_acronym(
    words: &[Word<'_>],
    range: Range<usize>,
    draft: &mut Draft,
    kind: Option<&KindRule>,
) -> Range<usize> {
    let next = words.partition_point(|word| word.range.start < range.end);
    let number = usize::from(words.get(next).is_some_and(|word| word.is_number() && word.text.len() <= 2));
    let Some(acronym) = acronym_at(words, next + number) else { return range };
    let of_kind = kind.is_some_and(|kind| kind.acronyms.iter().any(|known| known == acronym.text));
    if draft.acronym.is_none() && !of_kind {
        draft.acronym = Some(acronym.text.to_owned());
    }
    let close = words[next..].iter().find(|word| word.shape == Shape::Close);
    range.start..close.map_or(range.end, |close| close.range.end)
}

/// A name without case, numbers and typography, so that editions agree on it.
fn fold(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
