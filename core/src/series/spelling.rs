//! British and American spelling: one word for the rules and for a comparison.
//!
//! The rules stand in `spelling.toml` and serve every series, for a text is folded before anybody knows of which it is.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    spelling: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Letters of a British word.
    from: String,
    /// What stands for them in an American one.
    to: String,
    /// Letters that have to stand before them.
    stem: usize,
    /// What may stand behind them, up to the end of the word.
    tails: Vec<String>,
    /// Whole words that keep their spelling.
    #[serde(default)]
    except: FxHashSet<String>,
}

#[derive(Debug, Default)]
struct Spelling {
    rules: Vec<Rule>,
    /// Finds what the rules look for; `None` if they could not be read, which a test forbids.
    finder: Option<AhoCorasick>,
}

/// The rules, read when a text is first folded.
fn spelling() -> &'static Spelling {
    static SPELLING: OnceLock<Spelling> = OnceLock::new();
    SPELLING.get_or_init(|| {
        // Made of `spelling.toml` when the program is built: JSON is read several times as fast.
        let rules = serde_json::from_str::<File>(include_str!(concat!(env!("OUT_DIR"), "/spelling.json")))
            .map_or_else(|_| Vec::new(), |file| file.spelling);
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(rules.iter().map(|rule| &rule.from))
            .ok();
        Spelling { rules, finder }
    })
}

/// The letters of a text that an American would write otherwise, and what stands for them, in order.
pub(crate) fn respelled(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let spelling = spelling();
    let Some(finder) = &spelling.finder else { return Vec::new() };
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for hit in finder.find_overlapping_iter(text) {
        let rule = &spelling.rules[hit.pattern().as_usize()];
        let bytes = text.as_bytes();
        let letters = |byte: &&u8| byte.is_ascii_alphabetic();
        let stem = bytes[..hit.start()].iter().rev().take_while(letters).count();
        let tail = bytes[hit.end()..].iter().take_while(letters).count();
        let tail_text = &text[hit.end()..hit.end() + tail];
        if stem < rule.stem || !rule.tails.iter().any(|known| known.eq_ignore_ascii_case(tail_text)) {
            continue;
        }
        let word = &text[hit.start() - stem..hit.end() + tail];
        if rule.except.contains(&word.to_ascii_lowercase()) {
            continue;
        }
        // Of two rules that meet, the one that ends first has been taken.
        if found.last().is_none_or(|(last, _)| last.end <= hit.start()) {
            found.push((hit.range(), &rule.to));
        }
    }
    found
}

/// Respells a word that stands in small letters.
pub(crate) fn respell(word: &mut String) {
    for (range, letters) in respelled(word).into_iter().rev() {
        word.replace_range(range, letters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        let mut respelt = word.to_owned();
        respell(&mut respelt);
        assert_eq!(respelt, expected);
    }

    #[test]
    fn british_words_are_read_as_american_ones() {
        for (word, expected) in [
            ("denuclearisation", "denuclearization"),
            ("recognised", "recognized"),
            ("emphasising", "emphasizing"),
            ("defence", "defense"),
            ("centres", "centers"),
            ("kilometres", "kilometers"),
            ("programme", "program"),
            ("labour", "labor"),
            ("neighbouring", "neighboring"),
            ("travelled", "traveled"),
            ("counsellor", "counselor"),
            ("analysed", "analyzed"),
            ("manoeuvres", "maneuvers"),
            ("catalogue", "catalog"),
        ] {
            check(word, expected);
        }
    }

    #[test]
    fn words_that_are_written_so_everywhere_stay() {
        for word in [
            "advise",
            "exercise",
            "promise",
            "four",
            "hour",
            "source",
            "our",
            "tour",
            "rise",
            "this",
            "basis",
            "programmed",
        ] {
            check(word, word);
        }
    }

    #[test]
    fn the_rules_can_be_read_and_no_two_look_for_the_same() {
        let file: File = toml::from_str(include_str!("spelling.toml")).unwrap();
        let mut from: Vec<&str> = file.spelling.iter().map(|rule| rule.from.as_str()).collect();
        from.sort_unstable();
        from.dedup();
        assert_eq!(from.len(), file.spelling.len());
        assert_eq!(spelling().rules.len(), from.len());
        assert!(spelling().finder.is_some());
    }
}
