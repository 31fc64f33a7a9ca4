//! The rules of a series: loaded, merged, validated. No rule lives in code.
//!
//! The general rules (`general.toml`, compiled in) serve every text. A series adds a file of its own,
//! `statements/<series>/series.toml`, whose tables merge into them by id, whose lists append, and whose `drop`
//! removes. [`Rules`] is the merged result; each field is one table of the file and has its own small file here.

mod check;
mod claims;
mod compiled;
mod cues;
mod detect;
mod entities;
mod findings;
mod furniture;
mod grammar;
mod header;
mod languages;
mod lexicon;
mod load;
mod noise;
mod packed;
mod packed_form;
mod paragraphs;
mod rarity;
mod rules;
mod sections;
mod sentences;
mod sessions;
mod signs;
mod sketch;
mod speakers;
mod spelling;
mod stances;
mod table;
mod template;
mod times;
mod typography;
mod undertakings;
mod verbs;
mod vocabulary;
mod votes;
mod word_end;
mod word_hash;
mod word_table;

pub(crate) use check::LONGEST;
pub use claims::ClaimRules;
pub(crate) use cues::CueIndex;
pub use detect::{Detector, detect};
pub use entities::{EntityRule, EstablishedRules, Family, KindRule};
pub use findings::{FindingRule, ModifierRules, SalienceRules, WatchRule};
pub use furniture::{FurnitureRule, Place};
pub use grammar::GrammarRules;
pub use header::HeaderRules;
pub use languages::LanguageRule;
pub(crate) use lexicon::each_word;
pub(crate) use lexicon::{Hit, Lexicon, Scanned};
pub use load::{RulesFile, general, load, parse};
pub use noise::{NegationRules, NoiseRules, QuantityRules, SignalRule, WordRules};
pub use paragraphs::ParagraphRules;
pub(crate) use rarity::Rarity;
pub use rules::{Rules, TopicIndex};
pub use sections::{Cue, SectionRule};
pub use sentences::SentenceRules;
pub use sessions::SessionRules;
pub use signs::{DetectRules, Sign};
pub use sketch::sketch;
pub use speakers::{OfficeRule, PartyKind, PartyRule, SpeakerRule, SubjectRules, Voice};
pub(crate) use spelling::respell;
pub use stances::{StanceFamily, StanceRule};
pub(crate) use template::Template;
pub(crate) use template::fold;
pub use times::{Part, TimeRule, Unit};
pub(crate) use typography::plain;
pub use undertakings::{ActRules, CommitmentRules, FulfilledRules, HedgeRules};
pub use verbs::{ComplementRule, Manner, PromiseRule, VerbFamily, VerbRule};
pub use votes::VoteRules;
