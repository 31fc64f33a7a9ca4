use std::ops::Range;

use rustc_hash::FxHashMap;

use super::established::Cues;
use super::names::{self, Name, acronym_at};
use super::words::{Shape, Word};
use crate::series::{EntityRule, Family, KindRule, Lexicon, Rules};
use crate::statement::{Entity, Mention, Sentence};

/// What the rules know of bodies and instruments, ready to be found.
pub(super) struct Catalogue<'r> {
    kinds: &'r [KindRule],
    rules: &'r [EntityRule],
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

impl<'r> Catalogue<'r> {
    pub(super) fn new(rules: &'r Rules) -> Self {
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
            kinds: &rules.kind,
            rules: &rules.entity,
            forms: Lexicon::new(forms),
            owners,
            heads: Lexicon::new(heads),
            kind_of,
            cues: Cues::new(&rules.established),
            by_name,
        }
    }

    /// Bodies and instruments, each in the order of their first mention.
    pub(super) fn entities(
        &self,
        sentences: &[Sentence],
        words: &[Vec<Word<'_>>],
    ) -> (Vec<Entity>, Vec<Entity>) {
        let mut drafts = self.drafts(words, sentences);
        self.mentions(&mut drafts, sentences, words);
        drafts.retain(|draft| !draft.mentions.is_empty());
        drafts.sort_by_key(|draft| (draft.mentions[0].sentence, draft.mentions[0].range.start));
        let mut bodies = Vec::new();
        let mut instruments = Vec::new();
        for draft in drafts {
            let Some(kind) = self.kinds.get(draft.kind) else { continue };
            match kind.family {
                Family::Body => bodies.push(self.finish(draft)),
                Family::Instrument => instruments.push(self.finish(draft)),
            }
        }
        (bodies, instruments)
    }

    /// Everything that the text defines: by rule first, then by form.
    fn drafts(&self, words: &[Vec<Word<'_>>], sentences: &[Sentence]) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = self
            .rules
            .iter()
            .enumerate()
            .map(|(index, rule)| Draft {
                key: rule.id.clone(),
                rule: Some(index),
                name: None,
                acronym: None,
                kind: self.kinds.iter().position(|kind| kind.id == rule.kind).unwrap_or(usize::MAX),
                established: false,
                mentions: Vec::new(),
            })
            .collect();
        for (words, sentence) in words.iter().zip(sentences) {
            for hit in self.forms.find(&sentence.text) {
                let draft = &mut drafts[self.owners[hit.pattern]];
                let form = &sentence.text[hit.range.clone()];
                if draft.name.is_none() && form.contains(char::is_whitespace) {
                    draft.name = Some(form.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                with_acronym(words, hit.range, draft, self.kinds.get(draft.kind));
            }
            for (kind, name) in self.named(words, &sentence.text) {
                match self.same(&drafts, kind, &name, &sentence.text) {
                    Some(index) => {
                        let draft = &mut drafts[index];
                        draft.acronym = draft.acronym.take().or(name.acronym);
                        draft.name.get_or_insert(name.long);
                    }
                    None => drafts.push(Draft {
                        key: self.key(kind, &name.long),
                        rule: None,
                        name: Some(name.long),
                        acronym: name.acronym,
                        kind,
                        established: false,
                        mentions: Vec::new(),
                    }),
                }
            }
        }
        drafts
    }

    /// The names in one sentence, by their form.
    fn named(&self, words: &[Word<'_>], text: &str) -> Vec<(usize, Name)> {
        let mut found = Vec::new();
        for hit in self.heads.find(text) {
            let (kind, is_start) = self.kind_of[hit.pattern];
            let start = words.partition_point(|word| word.range.end <= hit.range.start);
            let end = words.partition_point(|word| word.range.start < hit.range.end);
            let name = if is_start {
                names::after_start(text, words, start)
            } else {
                let kind = &self.kinds[kind];
                names::before_head(text, words, start..end, kind)
                    .or_else(|| kind.between.as_ref().and_then(|_| names::behind_head(text, words, end)))
            };
            found.extend(name.map(|name| (kind, name)));
        }
        found
    }

    /// The draft that a name belongs to: by its name, by its acronym, or by a rule's name at its end.
    fn same(&self, drafts: &[Draft], kind: usize, name: &Name, text: &str) -> Option<usize> {
        let folded = fold(&name.long);
        let by_rule = self.by_name.get(&folded).or_else(|| {
            let acronym = name.acronym.as_deref()?;
            self.by_name.get(&fold(acronym)).filter(|&&rule| drafts[rule].kind == kind)
        });
        if let Some(&rule) = by_rule {
            return Some(rule);
        }
        let inside = self.forms.find(&text[name.range.clone()]).last();
        let inside = inside.map(|hit| (self.owners[hit.pattern], name.range.start + hit.range.end));
        if let Some((rule, end)) = inside
            && drafts[rule].kind == kind
            && text[end..name.range.end].chars().all(|c| !c.is_alphabetic())
        {
            return Some(rule);
        }
        let key = self.key(kind, &name.long);
        drafts.iter().position(|draft| {
            draft.kind == kind
                && (draft.key == key
                    || (draft.acronym.is_some() && draft.acronym == name.acronym && draft.rule.is_none()))
        })
    }

    /// Finds every mention of every draft.
    fn mentions(&self, drafts: &mut [Draft], sentences: &[Sentence], words: &[Vec<Word<'_>>]) {
        let mut forms: Vec<String> = Vec::new();
        let mut owners: Vec<usize> = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            for form in draft.name.iter().chain(&draft.acronym) {
                forms.push(form.clone());
                owners.push(index);
            }
        }
        let lexicon = Lexicon::new(&forms);
        for (words, sentence) in words.iter().zip(sentences) {
            let mut hits: Vec<(Range<usize>, usize)> = Vec::new();
            hits.extend(self.forms.find(&sentence.text).map(|hit| (hit.range, self.owners[hit.pattern])));
            hits.extend(lexicon.find(&sentence.text).map(|hit| (hit.range, owners[hit.pattern])));
            for (kind, name) in self.named(words, &sentence.text) {
                let owner = self.same(drafts, kind, &name, &sentence.text);
                hits.extend(owner.map(|owner| (name.range, owner)));
            }
            hits.extend(words.iter().filter_map(|word| Some((word.range.clone(), self.dated(word)?))));
            hits.sort_by_key(|(range, owner)| (range.start, std::cmp::Reverse(range.end), *owner));
            let mut free = 0;
            for (range, owner) in hits {
                if range.start < free {
                    continue;
                }
                let kind = self.kinds.get(drafts[owner].kind);
                let range = with_acronym(words, range, &mut drafts[owner], kind);
                free = range.end;
                let established = self.cues.established(&sentence.text, words, &range);
                let draft = &mut drafts[owner];
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
        (year == 2 && word.is_acronym()).then(|| self.by_name.get(&fold(base)).copied()).flatten()
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
