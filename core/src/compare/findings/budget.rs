//! What looking for findings may cost, counted in steps.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What each finder may spend on trying pairs, in pairs: chosen to bound memory (a kept pair has some
/// 50 bytes), not calibrated on long texts.
const PAIRS: u64 = 4_000_000;

/// Pairs that finders may still try. Each finder has a purse of its own, since several work at once.
pub(super) struct Budget {
    pub promises: Purse,
    pub items: Purse,
    pub candidates: Purse,
}

/// What is left to one finder, and whether it was too little.
pub(super) struct Purse {
    left: AtomicU64,
    spent: AtomicBool,
}

impl Budget {
    /// Whether a finder could not try all that it would have: the findings are coarser than they could be.
    pub fn is_spent(&self) -> bool {
        [&self.promises, &self.items, &self.candidates]
            .iter()
            .any(|purse| purse.spent.load(Ordering::Relaxed))
    }
}

impl Default for Budget {
    fn default() -> Self {
        let purse = || Purse { left: AtomicU64::new(PAIRS), spent: AtomicBool::new(false) };
        Self { promises: purse(), items: purse(), candidates: purse() }
    }
}

impl Purse {
    /// Takes the price of so many times so many pairs, if that much is left.
    pub fn pays(&self, one: usize, other: usize) -> bool {
        let price = (one as u64).saturating_mul(other as u64);
        let left = self.left.load(Ordering::Relaxed);
        if left < price {
            self.spent.store(true, Ordering::Relaxed);
            return false;
        }
        self.left.store(left - price, Ordering::Relaxed);
        true
    }
}
