//! Where the links around a pair would have it.

use super::unit::UnitPair;
use crate::Sides;

/// Pairs that are sure, in the order of both texts: between two of them sentences are expected in proportion.
pub(super) struct Expected {
    sure: Vec<Sides<f64>>,
}

impl Expected {
    /// `sure` ascend on both sides; the starts and the ends of the texts, of `sizes` units, count as such pairs.
    pub(super) fn new(sure: impl Iterator<Item = UnitPair>, sizes: Sides<usize>) -> Self {
        let start = Sides::new(-1.0, -1.0);
        let sure = sure.map(|pair| Sides::new(pair.before as f64, pair.after as f64));
        let end = sizes.map(|size| size as f64);
        Self { sure: std::iter::once(start).chain(sure).chain([end]).collect() }
    }

    /// How far a pair stands from where it is expected, in units of the newer text.
    pub(super) fn apart(&self, pair: &UnitPair) -> f64 {
        let (before, after) = (pair.before as f64, pair.after as f64);
        let next = self.sure.partition_point(|sure| sure.before <= before).min(self.sure.len() - 1);
        let (Some(to), Some(from)) = (self.sure.get(next), self.sure.get(next.saturating_sub(1))) else {
            return 0.0;
        };
        let share = (before - from.before) / (to.before - from.before).max(1.0);
        (from.after + share * (to.after - from.after) - after).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_sure_pairs_places_are_in_proportion() {
        let pair = |before, after| UnitPair { before, after, score: 1.0 };
        let expected = Expected::new([pair(2, 2), pair(4, 8)].into_iter(), Sides::new(6, 10));
        assert!(expected.apart(&pair(2, 2)) < 1e-9);
        assert!(expected.apart(&pair(3, 5)) < 1e-9);
        assert!((expected.apart(&pair(3, 7)) - 2.0).abs() < 1e-9);
        assert!(expected.apart(&pair(5, 9)) < 1e-9);
        assert!((expected.apart(&pair(0, 3)) - 3.0).abs() < 1e-9);
    }
}
