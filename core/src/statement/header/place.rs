//! Where the meeting was held.

use crate::dates;
use crate::series::Lexicon;

/// What stands before a venue.
const BEFORE: &[&str] = &["in", "at", "by", "via", "from", "through", "aboard", "on", "a", "the", "secure"];

/// The longest venue that no rule knows, in words ("the United States Naval Academy").
const MAX_WORDS: usize = 6;

/// Where the meeting was held, as written in a sentence that tells of it.
///
/// A known venue wins; else the capitalised words that "in" or "at" ties to the date.
pub(super) fn venue(telling: &[&str], known: &Lexicon) -> Option<String> {
    let by_name = telling.iter().find_map(|sentence| {
        let date = dates::find(sentence).first().map(|written| written.range.start);
        let hits = known.find(sentence).filter(|hit| {
            let last = sentence[..hit.range.start].split_whitespace().next_back().unwrap_or_default();
            BEFORE.contains(&last.to_ascii_lowercase().as_str())
                && !names_a_document(&sentence[hit.range.end..])
        });
        let nearest = hits.min_by_key(|hit| date.map_or(0, |date| date.abs_diff(hit.range.start)))?;
        Some(sentence[nearest.range].to_owned())
    });
    by_name.or_else(|| telling.iter().find_map(|sentence| beside_date(sentence)))
}

/// "the Washington Declaration" is no venue.
fn names_a_document(after: &str) -> bool {
    after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// The capitalised words after "in" or "at" right before or behind the date.
fn beside_date(sentence: &str) -> Option<String> {
    let date = dates::find(sentence).into_iter().next()?;
    let behind = sentence[date.range.end..].trim_start_matches([' ', ',']);
    let place = behind.strip_prefix("in ").or_else(|| behind.strip_prefix("at ")).map(capitalised);
    if let Some(place) = place.filter(|place| !place.is_empty()) {
        return Some(place.to_owned());
    }
    let before = sentence[..date.range.start].trim_end();
    let before = before.strip_suffix("on").or_else(|| before.strip_suffix("from")).unwrap_or(before);
    let before = before.trim_end_matches([' ', ',']);
    let at = [" in ", " at "].iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()?;
    let place = capitalised(&before[at..]);
    (!place.is_empty() && place.len() == before.len() - at).then(|| place.to_owned())
}

/// The capitalised words at the start of a text up to a comma, "the" before them included.
fn capitalised(text: &str) -> &str {
    let mut end = 0;
    for (index, word) in text.split_inclusive(' ').take(MAX_WORDS).enumerate() {
        let bare = word.trim_end();
        let is_link = index == 0 && bare == "the" || index > 0 && matches!(bare, "of" | "de");
        if !(bare.starts_with(char::is_uppercase) || is_link) {
            break;
        }
        end += word.len();
        if bare.ends_with([',', '.', ';']) {
            break;
        }
    }
    let place = text[..end].trim_end();
    place.strip_suffix(" of").unwrap_or(place).trim_end_matches([',', ' ', ';', '.'])
}

#[cfg(test)]
mod tests {
    use super::super::telling;
    use super::*;

    fn check(sentence: &str, expected: Option<&str>) {
        let known = ["Seoul", "Washington", "Washington, D.C.", "Washington D.C.", "White House"];
        let telling = telling(&[sentence], &Lexicon::new(["held", "met", "convened"]));
        assert_eq!(venue(&telling, &Lexicon::new(known)).as_deref(), expected, "{sentence}");
    }

    #[test]
    fn known_venues_are_found_behind_a_preposition() {
        check("They held it on September 18, 2023 in Seoul.", Some("Seoul"));
        check("They held it on October 26, 2023 in Washington, D.C.", Some("Washington, D.C."));
        check("It convened in Washington D.C. on December 15, 2023.", Some("Washington D.C."));
        check("They met at the White House on October 5.", Some("White House"));
        check("Under the Washington Declaration they met.", None);
    }

    #[test]
    fn other_places_are_found_beside_the_date() {
        check("They met on May 3, 2025 in Singapore to talk.", Some("Singapore"));
        check(
            "They met on April 2, 2021 at the United States Naval Academy to talk.",
            Some("the United States Naval Academy"),
        );
        check("They met in Jeju, on May 3, 2025.", Some("Jeju"));
        check("They met on May 3, 2025, and left.", None);
    }
}
