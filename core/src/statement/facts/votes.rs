//! The votes of a committee: who was for a decision, who against it and why, who was absent.

use std::ops::Range;

use crate::series::{Lexicon, Rules, Scanned};
use crate::statement::{Ballot, Sentence, Vote};

/// The expressions of the rules by which votes are told.
pub(super) struct Ballots {
    opens: Lexicon,
    ballots: Vec<Ballot>,
    alternate: Lexicon,
    prefers: Lexicon,
    counted: Lexicon,
    reasons: Lexicon,
    /// What may stand before a name and is no part of it (`Governor`, `Mr.`).
    titles: Vec<String>,
    /// Numbers in words.
    numbers: Vec<String>,
}

/// The most words of a name.
const LONGEST: usize = 6;

impl Ballots {
    pub(super) fn new(rules: &Rules) -> Self {
        let votes = &rules.votes;
        let lists = [
            (&votes.favours, Ballot::For),
            (&votes.opposes, Ballot::Against),
            (&votes.absent, Ballot::Absent),
        ];
        let (names, ballots): (Vec<&String>, Vec<Ballot>) =
            lists.into_iter().flat_map(|(list, ballot)| list.iter().map(move |name| (name, ballot))).unzip();
        Self {
            opens: Lexicon::new(names),
            ballots,
            alternate: Lexicon::new(&votes.alternate),
            prefers: Lexicon::new(&votes.prefers),
            counted: Lexicon::new(&votes.counted),
            reasons: Lexicon::new(&votes.reasons),
            numbers: rules.quantity.numbers.iter().map(|number| number.name.clone()).collect(),
            titles: rules.header.offices.iter().chain(&rules.subject.honorifics).cloned().collect(),
        }
    }
}

/// Every vote, in the order of the text.
pub(super) fn read(sentences: &[Sentence], scanned: &[Scanned<'_>], ballots: &Ballots) -> Vec<Vote> {
    let mut votes: Vec<Vote> = Vec::new();
    for (sentence, scanned) in sentences.iter().zip(scanned) {
        let text = sentence.text.as_str();
        let opened: Vec<(Range<usize>, Ballot)> =
            ballots.opens.find_in(scanned).map(|hit| (hit.range, ballots.ballots[hit.pattern])).collect();
        for (number, (range, ballot)) in opened.iter().enumerate() {
            let end = opened.get(number + 1).map_or(text.len(), |(next, _)| next.start);
            let spoken = text[range.clone()].starts_with(char::is_lowercase);
            votes.extend(if spoken {
                before(text, range, *ballot, sentence.index, ballots)
            } else {
                of(&text[range.end..end], *ballot, sentence.index, ballots)
            });
        }
        votes.extend(counted(text, scanned, &opened, sentence.index, ballots));
        if votes.is_empty() {
            continue;
        }
        explain(&mut votes, text, ballots);
        // `Neel Kashkari voted as an alternate member`
        if let Some(hit) = ballots.alternate.find_in(scanned).next() {
            let before = &text[..hit.range.start];
            for vote in votes.iter_mut().filter(|vote| before.contains(vote.name.as_str())) {
                vote.alternate = true;
            }
        }
    }
    votes
}

/// The members who are named behind `Voting for …`, up to the next such words.
fn of(rest: &str, ballot: Ballot, sentence: usize, ballots: &Ballots) -> Vec<Vote> {
    // Before the first verb stands what was voted on: `the monetary policy action were`.
    let verbs = [" were:", " was:", " were ", " was ", ": "];
    let Some(start) = verbs.iter().filter_map(|verb| rest.find(verb).map(|at| at + verb.len())).min() else {
        return Vec::new();
    };
    let list = rest[start..].trim();
    // Members with an office, or with a reason, stand between semicolons; names alone between commas.
    let parts: Vec<&str> = if list.contains(';') || list.contains(", who ") || list.contains(", and who ") {
        list.split(';').collect()
    } else {
        list.split(',').flat_map(|part| part.split(" and ")).collect()
    };
    parts.into_iter().filter_map(|part| member(part, ballot, sentence, ballots)).collect()
}

/// One member, with office, preference and reason.
fn member(part: &str, ballot: Ballot, sentence: usize, ballots: &Ballots) -> Option<Vote> {
    let part = part.trim().trim_start_matches("and ").trim();
    let (name, rest) = part.split_once(',').unwrap_or((part, ""));
    let name = bare_name(name, ballots)?;
    let rest = rest.trim();
    let (office, told) = match rest.find("who ") {
        Some(at) => (rest[..at].trim_matches([',', ' ', '.']), &rest[at..]),
        None => (rest.trim_matches([',', ' ', '.']), ""),
    };
    Some(Vote {
        sentence,
        name,
        office: (!office.is_empty()).then(|| office.to_owned()),
        ballot,
        preference: ballots.prefers.find(told).next().map(|hit| told_from(told, hit.range.start)),
        reason: ballots.reasons.find(told).next().map(|hit| told_from(told, hit.range.start)),
        alternate: false,
    })
}

/// Those who stand before `voted against`, with what they wanted behind it.
fn before(text: &str, verb: &Range<usize>, ballot: Ballot, sentence: usize, ballots: &Ballots) -> Vec<Vote> {
    let told = &text[verb.end..];
    let names = text[..verb.start].rsplit([';', ':']).next().unwrap_or_default();
    let names = names.split(',').flat_map(|part| part.split(" and "));
    names
        .filter_map(|name| bare_name(name, ballots))
        .map(|name| Vote {
            sentence,
            name,
            office: None,
            ballot,
            preference: ballots.prefers.find(told).next().map(|hit| told_from(told, hit.range.start)),
            reason: ballots.reasons.find(told).next().map(|hit| told_from(told, hit.range.start)),
            alternate: false,
        })
        .collect()
}

/// Members who are counted and not named: `Two members preferred to raise the rate`, `Seven members voted for it`.
fn counted(
    text: &str,
    scanned: &Scanned<'_>,
    opened: &[(Range<usize>, Ballot)],
    sentence: usize,
    ballots: &Ballots,
) -> Option<Vote> {
    /// Bytes between the members and what they did (` would have`).
    const FAR: usize = 12;
    let members = ballots.counted.find_in(scanned).next()?.range;
    let before = text[..members.start].split(['.', ';', ',']).next_back().unwrap_or_default().trim_start();
    let number = before.split_whitespace().next().filter(|_| before.split_whitespace().count() <= 2)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit())
        || ballots.numbers.iter().any(|known| known.eq_ignore_ascii_case(number));
    let near = |range: &Range<usize>| range.start >= members.end && range.start - members.end <= FAR;
    let told = &text[members.end..];
    let wish = ballots.prefers.find(told).next().filter(|hit| hit.range.start <= FAR);
    let ballot = match opened.iter().find(|(range, _)| near(range)) {
        Some((_, ballot)) => *ballot,
        None => wish.as_ref().map(|_| Ballot::Against)?,
    };
    let start = members.start - before.len();
    is_number.then(|| Vote {
        sentence,
        name: text[start..members.end].split_whitespace().collect::<Vec<_>>().join(" "),
        office: None,
        ballot,
        preference: wish.map(|hit| told_from(told, hit.range.start)),
        reason: ballots.reasons.find(told).next().map(|hit| told_from(told, hit.range.start)),
        alternate: false,
    })
}

/// From the verb on, up to the next thing that is told.
fn told_from(told: &str, start: usize) -> String {
    let rest = &told[start..];
    let end = [", but ", "; ", ". "].iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ' ']).to_owned()
}

/// A name on one line, if it is one: short, and each longer word of it with a capital.
fn bare_name(text: &str, ballots: &Ballots) -> Option<String> {
    let text = text.trim().trim_start_matches("and ").trim();
    let text = if text.ends_with("Jr.") { text } else { text.trim_end_matches('.') };
    let words: Vec<&str> =
        text.split_whitespace().skip_while(|word| ballots.titles.iter().any(|title| title == word)).collect();
    let capital = |word: &&str| word.chars().count() < 4 || word.starts_with(char::is_uppercase);
    let is_name = (1..=LONGEST).contains(&words.len())
        && words.first().is_some_and(|first| first.starts_with(char::is_uppercase))
        && words.iter().all(capital)
        && !words[0].eq_ignore_ascii_case("the");
    is_name.then(|| words.join(" "))
}

/// A sentence that goes on about one who voted: `Mr. Hoenig believed the risks …`.
fn explain(votes: &mut [Vote], text: &str, ballots: &Ballots) {
    let mut words = text.split_whitespace();
    let (Some(honorific), Some(name)) = (words.next(), words.next()) else { return };
    if !matches!(honorific, "Mr." | "Ms." | "Mrs." | "Dr.") {
        return;
    }
    let of =
        |vote: &&mut Vote| vote.ballot == Ballot::Against && vote.name.split(' ').next_back() == Some(name);
    let Some(vote) = votes.iter_mut().find(of) else { return };
    if vote.reason.is_none() {
        vote.reason = ballots.reasons.find(text).next().map(|hit| told_from(text, hit.range.start));
    }
    if vote.preference.is_none() {
        vote.preference = ballots.prefers.find(text).next().map(|hit| told_from(text, hit.range.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series;

    #[track_caller]
    fn check(sentences: &[&str], expected: &[&str]) {
        let ballots = Ballots::new(&series::general().unwrap());
        let sentences: Vec<Sentence> =
            sentences.iter().map(|text| super::super::tests::sentence(text)).collect();
        let scanned: Vec<Scanned<'_>> =
            sentences.iter().map(|sentence| Scanned::new(&sentence.text)).collect();
        let told: Vec<String> = read(&sentences, &scanned, &ballots)
            .into_iter()
            .map(|vote| {
                let mut told = format!("{:?} {}", vote.ballot, vote.name);
                for (label, value) in
                    [("office", vote.office), ("wants", vote.preference), ("why", vote.reason)]
                {
                    told.extend(value.map(|value| format!(" | {label}: {value}")));
                }
                if vote.alternate {
                    told.push_str(" | alternate");
                }
                told
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn each_member_votes_with_office_wish_and_reason() {
        check(
            &[
                "Voting for the policy action were Ada A. Stone, Chair; Ben B. Reed, Vice Chair; and Ivo Lund.",
                "Voting against this action was Clara D. Holt, who preferred to lower the range by 1/4 percentage point.",
                "Ivo Lund voted as an alternate member at this meeting.",
            ],
            &[
                "For Ada A. Stone | office: Chair",
                "For Ben B. Reed | office: Vice Chair",
                "For Ivo Lund | alternate",
                "Against Clara D. Holt | wants: preferred to lower the range by 1/4 percentage point",
            ],
        );
        check(
            &[
                "Voting against the action were Ada Stone, who believes that it is early; and Ben Reed, who prefers that the range be kept.",
                "Absent and not voting was Clara D. Holt.",
            ],
            &[
                "Against Ada Stone | why: believes that it is early",
                "Against Ben Reed | wants: prefers that the range be kept",
                "Absent Clara D. Holt",
            ],
        );
    }

    #[test]
    fn names_may_stand_before_the_verb() {
        check(
            &[
                "Ada Stone and Ben Reed voted against the proposition, preferring to raise the rate by 0.25 points.",
            ],
            &[
                "Against Ada Stone | wants: preferring to raise the rate by 0.25 points",
                "Against Ben Reed | wants: preferring to raise the rate by 0.25 points",
            ],
        );
        check(&["We voted on it.", "The parties were against the text."], &[]);
    }

    #[test]
    fn members_may_be_counted_only() {
        check(
            &["Two members preferred to raise the rate to around 1.0 percent."],
            &["Against Two members | wants: preferred to raise the rate to around 1.0 percent"],
        );
        check(
            &["Seven members voted for the proposition.", "Three members voted against it."],
            &["For Seven members", "Against Three members"],
        );
        check(&["The members preferred to wait.", "Two countries preferred a treaty."], &[]);
    }

    #[test]
    fn a_later_sentence_may_say_why() {
        check(
            &[
                "Voting against the policy was Thomas Hall.",
                "Mr. Hall believed that the risks outweighed the benefits.",
            ],
            &["Against Thomas Hall | why: believed that the risks outweighed the benefits"],
        );
    }
}
