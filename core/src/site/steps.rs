//! Counts the steps of one kind of work, on any number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::model::Progress;

/// Steps of one kind of work.
pub(super) struct Steps<'p> {
    what: &'static str,
    all: usize,
    done: AtomicUsize,
    progress: &'p dyn Progress,
}

impl<'p> Steps<'p> {
    pub(super) fn new(what: &'static str, all: usize, progress: &'p dyn Progress) -> Self {
        Self { what, all, done: AtomicUsize::new(0), progress }
    }

    pub(super) fn step(&self) {
        self.progress.step(self.what, self.done.fetch_add(1, Ordering::Relaxed) + 1, self.all);
    }
}
