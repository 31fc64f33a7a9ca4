//! Tracked changes: which text a side of the draft has, and how many changes there are.

use std::collections::BTreeSet;

use super::super::{Caution, Tracked};
use super::xml::Element;

/// What a change does to what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Puts it there: an insertion, or the place that something was moved to.
    Inserted,
    /// Takes it away: a deletion, or the place that something was moved from.
    Deleted,
}

/// Who changed something, and when: what stands side by side with one mark is one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    name: String,
    author: String,
    date: String,
}

impl Change {
    /// What an element that holds changed text does, or one among the properties of a row, a cell or a paragraph's mark.
    pub fn of(element: &Element) -> Option<Self> {
        match element.name.as_str() {
            "ins" | "moveTo" | "cellIns" => Some(Self::Inserted),
            "del" | "moveFrom" | "cellDel" => Some(Self::Deleted),
            _ => None,
        }
    }
}

impl Mark {
    pub fn of(element: &Element) -> Self {
        let value = |name| element.get(name).unwrap_or_default().to_owned();
        Self {
            name: element.name.trim_start_matches("cell").to_lowercase(),
            author: value("author"),
            date: value("date"),
        }
    }
}

/// The changes that the reader stands in, and the count of all that he has passed.
#[derive(Debug)]
pub(super) struct Changes {
    side: Tracked,
    /// The changes around the place, the outermost first.
    open: Vec<(Change, Mark)>,
    /// The changes that what stood just before belongs to.
    last: [Option<Mark>; 2],
    count: usize,
    authors: BTreeSet<String>,
}

impl Changes {
    pub fn new(side: Tracked) -> Self {
        Self { side, open: Vec::new(), last: [None, None], count: 0, authors: BTreeSet::new() }
    }

    pub fn enter(&mut self, change: Change, mark: Mark) {
        self.open.push((change, mark));
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Goes back to where so many changes were open.
    pub fn leave(&mut self, depth: usize) {
        self.open.truncate(depth);
    }

    /// Why what stands here is no text of this side: `None` if it is.
    pub fn left_out(&self) -> Option<Change> {
        self.open.iter().map(|(change, _)| *change).find(|change| *change == self.absent())
    }

    /// The change whose text this side does not have.
    pub fn absent(&self) -> Change {
        match self.side {
            Tracked::New => Change::Deleted,
            Tracked::Old => Change::Inserted,
        }
    }

    /// Counts what stands here to the change before it, or as a new one.
    pub fn pass(&mut self) {
        self.pass_with(&[]);
    }

    /// The same, for the mark of a paragraph that has changes of its own.
    pub fn pass_with(&mut self, own: &[(Change, Mark)]) {
        for (at, change) in [Change::Inserted, Change::Deleted].into_iter().enumerate() {
            let here = own.iter().chain(self.open.iter().rev()).find(|(found, _)| *found == change);
            let here = here.map(|(_, mark)| mark.clone());
            if let Some(mark) = &here
                && self.last[at].as_ref() != Some(mark)
            {
                self.count += 1;
                self.authors.insert(mark.author.clone());
            }
            self.last[at] = here;
        }
    }

    /// What stands on is no neighbour of what stood before.
    pub fn part(&mut self) {
        self.last = [None, None];
    }

    /// What a reader must know of the changes, if there are any.
    pub fn caution(&self) -> Option<Caution> {
        (self.count > 0).then(|| Caution::TrackedChanges {
            count: self.count,
            authors: self.authors.len(),
            accepted: self.side == Tracked::New,
        })
    }
}
