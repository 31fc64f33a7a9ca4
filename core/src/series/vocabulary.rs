//! The words of the general rules that are written in one: a hyphen inside one of them is the mark of a line's end.

use super::word_table;

// Made of `general.toml` when the program is built.
include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// Whether the general rules hold a word, in small letters and long enough that it may be cut at the end of a line.
pub(super) fn is_word_of_the_rules(word: &str) -> bool {
    let word_at = |number: usize| {
        let &(start, length) = ENTRIES.get(number)?;
        WORDS.get(start as usize..start as usize + usize::from(length))
    };
    word_table::place(&SLOTS, word, word_at).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_rules_are_known_and_others_are_not() {
        assert!(ENTRIES.len() > 1000);
        let mut at = 0;
        for &(start, length) in &ENTRIES {
            assert_eq!(start as usize, at);
            at += usize::from(length);
            assert!(is_word_of_the_rules(&WORDS[start as usize..at]));
        }
        assert_eq!(at, WORDS.len());
        assert!(is_word_of_the_rules("commitment"));
        for word in ["", "the", "Commitment", "multilayered", "no such word"] {
            assert!(!is_word_of_the_rules(word), "{word}");
        }
    }
}
