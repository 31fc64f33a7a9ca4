//! Promises that a sentence opens and the items after it make.

use super::events::{Event, Scanner};
use super::phrases::verb_phrase;
use super::words::Shape;
use crate::statement::{Act, CommitmentKind};

/// Promises that a sentence opens (`we commit to:`) and the items after it make.
impl Scanner<'_, '_> {
    /// An item of the list that the sentence before opened.
    pub(super) fn item(&mut self) -> Option<Event> {
        let first = self.words.first()?;
        let goes_on = !first.is_capital() || first.text.ends_with("ing") || first.roles.complement.is_some();
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
        if let [to, colon] = rest
            && to.text == "to"
            && colon.shape == Shape::Break
        {
            let rule = format!("{}-item", event.rule);
            self.memory.open = Some(Event { kind: CommitmentKind::Pledge, rule, ..event.clone() });
        }
    }
}
