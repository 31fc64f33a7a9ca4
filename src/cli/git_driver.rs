//! What git calls: an external diff driver and a textconv filter. Neither may fail, or git stops in the middle of what
//! it shows; what cannot be read as a statement is told, or shown as it is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use super::options::{Global, Output};
use super::{Exit, output, terminal};
use crate::report::{self, escape, terminal as shown};
use crate::statement::Statement;
use crate::workspace::{Input, Workspace};
use crate::{Result, Sides};

/// What git calls with seven arguments or more for each file (plumbing)
#[derive(Debug, Args)]
pub(super) struct GitDiff {
    /// path old-file old-hex old-mode new-file new-hex new-mode [new-path what]
    #[arg(num_args = 1.., allow_hyphen_values = true, trailing_var_arg = true)]
    pub arguments: Vec<std::ffi::OsString>,
}

/// What git calls to show a statement as text (plumbing)
#[derive(Debug, Args)]
pub(super) struct GitTextconv {
    /// The file
    #[arg(allow_hyphen_values = true)]
    pub file: PathBuf,
}

/// Shows one file that git found changed.
pub(super) fn diff(command: &GitDiff, global: &Global) -> Result<Exit> {
    let text =
        |index: usize| command.arguments.get(index).map(|argument| argument.to_string_lossy().into_owned());
    let (Some(path), Some(old), Some(new)) = (text(0), command.arguments.get(1), command.arguments.get(4))
    else {
        // An unmerged path comes alone.
        let path = text(0).unwrap_or_default();
        output::write(None, |writer| writeln!(writer, "* unmerged: {}", escape::line(&path)))?;
        return Ok(Exit::Done);
    };
    let layout = terminal::layout(&Output { file: None, width: None }, global.color);
    let renamed = text(7);
    let to = renamed.clone().unwrap_or_else(|| path.clone());
    let what = |writer: &mut dyn std::io::Write| -> std::io::Result<()> {
        writeln!(writer, "kidd diff a/{} b/{}", escape::line(&path), escape::line(&to))?;
        if renamed.is_some() {
            writeln!(writer, "renamed")?;
        }
        Ok(())
    };
    // Files of the index stand in temporary files without a folder, so that the series is that of the text.
    let read = |file: &OsString, name: &str| -> Result<Option<Statement>> {
        if file == "/dev/null" || file == "nul" {
            return Ok(None);
        }
        statement(Path::new(file), name, global).map(Some)
    };
    // Both have one name: git tells them by the hash of what it holds, which is none for the working tree.
    let named = |statement: Option<Statement>, hash: Option<String>| {
        statement.map(|mut statement| {
            statement.id = format!("{} ({})", statement.id, object(&hash.unwrap_or_default()));
            statement
        })
    };
    let statements = read(old, &path).and_then(|old| {
        let new = read(new, &to)?;
        Ok(Sides::new(named(old, text(2)), named(new, text(5))))
    });
    output::write(None, |writer| {
        what(writer)?;
        match &statements {
            Ok(Sides { before: Some(before), after: Some(after) }) => {
                match workspace(global).compare(Sides::new(before, after)) {
                    Ok(comparison) => {
                        let view = shown::View { layout, ..shown::View::default() };
                        shown::comparison(writer, &comparison, &view)?;
                    }
                    Err(error) => writeln!(writer, "{}", escape::line(&error.to_string()))?,
                }
            }
            Ok(Sides { before: None, after: Some(statement) }) => {
                writeln!(writer, "new statement")?;
                report::text(writer, statement)?;
            }
            Ok(Sides { before: Some(statement), after: None }) => {
                writeln!(writer, "statement gone")?;
                report::text(writer, statement)?;
            }
            Ok(_) => {}
            Err(error) => {
                let error = error.to_string();
                writeln!(
                    writer,
                    "cannot be read as a statement ({}); git diff --no-ext-diff shows its lines",
                    escape::line(&error)
                )?;
            }
        }
        writeln!(writer)
    })?;
    Ok(Exit::Done)
}

/// What git holds under a hash, as people write it.
fn object(hash: &str) -> String {
    /// Digits by which git's own reports name an object.
    const SHORT: usize = 7;
    match hash.trim_start_matches('0') {
        "" => "working tree".to_owned(),
        _ => hash.chars().take(SHORT).collect(),
    }
}

/// Writes a statement as one sentence a line, so that a line diff says something; anything else as it is.
pub(super) fn textconv(command: &GitTextconv, global: &Global) -> Result<Exit> {
    let name = command.file.display().to_string();
    let bytes = Input::read(&name)?.bytes;
    let statement = statement(&command.file, &name, global);
    output::write(None, |writer| match statement {
        Ok(statement) => sentences(writer, &statement),
        Err(_) => writer.write_all(escape::lines(&String::from_utf8_lossy(&bytes)).as_bytes()),
    })?;
    Ok(Exit::Done)
}

fn sentences(writer: &mut dyn std::io::Write, statement: &Statement) -> std::io::Result<()> {
    for block in statement.blocks.iter().filter(|block| block.index.is_none()) {
        writeln!(writer, "# {}", escape::line(&block.text))?;
    }
    let mut paragraph = None;
    for sentence in &statement.sentences {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            writeln!(writer)?;
        }
        let text = escape::line(&sentence.text);
        let guard = if text.starts_with("::") { "| " } else { "" };
        writeln!(writer, "{guard}{text}")?;
    }
    Ok(())
}

fn statement(file: &Path, name: &str, global: &Global) -> Result<Statement> {
    let input = Input::read(&file.display().to_string())?;
    let mut statement = workspace(global).read(Input { origin: name.to_owned(), ..input })?.0;
    if statement.id.is_empty() {
        statement.id = name.to_owned();
    }
    Ok(statement)
}

/// Rules come from the archive at hand; a ledger in the middle of a merge must not stop `git diff`.
fn workspace(global: &Global) -> Workspace {
    let scope = global.scope();
    Workspace::of(scope.archive_or_empty(), scope)
}
