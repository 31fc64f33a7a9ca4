//! From a changed span to what a person quotes: the noun of a changed modifier, the whole name, the whole date.

use std::ops::Range;

use super::edits::Passage;
use super::words::{Kind, Words};
use crate::Sides;

/// Unchanged words of a name that are taken in on either side of the changed ones.
const NAME: usize = 3;

/// The words that a rule looks at.
pub(super) struct View<'a> {
    pub passages: Sides<&'a Passage>,
    pub words: &'a Words,
    /// Where the phrase before ends on each side.
    pub behind: Option<Sides<usize>>,
}

/// What a word looks like, in both passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// `denuclearization`, `game-changing`
    Plain,
    /// `September`, `Shield`
    Capital,
    /// `18`
    Number,
    /// `2023`
    Year,
    /// An acronym, an ordinal, a mark, several words that stand for one, …
    Other,
}

/// Widens a changed span, on both sides alike, over unchanged words:
///
/// - the word after changed modifiers, which is their noun ("complete denuclearization"), and the particle of a verb;
/// - the word before a deleted or inserted "and …" ("complete and verifiable denuclearization");
/// - the whole name where one part of it was replaced ("Freedom Shield 23"), and the whole date.
///
/// Never over acronyms, ordinals' nouns, or words in capitals after what came in or went: those are quoted without.
pub(super) fn widen(view: &View<'_>, keys: &mut Sides<Range<usize>>) {
    // Between two changes the word stays: it holds them apart.
    let start = keys.as_ref().map(|range| range.start);
    let is_between = view.behind.is_some_and(|behind| start == behind.map(|end| end + 1));
    let coordinated = view.begins_with_coordinator(keys) && !is_between;
    if coordinated && view.look(keys.as_ref().map(|range| range.start.checked_sub(1))) == Some(Look::Plain) {
        grow_left(keys, 1);
    }
    let last = view.changed(keys, <[_]>::last);
    let modifier = |word: &Changed| word.modifies() || word.look == Look::Capital;
    if last.iter().all(modifier) && last.iter().any(Changed::modifies) {
        let next = keys.as_ref().map(|range| Some(range.end));
        let noun = view.kind(&next) == Some(Kind::Content) && view.look(next) == Some(Look::Plain);
        if noun || view.is_particle(&next) {
            grow_right(keys, 1);
        }
    }
    if keys.before.is_empty() || keys.after.is_empty() {
        return;
    }
    let ends: Vec<Look> =
        view.changed(keys, <[_]>::first).into_iter().chain(last).map(|word| word.look).collect();
    if ends.iter().all(|&look| look == Look::Capital) {
        let mut taken = 0;
        while taken < NAME && view.is_name(keys.as_ref().map(|range| range.start.checked_sub(1))) {
            grow_left(keys, 1);
            taken += 1;
        }
        taken = 0;
        while taken < NAME && view.is_name(keys.as_ref().map(|range| Some(range.end))) {
            grow_right(keys, 1);
            taken += 1;
        }
    } else if ends.iter().all(|look| matches!(look, Look::Number | Look::Year)) {
        whole_date(view, keys);
    }
}

/// "September 18, 2023": the month (or the name) before a changed number, and the year after a changed day.
fn whole_date(view: &View<'_>, keys: &mut Sides<Range<usize>>) {
    let before = |back: usize| keys.as_ref().map(|range| range.start.checked_sub(back));
    let looks = |back: usize| view.look(before(back));
    if view.is_name(before(1)) {
        grow_left(keys, 1);
    } else if view.is_comma(&before(1)) && looks(2) == Some(Look::Number) && view.is_name(before(3)) {
        grow_left(keys, 3);
    } else {
        return;
    }
    let after = |ahead: usize| keys.as_ref().map(|range| Some(range.end + ahead));
    if view.is_comma(&after(0)) && view.look(after(1)) == Some(Look::Year) {
        grow_right(keys, 2);
    }
}

fn grow_left(keys: &mut Sides<Range<usize>>, by: usize) {
    keys.before.start -= by;
    keys.after.start -= by;
}

fn grow_right(keys: &mut Sides<Range<usize>>, by: usize) {
    keys.before.end += by;
    keys.after.end += by;
}

/// A changed word.
struct Changed {
    kind: Kind,
    look: Look,
    determiner: bool,
}

impl Changed {
    /// Whether it may modify the word after it.
    const fn modifies(&self) -> bool {
        match self.look {
            Look::Plain => self.determiner || matches!(self.kind, Kind::Content | Kind::Formula),
            Look::Number => true,
            _ => self.determiner,
        }
    }
}

/// A place on each side, if there is one.
type Places = Sides<Option<usize>>;

impl View<'_> {
    /// The first or last changed word of each side that has any.
    fn changed(
        &self,
        keys: &Sides<Range<usize>>,
        end: impl Fn(&[super::words::Key]) -> Option<&super::words::Key>,
    ) -> Vec<Changed> {
        let side = |passage: &Passage, range: &Range<usize>| {
            let key = end(&passage.keys[range.clone()])?;
            Some(Changed {
                kind: self.words.kind(key.number),
                look: look(&passage.text[key.start as usize..key.end as usize]),
                determiner: self.words.roles().determiners.contains(&key.number),
            })
        };
        let Sides { before, after } = self.passages;
        [side(before, &keys.before), side(after, &keys.after)].into_iter().flatten().collect()
    }

    /// What the word at a place looks like, if it looks the same on both sides.
    fn look(&self, places: Places) -> Option<Look> {
        let text = |passage: &Passage, place: Option<usize>| -> Option<Look> {
            let key = passage.keys.get(place?)?;
            Some(look(&passage.text[key.start as usize..key.end as usize]))
        };
        let one = text(self.passages.before, places.before)?;
        (text(self.passages.after, places.after)? == one).then_some(one)
    }

    fn number(&self, places: &Places) -> Option<u32> {
        let one = self.passages.before.keys.get(places.before?)?.number;
        let other = self.passages.after.keys.get(places.after?)?.number;
        (one == other).then_some(one)
    }

    fn kind(&self, places: &Places) -> Option<Kind> {
        self.number(places).map(|number| self.words.kind(number))
    }

    fn is_particle(&self, places: &Places) -> bool {
        self.number(places).is_some_and(|number| self.words.roles().particles.contains(&number))
    }

    /// A word in capitals; the first word of a passage has its capital for another reason.
    fn is_name(&self, places: Places) -> bool {
        let inside = |place: Option<usize>| place.is_some_and(|place| place > 0);
        inside(places.before)
            && inside(places.after)
            && self.kind(&places) == Some(Kind::Content)
            && self.look(places) == Some(Look::Capital)
    }

    fn is_comma(&self, places: &Places) -> bool {
        let comma = |passage: &Passage, place: Option<usize>| {
            let key = place.and_then(|place| passage.keys.get(place));
            key.is_some_and(|key| &passage.text[key.start as usize..key.end as usize] == ",")
        };
        comma(self.passages.before, places.before) && comma(self.passages.after, places.after)
    }

    /// Whether words came in or went that start with "and".
    fn begins_with_coordinator(&self, keys: &Sides<Range<usize>>) -> bool {
        let begins = |passage: &Passage, range: &Range<usize>| {
            passage.keys[range.clone()]
                .first()
                .is_some_and(|key| self.words.roles().coordinators.contains(&key.number))
        };
        (keys.after.is_empty() && begins(self.passages.before, &keys.before))
            || (keys.before.is_empty() && begins(self.passages.after, &keys.after))
    }
}

fn look(word: &str) -> Look {
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return Look::Other };
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return if word.len() == 4 { Look::Year } else { Look::Number };
    }
    let plain = characters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '\u{2019}'));
    match (first.is_lowercase(), first.is_uppercase() && word.len() > 2) {
        (true, _) if plain => Look::Plain,
        (_, true) if plain => Look::Capital,
        _ => Look::Other,
    }
}
