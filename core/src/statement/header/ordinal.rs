//! Which edition of its series a statement is.

use crate::series::HeaderRules;

/// How far before the forum's name its ordinal stands, in bytes ("23rd Republic of Korea (ROK)-United States (U.S.) …").
const REACH: usize = 90;

/// Ordinals as words, from the first on.
const WORDS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The tens before an ordinal.
const TENS: [(&str, u32); 4] = [("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)];

/// The number of the meeting: by the title, else by the first sentence, where the forum is named.
pub(super) fn of(title: &str, opening: &[&str], rules: &HeaderRules) -> Option<u32> {
    let mut places = std::iter::once(title).chain(opening.iter().copied().take(2));
    if rules.forums.is_empty() {
        return last_figure(title);
    }
    places.find_map(|text| {
        let forum = rules.forums.iter().filter_map(|forum| text.find(forum.as_str())).min()?;
        let start = (forum.saturating_sub(REACH)..=forum).find(|&at| text.is_char_boundary(at))?;
        last_figure(&text[start..forum]).or_else(|| last_word(&text[start..forum]))
    })
}

/// `23` of "23rd".
fn last_figure(text: &str) -> Option<u32> {
    let mut behind = "";
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().find_map(|word| {
        let next = std::mem::replace(&mut behind, word);
        // `the 70th anniversary` numbers no meeting.
        if next.eq_ignore_ascii_case("anniversary") {
            return None;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let suffix =
            ["st", "nd", "rd", "th"].iter().any(|suffix| word[digits..].eq_ignore_ascii_case(suffix));
        (suffix && (1..=3).contains(&digits)).then(|| word[..digits].parse().ok())?
    })
}

fn last_word(text: &str) -> Option<u32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).rev().peekable();
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("inaugural") {
            return Some(1);
        }
        let Some(index) = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)) else { continue };
        // `twenty-third`
        let tens =
            TENS.iter().find(|(tens, _)| words.peek().is_some_and(|word| word.eq_ignore_ascii_case(tens)));
        return u32::try_from(index + 1).ok().map(|ones| ones + tens.map_or(0, |&(_, value)| value));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, opening: &[&str], forums: &[&str], expected: Option<u32>) {
        let forums = forums.iter().map(|forum| (*forum).to_owned()).collect();
        let rules = HeaderRules { forums, ..HeaderRules::default() };
        assert_eq!(of(title, opening, &rules), expected, "{title} {opening:?}");
    }

    #[test]
    fn the_title_numbers_the_meeting() {
        let kidd = &["Integrated Defense Dialogue"];
        check("23rd Korea-U.S. Integrated Defense Dialogue Joint Statement", &[], kidd, Some(23));
        check(
            "Joint Press Statement for the 21st Korea-U.S. Integrated Defense Dialogue",
            &[],
            kidd,
            Some(21),
        );
        check("Joint Statement on the 4th Meeting", &[], &[], Some(4));
        check("Joint Leaders Statement", &[], &[], None);
        check("Joint Statement on the 40th Anniversary of the Treaty", &[], &[], None);
    }

    #[test]
    fn the_first_sentences_number_it_where_the_forum_is_named() {
        let forums = &["Nuclear Consultative Group"];
        check(
            "Joint Press Statement",
            &["The second U.S.-ROK Nuclear Consultative Group met."],
            forums,
            Some(2),
        );
        check("Readout of the Twenty-third Nuclear Consultative Group", &[], forums, Some(23));
        check("Readout of the Inaugural U.S.-ROK Nuclear Consultative Group", &[], forums, Some(1));
        check("On the 70th anniversary", &["The first of many."], forums, None);
    }
}
