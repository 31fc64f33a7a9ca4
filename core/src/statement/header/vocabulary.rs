//! The lists of the rules by which a header is read, compiled.

use crate::series::{Lexicon, PartyKind, Rules};

/// The lists of the rules by which a header is read, compiled.
pub(in crate::statement) struct Vocabulary {
    /// Verbs of the sentence that says when and where a meeting was held.
    pub meeting: Lexicon,
    /// Places look like names ("White House").
    pub venues: Lexicon,
    /// Wherever parties meet: the venues and every capital.
    pub places: Lexicon,
    /// Every capital, and the id of the party whose capital it is.
    pub capitals: Lexicon,
    pub seats: Vec<String>,
    /// Verbs by which somebody receives a guest at home.
    pub receives: Lexicon,
    /// Verbs by which somebody leads a delegation.
    pub leads: Lexicon,
    pub parties: Lexicon,
    /// The id of the party for each expression of `parties`.
    pub ids: Vec<String>,
    /// Parties that are no states, and speak for themselves where they make a statement.
    alone: Vec<String>,
    /// Those of them that are no groups.
    institutions: Vec<String>,
    /// Those of them that are offices of an institution (`the Board`).
    own_offices: Vec<String>,
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
            places: Lexicon::new(
                rules.header.venues.iter().chain(rules.party.iter().flat_map(|party| &party.capitals)),
            ),
            alone: rules
                .party
                .iter()
                .filter(|party| party.kind != PartyKind::State)
                .map(|party| party.id.clone())
                .collect(),
            capitals: Lexicon::new(rules.party.iter().flat_map(|party| &party.capitals)),
            seats: rules
                .party
                .iter()
                .flat_map(|party| party.capitals.iter().map(|_| party.id.clone()))
                .collect(),
            receives: Lexicon::new(&rules.header.receives),
            leads: Lexicon::new(&rules.header.leads),
            parties: Lexicon::new(names),
            ids: ids.into_iter().cloned().collect(),
            institutions: rules
                .party
                .iter()
                .filter(|party| matches!(party.kind, PartyKind::Office | PartyKind::Organisation))
                .map(|party| party.id.clone())
                .collect(),
            own_offices: rules
                .party
                .iter()
                .filter(|party| party.kind == PartyKind::Office)
                .map(|party| party.id.clone())
                .collect(),
            offices: Lexicon::new(offices),
            holders: holders.into_iter().cloned().collect(),
        }
    }

    /// Whether the party with this id speaks with one voice.
    pub fn is_institution(&self, id: &str) -> bool {
        self.institutions.iter().any(|known| known == id)
    }

    /// Whether the party with this id is an office that makes statements.
    pub fn is_office(&self, id: &str) -> bool {
        self.own_offices.iter().any(|known| known == id)
    }

    /// Whether the party with this id is no state.
    pub fn speaks_alone(&self, id: &str) -> bool {
        self.alone.iter().any(|known| known == id)
    }
}
