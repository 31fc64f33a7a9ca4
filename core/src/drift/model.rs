//! The history of a dialogue, as plain data.

use jiff::civil::Date;

/// A dialogue's whole history. Reports are views of this struct.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// `kidd`
    pub series: String,
    /// How the series is called in prose.
    pub title: String,
    /// What a reader must know before he trusts the history, as sentences.
    pub cautions: Vec<String>,
    /// The editions in their order, and between them those that are missing.
    pub slots: Vec<Slot>,
    /// What was seen, by kind and subject: phrases that were asked for first.
    pub lifelines: Vec<Lifeline>,
    /// Commitments followed through the editions, in the order in which they were first made.
    pub threads: Vec<Thread>,
    /// What stood in most recent editions and does not in the newest.
    pub silences: Vec<Silence>,
    /// How much each successive pair of editions kept, in order.
    pub drift: Vec<Drift>,
    /// Sections of all editions, in the order of the rules: id and title.
    pub sections: Vec<(String, String)>,
}

/// A place in the order of the editions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    /// `kidd-23`; a run of many missing editions is one slot, `kidd-24…90`.
    pub id: String,
    /// The number of the edition, where it has one.
    pub ordinal: Option<u32>,
    /// Its first day, where it is known.
    pub date: Option<Date>,
    /// Its month (`2019-09`), where the day is not known.
    pub month: Option<String>,
    /// Whether its text is at hand. Of one that is not nothing is said.
    pub held: bool,
    /// Whether it is a made-up text.
    pub illustrative: bool,
    /// Its title, or an empty string.
    pub title: String,
    /// How many sentences it has.
    pub sentences: usize,
}

/// What a lifeline follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A phrase: watched by the rules, or asked for.
    Phrase,
    /// A standing group, dialogue, committee or command.
    Body,
    /// A document, strategy, plan, exercise, meeting or asset.
    Instrument,
    /// Intent to act.
    Pledge,
    /// A standing promise of one side.
    Assurance,
    /// A consequence held out.
    Warning,
    /// A meeting or a date set.
    Schedule,
    /// A canonical section.
    Section,
}

/// What a point says of its lifeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// First seen here.
    First,
    /// Seen as in the edition before it that has it.
    Same,
    /// Seen in another wording.
    Changed,
    /// Not seen here, and seen later; or the edition is missing and nobody knows.
    Gap,
    /// Seen again after an edition that did not have it.
    Returned,
    /// Seen for the last time: newer editions are at hand and do not have it.
    Last,
}

/// How near a place is to a phrase that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// Word for word; case and typography do not count.
    Exact,
    /// The same words with other endings or other small words.
    Inflected,
    /// What the rules call the same: an acronym, a name, another order of two names.
    Equivalent,
    /// What the rules watch as taking its place.
    Alternative,
    /// With up to two words in between.
    Wider,
    /// With one word of at least four that differs, or one spelt nearly alike.
    Near,
}

/// The history of one subject.
#[derive(Debug, Clone)]
pub struct Lifeline {
    /// Stable across reports of one archive: `phrase/denuclearization`, `body/ccwg`, `pledge/t3f9a1c`.
    pub id: String,
    /// What it is called.
    pub subject: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it was asked for by name.
    pub asked: bool,
    /// In the order of the editions; within one edition a point for each wording, in the order of the text.
    pub points: Vec<Point>,
    /// The slot in which it is first seen.
    pub first: usize,
    /// The slot in which it is last seen.
    pub last: usize,
    /// Whether newer editions are at hand and do not have it.
    pub gone: bool,
}

/// One wording in one edition, or a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Position in [`Timeline::slots`].
    pub slot: usize,
    /// What it says.
    pub status: Status,
    /// The words, as published; `None` for a gap.
    pub wording: Option<String>,
    /// The position of the first sentence that has it; `None` for a gap.
    pub sentence: Option<usize>,
    /// That sentence.
    pub text: Option<String>,
    /// How often the wording stands in the edition.
    pub count: usize,
    /// How near it is to the phrase that was asked for.
    pub variant: Option<Variant>,
}

/// A commitment through the editions.
#[derive(Debug, Clone)]
pub struct Thread {
    /// `t3f9a1c`: of the words that it promised first, so that it stays the same when editions are added that do not hold it.
    pub id: String,
    /// What it is about: a body that it names, else the first words of what is promised.
    pub subject: String,
    /// What is promised, as it was promised first: the clause from the last word of its verb on.
    pub promise: String,
    /// `Pledge`, `Assurance`, `Warning` or `Schedule`: what it was last.
    pub kind: Kind,
    /// In the order of the editions.
    pub steps: Vec<Step>,
}

/// What happened to a commitment in one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Position in [`Timeline::slots`].
    pub slot: usize,
    /// What happened.
    pub kind: StepKind,
    /// Whether its words are others than before.
    pub changed: bool,
    /// The sentence that says so; `None` where the edition does not hold it.
    pub sentence: Option<usize>,
    /// The clause, as published; the sentence that tells of it where it is no clause any more.
    pub text: String,
    /// What decided, as short sentences.
    pub why: Vec<String>,
    /// The thread that it went into, or came from.
    pub other: Option<String>,
}

/// What can happen to a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// It is made.
    Made,
    /// It goes on.
    Continued,
    /// It binds more than before.
    Strengthened,
    /// It binds less than before.
    Weakened,
    /// It is made again after editions without it.
    Returned,
    /// It went into another one.
    Merged,
    /// The text says that it was carried out.
    Fulfilled,
    /// The edition does not hold it any more.
    Dropped,
}

/// What has fallen silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Position in [`Timeline::lifelines`].
    pub lifeline: usize,
    /// In how many of the recent editions it stood.
    pub seen: usize,
    /// How many recent editions there are.
    pub of: usize,
    /// Where it last stood: position in [`Timeline::slots`].
    pub last: usize,
    /// Its last wording, and the sentence.
    pub wording: String,
    /// The sentence.
    pub text: String,
}

/// How much a pair of editions kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The older edition: position in [`Timeline::slots`].
    pub before: usize,
    /// The newer one.
    pub after: usize,
    /// Over the whole text.
    pub whole: Figure,
    /// By section, in the order of [`Timeline::sections`]; `None` where neither edition has it.
    pub sections: Vec<Option<Figure>>,
}

/// Weighted shares of words, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figure {
    /// Of the older words how many are kept; `None` where the older edition has none.
    pub kept: Option<f64>,
    /// Of the newer words how many are new; `None` where the newer edition has none.
    pub new: Option<f64>,
}

impl Timeline {
    /// Keeps these kinds alone, and no figures, which are of the whole text.
    pub fn retain(&mut self, kinds: &[Kind]) {
        let wanted = |kind: Kind| kinds.contains(&kind);
        let mut next = 0;
        let places: Vec<Option<usize>> = self
            .lifelines
            .iter()
            .map(|line| {
                wanted(line.kind).then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        self.silences.retain_mut(|silence| {
            let place = places[silence.lifeline];
            silence.lifeline = place.unwrap_or(silence.lifeline);
            place.is_some()
        });
        self.lifelines.retain(|line| wanted(line.kind));
        self.threads.retain(|thread| wanted(thread.kind));
        self.drift.clear();
    }

    /// The held slots, in order.
    pub fn held(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.slots.len()).filter(|&slot| self.slots[slot].held)
    }
}

impl Lifeline {
    /// Distinct wordings in the order in which they first appear.
    pub fn wordings(&self) -> Vec<&str> {
        let mut wordings: Vec<&str> = Vec::new();
        for wording in self.points.iter().filter_map(|point| point.wording.as_deref()) {
            if !wordings.contains(&wording) {
                wordings.push(wording);
            }
        }
        wordings
    }

    /// The slots in which it is seen, once each, in order.
    pub fn seen(&self) -> Vec<usize> {
        let mut seen: Vec<usize> =
            self.points.iter().filter(|point| point.wording.is_some()).map(|point| point.slot).collect();
        seen.dedup();
        seen
    }
}
