//! Dates and terms that lie ahead, resolved to days.

use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::vocabulary::Grammar;
use super::words::{Shape, Word};
use crate::series::{Part, Rules, TimeRule, Unit};
use crate::statement::Deadline;

/// A date or term as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// Its last day.
    pub date: Option<Date>,
    /// It sets a term wherever it stands. Otherwise (`this year`, a month without a year) only in a commitment.
    pub sure: bool,
}

impl Term {
    pub(super) fn deadline(&self, text: &str) -> Deadline {
        let words: Vec<&str> = text[self.range.clone()].split_whitespace().collect();
        Deadline { text: words.join(" "), range: self.range.clone(), date: self.date }
    }
}

/// Every term of a sentence that lies ahead of `today`, in the order of the text. `meetings` are the bytes where meetings
/// are named: `by the 55th SCM` is a term too.
pub(super) fn terms(
    words: &[Word<'_>],
    rules: &Rules,
    today: Option<Date>,
    meetings: &[Range<usize>],
) -> Vec<Term> {
    let reader = Reader { words, rules, today };
    let mut terms = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match may_open(word).then(|| reader.term(at, meetings)).flatten() {
            Some((end, term)) => {
                terms.extend(term);
                at = end;
            }
            None => at += 1,
        }
    }
    terms
}

/// Whether a term can begin with the word: few words are of time, or have a digit.
fn may_open(word: &Word<'_>) -> bool {
    !word.roles.times.is_empty() || word.text.bytes().any(|byte| byte.is_ascii_digit())
}

struct Reader<'r, 't> {
    words: &'r [Word<'t>],
    rules: &'r Rules,
    today: Option<Date>,
}

/// A stretch of time: its first and its last day.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: Date,
    last: Date,
}

impl Reader<'_, '_> {
    /// The term that begins at the word `at`, with the word after it; the term is `None` if it lies behind.
    fn term(&self, at: usize, meetings: &[Range<usize>]) -> Option<(usize, Option<Term>)> {
        let found = self.stretch(at, meetings)?;
        // `since last December` looks back.
        let since = |word: &&Word<'_>| word.text.eq_ignore_ascii_case("since");
        let small = |word: &Word<'_>| {
            word.is(Grammar::Determiner) || !word.roles.times.is_empty() || word.text == "last"
        };
        let since = self.words[..at]
            .iter()
            .rev()
            .take(3)
            .find(|word| since(word) || !small(word))
            .is_some_and(|word| since(&word));
        Some(if since { (found.0, None) } else { found })
    }

    fn stretch(&self, at: usize, meetings: &[Range<usize>]) -> Option<(usize, Option<Term>)> {
        let mut next = at;
        if self.word(at, |time| time.vague.then_some(())).is_some() {
            // `in the near term` sets a term where somebody promises; elsewhere it is how far a forecast looks.
            let sure = self.word(at, |time| time.horizon.then_some(())).is_none();
            let term = Term { range: self.words[at].range.clone(), date: None, sure };
            return Some((at + 1, Some(term)));
        }
        while self.word(next, |time| time.opens.then_some(())).is_some()
            && self.word(next, |time| time.part).is_none()
        {
            next += 1;
        }
        let opened = next > at;
        if opened && let Some(found) = self.meeting(at, next, meetings) {
            return Some(found);
        }
        if self.words.get(next).is_some_and(|word| word.is(Grammar::Determiner))
            && self.word(next, |time| time.ahead).is_none()
        {
            next += usize::from(opened);
        }
        let part = self.word(next, |time| time.part);
        next += usize::from(part.is_some());
        let parted = part.is_some();
        if parted
            && self.words.get(next).is_some_and(|word| word.is(Grammar::Determiner))
            && self.word(next + 1, |time| time.unit).is_some()
        {
            next += 1;
        }
        let (end, stretch, sure) = self.core(next, parted, opened)?;
        let pointed = self.word(next, |time| time.ahead).is_some();
        if !opened && !parted && !sure && !pointed {
            return Some((end, None));
        }
        let stretch = stretch.map(|stretch| part_of(stretch, part));
        let range = self.words[at].range.start..self.words[end - 1].range.end;
        let ahead = match (stretch, self.today) {
            (Some(stretch), Some(today)) => stretch.last > today,
            _ => true,
        };
        let term = Term { range, date: stretch.map(|stretch| stretch.last), sure };
        Some((end, ahead.then_some(term)))
    }

    /// `by the 55th SCM`
    fn meeting(&self, at: usize, next: usize, meetings: &[Range<usize>]) -> Option<(usize, Option<Term>)> {
        self.word(next - 1, |time| time.event.then_some(()))?;
        let mut name = next;
        while self.words.get(name).is_some_and(|word| {
            word.is(Grammar::Determiner) || word.is(Grammar::Ordinal) || word.is_ordinal()
        }) {
            name += 1;
        }
        let start = self.words.get(name)?.range.start;
        let mention = meetings.iter().find(|range| range.start <= start && start < range.end)?;
        let end = self.words.partition_point(|word| word.range.start < mention.end);
        let range = self.words[at].range.start..mention.end;
        // `overseen by the SCG` names who does it; only a numbered meeting is a date after `by`.
        let numbered =
            self.words[next..name].iter().any(|word| word.is_ordinal() || word.is(Grammar::Ordinal));
        let by = self.words[next - 1].text.eq_ignore_ascii_case("by");
        (numbered || (name > next && !by)).then_some((end, Some(Term { range, date: None, sure: true })))
    }

    /// The date itself: its end, its days, and whether it sets a term wherever it stands.
    fn core(&self, at: usize, parted: bool, opened: bool) -> Option<(usize, Option<Stretch>, bool)> {
        let capital = self.words.get(at)?.is_capital();
        if let Some(month) = self.word(at, |time| time.month).filter(|_| capital) {
            return Some(self.month(at, month));
        }
        if let Some(day) = self.day(at)
            && let Some(month) = self.word(at + 1, |time| time.month)
        {
            let (end, stretch, _) = self.month(at + 1, month);
            let year = stretch.map(|stretch| stretch.last.year());
            let date = year.and_then(|year| Date::new(year, month, day).ok());
            return Some((end, date.map(|date| Stretch { first: date, last: date }), true));
        }
        if let Some((part, year)) = self.tied(at) {
            return Some((at + 1, whole_year(year).map(|whole| part_of(whole, Some(part))), true));
        }
        if let Some(year) = self.year(at) {
            let plural = self.words[at].text.ends_with('s');
            let sure = opened || parted;
            return sure.then(|| (at + 1, if plural { decade(year) } else { whole_year(year) }, true));
        }
        if let Some(ahead) = self.word(at, |time| time.ahead) {
            return self.relative(at + 1, ahead);
        }
        if let Some(season) = self.word(at, |time| time.season) {
            let of = usize::from(self.words.get(at + 1).is_some_and(|word| word.text == "of"));
            let year = self.year(at + 1 + of)?;
            return Some((at + 2 + of, season_of(year, season), true));
        }
        if let Some(unit) = self.word(at, |time| time.unit) {
            if let Some(year) = self.year(at + 1) {
                return Some((at + 2, whole_year(year), opened));
            }
            // `by the end of the year`
            return parted.then(|| (at + 1, self.today.and_then(|today| stretch(today, unit, 0)), true));
        }
        if let Some(number) = self.number(at)
            && let Some(unit) = self.word(at + 1, |time| time.unit)
            && at > 0
            && self.words[at - 1].text.eq_ignore_ascii_case("within")
        {
            let last = self.today.and_then(|today| later(today, unit, number));
            return Some((at + 2, last.map(|last| Stretch { first: last, last }), true));
        }
        None
    }

    /// `November`, `November 2023`, `November 12, 2023`, `August of this year`
    fn month(&self, at: usize, month: i8) -> (usize, Option<Stretch>, bool) {
        let mut end = at + 1;
        let day = self.day(end);
        end += usize::from(day.is_some());
        let comma = usize::from(self.words.get(end).is_some_and(|word| word.shape == Shape::Comma));
        let of = usize::from(self.words.get(end).is_some_and(|word| word.text == "of"));
        let mut year = self.year(end + comma.max(of));
        let explicit = year.is_some();
        if explicit {
            end += comma.max(of) + 1;
        } else if of == 1
            && let Some(ahead) = self.word(end + 1, |time| time.ahead)
            && self.word(end + 2, |time| time.unit).is_some()
        {
            year = self.today.map(|today| today.year() + ahead);
            end += 3;
        }
        let said = year.is_some();
        // A month without a year is the next one of that name.
        let year = year.or_else(|| self.today.map(|today| today.year() + i16::from(month < today.month())));
        let stretch = year.and_then(|year| match day {
            Some(day) => Date::new(year, month, day).ok().map(|date| Stretch { first: date, last: date }),
            None => whole_month(year, month),
        });
        let later_this_year = self.today.is_some_and(|today| month > today.month());
        (end, stretch, said || later_this_year)
    }

    /// What stands behind `this` or `next`.
    fn relative(&self, at: usize, ahead: i16) -> Option<(usize, Option<Stretch>, bool)> {
        let today = self.today;
        if let Some(unit) = self.word(at, |time| time.unit) {
            return Some((at + 1, today.and_then(|today| stretch(today, unit, ahead)), ahead > 0));
        }
        let capital = self.words.get(at)?.is_capital();
        if let Some(month) = self.word(at, |time| time.month).filter(|_| capital) {
            let year = today.map(|today| today.year() + i16::from(ahead > 0 && month <= today.month()));
            return Some((at + 1, year.and_then(|year| whole_month(year, month)), true));
        }
        let season = self.word(at, |time| time.season)?;
        let year = today.map(|today| today.year() + ahead);
        Some((at + 1, year.and_then(|year| season_of(year, season)), true))
    }

    fn word<T>(&self, at: usize, role: impl Fn(&TimeRule) -> Option<T>) -> Option<T> {
        self.words.get(at)?.roles.times.iter().find_map(|&time| role(&self.rules.time[time]))
    }

    fn number(&self, at: usize) -> Option<i16> {
        self.word(at, |time| time.number).or_else(|| self.words.get(at)?.text.parse().ok())
    }

    fn day(&self, at: usize) -> Option<i8> {
        let word = self.words.get(at)?;
        let digits = word.text.split('-').next_back()?.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day) && (word.is_ordinal() || !word.text.ends_with('s')))
    }

    /// `mid-2024`
    fn tied(&self, at: usize) -> Option<(Part, i16)> {
        let (part, year) = self.words.get(at)?.text.split_once('-')?;
        let named = |time: &&TimeRule| time.names.iter().any(|name| name.eq_ignore_ascii_case(part));
        let part = self.rules.time.iter().filter(|time| time.part.is_some()).find(named)?.part?;
        Some((part, year.parse().ok().filter(|year| (1900..2200).contains(year))?))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let text = self.words.get(at)?.text;
        text.strip_suffix('s').unwrap_or(text).parse().ok().filter(|year| (1900..2200).contains(year))
    }
}

fn whole_year(year: i16) -> Option<Stretch> {
    Some(Stretch { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? })
}

fn decade(year: i16) -> Option<Stretch> {
    Some(Stretch { first: Date::new(year, 1, 1).ok()?, last: Date::new(year.checked_add(9)?, 12, 31).ok()? })
}

fn whole_month(year: i16, month: i8) -> Option<Stretch> {
    let first = Date::new(year, month, 1).ok()?;
    Some(Stretch { first, last: first.last_of_month() })
}

/// A season is the three months that end in `last`.
fn season_of(year: i16, last: i8) -> Option<Stretch> {
    let last = whole_month(year, last)?;
    Some(Stretch { first: last.first.checked_sub(2.months()).ok()?, last: last.last })
}

fn stretch(today: Date, unit: Unit, ahead: i16) -> Option<Stretch> {
    match unit {
        Unit::Week => {
            let last = today.checked_add(i64::from(ahead).weeks()).ok()?.checked_add(6.days()).ok()?;
            Some(Stretch { first: today, last })
        }
        Unit::Month => {
            let day = today.first_of_month().checked_add(i64::from(ahead).months()).ok()?;
            whole_month(day.year(), day.month())
        }
        Unit::Year => whole_year(today.year().checked_add(ahead)?),
        Unit::Decade => decade((today.year() / 10).checked_add(ahead)?.checked_mul(10)?),
    }
}

fn later(today: Date, unit: Unit, number: i16) -> Option<Date> {
    let number = i64::from(number);
    let span = match unit {
        Unit::Week => number.weeks(),
        Unit::Month => number.months(),
        Unit::Year => number.years(),
        Unit::Decade => (number * 10).years(),
    };
    today.checked_add(span).ok()
}

/// The part of a stretch that is meant, by days.
fn part_of(whole: Stretch, part: Option<Part>) -> Stretch {
    let (parts, index) = match part {
        None | Some(Part::Late) => return whole,
        Some(Part::Early) => (3, 1),
        Some(Part::Middle) => (3, 2),
        Some(Part::FirstHalf) => (2, 1),
        Some(Part::SecondHalf) => (2, 2),
        Some(Part::FirstQuarter) => (4, 1),
        Some(Part::SecondQuarter) => (4, 2),
        Some(Part::ThirdQuarter) => (4, 3),
        Some(Part::FourthQuarter) => (4, 4),
    };
    let months = i32::from(whole.last.year() - whole.first.year()) * 12
        + i32::from(whole.last.month() - whole.first.month())
        + 1;
    /// Months; parts of longer stretches are reckoned in whole years (`early 2030s`).
    const LONG: i32 = 24;
    let last = if months > LONG {
        let years = whole.first.year() + i16::try_from(months / 12 * index / parts).unwrap_or(0);
        Date::new(years, 12, 31)
    } else if months >= parts {
        let ahead = i64::from(months * index / parts) - 1;
        whole.first.checked_add(ahead.months()).map(Date::last_of_month)
    } else {
        let days = i32::from(whole.last.day());
        whole.first.checked_add(i64::from(days * index / parts - 1).days())
    };
    Stretch { first: whole.first, last: last.unwrap_or(whole.last) }
}
