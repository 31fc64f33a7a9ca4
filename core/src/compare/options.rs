//! The weights and thresholds by which sentences are linked.

/// How texts are linked. The defaults are what `kidd` uses; `benches/calibrate.rs` chose them.
#[derive(Debug, Clone)]
pub struct Options {
    /// Work that may be spent on links, in steps (about one comparison of two words each). The same on every machine;
    /// when it is spent the answer is coarser and says so.
    pub steps: u64,
    /// What makes two sentences alike.
    pub score: ScoreOptions,
}

/// The weights of what makes two sentences alike, and the thresholds on them. No units: the likeness of words lies
/// between 0 and 1, everything else is added to it or compared with it.
#[derive(Debug, Clone)]
pub struct ScoreOptions {
    /// How much the rarity of words counts: 0 takes every word for one, 1 weighs each by how few sentences have it.
    pub rarity: f64,
    /// Added where the sentences before (or after) are linked with each other, so that linked sentences keep company.
    pub adjacent: f64,
    /// Taken off for standing at the opposite end of the text, and in proportion.
    pub place: f64,
    /// Taken off for each sentence that a pair stands away from where the sure links around it would have it. From
    /// 0.014 to 0.02 the same links come out on gold alignments; from 0.025 on links between real statements are lost.
    pub apart: f64,
    /// Likeness of words from which a link of the first pass is sure.
    pub sure: f64,
    /// Added for standing in the same section.
    pub section: f64,
    /// What a link in the order of the text must exceed.
    pub link: f64,
    /// Likeness of words that a link out of the order must reach: prefer silence to a false move.
    pub moved: f64,
    /// Likeness of words that a link out of the order must reach where a link beside it has moved along.
    pub company: f64,
    /// Likeness of words from which a pair that is each other's best excludes other links of its sentences.
    pub certain: f64,
    /// The share of a further part's words that the rest of the whole sentence must hold, in a split or merge.
    pub covered: f64,
    /// How much of the whole sentence the parts of a split or merge must hold together.
    pub whole: f64,
    /// How much of the whole sentence each part of a split or merge must hold.
    pub share: f64,
}

/// 400 million steps: some seconds at worst; a statement takes less than a million.
const STEPS: u64 = 400_000_000;

impl Default for Options {
    fn default() -> Self {
        Self { steps: STEPS, score: ScoreOptions::default() }
    }
}

impl Default for ScoreOptions {
    fn default() -> Self {
        Self {
            rarity: 0.75,
            adjacent: 0.085,
            place: 0.5,
            apart: 0.0165,
            sure: 0.6,
            section: 0.05,
            link: 0.4,
            moved: 0.85,
            company: 0.6,
            certain: 1.0,
            covered: 0.62,
            whole: 0.77,
            share: 0.06,
        }
    }
}
