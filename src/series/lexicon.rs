use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

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
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// `None` for a list without expressions.
    automaton: Option<AhoCorasick>,
    expressions: Vec<Expression>,
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
        let mut expressions = Vec::new();
        let mut folded = Vec::new();
        for (index, pattern) in patterns.into_iter().enumerate() {
            let fold = Folded::new(pattern.as_ref().trim());
            if !fold.text().is_empty() {
                expressions.push(Expression::new(index, fold.text()));
                folded.push(fold.text().to_owned());
            }
        }
        // Building fails only beyond two thousand million states, which no readable rules file reaches.
        let automaton = (!folded.is_empty())
            .then(|| {
                AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .kind(Some(AhoCorasickKind::ContiguousNFA))
                    .build(&folded)
                    .ok()
            })
            .flatten();
        Self { automaton, expressions }
    }

    /// What is found, in the order of the text; no two overlap.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Hit> + use<> {
        let mut hits = self.candidates(text);
        let mut free = 0;
        hits.retain(|hit| {
            let keep = hit.range.start >= free;
            if keep {
                free = hit.range.end;
            }
            keep
        });
        hits.into_iter()
    }

    /// Everything that matches, inside other matches too: by start, then the longest first.
    pub fn find_overlapping(&self, text: &str) -> impl Iterator<Item = Hit> + use<> {
        self.candidates(text).into_iter()
    }

    /// Whether anything is found.
    pub fn is_in(&self, text: &str) -> bool {
        let Some(automaton) = &self.automaton else { return false };
        let folded = Folded::new(text);
        automaton
            .find_overlapping_iter(folded.text())
            .any(|found| self.expressions[found.pattern().as_usize()].fits(folded.text(), found.range()))
    }

    fn candidates(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text);
        let mut hits: Vec<Hit> = automaton
            .find_overlapping_iter(folded.text())
            .filter_map(|found| {
                let expression = &self.expressions[found.pattern().as_usize()];
                let fits = expression.fits(folded.text(), found.range());
                fits.then(|| Hit { pattern: expression.index, range: folded.original(found.range()) })
            })
            .collect();
        hits.sort_unstable_by_key(|hit| (hit.range.start, Reverse(hit.range.end), hit.pattern));
        hits
    }
}

/// What the automaton cannot decide about an expression.
#[derive(Debug, Clone)]
struct Expression {
    /// Its position in the list.
    index: usize,
    /// Its acronyms, with the bytes of the expression at which they start.
    acronyms: Vec<(usize, String)>,
}

impl Expression {
    fn new(index: usize, folded: &str) -> Self {
        let mut acronyms = Vec::new();
        let mut start = 0;
        for word in folded.split([' ', '-']) {
            if is_acronym(word) {
                acronyms.push((start, word.to_owned()));
            }
            start += word.len() + 1;
        }
        Self { index, acronyms }
    }

    fn fits(&self, text: &str, range: Range<usize>) -> bool {
        let found = &text[range.clone()];
        starts_a_word(&text[..range.start], found)
            && ends_a_word(found, &text[range.end..])
            && self.acronyms.iter().all(|(start, acronym)| found[*start..].starts_with(acronym))
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
}
