//! What readers compile of rules, kept with the rules and made once.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

/// What was made of the rules so far, one thing of each type.
///
/// Rules are read once and then serve any number of texts; what a reader has to compile of them is kept here, so that the
/// rules need not know who reads them. A copy of the rules starts without, since it may be changed.
#[derive(Default)]
pub(super) struct Compiled(Mutex<Vec<(TypeId, Slot)>>);

type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

impl Compiled {
    /// What is kept of this type; `make` makes it when it is first asked for. Who asks meanwhile waits.
    pub(super) fn get<T: Any + Send + Sync>(&self, make: impl Fn() -> T) -> Arc<T> {
        let id = TypeId::of::<T>();
        let slot = {
            // A list of slots is whole even if a thread that held the lock died.
            let mut slots = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match slots.iter().find(|(known, _)| *known == id) {
                Some((_, slot)) => Arc::clone(slot),
                None => {
                    let slot = Slot::default();
                    slots.push((id, Arc::clone(&slot)));
                    slot
                }
            }
        };
        let kept = Arc::clone(slot.get_or_init(|| Arc::new(make())));
        // The slot is this type's alone.
        kept.downcast().unwrap_or_else(|_| Arc::new(make()))
    }
}

impl Clone for Compiled {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Compiled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Compiled")
    }
}
