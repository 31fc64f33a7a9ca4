//! The steps of an animation, as far as they decide whether words are seen at its end.

use cssparser::{AtRuleParser, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser};

use super::doubt::{self, Variables};
use super::style::Declared;

/// What the steps that have been read do.
pub(super) struct Frames<'v> {
    variables: &'v Variables,
    steps: usize,
    hiding: usize,
    ends_hidden: bool,
}

impl<'v> Frames<'v> {
    /// Whether words are gone at the end of the steps, or at each of them.
    pub fn hide(input: &mut Parser<'_>, variables: &'v Variables) -> bool {
        let mut frames = Self { variables, steps: 0, hiding: 0, ends_hidden: false };
        StyleSheetParser::new(input, &mut frames).for_each(drop);
        frames.ends_hidden || (frames.steps > 0 && frames.hiding == frames.steps)
    }
}

impl<'i> QualifiedRuleParser<'i> for Frames<'_> {
    /// Whether the step is the last.
    type Prelude = bool;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<bool, ParseError<()>> {
        let steps = doubt::rest(input).to_ascii_lowercase();
        Ok(steps.split(',').any(|step| matches!(step.trim(), "to" | "100%")))
    }

    fn parse_block(
        &mut self,
        is_last: bool,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let hides = Declared::body(input, self.variables).hides();
        self.steps += 1;
        self.hiding += usize::from(hides);
        self.ends_hidden |= is_last && hides;
        Ok(())
    }
}

impl AtRuleParser<'_> for Frames<'_> {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}
