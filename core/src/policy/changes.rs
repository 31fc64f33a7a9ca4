//! What a branch makes of a policy, told line by line.

use super::first_seen;
use super::levels::describe;
use super::model::{Breach, Kept, Policy};
use crate::Sides;

/// What a branch makes of a policy, each change in a few words, with the line of the newer file where it has one.
pub fn changes(before: &Policy, after: &Policy) -> Vec<(Option<usize>, String)> {
    let lines = Sides::new(lines(before), lines(after));
    let mut told = Vec::new();
    let known = |lines: &[Line], key: &str| lines.iter().filter(|line| line.key == key).count();
    for line in &lines.after {
        let same_key = || lines.before.iter().filter(|old| old.key == line.key);
        if same_key().any(|old| old.value == line.value) {
            continue;
        }
        told.push(match same_key().next() {
            Some(old) if known(&lines.after, &line.key) == 1 => {
                (line.number, format!("{}: {} → {}", line.key, old.value, line.value))
            }
            _ => (line.number, format!("{} is new: {}", line.key, line.value)),
        });
    }
    for line in &lines.before {
        let after = || lines.after.iter().filter(|new| new.key == line.key);
        let replaced = after().count() == 1 && known(&lines.before, &line.key) == 1;
        if after().all(|new| new.value != line.value) && !replaced {
            told.push((None, format!("{} is gone: it was {}", line.key, line.value)));
        }
    }
    told
}

struct Line {
    number: Option<usize>,
    key: String,
    value: String,
}

fn lines(policy: &Policy) -> Vec<Line> {
    let fail_on = policy.fail_on.level();
    let mut lines = vec![Line { number: None, key: "fail-on".into(), value: fail_on.into() }];
    let accepts = policy.accept_in_branch.to_string();
    lines.push(Line { number: None, key: "accept-in-branch".into(), value: accepts });
    let mut push = |number: usize, key: String, value: String| {
        lines.push(Line { number: Some(number), key, value });
    };
    for line in &policy.levels {
        push(line.line, format!("[levels] {}", line.rule), line.level.word().to_owned());
    }
    for line in &policy.overrides {
        push(line.line, describe(line), line.level.word().to_owned());
    }
    for line in &policy.watches {
        let breach: Vec<&str> = line.breach.iter().copied().map(Breach::word).collect();
        push(
            line.line,
            format!("[[phrase]] {}", line.phrase),
            format!("{} on {}", line.level.word(), breach.join(", ")),
        );
    }
    for line in &policy.keeps {
        let what = match &line.what {
            Kept::Pledge(words) => format!("[[keep]] pledge {words}"),
            Kept::Body(name) => format!("[[keep]] body {name}"),
        };
        push(line.line, what, line.level.word().to_owned());
    }
    for line in &policy.budgets {
        let section = line.section.as_deref().unwrap_or("each section");
        push(
            line.line,
            format!("[[budget]] {section}"),
            format!("{} over {} %", line.level.word(), line.changed),
        );
    }
    for line in &policy.first_seen {
        push(line.line, first_seen::describe(line), line.level.word().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &[&str]) {
        let parse = |text: &str| Policy::parse("kidd.toml", &format!("policy = 1\n{text}")).unwrap();
        let told: Vec<String> =
            changes(&parse(before), &parse(after)).into_iter().map(|(_, text)| text).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn every_line_that_came_went_or_says_something_else_is_told() {
        check("", "", &[]);
        check("[levels]\n\"pledge/\" = \"error\"", "# moved\n[levels]\n\"pledge/\" = \"error\"", &[]);
        check(
            "[levels]\n\"pledge/\" = \"error\"\n\"body/\" = \"note\"",
            "fail-on = \"warning\"\n[levels]\n\"pledge/\" = \"off\"",
            &[
                "fail-on: error → warning",
                "[levels] pledge/: error → off",
                "[levels] body/ is gone: it was note",
            ],
        );
        check(
            "[[phrase]]\nphrase = \"ironclad\"",
            "[[phrase]]\nphrase = \"ironclad\"\nbreach = [\"missing\"]",
            &["[[phrase]] ironclad: error on missing, changed, weakened → error on missing"],
        );
        check("[[keep]]\nbody = \"SPI\"", "", &["[[keep]] body SPI is gone: it was error"]);
        check(
            "[[budget]]\nchanged = 10",
            "[[budget]]\nchanged = 90",
            &["[[budget]] each section: warning over 10 % → warning over 90 %"],
        );
        check(
            "[[first-seen]]\nrule = \"body/\"",
            "[[first-seen]]\nrule = \"body/\"\nlevel = \"note\"\n[[first-seen]]\nsection = \"cyber\"",
            &["[[first-seen]] body/: error → note", "[[first-seen]] section cyber is new: error"],
        );
        check(
            "",
            "[[override]]\nsection = \"cyber\"\nlevel = \"off\"",
            &["[[override]] section cyber is new: off"],
        );
    }
}
