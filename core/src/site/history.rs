//! The history of every series: a page of the whole, and one for each phrase, body and commitment with every place where
//! it stands.

use std::collections::BTreeMap;

use askama::Template;
use rayon::prelude::*;

use super::pair::Made;
use super::parts::{self, Part};
use super::{Destination, Plan, Series, names, unmade};
use crate::compare::{Comparison, Options, compare};
use crate::drift::{self, Edition, Kind, Lifeline, Past, Thread, Timeline, Transition};
use crate::report::html::{self, Frame, Link, Scripts};
use crate::report::lifelines::{kind_word, standing};
use crate::{Result, Sides};

/// Its place.
const PATH: &str = "history.html";

/// Its place in the site.
pub(super) const PART: Part = Part { name: "History", path: PATH, files, write };

/// A series' history, and which revision each of its slots is.
pub(super) struct History {
    timeline: Timeline,
    positions: Vec<Option<usize>>,
}

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
    series: Vec<SeriesPart<'p>>,
}

struct SeriesPart<'p> {
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

/// The published editions of a series in their order, each by its newest revision.
pub(super) struct Held {
    editions: Vec<Edition>,
    /// The revision of each.
    positions: Vec<usize>,
}

impl Held {
    pub(super) fn of(series: &Series) -> Self {
        let positions: Vec<usize> = (0..series.revisions.len())
            .filter(|&position| names::is_newest(series, position))
            .filter(|&position| !series.revisions[position].statement.illustrative)
            .collect();
        let editions: Vec<Edition> = positions
            .par_iter()
            .map(|&position| {
                let mut edition = Edition::of(&series.revisions[position].statement, &series.rules);
                let short = edition.id.strip_prefix(&series.id).and_then(|rest| rest.strip_prefix('-'));
                edition.ordinal = edition.ordinal.or_else(|| short.and_then(|short| short.parse().ok()));
                edition
            })
            .collect();
        let order = drift::ordered(&editions);
        Self {
            positions: order.iter().map(|&place| positions[place]).collect(),
            editions: order.into_iter().map(|place| editions[place].clone()).collect(),
        }
    }

    /// The editions made ready to be asked what stood where.
    pub(super) fn past(&self, series: &Series) -> Past<'_> {
        Past::new(&self.editions, &series.known, &series.rules)
    }

    /// The history of the series, if there are two editions: of one there is nothing to tell. `compared` are comparisons of
    /// its revisions by their positions; what is not among them is compared for it.
    pub(super) fn history(
        self,
        series: &Series,
        compared: &BTreeMap<(usize, usize), &Comparison<'_>>,
    ) -> Option<History> {
        let Self { editions, positions } = self;
        if editions.len() < 2 {
            return None;
        }
        let pair = |pair: &[usize]| match compared.get(&(pair[0], pair[1])) {
            Some(comparison) => Transition::of(comparison, &series.rules),
            // A made-up edition stands between the two.
            None => {
                let sides =
                    Sides::new(pair[0], pair[1]).map(|position| &series.revisions[position].statement);
                Transition::of(&compare(sides, &series.rules, &Options::default()), &series.rules)
            }
        };
        let pairs: Vec<Transition> = positions.par_windows(2).map(pair).collect();
        let asked =
            drift::Asked { series: &series.id, rules: &series.rules, known: &series.known, phrases: &[] };
        let timeline = drift::timeline(&editions, &pairs, &asked).ok()?;
        let mut next = positions.into_iter();
        let positions =
            timeline.slots.iter().map(|slot| if slot.held { next.next() } else { None }).collect();
        Some(History { timeline, positions })
    }
}

impl History {
    /// The page of the whole, relative to the site.
    fn path(&self) -> String {
        format!("history/{}.html", self.timeline.series)
    }

    /// The pages of subjects: every phrase, body and commitment.
    fn subjects(&self) -> Vec<Subject<'_>> {
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        let lines =
            self.timeline.lifelines.iter().filter(|line| matches!(line.kind, Kind::Phrase | Kind::Body));
        let lines = lines.map(|line| (line.id.clone(), What::Line(line)));
        let threads = self.timeline.threads.iter();
        let threads = threads.map(|thread| (format!("commitment/{}", thread.id), What::Thread(thread)));
        let mut subjects = Vec::new();
        for (id, what) in lines.chain(threads) {
            let slug = slug(&id);
            let number = used.entry(slug.clone()).or_insert(0);
            *number += 1;
            let again = if *number == 1 { String::new() } else { format!("-{number}") };
            subjects
                .push(Subject { path: format!("history/{}.{slug}{again}.html", self.timeline.series), what });
        }
        subjects
    }

    /// Where the sentence of an edition stands, seen from a page of a history.
    fn place(&self, series: &Series, slot: usize, sentence: Option<usize>) -> Option<String> {
        let page = names::edition(series, (*self.positions.get(slot)?)?);
        let anchor = sentence.map_or_else(String::new, |sentence| format!("#n{sentence}"));
        Some(format!("../{page}{anchor}"))
    }
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
            std::iter::once(history.path()).chain(history.subjects().into_iter().map(|subject| subject.path))
        })
        .collect()
}

fn write(plan: &Plan<'_>, _: &[Made], to: &dyn Destination) -> Result<()> {
    for (series, history) in plan.series.iter().zip(&plan.histories) {
        let Some(history) = history else { continue };
        let mut links = parts::links("../");
        let place = |slot: usize, sentence: Option<usize>| history.place(series, slot, sentence);
        let mut page = Vec::new();
        let path = history.path();
        html::drift(&mut page, &history.timeline, &links, &place).map_err(|cause| unmade(&path, &cause))?;
        to.put(&path, &page)?;
        links.push(Link {
            text: format!("The whole history of {}", series.id.to_uppercase()),
            address: format!("{}.html", series.id),
            relation: Some("up"),
        });
        history.subjects().par_iter().try_for_each(|subject| {
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
    let links = parts::links("");
    let series = plan.series.iter().zip(&plan.histories).filter_map(|(series, history)| {
        let history = history.as_ref()?;
        let subjects = history.subjects();
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
        Some(SeriesPart { id: &series.id, title: &series.title, page: history.path(), groups })
    });
    let page = Page {
        frame: Frame::new("Since when they say that".to_owned(), "series", Scripts::None, &links),
        series: series.collect(),
    };
    let text = page.render().map_err(|cause| unmade(PATH, &cause))?;
    to.put(PATH, text.as_bytes())
}

fn row(subject: &Subject<'_>, history: &History) -> Row {
    let (name, note) = match subject.what {
        What::Line(line) => (line.subject.clone(), standing(&history.timeline, line)),
        What::Thread(thread) => {
            (html::promise(thread), format!("{} {}, {}", kind_word(thread.kind), thread.id, thread.subject))
        }
    };
    Row { page: subject.path.clone(), name, note }
}
