//! What changed and no finding tells.

use rustc_hash::FxHashSet;

use super::model::{ChangeKind, Comparison};
use crate::{Family, Fate, Rule, Side};

impl Comparison<'_> {
    /// Whether anything differs but noise: the header, a title or heading, the words or the order of sentences.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.header.is_empty()
            || !self.headings.is_empty()
            || self.changes.iter().any(|change| change.moved || change.kind != ChangeKind::Same)
    }

    /// The entries that differ and of which no finding quotes a sentence, by their positions in
    /// [`changes`](Self::changes). What moved along with a section that a finding tells of is told.
    #[must_use]
    pub fn untold(&self) -> Vec<usize> {
        let quoted = |side: Side| -> FxHashSet<usize> {
            let quotes = self.findings.iter().filter_map(move |finding| finding.quote.of(side).as_ref());
            quotes.filter_map(|quote| quote.sentence).collect()
        };
        let quoted = crate::Sides::new(quoted(Side::Before), quoted(Side::After));
        let moves: FxHashSet<usize> = self
            .findings
            .iter()
            .filter(|finding| finding.rule == Rule::new(Family::Section, Fate::Moved))
            .filter_map(|finding| self.changes.get(finding.change)?.move_group)
            .collect();
        let told = |index: usize| {
            let change = &self.changes[index];
            let quoted = |side: Side| change.sentences.of(side).iter().any(|at| quoted.of(side).contains(at));
            let moved = change.kind == ChangeKind::Same
                && change.move_group.is_some_and(|group| moves.contains(&group));
            moved || Side::BOTH.into_iter().any(quoted)
        };
        let differs =
            |index: usize| self.changes[index].moved || self.changes[index].kind != ChangeKind::Same;
        (0..self.changes.len()).filter(|&index| differs(index) && !told(index)).collect()
    }
}
