//! The same thing on both sides of a comparison.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The same thing on both sides of a comparison: the older edition's and the newer one's.
///
/// A struct and not a tuple, so that no one has to remember which half is which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sides<T> {
    /// The older edition's.
    pub before: T,
    /// The newer edition's.
    pub after: T,
}

impl<T> Sides<T> {
    /// Pairs the two sides.
    pub const fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// Pairs what stands on this side with what stands across.
    pub fn facing(side: Side, own: T, across: T) -> Self {
        match side {
            Side::Before => Self::new(own, across),
            Side::After => Self::new(across, own),
        }
    }

    /// Applies `f` to both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides { before: f(self.before), after: f(self.after) }
    }

    /// Borrows both sides.
    pub const fn as_ref(&self) -> Sides<&T> {
        Sides { before: &self.before, after: &self.after }
    }

    /// The same pair seen from the other direction.
    pub fn swap(self) -> Self {
        Self { before: self.after, after: self.before }
    }

    /// The one on this side.
    pub const fn of(&self, side: Side) -> &T {
        match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        }
    }

    /// The one on this side, to change it.
    pub const fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        }
    }
}

impl<T> Sides<&[T]> {
    /// A part of each side; a range that is not within its side panics, as with any slice.
    pub fn cut(self, block: &Sides<Range<usize>>) -> Self {
        Self { before: &self.before[block.before.clone()], after: &self.after[block.after.clone()] }
    }
}

/// One of the two sides, for what works the same from both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The older edition.
    Before,
    /// The newer edition.
    After,
}

impl Side {
    /// Both, the older first.
    pub const BOTH: [Self; 2] = [Self::Before, Self::After];

    /// The one across.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
        }
    }
}
