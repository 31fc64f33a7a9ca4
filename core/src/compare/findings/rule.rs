//! The rules of findings that the program knows, each with its id.

use crate::Side;
use crate::statement::CommitmentKind;

/// The rules that the program knows. Level, weight and message of each stand in the rules files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(&'static str);

/// What happened to a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Only the newer edition has it.
    New,
    /// Only the older edition has it.
    Dropped,
    /// It binds less: a lower rung, a weaker complement, a hedge.
    Weakened,
    /// It binds more.
    Strengthened,
    /// Its words changed, its force did not.
    Reworded,
    /// The newer edition says that it was carried out.
    Fulfilled,
}

macro_rules! rules {
    ($($name:ident = $id:literal),* $(,)?) => {
        impl Rule {
            $(pub(in crate::compare) const $name: Self = Self($id);)*
            /// Every rule, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

rules! {
    PLEDGE_NEW = "pledge/new",
    PLEDGE_DROPPED = "pledge/dropped",
    PLEDGE_WEAKENED = "pledge/weakened",
    PLEDGE_STRENGTHENED = "pledge/strengthened",
    PLEDGE_REWORDED = "pledge/reworded",
    PLEDGE_FULFILLED = "pledge/fulfilled",
    ASSURANCE_NEW = "assurance/new",
    ASSURANCE_DROPPED = "assurance/dropped",
    ASSURANCE_WEAKENED = "assurance/weakened",
    ASSURANCE_STRENGTHENED = "assurance/strengthened",
    ASSURANCE_REWORDED = "assurance/reworded",
    ASSURANCE_FULFILLED = "assurance/fulfilled",
    WARNING_NEW = "warning/new",
    WARNING_DROPPED = "warning/dropped",
    WARNING_WEAKENED = "warning/weakened",
    WARNING_STRENGTHENED = "warning/strengthened",
    WARNING_REWORDED = "warning/reworded",
    WARNING_FULFILLED = "warning/fulfilled",
    SCHEDULE_NEW = "schedule/new",
    SCHEDULE_DROPPED = "schedule/dropped",
    SCHEDULE_WEAKENED = "schedule/weakened",
    SCHEDULE_STRENGTHENED = "schedule/strengthened",
    SCHEDULE_REWORDED = "schedule/reworded",
    SCHEDULE_FULFILLED = "schedule/fulfilled",
    PLEDGE_REVERSED = "pledge/reversed",
    ASSURANCE_REVERSED = "assurance/reversed",
    WARNING_REVERSED = "warning/reversed",
    SCHEDULE_REVERSED = "schedule/reversed",
    TEXT_REVERSED = "text/reversed",
    ASSESSMENT_NEW = "assessment/new",
    ASSESSMENT_DROPPED = "assessment/dropped",
    ASSESSMENT_WEAKENED = "assessment/weakened",
    ASSESSMENT_STRENGTHENED = "assessment/strengthened",
    ASSESSMENT_CHANGED = "assessment/changed",
    CALL_NEW = "call/new",
    CALL_DROPPED = "call/dropped",
    CALL_WEAKENED = "call/weakened",
    CALL_STRENGTHENED = "call/strengthened",
    NUMBER_NEW = "number/new",
    NUMBER_DROPPED = "number/dropped",
    NUMBER_CHANGED = "number/changed",
    TOPIC_NEW = "topic/new",
    TOPIC_DROPPED = "topic/dropped",
    BODY_NEW = "body/new",
    BODY_DROPPED = "body/dropped",
    BODY_RENAMED = "body/renamed",
    INSTRUMENT_NEW = "instrument/new",
    INSTRUMENT_DROPPED = "instrument/dropped",
    INSTRUMENT_RENAMED = "instrument/renamed",
    ITEM_NEW = "item/new",
    ITEM_DROPPED = "item/dropped",
    ITEM_CHANGED = "item/changed",
    PHRASE_NEW = "phrase/new",
    PHRASE_DROPPED = "phrase/dropped",
    PHRASE_CHANGED = "phrase/changed",
    MODIFIER_GAINED = "modifier/gained",
    MODIFIER_LOST = "modifier/lost",
    SPEAKER_CHANGED = "speaker/changed",
    DEADLINE_NEW = "deadline/new",
    DEADLINE_DROPPED = "deadline/dropped",
    DEADLINE_CHANGED = "deadline/changed",
    SECTION_NEW = "section/new",
    SECTION_DROPPED = "section/dropped",
    SECTION_MOVED = "section/moved",
    SECTION_RENAMED = "section/renamed",
    SECTION_GAINED = "section/gained",
    SECTION_LOST = "section/lost",
    HEADER_CHANGED = "header/changed",
    HEADER_RENAMED = "header/renamed",
    VOTE_NEW = "vote/new",
    VOTE_DROPPED = "vote/dropped",
    VOTE_CHANGED = "vote/changed",
    HIDDEN_CHARACTER = "text/hidden-character",
    HIDDEN = "text/hidden",
}

impl Rule {
    /// `pledge/dropped`
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// The rule for what happened to a commitment of this kind; assessments count as pledges.
    pub(super) const fn of_commitment(kind: CommitmentKind, fate: Fate) -> Self {
        use CommitmentKind::{Assessment, Assurance, Pledge, Schedule, Warning};
        match (kind, fate) {
            (Pledge | Assessment, Fate::New) => Self::PLEDGE_NEW,
            (Pledge | Assessment, Fate::Dropped) => Self::PLEDGE_DROPPED,
            (Pledge | Assessment, Fate::Weakened) => Self::PLEDGE_WEAKENED,
            (Pledge | Assessment, Fate::Strengthened) => Self::PLEDGE_STRENGTHENED,
            (Pledge | Assessment, Fate::Reworded) => Self::PLEDGE_REWORDED,
            (Pledge | Assessment, Fate::Fulfilled) => Self::PLEDGE_FULFILLED,
            (Assurance, Fate::New) => Self::ASSURANCE_NEW,
            (Assurance, Fate::Dropped) => Self::ASSURANCE_DROPPED,
            (Assurance, Fate::Weakened) => Self::ASSURANCE_WEAKENED,
            (Assurance, Fate::Strengthened) => Self::ASSURANCE_STRENGTHENED,
            (Assurance, Fate::Reworded) => Self::ASSURANCE_REWORDED,
            (Assurance, Fate::Fulfilled) => Self::ASSURANCE_FULFILLED,
            (Warning, Fate::New) => Self::WARNING_NEW,
            (Warning, Fate::Dropped) => Self::WARNING_DROPPED,
            (Warning, Fate::Weakened) => Self::WARNING_WEAKENED,
            (Warning, Fate::Strengthened) => Self::WARNING_STRENGTHENED,
            (Warning, Fate::Reworded) => Self::WARNING_REWORDED,
            (Warning, Fate::Fulfilled) => Self::WARNING_FULFILLED,
            (Schedule, Fate::New) => Self::SCHEDULE_NEW,
            (Schedule, Fate::Dropped) => Self::SCHEDULE_DROPPED,
            (Schedule, Fate::Weakened) => Self::SCHEDULE_WEAKENED,
            (Schedule, Fate::Strengthened) => Self::SCHEDULE_STRENGTHENED,
            (Schedule, Fate::Reworded) => Self::SCHEDULE_REWORDED,
            (Schedule, Fate::Fulfilled) => Self::SCHEDULE_FULFILLED,
        }
    }

    /// The rule for a clause that turned into its opposite; `None` is no commitment.
    pub(super) const fn reversed(kind: Option<CommitmentKind>) -> Self {
        match kind {
            Some(CommitmentKind::Pledge) => Self::PLEDGE_REVERSED,
            Some(CommitmentKind::Assurance) => Self::ASSURANCE_REVERSED,
            Some(CommitmentKind::Warning) => Self::WARNING_REVERSED,
            Some(CommitmentKind::Schedule) => Self::SCHEDULE_REVERSED,
            Some(CommitmentKind::Assessment) | None => Self::TEXT_REVERSED,
        }
    }

    /// Whether it tells of a promise.
    pub(super) fn is_promise(self) -> bool {
        let family = self.0.split('/').next();
        family.is_some_and(|family| matches!(family, "pledge" | "assurance" | "warning" | "schedule"))
    }

    /// Whether it tells of a promise that only this side makes.
    pub(super) fn is_promise_on(self, side: Side) -> bool {
        let fate = match side {
            Side::Before => "/dropped",
            Side::After => "/new",
        };
        let family = self.0.strip_suffix(fate);
        family.is_some_and(|family| matches!(family, "pledge" | "assurance" | "warning" | "schedule"))
    }

    /// The rule for the same promise in other words, where this one tells of one that is new or dropped.
    pub(super) fn reworded(self) -> Option<Self> {
        match self {
            Self::PLEDGE_NEW | Self::PLEDGE_DROPPED => Some(Self::PLEDGE_REWORDED),
            Self::ASSURANCE_NEW | Self::ASSURANCE_DROPPED => Some(Self::ASSURANCE_REWORDED),
            Self::WARNING_NEW | Self::WARNING_DROPPED => Some(Self::WARNING_REWORDED),
            Self::SCHEDULE_NEW | Self::SCHEDULE_DROPPED => Some(Self::SCHEDULE_REWORDED),
            _ => None,
        }
    }

    /// The rule for a promise that was kept, where this one tells of one that is dropped.
    pub(super) fn fulfilled(self) -> Option<Self> {
        match self {
            Self::PLEDGE_DROPPED => Some(Self::PLEDGE_FULFILLED),
            Self::ASSURANCE_DROPPED => Some(Self::ASSURANCE_FULFILLED),
            Self::WARNING_DROPPED => Some(Self::WARNING_FULFILLED),
            Self::SCHEDULE_DROPPED => Some(Self::SCHEDULE_FULFILLED),
            _ => None,
        }
    }

    /// Whether it tells of a name or a member of a list, which is a part of what its clause says.
    pub(super) fn is_detail(self) -> bool {
        self.0.starts_with("instrument/") || self.0.starts_with("item/")
    }

    /// Whether it tells of a whole section, whose clauses are told as well.
    pub(super) fn is_section(self) -> bool {
        self.0.starts_with("section/")
    }

    /// Whether it tells of a body.
    pub(super) fn is_body(self) -> bool {
        self.0.starts_with("body/")
    }

    /// Whether it tells of a formula.
    pub(super) fn is_phrase(self) -> bool {
        self.0.starts_with("phrase/")
    }

    /// Whether it tells that a promise stands in other words.
    pub(super) fn is_reworded(self) -> bool {
        self.0.ends_with("/reworded")
    }

    /// `new` for what only the newer side has, `dropped` for the older one's.
    pub(super) const fn only_on(side: Side, dropped: Self, new: Self) -> Self {
        match side {
            Side::Before => dropped,
            Side::After => new,
        }
    }
}
