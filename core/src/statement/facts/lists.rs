//! Promises that a sentence opens and the items after it make.

use super::before::Before;
use super::events::{Event, Rung, Scanner, State};
use super::phrases::verb_phrase;
use super::subjects::Who;
use super::words::{Shape, Word};
use crate::statement::{Act, CommitmentKind};

/// Promises that a sentence opens (`we commit to:`) and the items after it make.
impl Scanner<'_, '_> {
    /// An item of the list that the sentence before opened.
    pub(super) fn item(&mut self) -> Option<Event> {
        let first = self.words.first()?;
        let acts = |word: &Word<'_>| word.roles.complement.is_some() || word.roles.act.is_some();
        let goes_on = !first.is_capital() || first.text.ends_with("ing") || acts(first);
        let open = self.memory.open.take().filter(|_| goes_on)?;
        let phrase = verb_phrase(self.words, 0);
        let end = phrase.verb_end.max(1);
        let event = Event {
            start: 0,
            verb: 0..end,
            object: end,
            complement: phrase.complement,
            act: phrase.act.unwrap_or(Act::New),
            hedges: phrase.hedges,
            ..open.clone()
        };
        self.memory.open = Some(open);
        Some(event)
    }

    /// Keeps a promise that ends in `to:` open for its items.
    pub(super) fn open_list(&mut self, event: &Event) {
        let rest = &self.words[event.verb.end.min(self.words.len())..];
        // `instructed their Chiefs of Defence to:`
        if let [.., to, colon] = rest
            && to.text == "to"
            && colon.shape == Shape::Break
            && (rest.len() == 2 || event.kind != CommitmentKind::Assessment)
        {
            let rule = format!("{}-item", event.rule);
            self.memory.open = Some(Event { kind: CommitmentKind::Pledge, rule, ..event.clone() });
        }
    }

    /// Keeps a promise that ends in `will:` open for its items, where a party makes it.
    pub(super) fn open_will(&mut self, before: Before, at: usize, state: &mut State) {
        let (start, speaker) = match before {
            Before::Own { start, who } if who != Who::Silent => (start, self.resolve(who)),
            _ => return,
        };
        let event = Event {
            start,
            speaker,
            verb: at..at + 1,
            object: at + 1,
            rule: "will".to_owned(),
            ..self.action()
        };
        self.memory.open =
            Some(Event { start: 0, verb: 0..1, object: 1, rule: "will-item".to_owned(), ..event });
        state.speaker = Some(speaker);
    }

    /// Keeps what is to be done open for the items of a list that the sentence announces: `through the following
    /// actions:`. Under a heading of actions the items need no such sentence.
    pub(super) fn open_actions(&mut self) {
        let ends = self.words.last().is_some_and(|last| last.shape == Shape::Break);
        if ends && self.announces {
            self.memory.open = Some(self.action());
        }
    }

    /// A promise of the authors whose words an item gives.
    pub(super) fn action(&self) -> Event {
        Event {
            start: 0,
            kind: CommitmentKind::Pledge,
            speaker: self.voices.together(),
            verb: 0..1,
            object: 1,
            rung: Rung::Will,
            complement: None,
            act: Act::New,
            hedges: Vec::new(),
            inner: None,
            narrated: false,
            rule: "action-item".to_owned(),
        }
    }
}
