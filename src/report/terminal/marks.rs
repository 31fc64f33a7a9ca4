//! A changed sentence with its phrases marked inside it.

use std::ops::Range;

use crate::Sides;
use crate::compare::Phrase;
use crate::report::pieces::{Piece, pieces};
use crate::report::rich::{Rich, Tone};

/// How phrases are marked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marking {
    /// By tones; by `[-old-]{+new+}` where there is no colour.
    pub colour: bool,
    /// Whether differences that say nothing are marked, too.
    pub noise: bool,
}

/// The newer text with what changed in it; `None` if the phrases do not fit the texts.
pub(super) fn marked(texts: Sides<&str>, phrases: &[Phrase], marking: Marking) -> Option<Rich> {
    let mut rich = Rich::default();
    let mut space_due = false;
    for piece in pieces(texts, phrases)? {
        match piece {
            Piece::Kept(text) => {
                space(&mut rich, &mut space_due, text);
                rich.plain(text);
            }
            Piece::Changed(phrase) if phrase.trivial && !marking.noise => {
                let text = &texts.after[phrase.range.after.clone()];
                space(&mut rich, &mut space_due, text);
                rich.plain(text);
            }
            Piece::Changed(phrase) => push_phrase(&mut rich, &mut space_due, texts, phrase, marking),
        }
    }
    Some(rich)
}

/// All of a text as one change: a sentence that came or went, or one that shares too little to be marked inside.
pub(super) fn whole(text: &str, side: Side, colour: bool) -> Rich {
    let mut rich = Rich::default();
    push_marked(&mut rich, text, 0..text.len(), side, &[], colour);
    rich
}

/// The side that a stretch of text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// A gap that a deletion left between two words.
fn space(rich: &mut Rich, due: &mut bool, next: &str) {
    if *due && !rich.is_open() && next.starts_with(char::is_alphanumeric) {
        rich.plain(" ");
    }
    *due = false;
}

fn push_phrase(rich: &mut Rich, space_due: &mut bool, texts: Sides<&str>, phrase: &Phrase, marking: Marking) {
    let old = trimmed(texts.before, &phrase.range.before);
    let new = trimmed(texts.after, &phrase.range.after);
    let leading = &texts.after[phrase.range.after.start..new.start];
    rich.plain(leading);
    if !old.is_empty() {
        let spaced = texts.before[..old.start].ends_with(char::is_whitespace);
        if (spaced || *space_due) && !rich.is_open() {
            rich.plain(" ");
        }
        *space_due = false;
        let edits: Vec<_> = phrase.edits.iter().map(|edit| edit.range.before.clone()).collect();
        push_marked(rich, texts.before, old.clone(), Side::Old, &edits, marking.colour);
    }
    if !new.is_empty() {
        if marking.colour && !old.is_empty() {
            rich.plain(" ");
        }
        space(rich, space_due, &texts.after[new.clone()]);
        let edits: Vec<_> = phrase.edits.iter().map(|edit| edit.range.after.clone()).collect();
        push_marked(rich, texts.after, new.clone(), Side::New, &edits, marking.colour);
    }
    rich.plain(&texts.after[new.end..phrase.range.after.end]);
    *space_due = new.is_empty() && texts.before[old.end..].starts_with(char::is_whitespace);
}

fn push_marked(
    rich: &mut Rich,
    text: &str,
    range: Range<usize>,
    side: Side,
    edits: &[Range<usize>],
    colour: bool,
) {
    if !colour {
        let (open, close) = match side {
            Side::Old => ("[-", "-]"),
            Side::New => ("{+", "+}"),
        };
        rich.plain(open).plain(&text[range]).plain(close);
        return;
    }
    let (calm, loud) = match side {
        Side::Old => (Tone::Old, Tone::OldEdit),
        Side::New => (Tone::New, Tone::NewEdit),
    };
    let mut at = range.start;
    for edit in edits {
        let (start, end) = (edit.start.max(at), edit.end.min(range.end));
        // An edit outside the phrase, or one that cuts a character, is not worth a mark of its own.
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else { continue };
        rich.push(calm, before).push(loud, inside);
        at = end;
    }
    rich.push(calm, &text[at..range.end]);
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::PhraseKind;
    use crate::report::Layout;
    use crate::report::rich::Indent;

    /// Marks the phrases `(old, new)` where they first stand at or after the one before.
    fn check(before: &str, after: &str, phrases: &[(&str, &str)], plain: &str) {
        let mut at = Sides::new(0, 0);
        let phrases: Vec<Phrase> = phrases
            .iter()
            .map(|(old, new)| {
                let find = |text: &str, from: usize, words: &str| {
                    let start = from + text[from..].find(words).unwrap();
                    start..start + words.len()
                };
                let range = if new.is_empty() {
                    // A deletion stands where the kept words between the two phrases end.
                    let old_range = find(before, at.before, old);
                    let kept = old_range.start - at.before;
                    let start = (at.after + kept).min(after.len());
                    Sides::new(old_range, start..start)
                } else {
                    Sides::new(find(before, at.before, old), find(after, at.after, new))
                };
                at = Sides::new(range.before.end, range.after.end);
                Phrase { kind: PhraseKind::Replaced, range, trivial: false, edits: vec![] }
            })
            .collect();
        let rich =
            marked(Sides::new(before, after), &phrases, Marking { colour: false, noise: false }).unwrap();
        let mut bytes = Vec::new();
        rich.write(&mut bytes, &Layout { width: 200, colour: false }, Indent::all(0)).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap().trim_end(), plain);
    }

    #[test]
    fn words_that_gave_way_stand_before_those_that_came() {
        check(
            "its ironclad commitment to the ROK.",
            "its unwavering commitment to the ROK.",
            &[("ironclad commitment", "unwavering commitment")],
            "its [-ironclad commitment-]{+unwavering commitment+} to the ROK.",
        );
    }

    #[test]
    fn a_deletion_keeps_its_spaces_outside_the_mark() {
        let (before, after) =
            ("the complete denuclearization of the DPRK", "the denuclearization of the DPRK");
        let expected = "the [-complete-] denuclearization of the DPRK";
        check(before, after, &[("complete ", "")], expected);
        check(before, after, &[("complete", "")], expected);
        check(before, after, &[(" complete", "")], expected);
    }

    #[test]
    fn a_deletion_at_the_end_stays_off_the_full_stop() {
        check("agreed, as needed.", "agreed.", &[(", as needed", "")], "agreed[-, as needed-].");
    }

    #[test]
    fn phrases_that_do_not_fit_are_refused() {
        let phrase = Phrase {
            kind: PhraseKind::Deleted,
            range: Sides::new(0..99, 0..0),
            trivial: false,
            edits: vec![],
        };
        let marking = Marking { colour: false, noise: false };
        assert!(marked(Sides::new("short", "é"), std::slice::from_ref(&phrase), marking).is_none());
        let torn = Phrase { range: Sides::new(0..1, 1..2), ..phrase };
        assert!(marked(Sides::new("short", "é"), &[torn], marking).is_none());
    }
}
