//! Dates and spans of days as a text writes them.

use std::ops::Range;

use jiff::civil::Date;

/// A date or a span of days as a text writes it, perhaps without its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The day, or the first of several.
    pub first: Day,
    /// The last of several days.
    pub last: Option<Day>,
}

/// A day of the calendar, perhaps without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// Names of months; a prefix of at least three letters is an abbreviation.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What may stand beside a date in a line that says nothing else.
const BESIDE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "at",
    "est",
    "edt",
    "et",
    "gmt",
    "utc",
    "kst",
    "jst",
    "bst",
    "cet",
    "date",
    "published",
    "posted",
    "updated",
    "of",
];

/// Bytes: `Monday, September 18, 2023, at 12:00 p.m. (Korea Standard Time)` and as much again.
pub(crate) const LONGEST_DATE: usize = 140;

/// Whether a text is a date and nothing else (a day of the week or a time may stand beside it).
pub(crate) fn is_date(text: &str) -> bool {
    if text.len() > LONGEST_DATE || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Some(found) = find(text).into_iter().next() else { return false };
    let is_beside = |rest: &str| {
        rest.split(|c: char| !c.is_alphanumeric()).all(|word| {
            word.bytes().all(|byte| byte.is_ascii_digit())
                || BESIDE.iter().any(|known| word.eq_ignore_ascii_case(known))
        })
    };
    is_beside(&text[..found.range.start]) && is_beside(&text[found.range.end..])
}

/// Every date with a day in the text, in its order: `September 18, 2023`, `Sept. 18`, `April 11-12, 2023`,
/// `February 28 to March 1`, `18 September 2023`, `2023-09-18`.
pub(crate) fn find(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let written = match (word, digits) {
            (3.., _) => month_first(text, at),
            (_, 1..=2) => day_first(text, at),
            (_, 4) => iso(text, at),
            _ => None,
        };
        at = match written {
            Some(written) => {
                let end = written.range.end;
                found.push(written);
                end
            }
            None => {
                at + rest.char_indices().nth(1).map_or(rest.len(), |(next, _)| next).max(word).max(digits)
            }
        };
    }
    found
}

impl Day {
    /// The date; without a year the one nearest to a date that is known.
    pub fn resolve(self, near: Option<Date>) -> Option<Date> {
        let on = |year: i16| Date::new(year, self.month, self.day).ok();
        match (self.year, near) {
            (Some(year), _) => on(year),
            (None, Some(near)) => (-1..=1)
                .filter_map(|shift| on(near.year().checked_add(shift)?))
                .min_by_key(|date| (near - *date).get_days().abs()),
            (None, None) => None,
        }
    }

    fn is_real(self) -> bool {
        // A leap year, so that 29 February passes without a year.
        Date::new(self.year.unwrap_or(2000), self.month, self.day).is_ok()
    }
}

/// The first date of a text that says its year or has one nearby.
pub(crate) fn parse(text: &str, near: Option<Date>) -> Option<Date> {
    find(text).into_iter().find_map(|written| written.first.resolve(near))
}

fn month_first(text: &str, start: usize) -> Option<Written> {
    let mut cursor = Cursor { text, at: start };
    let month = cursor.month()?;
    cursor.spaces();
    let day = cursor.day()?;
    let mut last = None;
    let end = cursor.at;
    if cursor.separator() {
        let other = cursor.month();
        if other.is_some() {
            cursor.spaces();
        }
        match cursor.day() {
            Some(day) => last = Some((other.unwrap_or(month), day)),
            None => cursor.at = end,
        }
    }
    let year = cursor.year();
    written(start..cursor.at, year, (month, day), last)
}

fn day_first(text: &str, start: usize) -> Option<Written> {
    let mut cursor = Cursor { text, at: start };
    let first = cursor.day()?;
    let end = cursor.at;
    let mut other = None;
    let mut first_month = None;
    cursor.spaces();
    if let Some(month) = cursor.month_of() {
        first_month = Some(month);
        let end = cursor.at;
        // "30 September to 2 October 2024"
        if cursor.separator() {
            other = cursor.day();
            cursor.spaces();
            match (other, cursor.month_of()) {
                (Some(day), Some(last)) => {
                    let year = cursor.year();
                    return written(start..cursor.at, year, (month, first), Some((last, day)));
                }
                _ => {
                    other = None;
                    cursor.at = end;
                }
            }
        }
    } else {
        cursor.at = end;
        if cursor.separator() {
            other = cursor.day();
            cursor.spaces();
            first_month = cursor.month_of();
        }
    }
    let month = first_month?;
    let year = cursor.year();
    written(start..cursor.at, year, (month, first), other.map(|day| (month, day)))
}

fn iso(text: &str, start: usize) -> Option<Written> {
    let bytes = &text.as_bytes()[start..];
    let number = |range: Range<usize>| -> Option<i16> {
        let digits = bytes.get(range)?;
        digits.iter().all(u8::is_ascii_digit).then(|| std::str::from_utf8(digits).ok()?.parse().ok())?
    };
    let separator = *bytes.get(4)?;
    if !matches!(separator, b'-' | b'/' | b'.') || bytes.get(7) != Some(&separator) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if bytes.get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    written(start..start + 10, Some(year), (i8::try_from(month).ok()?, i8::try_from(day).ok()?), None)
}

fn written(
    range: Range<usize>,
    year: Option<i16>,
    first: (i8, i8),
    last: Option<(i8, i8)>,
) -> Option<Written> {
    let day = |(month, day)| Day { year, month, day };
    let mut first = day(first);
    let last =
        last.map(day).filter(|last| last.is_real() && (last.month, last.day) != (first.month, first.day));
    if let Some(last) = last
        && last.month < first.month
    {
        // "December 30 to January 2, 2024" starts in the year before.
        first.year = first.year.map(|year| year - 1);
    }
    first.is_real().then_some(Written { range, first, last })
}

/// Reads a date piece by piece.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// A month's name or abbreviation, with its full stop.
    fn month(&mut self) -> Option<i8> {
        let length = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = &self.rest()[..length];
        if length < 3 || self.text[..self.at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let index = MONTHS.iter().position(|month| {
            month.get(..length).is_some_and(|start| start.eq_ignore_ascii_case(word))
                && (length == month.len() || length <= 4)
        })?;
        self.at += length;
        if self.rest().starts_with('.') {
            self.at += 1;
        }
        i8::try_from(index + 1).ok()
    }

    /// `September`, or `of September` as in "the 18th of September".
    fn month_of(&mut self) -> Option<i8> {
        let start = self.at;
        if self.rest().starts_with("of ") {
            self.at += 3;
        }
        let month = self.month();
        if month.is_none() {
            self.at = start;
        }
        month
    }

    /// One or two digits, perhaps with `st`, `nd`, `rd` or `th`.
    fn day(&mut self) -> Option<i8> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        let day: i8 = self.rest()[..digits].parse().ok()?;
        let after = &self.rest()[digits..];
        let suffix =
            ["st", "nd", "rd", "th"].iter().find(|suffix| after.starts_with(**suffix)).map_or(0, |s| s.len());
        if !(1..=31).contains(&day) || after[suffix..].starts_with(char::is_alphabetic) {
            return None;
        }
        self.at += digits + suffix;
        Some(day)
    }

    /// A dash, `to`, `and`, `through` between two days.
    fn separator(&mut self) -> bool {
        let start = self.at;
        self.spaces();
        let found = ["-", "–", "—", "‑", "/", "&", "to ", "and ", "through "]
            .iter()
            .find(|separator| self.rest().starts_with(**separator));
        match found {
            Some(separator) => {
                self.at += separator.len();
                self.spaces();
                true
            }
            None => {
                self.at = start;
                false
            }
        }
    }

    /// `, 2023` or ` 2023`.
    fn year(&mut self) -> Option<i16> {
        let start = self.at;
        if self.rest().starts_with(',') {
            self.at += 1;
        }
        self.spaces();
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year: Option<i16> = (digits == 4).then(|| self.rest()[..4].parse().ok()).flatten();
        match year.filter(|year| (1900..=2199).contains(year)) {
            Some(year) => {
                self.at += 4;
                Some(year)
            }
            None => {
                self.at = start;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(text: &str, expected: &[(&str, Option<Date>, Option<Date>)]) {
        let near = Some(date(2023, 9, 20));
        let found: Vec<_> = find(text)
            .into_iter()
            .map(|written| {
                let last = written.last.and_then(|day| day.resolve(near));
                (text[written.range].to_owned(), written.first.resolve(near), last)
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|&(text, first, last)| (text.to_owned(), first, last)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn american_dates_are_found() {
        let day = Some(date(2023, 9, 18));
        check("on September 18, 2023 in Seoul", &[("September 18, 2023", day, None)]);
        check("NEWS | Sept. 18, 2023", &[("Sept. 18, 2023", day, None)]);
        check("SEP 18 2023", &[("SEP 18 2023", day, None)]);
        check("on September 18th.", &[("September 18th", day, None)]);
    }

    #[test]
    fn other_forms_are_found() {
        let day = Some(date(2023, 9, 18));
        check("on 18 September 2023", &[("18 September 2023", day, None)]);
        check("the 18th of September, 2023", &[("18th of September, 2023", day, None)]);
        check("'2023-09-18'", &[("2023-09-18", day, None)]);
        check("2023-09-18 16:55:00", &[("2023-09-18", day, None)]);
    }

    #[test]
    fn spans_of_days_are_found() {
        let span = [date(2023, 4, 11), date(2023, 4, 12)].map(Some);
        for text in [
            "April 11-12, 2023",
            "April 11–12, 2023",
            "April11-12, 2023",
            "April 11 and 12, 2023",
            "Apr. 11 to 12, 2023",
            "11-12 April 2023",
            "11 and 12 April, 2023",
            "April 11 - April 12, 2023",
            "11 April to 12 April 2023",
        ] {
            check(text, &[(text, span[0], span[1])]);
        }
        check(
            "February 28-March 1, 2023",
            &[("February 28-March 1, 2023", Some(date(2023, 2, 28)), Some(date(2023, 3, 1)))],
        );
        check(
            "December 30 to January 2, 2024",
            &[("December 30 to January 2, 2024", Some(date(2023, 12, 30)), Some(date(2024, 1, 2)))],
        );
    }

    #[test]
    fn what_is_no_date_is_left() {
        for text in [
            "in May and August",
            "they may 70 times",
            "March 45",
            "the 55th SCM",
            "February 30, 2023",
            "in 2023",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_year_that_is_missing_is_the_nearest() {
        assert_eq!(parse("December 22", Some(date(2022, 1, 3))), Some(date(2021, 12, 22)));
        assert_eq!(parse("December 22", None), None);
    }

    #[test]
    fn a_line_may_say_a_date_and_nothing_else() {
        assert!(is_date("Monday, September 18, 2023"));
        assert!(is_date("September 20, 2023 at 2:00 p.m. EDT"));
        assert!(!is_date("Seoul, September 18, 2023"));
        assert!(!is_date("The dialogue was held on September 18, 2023"));
    }
}
