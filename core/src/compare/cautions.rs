//! What a reader must know before he trusts a comparison.

use crate::Sides;
use crate::series::Rules;
use crate::statement::Statement;

/// Cautions as sentences, most important first.
pub(super) fn cautions(statements: Sides<&Statement>, rules: &Rules) -> Vec<String> {
    let mut cautions = Vec::new();
    for statement in [statements.before, statements.after] {
        if statement.illustrative {
            cautions.push(format!(
                "{} is illustrative: a made-up text, no statement of any government.",
                statement.id
            ));
        }
        let read = statement.cautions.iter();
        cautions.extend(read.map(|caution| format!("{} {}.", statement.id, caution.clause())));
    }
    let Sides { before, after } = statements;
    if let (Some(one), Some(other)) = (level(before, rules), level(after, rules))
        && one != other
    {
        cautions.push(format!(
            "The two are of different levels: {} speaks for {one}, {} for {other}.",
            before.id, after.id
        ));
    }
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
    if let (Some(old), Some(new)) = (before.date, after.date)
        && old > new
    {
        cautions.push(format!(
            "{} is older than {}: what is told as new is the older text.",
            after.id, before.id
        ));
    }
    cautions
}

/// For whom a statement speaks; nothing where neither its title nor its heads of delegation tell.
fn level(statement: &Statement, rules: &Rules) -> Option<&'static str> {
    let starts_with = |office: &str, name: &String| {
        office.strip_prefix(name.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let title = statement.title.to_lowercase();
    let words: Vec<&str> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let title = format!(" {} ", words.join(" "));
    let header = &rules.header;
    let presides = statement
        .delegations
        .iter()
        .filter_map(|head| head.office.as_deref())
        .any(|office| header.summit_offices.iter().any(|name| starts_with(office, name)));
    let titled =
        header.summit_titles.iter().any(|words| title.contains(&format!(" {} ", words.to_lowercase())));
    if presides || titled {
        return Some("heads of state or government");
    }
    (!statement.delegations.is_empty()).then_some("officials")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::Delegation;

    fn statement(title: &str, office: Option<&str>) -> Statement {
        let head = |office: &str| Delegation {
            party: "us".into(),
            lead: "A. Person".into(),
            office: Some(office.into()),
            acting: false,
        };
        Statement {
            title: title.into(),
            delegations: office.map(head).into_iter().collect(),
            ..Statement::default()
        }
    }

    #[track_caller]
    fn check(before: (&str, Option<&str>), after: (&str, Option<&str>), expected: bool) {
        let rules = crate::series::general().expect("the general rules are read");
        let (before, after) = (statement(before.0, before.1), statement(after.0, after.1));
        let found = cautions(Sides::new(&before, &after), &rules);
        assert_eq!(found.iter().any(|caution| caution.contains("different levels")), expected, "{found:?}");
    }

    #[test]
    fn presidents_and_officials_are_of_different_levels() {
        let meeting =
            ("Joint Press Statement on Nuclear Consultative Group Meeting", Some("Principal Deputy Advisor"));
        check(meeting, ("Joint Statement", Some("President")), true);
        check(meeting, ("Joint Statement by President A. Person", None), true);
        check(meeting, meeting, false);
        check(meeting, ("Readout", Some("Vice President")), false);
        check(meeting, ("Readout", Some("Assistant to the President")), false);
        check(("Joint Leaders' Statement", None), ("Leaders Level Statement", None), false);
        check(meeting, ("Letter", None), false);
    }
}
