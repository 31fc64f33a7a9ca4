//! What the two sides of a comparison are called, where their names do not tell them apart.

use crate::Sides;
use crate::statement::Statement;

/// What a text from standard input is called that has no title.
const STREAM: &str = "standard input";

/// Names both sides so that a reader can tell them apart: files of one name by the folders in which they differ, a stream
/// by the title of its text. Editions of an archive have names of their own. `arguments` are the names that the texts were
/// given by.
pub fn tell_apart(statements: &mut Sides<Statement>, arguments: Sides<&str>) {
    for (statement, argument) in
        [(&mut statements.before, arguments.before), (&mut statements.after, arguments.after)]
    {
        if is_stream(argument) {
            let title = statement.title.split_whitespace().collect::<Vec<_>>().join(" ");
            statement.id = if title.is_empty() { STREAM.to_owned() } else { title };
        }
    }
    if statements.before.id != statements.after.id || arguments.before == arguments.after {
        return;
    }
    let names = names(arguments);
    (statements.before.id, statements.after.id) = (names.before, names.after);
}

/// Both statements under names that tell them apart, where those they have do not: where whoever holds the texts knows no
/// more of them than one name for both, by which of them is older.
pub fn told_apart(statements: Sides<&Statement>, arguments: Sides<&str>) -> Option<Sides<Statement>> {
    if statements.before.id != statements.after.id || statements.before.sha256 == statements.after.sha256 {
        return None;
    }
    let mut named = statements.map(Statement::clone);
    tell_apart(&mut named, arguments);
    if named.before.id == named.after.id {
        named.before.id.push_str(" (older)");
        named.after.id.push_str(" (newer)");
    }
    Some(named)
}

/// Whether an argument is standard input or another stream (`<(…)` in a shell), whose name says nothing.
fn is_stream(argument: &str) -> bool {
    let streams = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/", "/proc/"];
    argument == "-" || streams.iter().any(|start| argument.starts_with(start))
}

/// The last parts of both paths, as many as it takes to tell them apart; a stream under its own name.
fn names(arguments: Sides<&str>) -> Sides<String> {
    let parts = arguments.map(|argument| {
        let parts: Vec<&str> =
            argument.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect();
        parts
    });
    let tail = |parts: &[&str], count: usize| parts[parts.len().saturating_sub(count)..].join("/");
    let most = parts.before.len().max(parts.after.len());
    let count =
        (1..=most).find(|&count| tail(&parts.before, count) != tail(&parts.after, count)).unwrap_or(most);
    let name = |argument: &str, parts: &[&str]| match argument {
        "-" => STREAM.to_owned(),
        _ => tail(parts, count),
    };
    Sides::new(name(arguments.before, &parts.before), name(arguments.after, &parts.after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: (&str, &str)) {
        let named = |title: &str, argument: &str| Statement {
            id: argument
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .split('.')
                .next()
                .unwrap_or_default()
                .to_owned(),
            title: title.to_owned(),
            ..Statement::default()
        };
        let mut statements = Sides::new(named("24th Statement", old), named("24th Statement", new));
        tell_apart(&mut statements, Sides::new(old, new));
        assert_eq!((statements.before.id.as_str(), statements.after.id.as_str()), expected);
    }

    #[test]
    fn files_of_one_name_are_told_by_their_folders() {
        check("o/statement.txt", "n/statement.txt", ("o/statement.txt", "n/statement.txt"));
        check("/a/x/o/s.txt", "/a/x/n/s.txt", ("o/s.txt", "n/s.txt"));
        check("o/x/s.txt", "n/x/s.txt", ("o/x/s.txt", "n/x/s.txt"));
        check("s.txt", "s.md", ("s.txt", "s.md"));
        check("./s.txt", "n/s.txt", ("s.txt", "n/s.txt"));
        check("old.txt", "new.txt", ("old", "new"));
        check("same.txt", "same.txt", ("same", "same"));
    }

    #[test]
    fn texts_of_one_name_are_told_by_their_age() {
        let named = |sha256: &str| Statement {
            id: "statement".to_owned(),
            sha256: sha256.to_owned(),
            ..Statement::default()
        };
        let check = |others: [&str; 2], names: [&str; 2], expected: Option<[&str; 2]>| {
            let (before, after) = (named(others[0]), named(others[1]));
            let told = told_apart(Sides::new(&before, &after), Sides::new(names[0], names[1]));
            let told = told.map(|told| [told.before.id, told.after.id]);
            assert_eq!(told, expected.map(|names| names.map(str::to_owned)));
        };
        let one = "statement.txt";
        check(["a", "b"], [one, one], Some(["statement (older)", "statement (newer)"]));
        check(["a", "b"], [one, "statement.md"], Some([one, "statement.md"]));
        check(
            ["a", "b"],
            ["o/statement.txt", "n/statement.txt"],
            Some(["o/statement.txt", "n/statement.txt"]),
        );
        check(["a", "a"], [one, one], None);
    }

    #[test]
    fn a_stream_is_called_by_its_title() {
        check("old.txt", "-", ("old", "24th Statement"));
        check("/dev/fd/63", "/dev/fd/62", ("63", "62"));
    }
}
