//! What is set like a heading is one, unless it says a sentence or is as long as a paragraph.

/// The longest bold text that is a heading and not a paragraph set in bold, in characters: some two lines of print. More
/// of it takes paragraphs set in bold for headings, less takes long headings for text.
pub(super) const MAX_BOLD: usize = 140;

/// A sentence has this many words at least; "Overview." has one.
const MIN_WORDS: usize = 4;

/// Whether a paragraph is a heading: by its style, or because all of it is bold and short.
pub(super) fn is_heading(lines: &[String], is_styled: bool, is_bold: bool) -> bool {
    let length: usize = lines.iter().map(|line| line.chars().count()).sum();
    (is_styled || is_bold && length <= MAX_BOLD) && !is_sentence(&lines.join(" "))
}

/// Whether words that are set as a heading are a sentence of the text: they end like one, and are not written like a
/// title, most of whose long words are capitalised.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let closed = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    if !closed.ends_with(['.', '!', '?', ';']) || text.split_whitespace().nth(MIN_WORDS - 1).is_none() {
        return false;
    }
    // All in capitals, it is not written like a title either: the letters do not tell.
    !is_title_like(text) || !text.contains(char::is_lowercase)
}

/// Whether a line that ends at a break is one of prose, which goes on behind the break.
pub(super) fn goes_on(line: &str) -> bool {
    let line = line.trim_end();
    let closed = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    !closed.ends_with(['.', '!', '?', ':', ';'])
        && (line.starts_with(char::is_lowercase) || line.split_whitespace().nth(MIN_WORDS - 1).is_some())
        && !is_title_like(line)
}

/// Whether most of the long words are capitalised.
fn is_title_like(text: &str) -> bool {
    let long = |word: &&str| word.chars().count() > 3;
    let (mut words, mut capitalised) = (0, 0);
    for word in text.split_whitespace().filter(long) {
        words += 1;
        capitalised += usize::from(word.starts_with(|c: char| !c.is_lowercase()));
    }
    capitalised * 4 >= words * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_goes_on_behind_a_break_and_a_title_does_not() {
        let check = |line: &str, expected: bool| assert_eq!(goes_on(line), expected, "{line}");
        check("Both sides reaffirmed their commitment to the", true);
        check("Both sides agreed to meet again.", false);
        check("Joint Statement of the Northern Dialogue", false);
        check("alliance, and of", true);
        check("14 May 2024, Seoul", false);
        check("They agreed to:", false);
    }

    #[test]
    fn what_ends_like_a_sentence_and_is_not_written_like_a_title_is_one() {
        let check = |text: &str, expected: bool| assert_eq!(is_sentence(text), expected, "{text}");
        check("Both sides agreed to meet again in Washington in 2025.", true);
        check("The Republic of Korea will not accede.", true);
        check("“They will never meet again.”", true);
        check("BOTH SIDES AGREED TO MEET.", true);
        check("Joint Statement of the Northern Dialogue", false);
        check("Extended Deterrence and Defense Cooperation.", false);
        check("Overview.", false);
        check("What both sides agreed on", false);
    }
}
