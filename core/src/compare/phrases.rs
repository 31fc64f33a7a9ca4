//! What a person would quote: changed spans widened and joined.

use std::ops::Range;

use super::edits::{Passage, Span, spans};
use super::model::{Edit, Phrase, PhraseKind};
use super::widen::{View, widen};
use super::words::{Key, Kind, Words, mark_key, word_key};
use crate::Sides;

/// An equal stretch of at most this many words between two changed spans is part of the phrase, if they are function
/// words or marks.
const ISLAND: usize = 3;
/// A link that keeps less than this share of its words is shown whole, old then new.
const KEPT: f64 = 0.25;
/// So is one of at least this many phrases that keeps at most one telling word for each: a reader would have to put it
/// together from scraps. Of 54 links with as many phrases between real successive statements six are such, by eye those
/// that were written anew.
const SCRAPS: usize = 3;

/// The phrases of a link, in order, and whether they are coarser than they could be. Outside their edits both passages
/// are equal byte for byte.
pub(super) fn phrases(passages: Sides<&Passage>, words: &Words) -> (Vec<Phrase>, bool) {
    let (spans, coarse) = spans(passages, words);
    let noise = noise(passages, &spans);
    let (trivial, telling): (Vec<Span>, Vec<Span>) =
        spans.into_iter().partition(|span| is_trivial(passages, span, words));
    let mut drafts = join(passages, telling, words);
    let mut behind = None;
    for draft in &mut drafts {
        widen(&View { passages, words, behind }, &mut draft.keys);
        behind = Some(draft.keys.as_ref().map(|range| range.end));
    }
    let mut drafts = overlapping_joined(drafts);
    let whole = kept(passages, &drafts, words) < KEPT || in_scraps(passages, &drafts, words);
    if whole && drafts.len() > 1 {
        let spans = drafts.drain(..).flat_map(|draft| draft.spans).collect();
        let keys = passages.map(|passage| 0..passage.keys.len());
        drafts.push(Draft { keys, spans, trivial: false });
    }
    for draft in &mut drafts {
        draft.take_in_marked();
    }
    let drafts = overlapping_joined(with_trivial(overlapping_joined(drafts), trivial));
    let phrases = drafts.iter().map(|draft| draft.finish(passages)).collect();
    (with_noise(phrases, noise), coarse)
}

/// A phrase in the making, as ranges of keys.
#[derive(Debug, Clone)]
struct Draft {
    keys: Sides<Range<usize>>,
    spans: Vec<Span>,
    trivial: bool,
}

impl Draft {
    /// Widens the phrase to all that a person marks.
    fn take_in_marked(&mut self) {
        for span in &self.spans {
            self.keys.before = hull(&self.keys.before, &span.marked.before);
            self.keys.after = hull(&self.keys.after, &span.marked.after);
        }
    }

    fn finish(&self, passages: Sides<&Passage>) -> Phrase {
        let range = bytes(passages, &self.keys);
        let edits = self.spans.iter().map(|span| Edit { range: bytes(passages, &span.marked) }).collect();
        let kind = if range.before.is_empty() {
            PhraseKind::Inserted
        } else if range.after.is_empty() {
            PhraseKind::Deleted
        } else {
            PhraseKind::Replaced
        };
        Phrase { kind, range, trivial: self.trivial, edits }
    }
}

fn bytes(passages: Sides<&Passage>, keys: &Sides<Range<usize>>) -> Sides<Range<usize>> {
    Sides::new(passages.before.bytes(&keys.before), passages.after.bytes(&keys.after))
}

fn is_trivial(passages: Sides<&Passage>, span: &Span, words: &Words) -> bool {
    let loose = |passage: &Passage, range: &Range<usize>| {
        passage.keys[range.clone()].iter().all(|key| words.kind(key.number) == Kind::Loose)
    };
    if loose(passages.before, &span.keys.before) && loose(passages.after, &span.keys.after) {
        return true;
    }
    let Sides { before, after } = Sides::new(
        Plain::new(passages.before, &span.keys.before, words),
        Plain::new(passages.after, &span.keys.after, words),
    );
    // "table-top" and "table top": the same letters. Of as many words the keys say whether case counts.
    !before.text.is_empty()
        && (before.text == after.text
            || (before.words != after.words && before.text.to_lowercase() == after.text.to_lowercase()))
}

/// A changed span without what says nothing between letters: spaces, hyphens, marks that may come and go, the apostrophe
/// of `'s`. Every other mark stays, and so does whatever stands at a digit.
struct Plain {
    text: String,
    words: usize,
}

impl Plain {
    fn new(passage: &Passage, range: &Range<usize>, words: &Words) -> Self {
        let mut plain = Self { text: String::new(), words: 0 };
        let mut key = String::new();
        // Letters of the word before.
        let mut key_length = 0;
        for (at, token) in range.clone().map(|at| (at, &passage.keys[at])) {
            let text = &passage.text[token.start as usize..token.end as usize];
            match words.kind(token.number) {
                Kind::Loose => {}
                Kind::Mark => {
                    mark_key(text, &mut key);
                    let next = passage.keys.get(at + 1).filter(|_| at + 1 < range.end);
                    let next = next.and_then(|next| passage.text[next.start as usize..].chars().next());
                    let is_at_digit = plain.ends_in_digit() || next.is_some_and(char::is_numeric);
                    match key.as_str() {
                        "–" if is_at_digit => plain.text.push('-'),
                        "–" => {}
                        // "U. S."
                        "." if key_length == 1 => {}
                        mark => plain.text.push_str(mark),
                    }
                }
                _ => {
                    for word in text.split_whitespace() {
                        plain.words += 1;
                        word_key(word, &mut key);
                        key_length =
                            if key.starts_with(char::is_alphabetic) { key.chars().count() } else { 0 };
                        plain.push(&key);
                    }
                }
            }
        }
        plain
    }

    fn ends_in_digit(&self) -> bool {
        self.text.ends_with(char::is_numeric)
    }

    fn push(&mut self, key: &str) {
        // Two numbers side by side are not one.
        if self.ends_in_digit() && key.starts_with(char::is_numeric) {
            self.text.push(' ');
        }
        let plural = key.strip_suffix('\'').or_else(|| key.strip_suffix("'s"));
        match plural.filter(|word| word.ends_with(char::is_alphabetic)) {
            Some(word) if key.ends_with("'s") => self.text.extend([word, "s"]),
            Some(word) => self.text.push_str(word),
            None => self.text.push_str(key),
        }
    }
}

fn join(passages: Sides<&Passage>, spans: Vec<Span>, words: &Words) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for span in spans {
        let Some(last) = drafts.last_mut() else {
            drafts.push(Draft { keys: span.keys.clone(), spans: vec![span], trivial: false });
            continue;
        };
        let island = &passages.before.keys[last.keys.before.end..span.keys.before.start];
        let weak = |kind: Kind| matches!(kind, Kind::Function | Kind::Mark | Kind::Loose);
        if island.len() <= ISLAND && island.iter().all(|key| weak(words.kind(key.number))) {
            last.keys.before.end = span.keys.before.end;
            last.keys.after.end = span.keys.after.end;
            last.spans.push(span);
        } else {
            drafts.push(Draft { keys: span.keys.clone(), spans: vec![span], trivial: false });
        }
    }
    drafts
}

/// The share of the telling words that stand outside the edits.
fn kept(passages: Sides<&Passage>, drafts: &[Draft], words: &Words) -> f64 {
    let telling = |passage: &Passage, range: Range<usize>| telling(passage, range, words);
    let whole = telling(passages.before, 0..passages.before.keys.len())
        + telling(passages.after, 0..passages.after.keys.len());
    let changed: usize = drafts
        .iter()
        .flat_map(|draft| &draft.spans)
        .map(|span| {
            telling(passages.before, span.keys.before.clone())
                + telling(passages.after, span.keys.after.clone())
        })
        .sum();
    (whole - changed) as f64 / whole.max(1) as f64
}

/// Number of the telling words among some keys.
fn telling(passage: &Passage, range: Range<usize>, words: &Words) -> usize {
    let telling = |key: &&Key| matches!(words.kind(key.number), Kind::Content | Kind::Formula);
    passage.keys[range].iter().filter(telling).count()
}

fn in_scraps(passages: Sides<&Passage>, drafts: &[Draft], words: &Words) -> bool {
    // What stands outside the phrases is the same on both sides.
    let telling = |range: Range<usize>| telling(passages.before, range, words);
    let quoted: usize = drafts.iter().map(|draft| telling(draft.keys.before.clone())).sum();
    drafts.len() >= SCRAPS && telling(0..passages.before.keys.len()) <= quoted + drafts.len()
}

fn overlapping_joined(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.last_mut() {
            Some(last)
                if last.keys.before.end > draft.keys.before.start
                    || last.keys.after.end > draft.keys.after.start =>
            {
                last.keys.before.end = last.keys.before.end.max(draft.keys.before.end);
                last.keys.after.end = last.keys.after.end.max(draft.keys.after.end);
                last.spans.extend(draft.spans);
                last.trivial &= draft.trivial;
            }
            _ => joined.push(draft),
        }
    }
    joined
}

/// Puts trivial spans into the phrases around them, or makes phrases of them.
fn with_trivial(drafts: Vec<Draft>, trivial: Vec<Span>) -> Vec<Draft> {
    let mut all = Vec::with_capacity(drafts.len() + trivial.len());
    let mut drafts = drafts.into_iter().peekable();
    for span in trivial {
        let ends_before = |draft: &Draft| {
            draft.keys.before.end <= span.keys.before.start && draft.keys.after.end <= span.keys.after.start
        };
        while let Some(draft) = drafts.next_if(ends_before) {
            all.push(draft);
        }
        match drafts.peek_mut() {
            Some(draft)
                if draft.keys.before.start <= span.keys.before.start
                    && draft.keys.after.start <= span.keys.after.start =>
            {
                draft.spans.push(span);
                draft.take_in_marked();
            }
            _ => all.push(Draft { keys: span.marked.clone(), spans: vec![span], trivial: true }),
        }
    }
    all.extend(drafts);
    for draft in &mut all {
        draft.spans.sort_by_key(|span| (span.keys.before.start, span.keys.after.start));
    }
    all
}

/// Differences in the bytes of what is equal by its keys: spelling, white space. Those that touch are one.
fn noise(passages: Sides<&Passage>, spans: &[Span]) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = Sides::new(0, 0);
    let ends = passages.map(|passage| passage.keys.len());
    let end = Sides::new(ends.before..ends.before, ends.after..ends.after);
    let last = Span { keys: end.clone(), marked: end };
    for span in spans.iter().chain([&last]) {
        let first = at.before;
        while at.before < span.marked.before.start {
            let keys = Sides::new(at.before..at.before + 1, at.after..at.after + 1);
            let own = bytes(passages, &keys);
            if at.before > first || (at.before == 0 && at.after == 0) {
                let gaps = Sides::new(passages.before.gap(at.before), passages.after.gap(at.after));
                push_different(passages, gaps, &own, &mut found);
            }
            push_different(passages, own.clone(), &own, &mut found);
            at = keys.map(|range| range.end);
        }
        at = Sides::new(span.marked.before.end, span.marked.after.end);
    }
    found
}

/// Notes a difference. White space alone cannot be quoted, so that the phrase takes in `next`, the word after it.
fn push_different(
    passages: Sides<&Passage>,
    edit: Sides<Range<usize>>,
    next: &Sides<Range<usize>>,
    found: &mut Vec<Phrase>,
) {
    if passages.before.text[edit.before.clone()] == passages.after.text[edit.after.clone()] {
        return;
    }
    let range = Sides::new(edit.before.start..next.before.end, edit.after.start..next.after.end);
    match found.last_mut() {
        Some(last)
            if last.range.before.end >= range.before.start && last.range.after.end >= range.after.start =>
        {
            last.range.before.end = range.before.end;
            last.range.after.end = range.after.end;
            last.edits.push(Edit { range: edit });
        }
        _ => {
            let edits = vec![Edit { range: edit }];
            found.push(Phrase { kind: PhraseKind::Replaced, range, trivial: true, edits });
        }
    }
}

/// Files noise under the phrase around it, or as trivial phrases of its own.
fn with_noise(phrases: Vec<Phrase>, noise: Vec<Phrase>) -> Vec<Phrase> {
    let mut all = Vec::with_capacity(phrases.len() + noise.len());
    let mut phrases = phrases.into_iter().peekable();
    for found in noise {
        let ends_before = |phrase: &Phrase| {
            phrase.range.before.end <= found.range.before.start
                && phrase.range.after.end <= found.range.after.start
        };
        while let Some(phrase) = phrases.next_if(ends_before) {
            all.push(phrase);
        }
        match phrases.peek_mut() {
            Some(phrase)
                if overlap(&phrase.range.before, &found.range.before)
                    || overlap(&phrase.range.after, &found.range.after) =>
            {
                phrase.range = Sides::new(
                    hull(&phrase.range.before, &found.range.before),
                    hull(&phrase.range.after, &found.range.after),
                );
                phrase.edits.extend(found.edits);
            }
            _ => all.push(found),
        }
    }
    all.extend(phrases);
    for phrase in &mut all {
        phrase.edits.sort_by_key(|edit| (edit.range.before.start, edit.range.after.start));
    }
    all
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

#[cfg(test)]
mod tests {
    use super::super::edits::tests::sentences;
    use super::*;

    /// The phrases, each as "older words → newer words".
    #[track_caller]
    fn check(before: &str, after: &str, expected: &[&str]) {
        let (passages, words) = sentences(before, after);
        let (phrases, _) = phrases(passages.as_ref(), &words);
        let quoted = |phrase: &Phrase| {
            let Sides { before: from, after: to } = phrase.range.clone();
            format!("{} → {}", &before[from], &after[to])
        };
        assert_eq!(phrases.iter().map(quoted).collect::<Vec<_>>(), expected);
    }

    /// Whether all that differs says nothing.
    #[track_caller]
    fn check_noise(before: &str, after: &str, expected: bool) {
        for (before, after) in [(before, after), (after, before)] {
            let (passages, words) = sentences(before, after);
            let (phrases, _) = phrases(passages.as_ref(), &words);
            assert_eq!(phrases.iter().all(|phrase| phrase.trivial), expected, "{before} / {after}");
        }
    }

    #[test]
    fn what_stands_at_a_digit_is_never_noise() {
        for (one, other) in [
            ("a sum of $4.5 million", "a sum of $45 million"),
            ("a sum of $4.5 million", "a sum of €4.5 million"),
            ("a sum of $4.5m", "a sum of $45m"),
            ("ages 10-15", "ages 1015"),
            ("ages 10 - 15", "ages 10 15"),
            ("a rate of 5%", "a rate of 5"),
            ("resolution 1718(2006)", "resolution 17182006"),
            ("at 5:30 today", "at 530 today"),
            ("minus \u{2212}5 degrees", "minus 5 degrees"),
            ("a 1/4 share", "a 14 share"),
            ("a ±5 margin", "a 5 margin"),
            ("at 38° north", "at 38 north"),
            ("under № 5 here", "under 5 here"),
            ("a 2,5 share", "a 2.5 share"),
            ("a 10² field", "a 10 field"),
            ("a ½ share", "a 1/2 share"),
            ("for 28,500 troops", "for 2,8500 troops"),
            ("for 2,8500 troops", "for 2 8500 troops"),
            ("for 5M people", "for 5m people"),
            ("the US forces", "the us forces"),
            ("we're ready", "were ready"),
        ] {
            check_noise(one, other, false);
        }
    }

    #[test]
    fn spelling_and_spaces_between_letters_are_noise() {
        for (one, other) in [
            ("a table-top exercise", "a table top exercise"),
            ("by mid-2025 at most", "by mid 2025 at most"),
            ("ages 10–15", "ages 10 - 15"),
            ("resolution 1718(2006)", "resolution 1718 (2006)"),
            ("a 5-percent rise", "a 5 percent rise"),
            ("a rise of 5%", "a rise of 5 percent"),
            ("the U. S. forces", "the U.S. forces"),
            ("the F-35 fleet", "the F35 fleet"),
            ("the ROK's forces", "the ROKs forces"),
        ] {
            check_noise(one, other, true);
        }
    }

    #[test]
    fn a_number_is_quoted_with_its_unit() {
        check(
            "set aside $4.5 million for it",
            "set aside $45 million for it",
            &["$4.5 million → $45 million"],
        );
        check("from 5 to 10 percent now", "from 5 to 12 percent now", &["5 to 10 percent → 5 to 12 percent"]);
    }

    #[test]
    fn a_sentence_left_in_scraps_is_shown_whole() {
        let old = "They were joined by senior representatives from their respective foreign policy, defense, and \
                   intelligence agencies.";
        let new = "Both sides were represented by experts and senior officials from across their respective \
                   inter-agencies.";
        let whole = format!("{old} → {new}");
        check(old, new, &[&whole]);
    }

    #[test]
    fn the_one_word_between_two_changes_stays() {
        check(
            "attacks against United States and Coalition personnel in Iraq were reported",
            "attacks against United States personnel and facilities in Iraq were reported",
            &["and Coalition → ", " → and facilities"],
        );
    }

    #[test]
    fn several_changes_with_enough_between_them_stay_apart() {
        check(
            "As reported on August 25, I directed strikes against a facility in eastern Syria used by militia groups.",
            "As reported on March 25, I directed strikes against a port in eastern Syria used by armed groups.",
            &["August → March", "facility → port", "militia groups → armed groups"],
        );
    }
}
