//! All tables of a rules file in one struct, and how a later file joins an earlier one.

use serde::Deserialize;

use std::any::Any;
use std::sync::Arc;

use super::compiled::Compiled;
use super::cues::CueIndex;
use super::{
    ActRules, CommitmentRules, ComplementRule, DetectRules, EntityRule, EstablishedRules, FindingRule,
    FulfilledRules, FurnitureRule, GrammarRules, HeaderRules, HedgeRules, KindRule, LanguageRule,
    ModifierRules, NegationRules, NoiseRules, OfficeRule, ParagraphRules, PartyRule, PromiseRule,
    QuantityRules, SalienceRules, SectionRule, SentenceRules, SessionRules, SignalRule, SpeakerRule,
    StanceRule, SubjectRules, TimeRule, VerbRule, VoteRules, WatchRule, WordRules,
};

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
    /// How a text shows that it is of this series.
    pub detect: DetectRules,
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
    /// Kinds of findings, with level and weight.
    pub finding: Vec<FindingRule>,
    /// Formulas whose every word is read closely.
    pub watch: Vec<WatchRule>,
    /// Words that qualify a noun.
    pub modifiers: ModifierRules,
    /// What makes a finding matter more.
    pub salience: SalienceRules,
    /// How a text tells of a vote.
    pub vote: VoteRules,
    /// What is never noise.
    pub signal: Vec<SignalRule>,
    /// Words that link nothing by themselves.
    pub words: WordRules,
    #[serde(skip)]
    compiled: Compiled,
}

/// One table of a rules file: how a later file's content joins an earlier one's.
pub(super) trait Table {
    /// Merges `later` over `self`.
    fn join(&mut self, later: Self);
    /// Removes what `drop` names with this id; true if something went.
    fn take_out(&mut self, id: &str) -> bool;
}

/// An entry that later files may replace.
pub(super) trait Keyed {
    /// Unique within its table.
    fn id(&self) -> &str;
}

impl<T: Keyed> Table for Vec<T> {
    fn join(&mut self, later: Self) {
        for entry in later {
            match self.iter_mut().find(|known| known.id() == entry.id()) {
                Some(known) => *known = entry,
                None => self.push(entry),
            }
        }
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.len();
        self.retain(|entry| entry.id() != id);
        self.len() != count
    }
}

/// Makes a [`Table`] of a struct of lists: they append, and `drop` takes an expression out of whichever has it.
macro_rules! list_table {
    ($table:ty { $($list:ident),+ $(,)? }) => {
        impl $crate::series::rules::Table for $table {
            fn join(&mut self, later: Self) {
                $(self.$list.extend(later.$list);)+
            }

            fn take_out(&mut self, id: &str) -> bool {
                let mut found = false;
                $(self.$list.retain(|entry| {
                    found |= entry == id;
                    entry != id
                });)+
                found
            }
        }
    };
}
pub(super) use list_table;

impl Rules {
    /// The cues of all sections.
    pub fn cues(&self) -> Arc<CueIndex> {
        self.compiled(|rules| CueIndex::new(&rules.section))
    }

    /// What a reader makes of these rules, made once for each type and kept with them.
    pub fn compiled<T: Any + Send + Sync>(&self, make: impl Fn(&Self) -> T) -> Arc<T> {
        self.compiled.get(|| make(self))
    }

    /// Merges the rules of a series over these, from which what it drops was taken out.
    pub(super) fn merge(&mut self, later: Self) {
        self.compiled = Compiled::default();
        self.name = later.name.or(self.name.take());
        self.title = later.title.or(self.title.take());
        self.detect = later.detect;
        self.furniture.join(later.furniture);
        self.language.join(later.language);
        self.header.join(later.header);
        self.sentences.join(later.sentences);
        self.sessions.join(later.sessions);
        self.paragraphs.join(later.paragraphs);
        self.section.join(later.section);
        self.noise.join(later.noise);
        self.quantity.join(later.quantity);
        self.negation.join(later.negation);
        self.grammar.join(later.grammar);
        self.party.join(later.party);
        self.speaker.join(later.speaker);
        self.office.join(later.office);
        self.subject.join(later.subject);
        self.verb.join(later.verb);
        self.stance.join(later.stance);
        self.complement.join(later.complement);
        self.promise.join(later.promise);
        self.act.join(later.act);
        self.hedges.join(later.hedges);
        self.commitment.join(later.commitment);
        self.fulfilled.join(later.fulfilled);
        self.time.join(later.time);
        self.kind.join(later.kind);
        self.entity.join(later.entity);
        self.established.join(later.established);
        self.finding.join(later.finding);
        self.watch.join(later.watch);
        self.modifiers.join(later.modifiers);
        self.salience.join(later.salience);
        self.vote.join(later.vote);
        self.signal.join(later.signal);
        self.words.join(later.words);
    }

    /// Removes what `drop` names with this table and id; true if something went.
    pub(super) fn take_out(&mut self, name: &str) -> bool {
        self.compiled = Compiled::default();
        match name.split_once('/') {
            Some(("furniture", id)) => self.furniture.take_out(id),
            Some(("language", id)) => self.language.take_out(id),
            Some(("header", id)) => self.header.take_out(id),
            Some(("sentences", id)) => self.sentences.take_out(id),
            Some(("sessions", id)) => self.sessions.take_out(id),
            Some(("paragraphs", id)) => self.paragraphs.take_out(id),
            Some(("section", id)) => self.section.take_out(id),
            Some(("noise", id)) => self.noise.take_out(id),
            Some(("quantity", id)) => self.quantity.take_out(id),
            Some(("negation", id)) => self.negation.take_out(id),
            Some(("grammar", id)) => self.grammar.take_out(id),
            Some(("party", id)) => self.party.take_out(id),
            Some(("speaker", id)) => self.speaker.take_out(id),
            Some(("office", id)) => self.office.take_out(id),
            Some(("subject", id)) => self.subject.take_out(id),
            Some(("verb", id)) => self.verb.take_out(id),
            Some(("stance", id)) => self.stance.take_out(id),
            Some(("complement", id)) => self.complement.take_out(id),
            Some(("promise", id)) => self.promise.take_out(id),
            Some(("act", id)) => self.act.take_out(id),
            Some(("hedges", id)) => self.hedges.take_out(id),
            Some(("commitment", id)) => self.commitment.take_out(id),
            Some(("fulfilled", id)) => self.fulfilled.take_out(id),
            Some(("time", id)) => self.time.take_out(id),
            Some(("kind", id)) => self.kind.take_out(id),
            Some(("entity", id)) => self.entity.take_out(id),
            Some(("established", id)) => self.established.take_out(id),
            Some(("watch", id)) => self.watch.take_out(id),
            Some(("modifiers", id)) => self.modifiers.take_out(id),
            Some(("salience", id)) => self.salience.take_out(id),
            Some(("vote", id)) => self.vote.take_out(id),
            Some(("signal", id)) => self.signal.take_out(id),
            Some(("words", id)) => self.words.take_out(id),
            _ => false,
        }
    }
}
