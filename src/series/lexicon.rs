use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

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
/// it. An automaton over characters does the same, but took longer to build from the rules of a series than all the
/// rest of a comparison of two statements took.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// By the hash of its first word, the longest first and the first listed first among equals. Words whose hashes
    /// meet share an entry, which costs a comparison and changes nothing.
    heads: HashMap<u32, Vec<Expression>, FxBuildHasher>,
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
        let mut heads: HashMap<u32, Vec<Expression>, FxBuildHasher> = HashMap::default();
        for (index, pattern) in patterns.into_iter().enumerate() {
            let fold = Folded::new(pattern.as_ref().trim());
            let text = fold.text();
            if !text.is_empty() {
                heads.entry(hash(head(text))).or_default().push(Expression::new(index, text));
            }
        }
        for expressions in heads.values_mut() {
            expressions.sort_by_key(|expression| std::cmp::Reverse(expression.text.len()));
        }
        Self { heads }
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
    pub fn find_overlapping(&self, text: &str) -> impl Iterator<Item = Hit> + use<> {
        let mut hits = Vec::new();
        self.scan(&Scanned::new(text), |hit| {
            hits.push(hit);
            true
        });
        hits.into_iter()
    }

    /// Whether anything is found.
    pub fn is_in(&self, text: &str) -> bool {
        let mut found = false;
        self.scan(&Scanned::new(text), |_| {
            found = true;
            false
        });
        found
    }

    /// Hands over every match, by start, then the longest first, until `take` wants no more.
    fn scan(&self, text: &Scanned<'_>, mut take: impl FnMut(Hit) -> bool) {
        for &(at, hash) in &text.starts {
            let at = at as usize;
            for expression in self.heads.get(&hash).into_iter().flatten() {
                if let Some(range) = expression.at(text.folded.text(), at)
                    && !take(Hit { pattern: expression.index, range: text.folded.original(range) })
                {
                    return;
                }
            }
        }
    }
}

/// A text made ready for any number of [`Lexicon`]s.
#[derive(Debug)]
pub struct Scanned<'a> {
    folded: Folded<'a>,
    /// Where an expression can start, in bytes of the folded text, with the hash of the word there.
    starts: Vec<(u32, u32)>,
}

impl<'a> Scanned<'a> {
    /// Cuts the text into words and marks.
    pub fn new(text: &'a str) -> Self {
        let folded = Folded::new(text);
        let plain = folded.text();
        let mut starts = Vec::with_capacity(plain.len() / 5);
        let mut at = 0;
        while at < plain.len() {
            let head = head(&plain[at..]);
            // No expression starts with a space.
            if head != " " {
                starts.push((at as u32, hash(head)));
            }
            at += head.len();
        }
        Self { folded, starts }
    }
}

/// The letters and digits that the text starts with, or its first character where that is neither.
fn head(text: &str) -> &str {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(ascii).is_none_or(|&next| next.is_ascii() && ascii > 0) {
        return &text[..ascii];
    }
    let rest = text[ascii..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| ascii + length);
    &text[..rest.max(text.chars().next().map_or(0, char::len_utf8))]
}

/// Without regard to the case of the letters of English.
fn hash(word: &str) -> u32 {
    let mut hasher = FxBuildHasher.build_hasher();
    for byte in word.bytes() {
        hasher.write_u8(byte.to_ascii_lowercase());
    }
    hasher.finish() as u32
}

/// An expression of the list, its typography made plain.
#[derive(Debug, Clone)]
struct Expression {
    /// Its position in the list.
    index: usize,
    text: Box<str>,
    /// Bytes of the text, of each acronym.
    acronyms: Vec<Range<usize>>,
}

impl Expression {
    fn new(index: usize, text: &str) -> Self {
        let mut acronyms = Vec::new();
        let mut start = 0;
        for word in text.split([' ', '-']) {
            if is_acronym(word) {
                acronyms.push(start..start + word.len());
            }
            start += word.len() + 1;
        }
        Self { index, text: text.into(), acronyms }
    }

    /// Its range in a text, if it stands at this byte of it.
    fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        let range = start..start + self.text.len();
        let found = text.get(range.clone())?;
        let fits = found.eq_ignore_ascii_case(&self.text)
            && starts_a_word(&text[..start], found)
            && ends_a_word(found, &text[range.end..])
            && self.acronyms.iter().all(|acronym| found[acronym.clone()] == self.text[acronym.clone()]);
        fits.then_some(range)
    }
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

/// A text with its typography made plain, and the way back to the text as it was.
#[derive(Debug)]
struct Folded<'a> {
    original: &'a str,
    /// `None` where nothing had to be folded.
    text: Option<String>,
    /// `(folded, original)`: from this byte of the folded text on, bytes run in step with the original's.
    steps: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    fn new(original: &'a str) -> Self {
        if is_plain(original) {
            return Self { original, text: None, steps: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut steps = vec![(0, 0)];
        let mut in_space = false;
        for (at, c) in original.char_indices() {
            let plain = plain(c);
            if plain == ' ' && in_space {
                continue;
            }
            in_space = plain == ' ';
            if steps.last().is_none_or(|&(folded, old)| text.len() - folded != at - old) {
                steps.push((text.len(), at));
            }
            text.push(plain);
        }
        Self { original, text: Some(text), steps }
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(self.original)
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.text.is_none() {
            return range;
        }
        let back = |at: usize| {
            let step = self.steps.partition_point(|&(folded, _)| folded <= at) - 1;
            let (folded, old) = self.steps[step];
            old + (at - folded)
        };
        // The end is found from the last character, which may be longer in the original.
        let last = self.text()[range.clone()].char_indices().next_back().map_or(0, |(at, _)| at);
        let last = back(range.start + last);
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        back(range.start)..last + width
    }
}

fn is_plain(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let ok = matches!(byte, b'!'..=b'~') || (byte == b' ' && before != b' ');
        before = byte;
        ok
    })
}

/// The plain form of a character: one of white space, quotes, hyphens and stops.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
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
                    let plain = Folded::new(pattern.trim());
                    if plain.text().is_empty() {
                        continue;
                    }
                    if let Some(range) = Expression::new(index, plain.text()).at(folded.text(), at) {
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
