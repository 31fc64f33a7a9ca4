//! The session of the meeting that each sentence reports on.

use super::Sentence;
use crate::series::{EntityRule, Lexicon, SessionRules};

/// The longest name of a session that no rule knows, in words.
const MAX_WORDS: usize = 8;

/// Writes into every sentence the session that the text names for it.
///
/// A session is named at the start of a sentence ("During the Executive Session, …") and goes on until another one is
/// named or the text leaves it ("In conclusion, …"). The last paragraph speaks of the whole meeting, unless it names a
/// session itself. Where the session is a body that the rules know, it has the body's name, so that `SPI` and
/// `Security Policy Initiative` are one.
pub(super) fn name(sentences: &mut [Sentence], rules: &SessionRules, entities: &[EntityRule]) {
    let known = Lexicon::new(&rules.names);
    let mut current: Option<String> = None;
    let mut paragraph = 0;
    let last = sentences.last().map_or(0, |sentence| sentence.paragraph);
    for sentence in sentences {
        let text = sentence.text.as_str();
        if sentence.paragraph != paragraph && sentence.paragraph == last {
            current = None;
        }
        paragraph = sentence.paragraph;
        if let Some(session) = opened(text, rules, &known) {
            current = Some(long_name(session, entities));
        } else if rules.closers.iter().any(|closer| starts(text, closer)) {
            current = None;
        }
        sentence.session.clone_from(&current);
    }
}

/// The name of the body whose name, former name or acronym this is; else the words of the text.
fn long_name(session: String, entities: &[EntityRule]) -> String {
    let plain = without_brackets(&session);
    let is_it = |name: &String| name.eq_ignore_ascii_case(&plain);
    let body = entities
        .iter()
        .find(|rule| std::iter::once(&rule.name).chain(&rule.acronym).chain(&rule.aliases).any(is_it));
    body.map_or(session, |rule| rule.name.clone())
}

/// `Operational Control (OPCON) Transition` without the acronym.
fn without_brackets(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| !(word.starts_with('(') && word.ends_with(')')));
    words.collect::<Vec<_>>().join(" ")
}

fn opened(text: &str, rules: &SessionRules, known: &Lexicon) -> Option<String> {
    let opener =
        rules.openers.iter().filter(|opener| starts(text, opener)).max_by_key(|opener| opener.len())?;
    let rest = text[opener.len()..].trim_start();
    let clause = &rest[..rest.find(',').unwrap_or(rest.len())];
    if let Some(hit) = known.find(clause).next() {
        return Some(rules.names[hit.pattern].clone());
    }
    by_pattern(clause, rules)
}

/// Capitalised words up to "session" or "Session".
fn by_pattern(clause: &str, rules: &SessionRules) -> Option<String> {
    let words: Vec<&str> = clause.split_whitespace().take(MAX_WORDS + 1).collect();
    let noun =
        words.iter().position(|word| rules.nouns.iter().any(|noun| noun.eq_ignore_ascii_case(word)))?;
    let named = words.get(..noun).filter(|name| !name.is_empty())?;
    let is_name = named.iter().all(|word| {
        word.trim_start_matches('(').starts_with(char::is_uppercase)
            || ["of", "and", "on", "for"].contains(word)
    });
    let name: Vec<&str> = named.iter().copied().filter(|word| !word.starts_with('(')).collect();
    (is_name && !name.is_empty()).then(|| name.join(" "))
}

/// Whether a text starts with these words, as words.
fn starts(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words))
        && !text[words.len()..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::Speaker;

    fn check(texts: &[&str], expected: &[Option<&str>]) {
        let rules = SessionRules {
            openers: vec!["During the".into(), "In the".into()],
            nouns: vec!["session".into()],
            names: vec!["Security Policy Initiative".into()],
            closers: vec!["In conclusion".into(), "During the meeting".into()],
        };
        let sentence = |(index, text): (usize, &&str)| Sentence {
            index,
            paragraph: index,
            section: String::new(),
            session: None,
            speaker: Speaker::Unattributed,
            deadline: None,
            text: (*text).to_owned(),
            range: 0..0,
            line: 1,
            cues: Vec::new(),
        };
        let mut sentences: Vec<Sentence> = texts.iter().enumerate().map(sentence).collect();
        let entities = [EntityRule {
            id: "spi".into(),
            name: "Security Policy Initiative".into(),
            acronym: Some("SPI".into()),
            kind: "dialogue".into(),
            aliases: Vec::new(),
        }];
        name(&mut sentences, &rules, &entities);
        let found: Vec<Option<&str>> = sentences.iter().map(|sentence| sentence.session.as_deref()).collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn a_session_goes_on_until_the_text_leaves_it() {
        check(
            &[
                "They met.",
                "During the Security Policy Initiative (SPI), both sides agreed.",
                "They pledged.",
                "During the Plenary Session, they met.",
                "During the meeting, both pledged.",
            ],
            &[
                None,
                Some("Security Policy Initiative"),
                Some("Security Policy Initiative"),
                Some("Plenary"),
                None,
            ],
        );
    }

    #[test]
    fn an_acronym_is_the_session_and_the_last_paragraph_is_of_the_whole_meeting() {
        check(
            &[
                "They met.",
                "During the SPI session, both sides agreed.",
                "They pledged.",
                "They agreed to meet.",
            ],
            &[None, Some("Security Policy Initiative"), Some("Security Policy Initiative"), None],
        );
    }

    #[test]
    fn other_openings_are_no_sessions() {
        check(
            &["During the year, both met.", "In the next session they meet.", "In conclusion, both met."],
            &[None; 3],
        );
    }
}
