//! The cues of all sections, found in a text in one pass.

use rustc_hash::FxHashMap;

use super::{Lexicon, Scanned, SectionRule};

/// The cues of all sections as one lexicon.
#[derive(Debug, Clone)]
pub struct CueIndex {
    lexicon: Lexicon,
    cues: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    text: String,
    /// Position of the section in the rules, and the cue's weight for it.
    sections: Vec<(usize, f64)>,
}

/// A cue found in a text.
#[derive(Debug, Clone, Copy)]
pub struct FoundCue<'a> {
    /// The cue as it stands in the rules.
    pub cue: &'a str,
    /// Where it starts, in bytes of the text.
    pub start: usize,
    /// Positions of the sections it speaks for, with its weight for each.
    pub sections: &'a [(usize, f64)],
}

impl CueIndex {
    pub(super) fn new(sections: &[SectionRule]) -> Self {
        let mut cues: Vec<Entry> = Vec::new();
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for (position, section) in sections.iter().enumerate() {
            for cue in &section.cues {
                let index = *known.entry(&cue.text).or_insert(cues.len());
                if index == cues.len() {
                    cues.push(Entry { text: cue.text.clone(), sections: Vec::new() });
                }
                cues[index].sections.push((position, cue.weight));
            }
        }
        Self { lexicon: Lexicon::new(cues.iter().map(|cue| &cue.text)), cues }
    }

    /// The cues in a text, the longest where several overlap.
    pub fn find(&self, text: &Scanned<'_>) -> impl Iterator<Item = FoundCue<'_>> {
        self.lexicon.find_in(text).map(|hit| {
            let Entry { text, sections } = &self.cues[hit.pattern];
            FoundCue { cue: text, start: hit.range.start, sections }
        })
    }
}
