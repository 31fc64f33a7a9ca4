use serde::Deserialize;

use super::rules::Table;

/// What says nothing when it differs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoiseRules {
    /// Groups of expressions that mean the same (`["both sides", "the two sides"]`); case counts only in acronyms.
    pub same: Vec<Vec<String>>,
}

impl Table for NoiseRules {
    fn join(&mut self, later: Self) {
        self.same.extend(later.same);
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.same.len();
        self.same.retain(|group| group.first().is_none_or(|first| first != id));
        self.same.len() != count
    }
}
