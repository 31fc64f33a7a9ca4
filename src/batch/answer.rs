//! A line of the input → a line of the output: both sides read and compared.

use super::lines::{Answer, Line, TextPair, TextSource};
use crate::report::json;
use crate::workspace::{Input, Workspace};
use crate::{Error, Result, Sides};

impl Workspace {
    /// Answers a line with a comparison, or with what is wrong with it.
    pub fn answer(&self, line: Line) -> Answer {
        let Line { number, id, pair } = line;
        let outcome = pair.and_then(|pair| self.compared(number, &pair));
        match outcome {
            Ok(bytes) => Answer { bytes, failed: false },
            Err(error) => {
                let mut bytes = Vec::new();
                // Writing to memory cannot fail.
                let _ = json::batch_error(&mut bytes, number, &id, &error.to_string());
                Answer { bytes, failed: true }
            }
        }
    }

    fn compared(&self, line: usize, pair: &TextPair) -> Result<Vec<u8>> {
        let inputs = Sides::new(self.side(&pair.from, "from")?, self.side(&pair.to, "to")?);
        let statements = Sides::new(self.read(inputs.before)?.0, self.read(inputs.after)?.0);
        let comparison = self.compare(statements.as_ref())?;
        let mut bytes = Vec::new();
        json::batch(&mut bytes, line, &pair.id, &comparison)
            .map_err(|cause| Error::new("the answer cannot be written").because(cause))?;
        Ok(bytes)
    }

    fn side(&self, side: &TextSource, place: &str) -> Result<Input> {
        match side {
            TextSource::Named(name) if name == "-" => {
                Err(Error::new("standard input holds the pairs and is no side of one").at(place))
            }
            TextSource::Named(name) => self.find(name),
            TextSource::Given(given) => {
                let origin = given.name.as_deref().unwrap_or(place);
                Ok(Input::new(origin, given.text.clone().into_bytes()))
            }
        }
    }
}
