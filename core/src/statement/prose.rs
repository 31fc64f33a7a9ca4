//! Tells a sentence from a heading, a title or a line of a page: by its end, its verb and its length.

use std::collections::HashSet;

use crate::series::{Rules, SentenceRules};
use crate::source::Block;

/// A paragraph has at least this many words; fewer are a heading, a name or furniture, unless a verb says otherwise.
const MIN_PROSE_WORDS: usize = 8;

/// A sentence has at least this many words: "Both sides met."
const MIN_SENTENCE_WORDS: usize = 3;

/// A line with a verb and without an end mark is a sentence from this many words on.
const MIN_OPEN_WORDS: usize = 5;

/// Titles that end in an abbreviation ("… held in Washington, D.C.") have fewer words than this; sentences have more.
const MIN_STOPPED_WORDS: usize = 18;

/// A title has at most this many words; a longer block is a paragraph even without the end of a sentence.
const MAX_TITLE_WORDS: usize = 60;

/// What a page leaves open in a line of its own ("Contact: …") has at most this many words; more are prose.
const MAX_SLOT_WORDS: usize = 20;

/// What closes behind the end of a sentence.
const CLOSERS: [char; 7] = ['"', '”', '’', '\'', ')', ']', '»'];

/// Tells prose by the rules of a language.
#[derive(Debug)]
pub(super) struct Prose<'r> {
    sentences: &'r SentenceRules,
    /// Forms that are finite verbs and nothing else.
    finite: HashSet<&'r str>,
    /// Forms that may be nouns or infinitives too.
    present: HashSet<&'r str>,
    openers: HashSet<&'r str>,
}

impl<'r> Prose<'r> {
    pub fn new(rules: &'r Rules) -> Self {
        let single = |verb: &&String| !verb.contains(' ');
        let past = rules.verb.iter().flat_map(|verb| &verb.past).filter(single);
        let present = rules.verb.iter().flat_map(|verb| &verb.present).filter(single);
        Self {
            sentences: &rules.sentences,
            finite: rules.sentences.finite.iter().chain(past).map(String::as_str).collect(),
            present: present.map(String::as_str).collect(),
            openers: rules.sentences.questions.iter().map(String::as_str).collect(),
        }
    }

    /// Whether a block reads like a paragraph: it has words enough and the end of a sentence, or the end and a verb.
    pub fn is_paragraph(&self, block: &Block) -> bool {
        let text = block.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let words = text.split_whitespace().take(MAX_TITLE_WORDS + 1).count();
        match words {
            0..MIN_SENTENCE_WORDS => false,
            MIN_SENTENCE_WORDS..MIN_PROSE_WORDS => self.ends(&text) && self.has_verb(&text),
            _ => {
                words > MAX_TITLE_WORDS
                    || self.ends(&text)
                    || ends_in_colon(&text)
                    || self.holds_end(&text)
                    || words >= MIN_STOPPED_WORDS && text.ends_with('.')
            }
        }
    }

    /// Whether what is marked as a heading is a sentence. Headlines stand `above` the text, where only an end mark
    /// and a verb together make one.
    pub fn is_sentence(&self, text: &str, above: bool) -> bool {
        let words = text.split_whitespace().take(MAX_TITLE_WORDS + 1).count();
        let ends = self.ends(text);
        let has_verb = self.has_verb(text) || ends && self.has_verb(&text.to_lowercase());
        if words < MIN_SENTENCE_WORDS {
            return false;
        }
        if above {
            return ends && has_verb && words > MIN_SENTENCE_WORDS;
        }
        let asks = || {
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            self.openers.contains(first.to_lowercase().as_str())
        };
        ends && (has_verb || words >= MIN_PROSE_WORDS)
            || self.holds_end(text) && words >= MIN_PROSE_WORDS
            || self.has_finite(text) && words >= MIN_OPEN_WORDS && !is_capitalised(text) && !asks()
    }

    /// Whether a line on its own is a sentence, complete or not.
    pub fn says(&self, text: &str) -> bool {
        let words = text.split_whitespace().take(MAX_SLOT_WORDS + 1).count();
        words > MAX_SLOT_WORDS
            || self.has_verb(text)
            || self.ends(text) && words >= MIN_PROSE_WORDS
            || self.holds_end(text)
    }

    /// As [`says`](Self::says), but for a line whose words are known: what it leaves open may have a participle.
    pub fn says_more(&self, text: &str) -> bool {
        self.holds_end(text) || words_of(text).any(|word| self.finite.contains(word) && !word.ends_with("ed"))
    }

    /// Whether the text ends in the end mark of a sentence, and not in that of an abbreviation.
    pub fn ends(&self, text: &str) -> bool {
        let text = text.trim_end().trim_end_matches(CLOSERS);
        text.ends_with(['!', '?']) || text.ends_with('.') && !self.is_abbreviation(last_word(text))
    }

    /// Whether a sentence ends inside the text and another one begins.
    fn holds_end(&self, text: &str) -> bool {
        let mut at = 0;
        while let Some(found) = memchr::memchr3(b'.', b'!', b'?', &text.as_bytes()[at..]) {
            at += found + 1;
            let rest = text[at..].trim_start_matches(CLOSERS);
            let next = rest.trim_start();
            if next.len() < rest.len()
                && next.trim_start_matches(['"', '“', '‘', '(']).starts_with(char::is_uppercase)
                && !(text[..at].ends_with('.') && self.is_abbreviation(last_word(&text[..at])))
            {
                return true;
            }
        }
        false
    }

    /// Whether a word in small letters is a finite verb and nothing else.
    pub fn has_finite(&self, text: &str) -> bool {
        words_of(text).any(|word| self.finite.contains(word))
    }

    /// Whether a word in small letters may be a finite verb, as far as its form tells.
    fn has_verb(&self, text: &str) -> bool {
        words_of(text).any(|word| {
            let is_past =
                || word.len() > 4 && word.ends_with("ed") && word.bytes().all(|b| b.is_ascii_lowercase());
            self.finite.contains(word) || self.present.contains(word) || is_past()
        })
    }

    fn is_abbreviation(&self, word: &str) -> bool {
        let word = word.trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
        let bare = word.trim_end_matches('.');
        let has_inner_stop = bare.contains('.') && !bare.contains(|c: char| c.is_ascii_digit());
        let mut letters = bare.chars();
        let is_initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
        let rules = self.sentences;
        let lists = [&rules.never, &rules.rarely, &rules.mostly, &rules.numbered];
        has_inner_stop || is_initial || lists.iter().any(|list| list.iter().any(|known| known == word))
    }
}

/// The words of a text without the marks beside them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches([',', '.', ';', ':', '!', '?', '"', '“', '”', '’', '‘', '(', ')']))
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

fn ends_in_colon(text: &str) -> bool {
    text.trim_end_matches(CLOSERS).ends_with([':', ';'])
}

/// Whether most of the longer words are capitalised, as in a title.
pub(super) fn is_capitalised(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.chars().count() > 3);
    let (mut words, mut capitals) = (0, 0);
    for word in long {
        words += 1;
        capitals += usize::from(word.starts_with(|c: char| !c.is_lowercase()));
    }
    text.contains(char::is_alphabetic) && capitals * 4 >= words * 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series;

    fn prose(text: &str, above: bool) -> bool {
        Prose::new(&series::general().unwrap()).is_sentence(text, above)
    }

    #[test]
    fn a_sentence_ends_and_has_a_verb() {
        for text in [
            "Both sides agreed to meet again in Washington in 2025.",
            "They pledged more.",
            "We strongly condemn violations of resolutions by the DPRK.",
            "Both sides agreed to meet again in 2025",
            "The two sides agreed on the following:",
            "The Two Sides Agreed to Meet Again.",
        ] {
            assert!(prose(text, false), "{text}");
        }
    }

    #[test]
    fn a_heading_is_short_and_is_none() {
        for text in [
            "Denuclearization of the Korean Peninsula",
            "Jordan.",
            "Joint Statement of the U.S.",
            "Meeting in Washington, D.C.",
            "What we will do next year together",
            "Where the Alliance Is Headed",
            "Security cooperation and extended deterrence",
        ] {
            assert!(!prose(text, false), "{text}");
        }
    }

    #[test]
    fn a_headline_above_the_text_may_have_a_verb() {
        assert!(!prose("The ROK and the U.S. will hold their dialogue in Seoul", true));
        assert!(prose("Both sides agreed to meet again in 2025.", true));
    }
}
