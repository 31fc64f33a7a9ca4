//! The words by which a text says or praises that a promise was carried out.

use crate::series::{Lexicon, Rules};

/// How a text praises what a promise brought.
pub(super) struct Results {
    /// What says that a promise was carried out.
    pub cues: Lexicon,
    pub brings: Lexicon,
    pub praises: Lexicon,
    pub results: Lexicon,
    pub unless: Lexicon,
}

impl Results {
    pub fn new(rules: &Rules) -> Self {
        let rules = &rules.fulfilled;
        Self {
            cues: Lexicon::new(&rules.cues),
            brings: Lexicon::new(&rules.brings),
            praises: Lexicon::new(&rules.praises),
            results: Lexicon::new(&rules.results),
            unless: Lexicon::new(&rules.unless),
        }
    }
}
