//! `kidd._kidd`: the library as Python sees it. Objects and their words are made in Python, from the JSON that is a contract.

mod parser;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

use kidd::archive::Archive;
use kidd_core::desk::{self, Text};
use kidd_core::ledger::{Entry, Listing};
use kidd_core::report::{self, Limit, escape, html, json};
use kidd_core::source;
use kidd_core::statement::Statement;
use kidd_core::{Sides, compare::Comparison};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::parser::OwnStack;

create_exception!(
    kidd,
    Error,
    PyValueError,
    "What is wrong with an input, where, and what to do about it: the sentence that the program says."
);

type Shared = Arc<desk::Desk<Archive>>;

/// The archive that ships, opened once.
static SHIPPED: LazyLock<Mutex<Option<Shared>>> = LazyLock::new(Mutex::default);

/// An archive, and the place where its statements are read and compared.
#[pyclass(frozen, module = "kidd._kidd")]
struct Desk(Shared);

#[pymethods]
impl Desk {
    /// The archive in a folder, or the one that ships.
    #[new]
    #[pyo3(signature = (folder=None))]
    fn new(py: Python<'_>, folder: Option<PathBuf>) -> PyResult<Self> {
        py.detach(|| match folder {
            Some(folder) => Archive::open(&folder).map(|archive| Arc::new(desk::Desk::new(archive))),
            None => shipped(),
        })
        .map(Self)
        .map_err(told)
    }

    /// What the archive holds and knows of, as `kidd.list/1`.
    fn listing(&self, py: Python<'_>) -> PyResult<Vec<u8>> {
        py.detach(|| {
            let listing: Listing<'_> = self.0.shelf().list(None)?;
            Ok(written(|writer| json::listing(writer, &listing)))
        })
        .map_err(told)
    }

    /// Reads bytes; `name` is for messages and reports.
    #[pyo3(signature = (name, bytes, series=None))]
    fn read(&self, py: Python<'_>, name: &str, bytes: &[u8], series: Option<&str>) -> PyResult<Read> {
        py.detach(|| {
            let text = Text { name, bytes, edition: None };
            self.0.statement(text, series, &source::Options { parser: Some(&OwnStack), ..Default::default() })
        })
        .map(|statement| Read { statement: Arc::new(statement), name: name.to_owned() })
        .map_err(told)
    }

    /// Reads an edition: `23`, `kidd-23`, `kidd-23@1`.
    #[pyo3(signature = (name, series=None))]
    fn edition(&self, py: Python<'_>, name: &str, series: Option<&str>) -> PyResult<Read> {
        py.detach(|| {
            let archive = self.0.shelf();
            let entry: &Entry = archive.resolve(name, series)?;
            let bytes = archive.read(entry)?;
            let text = Text { name: &entry.id, bytes: &bytes, edition: Some(entry) };
            self.0.statement(text, series, &source::Options { parser: Some(&OwnStack), ..Default::default() })
        })
        .map(|statement| Read { statement: Arc::new(statement), name: name.to_owned() })
        .map_err(told)
    }

    /// A report of two statements, in a format of the program.
    fn report(&self, py: Python<'_>, old: &Read, new: &Read, format: &str) -> PyResult<Vec<u8>> {
        let sides = Sides::new(Arc::clone(&old.statement), Arc::clone(&new.statement));
        let names = Sides::new(old.name.clone(), new.name.clone());
        py.detach(|| {
            let sides = sides.as_ref().map(|side| &**side);
            let named = desk::told_apart(sides, names.as_ref().map(String::as_str));
            let sides = named.as_ref().map_or(sides, |named| named.as_ref());
            let comparison = self.0.compared(sides)?;
            formatted(&self.0, &comparison, format)
        })
        .map_err(told)
    }
}

/// A statement that was read.
#[pyclass(frozen, module = "kidd._kidd")]
struct Read {
    statement: Arc<Statement>,
    /// What it was given as.
    name: String,
}

#[pymethods]
impl Read {
    /// What it says, as `kidd.statement`.
    fn json(&self, py: Python<'_>) -> Vec<u8> {
        py.detach(|| written(|writer| json::statement(writer, &self.statement)))
    }
}

fn shipped() -> kidd_core::Result<Shared> {
    let mut shipped = SHIPPED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(known) = &*shipped {
        return Ok(Arc::clone(known));
    }
    let made = Arc::new(desk::Desk::new(Archive::built_in()?));
    Ok(Arc::clone(shipped.insert(made)))
}

fn formatted(
    desk: &desk::Desk<Archive>,
    comparison: &Comparison<'_>,
    format: &str,
) -> kidd_core::Result<Vec<u8>> {
    Ok(match format {
        "html" => {
            let provenance = comparison.statements.map(|statement| desk.provenance(statement));
            written(|writer| html::comparison(writer, comparison, provenance, &[]))
        }
        "json" => written(|writer| json::comparison(writer, comparison)),
        "docx" => written(|writer| report::docx(writer, comparison)),
        "markdown" => written(|writer| report::markdown(writer, comparison, Limit { bytes: None })),
        "brief" => written(|writer| report::brief(writer, comparison)),
        _ => return Err(kidd_core::Error::new("there is no such format").at(format)),
    })
}

fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = write(&mut bytes);
    bytes
}

/// The error of the library as an exception, with its parts.
fn told(error: kidd_core::Error) -> PyErr {
    let exception = Error::new_err(escape::line(&error.to_string()).into_owned());
    Python::attach(|py| {
        let value = exception.value(py);
        let parts = [("message", Some(error.message())), ("advice", error.advised())];
        for (name, part) in parts {
            let _ = value.setattr(name, part.map(|part| escape::line(part).into_owned()));
        }
        let _ = value.setattr("line", error.line_number());
    });
    exception
}

/// The module.
#[pymodule]
fn _kidd(module: &Bound<'_, PyModule>) -> PyResult<()> {
    parser::keep_quiet();
    module.add("Error", module.py().get_type::<Error>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Desk>()?;
    module.add_class::<Read>()
}
