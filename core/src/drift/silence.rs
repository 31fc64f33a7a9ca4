//! What has fallen silent: it stood in most recent editions and does not stand in the newest.

use super::model::{Kind, Lifeline, Silence, Timeline};

/// How many editions before the newest are recent.
///
/// Five is two years and a half of a forum that meets twice a year: long enough that a habit shows, short enough that
/// what was given up long ago is not told again and again.
pub const WINDOW: usize = 5;

/// The fewest recent editions of which "most" can be said.
const LEAST: usize = 2;

/// What the newest edition does not have and most recent ones have; what stood most often comes first.
pub(super) fn silences(timeline: &Timeline) -> Vec<Silence> {
    let held: Vec<usize> = timeline.held().collect();
    let Some((&newest, before)) = held.split_last() else { return Vec::new() };
    let recent = &before[before.len().saturating_sub(WINDOW)..];
    if recent.len() < LEAST {
        return Vec::new();
    }
    let mut silences: Vec<Silence> = timeline
        .lifelines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.last < newest)
        .filter_map(|(number, line)| silence(number, line, recent))
        .collect();
    silences.sort_by_key(|silence| {
        let kind: Kind = timeline.lifelines[silence.lifeline].kind;
        (std::cmp::Reverse(silence.seen), kind, silence.lifeline)
    });
    silences
}

fn silence(lifeline: usize, line: &Lifeline, recent: &[usize]) -> Option<Silence> {
    let seen = line.seen();
    let count = recent.iter().filter(|slot| seen.binary_search(slot).is_ok()).count();
    let last = line.points.iter().rfind(|point| point.wording.is_some())?;
    (2 * count > recent.len()).then(|| Silence {
        lifeline,
        seen: count,
        of: recent.len(),
        last: line.last,
        wording: last.wording.clone().unwrap_or_default(),
        text: last.text.clone().unwrap_or_default(),
    })
}
