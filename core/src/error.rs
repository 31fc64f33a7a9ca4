//! The one error of the library: what is wrong, where, and what to do about it.

use std::path::PathBuf;

/// What every fallible function of the library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Trouble with an input, always with the place where it is and what to do about it.
///
/// One type for the whole library: the command line prints it on one line and exits with 2.
#[derive(Debug, thiserror::Error)]
#[error("{}{message}{}", self.place(), self.advice())]
pub struct Error {
    origin: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    help: Option<String>,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error that says what is wrong, in a sentence without a full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self { origin: None, line: None, column: None, message: message.into(), help: None, cause: None }
    }

    /// Names the input: a path as the user gave it, `-`, or an edition.
    #[must_use]
    pub fn at(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Names the input by its path.
    #[must_use]
    pub fn at_path(self, path: impl Into<PathBuf>) -> Self {
        let path: PathBuf = path.into();
        self.at(path.display().to_string())
    }

    /// The line in the input, counted from 1.
    #[must_use]
    pub const fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The column in the line, in characters, counted from 1.
    #[must_use]
    pub const fn column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error underneath, for `{:#}` and for debugging.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// What is wrong, without place and advice.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The advice, where there is one.
    pub fn advised(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The line that [`line`](Self::line) gave.
    pub const fn line_number(&self) -> Option<usize> {
        self.line
    }

    fn place(&self) -> String {
        let mut place = String::new();
        if let Some(origin) = &self.origin {
            place.push_str(origin);
            for number in [self.line, self.column].into_iter().flatten() {
                place.push_str(&format!(":{number}"));
            }
            place.push_str(": ");
        }
        place
    }

    fn advice(&self) -> String {
        self.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default()
    }
}

/// What the system says, without its error number and the path that the message names already.
pub fn reason(cause: &dyn std::fmt::Display) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
