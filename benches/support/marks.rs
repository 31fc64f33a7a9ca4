//! Scores edits against what people marked in linked sentences.
//!
//! The gold standard is the `sub` field of the older draft's sentence, as ArgRewrite V.2 has it: a list of
//! `[(start, end), (start, end), purpose, operation]`, characters of the older and of the newer sentence, −1 for
//! nothing. Sentences linked one to one whose drafts differ and which have marks are scored.
//!
//! People marked words as white space cuts them, so spans are compared by the words they touch:
//!
//! - **pairs**: a changed span counts where both its sides touch the words of a marked span, no more and no fewer;
//! - **spans**: each side's span counts by itself, empty ones not at all (also given for the older and newer side alone);
//! - **words**: each word that a span touches counts by itself.
//!
//! All three are F1 in percent: twice the hits over hits, extras and misses.

use std::collections::BTreeSet;
use std::ops::Range;

use kidd::Sides;
use regex::Regex;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A changed span: characters of both sides; `None` where a side has none.
pub type Mark = Sides<Option<Range<usize>>>;

/// A linked pair of sentences with what a person marked.
pub struct Marked {
    /// White space folded to single spaces.
    pub texts: Sides<String>,
    pub marks: Vec<Mark>,
}

impl Marked {
    /// Reads the marks of a pair; `None` where there are none.
    pub fn new(texts: Sides<&str>, sub: &str) -> Option<Self> {
        let pattern = Regex::new(r"\[\((-?\d+),\s*(-?\d+)\),\s*\((-?\d+),\s*(-?\d+)\)").unwrap();
        let folded = texts.map(folded);
        let span = |text: &(String, Vec<usize>), start: &str, end: &str| {
            let place = |number: &str| {
                let at = number.parse::<usize>().ok()?;
                text.1.get(at.min(text.1.len() - 1)).copied()
            };
            place(start).zip(place(end)).map(|(start, end)| start..end)
        };
        let marks: Vec<Mark> = pattern
            .captures_iter(sub)
            .map(|found| {
                let (_, [a, b, c, d]) = found.extract();
                Sides::new(span(&folded.before, a, b), span(&folded.after, c, d))
            })
            .collect();
        (!marks.is_empty()).then(|| Self { texts: folded.map(|(text, _)| text), marks })
    }
}

/// The text with single spaces, and for each character of the original its byte there.
fn folded(text: &str) -> (String, Vec<usize>) {
    let mut out = String::new();
    let mut places = Vec::new();
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            places.push(out.len());
            space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        places.push(out.len());
        out.push(c);
    }
    places.push(out.len());
    (out, places)
}

/// What plain comparison of words finds; gaps of at most `joined` equal words become part of the span.
pub fn plain(texts: Sides<&str>, cut: &Regex, joined: Option<usize>) -> Vec<Mark> {
    let words = texts.map(|text| cut.find_iter(text).collect::<Vec<_>>());
    let strings = words.as_ref().map(|words| words.iter().map(regex::Match::as_str).collect::<Vec<_>>());
    let ops = capture_diff_slices(Algorithm::Myers, &strings.before, &strings.after);
    let mut spans: Vec<Sides<Range<usize>>> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (old, new) = (op.old_range(), op.new_range());
        match spans.last_mut() {
            Some(last) if old.start - last.before.end <= joined.unwrap_or(0) => {
                (last.before.end, last.after.end) = (old.end, new.end);
            }
            _ => spans.push(Sides::new(old, new)),
        }
    }
    let bytes = |words: &[regex::Match<'_>], range: Range<usize>| {
        words[range].iter().map(regex::Match::range).reduce(|first, last| first.start..last.end)
    };
    spans
        .into_iter()
        .map(|span| Sides::new(bytes(&words.before, span.before), bytes(&words.after, span.after)))
        .collect()
}

/// Hits, extras and misses.
#[derive(Clone, Copy, Default)]
pub struct Counts([usize; 3]);

impl Counts {
    fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, got: &BTreeSet<T>) {
        self.0[0] += gold.intersection(got).count();
        self.0[1] += got.difference(gold).count();
        self.0[2] += gold.difference(got).count();
    }

    fn joined(self, other: Self) -> Self {
        Self([0, 1, 2].map(|at| self.0[at] + other.0[at]))
    }

    fn f1(self) -> f64 {
        let [hit, extra, missed] = self.0;
        200.0 * hit as f64 / (2 * hit + extra + missed).max(1) as f64
    }
}

/// The first word that a span touches, and the one after the last.
type Words = Option<(usize, usize)>;
type SideOf = fn(&(Words, Words)) -> Words;

#[derive(Clone, Copy, Default)]
pub struct Score {
    pairs: Counts,
    spans: Sides<Counts>,
    words: Sides<Counts>,
}

impl Score {
    /// Counts the marks of one pair of sentences.
    pub fn add(&mut self, gold: &Marked, got: &[Mark]) {
        let words = gold.texts.as_ref().map(|text| words(text));
        let touched = |mark: &Mark| {
            Sides::new(touched(&words.before, &mark.before), touched(&words.after, &mark.after))
        };
        let set = |marks: &[Mark]| -> BTreeSet<(Words, Words)> {
            let pairs = marks.iter().map(touched).map(|mark| (mark.before, mark.after));
            pairs.filter(|mark| *mark != (None, None)).collect()
        };
        let (gold, got) = (set(&gold.marks), set(got));
        self.pairs.add(&gold, &got);
        let of = |marks: &BTreeSet<(Words, Words)>, side: SideOf| {
            marks.iter().filter_map(side).collect::<BTreeSet<_>>()
        };
        let sides: [(&mut Counts, &mut Counts, SideOf); 2] = [
            (&mut self.spans.before, &mut self.words.before, |mark| mark.0),
            (&mut self.spans.after, &mut self.words.after, |mark| mark.1),
        ];
        for (spans, words, side) in sides {
            let (gold, got) = (of(&gold, side), of(&got, side));
            spans.add(&gold, &got);
            let every = |spans: &BTreeSet<(usize, usize)>| {
                spans.iter().flat_map(|&(start, end)| start..end).collect::<BTreeSet<_>>()
            };
            words.add(&every(&gold), &every(&got));
        }
    }

    pub fn print(&self, name: &str) {
        let Self { pairs, spans, words } = self;
        println!(
            "{name:34} exact pairs {:.1}, exact spans {:.1} (older side {:.1}, newer {:.1}), words {:.1} (older {:.1}, newer {:.1})",
            pairs.f1(),
            spans.before.joined(spans.after).f1(),
            spans.before.f1(),
            spans.after.f1(),
            words.before.joined(words.after).f1(),
            words.before.f1(),
            words.after.f1(),
        );
    }
}

/// Words as white space cuts them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let word = |word: &str| {
        let start = at;
        at += word.len() + 1;
        start..start + word.len()
    };
    text.split(' ').map(word).collect()
}

fn touched(words: &[Range<usize>], span: &Option<Range<usize>>) -> Words {
    let span = span.as_ref()?;
    let touched = |word: &Range<usize>| span.start < word.end && word.start < span.end;
    let first = words.iter().position(touched)?;
    Some((first, words.iter().rposition(touched)? + 1))
}
