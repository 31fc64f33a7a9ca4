//! Places where something is named → its lifeline.

use super::model::{Kind, Lifeline, Point, Slot, Status, Variant};

/// A place where something is named.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    /// Position in the slots.
    pub slot: usize,
    /// Position of the sentence in its edition.
    pub sentence: usize,
    /// The words, as published.
    pub wording: String,
    /// Equal for wordings that differ in nothing that counts.
    pub key: String,
    /// The sentence.
    pub text: String,
    /// How near it is to the phrase that was asked for.
    pub variant: Option<Variant>,
}

/// What a lifeline is called.
pub(super) struct Subject {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub asked: bool,
}

/// Tells what became of a subject; `None` if it was never seen. `sightings` stand in the order of the slots and of the
/// text.
pub(super) fn lifeline(subject: Subject, sightings: Vec<Sighting>, slots: &[Slot]) -> Option<Lifeline> {
    let (first, last) = (sightings.first()?.slot, sightings.last()?.slot);
    let gone = slots[last + 1..].iter().any(|slot| slot.held);
    let mut points: Vec<Point> = Vec::new();
    // The keys of the wordings in the edition before that has it.
    let mut before: Vec<String> = Vec::new();
    let mut sightings = sightings.into_iter().peekable();
    let mut absent = false;
    for (slot, place) in slots.iter().enumerate().take(last + 1).skip(first) {
        let mut here: Vec<(String, Point)> = Vec::new();
        while let Some(sighting) = sightings.next_if(|sighting| sighting.slot == slot) {
            match here.iter_mut().find(|(key, _)| *key == sighting.key) {
                Some((_, point)) => point.count += 1,
                None => {
                    let status = match () {
                        () if slot == first => Status::First,
                        () if slot == last && gone => Status::Last,
                        () if absent => Status::Returned,
                        () if before.contains(&sighting.key) => Status::Same,
                        () => Status::Changed,
                    };
                    let point = Point {
                        slot,
                        status,
                        wording: Some(one_line(&sighting.wording)),
                        sentence: Some(sighting.sentence),
                        text: Some(one_line(&sighting.text)),
                        count: 1,
                        variant: sighting.variant,
                    };
                    here.push((sighting.key, point));
                }
            }
        }
        if here.is_empty() {
            // Of a missing edition nobody knows; only one that is held can lack something.
            absent |= place.held;
            points.push(gap(slot));
        } else {
            absent = false;
            before = here.iter().map(|(key, _)| key.clone()).collect();
            points.extend(here.into_iter().map(|(_, point)| point));
        }
    }
    let Subject { id, name, kind, asked } = subject;
    Some(Lifeline { id, subject: name, kind, asked, points, first, last, gone })
}

const fn gap(slot: usize) -> Point {
    Point { slot, status: Status::Gap, wording: None, sentence: None, text: None, count: 0, variant: None }
}

/// The words without the line breaks of the page.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slots are `1` held or `?` missing; sightings `(slot, wording)`; expected one letter a point and its wording.
    fn check(slots: &str, sightings: &[(usize, &str)], expected: &str) {
        let slots: Vec<Slot> = slots.chars().map(|c| Slot { held: c == '1', ..Slot::default() }).collect();
        let sightings = sightings
            .iter()
            .map(|&(slot, wording)| Sighting {
                slot,
                sentence: 0,
                wording: wording.into(),
                key: wording.to_lowercase(),
                text: String::new(),
                variant: None,
            })
            .collect();
        let subject = Subject { id: "x".into(), name: "x".into(), kind: Kind::Phrase, asked: false };
        let line = lifeline(subject, sightings, &slots).unwrap();
        let told: Vec<String> = line
            .points
            .iter()
            .map(|point| {
                let status = format!("{:?}", point.status).to_lowercase();
                point.wording.as_ref().map_or(status.clone(), |wording| format!("{status}:{wording}"))
            })
            .collect();
        assert_eq!(told.join(" "), expected);
    }

    #[test]
    fn a_lifeline_knows_first_changed_same_and_last() {
        check("1111", &[(0, "a"), (1, "A"), (2, "b")], "first:a same:A last:b");
        check("1111", &[(0, "a"), (1, "b"), (2, "b"), (3, "b")], "first:a changed:b same:b same:b");
        check("111", &[(1, "a")], "first:a");
    }

    #[test]
    fn what_was_away_returns_and_what_is_missing_was_not_away() {
        check("1111", &[(0, "a"), (3, "a")], "first:a gap gap returned:a");
        check("1??1", &[(0, "a"), (3, "a")], "first:a gap gap same:a");
        check("1?11", &[(0, "a"), (2, "b"), (3, "b")], "first:a gap changed:b same:b");
        check("1?111", &[(0, "a"), (3, "a")], "first:a gap gap last:a");
    }

    #[test]
    fn wordings_of_one_edition_are_told_apart() {
        check("11", &[(0, "a"), (0, "A"), (1, "a"), (1, "b")], "first:a same:a changed:b");
    }
}
