//! The lists of the rules by which a header is read, compiled.

use crate::series::{Lexicon, Rules};

/// The lists of the rules by which a header is read, compiled.
pub(in crate::statement) struct Vocabulary {
    /// Verbs of the sentence that says when and where a meeting was held.
    pub meeting: Lexicon,
    /// Places look like names ("White House").
    pub venues: Lexicon,
    /// Verbs by which somebody leads a delegation.
    pub leads: Lexicon,
    pub parties: Lexicon,
    /// The id of the party for each expression of `parties`.
    pub ids: Vec<String>,
    /// Offices that only one party has (`Secretary of Defense`).
    pub offices: Lexicon,
    /// The id of the party for each expression of `offices`.
    pub holders: Vec<String>,
}

impl Vocabulary {
    pub fn new(rules: &Rules) -> Self {
        let named =
            rules.party.iter().flat_map(|party| party.names.iter().map(move |name| (&party.id, name)));
        let (ids, names): (Vec<&String>, Vec<&String>) = named.unzip();
        let held = rules.office.iter().filter_map(|office| Some((office.party.as_ref()?, &office.names)));
        let held = held.flat_map(|(party, names)| names.iter().map(move |name| (party, name)));
        let (holders, offices): (Vec<&String>, Vec<&String>) = held.unzip();
        Self {
            meeting: Lexicon::new(&rules.header.meeting),
            venues: Lexicon::new(&rules.header.venues),
            leads: Lexicon::new(&rules.header.leads),
            parties: Lexicon::new(names),
            ids: ids.into_iter().cloned().collect(),
            offices: Lexicon::new(offices),
            holders: holders.into_iter().cloned().collect(),
        }
    }
}
