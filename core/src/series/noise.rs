//! The tables of what says nothing when it differs, and of what always says something.

use serde::Deserialize;

use super::table::{Keyed, Table};

/// What says nothing when it differs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoiseRules {
    /// Groups of expressions that mean the same (`["both sides", "the two sides"]`); case counts only in acronyms.
    pub same: Vec<Vec<String>>,
    /// Marks that may come and go (`,`).
    pub marks: Vec<String>,
    /// Words that may stand twice by mistake (`the the`).
    pub doubled: Vec<String>,
}

/// What belongs to a number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuantityRules {
    /// Groups of units that mean the same (`["percent", "%"]`): a number and its unit are one token.
    pub units: Vec<Vec<String>>,
    /// What stands between the ends of a range (`to` in "0 to 1/4 percent").
    pub between: Vec<String>,
    /// Units that stand for a number themselves (`million`).
    pub scales: Vec<Scale>,
    /// Signs of currencies, which stand before a number.
    pub currencies: Vec<Currency>,
    /// Numbers that are written as words.
    pub numbers: Vec<NumberWord>,
}

/// A unit that stands for a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The first name of its group of units.
    pub name: String,
    /// How many zeros it stands for.
    pub zeros: u8,
}

/// A currency by its signs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// Its code in small letters (`usd`).
    pub id: String,
    /// What stands before a number (`$`, `US$`), the longest first.
    pub signs: Vec<String>,
}

/// A number that is written as a word.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWord {
    /// `two`, `one-quarter`
    pub name: String,
    /// What it is worth.
    pub value: f64,
}

/// What turns a clause into its opposite.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NegationRules {
    /// Words in front of what they negate (`not`, `declined to`).
    pub cues: Vec<String>,
    /// Expressions that hold such a word and negate nothing (`not only`).
    pub but: Vec<String>,
    /// Words that carry a negation on (`nor`): they count where nothing in the sentence before them negates.
    pub carries: Vec<String>,
    /// Words for keeping something from happening (`prevent`): a cue in the place of one says the same in other words.
    pub prevents: Vec<String>,
    /// Adverbs between a cue and what it negates (`not yet`).
    pub between: Vec<String>,
    /// Words at which the clause of a cue ends (`and`, `but`).
    pub ends: Vec<String>,
    /// Groups of forms of one verb that do not show it by their letters (`["met", "meet"]`).
    pub forms: Vec<Vec<String>>,
    /// Beginnings that turn an adjective or noun into its opposite (`un`).
    pub prefixes: Vec<String>,
}

/// Expressions that are never the same, whatever the noise rules say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// `name-of-the-north`
    pub id: String,
    /// Expressions of which no two are ever folded together.
    pub words: Vec<String>,
}

/// Words that link nothing by themselves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordRules {
    /// Articles, prepositions, pronouns, auxiliaries, conjunctions.
    pub function: Vec<String>,
    /// Words of the genre's formulas (`sides`, `pledged`): two sentences that share only these are not linked.
    pub formula: Vec<String>,
    /// Words of what is promised that say what is done and not with what (`strengthen`, `cooperation`): they find no counterpart.
    pub generic: Vec<String>,
    /// What says that several hold something together (`shared`, `common`).
    pub together: Vec<String>,
    /// Words that belong to the verb before them (`up` in "follow up"): a phrase that ends with the verb takes them in.
    pub particle: Vec<String>,
    /// Words that join two modifiers (`and`).
    pub coordinator: Vec<String>,
    /// Words that stand in the place of a modifier (`that` in "that regime").
    pub determiner: Vec<String>,
}

impl Table for NoiseRules {
    fn join(&mut self, later: Self) {
        self.same.extend(later.same);
        self.marks.extend(later.marks);
        self.doubled.extend(later.doubled);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.same.len();
        self.same.retain(|group| group.first().is_none_or(|first| first != id));
        self.same.len() != count
    }
}

impl Table for QuantityRules {
    fn join(&mut self, later: Self) {
        self.units.extend(later.units);
        self.between.extend(later.between);
        self.scales.extend(later.scales);
        self.currencies.extend(later.currencies);
        self.numbers.extend(later.numbers);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.units.len();
        self.units.retain(|group| group.first().is_none_or(|first| first != id));
        self.units.len() != count
    }
}

impl Table for NegationRules {
    fn join(&mut self, later: Self) {
        self.cues.extend(later.cues);
        self.but.extend(later.but);
        self.carries.extend(later.carries);
        self.between.extend(later.between);
        self.ends.extend(later.ends);
        self.forms.extend(later.forms);
        self.prefixes.extend(later.prefixes);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let lists = [&mut self.cues, &mut self.but, &mut self.carries, &mut self.between, &mut self.ends];
        let mut found = false;
        for list in lists.into_iter().chain([&mut self.prefixes]) {
            list.retain(|entry| {
                found |= entry == id;
                entry != id
            });
        }
        found
    }
}

impl Table for WordRules {
    fn join(&mut self, later: Self) {
        self.function.extend(later.function);
        self.formula.extend(later.formula);
        self.generic.extend(later.generic);
        self.together.extend(later.together);
        self.particle.extend(later.particle);
        self.coordinator.extend(later.coordinator);
        self.determiner.extend(later.determiner);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.formula.len();
        self.formula.retain(|word| word != id);
        self.formula.len() != count
    }
}

impl Keyed for SignalRule {
    fn id(&self) -> &str {
        &self.id
    }
}
