//! The facts of a statement: bodies, instruments, commitments, speakers, deadlines.
//!
//! One pass of the vocabulary cuts a sentence into `words`; everything else reads these words.

mod actors;
mod before;
mod claims;
mod clauses;
mod commitments;
mod deadlines;
mod established;
mod events;
mod known;
mod lists;
mod marks;
mod names;
mod phrases;
mod quantities;
mod questions;
mod saying;
mod subjects;
mod vocabulary;
mod voices;
mod votes;
mod will;
mod words;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use self::known::{Catalogue, Index};
use self::marks::{MarkIndex, Marks};
use self::quantities::Units;
use self::vocabulary::Vocabulary;
use self::votes::Ballots;
use self::words::{Word, words};

use super::{Quantity, Statement};
use crate::series::{Rules, Scanned};

/// Fills in the bodies, instruments, commitments and assessments of a statement, and the speaker and the deadline of
/// each sentence. What stood there before is replaced. The texts are those of the sentences.
pub(super) fn extract(statement: &mut Statement, texts: &[Scanned<'_>], rules: &Rules) {
    let vocabulary = rules.compiled(Vocabulary::new);
    let index = rules.compiled(Index::new);
    let marks = rules.compiled(MarkIndex::new);
    let units = rules.compiled(Units::new);
    let ballots = rules.compiled(Ballots::new);
    let reader = Reader {
        rules,
        vocabulary: &vocabulary,
        catalogue: Catalogue::new(rules, &index),
        marks: &marks,
        units: &units,
        ballots: &ballots,
    };
    reader.extract(statement, texts);
}

/// Compiles what reading facts needs of these rules, which it does else when it first needs it.
pub(super) fn compile(rules: &Rules) {
    rules.compiled(Vocabulary::new);
    rules.compiled(Index::new);
    rules.compiled(MarkIndex::new);
    rules.compiled(Units::new);
    rules.compiled(Ballots::new);
}

/// The rules made ready to read any number of statements.
struct Reader<'r> {
    rules: &'r Rules,
    vocabulary: &'r Vocabulary,
    catalogue: Catalogue<'r>,
    marks: &'r MarkIndex,
    units: &'r Units,
    ballots: &'r Ballots,
}

/// What one sentence holds beside its words.
#[derive(Debug, Default)]
struct Found {
    pub marks: Marks,
    pub quantities: Vec<Quantity>,
    /// It announces a list of things to be done.
    pub announces: bool,
}

impl Reader<'_> {
    fn extract(&self, statement: &mut Statement, scanned: &[Scanned<'_>]) {
        let mut sentences = std::mem::take(&mut statement.sentences);
        let words: Vec<Vec<Word<'_>>> = sentences
            .par_iter()
            .zip(scanned)
            .map(|(sentence, scanned)| words(&sentence.text, scanned, self.vocabulary))
            .collect();
        let named = self.catalogue.entities(&sentences, scanned, &words);
        statement.bodies = named.bodies;
        statement.instruments = named.instruments;
        let found: Vec<Found> = sentences
            .par_iter()
            .zip(scanned)
            .zip(&words)
            .map(|((sentence, scanned), words)| {
                let marks = self.marks.find(scanned);
                let quantities = self.units.find(&sentence.text, words);
                Found { announces: marks.announces, marks, quantities }
            })
            .collect();
        let said = commitments::read(statement, &sentences, &words, &found, self.marks, self.rules);
        statement.votes = votes::read(&sentences, scanned, self.ballots);
        actors::read(statement, &sentences, &words, named.organisations, self.rules);
        drop(words);
        for (sentence, (speaker, deadline)) in sentences.iter_mut().zip(said) {
            sentence.speaker = speaker;
            sentence.deadline = deadline;
        }
        statement.sentences = sentences;
    }
}
