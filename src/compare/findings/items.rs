//! item: members of an enumeration, followed across sentences.

use std::hash::BuildHasher;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::lists;
use super::naming::bare;
use super::rule::Rule;
use super::words::{content, dice};
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
    /// The other side has it, as it stands or reworded.
    kept: bool,
}

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let mut corpus = Sides::new(None, None);
    let mut told = FxHashSet::default();
    for (entry, change) in context.comparison.changes.iter().enumerate() {
        if change.phrases.iter().all(|phrase| phrase.trivial) || !context.is_linked(entry) {
            continue;
        }
        let heads = |side: Side| change.sentences.of(side).iter().any(|&at| names_heads(context, side, at));
        if Side::BOTH.into_iter().any(heads) {
            continue;
        }
        let mut sides = Sides::new(
            members(context, Side::Before, &change.sentences.before),
            members(context, Side::After, &change.sentences.after),
        );
        keep(context, entry, &mut sides);
        reworded(context, entry, &mut sides, found);
        for side in Side::BOTH {
            for list in sides.of(side) {
                let shared = list.iter().filter(|member| member.kept).count();
                if shared < SHARED {
                    continue;
                }
                for member in list.iter().filter(|member| !member.kept) {
                    let across = corpus.of_mut(side.other());
                    let across = across.get_or_insert_with(|| Texts::new(context, side.other()));
                    if !is_elsewhere(member, context.text(side, &member.span), across)
                        && told.insert((side, member.folded.clone()))
                    {
                        found.push(single(context, entry, side, member));
                    }
                }
            }
        }
    }
}

fn members(context: &Context<'_>, side: Side, sentences: &[usize]) -> Vec<Vec<Member>> {
    let openers = &context.rules.modifiers.openers;
    let read = |sentence: usize, range: Range<usize>| {
        let span = Span::new(sentence, range);
        let text = context.text(side, &span);
        Member { folded: context.plain(text), words: content(text), span, kept: false }
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
    for side in Side::BOTH {
        let across = &context.comparison.changes[entry].sentences.of(side.other());
        let others: Vec<String> = sides
            .of(side.other())
            .iter()
            .flatten()
            .filter(|member| member.words.len() > 1)
            .map(|member| member.folded.clone())
            .collect();
        let texts: Vec<String> = across
            .iter()
            .map(|&sentence| context.plain(&context.statement(side.other()).sentences[sentence].text))
            .collect();
        for member in sides.of_mut(side).iter_mut().flatten() {
            member.kept = member.folded.is_empty()
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
        if one.words == other.words {
            // Another ending or another order says nothing.
            continue;
        }
        found.push(Candidate {
            rule: Rule::ITEM_CHANGED,
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

/// The sentences of one side, and in which of them a word stands.
struct Texts {
    plain: Vec<String>,
    /// By the hash of the word; words whose hashes meet share an entry, which costs a comparison and changes nothing.
    places: FxHashMap<u64, Vec<u32>>,
}

impl Texts {
    fn new(context: &Context<'_>, side: Side) -> Self {
        let sentences = &context.statement(side).sentences;
        let plain: Vec<String> = sentences.iter().map(|sentence| context.plain(&sentence.text)).collect();
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (index, text) in plain.iter().enumerate() {
            for word in words(text) {
                places.entry(word).or_default().push(index as u32);
            }
        }
        Self { plain, places }
    }

    /// Whether whole words of a sentence are `part`: only where its rarest word stands can the others stand, too.
    fn hold(&self, part: &str) -> bool {
        let places = words(part).map(|word| self.places.get(&word).map_or(&[][..], Vec::as_slice));
        match places.min_by_key(|places| places.len()) {
            Some(rarest) => rarest.iter().any(|&index| holds(&self.plain[index as usize], part)),
            None => self.plain.iter().any(|text| holds(text, part)),
        }
    }
}

/// The hash of each word of a text.
fn words(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| FxBuildHasher.hash_one(word))
}

/// Whether the other edition says it in some other place; a single common word may stand anywhere.
fn is_elsewhere(member: &Member, text: &str, across: &Texts) -> bool {
    let is_name =
        || text.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
    (member.words.len() > 1 || is_name()) && across.hold(&member.folded)
}

fn subject(context: &Context<'_>, side: Side, span: &Span) -> String {
    let text = context.text(side, span);
    context.naming.noun_phrase(text).unwrap_or_else(|| text.to_owned())
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
        rule: Rule::only_on(side, Rule::ITEM_DROPPED, Rule::ITEM_NEW),
        subject: subject(context, side, &member.span),
        change: entry,
        quote,
        section: context.section(side, member.span.sentence),
        why: vec!["the other members of the enumeration stand".to_owned()],
        spans,
        bearing: Bearing::default(),
    }
}
