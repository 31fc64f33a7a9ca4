//! item: members of an enumeration, followed across sentences.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::lists;
use super::naming::bare;
use super::rule::{Family, Fate, Rule};
use super::stances::Stances;
use super::votes::tells_votes;
use super::words::{content, dice};
use crate::series::each_word;
use crate::{Side, Sides};

/// Two members are one that was reworded from this Dice's coefficient of their content words.
const REWORDED: f64 = 0.5;

/// Members that both sides must share before the rest of an enumeration is compared.
const SHARED: usize = 2;

/// Longest member that is only a date (`2024`, `the night of November 10`), in words: dates are no items.
const DATE: usize = 5;

struct Member {
    span: Span,
    folded: String,
    words: Vec<String>,
    /// Those of them that the linked sentences across have.
    near: Vec<String>,
    /// The other side has it, as it stands or reworded.
    kept: bool,
}

/// The enumerations of a linked change.
struct Compared {
    entry: usize,
    members: Sides<Vec<Vec<Member>>>,
    reworded: Vec<Candidate>,
}

impl Compared {
    /// The members that one side alone has, of enumerations that both have.
    fn alone(&self) -> impl Iterator<Item = (Side, &Member)> {
        Side::BOTH.into_iter().flat_map(|side| {
            let lists = self.members.of(side).iter();
            let both = lists.filter(|list| list.iter().filter(|member| member.kept).count() >= SHARED);
            both.flatten().filter(|member| !member.kept).map(move |member| (side, member))
        })
    }
}

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let changes = context.comparison.changes.iter().enumerate();
    let edited = changes.filter(|(entry, change)| {
        change.phrases.iter().any(|phrase| !phrase.trivial) && context.is_linked(*entry)
    });
    let compared: Vec<Compared> = edited.filter_map(|(entry, _)| compared(context, entry)).collect();
    let mut wanted: Sides<FxHashSet<u32>> = Sides::default();
    for (side, member) in compared.iter().flat_map(Compared::alone) {
        letters(&member.folded, |word| _ = wanted.of_mut(side.other()).insert(word));
    }
    let texts = Sides::new(
        Texts::new(context, Side::Before, &wanted.before),
        Texts::new(context, Side::After, &wanted.after),
    );
    let mut told = FxHashSet::default();
    for compared in &compared {
        found.extend(compared.reworded.iter().cloned());
        for (side, member) in compared.alone() {
            if !is_elsewhere(member, context.text(side, &member.span), texts.of(side.other()))
                && told.insert((side, member.folded.clone()))
            {
                found.push(single(context, compared.entry, side, member));
            }
        }
    }
}

/// Follows the members of both sides' enumerations.
fn compared(context: &Context<'_>, entry: usize) -> Option<Compared> {
    let change = &context.comparison.changes[entry];
    let heads = |side: Side| {
        let mut sentences = change.sentences.of(side).iter();
        sentences.any(|&at| names_heads(context, side, at) || tells_votes(context.statement(side), at))
    };
    if Side::BOTH.into_iter().any(heads) {
        return None;
    }
    let mut members = Sides::new(
        members(context, Side::Before, &change.sentences.before),
        members(context, Side::After, &change.sentences.after),
    );
    keep(context, entry, &mut members);
    let mut candidates = Vec::new();
    reworded(context, entry, &mut members, &mut candidates);
    Some(Compared { entry, members, reworded: candidates })
}

fn members(context: &Context<'_>, side: Side, sentences: &[usize]) -> Vec<Vec<Member>> {
    let openers = &context.rules.modifiers.openers;
    let read = |sentence: usize, range: Range<usize>| {
        let span = Span::new(sentence, range);
        let text = context.text(side, &span);
        Member { folded: context.plain(text), words: content(text), span, near: Vec::new(), kept: false }
    };
    sentences
        .iter()
        .flat_map(|&sentence| {
            let text = &context.statement(side).sentences[sentence].text;
            lists::find(text, openers, &context.naming).into_iter().map(move |list| {
                let members = list.into_iter().map(|range| read(sentence, range));
                members.filter(|member| is_thing(context, context.text(side, &member.span))).collect()
            })
        })
        .filter(|list: &Vec<Member>| list.len() > SHARED)
        .collect()
}

/// Who led the delegations is told by the header, whichever side names them here.
fn names_heads(context: &Context<'_>, side: Side, sentence: usize) -> bool {
    let statement = context.statement(side);
    statement.delegations.iter().any(|head| statement.sentences[sentence].text.contains(&head.lead))
}

/// Neither a date nor a person by office and name, which are not what an enumeration is read for.
fn is_thing(context: &Context<'_>, text: &str) -> bool {
    let is_held = |office: &String| {
        let name = text.strip_prefix(office.as_str()).and_then(|rest| rest.strip_prefix(' '));
        name.is_some_and(|name| name.starts_with(char::is_uppercase))
    };
    !is_date(text) && !context.rules.office.iter().flat_map(|rule| &rule.names).any(is_held)
}

fn is_date(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let number = |word: &String| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    words.len() <= DATE && words.last().is_some_and(number)
}

/// Marks the members whose words stand in the linked sentences, too.
fn keep(context: &Context<'_>, entry: usize, sides: &mut Sides<Vec<Vec<Member>>>) {
    let sizes = sides.as_ref().map(|lists| lists.iter().map(Vec::len).sum());
    let all = context.budget.items.pays(sizes.before, sizes.after);
    for side in Side::BOTH {
        let across = &context.comparison.changes[entry].sentences.of(side.other());
        let mut others: Vec<String> = sides
            .of(side.other())
            .iter()
            .flatten()
            .filter(|member| member.words.len() > 1)
            .map(|member| member.folded.clone())
            .collect();
        if !all {
            others.clear();
        }
        let texts: Vec<String> = across
            .iter()
            .map(|&sentence| context.plain(&context.statement(side.other()).sentences[sentence].text))
            .collect();
        let near: FxHashSet<String> = texts.iter().flat_map(|text| content(text)).collect();
        for member in sides.of_mut(side).iter_mut().flatten() {
            member.near = member.words.iter().filter(|word| near.contains(*word)).cloned().collect();
            member.kept = member.folded.is_empty()
                || texts.iter().any(|text| spreads(text, &member.folded))
                || texts.iter().any(|text| holds(text, &member.folded))
                // A member that holds one of the other side's is that one with words more.
                || others.iter().any(|other| holds(&member.folded, other))
                || !context.is_edited(side, &member.span) && !context.trace(side, &member.span).is_empty();
        }
    }
}

/// Pairs members that were reworded; told unless finer rules explain every word.
fn reworded(
    context: &Context<'_>,
    entry: usize,
    sides: &mut Sides<Vec<Vec<Member>>>,
    found: &mut Vec<Candidate>,
) {
    let Sides { before, after } = sides;
    let left = |lists: &[Vec<Member>]| lists.iter().flatten().filter(|member| !member.kept).count();
    if !context.budget.items.pays(left(before), left(after)) {
        return;
    }
    for one in before.iter_mut().flatten().filter(|member| !member.kept) {
        let best = after
            .iter_mut()
            .flatten()
            .filter(|member| !member.kept)
            .map(|member| (dice(&one.words, &member.words), member))
            .filter(|(score, _)| *score >= REWORDED)
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((_, other)) = best else { continue };
        (one.kept, other.kept) = (true, true);
        if one.words == other.words || same_but_for_stance(context, one, other) {
            // Another ending or another order says nothing.
            continue;
        }
        found.push(Candidate {
            rule: Rule::new(Family::Item, Fate::Changed),
            subject: subject(context, Side::After, &other.span),
            change: entry,
            quote: Sides::new(
                context.quote(Side::Before, &one.span),
                context.quote(Side::After, &other.span),
            ),
            section: context.section(Side::After, other.span.sentence),
            why: Vec::new(),
            spans: Sides::new(
                context.edits_in(Side::Before, &one.span),
                context.edits_in(Side::After, &other.span),
            ),
            bearing: Bearing::default(),
        });
    }
}

/// Whether two members differ in how they are judged alone (`concerned about`, `express concerns about`), which other rules tell.
fn same_but_for_stance(context: &Context<'_>, one: &Member, other: &Member) -> bool {
    let stances = context.rules.compiled(Stances::new);
    let rest = |side: Side, member: &Member| content(&stances.without(context.text(side, &member.span)));
    rest(Side::Before, one) == rest(Side::After, other)
}

/// The sentences of one side, and in which of them the words stand that are looked for.
struct Texts<'x, 'c> {
    context: &'x Context<'c>,
    side: Side,
    places: FxHashMap<u32, Vec<u32>>,
    /// In one case, once a sentence was looked at.
    plain: Vec<OnceCell<String>>,
    /// The sentences that have a content word, once that is asked.
    contents: OnceCell<FxHashMap<String, Vec<u32>>>,
}

impl<'x, 'c> Texts<'x, 'c> {
    fn new(context: &'x Context<'c>, side: Side, wanted: &FxHashSet<u32>) -> Self {
        let mut texts = Self {
            context,
            side,
            places: FxHashMap::default(),
            plain: Vec::new(),
            contents: OnceCell::new(),
        };
        let sentences = &context.statement(side).sentences;
        texts.plain.resize_with(sentences.len(), OnceCell::new);
        if wanted.is_empty() {
            return texts;
        }
        for (index, (sentence, scanned)) in sentences.iter().zip(context.scanned(side)).enumerate() {
            let mut found: Vec<u32> = Vec::new();
            // The letters of English have one number in either case, others have not.
            if sentence.text.chars().any(|c| !c.is_ascii() && c.is_uppercase()) {
                each_word(texts.plain(index), |_, word| found.extend(wanted.get(&word)));
            } else {
                found.extend(scanned.numbers().filter(|word| wanted.contains(word)));
            }
            for word in found {
                texts.places.entry(word).or_default().push(index as u32);
            }
        }
        texts
    }

    fn plain(&self, index: usize) -> &String {
        let sentence = &self.context.statement(self.side).sentences[index];
        self.plain[index].get_or_init(|| self.context.plain(&sentence.text))
    }

    /// Whether one sentence has all of these content words.
    fn has_together(&self, words: &[&String]) -> bool {
        let contents = self.contents.get_or_init(|| {
            let mut places: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for (index, sentence) in self.context.statement(self.side).sentences.iter().enumerate() {
                for word in content(&sentence.text) {
                    places.entry(word).or_default().push(index as u32);
                }
            }
            places
        });
        let mut found = words.iter().map(|word| contents.get(*word).map_or(&[][..], Vec::as_slice));
        let Some(first) = found.next() else { return false };
        let rest: Vec<&[u32]> = found.collect();
        first.iter().any(|index| rest.iter().all(|places| places.binary_search(index).is_ok()))
    }

    /// Whether whole words of a sentence are `part`: only where its rarest word stands can the others stand, too.
    fn hold(&self, part: &str) -> bool {
        let mut rarest: Option<&[u32]> = None;
        letters(part, |word| {
            let places = self.places.get(&word).map_or(&[][..], Vec::as_slice);
            if rarest.is_none_or(|rarest| places.len() < rarest.len()) {
                rarest = Some(places);
            }
        });
        match rarest {
            Some(rarest) => rarest.iter().any(|&index| holds(self.plain(index as usize), part)),
            None => (0..self.plain.len()).any(|index| holds(self.plain(index), part)),
        }
    }
}

/// Hands over the number of each word, not of marks, which have forms.
fn letters(text: &str, mut take: impl FnMut(u32)) {
    each_word(text, |at, number| {
        if text[at..].starts_with(char::is_alphanumeric) {
            take(number);
        }
    });
}

/// Whether the other edition says it in some other place; a single common word may stand anywhere.
fn is_elsewhere(member: &Member, text: &str, across: &Texts<'_, '_>) -> bool {
    let rest = || {
        let rest: Vec<&String> = member.words.iter().filter(|word| !member.near.contains(*word)).collect();
        rest.len() > 1 && rest.len() < member.words.len() && across.has_together(&rest)
    };
    if rest() {
        return true;
    }
    let is_name =
        || text.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    (member.words.len() > 1 || is_name()) && across.hold(&member.folded)
}

fn subject(context: &Context<'_>, side: Side, span: &Span) -> String {
    let text = context.text(side, span);
    context.naming.noun_phrase(text).unwrap_or_else(|| text.to_owned())
}

/// Words that may stand between those of a member that goes on: `refrain from [further] provocations`.
const BETWEEN: usize = 2;

/// Whether the words of `part`, at least two, stand in `text` in their order with few others between them.
fn spreads(text: &str, part: &str) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    if words.len() < 2 {
        return false;
    }
    let text: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let starts = (0..text.len()).filter(|&at| text[at] == words[0]);
    starts.into_iter().any(|start| {
        let mut at = start + 1;
        let mut left = BETWEEN;
        words[1..].iter().all(|word| {
            loop {
                match text.get(at) {
                    Some(here) if here == word => {
                        at += 1;
                        return true;
                    }
                    Some(_) if left > 0 => {
                        left -= 1;
                        at += 1;
                    }
                    _ => return false,
                }
            }
        })
    })
}

/// Whether whole words of `text` are `part`, which is not empty.
fn holds(text: &str, part: &str) -> bool {
    memmem::find_iter(text.as_bytes(), part).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + part.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn single(context: &Context<'_>, entry: usize, side: Side, member: &Member) -> Candidate {
    let mut quote = Sides::new(None, None);
    *quote.of_mut(side) = context.quote(side, &member.span);
    let mut spans = Sides::new(Vec::new(), Vec::new());
    spans.of_mut(side).push(member.span.clone());
    Candidate {
        rule: Rule::alone(Family::Item, side),
        subject: subject(context, side, &member.span),
        change: entry,
        quote,
        section: context.section(side, member.span.sentence),
        why: vec!["the other members of the enumeration stand".to_owned()],
        spans,
        bearing: Bearing::default(),
    }
}
