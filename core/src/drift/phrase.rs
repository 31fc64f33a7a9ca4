//! A phrase that was asked for, found in every edition with its inflections and near variants.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lifeline::{Sighting, Subject, lifeline};
use super::model::{Kind, Lifeline, Slot, Variant};
use super::subjects::key;
use super::words::{Corpus, Word};
use crate::series::Rules;

/// Content words that may stand between those of the phrase, together.
const SLACK: usize = 2;

/// Small words that may stand between two words of the phrase.
const SMALL: usize = 3;

/// Content words from which on one may differ: of two, one alone says nothing.
const LONG: usize = 4;

/// Letters from which on a word with one letter more, less or other is the same word misspelt or spelt otherwise.
const SPELT: usize = 6;

/// Most wordings that the rules may make of one phrase.
const WORDINGS: usize = 32;

/// How many near phrases are offered for one that stands nowhere.
const OFFERS: usize = 3;

/// Likeness (0 to 1) below which a phrase is no help; by trial on mistyped phrases of the 23rd.
const NEAR: f64 = 0.6;

/// A wording to look for.
struct Wanted {
    words: Vec<Word>,
    content: Vec<Word>,
    /// What a place is that has these words.
    variant: Variant,
}

/// A place in a sentence.
struct Hit {
    variant: Variant,
    start: usize,
    end: usize,
}

/// The lifeline of a phrase; `None` if it stands nowhere.
pub(super) fn asked(
    phrase: &str,
    number: usize,
    corpus: &mut Corpus<'_>,
    places: &[usize],
    slots: &[Slot],
    rules: &Rules,
) -> Option<Lifeline> {
    let wanted = wanted(phrase, corpus, rules);
    let mut seen = Vec::new();
    for (number, &slot) in places.iter().enumerate() {
        let edition = corpus.editions[number];
        for (sentence, known) in edition.sentences.iter().enumerate() {
            for place in find(&wanted, &corpus.words[number][sentence], corpus) {
                let wording = known.text.get(place.start..place.end).unwrap_or_default();
                // An acronym in brackets is the acronym.
                let wording = wording.trim_matches(['(', ')']).to_owned();
                let key = key(corpus, &wording);
                let variant = Some(place.variant);
                seen.push(Sighting { slot, sentence, wording, key, text: known.text.clone(), variant });
            }
        }
    }
    let id = format!("phrase/asked-{}", number + 1);
    lifeline(Subject { id, name: phrase.trim().to_owned(), kind: Kind::Phrase, asked: true }, seen, slots)
}

/// The phrase, and what the rules make of it: other names of the same, wordings that take its place.
fn wanted(phrase: &str, corpus: &mut Corpus<'_>, rules: &Rules) -> Vec<Wanted> {
    let mut texts: Vec<(String, Variant)> = vec![(phrase.to_owned(), Variant::Exact)];
    for watch in &rules.watch {
        if watch.forms.iter().any(|form| stems(corpus, form) == stems(corpus, phrase)) {
            texts.extend(watch.forms.iter().map(|form| (form.clone(), Variant::Alternative)));
        }
    }
    for entity in &rules.entity {
        let names: Vec<&String> =
            [&entity.name].into_iter().chain(&entity.acronym).chain(&entity.aliases).collect();
        if names.iter().any(|name| stems(corpus, name) == stems(corpus, phrase)) {
            texts.extend(names.into_iter().map(|name| (name.clone(), Variant::Equivalent)));
        }
    }
    let asked = corpus.vocabulary.read(phrase);
    for group in &rules.noise.same {
        for member in group {
            let member = corpus.vocabulary.read(member);
            let Some(at) = position(&asked, &member) else { continue };
            let (start, end) = (asked[at].start as usize, asked[at + member.len() - 1].end as usize);
            for other in group {
                let text = format!("{}{other}{}", &phrase[..start], &phrase[end..]);
                texts.push((text, Variant::Equivalent));
            }
        }
    }
    texts.truncate(WORDINGS);
    let mut known = FxHashSet::default();
    let mut wanted = Vec::new();
    for (text, variant) in texts {
        let words = corpus.vocabulary.read(&text);
        if words.is_empty() || !known.insert(words.iter().map(|word| word.key).collect::<Vec<_>>()) {
            continue;
        }
        let telling = |word: &&Word| !corpus.vocabulary.is_function(word.stem);
        let mut content: Vec<Word> = words.iter().filter(telling).copied().collect();
        if content.is_empty() {
            content.clone_from(&words);
        }
        wanted.push(Wanted { words, content, variant });
    }
    wanted
}

fn stems(corpus: &mut Corpus<'_>, text: &str) -> Vec<u32> {
    corpus.vocabulary.read(text).iter().map(|word| word.stem).collect()
}

fn position(words: &[Word], part: &[Word]) -> Option<usize> {
    if part.is_empty() {
        return None;
    }
    let same = |window: &[Word]| window.iter().zip(part).all(|(one, other)| one.key == other.key);
    words.windows(part.len()).position(same)
}

/// Where a sentence has the phrase; no two places overlap, the nearest and then the leftmost win.
fn find(wanted: &[Wanted], words: &[Word], corpus: &Corpus<'_>) -> Vec<Hit> {
    let mut found: Vec<(usize, usize, Variant)> = Vec::new();
    for one in wanted {
        for start in 0..words.len() {
            if let Some((end, variant)) = matched(one, words, start, corpus) {
                found.push((start, end, variant));
            }
        }
    }
    found.sort_by_key(|&(start, end, variant)| (variant, start, end));
    let mut kept: Vec<(usize, usize, Variant)> = Vec::new();
    for place in found {
        if kept.iter().all(|other| place.1 <= other.0 || other.1 <= place.0) {
            kept.push(place);
        }
    }
    kept.sort_by_key(|&(start, ..)| start);
    let place = |(start, end, variant): (usize, usize, Variant)| Hit {
        variant,
        start: words[start].start as usize,
        end: words[end - 1].end as usize,
    };
    kept.into_iter().map(place).collect()
}

/// One behind the last word of the phrase that starts at this word.
fn matched(wanted: &Wanted, words: &[Word], start: usize, corpus: &Corpus<'_>) -> Option<(usize, Variant)> {
    let whole = words.get(start..start + wanted.words.len());
    let equal = |by: fn(&Word) -> u32| {
        whole.is_some_and(|whole| whole.iter().zip(&wanted.words).all(|(one, other)| by(one) == by(other)))
    };
    if equal(|word| word.key) {
        return Some((start + wanted.words.len(), wanted.variant));
    }
    if equal(|word| word.stem) {
        return Some((start + wanted.words.len(), wanted.variant.max(Variant::Inflected)));
    }
    // What the rules made of the phrase is found as it stands, and no wider.
    let is_small = |word: &Word| corpus.vocabulary.is_function(word.stem);
    if !matches!(wanted.variant, Variant::Exact) || is_small(&words[start]) {
        return None;
    }
    let mut at = start;
    let (mut between, mut differing) = (0, 0);
    for (number, word) in wanted.content.iter().enumerate() {
        let room = if number == 0 { 0 } else { SLACK + SMALL };
        let ahead = words[at..].iter().take(room + 1);
        match ahead.clone().position(|other| other.stem == word.stem || spelt_alike(corpus, word, other)) {
            Some(steps) => {
                let skipped = &words[at..at + steps];
                let small = skipped.iter().filter(|word| is_small(word)).count();
                if small > SMALL {
                    return None;
                }
                between += skipped.len() - small;
                differing += usize::from(words[at + steps].stem != word.stem);
                at += steps + 1;
            }
            None if wanted.content.len() >= LONG && differing == 0 && number > 0 => {
                let steps = ahead.clone().position(|other| !is_small(other))?;
                differing += 1;
                at += steps + 1;
            }
            None => return None,
        }
    }
    let variant = match (between, differing) {
        (0, 0) => Variant::Inflected,
        (1..=SLACK, 0) => Variant::Wider,
        (0, 1) => Variant::Near,
        _ => return None,
    };
    Some((at, variant))
}

fn spelt_alike(corpus: &Corpus<'_>, one: &Word, other: &Word) -> bool {
    let (one, other) = (corpus.vocabulary.name(one.key), corpus.vocabulary.name(other.key));
    one.len() >= SPELT
        && other.len() >= SPELT
        && one.len().abs_diff(other.len()) <= 1
        && one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_lowercase())
        && strsim::osa_distance(one, other) == 1
}

/// The phrases of the editions that are likest to one that stands nowhere, the likest first.
pub(super) fn nearest(phrase: &str, corpus: &mut Corpus<'_>, lines: &[Lifeline]) -> Vec<String> {
    let asked = corpus.vocabulary.read(phrase);
    if asked.is_empty() {
        return Vec::new();
    }
    let wanted = phrase.trim().to_lowercase();
    let mut known: FxHashMap<String, String> = FxHashMap::default();
    for line in lines.iter().filter(|line| matches!(line.kind, Kind::Phrase | Kind::Body | Kind::Instrument))
    {
        for wording in line.wordings() {
            known.entry(wording.to_lowercase()).or_insert_with(|| wording.to_owned());
        }
    }
    for (number, edition) in corpus.editions.iter().enumerate() {
        for (sentence, words) in edition.sentences.iter().zip(&corpus.words[number]) {
            for run in words.windows(asked.len()) {
                let (first, last) = (run[0], run[run.len() - 1]);
                let hangs = |word: Word| corpus.vocabulary.is_function(word.stem);
                if hangs(first) || hangs(last) {
                    continue;
                }
                let Some(text) = sentence.text.get(first.start as usize..last.end as usize) else { continue };
                if !known.contains_key(text) {
                    known.entry(text.to_lowercase()).or_insert_with(|| text.to_owned());
                }
            }
        }
    }
    let mut near: Vec<(f64, String)> = known
        .into_iter()
        .map(|(folded, text)| (strsim::normalized_damerau_levenshtein(&folded, &wanted), text))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    near.into_iter().take(OFFERS).map(|(_, text)| super::lifeline::one_line(&text)).collect()
}
