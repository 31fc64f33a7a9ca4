//! A changed sentence with its phrases marked inside it.

use crate::compare::Phrase;
use crate::report::redline::{Mark, Noise, Stretch, inline};
use crate::report::rich::{Rich, Tone};
use crate::{Sides, Weight};

/// The tone of a weight's word.
pub(super) const fn weight_tone(weight: Weight) -> Tone {
    match weight {
        Weight::Key => Tone::Error,
        Weight::Notable => Tone::Warning,
        Weight::Minor => Tone::Note,
    }
}

/// How phrases are marked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marking {
    /// By tones; by `[-old-]{+new+}` where there is no colour.
    pub colour: bool,
    /// What becomes of differences that say nothing.
    pub noise: Noise,
}

/// The newer text with what changed in it; `None` if the phrases do not fit the texts.
pub(super) fn marked(texts: Sides<&str>, phrases: &[Phrase], marking: Marking) -> Option<Rich> {
    Some(painted(&inline(texts, phrases, marking.noise)?, marking.colour))
}

/// All of a text as one change: a sentence that came or went, or one that shares too little to be marked inside.
pub(super) fn whole(text: &str, mark: Mark, colour: bool) -> Rich {
    painted(&[Stretch::whole(text, mark)], colour)
}

pub(super) fn painted(stretches: &[Stretch<'_>], colour: bool) -> Rich {
    let mut rich = Rich::default();
    for stretch in stretches {
        if colour && stretch.follows_old {
            rich.plain(" ");
        }
        let (calm, loud, [open, close]) = match stretch.mark {
            Mark::Kept => (Tone::Plain, Tone::Plain, ["", ""]),
            Mark::Old => (Tone::Old, Tone::OldEdit, ["[-", "-]"]),
            Mark::New => (Tone::New, Tone::NewEdit, ["{+", "+}"]),
        };
        if !colour {
            rich.plain(open);
        }
        for part in &stretch.parts {
            let tone = match part.edit {
                _ if !colour => Tone::Plain,
                true => loud,
                false => calm,
            };
            rich.push(tone, part.text);
        }
        if !colour {
            rich.plain(close);
        }
    }
    rich
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
            marked(Sides::new(before, after), &phrases, Marking { colour: false, noise: Noise::Silent })
                .unwrap();
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
        let marking = Marking { colour: false, noise: Noise::Silent };
        assert!(marked(Sides::new("short", "é"), std::slice::from_ref(&phrase), marking).is_none());
        let torn = Phrase { range: Sides::new(0..1, 1..2), ..phrase };
        assert!(marked(Sides::new("short", "é"), &[torn], marking).is_none());
    }
}
