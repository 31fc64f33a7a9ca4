//! How far the work is, on standard error where that is a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::workspace::Progress;

/// A line that is written anew as the work goes on.
pub(super) struct Bar {
    shown: bool,
    last: Mutex<Option<Instant>>,
}

/// How often the line is written anew: often enough to see it move.
const PAUSE: Duration = Duration::from_millis(100);

impl Default for Bar {
    fn default() -> Self {
        Self { shown: io::stderr().is_terminal(), last: Mutex::new(None) }
    }
}

impl Progress for Bar {
    fn step(&self, what: &str, done: usize, all: usize) {
        if !self.shown {
            return;
        }
        let Ok(mut last) = self.last.lock() else { return };
        if done < all && last.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        *last = Some(Instant::now());
        let _ = write!(io::stderr(), "\r\u{1b}[K{what}: {done} of {all}");
    }

    fn end(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.end();
    }
}
