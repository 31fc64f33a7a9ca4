//! text/hidden-character: characters that cannot be seen or that turn the direction of text came in.

use std::collections::BTreeMap;

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use crate::characters::is_visible_ascii;
use crate::{Side, Sides};

/// Bytes quoted on either side of the character.
const AROUND: usize = 24;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let before = places(context, Side::Before);
    let mut typeset: Option<Candidate> = None;
    for (character, places) in places(context, Side::After) {
        let known = before.get(&character).map_or(0, Vec::len);
        if places.len() <= known {
            continue;
        }
        let (sentence, at) = places[0];
        let span = Span::new(sentence, at..at + character.len_utf8());
        let quote = context
            .quote(Side::After, &around(&context.statement(Side::After).sentences[sentence].text, &span));
        let name = format!("U+{:04X}", u32::from(character));
        let counts = format!("in the older edition: {known}, in the newer one: {}", places.len());
        if let Some(typeset) = typeset.as_mut().filter(|_| is_typography(character)) {
            typeset.subject.push_str(&format!(", {name}"));
            typeset.why.push(format!("{name} {counts}"));
            continue;
        }
        let candidate = Candidate {
            rule: Rule::new(Family::Text, Fate::HiddenCharacter),
            subject: name,
            change: context.entry(Side::After, sentence),
            quote: Sides::new(None, quote),
            section: context.section(Side::After, sentence),
            why: vec![counts],
            spans: Sides::new(Vec::new(), vec![span]),
            bearing: Bearing { is_typography: is_typography(character), ..Bearing::default() },
        };
        if candidate.bearing.is_typography { typeset = Some(candidate) } else { found.push(candidate) }
    }
    found.extend(typeset);
}

/// What typesetters and word processors put into words to say where a line may end. The words are read without, so that
/// nothing hides behind it.
const fn is_typography(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Where each hidden character stands: sentence and byte, in the order of the text.
fn places(context: &Context<'_>, side: Side) -> BTreeMap<char, Vec<(usize, usize)>> {
    let mut places: BTreeMap<char, Vec<(usize, usize)>> = BTreeMap::new();
    let sentences = context.statement(side).sentences.iter();
    for sentence in sentences.filter(|sentence| !is_visible_ascii(&sentence.text)) {
        for (at, character) in hidden(&sentence.text) {
            places.entry(character).or_default().push((sentence.index, at));
        }
    }
    places
}

/// Some words on either side.
fn around(text: &str, span: &Span) -> Span {
    let wanted = span.range.start.saturating_sub(AROUND);
    let start = (0..=wanted).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let wanted = (span.range.end + AROUND).min(text.len());
    let end = (wanted..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    Span::new(span.sentence, start..end)
}

fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices()
        .filter(|&(_, character)| crate::characters::is_hidden(character) && !character.is_whitespace())
}
