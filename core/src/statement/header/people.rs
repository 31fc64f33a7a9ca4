//! Who led the delegations.

use super::super::Delegation;
use super::Vocabulary;
use super::person::{Person, Reader};
use super::words::words;
use crate::series::Rules;

/// How many words behind the verb say what is led ("the U.S. delegation", "an interagency U.S. delegation's").
const OBJECT_WORDS: usize = 8;

/// How many sentences of the opening may name heads of delegation; later ones tell of other meetings.
const SENTENCES: usize = 4;

/// Words for a party's delegation.
const DELEGATIONS: &[&str] = &["delegation", "delegations", "participation", "side", "team"];

/// Heads of delegation, in the order of the text.
///
/// A sentence that says whose delegation somebody led counts most; one that only says who met is used where there is
/// no other, and then office, nation or the party that is left over tell whose head it is.
pub(super) fn delegations(
    title: &str,
    opening: &[&str],
    rules: &Rules,
    vocabulary: &Vocabulary,
) -> Vec<Delegation> {
    let reader = Reader { rules, vocabulary };
    let mut own: Vec<Delegation> = Vec::new();
    let mut meeting: Vec<(Person, Option<String>)> = Vec::new();
    for sentence in opening.iter().take(SENTENCES) {
        let mut start = 0;
        let mut verbs = vocabulary.leads.find(sentence).map(|verb| verb.range).peekable();
        while let Some(verb) = verbs.next() {
            if verb.start < start {
                continue;
            }
            let (before, behind) = (&sentence[start..verb.start], &sentence[verb.end..]);
            let object = &behind[..object_end(behind)];
            if words(object).any(|word| word.eq_ignore_ascii_case("session")) {
                continue;
            }
            let is_passive = object.trim_start().starts_with("by ");
            let parties = reader.parties(if is_passive { before } else { object });
            match &parties[..] {
                [_, ..] if is_passive => {
                    // `…, and the U.S. delegation was led by …`
                    let next = verbs.peek().filter(|next| sentence[next.end..].starts_with(" by "));
                    let behind = &sentence[verb.end..next.map_or(sentence.len(), |next| next.start)];
                    let (first, second) = behind.split_at(elided(behind).unwrap_or(behind.len()));
                    own.extend(heads(reader.people(first), &parties, next.is_some()));
                    own.extend(heads(reader.people(second), &reader.parties(first), true));
                    start = verb.end;
                }
                [_, ..] if names_delegation(object) => {
                    own.extend(heads(reader.people(before), &parties, false));
                    start = verb.end + object.len();
                }
                _ => {
                    let sides = if is_passive { vec![behind] } else { vec![before, behind] };
                    if meeting.is_empty() {
                        meeting = met(&reader, &sides);
                    }
                    break;
                }
            }
        }
    }
    let mut found = assigned(meeting, &own, reader.parties(title));
    found.extend(own);
    at_home(&mut found, opening, vocabulary);
    let mut seen: Vec<String> = Vec::new();
    found.retain(|head| {
        let is_new = !seen.contains(&head.lead);
        seen.push(head.lead.clone());
        is_new
    });
    found
}

/// Who receives a guest in a capital is of that state, where the text does not say so: `President Mensah welcomed Chancellor
/// Vogt of Austria to Accra`.
fn at_home(found: &mut [Delegation], opening: &[&str], vocabulary: &Vocabulary) {
    let known: Vec<String> = found.iter().map(|head| head.party.clone()).collect();
    let mut hosts = found.iter_mut().filter(|head| head.party == "other");
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return };
    let mut seats = opening.iter().take(SENTENCES).filter_map(|sentence| {
        let verb = vocabulary.receives.find(sentence).next()?.range;
        let before = sentence[..verb.start].contains(host.lead.as_str());
        let mut capitals = vocabulary.capitals.find(&sentence[verb.end..]);
        let seat = capitals.next().filter(|_| before)?;
        vocabulary.seats.get(seat.pattern).filter(|seat| !known.contains(seat))
    });
    if let Some(seat) = seats.next() {
        host.party.clone_from(seat);
    }
}

/// The heads of one delegation, or of several in the order in which these are named (`led the U.S. and ROK
/// delegations, respectively`).
///
/// Where more delegations follow in the sentence, only the last party named before the verb is led here.
fn heads(people: Vec<Person>, parties: &[String], more: bool) -> Vec<Delegation> {
    let in_turn = !more && parties.len() > 1 && parties.len() == people.len();
    let one = |index: usize| if in_turn { parties.get(index) } else { parties.last() };
    let several = parties.len() > 1;
    people
        .into_iter()
        .enumerate()
        .map(|(index, person)| {
            let own = person.party.clone().filter(|party| several && parties.contains(party));
            head(person, own.as_ref().or(one(index)).map(String::as_str))
        })
        .collect()
}

/// Where the second delegation ends that has no verb of its own (`…, and the U.S. side by …`).
fn elided(behind: &str) -> Option<usize> {
    let found = DELEGATIONS.iter().filter_map(|word| behind.find(&format!(" {word} by ")));
    found.min().map(|at| at + 1)
}

fn names_delegation(object: &str) -> bool {
    words(object).any(|word| DELEGATIONS.iter().any(|known| word.starts_with(known)))
}

/// Behind the words that say what is led: the noun, else so many words.
fn object_end(behind: &str) -> usize {
    let mut end = 0;
    for word in behind.split_inclusive(char::is_whitespace).take(OBJECT_WORDS) {
        end += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if ["delegation", "delegations", "side", "session"].contains(&bare) {
            break;
        }
    }
    end
}

/// The people on both sides of a verb. Who shows no party of his own has that of the one before him on his side, or of
/// those after him, where all have the same.
fn met(reader: &Reader<'_>, sides: &[&str]) -> Vec<(Person, Option<String>)> {
    let mut found: Vec<(Person, Option<String>)> = Vec::new();
    for side in sides {
        let people = reader.people(side);
        let mut shown = people.iter().filter_map(|person| person.party.as_ref());
        let first = shown.next();
        let mut last = first.filter(|first| shown.all(|party| party == *first)).cloned();
        for person in people {
            last = person.party.clone().or(last);
            found.push((person, last.clone()));
        }
    }
    found
}

/// The people who met, as heads of delegations that have no other head. Who shows no party has the one of the title
/// that nobody else has.
fn assigned(
    met: Vec<(Person, Option<String>)>,
    own: &[Delegation],
    mut open: Vec<String>,
) -> Vec<Delegation> {
    let is_led = |party: &str| own.iter().any(|head| head.party == party);
    open.retain(|party| !is_led(party) && !met.iter().any(|(_, known)| known.as_ref() == Some(party)));
    let left = if open.len() == 1 { open.pop() } else { None };
    met.into_iter()
        .map(|(person, party)| head(person, party.as_deref().or(left.as_deref())))
        .filter(|head| own.is_empty() || head.party != "other" && !is_led(&head.party))
        .collect()
}

fn head(person: Person, party: Option<&str>) -> Delegation {
    Delegation {
        party: party.map(str::to_owned).or(person.party).unwrap_or_else(|| "other".to_owned()),
        lead: person.name,
        office: Some(person.office),
        acting: person.acting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: &[(&str, &str, &str, bool)]) {
        let rules = crate::series::general().unwrap();
        let title = "Readout of the U.S.-Israel Strategic Consultative Group";
        let found = delegations(title, &[sentence], &rules, &Vocabulary::new(&rules));
        let found: Vec<_> = found
            .iter()
            .map(|head| {
                (head.party.as_str(), head.lead.as_str(), head.office.as_deref().unwrap_or(""), head.acting)
            })
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn the_office_may_stand_before_the_name() {
        check(
            "Acting Deputy Assistant Secretary of Defense (DASD) for East Asia, Cara Allison Marshall, led the U.S. \
             delegation and Deputy Minister for National Defense Policy (DEPMIN), Dr. Taekeun Heo, led the ROK \
             delegation.",
            &[
                (
                    "us",
                    "Cara Allison Marshall",
                    "Deputy Assistant Secretary of Defense (DASD) for East Asia",
                    true,
                ),
                ("rok", "Taekeun Heo", "Deputy Minister for National Defense Policy (DEPMIN)", false),
            ],
        );
        check(
            "ROK Deputy Minister for National Defense Policy Chung Sukhwan and U.S. Deputy Assistant Secretary of \
             Defense (DASD) for East Asia Heino Klinck led their respective delegations composed of key officials.",
            &[
                ("rok", "Chung Sukhwan", "Deputy Minister for National Defense Policy", false),
                ("us", "Heino Klinck", "Deputy Assistant Secretary of Defense (DASD) for East Asia", false),
            ],
        );
    }

    #[test]
    fn the_office_may_stand_behind_the_name() {
        check(
            "Mr. David Helvey, Acting Assistant Secretary of Defense for Indo-Pacific Security Affairs, and Dr. \
             Siddharth Mohandas, Deputy Assistant Secretary of Defense for East Asia, led the U.S. delegation.",
            &[
                (
                    "us",
                    "David Helvey",
                    "Assistant Secretary of Defense for Indo-Pacific Security Affairs",
                    true,
                ),
                ("us", "Siddharth Mohandas", "Deputy Assistant Secretary of Defense for East Asia", false),
            ],
        );
        check(
            "The meeting was convened by Mr. Maher Bitar, Coordinator for Intelligence and Defense Policy at the U.S. \
             National Security Council (NSC), and Dr. Kim Tae-hyo, Principal Deputy National Security Advisor of the \
             ROK.",
            &[
                (
                    "us",
                    "Maher Bitar",
                    "Coordinator for Intelligence and Defense Policy at the U.S. National Security Council (NSC)",
                    false,
                ),
                ("rok", "Kim Tae-hyo", "Principal Deputy National Security Advisor of the ROK", false),
            ],
        );
    }

    #[test]
    fn the_side_may_be_led_by_somebody() {
        check(
            "The ROK interagency delegation was led by National Security Advisor Cho Tae-yong.",
            &[("rok", "Cho Tae-yong", "National Security Advisor", false)],
        );
    }

    #[test]
    fn two_sides_may_be_led_in_one_sentence() {
        let both = [
            ("rok", "Yoo Jeh-seung", "Deputy Minister", false),
            ("us", "Christine Wormuth", "Under Secretary of Defense for Policy", false),
        ];
        check(
            "The ROK delegation was led by Deputy Minister Yoo Jeh-seung, and the U.S. delegation was led by Under \
             Secretary of Defense for Policy Christine Wormuth.",
            &both,
        );
        check(
            "The ROK side was led by Deputy Minister Yoo Jeh-seung, and the U.S. side by Under Secretary of Defense \
             for Policy Christine Wormuth.",
            &both,
        );
        check(
            "Deputy Minister Yoo Jeh-seung and Under Secretary of Defense for Policy Christine Wormuth led the ROK \
             and U.S. delegations, respectively.",
            &both,
        );
        check(
            "The ROK and U.S. delegations were headed by Deputy Minister Yoo Jeh-seung and Under Secretary of \
             Defense for Policy Christine Wormuth, respectively.",
            &both,
        );
    }

    #[test]
    fn an_office_tells_the_party_and_may_stand_on_either_side() {
        check(
            "Mr. David F. Helvey, Acting Assistant Secretary of Defense for Indo-Pacific Security Affairs, and ROK \
             Deputy Minister for Policy Chung Sukhwan led their respective delegations.",
            &[
                (
                    "us",
                    "David F. Helvey",
                    "Assistant Secretary of Defense for Indo-Pacific Security Affairs",
                    true,
                ),
                ("rok", "Chung Sukhwan", "Deputy Minister for Policy", false),
            ],
        );
        check(
            "Heo Tae-keun, ROK Deputy Minister for Policy, and Dr. Jane Q. Doe, Assistant Secretary of War, served as \
             the head delegates.",
            &[
                ("rok", "Heo Tae-keun", "Deputy Minister for Policy", false),
                ("us", "Jane Q. Doe", "Assistant Secretary of War", false),
            ],
        );
    }

    #[test]
    fn who_shows_no_party_has_the_one_that_is_left() {
        check(
            "National Security Advisor Jane Doe, Republic of Korea National Security Advisor Dr. Shin Wonsik, and \
             Israeli National Security Advisor Dr. Eyal Hulata met.",
            &[
                ("us", "Jane Doe", "National Security Advisor", false),
                ("rok", "Shin Wonsik", "National Security Advisor", false),
                ("israel", "Eyal Hulata", "National Security Advisor", false),
            ],
        );
        check(
            "National Security Advisor Jake Sullivan and Secretary of State Antony Blinken hosted Israeli National \
             Security Advisor Tzachi Hanegbi, Minister of Strategic Affairs Ron Dermer, and a senior Israeli \
             interagency delegation for a meeting of the U.S.-Israel Strategic Consultative Group.",
            &[
                ("us", "Jake Sullivan", "National Security Advisor", false),
                ("us", "Antony Blinken", "Secretary of State", false),
                ("israel", "Tzachi Hanegbi", "National Security Advisor", false),
                ("israel", "Ron Dermer", "Minister of Strategic Affairs", false),
            ],
        );
    }

    #[test]
    fn nations_may_stand_behind_the_name() {
        check(
            "On Friday, October 25, President Joseph R. Biden of the United States of America (U.S.) and President \
             Yoon Suk Yeol of the Republic of Korea (ROK) met on July 11, 2024 to reaffirm the advancements.",
            &[("us", "Joseph R. Biden", "President", false), ("rok", "Yoon Suk Yeol", "President", false)],
        );
    }

    #[test]
    fn a_session_is_no_delegation() {
        check(
            "DASD for Space Policy Dr. Vipin Narang co-chaired the DSC session with the ROK delegation.",
            &[],
        );
    }
}
