//! What a gate says, as plain data.

use super::{Acceptance, Place};
use crate::{Sides, Weight};

/// What a gate says.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// The comparisons that were made, in the order of the editions.
    pub pairs: Vec<JudgedPair>,
    /// What concerns the archive, the policy and what was accepted.
    pub archive: Vec<Judged>,
    /// The least weight that fails the gate.
    pub fail_on: Option<Weight>,
    /// The policy that decided, for a reader: its file, and of which revision it is.
    pub policy: Option<String>,
    /// The revision that the branch was held against.
    pub base: Option<String>,
    /// What a reader must know, as sentences.
    pub notes: Vec<String>,
}

impl Verdict {
    /// Everything that was found, what concerns the archive first.
    pub fn all(&self) -> impl Iterator<Item = &Judged> + Clone {
        self.archive.iter().chain(self.pairs.iter().flat_map(|pair| &pair.judged))
    }

    /// What is open: neither turned off nor accepted.
    pub fn open(&self) -> impl Iterator<Item = &Judged> + Clone {
        self.all().filter(|judged| judged.standing == Standing::Open)
    }

    /// What was accepted.
    pub fn accepted(&self) -> impl Iterator<Item = &Judged> + Clone {
        self.all().filter(|judged| matches!(judged.standing, Standing::Accepted(_)))
    }

    /// Whether this one keeps the gate from holding.
    pub fn blocks(&self, judged: &Judged) -> bool {
        judged.standing == Standing::Open && self.fail_on.is_some_and(|least| judged.weight >= least)
    }

    /// How many keep the gate from holding.
    pub fn blocking(&self) -> usize {
        self.all().filter(|judged| self.blocks(judged)).count()
    }
}

/// One comparison.
#[derive(Debug, Clone, Default)]
pub struct JudgedPair {
    /// `kidd-23`, or a file.
    pub name: Sides<String>,
    /// What a reader must know before he trusts the comparison.
    pub cautions: Vec<String>,
    /// What was found, in the order of the comparison, then what the policy adds.
    pub judged: Vec<Judged>,
}

/// A finding, and what a policy makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// A sha256 that stays the same as long as the editions, the rule and the quoted words do.
    pub fingerprint: String,
    /// `pledge/dropped`
    pub rule: String,
    /// How much it matters, by the policy.
    pub weight: Weight,
    /// What it is about, short.
    pub subject: String,
    /// One sentence for a person.
    pub message: String,
    /// The id of the section, for findings of a comparison.
    pub section: Option<String>,
    /// The words of each side.
    pub quote: Sides<Option<String>>,
    /// Where to look: the newer edition's line, for what is gone the line after which it stood.
    pub place: Option<Place>,
    /// Where the older edition has it.
    pub old_place: Option<Place>,
    /// sha256 of the canonical text of the sentences quoted; of what stands there instead on a side without a quote.
    pub sentence: Sides<Option<String>>,
    /// What earlier editions know of it, in words.
    pub history: Option<String>,
    /// Which line decided about the level.
    pub decision: Decision,
    /// Whether it counts.
    pub standing: Standing,
}

/// Characters of a fingerprint that make an id: enough to tell apart what one archive finds.
const ID: usize = 12;

impl Judged {
    /// The start of the fingerprint, by which `kidd accept` knows it.
    pub fn id(&self) -> &str {
        self.fingerprint.get(..ID).unwrap_or(&self.fingerprint)
    }
}

/// Which line decided about a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The rules files.
    Rules,
    /// A line of the policy, with what stands there.
    Line {
        /// Counted from 1.
        line: usize,
        /// What stands there, short: `[levels] pledge/`.
        what: String,
    },
    /// Findings of the archive have a fixed level.
    Fixed,
}

/// Whether a finding counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Open,
    /// Somebody let it pass.
    Accepted(Box<Acceptance>),
    /// The policy turned it off.
    Off,
}
