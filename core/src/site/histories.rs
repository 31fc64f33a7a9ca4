//! The pages of histories: one of each series, and one for each phrase, body and commitment with every place where it
//! stands.

use std::collections::BTreeMap;

use askama::Template;
use rayon::prelude::*;

use super::comparison::Written;
use super::group::PageGroup;
use super::history::SeriesHistory;
use super::model::{Destination, unmade};
use super::plan::Plan;
use crate::Result;
use crate::drift::{Kind, Lifeline, Thread};
use crate::report::html::{self, Frame, Link, Scripts};
use crate::report::lifelines::{kind_word, standing};

/// Its place.
const PATH: &str = "history.html";

/// Its place in the site.
pub(super) const GROUP: PageGroup = PageGroup { name: "History", path: PATH, files, write };

/// A page of a subject.
struct Subject<'h> {
    path: String,
    what: What<'h>,
}

#[derive(Clone, Copy)]
enum What<'h> {
    Line(&'h Lifeline),
    Thread(&'h Thread),
}

#[derive(Template)]
#[template(path = "histories.html")]
struct Page<'p> {
    frame: Frame<'p>,
    series: Vec<SeriesRow<'p>>,
}

struct SeriesRow<'p> {
    id: &'p str,
    title: &'p str,
    page: String,
    groups: Vec<(&'static str, Vec<Row>)>,
}

struct Row {
    page: String,
    name: String,
    note: String,
}

/// The page of the whole, relative to the site.
fn whole(history: &SeriesHistory) -> String {
    format!("history/{}.html", history.timeline.series)
}

/// The pages of subjects: every phrase, body and commitment.
fn subjects(history: &SeriesHistory) -> Vec<Subject<'_>> {
    let timeline = &history.timeline;
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let lines = timeline.lifelines.iter().filter(|line| matches!(line.kind, Kind::Phrase | Kind::Body));
    let lines = lines.map(|line| (line.id.clone(), What::Line(line)));
    let threads = timeline.threads.iter();
    let threads = threads.map(|thread| (format!("commitment/{}", thread.id), What::Thread(thread)));
    let mut subjects = Vec::new();
    for (id, what) in lines.chain(threads) {
        let slug = slug(&id);
        let number = used.entry(slug.clone()).or_insert(0);
        *number += 1;
        let again = if *number == 1 { String::new() } else { format!("-{number}") };
        subjects.push(Subject { path: format!("history/{}.{slug}{again}.html", timeline.series), what });
    }
    subjects
}

/// Letters, digits and hyphens, as short as a file's name should be.
fn slug(id: &str) -> String {
    /// Characters of a name beyond which some file systems refuse it, with room for the rest.
    const LONGEST: usize = 80;
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.chars().take(LONGEST).collect::<String>().trim_matches('-').to_owned()
}

fn files(plan: &Plan<'_>) -> Vec<String> {
    plan.histories
        .iter()
        .flatten()
        .flat_map(|history| {
            std::iter::once(whole(history)).chain(subjects(history).into_iter().map(|subject| subject.path))
        })
        .collect()
}

fn write(plan: &Plan<'_>, _: &[Written], to: &dyn Destination) -> Result<()> {
    for (series, history) in plan.series.iter().zip(&plan.histories) {
        let Some(history) = history else { continue };
        let mut links = plan.links("../");
        let place = |slot: usize, sentence: Option<usize>| history.place(series, slot, sentence);
        let mut page = Vec::new();
        let path = whole(history);
        html::drift(&mut page, &history.timeline, &links, &place).map_err(|cause| unmade(&path, &cause))?;
        to.put(&path, &page)?;
        links.push(Link {
            text: format!("The whole history of {}", series.id.to_uppercase()),
            address: format!("{}.html", series.id),
            relation: Some("up"),
        });
        subjects(history).par_iter().try_for_each(|subject| {
            let place = |slot: usize, sentence: Option<usize>| history.place(series, slot, sentence);
            let mut page = Vec::new();
            match subject.what {
                What::Line(line) => html::lifeline(&mut page, &history.timeline, line, &links, &place),
                What::Thread(thread) => html::thread(&mut page, &history.timeline, thread, &links, &place),
            }
            .map_err(|cause| unmade(&subject.path, &cause))?;
            to.put(&subject.path, &page)
        })?;
    }
    index(plan, to)
}

fn index(plan: &Plan<'_>, to: &dyn Destination) -> Result<()> {
    let links = plan.links("");
    let series = plan.series.iter().zip(&plan.histories).filter_map(|(series, history)| {
        let history = history.as_ref()?;
        let subjects = subjects(history);
        let of = |wanted: fn(What<'_>) -> bool| -> Vec<Row> {
            subjects
                .iter()
                .filter(|subject| wanted(subject.what))
                .map(|subject| row(subject, history))
                .collect()
        };
        let groups = vec![
            ("Phrases", of(|what| matches!(what, What::Line(line) if line.kind == Kind::Phrase))),
            ("Bodies", of(|what| matches!(what, What::Line(line) if line.kind == Kind::Body))),
            ("Commitments", of(|what| matches!(what, What::Thread(_)))),
        ];
        Some(SeriesRow { id: &series.id, title: &series.title, page: whole(history), groups })
    });
    let page = Page {
        frame: Frame::new("Since when they say that".to_owned(), "series", Scripts::None, &links),
        series: series.collect(),
    };
    let text = page.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn row(subject: &Subject<'_>, history: &SeriesHistory) -> Row {
    let (name, note) = match subject.what {
        What::Line(line) => (line.subject.clone(), standing(&history.timeline, line)),
        What::Thread(thread) => {
            (html::promise(thread), format!("{} {}, {}", kind_word(thread.kind), thread.id, thread.subject))
        }
    };
    Row { page: subject.path.clone(), name, note }
}
