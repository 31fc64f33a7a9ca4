//! Annotations for the log of a GitHub workflow.
//!
//! The runner reads each line of a log. A line that starts with `::name` is a command; so is `##[name]` anywhere in a
//! line, an older form. Parameters of a command are escaped with `%25`, `%0D`, `%0A`, `%3A`, `%2C`, its message with the
//! first three. Nothing else is decoded, so `##[` cannot be escaped: it stands as `##U+005B` (see [`escape`]).
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step. What is beyond stands in the log as plain lines,
//! after a line that says so.

use std::io::{self, Write};

use super::escape;
use super::gate::{acceptance, decided, outcome, place, sentence};
use crate::Weight;
use crate::policy::{Judged, Verdict};

/// Annotations of one level that GitHub shows for a step.
const SHOWN: usize = 10;

/// Writes what a gate says as workflow commands.
///
/// # Errors
/// Those of the writer.
pub fn github(writer: &mut dyn Write, verdict: &Verdict) -> io::Result<()> {
    let mut cut: Vec<&Judged> = Vec::new();
    for weight in Weight::ALL {
        let of_level = || verdict.open().filter(|judged| judged.weight == weight);
        for judged in of_level().take(SHOWN) {
            writeln!(writer, "{}", command(judged))?;
        }
        cut.extend(of_level().skip(SHOWN));
    }
    if !cut.is_empty() {
        writeln!(writer, "Not annotated, for GitHub shows {SHOWN} of each level in a step: {}", cut.len())?;
        for judged in cut {
            line(writer, &format!("  {}: {}", word(judged.weight), plain(judged)))?;
        }
    }
    for judged in verdict.accepted() {
        line(writer, &format!("{} ({})", plain(judged), acceptance(judged).unwrap_or_default()))?;
    }
    for note in verdict.notes.iter().chain(verdict.pairs.iter().flat_map(|pair| &pair.cautions)) {
        line(writer, note)?;
    }
    line(writer, &decided(verdict))?;
    line(writer, &outcome(verdict))
}

fn command(judged: &Judged) -> String {
    let mut parameters = Vec::new();
    if let Some(place) = &judged.place {
        parameters.push(format!("file={}", parameter(&place.file)));
        parameters.push(format!("line={}", place.line));
    }
    let subject =
        if judged.quote.before.is_none() && judged.quote.after.is_none() { "" } else { &judged.subject };
    let title = format!("{} {subject}", judged.rule);
    parameters.push(format!("title={}", parameter(title.trim_end())));
    let message = format!("{} [{}]", sentence(judged), judged.id());
    format!("::{} {}::{}", word(judged.weight), parameters.join(","), data(&message))
}

/// One finding as a line of a log that is no command.
fn plain(judged: &Judged) -> String {
    let place = place(judged).map(|place| format!("{place}: ")).unwrap_or_default();
    format!("{place}{} {} [{}]", judged.rule, sentence(judged), judged.id())
}

/// A line that the runner does not obey, whatever is in it.
fn line(writer: &mut dyn Write, text: &str) -> io::Result<()> {
    let text = escape::line(text);
    let own = text.trim_start();
    let guard = if own.starts_with("::") { "| " } else { "" };
    writeln!(writer, "{guard}{text}")
}

const fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Minor => "notice",
        weight => weight.level(),
    }
}

fn data(text: &str) -> String {
    escape::line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn parameter(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{JudgedPair, Place, Policy, tell};

    fn written(verdict: &Verdict) -> String {
        let mut bytes = Vec::new();
        github(&mut bytes, verdict).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn nothing_of_a_text_becomes_a_command_or_a_parameter() {
        let place = Some(Place { file: "a::b,line=9\n::error::x%0A".into(), line: 3 });
        let told = tell(
            "archive/added",
            "50% ::set-output name=x::y\r\n::stop-commands::t ##[error]x",
            place,
            &Policy::default(),
        );
        let note = "::add-mask::x".to_owned();
        let text = written(&Verdict { archive: vec![told], notes: vec![note], ..Verdict::default() });
        let commands: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        assert_eq!(commands.len(), 1);
        assert!(
            commands[0].starts_with("::notice file=a%3A%3Ab%2Cline=9 %3A%3Aerror%3A%3Ax%250A,line=3,title=archive/added::The branch adds 50%25 ::set-output"),
            "{text}"
        );
        assert!(!text.contains("##[") && text.contains("| ::add-mask::x"), "{text}");
    }

    #[test]
    fn ten_of_a_level_are_annotated_and_the_rest_is_told() {
        let judged =
            (0..23).map(|number| tell("archive/altered", format!("file {number}"), None, &Policy::default()));
        let pair = JudgedPair { judged: judged.collect(), ..JudgedPair::default() };
        let text = written(&Verdict { pairs: vec![pair], fail_on: Some(Weight::Key), ..Verdict::default() });
        assert_eq!(text.lines().filter(|line| line.starts_with("::error ")).count(), 10);
        assert!(text.contains("shows 10 of each level in a step: 13\n"), "{text}");
        for number in 0..23 {
            assert_eq!(text.matches(&format!("file {number} [")).count(), 1, "{number}");
        }
        assert!(
            text.ends_with("The gate does not hold: 23 findings at or above error. 23 errors.\n"),
            "{text}"
        );
    }
}
