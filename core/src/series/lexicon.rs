//! A list of expressions, found in a text in one pass.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::typography::Folded;

/// A list of expressions, found in a text in one pass.
///
/// How an expression matches, the same for every table of the rules:
///
/// - **Whole words.** A letter or digit on either side of a match forbids it, and so does a hyphen that ties a
///   small letter to what stands before it: `nuclear` is in *nuclear-armed* and *Conventional-Nuclear*, not in
///   *non-nuclear*.
/// - **Case** counts only in words that are acronyms in the expression (`US`, `U.S.-ROK`, `NATO` in `non-NATO`).
/// - **Typography** does not count: curly and straight quotes, the kinds of hyphen, and every run of white space
///   (line breaks and non-breaking spaces too) are the same. Dashes are not hyphens.
/// - **The longest wins** among expressions that start at the same place, the leftmost among those that overlap,
///   the one listed first among equals.
///
/// Ranges are byte ranges of the text as it was given.
///
/// Every match starts where a word starts, so one look-up of that word leads to the few expressions that begin with
/// it, and the numbers of the words that follow rule most of those out before a letter is compared. An automaton over
/// characters does the same, but took longer to build from the rules of a series than all the rest of a comparison of
/// two statements took.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// A bit for the first words of all expressions: most words of a text are found to begin none without a look-up.
    begins: Begins,
    /// By the number of its first word: which of the expressions begin with it. Words whose numbers meet share an entry,
    /// which costs a comparison and changes nothing.
    heads: HashMap<u32, Range<u32>, FxBuildHasher>,
    /// Those with one first word together, the longest first and the first listed first among equals.
    expressions: Vec<Expression>,
    /// The texts of all expressions, one behind the other.
    texts: String,
    /// The numbers of the words of all expressions, without the first of each.
    following: Vec<u32>,
}

/// An expression of the list, its typography made plain.
#[derive(Debug, Clone)]
struct Expression {
    /// Its position in the list.
    index: usize,
    /// Where it stands in the texts of all, in bytes.
    text: Range<u32>,
    /// Its words but the first, among those of all.
    following: Range<u32>,
    /// Whether case counts in one of its words.
    has_acronym: bool,
}

/// An expression of a [`Lexicon`] found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The position of the expression in the list.
    pub pattern: usize,
    /// Bytes of the text.
    pub range: Range<usize>,
}

impl Lexicon {
    /// Compiles the list. Blank expressions are kept in the count and match nothing.
    pub fn new<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>) -> Self {
        let patterns = patterns.into_iter();
        let mut lexicon = Self::default();
        let count = patterns.size_hint().0;
        lexicon.texts.reserve(count * 16);
        lexicon.heads.reserve(count);
        let mut by_head: Vec<(u32, Expression)> = Vec::with_capacity(count);
        for (index, pattern) in patterns.enumerate() {
            let folded = Folded::new(pattern.as_ref().trim());
            by_head.extend(lexicon.take_in(index, folded.text()));
        }
        by_head.sort_unstable_by_key(|(head, expression)| {
            (*head, std::cmp::Reverse(expression.text.len()), expression.index)
        });
        for (at, (head, expression)) in by_head.into_iter().enumerate() {
            let at = at as u32;
            lexicon.begins.insert(head);
            lexicon.heads.entry(head).or_insert(at..at).end = at + 1;
            lexicon.expressions.push(expression);
        }
        lexicon
    }

    /// Stores the words of an expression; the number of its first word comes with it.
    fn take_in(&mut self, index: usize, text: &str) -> Option<(u32, Expression)> {
        let (start, follows) = (self.texts.len() as u32, self.following.len() as u32);
        let mut first = None;
        each_word(text, |_, number| match first {
            None => first = Some(number),
            Some(_) => self.following.push(number),
        });
        self.texts.push_str(text);
        let expression = Expression {
            index,
            text: start..self.texts.len() as u32,
            following: follows..self.following.len() as u32,
            has_acronym: may_have_acronyms(text) && acronyms(text).next().is_some(),
        };
        first.map(|first| (first, expression))
    }

    /// What is found, in the order of the text; no two overlap.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Hit> + use<> {
        self.find_in(&Scanned::new(text))
    }

    /// The same for a text that several lists search.
    pub fn find_in(&self, text: &Scanned<'_>) -> impl Iterator<Item = Hit> + use<> {
        let mut hits = Vec::new();
        let mut free = 0;
        self.scan(text, |hit| {
            if hit.range.start >= free {
                free = hit.range.end;
                hits.push(hit);
            }
            true
        });
        hits.into_iter()
    }

    /// Everything that matches, inside other matches too: by start, then the longest first.
    #[cfg(test)]
    fn find_overlapping(&self, text: &str) -> impl Iterator<Item = Hit> + use<> {
        let mut hits = Vec::new();
        self.scan(&Scanned::new(text), |hit| {
            hits.push(hit);
            true
        });
        hits.into_iter()
    }

    /// Whether anything is found.
    pub fn is_in(&self, text: &str) -> bool {
        self.is_within(&Scanned::new(text))
    }

    /// The same for a text that several lists search.
    pub fn is_within(&self, text: &Scanned<'_>) -> bool {
        let mut found = false;
        self.scan(text, |_| {
            found = true;
            false
        });
        found
    }

    /// Hands over every match, by start, then the longest first, until `take` wants no more.
    fn scan(&self, text: &Scanned<'_>, mut take: impl FnMut(Hit) -> bool) {
        let plain = text.folded.text();
        for (place, (at, number)) in text.words.iter().enumerate() {
            if !self.begins.may_hold(*number) {
                continue;
            }
            let Some(expressions) = self.heads.get(number) else { continue };
            let next = &text.words[place + 1..];
            for expression in &self.expressions[as_usize(expressions)] {
                let following = &self.following[as_usize(&expression.following)];
                let goes_on = following.len() <= next.len()
                    && following.iter().zip(next).all(|(wanted, (_, number))| wanted == number);
                if goes_on
                    && let Some(range) = self.at(expression, plain, *at as usize)
                    && !take(Hit { pattern: expression.index, range: text.folded.original(range) })
                {
                    return;
                }
            }
        }
    }

    /// The range of an expression in a text, if it stands at this byte of it.
    fn at(&self, expression: &Expression, text: &str, start: usize) -> Option<Range<usize>> {
        let wanted = &self.texts[as_usize(&expression.text)];
        let range = start..start + wanted.len();
        let found = text.get(range.clone())?;
        let fits = found.eq_ignore_ascii_case(wanted)
            && starts_a_word(&text[..start], found)
            && ends_a_word(found, &text[range.end..])
            && (!expression.has_acronym || acronyms(wanted).all(|(at, word)| found[at..].starts_with(word)));
        fits.then_some(range)
    }
}

/// A set of numbers that may hold more than were put in, never less: a Bloom filter of one hash (Bloom 1970).
#[derive(Debug, Clone)]
struct Begins([u64; Begins::LENGTH]);

impl Begins {
    /// 4096 bits: of a list of a thousand expressions, one word in five that begins none is looked up all the same.
    const LENGTH: usize = 64;

    /// The upper bits of a number are its best mixed ones.
    const fn place(number: u32) -> (usize, u64) {
        ((number >> 26) as usize, 1 << (number >> 20 & 63))
    }

    const fn insert(&mut self, number: u32) {
        let (word, bit) = Self::place(number);
        self.0[word] |= bit;
    }

    const fn may_hold(&self, number: u32) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] & bit != 0
    }
}

impl Default for Begins {
    fn default() -> Self {
        Self([0; Self::LENGTH])
    }
}

fn as_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// A text made ready for any number of [`Lexicon`]s.
#[derive(Debug)]
pub struct Scanned<'a> {
    folded: Folded<'a>,
    /// The words and marks in which an expression can start: the byte of the folded text, and the word's number.
    words: Vec<(u32, u32)>,
}

impl<'a> Scanned<'a> {
    /// Cuts the text into words and marks.
    pub fn new(text: &'a str) -> Self {
        let folded = Folded::new(text);
        let mut words = Vec::with_capacity(text.len() / 5);
        each_word(folded.text(), |at, number| words.push((at as u32, number)));
        Self { folded, words }
    }

    /// Whether a number begins behind a byte of the text, which ends an expression.
    pub(crate) fn continues_in_number(&self, end: usize) -> bool {
        let text = self.folded.source();
        let rest = text.get(end..).unwrap_or_default().trim_start();
        rest.trim_start_matches(['$', '€', '£', '¥', '-']).starts_with(|c: char| c.is_ascii_digit())
    }

    /// The numbers of its words and marks, as [`each_word`] gives them.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.words.iter().map(|(_, number)| *number)
    }
}

/// Hands over the first byte and the number of every run of letters and digits, and of every other character but
/// spaces. Words that differ in the case of letters of English alone have one number.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(usize, u32)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        if first == b' ' {
            at += 1;
            continue;
        }
        let start = at;
        let mut number = 0;
        for &byte in &bytes[at..] {
            let small = SMALL[usize::from(byte)];
            if small == 0 {
                break;
            }
            number = mixed(number, small);
            at += 1;
        }
        if at == start || bytes.get(at).is_some_and(|next| !next.is_ascii()) {
            let rest = &text[at..];
            let letters = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let mark = rest.chars().next().filter(|_| at == start).map_or(0, char::len_utf8);
            let end = at + letters.max(mark);
            number =
                bytes[at..end].iter().fold(number, |number, byte| mixed(number, byte.to_ascii_lowercase()));
            at = end;
        }
        take(start, number);
    }
}

/// A step of a multiplicative hash; the factor is 2³² over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
const fn mixed(number: u32, byte: u8) -> u32 {
    (number.rotate_left(5) ^ byte as u32).wrapping_mul(0x9e37_79b1)
}

/// Letters of English in small and digits, by their byte; 0 for all others.
static SMALL: [u8; 256] = {
    let (mut small, mut byte) = ([0; 256], 0_u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// Whether words of an expression can be acronyms: those of most are seen to be none at one look.
fn may_have_acronyms(text: &str) -> bool {
    !text.is_ascii() || text.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some()
}

/// The words of an expression whose case counts, with the byte at which each starts.
fn acronyms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split([' ', '-']).filter_map(move |word| {
        let at = start;
        start += word.len() + 1;
        is_acronym(word).then_some((at, word))
    })
}

/// At least two capitals, and no small letter.
fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).nth(1).is_some() && !word.chars().any(char::is_lowercase)
}

fn starts_a_word(before: &str, found: &str) -> bool {
    let Some(first) = found.chars().next() else { return false };
    if !first.is_alphanumeric() {
        return true;
    }
    let mut back = before.chars().rev();
    match back.next() {
        Some('-') => !(first.is_lowercase() && back.next().is_some_and(char::is_alphanumeric)),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

fn ends_a_word(found: &str, after: &str) -> bool {
    let wordy = |c: char| c.is_alphanumeric() || c == '.';
    !(found.chars().next_back().is_some_and(wordy) && after.chars().next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words found, with the expression that found them.
    fn check(patterns: &[&str], text: &str, expected: &[(&str, &str)]) {
        let lexicon = Lexicon::new(patterns);
        let found: Vec<(&str, &str)> =
            lexicon.find(text).map(|hit| (patterns[hit.pattern], &text[hit.range])).collect();
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(lexicon.is_in(text), !expected.is_empty(), "{text:?}");
    }

    #[test]
    fn only_whole_words_match() {
        check(&["will"], "a willing will, goodwill. Will!", &[("will", "will"), ("will", "Will")]);
        check(&["SCM"], "the SCM's and (SCM) but not SCMs", &[("SCM", "SCM"), ("SCM", "SCM")]);
        check(&["über"], "über übers", &[("über", "über")]);
    }

    #[test]
    fn a_long_match_that_is_cut_gives_way_to_a_shorter_one() {
        check(&["pledged", "pledged to"], "pledged tolerance", &[("pledged", "pledged")]);
        check(&["pledged", "pledged to"], "pledged to", &[("pledged to", "pledged to")]);
        check(&["the two", "two sides"], "the two sides", &[("the two", "the two")]);
        check(&["the twos", "two sides"], "the two sides", &[("two sides", "two sides")]);
    }

    #[test]
    fn stops_belong_to_abbreviations() {
        check(&["U.S."], "the U.S. side, U.S.-ROK, (U.S.)", &[("U.S.", "U.S."); 3]);
        check(&["US", "U.S."], "U.S.A. and U.S", &[]);
        check(&["ROK"], "U.S.-ROK and ROK-U.S.", &[("ROK", "ROK"); 2]);
        check(&["U.S. side"], "The U.S. side.", &[("U.S. side", "U.S. side")]);
    }

    #[test]
    fn a_hyphen_ties_a_small_letter_to_what_stands_before_it() {
        check(&["nuclear"], "nuclear-armed", &[("nuclear", "nuclear")]);
        check(&["nuclear"], "Conventional-Nuclear", &[("nuclear", "Nuclear")]);
        check(&["nuclear"], "non-nuclear", &[]);
        check(&["host"], "to co-host", &[]);
        check(&["host"], "- host", &[("host", "host")]);
        check(&["co-host"], "to co\u{2011}host", &[("co-host", "co\u{2011}host")]);
    }

    #[test]
    fn case_counts_in_acronyms_only() {
        check(&["both sides"], "BOTH Sides", &[("both sides", "BOTH Sides")]);
        check(&["US"], "tell us and the US", &[("US", "US")]);
        check(&["non-NATO ally"], "Non-NATO Ally, non-Nato ally", &[("non-NATO ally", "Non-NATO Ally")]);
        check(&["UFS23"], "ufs23 UFS23", &[("UFS23", "UFS23")]);
        check(&["DoD"], "DOD", &[("DoD", "DOD")]);
    }

    #[test]
    fn typography_does_not_count_and_ranges_stay_those_of_the_text() {
        check(&["Leaders' Summit"], "the Leaders’ Summit", &[("Leaders' Summit", "Leaders’ Summit")]);
        check(&["leaders’"], "the leaders' and", &[("leaders’", "leaders'")]);
        check(&["both sides"], "“both\u{a0}\n sides”", &[("both sides", "both\u{a0}\n sides")]);
        check(&["\"new era\""], "a “new era” of", &[("\"new era\"", "“new era”")]);
        check(&["ends"], "…’’’  ends", &[("ends", "ends")]);
        check(&["both  sides "], "both sides", &[("both  sides ", "both sides")]);
    }

    #[test]
    fn the_first_of_equal_expressions_wins() {
        let found: Vec<usize> = Lexicon::new(["a b", "A b"]).find("a b").map(|hit| hit.pattern).collect();
        assert_eq!(found, [0]);
    }

    #[test]
    fn blank_expressions_match_nothing_and_keep_their_place() {
        check(&["", " ", "will"], "it will", &[("will", "will")]);
        check(&[], "it will", &[]);
        check(&["will"], "", &[]);
    }

    #[test]
    fn all_matches_come_by_start_and_length() {
        let text = "the two sides";
        let lexicon = Lexicon::new(["two", "two sides", "sides"]);
        let found: Vec<&str> = lexicon.find_overlapping(text).map(|hit| &text[hit.range]).collect();
        assert_eq!(found, ["two sides", "two", "sides"]);
    }

    proptest::proptest! {
        /// The look-up by the first word misses nothing that trying every expression at every place would find.
        #[test]
        fn every_place_is_looked_at(
            patterns in proptest::collection::vec("[aAbé0.'’ -]{1,6}", 1..6),
            text in "[aAbé0.'’\u{a0} -]{0,40}",
        ) {
            let folded = Folded::new(&text);
            let mut expected = Vec::new();
            for (at, _) in folded.text().char_indices() {
                let mut here: Vec<Range<usize>> = Vec::new();
                let mut which: Vec<usize> = Vec::new();
                for (index, pattern) in patterns.iter().enumerate() {
                    let alone = Lexicon::new([pattern]);
                    let range = alone.expressions.first().and_then(|own| alone.at(own, folded.text(), at));
                    if let Some(range) = range {
                        let place = here.partition_point(|other| other.end >= range.end);
                        here.insert(place, range);
                        which.insert(place, index);
                    }
                }
                expected.extend(
                    which.into_iter().zip(here).map(|(pattern, range)| Hit { pattern, range: folded.original(range) }),
                );
            }
            let found: Vec<Hit> = Lexicon::new(&patterns).find_overlapping(&text).collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
