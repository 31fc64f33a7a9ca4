//! What a report is called: `24th against the 23rd: 12 changes that matter`.

use super::prose::{count, days};
use crate::compare::Comparison;
use crate::drift::nth;
use crate::statement::Statement;
use crate::{Sides, Weight};

/// The title of a report.
pub(crate) fn title(comparison: &Comparison<'_>) -> String {
    let [new, old] = names(comparison.statements);
    format!("{new} against {old}: {}", matters(comparison))
}

/// The two editions as one says them, the newer one first: by their ordinals, else by their days, else by their names.
fn names(sides: Sides<&Statement>) -> [String; 2] {
    let same_series = sides.before.series == sides.after.series;
    if let (Some(old), Some(new)) = (sides.before.ordinal, sides.after.ordinal)
        && same_series
        && old != new
    {
        return [nth(new), format!("the {}", nth(old))];
    }
    let day = |statement: &Statement| days(statement.date, statement.end_date);
    match (day(sides.before), day(sides.after)) {
        (Some(old), Some(new)) if old != new => [new, old],
        _ => [sides.after.id.clone(), sides.before.id.clone()],
    }
}

/// How many changes an editor has to know.
fn matters(comparison: &Comparison<'_>) -> String {
    let findings = &comparison.findings;
    let matter = findings.iter().filter(|finding| finding.weight > Weight::Minor).count();
    match (matter, findings.len()) {
        _ if comparison.renewed => "renewed; nothing but the dates".to_owned(),
        (0, 0) if comparison.is_changed() => "changed, with no finding".to_owned(),
        (0, 0) => "no change".to_owned(),
        (0, minor) => count(minor, "minor change", "minor changes"),
        (matter, _) => count(matter, "change that matters", "changes that matter"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn editions_are_named_as_one_says_them() {
        let statement = |id: &str, ordinal, day| Statement {
            id: id.to_owned(),
            ordinal,
            date: day,
            ..Statement::default()
        };
        let check = |before: &Statement, after: &Statement, expected: [&str; 2]| {
            assert_eq!(names(Sides::new(before, after)), expected);
        };
        let (one, other) = (Some(date(2023, 9, 18)), Some(date(2024, 9, 24)));
        check(
            &statement("kidd-23", Some(23), one),
            &statement("kidd-24", Some(24), other),
            ["24th", "the 23rd"],
        );
        check(
            &statement("a", None, one),
            &statement("b", None, other),
            ["24 September 2024", "18 September 2023"],
        );
        check(
            &statement("kidd-23@1", Some(23), one),
            &statement("kidd-23@2", Some(23), one),
            ["kidd-23@2", "kidd-23@1"],
        );
    }
}
