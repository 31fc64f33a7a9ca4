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
}
