//! On which days the meeting was held.

use jiff::ToSpan;
use jiff::civil::Date;

use super::words::words;
use crate::dates;

/// How long before its publication a meeting may have been held, in days. Later dates of the opening are history.
const MAX_DELAY: i32 = 45;

/// The days of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub first: Date,
    pub last: Option<Date>,
}

/// The days of the meeting, as the sentences that tell of it say.
pub(super) fn held(telling: &[&str], published: Option<Date>) -> Option<Held> {
    let dated = telling.iter().find_map(|sentence| {
        dates::find(sentence).into_iter().find_map(|written| {
            let first = written.first.resolve(published)?;
            let last = written.last.and_then(|day| day.resolve(published)).filter(|last| *last > first);
            is_near(first, published).then_some(Held { first, last })
        })
    });
    dated.or_else(|| {
        let first = published?;
        telling
            .iter()
            .any(|sentence| words(sentence).any(|word| word == "today" || word == "Today"))
            .then_some(Held { first, last: None })
    })
}

/// A day or two after publication is a page that was put out in another time zone.
fn is_near(date: Date, published: Option<Date>) -> bool {
    published.is_none_or(|published| {
        let earliest = published.checked_sub(MAX_DELAY.days()).unwrap_or(Date::MIN);
        let latest = published.checked_add(2.days()).unwrap_or(Date::MAX);
        (earliest..=latest).contains(&date)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::telling;
    use super::*;
    use crate::series::Lexicon;

    fn check(sentence: &str, published: Option<Date>, expected: Option<(Date, Option<Date>)>) {
        let expected = expected.map(|(first, last)| Held { first, last });
        let telling = telling(&[sentence], &Lexicon::new(["held", "met"]));
        assert_eq!(held(&telling, published), expected, "{sentence}");
    }

    #[test]
    fn the_sentence_with_the_verb_dates_the_meeting() {
        let september = date(2023, 9, 18);
        check("They held the 23rd KIDD on September 18, 2023 in Seoul.", None, Some((september, None)));
        check(
            "They held it from September23-24, 2024, in Seoul.",
            None,
            Some((date(2024, 9, 23), Some(date(2024, 9, 24)))),
        );
        check("It follows September 18, 2023.", None, None);
    }

    #[test]
    fn a_date_far_from_publication_is_history() {
        let published = Some(date(2024, 6, 7));
        check("As reported on December 27, 2023, they met.", published, None);
        check("They met on June 6.", published, Some((date(2024, 6, 6), None)));
        check("They met today.", published, Some((date(2024, 6, 7), None)));
    }
}
