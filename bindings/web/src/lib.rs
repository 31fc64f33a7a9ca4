//! kidd in a browser: two statements in, the report that the program makes out.
//!
//! All is told in strings and bytes; what a page does with them stands in `page/`. Nothing is asked of the net.

mod shipped;

use std::io;

use kidd_core::desk::{self, Text};
use kidd_core::report::{self, Limit, escape, html, json};
use kidd_core::source;
use kidd_core::statement::Statement;
use kidd_core::{Error, Side, Sides};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::shipped::Shipped;

/// The formats that a report is made in, each with the ending of its file and its media type.
const FORMATS: [Format; 5] = [
    Format { name: "html", title: "HTML", ending: "html", media_type: "text/html" },
    Format {
        name: "docx",
        title: "Word",
        ending: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    },
    Format { name: "markdown", title: "Markdown", ending: "md", media_type: "text/markdown" },
    Format { name: "brief", title: "Brief", ending: "txt", media_type: "text/plain" },
    Format { name: "json", title: "JSON", ending: "json", media_type: "application/json" },
];

/// A format as the page offers it.
#[derive(Serialize)]
struct Format {
    name: &'static str,
    title: &'static str,
    ending: &'static str,
    media_type: &'static str,
}

/// An edition that ships, as the page offers it.
#[derive(Serialize)]
struct Edition<'e> {
    name: String,
    date: Option<String>,
    illustrative: bool,
    source: Option<&'e str>,
}

/// What was read, for the reader to see that it is what was meant.
#[derive(Serialize)]
struct Read<'r> {
    id: &'r str,
    title: &'r str,
    series: Option<&'r str>,
    date: Option<String>,
    sentences: usize,
    illustrative: bool,
}

/// Two statements, and the rules and editions that ship.
#[wasm_bindgen]
pub struct Desk {
    desk: desk::Desk<Shipped>,
    statements: Sides<Option<Statement>>,
    /// What the texts were given as.
    names: Sides<String>,
}

#[wasm_bindgen]
impl Desk {
    /// An empty desk.
    ///
    /// # Errors
    /// Never with what ships.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsError> {
        let desk = desk::Desk::new(Shipped::new().map_err(told)?);
        Ok(Self { desk, statements: Sides::default(), names: Sides::default() })
    }

    /// The version of the program.
    pub fn version() -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// The formats of [`report`](Self::report), as JSON.
    pub fn formats() -> String {
        as_json(&FORMATS)
    }

    /// The editions that ship, as JSON.
    pub fn editions(&self) -> String {
        let editions: Vec<Edition<'_>> = desk::Shelf::entries(self.desk.shelf())
            .iter()
            .map(|entry| Edition {
                name: entry.id.clone(),
                date: entry.date.map(|date| date.to_string()),
                illustrative: entry.illustrative,
                source: entry.source.as_deref(),
            })
            .collect();
        as_json(&editions)
    }

    /// Reads one side, `old` or `new`, of these bytes; answers what was read, as JSON.
    ///
    /// # Errors
    /// What is wrong with the file and what to do, in one sentence. The side is empty then.
    pub fn read(&mut self, side: &str, name: &str, bytes: &[u8]) -> Result<String, JsError> {
        let side = named(side)?;
        *self.statements.of_mut(side) = None;
        let text = Text { name, bytes, edition: None };
        let statement = self.desk.statement(text, None, &source::Options::default()).map_err(told)?;
        Ok(self.put(side, name, statement))
    }

    /// Reads one side of an edition that ships.
    ///
    /// # Errors
    /// There is no such edition.
    pub fn pick(&mut self, side: &str, name: &str) -> Result<String, JsError> {
        let side = named(side)?;
        *self.statements.of_mut(side) = None;
        let shelf = desk::Shelf::entries(self.desk.shelf());
        let entry = shelf.iter().rfind(|entry| entry.id == name);
        let entry = entry.ok_or_else(|| {
            told(Error::new("there is no such edition").at(name).help("choose one of the list"))
        })?;
        let statement = self.desk.edition(entry, None).map_err(told)?;
        Ok(self.put(side, name, statement))
    }

    /// Writes the report of both sides in a format.
    ///
    /// # Errors
    /// A side is empty, or there is no such format.
    pub fn report(&self, format: &str) -> Result<Vec<u8>, JsError> {
        let (Some(before), Some(after)) = (&self.statements.before, &self.statements.after) else {
            return Err(told(Error::new("one of the two texts is missing").help("give the other one, too")));
        };
        let names = self.names.as_ref().map(String::as_str);
        let named = desk::told_apart(Sides::new(before, after), names);
        let sides = named.as_ref().map_or(Sides::new(before, after), |named| named.as_ref());
        let comparison = self.desk.compared(sides).map_err(told)?;
        let mut bytes = Vec::new();
        let written = match format {
            "html" => {
                let provenance = comparison.statements.map(|statement| self.desk.provenance(statement));
                html::comparison(&mut bytes, &comparison, provenance, &[])
            }
            "docx" => report::docx(&mut bytes, &comparison),
            "markdown" => report::markdown(&mut bytes, &comparison, Limit { bytes: None }),
            "brief" => report::brief(&mut bytes, &comparison),
            "json" => json::comparison(&mut bytes, &comparison),
            _ => Err(io::Error::other("there is no such format")),
        };
        written.map_err(|error| told(Error::new(error.to_string()).at(format)))?;
        Ok(bytes)
    }
}

impl Desk {
    fn put(&mut self, side: Side, name: &str, statement: Statement) -> String {
        let read = as_json(&Read {
            id: &escape::line(&statement.id),
            title: &escape::line(&statement.title),
            series: statement.series.as_deref(),
            date: statement.date.map(|date| date.to_string()),
            sentences: statement.sentences.len(),
            illustrative: statement.illustrative,
        });
        *self.statements.of_mut(side) = Some(statement);
        name.clone_into(self.names.of_mut(side));
        read
    }
}

/// The same words as the program has, without its name before them.
fn told(error: Error) -> JsError {
    JsError::new(&escape::line(&error.to_string()))
}

fn named(side: &str) -> Result<Side, JsError> {
    match side {
        "old" => Ok(Side::Before),
        "new" => Ok(Side::After),
        _ => Err(told(Error::new("is neither old nor new").at(side))),
    }
}

fn as_json(value: &impl Serialize) -> String {
    // Strings, numbers and options of them: nothing that could fail.
    serde_json::to_string(value).unwrap_or_default()
}
