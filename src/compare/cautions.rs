//! What a reader must know before he trusts a comparison.

use crate::Sides;
use crate::series::Rules;
use crate::statement::Statement;

/// Cautions as sentences, most important first.
pub(super) fn cautions(statements: Sides<&Statement>, _rules: &Rules) -> Vec<String> {
    let mut cautions = Vec::new();
    for statement in [statements.before, statements.after] {
        if statement.illustrative {
            cautions.push(format!(
                "{} is illustrative: a made-up text, no statement of any government.",
                statement.id
            ));
        }
    }
    let Sides { before, after } = statements;
    if before.series != after.series {
        let name = |statement: &Statement| match &statement.series {
            Some(series) => format!("{} is of the series {series}", statement.id),
            None => format!("{} is of no known series", statement.id),
        };
        cautions.push(format!("The two are of different forums: {}, {}.", name(before), name(after)));
    } else if let (Some(one), Some(other)) = (before.ordinal, after.ordinal) {
        match one.abs_diff(other) {
            0 | 1 => {}
            2 => cautions.push(format!("The edition between the two ({}) is missing.", one.min(other) + 1)),
            _ => cautions.push(format!(
                "The editions between the two ({} to {}) are missing.",
                one.min(other) + 1,
                one.max(other) - 1
            )),
        }
    }
    cautions
}
