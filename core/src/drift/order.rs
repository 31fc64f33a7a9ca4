//! Editions in their order, and those between them that are missing.

use jiff::civil::Date;

use super::edition::Edition;
use super::model::Slot;

/// Missing editions between two held ones that have a slot each; a longer run is one slot.
const LONGEST_RUN: u32 = 24;

/// An edition that is known of and not held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogued {
    /// `kidd-24`
    pub id: String,
    /// Its number.
    pub ordinal: Option<u32>,
    /// Its first day.
    pub date: Option<Date>,
    /// Its month (`2019-09`), where the day is not known.
    pub month: Option<String>,
}

/// The order of a series.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    pub slots: Vec<Slot>,
    /// By slot the position of the edition.
    pub editions: Vec<Option<usize>>,
    /// Known editions older than the oldest one that is held.
    pub older: usize,
    /// Known editions newer than the newest one that is held.
    pub newer: usize,
    /// Editions whose number and date contradict each other: an older and a newer id.
    pub contradictions: Vec<(String, String)>,
}

struct Item {
    slot: Slot,
    edition: Option<usize>,
    when: Option<Date>,
}

/// Puts editions in their order: by date, by number where there is none, whatever the order of adding.
pub(super) fn order(editions: &[&Edition], known: &[Catalogued], series: &str) -> Order {
    let held = editions.iter().enumerate().map(|(position, edition)| Item {
        slot: Slot {
            id: edition.id.clone(),
            ordinal: edition.ordinal,
            date: edition.date,
            month: None,
            held: true,
            illustrative: edition.illustrative,
            title: edition.title.clone(),
            sentences: edition.sentences.len(),
        },
        edition: Some(position),
        when: edition.date,
    });
    let ids: std::collections::HashSet<&str> = editions.iter().map(|edition| edition.id.as_str()).collect();
    let missing = known.iter().filter(|known| !ids.contains(known.id.as_str())).map(|known| Item {
        slot: Slot {
            id: known.id.clone(),
            ordinal: known.ordinal,
            date: known.date,
            month: known.month.clone(),
            ..Slot::default()
        },
        edition: None,
        when: known.date.or_else(|| format!("{}-01", known.month.as_deref()?).parse().ok()),
    });
    let mut items: Vec<Item> = held.chain(missing).collect();
    date_by_number(&mut items);
    items.sort_by(|one, other| {
        let key = |item: &Item| (item.when.is_none(), item.when, item.slot.ordinal);
        key(one).cmp(&key(other)).then_with(|| one.slot.id.cmp(&other.slot.id))
    });

    let first = items.iter().position(|item| item.slot.held).unwrap_or(0);
    let last = items.iter().rposition(|item| item.slot.held).map_or(0, |last| last + 1);
    let mut order = Order { older: first, newer: items.len() - last, ..Order::default() };
    let mut number: Option<(u32, String)> = None;
    for item in items.into_iter().take(last).skip(first) {
        if let (Some((before, id)), Some(here)) = (&number, item.slot.ordinal) {
            if here > before + 1 {
                between(&mut order, series, before + 1, here - 1);
            } else if here <= *before {
                order.contradictions.push((id.clone(), item.slot.id.clone()));
            }
        }
        if let Some(ordinal) = item.slot.ordinal {
            number = Some((ordinal, item.slot.id.clone()));
        }
        order.slots.push(item.slot);
        order.editions.push(item.edition);
    }
    order
}

/// Dates what has a number and no date by the newest one with a lower number, so that it comes right behind it.
fn date_by_number(items: &mut [Item]) {
    let mut by_number: Vec<usize> = (0..items.len()).filter(|&at| items[at].slot.ordinal.is_some()).collect();
    by_number.sort_by_key(|&at| items[at].slot.ordinal);
    let mut newest: Option<Date> = None;
    let mut undated = Vec::new();
    for &at in &by_number {
        match items[at].when {
            Some(date) => {
                // What stands before every dated one takes the date of the first of them.
                if newest.is_none() {
                    undated.drain(..).for_each(|at: usize| items[at].when = Some(date));
                }
                newest = newest.max(Some(date));
            }
            None if newest.is_some() => items[at].when = newest,
            None => undated.push(at),
        }
    }
}

/// Slots for the numbers that no one has.
fn between(order: &mut Order, series: &str, first: u32, last: u32) {
    let mut push = |id: String, ordinal| {
        order.slots.push(Slot { id, ordinal: Some(ordinal), ..Slot::default() });
        order.editions.push(None);
    };
    if last - first < LONGEST_RUN {
        (first..=last).for_each(|number| push(format!("{series}-{number}"), number));
    } else {
        push(format!("{series}-{first}…{last}"), first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(id: &str, ordinal: Option<u32>, date: Option<&str>) -> Edition {
        Edition {
            id: id.into(),
            series: Some("kidd".into()),
            ordinal,
            date: date.map(|date| date.parse().unwrap()),
            title: String::new(),
            sha256: String::new(),
            illustrative: false,
            sentences: vec![],
            sections: vec![],
            bodies: vec![],
            instruments: vec![],
            spots: vec![],
            commitments: vec![],
            assessments: vec![],
        }
    }

    fn check(editions: &[Edition], known: &[Catalogued], expected: &str) -> Order {
        let order = order(&editions.iter().collect::<Vec<_>>(), known, "kidd");
        let names: Vec<String> = order
            .slots
            .iter()
            .map(|slot| if slot.held { slot.id.clone() } else { format!("({})", slot.id) })
            .collect();
        assert_eq!(names.join(" "), expected);
        order
    }

    #[test]
    fn the_order_of_adding_does_not_count_and_missing_numbers_have_a_place() {
        let editions = [
            edition("kidd-23", Some(23), Some("2023-09-18")),
            edition("kidd-19", Some(19), Some("2021-05-12")),
            edition("kidd-21", Some(21), None),
        ];
        check(&editions, &[], "kidd-19 (kidd-20) kidd-21 (kidd-22) kidd-23");
    }

    #[test]
    fn what_the_catalogue_knows_stands_in_its_place_and_beyond_the_ends_it_is_counted() {
        let known = |id: &str, ordinal, date: Option<&str>, month: Option<&str>| Catalogued {
            id: id.into(),
            ordinal,
            date: date.map(|date| date.parse().unwrap()),
            month: month.map(str::to_owned),
        };
        let known = [
            known("kidd-2013-02-21", None, Some("2013-02-21"), None),
            known("kidd-20", Some(20), None, Some("2021-09")),
            known("kidd-25", Some(25), Some("2024-09-23"), None),
        ];
        let editions = [
            edition("kidd-19", Some(19), Some("2021-05-12")),
            edition("kidd-21", Some(21), Some("2022-08-16")),
        ];
        let order = check(&editions, &known, "kidd-19 (kidd-20) kidd-21");
        assert_eq!((order.older, order.newer), (1, 1));
    }

    #[test]
    fn editions_without_numbers_go_by_date_and_a_long_run_is_one_slot() {
        let editions = [
            edition("scg-2022-01-26", None, Some("2022-01-26")),
            edition("scg-2021-03-11", None, Some("2021-03-11")),
        ];
        check(&editions, &[], "scg-2021-03-11 scg-2022-01-26");
        let far = [
            edition("kidd-1", Some(1), Some("2001-01-01")),
            edition("kidd-4000000000", Some(4_000_000_000), Some("2021-03-11")),
        ];
        check(&far, &[], "kidd-1 (kidd-2…3999999999) kidd-4000000000");
    }

    #[test]
    fn a_number_that_contradicts_its_date_is_told() {
        let editions = [
            edition("kidd-23", Some(23), Some("2021-05-12")),
            edition("kidd-21", Some(21), Some("2023-09-18")),
        ];
        let order = check(&editions, &[], "kidd-23 kidd-21");
        assert_eq!(order.contradictions, [("kidd-23".to_owned(), "kidd-21".to_owned())]);
    }
}
