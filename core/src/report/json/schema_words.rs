//! The words that a field may have, for its JSON Schema.

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::Weight;
use crate::compare::{ChangeKind, HeadingChangeKind, PhraseKind, SectionStatus};
use crate::drift::{Kind, Status, StepKind};
use crate::ledger::Severity;
use crate::report::{lifelines, words};
use crate::statement::{Act, ActorKind, Ballot, ClaimKind, Role};

macro_rules! words {
    ($($name:ident = $word:path, $of:ident: $($variant:ident)+;)+) => {
        $(pub(super) fn $name(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "enum": [$($word($of::$variant)),+]})
        })+
    };
}

words! {
    change = words::change_word, ChangeKind: Same Reworded Added Removed Split Merged;
    heading = words::heading_word, HeadingChangeKind: Renamed Added Removed Moved;
    phrase = words::phrase_word, PhraseKind: Replaced Inserted Deleted;
    section_status = words::status_word, SectionStatus: Same Changed Added Removed;
    weight = Weight::word, Weight: Key Notable Minor;
    level = Weight::level, Weight: Key Notable Minor;
    role = words::role_word, Role: Title Byline Heading Body Item Signature;
    claim = ClaimKind::name, ClaimKind: Pledge Assurance Warning Schedule Assessment Call Description;
    act = words::act_word, Act: New Expand Continue Reaffirm;
    actor = words::actor_word, ActorKind: State Group Organisation Person;
    ballot = words::ballot_word, Ballot: For Against Absent;
    severity = words::severity_word, Severity: Damage Recoverable Note;
    lifeline = lifelines::kind_word, Kind: Phrase Body Instrument Pledge Assurance Warning Schedule Section;
    point_status = lifelines::status_word, Status: First Same Changed Gap Returned Last;
    step = lifelines::step_word, StepKind: Made Continued Strengthened Weakened Returned Merged Fulfilled Dropped;
}

pub(super) fn standing(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "enum": ["open", "accepted", "off"]})
}

pub(super) fn decided_by(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "enum": ["policy", "rules", "fixed"]})
}
