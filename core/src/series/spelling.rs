//! British and American spelling: one word for the rules and for a comparison.
//!
//! The rules stand in `spelling.toml` and serve every series, for a text is folded before anybody knows of which it is.

use std::ops::Range;

use super::word_end;

// Made of `spelling.toml` when the program is built: for each rule what stands for its letters in an American word and the
// words that keep theirs, in order; for each rule and tail the ending that they make, in the order of its last three
// letters: these, the ending, how many of its letters are replaced, how many have to stand before it, and which rule it is.
include!(concat!(env!("OUT_DIR"), "/spelling.rs"));

/// The letters of a text that an American would write otherwise, and what stands for them, in order.
pub(crate) fn respelled(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if let Some(end) = word_end::end(&bytes[start..start + length])
            && ENDS[usize::from(end / 64)] & 1 << (end % 64) != 0
        {
            in_word(&text[start..start + length], start, end, &mut found);
        }
        // What stands behind a word is no letter.
        start += length + 1;
    }
    found
}

/// The same for a word that starts at this byte and ends in these three letters.
fn in_word(word: &str, start: usize, end: u16, found: &mut Vec<(Range<usize>, &'static str)>) {
    let first = ENDINGS.partition_point(|ending| ending.0 < end);
    let endings = ENDINGS[first..].iter().take_while(|ending| ending.0 == end);
    let fitting = endings.filter_map(|&(_, ending, replaced, before, rule)| {
        let stem = word.len().checked_sub(ending.len()).filter(|&stem| stem >= usize::from(before))?;
        let (to, except) = RULES.get(usize::from(rule))?;
        let fits = word.as_bytes()[stem..].eq_ignore_ascii_case(ending.as_bytes())
            && (except.is_empty() || except.binary_search(&&*word.to_ascii_lowercase()).is_err());
        fits.then_some((stem..stem + usize::from(replaced), *to))
    });
    let mut fitting: Vec<(Range<usize>, &str)> = fitting.collect();
    // Of two rules that meet, the one that ends first is taken, and of two that end together the longer one.
    fitting.sort_by_key(|(range, _)| (range.end, range.start));
    let mut free = 0;
    for (range, to) in fitting {
        if range.start >= free {
            free = range.end;
            found.push((start + range.start..start + range.end, to));
        }
    }
}

/// Respells a word that stands in small letters.
pub(crate) fn respell(word: &mut String) {
    for (range, letters) in respelled(word).into_iter().rev() {
        word.replace_range(range, letters);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

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

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        spelling: Vec<Rule>,
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rule {
        from: String,
        to: String,
        stem: usize,
        tails: Vec<String>,
        #[serde(default)]
        except: Vec<String>,
    }

    static FILE: LazyLock<File> = LazyLock::new(|| toml::from_str(include_str!("spelling.toml")).unwrap());

    /// What `respelled` finds, rule by rule, as the file says it.
    fn by_the_rules(text: &str) -> Vec<(Range<usize>, String)> {
        let lower = text.to_ascii_lowercase();
        let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
        let mut hits = Vec::new();
        for rule in &FILE.spelling {
            for at in 0..=lower.len().saturating_sub(rule.from.len()) {
                let end = at + rule.from.len();
                if lower.as_bytes().get(at..end) != Some(rule.from.as_bytes()) {
                    continue;
                }
                let stem = lower.as_bytes()[..at].iter().rev().take_while(is_letter).count();
                let tail = lower.as_bytes()[end..].iter().take_while(is_letter).count();
                let known = rule.tails.iter().any(|known| *known == lower[end..end + tail]);
                let keeps = rule.except.iter().any(|word| *word == lower[at - stem..end + tail]);
                if stem >= rule.stem && known && !keeps {
                    hits.push((at..end, rule.to.clone()));
                }
            }
        }
        hits.sort_by_key(|(range, _)| (range.end, range.start));
        let mut free = 0;
        hits.retain(|(range, _)| {
            range.start >= free && {
                free = range.end;
                true
            }
        });
        hits
    }

    #[test]
    fn no_two_rules_look_for_the_same_and_all_are_in_the_table() {
        let rules = &FILE.spelling;
        let mut from: Vec<&str> = rules.iter().map(|rule| rule.from.as_str()).collect();
        from.sort_unstable();
        from.dedup();
        assert_eq!(from.len(), rules.len());
        assert_eq!(RULES.len(), rules.len());
        assert_eq!(ENDINGS.len(), rules.iter().map(|rule| rule.tails.len()).sum::<usize>());
        for rule in rules {
            for word in rule.except.iter().chain(&rule.tails).chain([&rule.from]) {
                assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
            }
        }
    }

    proptest::proptest! {
        /// The table finds what the rules of the file say, one after the other.
        #[test]
        fn the_table_says_what_the_file_says(
            text in "(neighb|lab|hon|prom|adv|recogn|anal|trav|sign|manoeuv|kilo|é| |-|[a-z]{1,3}){0,3}\
                (our|ise|ising|isation|isations|yse|centre|ell|elled|elling|defence|programme|metres|ISED|Dialogue)?\
                (s|d|r|ed|ing|ally|able|ful|hood|ite)?[ .’-]?([a-z]{0,6}(ised|ours|elled))?",
        ) {
            let found: Vec<_> = respelled(&text).into_iter().map(|(range, to)| (range, to.to_owned())).collect();
            proptest::prop_assert_eq!(found, by_the_rules(&text));
        }
    }
}
