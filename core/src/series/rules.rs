//! All tables of a rules file in one struct, and how a later file joins an earlier one.

use serde::Deserialize;

use std::any::Any;
use std::sync::Arc;

use super::compiled::Compiled;
use super::cues::CueIndex;
use super::table::Table as _;
use super::{
    ActRules, ClaimRules, CommitmentRules, ComplementRule, DetectRules, EntityRule, EstablishedRules,
    FindingRule, FulfilledRules, FurnitureRule, GrammarRules, HeaderRules, HedgeRules, KindRule,
    LanguageRule, ModifierRules, NegationRules, NoiseRules, OfficeRule, ParagraphRules, PartyRule,
    PromiseRule, QuantityRules, SalienceRules, SectionRule, SentenceRules, SessionRules, SignalRule,
    SpeakerRule, StanceRule, SubjectRules, TimeRule, VerbRule, VoteRules, WatchRule, WordRules,
};

/// Declares the rules, and from the list of their tables how those of a series join what it inherits and how `drop` takes an
/// entry out.
macro_rules! rules {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $($(#[$doc:meta])* pub $key:ident: $value:ty,)*
        }
        tables {
            $($(#[$what:meta])* pub $table:ident: $rows:ty,)*
        }
    ) => {
        $(#[$about])*
        pub struct $name {
            $($(#[$doc])* pub $key: $value,)*
            $($(#[$what])* pub $table: $rows,)*
            #[serde(skip)]
            compiled: Compiled,
        }

        impl $name {
            fn join_tables(&mut self, later: Self) {
                $(self.$table.join(later.$table);)*
            }

            fn take_out_of(&mut self, table: &str, id: &str) -> bool {
                $(if table == stringify!($table) {
                    return self.$table.take_out(id);
                })*
                false
            }
        }
    };
}

rules! {
/// The rules that read a text: the general ones, or those of a series merged over them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Version of the format of rules files; 1 is the only one.
    pub rules: u32,
    /// The name of the series (`kidd`); the general rules have none.
    pub name: Option<String>,
    /// How the series is called in prose.
    pub title: Option<String>,
    /// Series whose rules come between the general ones and these, the nearest kin last.
    pub inherits: Vec<String>,
    /// Ids of tables to remove from what is inherited (`section/opcon`).
    pub drop: Vec<String>,
    /// Parties for which the statements of the series speak, where these are always the same.
    pub sides: Vec<String>,
    /// How a text shows that it is of this series.
    pub detect: DetectRules,
    /// Kinds of findings, with weight and salience. A series may tell one otherwise, but not drop it.
    pub finding: Vec<FindingRule>,
}
tables {
    /// What a page adds around a statement.
    pub furniture: Vec<FurnitureRule>,
    /// Languages that are not read.
    pub language: Vec<LanguageRule>,
    /// How title, date, venue and heads of delegation are known.
    pub header: HeaderRules,
    /// What keeps a full stop from ending a sentence.
    pub sentences: SentenceRules,
    /// How sessions are named.
    pub sessions: SessionRules,
    /// How paragraphs are filed.
    pub paragraphs: ParagraphRules,
    /// Canonical sections, in their order.
    pub section: Vec<SectionRule>,
    /// What says nothing when it differs.
    pub noise: NoiseRules,
    /// What belongs to a number.
    pub quantity: QuantityRules,
    /// What turns a clause into its opposite.
    pub negation: NegationRules,
    /// The small words of the language.
    pub grammar: GrammarRules,
    /// Who can speak for itself.
    pub party: Vec<PartyRule>,
    /// Expressions that name a speaker.
    pub speaker: Vec<SpeakerRule>,
    /// Offices.
    pub office: Vec<OfficeRule>,
    /// What makes a subject of a party's name.
    pub subject: SubjectRules,
    /// The ladder of verbs.
    pub verb: Vec<VerbRule>,
    /// The ladders of stances.
    pub stance: Vec<StanceRule>,
    /// The ladder of complements.
    pub complement: Vec<ComplementRule>,
    /// Nouns that hold a promise.
    pub promise: Vec<PromiseRule>,
    /// What marks a clause beside its verb and stance.
    pub claims: ClaimRules,
    /// How votes are told.
    pub votes: VoteRules,
    /// Sections of a text that is of no series: what such texts speak of.
    pub topic: Vec<SectionRule>,
    /// What a commitment does.
    pub act: ActRules,
    /// What takes firmness from a commitment.
    pub hedges: HedgeRules,
    /// What tells the special kinds of commitments.
    pub commitment: CommitmentRules,
    /// By what a text says that a promise was kept.
    pub fulfilled: FulfilledRules,
    /// Words of dates and terms.
    pub time: Vec<TimeRule>,
    /// Kinds of bodies and instruments.
    pub kind: Vec<KindRule>,
    /// Bodies and instruments known by name.
    pub entity: Vec<EntityRule>,
    /// By what a text calls an entity new.
    pub established: EstablishedRules,
    /// Formulas whose every word is read closely.
    pub watch: Vec<WatchRule>,
    /// Words that qualify a noun.
    pub modifiers: ModifierRules,
    /// What makes a finding matter more.
    pub salience: SalienceRules,
    /// What is never noise.
    pub signal: Vec<SignalRule>,
    /// Words that link nothing by themselves.
    pub words: WordRules,
}
}

/// The cues of the topics, which are sections where a text is of no series.
#[derive(Debug, Clone)]
pub struct TopicIndex(pub CueIndex);

impl Rules {
    /// The cues of all sections.
    pub(crate) fn cues(&self) -> Arc<CueIndex> {
        self.compiled(|rules| CueIndex::new(&rules.section))
    }

    /// The cues of all topics.
    pub fn topics(&self) -> Arc<TopicIndex> {
        self.compiled(|rules| TopicIndex(CueIndex::new(&rules.topic)))
    }

    /// What a reader makes of these rules, made once for each type and kept with them.
    pub(crate) fn compiled<T: Any + Send + Sync>(&self, make: impl Fn(&Self) -> T) -> Arc<T> {
        self.compiled.get(|| make(self))
    }

    /// Merges the rules of a series over these, from which what it drops was taken out.
    pub(super) fn merge(&mut self, mut later: Self) {
        self.compiled = Compiled::default();
        self.name = later.name.take().or(self.name.take());
        self.title = later.title.take().or(self.title.take());
        self.detect = std::mem::take(&mut later.detect);
        if !later.sides.is_empty() {
            self.sides = std::mem::take(&mut later.sides);
        }
        self.finding.join(std::mem::take(&mut later.finding));
        self.join_tables(later);
    }

    /// Removes what `drop` names with this table and id; true if something went.
    pub(super) fn take_out(&mut self, name: &str) -> bool {
        self.compiled = Compiled::default();
        name.split_once('/').is_some_and(|(table, id)| self.take_out_of(table, id))
    }
}
