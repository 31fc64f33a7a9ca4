//! `kidd diff`: what changed between two editions or files.

use std::io::IsTerminal as _;

use super::args::{Diff, DiffFormat, Global};
use super::gate::Gate;
use super::reader::Reader;
use super::{Exit, history, input, labels, output, terminal, workspace};
use crate::compare::{self, Comparison};
use crate::policy::{Policy, Verdict, judge};
use crate::report::html::{self, Provenance};
use crate::report::terminal::{Columns, Part, View, file_link};
use crate::report::{self, Limit, json};
use crate::statement::Statement;
use crate::{Error, Result, Sides};

pub(super) fn run(command: &Diff, global: &Global) -> Result<Exit> {
    fits(command, global)?;
    let gates: Vec<Gate> = command.fail_on.iter().map(|text| Gate::parse(text)).collect::<Result<_>>()?;
    let mut reader = Reader::new(global)?;
    let statements = statements(command, &mut reader)?;
    if command.as_copies {
        return copies(command, global, statements.as_ref());
    }
    let mut comparison = reader.compared(statements.as_ref())?;
    history::annotate(&mut comparison, &mut reader);
    let section = command.section.as_deref().map(|id| input::section(id, &comparison)).transpose()?;

    output::write(command.output.file.as_deref(), |writer| match command.format {
        DiffFormat::Terminal => {
            let layout = terminal::layout(&command.output, global.color);
            let links = match terminal::takes_links(&command.output, &layout) {
                true => names(command).map(|argument| link(&reader, argument)),
                false => Sides::default(),
            };
            let columns = if command.side_by_side { Columns::Two } else { Columns::One };
            let view = View { layout, part: part(command), section, columns, links };
            report::terminal::comparison(writer, &comparison, &view)
        }
        DiffFormat::Brief => report::brief(writer, &comparison),
        DiffFormat::Html => {
            let known = |statement| Provenance { source: reader.source(statement), page: None };
            html::comparison(writer, &comparison, comparison.statements.map(known), &[])
        }
        DiffFormat::Docx => report::docx(writer, &comparison),
        DiffFormat::Markdown => report::markdown(writer, &comparison, Limit { bytes: command.max_bytes }),
        DiffFormat::Csv => report::csv::findings(writer, &comparison),
        DiffFormat::Json => json::comparison(writer, &comparison),
        DiffFormat::Sarif => report::sarif(writer, &judged(command, &reader, &comparison)),
        DiffFormat::Github => report::github(writer, &judged(command, &reader, &comparison)),
    })?;
    Ok(verdict(command, &gates, &comparison))
}

/// Both texts, or both sides of one draft.
fn statements(command: &Diff, reader: &mut Reader<'_>) -> Result<Sides<Statement>> {
    match (&command.new, command.tracked) {
        (Some(new), side @ (None | Some(Some(_)))) => {
            reader.tracked = side.flatten().map(Into::into);
            let mut statements = reader.statements(&command.old, new)?;
            labels::tell_apart(&mut statements, names(command));
            Ok(statements)
        }
        (None, Some(None)) => reader.draft(&command.old),
        (Some(_), Some(None)) => {
            Err(Error::new("--tracked without a side compares the two sides of one draft")
                .help("name one file, or add the side to read: --tracked old, --tracked new"))
        }
        // The definition of the arguments lets a text be missing only beside --tracked.
        (None, _) => Err(Error::new("one side of one draft has nothing to be compared with")
            .help("name the newer text, or leave the side out to compare both sides of the draft")),
    }
}

/// The names of both texts, as they were given.
fn names(command: &Diff) -> Sides<&str> {
    Sides::new(&command.old, command.new.as_deref().unwrap_or(&command.old))
}

/// The address of the file that an argument names; nothing for standard input and what only the program has.
fn link(reader: &Reader<'_>, argument: &str) -> Option<String> {
    let path = std::fs::canonicalize(reader.file(argument)?).ok()?;
    Some(file_link(&input::slashed(&path)))
}

/// Two copies of one text; a gate fails on any other word.
fn copies(command: &Diff, global: &Global, statements: Sides<&Statement>) -> Result<Exit> {
    if command.format != DiffFormat::Terminal {
        return Err(Error::new("--as-copies works in the terminal report only").help("leave --format out"));
    }
    let differences = compare::copies(statements);
    output::write(command.output.file.as_deref(), |writer| {
        report::terminal::copies(
            writer,
            names(command),
            statements,
            &differences,
            &terminal::layout(&command.output, global.color),
        )
    })?;
    Ok(if command.exit_code && !differences.is_empty() { Exit::GateFailed } else { Exit::Done })
}

/// The findings as a gate tells them: by the rules' own levels, for a comparison alone has no policy.
fn judged(command: &Diff, reader: &Reader<'_>, comparison: &Comparison<'_>) -> Verdict {
    let files = names(command).map(|argument| reader.file(argument));
    let pair = judge(comparison, &Policy::default(), files.as_ref().map(Option::as_deref), None).pair;
    let notes = report::untold_line(comparison).into_iter().collect();
    let mut verdict = Verdict { pairs: vec![pair], notes, ..Verdict::default() };
    workspace::from_the_top(&mut verdict);
    verdict
}

/// Options that a format would pass over in silence are refused.
fn fits(command: &Diff, global: &Global) -> Result<()> {
    let shaping = [
        (command.all, "--all"),
        (command.findings, "--findings"),
        (command.stat, "--stat"),
        (command.side_by_side, "--side-by-side"),
        (command.section.is_some(), "--section"),
    ];
    match shaping.into_iter().find(|(given, _)| *given) {
        Some((_, option)) if command.format != DiffFormat::Terminal => {
            return Err(Error::new(format!("{option} applies to the terminal report only"))
                .help("leave it out: the other formats always show everything"));
        }
        _ => {}
    }
    let to_terminal = command.output.is_stdout() && std::io::stdout().is_terminal();
    if command.format == DiffFormat::Docx && to_terminal {
        return Err(Error::new("a Word file cannot be shown in a terminal")
            .help("name a file for it: --format docx -o redline.docx"));
    }
    if command.side_by_side {
        let width = terminal::layout(&command.output, global.color).width;
        if width < Columns::LEAST_FOR_TWO {
            return Err(Error::new(format!(
                "--side-by-side needs {} columns, and there are {width}",
                Columns::LEAST_FOR_TWO
            ))
            .help("widen the terminal, give --width, or leave the option out"));
        }
    }
    match command.max_bytes {
        Some(_) if command.format != DiffFormat::Markdown => {
            Err(Error::new("--max-bytes applies to Markdown only")
                .help("add --format markdown, or leave it out"))
        }
        Some(bytes) if bytes < Limit::LEAST => {
            Err(Error::new(format!("--max-bytes {bytes} is too little to say what was left out"))
                .help(format!("give {} or more", Limit::LEAST)))
        }
        _ => Ok(()),
    }
}

const fn part(command: &Diff) -> Part {
    if command.stat {
        Part::Stat
    } else if command.all {
        Part::All
    } else if command.findings {
        Part::Findings
    } else {
        Part::Changes
    }
}

/// The gates hold for the whole comparison, whatever part of it is shown.
fn verdict(command: &Diff, gates: &[Gate], comparison: &Comparison<'_>) -> Exit {
    let failed =
        (command.exit_code && comparison.is_changed()) || gates.iter().any(|gate| gate.fails(comparison));
    if failed { Exit::GateFailed } else { Exit::Done }
}
