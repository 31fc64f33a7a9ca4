//! Fields of a Word file: what stands between their beginning and their result is a code, which no reader sees.

use super::xml::Element;

/// The fields around a place, and whether each has come to its result.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<bool>);

impl Fields {
    /// One of the marks of a field.
    pub fn mark(&mut self, element: &Element) {
        match element.get("fldCharType") {
            Some("begin") => self.0.push(false),
            Some("separate") => self.0.last_mut().into_iter().for_each(|result| *result = true),
            Some("end") => drop(self.0.pop()),
            _ => {}
        }
    }

    pub fn is_code(&self) -> bool {
        self.0.contains(&false)
    }
}
