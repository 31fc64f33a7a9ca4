//! How the program ends.

use std::process::ExitCode;

/// How the program ends. Scripts may rely on these three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// The command did what it was asked to do. Finding changes is no failure, and neither is a reader that closes
    /// the pipe early.
    Done = 0,
    /// A gate that the user asked for (`--exit-code`, `--fail-on`) did not hold.
    GateFailed = 1,
    /// Bad arguments or unreadable input; one message on standard error says which and what to do.
    Trouble = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
