//! One self-contained page that shows a comparison: readable from a mail attachment, without script, on paper.
//!
//! The page is made from real files under `templates/`. Everything that comes from a statement is text: the template
//! library escapes each value by `Shown`, and there is no value that it does not escape but our own style and script.
//! On top of that a policy in the page allows exactly these two, by their digests, and no request to anywhere.

mod anchors;
mod card;
mod charts;
mod comparison;
mod drift;
mod edition;
mod entries;
mod findings;
mod flow;
mod frame;
mod marked;
mod policy;
mod quiet;
mod rows;

use std::fmt;
use std::io::{self, Write};

use askama::Template as _;
use askama::filters::{Escaper, Html};

pub use self::card::Provenance;
pub use self::drift::Places;
pub(crate) use self::drift::promise;
pub(crate) use self::findings::{Told, told};
pub(crate) use self::frame::Frame;
pub use self::frame::Link;
pub(crate) use self::policy::Scripts;

use super::escape;
use super::pieces::texts;
use crate::Sides;
use crate::compare::Comparison;
use crate::drift::{Lifeline, Thread, Timeline};
use crate::statement::Statement;

/// Writes a comparison as one HTML page. `links` lead to other pages of the site that it is part of; a page that
/// stands alone has none.
///
/// # Errors
/// Those of the writer.
pub fn comparison(
    writer: &mut dyn Write,
    comparison: &Comparison<'_>,
    provenance: Sides<Provenance<'_>>,
    links: &[Link],
) -> io::Result<()> {
    let texts: Vec<_> = comparison.changes.iter().map(|change| texts(comparison, change)).collect();
    comparison::Page::new(comparison, &texts, provenance, links).write_into(writer)
}

/// Writes one edition as an HTML page of a site: by section, with its commitments, bodies and instruments.
///
/// # Errors
/// Those of the writer.
pub fn edition(
    writer: &mut dyn Write,
    statement: &Statement,
    provenance: Provenance<'_>,
    links: &[Link],
) -> io::Result<()> {
    edition::Page::new(statement, provenance, links).write_into(writer)
}

/// Writes a whole history as one HTML page, with plots and the tables behind them.
///
/// # Errors
/// Those of the writer.
pub fn drift(
    writer: &mut dyn Write,
    timeline: &Timeline,
    links: &[Link],
    places: Places<'_>,
) -> io::Result<()> {
    drift::Page::new(timeline, links, places).write_into(writer)
}

/// Writes one lifeline of a history as an HTML page of a site.
///
/// # Errors
/// Those of the writer.
pub fn lifeline(
    writer: &mut dyn Write,
    timeline: &Timeline,
    line: &Lifeline,
    links: &[Link],
    places: Places<'_>,
) -> io::Result<()> {
    drift::LifelinePage::new(timeline, line, links, places).write_into(writer)
}

/// Writes one commitment of a history as an HTML page of a site.
///
/// # Errors
/// Those of the writer.
pub fn thread(
    writer: &mut dyn Write,
    timeline: &Timeline,
    thread: &Thread,
    links: &[Link],
    places: Places<'_>,
) -> io::Result<()> {
    drift::ThreadPage::new(timeline, thread, links, places).write_into(writer)
}

/// How the templates show text: what must not be shown raw is spelled out, then HTML's own characters are escaped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown;

impl Escaper for Shown {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, string: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &escape::line(string))
    }
}
