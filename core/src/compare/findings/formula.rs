//! Formulas of words and slots (`{modifiers} denuclearization of {object}`), found in a sentence.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::series::{ModifierRules, Rules, Scanned, WatchRule, plain};

/// Most words that a slot between two words of a pattern may hold.
const GAP: usize = 4;

/// Most words of a noun phrase.
const OBJECT: usize = 9;

/// What may fill a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    /// Qualifying words, none too.
    Modifiers,
    /// A noun phrase.
    Object,
    /// One to four words.
    Words,
    /// The formula itself, one of several that take each other's place.
    Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub kind: SlotKind,
    /// Bytes of the sentence; may be empty.
    pub range: Range<usize>,
}

/// A formula in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormulaMatch {
    /// Its position in the rules.
    pub watch: usize,
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// In the order of the pattern.
    pub slots: Vec<Slot>,
    /// One byte behind the first word that is no slot (`denuclearization`).
    pub head_end: usize,
}

impl FormulaMatch {
    /// The qualifying words and the noun: `complete denuclearization`, without its object.
    pub const fn head(&self) -> Range<usize> {
        self.range.start..self.head_end
    }

    /// The noun and its object, without the qualifying words: `denuclearization of the Korean Peninsula`.
    pub fn tail(&self) -> Range<usize> {
        let start = self
            .slots
            .first()
            .filter(|slot| slot.kind == SlotKind::Modifiers)
            .map_or(self.range.start, |slot| slot.range.end);
        start..self.range.end
    }
}

/// The watched formulas of the rules, to be found in any sentence.
pub struct Watched(Formulas);

impl Watched {
    /// Compiles the formulas.
    pub fn new(rules: &Rules) -> Self {
        Self(Formulas::new(&rules.watch, &rules.modifiers))
    }

    /// The formulas of a sentence: positions in [`Rules::watch`] with the bytes of the sentence, in the order of the
    /// text.
    pub fn find(&self, sentence: &str) -> Vec<(usize, Range<usize>)> {
        self.0
            .find(sentence, &Scanned::new(sentence))
            .into_iter()
            .map(|found| (found.watch, found.range))
            .collect()
    }
}

enum PatternPart {
    Word(String),
    Slot(SlotKind),
}

struct Pattern {
    watch: usize,
    parts: Vec<PatternPart>,
}

/// All formulas of the rules, by their first word.
pub(super) struct Formulas {
    patterns: Vec<Pattern>,
    by_word: FxHashMap<String, Vec<usize>>,
    /// The numbers with which these words begin: a sentence that has none of them has no formula.
    begins: FxHashSet<u32>,
    modifiers: FxHashSet<String>,
    ends: FxHashSet<String>,
}

/// A word of a sentence in lower case, with its place.
struct Word {
    text: String,
    range: Range<usize>,
    /// Punctuation stands between it and the word before.
    apart: bool,
}

impl Formulas {
    pub fn new(watches: &[WatchRule], modifiers: &ModifierRules) -> Self {
        let mut patterns = Vec::new();
        for (watch, rule) in watches.iter().enumerate() {
            let slotted = rule.patterns.iter().map(|pattern| Pattern { watch, parts: parts(pattern) });
            let forms = rule.forms.iter().map(|form| Pattern { watch, parts: parts(form) });
            patterns.extend(slotted.chain(forms));
        }
        let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, pattern) in patterns.iter().enumerate() {
            if let Some(PatternPart::Word(word)) =
                pattern.parts.iter().find(|part| matches!(part, PatternPart::Word(_)))
            {
                by_word.entry(word.clone()).or_default().push(index);
            }
        }
        let begins = by_word.keys().filter_map(|word| Scanned::new(word).numbers().next()).collect();
        Self {
            patterns,
            by_word,
            begins,
            modifiers: modifiers.words.iter().map(|word| plain_word(word)).collect(),
            ends: modifiers.ends.iter().map(|word| plain_word(word)).collect(),
        }
    }

    /// The formulas of a sentence in the order of the text; no two of one rule overlap.
    pub fn find(&self, sentence: &str, scanned: &Scanned<'_>) -> Vec<FormulaMatch> {
        if !scanned.numbers().any(|number| self.begins.contains(&number)) {
            return Vec::new();
        }
        let words = words(sentence);
        let mut found: Vec<FormulaMatch> = Vec::new();
        for at in 0..words.len() {
            for &pattern in self.by_word.get(words[at].text.as_str()).into_iter().flatten() {
                let Some(hit) = self.matched(&self.patterns[pattern], &words, at) else { continue };
                // The patterns of a rule stand with the fullest first.
                let known = found.iter().any(|known| {
                    known.watch == hit.watch
                        && known.range.start < hit.range.end
                        && hit.range.start < known.range.end
                });
                if !known {
                    found.push(hit);
                }
            }
        }
        found
    }

    fn matched(&self, pattern: &Pattern, words: &[Word], at: usize) -> Option<FormulaMatch> {
        let mut slots = Vec::new();
        let mut parts = pattern.parts.as_slice();
        let mut start = at;
        if let [PatternPart::Slot(SlotKind::Modifiers), rest @ ..] = parts {
            start = self.modifiers_before(words, at);
            let end = if start < at { words[at - 1].range.end } else { words[at].range.start };
            slots.push(Slot {
                kind: SlotKind::Modifiers,
                range: words[start].range.start..end.max(words[start].range.start),
            });
            if start == at {
                slots[0].range = words[at].range.start..words[at].range.start;
            }
            parts = rest;
        }
        let mut next = at;
        for (number, part) in parts.iter().enumerate() {
            match part {
                PatternPart::Word(word) => {
                    let here = words.get(next)?;
                    if here.text != *word || (next > at && here.apart) {
                        return None;
                    }
                    next += 1;
                }
                PatternPart::Slot(SlotKind::Object) => {
                    let end = self.object(words, next);
                    if end == next {
                        return None;
                    }
                    slots.push(Slot {
                        kind: SlotKind::Object,
                        range: words[next].range.start..words[end - 1].range.end,
                    });
                    next = end;
                }
                PatternPart::Slot(kind) => {
                    let Some(PatternPart::Word(word)) = parts.get(number + 1) else { return None };
                    let end = (next + 1..=next + GAP)
                        .find(|&end| words.get(end).is_some_and(|found| found.text == *word))?;
                    if words[next..=end].iter().any(|word| word.apart) {
                        return None;
                    }
                    slots
                        .push(Slot { kind: *kind, range: words[next].range.start..words[end - 1].range.end });
                    next = end;
                }
            }
        }
        let range = words[start].range.start..words[next - 1].range.end;
        if slots.is_empty() {
            slots.push(Slot { kind: SlotKind::Form, range: range.clone() });
        }
        let head_end = words[at].range.end;
        Some(FormulaMatch { watch: pattern.watch, range, slots, head_end })
    }

    /// The first of the qualifying words in front; `and` and commas between them belong to them.
    fn modifiers_before(&self, words: &[Word], at: usize) -> usize {
        let mut start = at;
        let mut at = at;
        while at > 0 {
            let word = words[at - 1].text.as_str();
            if self.modifiers.contains(word) {
                start = at - 1;
            } else if word != "and" {
                break;
            }
            at -= 1;
        }
        start
    }

    /// One behind the last word of the noun phrase that starts here.
    fn object(&self, words: &[Word], start: usize) -> usize {
        let mut end = start;
        while end < words.len() && end - start < OBJECT {
            let word = &words[end];
            if (end > start && word.apart) || self.ends.contains(word.text.as_str()) {
                break;
            }
            end += 1;
        }
        end
    }
}

fn parts(pattern: &str) -> Vec<PatternPart> {
    pattern
        .split_whitespace()
        .map(|part| match part {
            "{modifiers}" => PatternPart::Slot(SlotKind::Modifiers),
            "{object}" => PatternPart::Slot(SlotKind::Object),
            "{words}" => PatternPart::Slot(SlotKind::Words),
            // `U.S.`, as words of a sentence stand: without the marks round them.
            word => PatternPart::Word(plain_word(word.trim_matches(|c: char| !c.is_alphanumeric()))),
        })
        .collect()
}

/// A word in small letters, with its typography and spelling made plain.
fn plain_word(word: &str) -> String {
    plain(word).to_lowercase()
}

fn words(sentence: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut apart = false;
    for (start, piece) in pieces(sentence) {
        let inner = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if inner.is_empty() {
            apart |= !piece.is_empty();
            continue;
        }
        let from = start + piece.find(inner).unwrap_or(0);
        let leads = from > start;
        let text = plain_word(inner);
        words.push(Word { text, range: from..from + inner.len(), apart: apart || leads });
        // The stop of an abbreviation (`U.S.`) parts nothing.
        // Nor does that of an initial (`Clara D. Holt`).
        let initial = inner.chars().count() == 1 && inner.chars().all(char::is_uppercase);
        let abbreviated = (initial || inner.contains('.')) && piece[inner.len() + from - start..] == *".";
        apart = from + inner.len() < start + piece.len() && !abbreviated;
    }
    words
}

/// The pieces of a text between white space and dashes, with their place.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '—' | '–')).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end())
    })
}
