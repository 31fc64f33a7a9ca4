//! The words of the public contract: how kinds, roles and levels are written in JSON and shown to people.
//!
//! One home for both, so that what a person reads in a report is what a program finds in its JSON.

use crate::compare::{ChangeKind, HeadingChangeKind, PhraseKind, SectionStatus};
use crate::ledger::Severity;
use crate::statement::{Act, ActorKind, Ballot, CommitmentKind, Role, Speaker};

pub(super) const fn change_word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Same => "same",
        ChangeKind::Reworded => "reworded",
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
    }
}

pub(super) const fn heading_word(kind: HeadingChangeKind) -> &'static str {
    match kind {
        HeadingChangeKind::Renamed => "renamed",
        HeadingChangeKind::Added => "added",
        HeadingChangeKind::Removed => "removed",
        HeadingChangeKind::Moved => "moved",
    }
}

pub(super) const fn phrase_word(kind: PhraseKind) -> &'static str {
    match kind {
        PhraseKind::Replaced => "replaced",
        PhraseKind::Inserted => "inserted",
        PhraseKind::Deleted => "deleted",
    }
}

pub(super) const fn status_word(status: SectionStatus) -> &'static str {
    match status {
        SectionStatus::Same => "same",
        SectionStatus::Changed => "changed",
        SectionStatus::Added => "added",
        SectionStatus::Removed => "removed",
    }
}

pub(super) const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Byline => "byline",
        Role::Heading => "heading",
        Role::Body => "body",
        Role::Item => "item",
        Role::Signature => "signature",
    }
}

pub(super) fn speaker_word(speaker: &Speaker) -> &str {
    match speaker {
        Speaker::Joint => "joint",
        Speaker::Party(party) => party.id(),
        Speaker::Leaders => "leaders",
        Speaker::Other => "other",
        Speaker::Unattributed => "unattributed",
    }
}

pub(super) const fn kind_word(kind: CommitmentKind) -> &'static str {
    match kind {
        CommitmentKind::Pledge => "pledge",
        CommitmentKind::Assurance => "assurance",
        CommitmentKind::Warning => "warning",
        CommitmentKind::Schedule => "schedule",
        CommitmentKind::Assessment => "assessment",
    }
}

pub(super) const fn actor_word(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "state",
        ActorKind::Group => "group",
        ActorKind::Organisation => "organisation",
        ActorKind::Person => "person",
    }
}

pub(super) const fn ballot_word(ballot: Ballot) -> &'static str {
    match ballot {
        Ballot::For => "for",
        Ballot::Against => "against",
        Ballot::Absent => "absent",
    }
}

pub(super) const fn act_word(act: Act) -> &'static str {
    match act {
        Act::New => "new",
        Act::Expand => "expand",
        Act::Continue => "continue",
        Act::Reaffirm => "reaffirm",
    }
}

/// `damage`
pub(super) const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Recoverable => "recoverable",
        Severity::Damage => "damage",
    }
}
