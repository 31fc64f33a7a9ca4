//! Where a word stands in a table that was made when the program was built.

use super::word_hash;

/// The number of a word in a table with these slots, whose words by their numbers `word_at` gives.
pub(super) fn place(
    slots: &[u16],
    word: &str,
    word_at: impl Fn(usize) -> Option<&'static str>,
) -> Option<usize> {
    let mut slot = word_hash::slot(word, slots.len());
    // A half of the slots is empty, so that the search ends.
    loop {
        let number = usize::from(slots[slot]);
        if word_at(number)? == word {
            return Some(number);
        }
        slot = (slot + 1) % slots.len();
    }
}
