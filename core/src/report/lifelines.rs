//! What the reports of a timeline share: names, words of the public contract, cells of a matrix, runs of a wording.

use crate::drift::{Kind, Lifeline, Point, Slot, Status, StepKind, Timeline, Variant};

/// `phrase`
pub(crate) const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Phrase => "phrase",
        Kind::Body => "body",
        Kind::Instrument => "instrument",
        Kind::Pledge => "pledge",
        Kind::Assurance => "assurance",
        Kind::Warning => "warning",
        Kind::Schedule => "schedule",
        Kind::Section => "section",
    }
}

/// `first`
pub(crate) const fn status_word(status: Status) -> &'static str {
    match status {
        Status::First => "first",
        Status::Same => "same",
        Status::Changed => "changed",
        Status::Gap => "gap",
        Status::Returned => "returned",
        Status::Last => "last",
    }
}

/// `made`
pub(crate) const fn step_word(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Made => "made",
        StepKind::Continued => "continued",
        StepKind::Strengthened => "strengthened",
        StepKind::Weakened => "weakened",
        StepKind::Returned => "returned",
        StepKind::Merged => "merged",
        StepKind::Fulfilled => "fulfilled",
        StepKind::Dropped => "dropped",
    }
}

/// `inflected`
pub(crate) const fn variant_word(variant: Variant) -> &'static str {
    match variant {
        Variant::Exact => "exact",
        Variant::Inflected => "inflected",
        Variant::Equivalent => "equivalent",
        Variant::Alternative => "alternative",
        Variant::Wider => "wider",
        Variant::Near => "near",
    }
}

/// The name of an edition as short as it is clear within its series: `23`, `2021-03-11`.
pub(crate) fn label(timeline: &Timeline, slot: usize) -> &str {
    let id = &timeline.slots[slot].id;
    id.strip_prefix(&timeline.series).and_then(|rest| rest.strip_prefix('-')).unwrap_or(id)
}

/// What a cell of a matrix shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// It stands there for the first time.
    First,
    /// It stands there as before.
    Same,
    /// It stands there in other words.
    Changed,
    /// It stands there again.
    Returned,
    /// The edition does not have it.
    Absent,
    /// The edition is not at hand.
    Missing,
}

impl Cell {
    /// What a reader is told.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Returned => "returned",
            Self::Absent => "absent",
            Self::Missing => "not at hand",
        }
    }

    /// A sign of one column.
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::First => "+",
            Self::Same => "=",
            Self::Changed => "~",
            Self::Returned => "r",
            Self::Absent => "·",
            Self::Missing => "?",
        }
    }
}

/// The row of a lifeline: one cell a slot.
pub(crate) fn row(timeline: &Timeline, line: &Lifeline) -> Vec<Cell> {
    let mut cells: Vec<Cell> =
        timeline.slots.iter().map(|slot| if slot.held { Cell::Absent } else { Cell::Missing }).collect();
    let mut wordings: Vec<&str> = Vec::new();
    let mut before = line.first;
    for slot in line.seen() {
        let here: Vec<&str> =
            points_in(line, slot).iter().filter_map(|point| point.wording.as_deref()).collect();
        let known = |wording: &&str| wordings.iter().any(|before| alike(before, wording));
        let away = slot > before + 1 && timeline.slots[before + 1..slot].iter().any(|slot| slot.held);
        let new = points_in(line, slot).iter().any(|point| point.status == Status::Changed);
        cells[slot] = match () {
            () if slot == line.first => Cell::First,
            () if away => Cell::Returned,
            () if new || !here.iter().all(known) => Cell::Changed,
            () => Cell::Same,
        };
        wordings = here;
        before = slot;
    }
    cells
}

/// The points of a lifeline in one slot.
pub(crate) fn points_in(line: &Lifeline, slot: usize) -> &[Point] {
    let start = line.points.partition_point(|point| point.slot < slot);
    let end = line.points.partition_point(|point| point.slot <= slot);
    &line.points[start..end]
}

/// Editions in a row that have one wording.
pub(crate) struct Run<'t> {
    /// The first slot.
    pub first: usize,
    /// The last slot.
    pub last: usize,
    /// How many held editions.
    pub editions: usize,
    /// The first of its points.
    pub point: &'t Point,
}

/// The wordings of a lifeline, each with the editions in a row that have it, in the order in which they begin. What is
/// missing does not end a run, what is absent does.
pub(crate) fn runs<'t>(timeline: &'t Timeline, line: &'t Lifeline) -> Vec<Run<'t>> {
    let mut runs: Vec<Run<'t>> = Vec::new();
    for point in &line.points {
        let Some(wording) = &point.wording else { continue };
        let open = runs.iter_mut().rev().find(|run| {
            run.point.wording.as_ref().is_some_and(|known| alike(known, wording))
                && !timeline.slots[run.last + 1..point.slot.max(run.last + 1)].iter().any(|slot| slot.held)
        });
        match open {
            Some(run) => {
                run.editions += usize::from(run.last < point.slot);
                run.last = point.slot;
            }
            None => runs.push(Run { first: point.slot, last: point.slot, editions: 1, point }),
        }
    }
    runs
}

fn alike(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// `19`, `19–22`
pub(crate) fn span(timeline: &Timeline, first: usize, last: usize) -> String {
    if first == last {
        return label(timeline, first).to_owned();
    }
    format!("{}–{}", label(timeline, first), label(timeline, last))
}

/// Where a lifeline stands, in words: `first in 19, in 4 of 6 editions, last in 22`.
pub(crate) fn standing(timeline: &Timeline, line: &Lifeline) -> String {
    let held = timeline.held().count();
    let seen = line.seen().len();
    let mut text = format!("first in {}, in {seen} of {held}", label(timeline, line.first));
    if line.gone {
        text.push_str(&format!(", last in {}", label(timeline, line.last)));
    }
    text
}

/// The editions of a slot in words, for a heading.
pub(crate) fn editions(timeline: &Timeline) -> String {
    let held: Vec<&Slot> = timeline.slots.iter().filter(|slot| slot.held).collect();
    match held.as_slice() {
        [] => "no edition".to_owned(),
        [one] => format!("1 edition, {}", one.id),
        [first, .., last] => format!("{} editions, {} to {}", held.len(), first.id, last.id),
    }
}

/// `62 %`; a dash where there is nothing to share.
pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share * 100.0))
}

/// A text cut to so many columns, between words where it can be, with a mark for what was left out.
pub(crate) fn clip(text: &str, columns: usize) -> String {
    around(text, "", columns)
}

/// The words of a text round some of its words, in so many columns, with marks for what was left out.
pub(crate) fn around(text: &str, focus: &str, columns: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let width = |word: &str| textwrap::core::display_width(word) + 1;
    let whole: usize = words.iter().map(|word| width(word)).sum();
    if whole <= columns + 1 || words.len() < 2 {
        return cut(&words.join(" "), columns);
    }
    let sought: Vec<&str> = focus.split_whitespace().collect();
    let mut at = 0;
    if !sought.is_empty() {
        let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let same =
            |window: &[&str]| window.iter().zip(&sought).all(|(one, other)| plain(one) == plain(other));
        at = words.windows(sought.len()).position(same).unwrap_or(0);
    }
    // The words themselves first, then as much before them as behind, as far as there is room for two marks.
    let (mut start, mut end) = (at, (at + sought.len().max(1)).min(words.len()));
    let room = columns.saturating_sub(4);
    let mut taken: usize = words[start..end].iter().map(|word| width(word)).sum();
    loop {
        let before = start.checked_sub(1).filter(|_| start > at.saturating_sub(6) || end == words.len());
        let behind = Some(end).filter(|&next| next < words.len());
        let turn = if (at - start) * 2 < end - at { [before, behind] } else { [behind, before] };
        let next = turn.into_iter().flatten().find(|&next| taken + width(words[next]) <= room);
        let Some(next) = next else { break };
        taken += width(words[next]);
        if next < start { start = next } else { end = next + 1 }
    }
    let mut shown = words[start..end].join(" ");
    if start > 0 {
        shown.insert_str(0, "… ");
    }
    if end < words.len() {
        shown.push_str(" …");
    }
    cut(&shown, columns)
}

/// A text without a space to cut at is cut inside a word.
fn cut(text: &str, columns: usize) -> String {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        width += textwrap::core::display_width(c.encode_utf8(&mut [0; 4]));
        if width > columns {
            let mut end = at;
            while textwrap::core::display_width(&text[..end]) + 1 > columns && end > 0 {
                end = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
            }
            return format!("{}…", text[..end].trim_end());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_cut_round_the_words_that_matter() {
        let text = "The United States reaffirmed its unwavering commitment to provide extended deterrence to the ROK";
        assert_eq!(around(text, "unwavering commitment", 46), "… reaffirmed its unwavering commitment to …");
        assert_eq!(around(text, "", 30), "The United States …");
        assert_eq!(around("short", "short", 30), "short");
        assert_eq!(clip("unbreakable", 6), "unbre…");
        assert_eq!(clip("확장억제공약", 7), "확장억…");
    }
}
