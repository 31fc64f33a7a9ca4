//! How a history is shown, and the words it quotes.

use std::io::{self, Write};

use crate::drift::Kind;
use crate::report::Layout;
use crate::report::lifelines::around;
use crate::report::rich::{Indent, Rich, Tone};

/// How much of a history is shown.
#[derive(Debug, Clone)]
pub struct DriftView {
    /// Width and colour.
    pub layout: Layout,
    /// Everything, nothing folded.
    pub all: bool,
    /// These kinds alone; all where there is none.
    pub kinds: Vec<Kind>,
    /// One thread alone, opened: its id.
    pub thread: Option<String>,
}

/// A quote in as many columns as two lines have, unless all is wanted.
pub(super) fn quoted(
    writer: &mut dyn Write,
    (text, focus): (&str, &str),
    layout: &Layout,
    margin: usize,
    whole: bool,
) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let room = (layout.width - margin) * 2 - 12;
    let shown = if whole { text.to_owned() } else { around(text, focus, room) };
    Rich::of(Tone::Dim, &format!("“{shown}”")).write(writer, layout, Indent::all(margin))
}
