//! The rules of a series: loaded, merged, validated. No rule lives in code.
//!
//! The general rules (`general.toml`, compiled in) serve every text. A series adds a file of its own,
//! `statements/<series>/series.toml`, whose tables merge into them by id, whose lists append, and whose `drop`
//! removes. [`Rules`] is the merged result; each field is one table of the file and has its own small file here.

mod load;
mod noise;
mod rules;
mod sections;

pub use load::{general, parse};
pub use noise::NoiseRules;
pub use rules::Rules;
pub use sections::{Cue, SectionRule};
