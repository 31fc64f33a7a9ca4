//! How things are said in reports for people: dates, paragraphs, editions, counts.

use jiff::civil::Date;

use crate::compare::Comparison;
use crate::statement::{Speaker, Statement};

/// What is said of a made-up text wherever it is shown.
pub(crate) const ILLUSTRATIVE: &str = "illustrative: a made-up text";

/// `18 September 2023`, `11–12 April 2023`.
pub(crate) fn days(first: Option<Date>, last: Option<Date>) -> Option<String> {
    let first = first?;
    let day = |date: Date| date.day().to_string();
    let month = |date: Date| date.strftime("%B").to_string();
    Some(match last.filter(|&last| last != first) {
        None => format!("{} {} {}", day(first), month(first), first.year()),
        Some(last) if (last.year(), last.month()) == (first.year(), first.month()) => {
            format!("{}–{} {} {}", day(first), day(last), month(first), first.year())
        }
        Some(last) if last.year() == first.year() => {
            format!("{} {} – {} {} {}", day(first), month(first), day(last), month(last), first.year())
        }
        Some(last) => format!(
            "{} {} {} – {} {} {}",
            day(first),
            month(first),
            first.year(),
            day(last),
            month(last),
            last.year()
        ),
    })
}

/// `18 September 2023, Seoul`; what is not known is left out.
pub(crate) fn when_and_where(statement: &Statement) -> Option<String> {
    let parts: Vec<String> =
        [days(statement.date, statement.end_date), statement.venue.clone()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `¶5`, `¶5–6`, `¶5, 9`: the paragraphs of these sentences, counted from 1 as people do.
pub(crate) fn paragraphs(statement: &Statement, sentences: &[usize]) -> String {
    let mut numbers: Vec<usize> = sentences
        .iter()
        .filter_map(|&index| statement.sentences.get(index))
        .map(|sentence| sentence.paragraph + 1)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut text = String::new();
    let mut rest = numbers.as_slice();
    while let Some((&first, _)) = rest.split_first() {
        let run = rest.iter().zip(first..).take_while(|&(&number, expected)| number == expected).count();
        text.push_str(if text.is_empty() { "¶" } else { ", " });
        text.push_str(&first.to_string());
        if run > 1 {
            text.push_str(&format!("–{}", first + run - 1));
        }
        rest = &rest[run..];
    }
    text
}

/// The title of a section of either side, or its id.
pub(crate) fn section_title<'c>(comparison: &'c Comparison<'_>, id: &'c str) -> &'c str {
    comparison.sections.iter().find(|section| section.id == id).map_or(id, |section| &section.title)
}

/// A party as a label: `US`, `ROK`, `Japan`; nothing is known of `other` but that it led.
pub(crate) fn party_label(party: &str) -> String {
    /// Letters up to which a party's name is an abbreviation.
    const SHORT: usize = 3;
    if party == "other" {
        return "Head".to_owned();
    }
    if party.chars().count() <= SHORT {
        return party.to_uppercase();
    }
    let mut characters = party.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `1 finding`, `3 findings`
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `a, b and c`
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Who speaks, as a label for people; nothing where the sentence does not say.
pub(crate) fn speaker_label(speaker: &Speaker) -> Option<&str> {
    match speaker {
        Speaker::Joint => Some("both sides"),
        Speaker::Party(party) => Some(party.label()),
        Speaker::Leaders => Some("leaders"),
        Speaker::Other => Some("another speaker"),
        Speaker::Unattributed => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::statement::Sentence;

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        let check = |first, last, expected: &str| assert_eq!(days(Some(first), last).unwrap(), expected);
        check(date(2023, 9, 18), None, "18 September 2023");
        check(date(2023, 9, 18), Some(date(2023, 9, 18)), "18 September 2023");
        check(date(2023, 4, 11), Some(date(2023, 4, 12)), "11–12 April 2023");
        check(date(2023, 4, 30), Some(date(2023, 5, 1)), "30 April – 1 May 2023");
        check(date(2023, 12, 31), Some(date(2024, 1, 1)), "31 December 2023 – 1 January 2024");
        assert_eq!(days(None, Some(date(2023, 1, 1))), None);
    }

    #[test]
    fn paragraphs_are_counted_from_one_and_joined_to_runs() {
        let sentence = |paragraph| Sentence {
            index: 0,
            paragraph,
            section: String::new(),
            session: None,
            speaker: Speaker::Joint,
            deadline: None,
            text: String::new(),
            range: 0..0,
            line: 1,
            cues: vec![],
        };
        let statement = Statement { sentences: [0, 1, 2, 4, 4].map(sentence).into(), ..Statement::default() };
        assert_eq!(paragraphs(&statement, &[0]), "¶1");
        assert_eq!(paragraphs(&statement, &[0, 1, 2, 3, 4]), "¶1–3, 5");
        assert_eq!(paragraphs(&statement, &[]), "");
    }
}
